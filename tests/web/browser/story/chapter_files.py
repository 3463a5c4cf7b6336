"""Chapter 13: a laptop's folder comes in, is read in the sandbox, and what lies in its files is found."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.web.browser.acting import due, follow, rows, signed, tell
from tests.web.browser.story.told import Told
from wholefile.demo import laptop
from wholefile.demo.stage import CIVIL
from wholefile.processing import sandbox
from wholefile.processing.engine import process_all
from wholefile.processing.intake import take_in
from wholefile.processing.local_engine import LocalEngine
from wholefile.processing.settle import settle
from wholefile.record.stores import local_path

LOCKED, HIDING, NOTES = "offer.pdf", "range report.pdf", "range notes.txt"


def click(told: Told, folder):
    """The custodian takes the laptop's folder in; the detective reads what lies in it."""
    if why := sandbox.usable():
        pytest.skip(why)
    told.until("2033-08-09T09:00")
    voucher = the_item(told, told.person("ruth", phone=True))
    the_folder(told, voucher, folder)
    page = told.person("dale")
    nothing_is_read_yet(told, page, voucher)
    read_by_a_worker(told)
    what_came_of_reading(page, voucher)
    the_password(told, page, voucher)
    read_by_a_worker(told)
    it_opens(told, page, voucher)
    words_at_their_place(told, page)
    a_table_in_a_mailbox(told, page, voucher)
    nearly_the_same(told, page, voucher)
    the_defence_finds_nothing(told, voucher)
    told.as_the_demo_tells()


def the_item(told, page):
    told.go(page, "/counter/")
    follow(page, "Take in a new item")
    tell(
        page, category="digital", authority="subpoena", dockets=CIVIL, location="ROOM-A/SHELF-2",
        description="Folder copied from the property master's laptop, with its mailbox",
        submitted_by="Counsel for the producers", collected_at="Lantern Ridge production office",
    )  # fmt: skip
    return told.db.one("item", seq=signed(page, told.live, "Ruth Okafor")).item


def the_folder(told, voucher, folder):
    """Not clicked: pages take files, and a folder with its names, times and links comes in at the command line."""
    source = laptop.lay_out(folder)
    take_in(told.record, voucher, source, purpose="acquisition", by=told.office.ruth, source_name="laptop")


def read_by_a_worker(told):
    engine = LocalEngine(2)
    try:
        process_all(told.record, engine)
    finally:
        engine.close()
    settle(told.record)


def nothing_is_read_yet(told, page, voucher):
    told.go(page, f"/items/{voucher}")
    follow(page, "Files and what came of reading them")
    page.get_by_role("link", name="pending", exact=False).first.wait_for()
    files = {row[0]: row[1] for row in rows(page, "Files")}
    assert Counter(how.split()[0] for how in files.values()) == {"pending": 7}
    assert any(name.endswith(LOCKED) for name in files)


def what_came_of_reading(page, voucher):
    """Each file counts once by how reading it ended; of two the page says why, and of one what it hides badly."""
    page.reload()
    page.get_by_role("link", name="1 locked", exact=True).wait_for()
    page.get_by_role("link", name="1 empty", exact=True).wait_for()
    expect(page.get_by_role("link", name="pending")).to_have_count(0)
    report = next(row for row in rows(page, "Files") if row[0].endswith(HIDING))
    assert "failed redaction" in report[1]
    follow(page, "Only what was not read whole")
    page.get_by_role("heading", name=f"Files of {voucher} that were not read whole").wait_for()
    assert {row[0].split("/")[-1] for row in rows(page, "Files")} >= {LOCKED, "unsaved.dat"}


def the_password(told, page, voucher):
    """From the locked file to the form of its password; who found it where is part of the act."""
    the_file(page, LOCKED)
    due(page).get_by_text("locked").wait_for()
    follow(page, "Give its password")
    tell(page, password=laptop.PASSWORD, source="A note under the keyboard, photographed at the search")
    signed(page, told.live, "Dale Whitcomb")


def it_opens(told, page, voucher):
    to_the_files(told, page, voucher)
    expect(page.get_by_role("link", name="1 locked")).to_have_count(0)
    the_file(page, LOCKED)
    page.get_by_role("heading", name="Nothing is wrong or due").wait_for()
    expect(page.get_by_role("link", name="Give its password")).to_have_count(0)
    sha256 = page.url.rpartition("/")[2]
    row = told.db.one("item_file", item=voucher, sha256=sha256)
    with local_path(told.record.store, sha256) as path:
        assert path.stat().st_size == row.size
    page.get_by_role("table", name="Text layers").get_by_role("link").click()
    page.get_by_text("The producers offer fifteen thousand dollars").wait_for()


def words_at_their_place(told, page):
    """A line under a black box is found, and the way leads to where it stands."""
    told.go(page, "/")
    follow(page, "Search")
    tell(page, q='"live rounds were in the training box"')
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("1 passage fits.").wait_for()
    hit = page.locator(".wf-hits li")
    expect(hit).to_have_count(1)
    expect(hit.locator(".wf-hit__about")).to_contain_text("page 1")
    hit.get_by_role("heading").get_by_role("link", name=HIDING).click()
    expect(page.locator("#hit")).to_contain_text("ive rounds were in the training box")
    page.get_by_text("the passage stands at page 1").wait_for()


def a_table_in_a_mailbox(told, page, voucher):
    """In the folder, a mailbox; in it, a message; in that, a zip; and in the zip, a table."""
    follow(page, "Search")
    tell(page, q="headstamp 45 colt")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator(".wf-hits").get_by_role("link", name="rounds.csv").first.click()
    page.get_by_text("FC 45 COLT").first.wait_for()
    page.get_by_role("link", name=voucher).first.wait_for()


def nearly_the_same(told, page, voucher):
    """Two files of one wording are set side by side on the page of each."""
    to_the_files(told, page, voucher)
    the_file(page, NOTES)
    ((name, how, measure, _),) = rows(page, "What is like it")
    assert name.endswith("range notes (forwarded).txt")
    assert how == "most of the words"
    assert 80 <= int(measure.removesuffix("%")) < 100
    page.get_by_role("table", name="What is like it").get_by_role("link").first.click()
    page.get_by_role("table", name="What is like it").get_by_role("link", name=NOTES).first.wait_for()


def the_defence_finds_nothing(told, voucher):
    """Nothing of this item was produced: no list of the portal names it, and no page of the office is hers."""
    page = told.person("sofia", portal=True, phone=True)
    told.go(page, "/", portal=True)
    page.get_by_role("heading", level=1).wait_for()
    for production in page.get_by_role("rowheader").get_by_role("link").all_inner_texts():
        told.go(page, f"/productions/{production}/", portal=True)
        page.get_by_role("heading", level=1).wait_for()
        expect(page.get_by_text(voucher)).to_have_count(0)
    theirs = told.person("sofia")
    for address in ("/search/?q=training+box", f"/items/{voucher}/files"):
        with told.live.expected("404"):
            told.go(theirs, address)
            theirs.get_by_role("heading", name="Page not found").wait_for()


def to_the_files(told, page, voucher):
    told.go(page, f"/items/{voucher}")
    follow(page, "Files and what came of reading them")


def the_file(page, name):
    """From the list of an item's files to the page of one."""
    page.get_by_role("table", name="Files").get_by_role("link", name=name).first.click()
    page.get_by_role("heading", level=1, name=name).wait_for()
