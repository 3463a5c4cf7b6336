"""Chapter 12: somebody edits a row of the database, and the pages of oversight say what differs.

Nobody clicks a cheat. The sergeant has the record checked, which finds nothing; then the row is edited in this copy,
and the same button finds it.
"""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.web.browser.acting import due, follow, rows
from tests.web.browser.story.told import Told


def click(told: Told, _folder):
    """Hector Solis, who oversees as supervisor, has the whole record worked out again, before and after the cheat."""
    told.until("2033-07-01T10:00")
    page = told.person("hector")
    never_checked(told, page)
    nothing_is_wrong(told, page)
    somebody_edits_a_row(told)
    the_edit_is_on_the_page(told, page)
    what_differs(told, page)
    nobody_else_sees_it(told)
    told.as_the_demo_tells()


def never_checked(told, page):
    told.go(page, "/")
    follow(page, "Oversight")
    due(page).get_by_role("link", name="The record was never checked from these pages").click()
    page.get_by_role("heading", level=1, name="Checks of the record").wait_for()


def checked(page):
    """The whole record is worked out again, until the page says how it ended."""
    page.get_by_role("button", name="Check the whole record").click()
    page.get_by_text("Begun by Hector Solis").wait_for()
    expect(page.get_by_text("; ended")).to_be_visible(timeout=60_000)


def nothing_is_wrong(told, page):
    checked(page)
    page.get_by_role("heading", level=1, name="Nothing is wrong", exact=True).wait_for()
    follow(page, "Oversight")
    page.get_by_text("nothing is wrong", exact=True).wait_for()
    expect(due(page).get_by_text("check")).to_have_count(0)


def somebody_edits_a_row(told):
    """As the demo's cheat does it: past the triggers that forbid it, who handed the box in is another."""
    with closing(sqlite3.connect(told.record.folder / "record.sqlite3")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        changed = database.execute(
            "UPDATE item SET submitted_by = 'Deputy Amaro' WHERE item = ?", (told.items["found box"],)
        )
        assert changed.rowcount == 1
        database.commit()


def the_edit_is_on_the_page(told, page):
    """The page of the box shows what the table says; the act beneath it still names who came to the counter."""
    told.go(page, f"/items/{told.items['found box']}")
    page.get_by_text("Deputy Amaro").first.wait_for()
    page.locator("#received ~ dl").get_by_role("link").first.click()
    page.get_by_text("Gus Tillery").first.wait_for()


def what_differs(told, page):
    follow(page, "Oversight")
    follow(page, "Check it again")
    page.get_by_role("heading", level=1, name="Checks of the record").wait_for()
    checked(page)
    page.get_by_role("heading", level=1, name="1 thing is wrong", exact=True).wait_for()
    (found,) = [row for row in rows(page, "What was found") if row[0].startswith("wrong")]
    box = told.items["found box"]
    assert found[2] == f"item {box}: submitted_by is 'Deputy Amaro', the entries give 'Gus Tillery'"
    follow(page, "Oversight")
    due(page).get_by_role("link", name="1 thing the last check of the record found wrong").wait_for()


def nobody_else_sees_it(told):
    """The log's own affairs are for whoever oversees."""
    page = told.person("dale")
    with told.live.expected("404"):
        told.go(page, "/oversight/checks/")
        page.get_by_role("heading", name="Page not found").wait_for()
