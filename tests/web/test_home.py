"""The first page, for each role."""

import re

import pytest
from django.conf import settings

from tests.web.hostile import account_of_nobody, settled, whole
from tests.web.test_signing import transfer
from tests.web.world import hide_something, outsider
from wholefile.actions.custody import release_custody
from wholefile.actions.people import end_role

DAY = 24 * 3_600_000


def home(site, part):
    answer = site.client(part).get("/")
    assert answer.status_code == 200
    return whole(answer)


@pytest.mark.parametrize(
    ("part", "first"),
    [
        ("custodian", "/counter/"),
        ("investigator", "/do/item/receive"),
        ("prosecutor", "/cases/"),
        ("ana", "/people/"),
        ("judge", "/cases/"),
        ("auditor", "/acts/"),
    ],
)
def test_each_role_finds_what_it_does_most_first_and_every_button_leads_somewhere(site, part, first):
    buttons = re.findall(r'<a href="([^"]*)" role="button"', home(site, part))
    assert buttons[0] == first
    for address in buttons:
        assert site.client(part).get(address).status_code == 200, address


def test_the_defence_goes_to_its_portal(site):
    assert site.client("defence").get("/")["Location"] == f"{settings.WHOLEFILE_ADDRESSES.portal}/"


def test_what_is_hidden_is_neither_due_nor_recent(site):
    outsider(site, "vera", "custodian")
    before = home(site, "vera")
    hidden = hide_something(site)
    site.office.clock.advance(2 * DAY)
    site.office.act(
        "custody.released",
        {
            "transfer": "T-1", "items": [hidden], "purpose": "look", "seal_state": "none",
            "to": site.person("investigator"), "released_by": site.person("custodian"),
        },
        site.office.custodian,
    )  # fmt: skip
    after = home(site, "vera")
    assert settled(before) == settled(after)
    assert hidden in home(site, "custodian")


def test_what_waits_for_me_is_listed_and_leads_to_where_it_is_done(site):
    item = site.office.receive()
    response = transfer(site, item)
    assert response["Location"] in home(site, "investigator")
    assert response["Location"] not in home(site, "laboratory")
    site.office.clock.advance()
    release_custody(
        site.office.record, [item], to=site.person("investigator"), purpose="to look", seal_state="none",
        released_by=site.office.custodian,
    )  # fmt: skip
    shown = home(site, "investigator")
    assert "/do/custody/accept?transfer=T-" in shown
    assert f'"/items/{item}"' in shown


def test_an_open_transfer_leads_to_its_item(site):
    item = site.office.receive()
    site.office.clock.advance()
    release_custody(
        site.office.record, [item], to=site.person("investigator"), purpose="to look", seal_state="none",
        released_by=site.office.custodian,
    )  # fmt: skip
    site.office.clock.advance(2 * DAY)
    assert f'<a class="govuk-link" href="/items/{item}">Open transfer' in home(site, "supervisor")


def test_whoever_has_no_person_or_no_role_is_told_so(site):
    account_of_nobody("nobody")
    assert "belongs to nobody" in home(site, "nobody")
    end_role(site.office.record, site.person("deputy"), "custodian", reason="left", by=site.office.ana)
    shown = home(site, "deputy")
    assert "You hold no role" in shown
    assert "Recorded last" not in shown
