"""The register of rules is whole, and each rule of this half is tested both ways."""

import re
from pathlib import Path

import pytest

from tests.rules.refusing import refused
from wholefile.core.acts import KINDS
from wholefile.record.act import Draft
from wholefile.rules import registry
from wholefile.rules.registry import RULES, Refused, check, refusals

OURS = [one for one in RULES if one[0] in "ANCS" or one == "D12"]


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_says_what_it_claims_and_on_whose_authority(rule_id):
    one = RULES[rule_id]
    assert one.text.endswith(".")
    assert len(one.text) > 20
    assert one.authority.strip()
    assert one.kind_of_authority in ("policy", "law", "guidance")
    assert one.acts
    assert set(one.acts) <= set(KINDS)
    assert one.kept_by


@pytest.mark.parametrize("rule_id", OURS)
def test_each_rule_has_a_test_that_it_refuses_and_one_that_it_lets_pass(rule_id):
    tests = "\n".join(path.read_text() for path in sorted(Path(__file__).parent.glob("test_*.py")))
    assert re.search(rf"def test_{rule_id.lower()}_refuses_", tests) or RULES[rule_id].test is None
    assert re.search(rf"def test_{rule_id.lower()}_(lets|holds)_", tests)


def test_policy_is_not_passed_off_as_law():
    assert {one.id for one in RULES.values() if one.kind_of_authority == "law" and one.id in OURS} == {"S5"}


def test_a_rule_cannot_be_written_down_twice_nor_for_an_act_that_does_not_exist():
    facts = {"text": "x", "authority": "x", "kind_of_authority": "policy"}
    with pytest.raises(ValueError, match="twice"):
        registry.rule("A1", **facts, acts=("item.lost",))(lambda _draft, _db: None)
    with pytest.raises(ValueError, match="do not exist"):
        registry.rule("A99", **facts, acts=("item.found",))(lambda _draft, _db: None)
    assert "A99" not in RULES


def test_a_page_can_ask_for_every_refusal_at_once(office):
    gun = office.firearm(by=office.deputy)
    body = {
        "items": [gun],
        "location": "ROOM-A",
        "seal_state": "none",
        "by": office.custodian.person,
    }
    draft = Draft(1, "custody.stored", office.clock.now, body, [], [office.custodian.person], [])
    assert [one.rule for one in refusals(draft, office.db)] == ["C2", "C4", "S1", "S7"]
    with refused("C2"):
        check(draft, office.db)


def test_a_refusal_is_unprocessable_and_names_its_rule():
    error = Refused("C3", "it is not so; make it so.")
    assert (error.rule, error.code, error.message) == ("C3", "rule.C3", "C3: it is not so; make it so.")
