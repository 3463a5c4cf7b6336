"""A production: looked at before it is signed, certified, served, acknowledged by the court, and supplemented."""

import zipfile
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET
from tests.actions.serving import TO, assert_verifies, attach, decide, produced
from tests.web.browser.acting import due, follow, go, rows, signed, tell
from wholefile.actions import disclosure, screening

pytestmark = pytest.mark.browser
CASE = f"/cases/{DOCKET}/"


@pytest.fixture
def decided(live):
    """Two files are to be produced, a memo is kept back, and the agency has handed everything over."""
    office = live.site.office
    letter = produced(office, **{"a.txt": b"one", "b.txt": b"two"})
    memo = office.receive(description="Memo of counsel")
    attach(office, memo, **{"memo.txt": b"secret"})
    decide(office, memo, "withheld")
    office.clock.advance()
    screening.screen(office.record, DOCKET, by=office.prosecutor)
    disclosure.hand_over(office.record, DOCKET, agency="Sheriff", text="All of it.", by=office.investigator)
    office.clock.advance()
    return letter, memo


def test_a_production_from_its_certificate_to_a_supplement(live, decided, tmp_path):
    letter, memo = decided
    page = live.person("prosecutor")
    certified(page, live)
    planned_after_it_was_seen(page, live, letter, memo)
    served(page, live, tmp_path)
    acknowledged(live, tmp_path)
    supplemented(page, live)


def certified(page, live):
    go(page, live, CASE + "board/")
    follow(page, "Certify disclosure")
    tell(page, text="Everything in the hands of the State is listed.")
    signed(page, live, "Gia Moreno")
    assert live.site.office.db.count("certificate") == 1


def planned_after_it_was_seen(page, live, letter, memo):
    go(page, live, CASE + "productions/")
    page.get_by_role("button", name="Plan a production").click()
    tell(page, volume="VOL-001", bates_prefix="DOE")
    page.get_by_role("button", name="See what would be in it").click()
    page.get_by_text("2 files would be in it.").wait_for()
    members = [row[:3] for row in rows(page, "Files with their Bates numbers")]
    assert members == [["DOE000001", letter, "a.txt"], ["DOE000002", letter, "b.txt"]]
    assert not live.site.office.db.exists("production")
    signed(page, live, "Gia Moreno", at="Go on to sign the plan")
    go(page, live, "/productions/PR-1/")
    assert [row[0] for row in rows(page, "Files with their Bates numbers")] == ["DOE000001", "DOE000002"]
    (kept,) = rows(page, "Items of the case without a file in it, as the schedule says")
    assert kept[1:4] == [memo, "withheld", "work product"]
    follow(page, "The schedule as it would be served now")
    page.get_by_text("As it would be served now.").wait_for()
    drawn = {row[1]: row for row in rows(page, "2 rows")}
    assert drawn[memo][3:5] == ["withheld", "work product"]
    assert "DOE000001 a.txt" in drawn[letter][-1]
    expect(page.get_by_text("secret")).to_have_count(0)


def served(page, live, folder):
    live.site.office.clock.advance()
    go(page, live, "/productions/PR-1/")
    tell(page, to=TO)
    position = signed(page, live, "Gia Moreno", at="Draw it up and go on to sign")
    row = live.site.office.db.one("production", production="PR-1")
    assert (row.status, row.served_seq, row.to) == ("served", position, TO)
    go(page, live, "/productions/PR-1/")
    facts = page.get_by_role("region", name="The production").inner_text()
    assert TO in facts
    assert row.certificate in facts
    page.get_by_text("Not acknowledged yet.").wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the production").click()
    downloading.value.save_as(folder / "PR-1.zip")
    with zipfile.ZipFile(folder / "PR-1.zip") as packed:
        packed.extractall(folder)
    assert_verifies(folder / "PR-1", unchecked=(7, 8))


def acknowledged(live, folder):
    """By the court, which has the folder in hand."""
    digest = sha256((folder / "PR-1" / "data" / "schedule.json").read_bytes()).hexdigest()
    theirs = live.person("judge")
    go(theirs, live, "/productions/PR-1/")
    with live.expected("400"):
        tell(theirs, schedule="not a digest", result="verified")
        theirs.get_by_role("button", name="Go on to sign").click()
        theirs.get_by_text("A digest is 64 characters").first.wait_for()
    tell(theirs, schedule=digest.upper(), result="verified")
    signed(theirs, live, "Lea Sanchez")
    go(theirs, live, "/productions/PR-1/")
    theirs.get_by_role("heading", name="Receipts (1)").wait_for()
    theirs.get_by_text("Lea Sanchez,").wait_for()
    expect(theirs.locator(".govuk-warning-text")).to_have_count(0)  # "it is the schedule that was served"


def supplemented(page, live):
    """An item that comes in later stands first on the board until a supplement explains it."""
    office = live.site.office
    office.clock.advance()
    late = office.receive(description="A training card found in a drawer")
    attach(office, late, **{"card.txt": b"three"})
    go(page, live, CASE + "board/")
    due(page).get_by_role("link", name="1 came after the certificate").click()
    page.get_by_role("link", name=late).wait_for()
    go(page, live, CASE + "productions/")
    follow(page, "Explain late items in a supplement")
    tell(page, reason="The sheriff found it on 2 February.", items=late)
    signed(page, live, "Gia Moreno")
    decide(office, late)
    go(page, live, CASE + "productions/")
    page.get_by_role("heading", name="Supplements (1)").wait_for()
    page.get_by_text("The sheriff found it on 2 February.").wait_for()
    page.get_by_role("button", name="Plan a production").click()
    tell(page, volume="VOL-002", bates_prefix="DOE")
    page.get_by_role("button", name="See what would be in it").click()
    page.get_by_text("1 file would be in it.").wait_for()
    assert [row[:3] for row in rows(page, "Files with their Bates numbers")] == [
        ["DOE000003", late, "card.txt"]
    ]
    signed(page, live, "Gia Moreno", at="Go on to sign the plan")
    assert [row.production for row in office.db.rows("production", order=("seq",))] == ["PR-1", "PR-2"]
