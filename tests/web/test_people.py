"""People, a person, and what one signed oneself."""

import pytest

from tests.web.hostile import account_of_nobody, asked, whole
from tests.web.world import hide_something, outsider
from wholefile.actions.people import end_role, revoke_key


def page(site, part, address, status=200):
    answer = site.client(part).get(address)
    assert answer.status_code == status
    return whole(answer)


@pytest.mark.parametrize("number", ["P-999", "P-0", "<script>", "x" * 900, "P-3%00", "D-101-CR-2026-42"])
def test_who_is_not_there_has_no_page(site, number):
    assert site.client("custodian").get(f"/people/{number}").status_code in (400, 404)


def test_the_defence_has_its_own_place(site):
    assert site.client("defence").get("/people/").status_code == 404
    assert site.client("defence").get(f"/people/{site.person('custodian')}").status_code == 404
    assert "Everything I signed" in page(site, "defence", "/people/me")


def test_whoever_is_asked_for_by_anything_is_answered_in_words(site):
    asked(site.client("custodian"), "/people/", "words", "page")
    asked(site.client("custodian"), f"/people/{site.person('custodian')}", "before")
    asked(site.client("custodian"), "/people/me", "before")


def test_what_somebody_does_in_a_hidden_case_is_not_told(site):
    outsider(site, "vera", "investigator")
    address = f"/people/{site.person('custodian')}"
    before = page(site, "vera", address)
    hidden = hide_something(site)
    after = page(site, "vera", address)
    assert hidden not in after
    assert before.count("<tr>") == after.count("<tr>")
    assert hidden in page(site, "custodian", address)


def test_a_person_has_roles_keys_holdings_and_what_waits(site):
    from wholefile.actions.custody import release_custody

    item, other = site.office.receive(), site.office.receive()
    site.office.clock.advance()
    release_custody(
        site.office.record, [other], to=site.person("investigator"), purpose="to look", seal_state="none",
        released_by=site.office.custodian,
    )  # fmt: skip
    shown = page(site, "supervisor", f"/people/{site.person('custodian')}")
    assert "Cora Diaz" in shown
    assert f'"/items/{item}"' in shown
    waits = page(site, "investigator", "/people/me")
    assert "/do/custody/accept?transfer=T-1" in waits.replace("&amp;", "&")
    assert "Give a role" not in shown
    assert "/do/person/grant?person=" in page(site, "ana", f"/people/{site.person('custodian')}")


def test_names_are_found_and_escaped(site):
    site.office.newcomer("<b>bold</b>", "investigator")
    assert "&lt;B&gt;Bold" in page(site, "custodian", "/people/?words=bold")
    assert "Eva Stone" not in page(site, "custodian", "/people/?words=bold")
    assert "Nobody fits" in page(site, "custodian", "/people/?words=zzz")


def test_everybody_sees_every_act_they_signed_with_any_key_even_without_a_role(site):
    office = site.office
    hidden = hide_something(site)
    received = office.db.one("item", item=hidden).seq
    for key in office.db.rows("signing_key", person=site.person("custodian")):
        office.clock.advance()
        revoke_key(office.record, key.key, reason="lost", by=office.ana)
    end_role(office.record, site.person("custodian"), "custodian", reason="left", by=office.ana)
    shown = page(site, "custodian", "/people/me")
    assert f'"/act/{received}"' in shown
    assert page(site, "custodian", f"/act/{received}")
    assert f'"/act/{received}"' not in page(site, "deputy", "/people/me")


def test_ones_own_acts_go_back_page_by_page(site):
    for _ in range(60):
        site.office.receive(by=site.office.deputy)
    seqs = [row.seq for row in site.office.db.rows("item", order=("-seq",))]
    first = page(site, "deputy", "/people/me")
    assert f'"/act/{seqs[0]}"' in first
    assert f'"/act/{seqs[59]}"' not in first
    before = first.split('href="?before=')[1].split('"')[0]
    assert f'"/act/{seqs[59]}"' in page(site, "deputy", f"/people/me?before={before}")


def test_an_account_without_a_person_sees_nobody(site):
    account_of_nobody("nobody")
    for address in ("/people/", "/people/me", f"/people/{site.person('custodian')}"):
        assert site.client("nobody").get(address).status_code == 404
