"""The form of every verb: shown to whoever may act, and never more than a 4xx whatever is sent to it."""

import json

import pytest
from django.core.exceptions import ValidationError

from tests.web.site import Site
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions.catalogue import SUBJECTS
from wholefile.actions.parameters import parameters
from wholefile.record.lookups import entry_count
from wholefile.web.forms.fields import Numbers
from wholefile.web.signing.models import WaitingActs

HOSTILE = (
    "",
    " ",
    "x" * 70_000,
    "<script>alert(1)</script>",
    "{% load i18n %}{{ request }}",
    "\u202eevil\u0000",
    "' OR 1=1 --",
    "Ω≈ç√∫ 証拠 улика",
    "-1",
    "99999999999999999999999",
    "V26-000001",
    "V26-000001\nV26-999999",
    "P-1",
    "D-101-CR-2026-42",
    "2026-02-30",
    '{"a": [1, 2, {"b": null}]}',
    "a=b",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_form_opens(site, subject):
    for verb in SUBJECTS[subject].verbs:
        answer = site.client("supervisor").get(f"/do/{subject}/{verb}")
        assert answer.status_code == 200, verb
        page = answer.content.decode()
        for one in parameters(SUBJECTS[subject].verbs[verb].action):
            assert f'name="{one.name}"' in page, (verb, one.name)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_that_is_sent_breaks_a_form_or_records_anything(site, subject):
    site.office.receive()
    before = entry_count(site.office.db)
    for verb, found in SUBJECTS[subject].verbs.items():
        names = [one.name for one in parameters(found.action)]
        for number, value in enumerate(HOSTILE):
            # Each field gets another of the values, so that every field meets every value.
            sent = {name: HOSTILE[(number + place) % len(HOSTILE)] for place, name in enumerate(names)}
            sent |= {"note": value, "occurred_at": value, "corrects": value, "late_reason": value}
            answer = site.client("supervisor").post(f"/do/{subject}/{verb}", sent)
            assert 300 <= answer.status_code < 500, (verb, sent)
    assert entry_count(site.office.db) == before


def test_a_subject_or_verb_that_does_not_exist_is_missing(site):
    for address in ("/do/custody/fly", "/do/nothing/transfer", "/do/custody", "/do/custody/transfer/x"):
        assert site.client("custodian").get(address).status_code in (301, 404), address


def test_a_form_remembers_what_was_wrong_with_it_and_shows_nothing_as_markup(site):
    sent = {"items": "<b>V26</b>", "purpose": "<script>alert(1)</script>"}
    page = site.client("custodian").post("/do/custody/transfer", sent).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert not WaitingActs.objects.exists()


def test_what_is_optional_and_empty_stands_behind_the_rest(site):
    client = site.client("custodian")
    item = site.office.receive()

    def parts(answer):
        page = answer.content.decode().split("<main")[1].split("<form method")[1].split("</form>")[0]
        before, _, behind = page.partition("<details")
        return before, behind

    before, behind = parts(client.get(f"/do/custody/lend?items={item}"))
    for name in ("items", "to", "purpose", "by"):
        assert f'name="{name}"' in before, name
    for name in ("occurred_at", "late_reason", "corrects", "note"):
        assert f'name="{name}"' in behind, name
    assert "data-more open" not in behind
    assert "More fields" in behind
    assert "Late reason" in behind.split("</summary>")[0]
    before, behind = parts(
        client.post("/do/custody/lend", {"items": item, "occurred_at": "yesterday", "corrects": "7"})
    )
    for name in ("occurred_at", "corrects"):
        assert f'name="{name}"' in before, name
    assert 'name="late_reason"' in behind
    assert "data-more open" in behind
    before, _ = parts(client.get("/do/laboratory/request"))
    assert 'name="destructive"' in before
    assert 'name="order"' in parts(client.get("/do/hold/release"))[1]
    assert 'name="order"' in parts(client.get("/do/hold/release?order=O-1"))[0]
    before, _ = parts(client.get("/do/hold/place"))
    assert 'name="items"' in before, "left empty, the whole case is held"


def test_only_people_of_cases_in_sight_are_offered(site: Site):
    outsider(site, "vera", "investigator")
    hide_something(site)
    site.office.newcomer("secret agent", "investigator", docket=HIDDEN)
    page = site.client("vera").get("/do/custody/transfer").content.decode()
    assert "Eva Stone" in page
    assert "Secret Agent" not in page
    assert "Secret Agent" in site.client("prosecutor").get("/do/custody/transfer").content.decode()


def test_whoever_grants_roles_can_choose_a_newcomer_and_nobody_else_is_told_of_one(site):
    site.office.newcomer("nora")
    outsider(site, "vera", "investigator")
    number = site.person("nora")
    told = {"person": number, "role": "investigator", "docket": site.office.docket, "by": site.person("ana")}
    site.sign(site.client("ana").post("/do/person/grant", told), "ana")
    assert site.office.db.exists("role_grant", person=number, docket=site.office.docket)
    site.office.newcomer("otto")
    otto = f'value="{site.person("otto")}"'
    assert otto in site.client("supervisor").get("/do/person/grant").content.decode()
    for part in ("custodian", "vera"):
        assert otto not in site.client(part).get("/do/person/grant").content.decode(), part


@pytest.mark.parametrize("text", ["x", "-1", "5-1", "1.5", "1-10001", "1-6000, 6001-12000", "1" * 19, "١"])
def test_what_is_no_list_of_numbers_is_said(text):
    with pytest.raises(ValidationError, match="1-5, 7"):
        Numbers().to_python(text)


@pytest.mark.parametrize(
    ("text", "numbers"), [("", []), ("7", [7]), ("1-3, 7", [1, 2, 3, 7]), ("2 1-2;3", [2, 1, 3])]
)
def test_numbers_are_written_one_by_one_or_as_ranges(text, numbers):
    assert Numbers().to_python(text) == numbers


def test_the_rounds_that_were_inspected_come_to_the_act_as_they_were_written(site):
    box = site.office.receive("ammunition", description="Dummy rounds", quantity=45, unit="round")
    told = {
        "item": box, "condition": "dummy", "method": ["physical", "shaken"], "rounds": "1-3, 7",
        "declared_by": site.person("custodian"), "verified_by": site.person("supervisor"),
    }  # fmt: skip
    answer = site.client("custodian").post("/do/condition/declare", told)
    site.sign(answer, "custodian", "supervisor")
    (declared,) = site.office.db.rows("condition", item=box)
    assert json.loads(declared.rounds) == [1, 2, 3, 7]
    page = site.client("custodian").get("/do/condition/declare?rounds=1&rounds=7").content.decode()
    assert 'value="1, 7"' in page
