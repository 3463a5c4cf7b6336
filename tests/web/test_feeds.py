"""Calendars of deadlines: RFC 5545 to the octet, of cases in sight alone, at an address that ends when asked."""

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.actions import cases
from wholefile.web.accounts.models import Account
from wholefile.web.addresses import name_of
from wholefile.web.api.calendar import calendar, escaped, folded
from wholefile.web.api.models import Feed


@given(st.text(max_size=400))
def test_a_folded_line_is_whole_again_and_never_too_long(text):
    line = "SUMMARY:" + escaped(text)
    parts = list(folded(line))
    assert all(len(one) <= 75 for one in parts)
    assert all(one.decode("utf-8") for one in parts)
    whole = (parts[0] + b"".join(one[1:] for one in parts[1:])).decode()
    assert whole == line.encode("utf-8", "replace").decode()
    assert "\n" not in whole
    assert "\r" not in whole


@pytest.mark.parametrize(
    ("text", "written"),
    [("a;b,c\\d", "a\\;b\\,c\\\\d"), ("one\ntwo", "one\\ntwo"), ("a\r\nEND:X", "a \\nEND:X")],
)
def test_a_text_cannot_leave_its_line(text, written):
    assert escaped(text) == written


def test_an_event_keeps_its_name_for_ever():
    one = {
        "deadline": "DL-7",
        "docket": "D-1",
        "what": "Disclose",
        "due_on": "2026-12-31",
        "rule": "5-501",
        "met_seq": None,
    }
    first, second = (calendar("x", "evidence.example", [one], now).decode() for now in (0, 10**12))
    assert "UID:DL-7@evidence.example\r\n" in first
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in first
    assert first.replace("19700101T000000Z", "") == second.replace("20010909T014640Z", "")
    assert first.startswith("BEGIN:VCALENDAR\r\n")
    assert first.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("9999-12-31", ["DTSTART;VALUE=DATE:99991231"]),
        ("9999-12-30", ["DTSTART;VALUE=DATE:99991230", "DTEND;VALUE=DATE:99991231"]),
        ("0001-01-31", ["DTSTART;VALUE=DATE:00010131", "DTEND;VALUE=DATE:00010201"]),
    ],
)
def test_every_day_that_an_act_may_name_has_its_place_in_a_calendar(due, days):
    told = {
        "deadline": "OB-1",
        "docket": "D-1",
        "what": "a list",
        "due_on": due,
        "rule": "5-502",
        "met_seq": None,
    }
    lines = calendar("x", "evidence.example", [told], 0).decode().split("\r\n")
    assert [one for one in lines if one.startswith(("DTSTART", "DTEND"))] == days


def made(site, part: str) -> str:
    page = site.client(part).post("/feeds/").content.decode()
    return page.split('wf-breaks">')[1].split("<")[0]


def deadline(site, docket: str, what: str) -> None:
    site.office.clock.advance()
    cases.set_deadline(
        site.office.record, docket, what=what, due_on="2026-12-24", rule="5-501", by=site.office.prosecutor
    )


def test_a_calendar_has_the_deadlines_of_cases_in_sight_and_ends_when_asked(site, tmp_path):
    build(site, tmp_path)
    outsider(site, "vera", "prosecutor")
    hide_something(site)
    deadline(site, site.office.docket, "Disclose, all; of it")
    deadline(site, HIDDEN, "A sealed deadline")
    anybody = Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office))
    assert anybody.get("/feeds/unknown.ics").status_code == 404
    addresses = {part: made(site, part) for part in ("vera", "prosecutor")}
    assert all(one.endswith(".ics") for one in addresses.values())
    told = {part: anybody.get(f"/feeds/{one.rsplit('/', 1)[1]}") for part, one in addresses.items()}
    assert told["vera"]["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Disclose\\, all\\; of it" in told["vera"].content.decode()
    assert "sealed" not in told["vera"].content.decode()
    assert "A sealed deadline" in told["prosecutor"].content.decode()
    path = f"/feeds/{addresses['vera'].rsplit('/', 1)[1]}"
    assert addresses["vera"].rsplit("/", 1)[1].removesuffix(".ics") not in str(list(Feed.objects.values()))
    Account.objects.filter(username="vera").update(is_active=False)
    assert anybody.get(path).status_code == 404
    Account.objects.filter(username="vera").update(is_active=True)
    assert site.client("vera").get("/feeds/revoke").status_code == 405
    assert site.client("vera").post("/feeds/revoke").status_code == 302
    assert anybody.get(path).status_code == 404
    again = made(site, "vera")
    newest = made(site, "vera")
    assert anybody.get(f"/feeds/{again.rsplit('/', 1)[1]}").status_code == 404
    assert anybody.get(f"/feeds/{newest.rsplit('/', 1)[1]}").status_code == 200


def test_the_defence_has_deadlines_set_before_it_was_last_served(site, tmp_path):
    deadline(site, site.office.docket, "Before it was served")
    build(site, tmp_path)
    deadline(site, site.office.docket, "After it was served")
    address = made(site, "defence")
    told = site.anybody().get(f"/feeds/{address.rsplit('/', 1)[1]}").content.decode()
    assert "Before it was served" in told
    assert "After it was served" not in told
