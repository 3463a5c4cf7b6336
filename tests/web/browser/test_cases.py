"""A case: parties and events recorded from its page, its timeline, a day of the past, who knew what since when."""

import pytest
from playwright.sync_api import expect

from tests.actions.office import DAY, DOCKET, HOUR
from tests.web.browser.acting import follow, go, rows, signed, tell

pytestmark = pytest.mark.browser
CASE = f"/cases/{DOCKET}/"
FIRST_DAY = "2026-02-02"  # on which the office of the tests is founded
WORDS = "I shook every round before I loaded it."


def test_what_is_recorded_of_a_case_stands_on_its_pages_and_not_in_its_past(live):
    office = live.site.office
    item = office.receive(description="A holster of brown leather")
    office.clock.advance(DAY)
    page = live.person("prosecutor")
    go(page, live, CASE)
    page.get_by_role("link", name="1 undecided item").wait_for()
    recorded_from_the_page(page, live, item)
    go(page, live, CASE)
    assert ["PT-2", "The State", "state", "Gia Moreno"] in [
        row[:4] for row in rows(page, "Parties and counsel")
    ]
    assert rows(page, "Court events")[0][1] == "arraignment"
    page.get_by_role("link", name="S-1", exact=True).wait_for()
    the_timeline(page, live)
    a_past_day(page, live)
    who_knew_what(page, live, item)


def recorded_from_the_page(page, live, item):
    go(page, live, CASE)
    follow(page, "Add a party")
    tell(page, name="The State", role="state")
    signed(page, live, "Gia Moreno")
    go(page, live, CASE)
    follow(page, "Counsel appears")
    tell(page, party="PT-2", name="Gia Moreno")
    signed(page, live, "Gia Moreno")
    go(page, live, CASE)
    follow(page, "Record a court event")
    tell(page, event="arraignment", on="2026-02-03", text="Not guilty.")
    signed(page, live, "Gia Moreno")
    live.site.office.clock.advance(HOUR)
    go(page, live, CASE)
    follow(page, "Record a statement")
    assert page.input_value("[name=dockets]") == DOCKET
    tell(
        page, speaker="Nell Harker", said_on="2026-01-21", medium="interview", venue="Santa Fe", words=WORDS,
        items=item,
    )  # fmt: skip
    signed(page, live, "Gia Moreno")


def the_timeline(page, live):
    go(page, live, CASE)
    follow(page, "Timeline")
    told = page.locator(".wf-events > li")
    assert "statement" in told.last.inner_text().lower()
    many = told.count()
    page.get_by_text(f"{many} acts, in the order in which things happened.").wait_for()
    expect(page.get_by_role("region", name="The drawing").locator("svg")).to_have_count(1)
    told.last.get_by_role("link").click()
    page.get_by_text(WORDS).wait_for()


def a_past_day(page, live):
    go(page, live, CASE)
    page.get_by_label("As of the end of a day (UTC)").fill(FIRST_DAY)
    page.get_by_role("button", name="Show").click()
    page.get_by_text(f"As the record said at the end of {FIRST_DAY} (UTC).").wait_for()
    assert [row[1] for row in rows(page, "Parties and counsel")] == ["John Doe"]
    expect(page.get_by_role("link", name="Add a party")).to_have_count(0)
    expect(page.get_by_text("A holster of brown leather")).to_have_count(1)
    follow(page, "Back to today")
    assert len(rows(page, "Parties and counsel")) == 2
    page.get_by_label("As of the end of a day (UTC)").fill("2026-02-01")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("The case was not in the record on that day.").wait_for()


def who_knew_what(page, live, item):
    go(page, live, CASE)
    follow(page, "Who knew what")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=item, exact=True))
    assert FIRST_DAY in row.locator("td").first.inner_text()
    assert "not yet" in row.inner_text()
    expect(row.get_by_role("link", name="Gia Moreno")).to_have_count(1)
    row.locator("li", has_text="Cora Diaz").get_by_role("link").last.click()
    page.get_by_role("heading", name="item.received").or_(
        page.get_by_role("heading", name="received")
    ).first.wait_for()
    page.get_by_role("table", name="Signatures").get_by_text("Cora Diaz").wait_for()
    go(page, live, CASE)
    follow(page, "People and items")
    drawn = page.get_by_role("region", name="The drawing")
    expect(drawn.locator("title", has_text="Cora Diaz")).not_to_have_count(0)
