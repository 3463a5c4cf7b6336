"""Administration: people, keys, places, policies, rule packs and how the system is; and nothing of what is held."""

import re

import pytest

from tests.actions.serving import attach
from wholefile.rules.packs import pack, pack_names
from wholefile.web.overseeing.models import RecordCheck
from wholefile.web.signing.models import SigningPasskey

PAGES = (
    "/admin/", "/admin/people/", "/admin/keys/", "/admin/places/", "/admin/policies/", "/admin/rule-packs/",
    "/admin/status/",
)  # fmt: skip


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("part", ["custodian", "prosecutor", "defence", "laboratory", "judge"])
def test_administration_is_for_administrators(site, part):
    for address in (
        "/admin/",
        "/admin/people/",
        "/admin/keys/",
        "/admin/places/",
        "/admin/status/",
        "/admin/policies/",
    ):
        assert site.client(part).get(address).status_code == 404, address


def test_nothing_an_administrator_sees_tells_of_evidence(site):
    office = site.office
    item = office.receive(description="A ruby slipper of great fame")
    attach(office, item, **{"slipper.txt": b"slipper"})
    for address in PAGES:
        page = text(site.client("ana").get(address))
        assert item not in page
        assert "slipper" not in page
        assert office.docket not in page


@pytest.mark.parametrize(
    "asked", ["?page=-1", "?page=x", "?words=" + "x" * 9000, "?words=<script>alert(1)</script>", "?words=%00"]
)
def test_odd_questions_are_answered_in_words(site, asked):
    for address in PAGES:
        answer = site.client("ana").get(address + asked)
        assert answer.status_code in (200, 400), address
        assert "<script>alert" not in text(answer)


def test_people_are_listed_with_what_can_be_done(site):
    page = text(site.client("ana").get("/admin/people/"))
    assert "Kim Vale" in page
    assert f"/do/person/grant?person={site.person('defence')}" in page
    assert f"/do/person/end-role?person={site.person('custodian')}&amp;role=custodian" in page
    found = text(site.client("ana").get("/admin/people/?words=vale"))
    assert "Kim Vale" in found
    assert "Cora Diaz" not in found


def test_the_links_lead_to_forms_filled_in(site):
    person = site.person("deputy")
    page = text(site.client("ana").get(f"/do/person/end-role?person={person}&role=custodian"))
    assert f'value="{person}" selected' in page


def test_a_key_that_waits_is_told_first(site):
    facts = {"algorithm": "webauthn-es256", "public_key": "", "name": "x", "made_at": 0}
    SigningPasskey.objects.create(key="k" * 43, person=site.person("deputy"), credential="new", **facts)
    assert "keys wait to be vouched for" in text(site.client("ana").get("/admin/"))
    assert "1 key waits" in text(site.client("ana").get("/admin/keys/"))


def test_keys_say_whose_they_are_and_when_they_ended(site):
    from wholefile.actions.people import revoke_key

    office = site.office
    key = office.db.rows("signing_key", person=site.person("deputy"))[0]
    office.clock.advance()
    revoke_key(office.record, key.key, reason="lost", by=office.ana)
    page = text(site.client("ana").get("/admin/keys/"))
    assert "Dan Reyes" in page
    assert "revoked" in page


def test_every_pack_stands_there_with_its_citations(site):
    page = text(site.client("paralegal").get("/admin/rule-packs/"))
    for name in pack_names():
        assert pack(name).version in page
        assert all(one.citation.split(":")[0].split("'")[0] in page for one in pack(name).rules)
    assert "not checked" in page


def test_policies_adopted_are_shown(site):
    from wholefile.actions.people import adopt_policy

    site.office.clock.advance()
    adopt_policy(site.office.record, "open_transfer_hours", "8", reason="short shifts", by=site.office.ana)
    page = text(site.client("supervisor").get("/admin/policies/"))
    assert "open_transfer_hours" in page
    assert "short shifts" in page


def test_the_state_of_the_system(site):
    page = text(site.client("ana").get("/admin/status/"))
    for words in ("SQLite", "Sandbox", "records.example/office", "Engine", "never"):
        assert words in page
    attach(site.office, site.office.receive(), **{"a.txt": b"nobody read this yet"})
    page = text(site.client("ana").get("/admin/status/"))
    assert re.search(r"Files\W+1\W+Waiting to be read\W+1\b", re.sub(r"<[^>]*>|\s", " ", page))
    finding = {"kind": "store.file", "position": 3, "words": "file secret", "note": False}
    RecordCheck.objects.create(begun_by="P-1", begun_at=0, seen_at=0, ended_at=1, findings=[finding])
    page = text(site.client("ana").get("/admin/status/"))
    assert "1 things were wrong" in page
    assert "file secret" not in page
    assert "did not end well" in page


def test_places_are_listed(site):
    page = text(site.client("ana").get("/admin/places/"))
    assert "ROOM-A/SHELF-1" in page
    assert "firearms" in page
