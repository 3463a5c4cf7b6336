"""Rule packs: every rule cites its source, and days are counted as the pack says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import NotFound
from wholefile.rules.packs import due_day, owed_by_the_defence, pack, pack_names

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
RULES = [(name, one.rule) for name in ("us-nm", "us-federal", "gb-ew") for one in pack(name).rules]


def test_the_first_three_jurisdictions_are_there():
    assert pack_names() == ["gb-ew", "us-federal", "us-nm"]


@pytest.mark.parametrize("name", pack_names())
def test_every_rule_is_cited_and_says_whether_it_was_checked(name):
    found = pack(name)
    assert found.name == name
    assert found.version
    assert found.notice
    for one in found.rules:
        assert one.citation
        assert type(one.verified) is bool
        assert one.by in ("state", "defence", "any")
        assert type(one.days) is int


def test_unknown_packs_and_rules_are_named():
    with pytest.raises(NotFound, match="us-nm"):
        pack("us-xx")
    with pytest.raises(NotFound, match="5-501"):
        pack("us-nm").rule("5-999")


@pytest.mark.parametrize(
    ("name", "rule", "event", "due"),
    [
        ("us-nm", "5-501", "2026-02-02", "2026-02-12"),
        ("us-nm", "5-501", "2026-02-04", "2026-02-16"),  # the tenth day is a Saturday
        ("us-nm", "5-501", "2026-02-05", "2026-02-16"),  # and a Sunday
        ("us-nm", "8-504", "2026-05-13", "2026-05-01"),  # ten days before is a Sunday: nobody gets fewer days
        ("gb-ew", "CPIA-s5", "2026-02-01", "2026-03-01"),  # a Sunday, as it falls
        ("us-federal", "FRCrP-26.2", "2026-02-03", "2026-02-03"),
    ],
)
def test_days_are_counted_from_the_event(name, rule, event, due):
    assert due_day(pack(name), rule, event) == due


@given(st.sampled_from(RULES), DAYS)
def test_nobody_is_given_fewer_days_and_a_rolling_pack_never_ends_on_a_weekend(which, day):
    name, rule = which
    found = pack(name)
    days = found.rule(rule).days
    due, exact = date.fromisoformat(due_day(found, rule, day.isoformat())), day + timedelta(days=days)
    assert (due <= exact) if days < 0 else (due >= exact)
    assert abs((due - exact).days) <= 2
    if found.roll == "next weekday":
        assert due.isoweekday() <= 5


@pytest.mark.parametrize(
    ("jurisdiction", "rule", "theirs"),
    [("us-nm", "5-502", True), ("us-nm", "5-501", False), ("us-nm", "order", False), ("xx", "5-502", False),
     ("", "5-502", False), (None, "5-502", False)],
)  # fmt: skip
def test_a_duty_is_of_the_defence_where_the_pack_says_so(jurisdiction, rule, theirs):
    assert owed_by_the_defence(jurisdiction, rule) is theirs
