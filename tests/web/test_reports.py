"""Reports on the pages: nobody gets what they may not see, hostile addresses get words, long ones are made apart."""

import csv
import json
import time
from io import StringIO

import pytest

from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.web.pages import reports
from wholefile.web.reporting import making
from wholefile.web.reporting.models import LongReport

ADDRESSES = (
    "/items/{item}/report.", "/items/{item}/audit.", "/items/{item}/exceptions.", "/cases/{docket}/schedule.",
    "/cases/{docket}/knowledge.", "/cases/{docket}/audit.", "/cases/{docket}/exceptions.",
    "/people/{person}/audit.",
)  # fmt: skip


@pytest.fixture
def world(site, tmp_path):
    return build(site, tmp_path)


def asked(world, address, form):
    return address.format(**world.named) + form


@pytest.mark.parametrize("part", ["defence", "ben"])
def test_reports_are_for_whoever_handles_evidence(site, world, part):
    for address in (*(asked(world, one, "csv") for one in ADDRESSES), "/room/inventory.csv?place=ROOM-A"):
        assert site.client(part).get(address).status_code == 404, address


@pytest.mark.parametrize("form", ["pdf", "csv", "json"])
def test_what_is_hidden_is_missing(site, world, form):
    outsider(site, "vera", "investigator")
    hidden = hide_something(site)
    instead = {"item": hidden, "docket": HIDDEN, "person": "P-999"}
    for address in ADDRESSES:
        assert site.client("vera").get(address.format(**instead) + form).status_code == 404, address


def test_what_is_hidden_changes_no_report(site, world):
    outsider(site, "vera", "custodian")
    addresses = [asked(world, one, "csv") for one in ADDRESSES] + ["/room/inventory.csv?place=ROOM-A"]
    before = {one: site.client("vera").get(one)["ETag"] for one in addresses}
    hide_something(site)
    after = {one: site.client("vera").get(one) for one in addresses}
    assert {one: answer["ETag"] for one, answer in after.items()} == before
    said = b"".join(one.content for one in after.values())
    assert HIDDEN.encode() not in said
    assert b"Sealed" not in said


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/items/V26-000001/report.exe", 404),
        ("/items/V26-000001/report.", 404),
        ("/items/%00/report.csv", 404),
        ("/items/" + "x" * 3000 + "/report.csv", 404),
        ("/items/<script>alert(1)</script>/report.csv", 404),
        ("/cases/中文/schedule.csv", 404),
        ("/cases/" + "9" * 400 + "/audit.csv", 404),
        ("/people/P-99999999999999999999/audit.csv", 404),
        ("/people/%F0%9F%98%80/audit.csv", 404),
        ("/room/inventory.csv", 400),
        ("/room/inventory.csv?place=%07", 400),
        ("/room/inventory.csv?place=" + "x" * 3000, 400),
        ("/room/inventory.csv?place=NOWHERE", 404),
        ("/cases/D-101-CR-2026-42/audit.csv?as_of=yesterday", 400),
        ("/cases/D-101-CR-2026-42/audit.csv?as_of=2026-01-30&by=magic", 400),
        ("/cases/D-101-CR-2026-42/exceptions.csv?as_of=2020-01-01", 400),
        ("/reports/made/99999999999999999999999", 404),
        ("/reports/made/0", 404),
        ("/reports/take", 400),
        ("/reports/take?report=everything&about=x&format=pdf", 400),
        ("/reports/take?report=custody&about=&format=pdf", 400),
        ("/reports/take?report=custody&about=" + "x" * 3000 + "&format=pdf", 400),
        ("/reports/take?report=custody&about=x&format=exe", 400),
        ("/reports/take?report=custody&about=x&format=pdf&as_of=31.12.", 400),
        ("/reports/?report=%00&about=<script>", 200),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(site, world, address, status):
    answer = site.client("supervisor").get(address)
    assert answer.status_code == status
    assert b"<script>a" not in answer.content


def test_every_report_is_there_as_each_kind_of_file(site, world):
    client = site.client("supervisor")
    for address in (*(asked(world, one, "") for one in ADDRESSES), "/room/inventory.{}?place=ROOM-A"):
        table, data = (
            client.get(address.format(form) if "{}" in address else address + form)
            for form in ("csv", "json")
        )
        assert (table.status_code, data.status_code) == (200, 200), address
        told = json.loads(data.content)
        assert table["ETag"] == data["ETag"] == f'"{told["digest"]}"'
        rows = list(csv.reader(StringIO(table.content.decode("utf-8-sig"), newline="")))
        assert ["how it was made", "SHA-256 of the data", told["digest"]] in [one[:3] for one in rows]
        assert told["made"]["by"].endswith(f"({site.person('supervisor')})")


def test_a_custody_report_is_a_pdf_and_records_nothing(site, world):
    before = site.office.db.count("entry")
    answer = site.client("custodian").get(asked(world, ADDRESSES[0], "pdf"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
    assert site.office.db.count("entry") == before


def test_the_page_of_reports_leads_to_each(site, world):
    client = site.client("supervisor")
    page = client.get("/reports/").content.decode()
    for name in reports.REPORTS:
        assert f'value="{name}"' in page
    for name, about in (
        ("custody", world.named["item"]),
        ("inventory", "ROOM-A"),
        ("audit", world.named["docket"]),
    ):
        told = {"report": name, "about": about, "format": "json", "as_of": "2025-01-01", "by": "occurred"}
        led = client.get("/reports/take", told)
        assert led.status_code == 302
        assert "as_of=2025-01-01" in led["Location"]
        assert client.get(led["Location"].replace("2025-01-01", "2026-11-26")).status_code == 200


def test_pages_lead_to_their_reports(site, world):
    client = site.client("supervisor")
    item = client.get(f"/items/{world.named['item']}").content.decode()
    assert f"/items/{world.named['item']}/report.pdf" in item
    case = client.get(f"/cases/{world.named['docket']}/").content.decode()
    for one in ("schedule", "knowledge", "audit", "exceptions"):
        assert f"/cases/{world.named['docket']}/{one}.pdf" in case
    assert "/room/inventory.pdf?place=ROOM-A" in client.get("/room/places/ROOM-A").content.decode()
    person = site.person("custodian")
    assert f"/people/{person}/audit.pdf" in client.get(f"/people/{person}").content.decode()


@pytest.fixture
def long(monkeypatch):
    """Every report is a long one."""
    monkeypatch.setattr(reports, "LONG", 0)


def waited(client, address):
    """The page of a long report once it no longer looks again."""
    for _ in range(600):
        page = client.get(address)
        if "Refresh" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the report did not come")


def test_a_long_report_is_made_apart_for_whoever_asked_alone(site, world, long):
    client = site.client("supervisor")
    address = asked(world, "/cases/{docket}/audit.", "pdf")
    led = client.get(address)
    assert led.status_code == 302
    page = waited(client, led["Location"])
    assert page.status_code == 200
    assert "Open the report" in page.content.decode()
    made = client.get(led["Location"] + "/report.pdf")
    assert made.content.startswith(b"%PDF")
    assert led["Location"] in client.get("/reports/").content.decode()
    assert client.get(address)["Location"] == led["Location"]
    assert LongReport.objects.count() == 1
    for part in ("custodian", "auditor"):
        assert site.client(part).get(led["Location"]).status_code == 404
        assert site.client(part).get(led["Location"] + "/report.pdf").status_code == 404


def test_a_long_report_is_gone_for_whoever_may_not_see_the_case_any_more(site, world, long):
    from wholefile.actions.people import end_role

    outsider(site, "vera", "prosecutor")
    site.office.clock.advance()
    client = site.client("vera")
    led = client.get(asked(world, "/cases/{docket}/audit.", "pdf"))["Location"]
    waited(client, led)
    assert client.get(led + "/report.pdf").status_code == 200
    site.office.clock.advance()
    end_role(
        site.office.record, site.person("vera"), "prosecutor", docket=site.office.docket, reason="left",
        by=site.office.ana,
    )  # fmt: skip
    assert client.get(led + "/report.pdf").status_code == 404


def test_a_long_report_that_waits_looks_again_and_one_that_is_lost_says_so(site, world):
    client = site.client("supervisor")
    row = LongReport.objects.create(
        person=site.person("supervisor"), name="audit", about=world.named["docket"], title="Audit", digest="0" * 64,
        rows=5000, begun_at=making._now(),
    )  # fmt: skip
    page = client.get(f"/reports/made/{row.pk}")
    assert page["Refresh"] == "3"
    assert "5000 rows" in page.content.decode()
    assert client.get(f"/reports/made/{row.pk}/report.pdf").status_code == 404
    LongReport.objects.update(begun_at=making._now() - making.GIVEN_UP - 1)
    page = client.get(f"/reports/made/{row.pk}")
    assert "Refresh" not in page
    assert "ask again" in page.content.decode()
    LongReport.objects.update(failure="There was no paper.")
    assert "There was no paper." in client.get(f"/reports/made/{row.pk}").content.decode()
