"""Statements at the portal, at a desk and on a telephone: found, read with their place, compared, flagged."""

import pytest
from playwright.sync_api import expect

from tests.actions.serving import attach, decide, serve
from tests.web.browser import looking
from tests.web.browser.acting import follow, signed, tell
from wholefile.actions import statements
from wholefile.actions.sources import find_words

pytestmark = pytest.mark.browser
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
ANSWER = "Nobody. There was no time, so I called it cold and handed it over."
IN_COURT = "We looked into the chambers together, the assistant director and I."


@pytest.fixture
def said(live, tmp_path):
    """Two answers in a transcript that was produced."""
    office = live.site.office
    item = office.receive()
    attach(office, item, **{"transcript.txt": f"A. {ANSWER}\nQ. And now?\nA. {IN_COURT}\n".encode()})
    decide(office, item)
    sha256 = office.db.rows("item_file", item=item)[0].sha256
    numbers = []
    for words, day, medium in ((ANSWER, "2026-01-21", "interview"), (IN_COURT, "2026-01-25", "testimony")):
        office.clock.advance()
        numbers += statements.record_statement(
            office.record, dockets=[office.docket], speaker="Nell Harker", said_on=day, medium=medium,
            venue="Sheriff's office", words=words, source=find_words(office.record, sha256, words), items=[item],
            by=office.investigator,
        )[:1]  # fmt: skip
    serve(office, tmp_path / "PR-1")
    return numbers


def looked_at(page):
    """Heard and narrow as every page must be."""
    size = page.viewport_size
    assert looking.heard(page) == []
    assert looking.narrow(page) == []
    page.set_viewport_size(size)


@pytest.mark.parametrize("size", SIZES)
def test_from_the_list_to_an_inconsistency_that_is_signed(live, said, size):
    page = live.person("defence", portal=True, viewport=SIZES[size])
    page.goto(live.portal("/"))
    follow(page, "2 statements produced to you")
    looked_at(page)
    page.get_by_label("Medium").select_option("testimony")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    expect(page.locator("[name=pick]")).to_have_count(1)
    follow(page, "Show all")
    follow(page, said[0])
    page.get_by_text("character 3 to").wait_for()
    page.get_by_text("transcript.txt").wait_for()
    looked_at(page)
    follow(page, "Everything this speaker said")
    for number in said:
        page.get_by_label(f"Compare {number}").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Set the two chosen side by side").click()
    page.get_by_text("The same speaker, 4 days apart.").wait_for()
    looked_at(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Say that they differ").click()
    looked_at(page)
    tell(page, about="who looked into the chambers", explanation="Nobody; and then two.")
    position = signed(page, live, "Kim Vale", portal=True)
    row = live.site.office.db.one("inconsistency", seq=position)
    assert ([row.first, row.second], row.flagged_by) == (said, live.site.person("defence"))
    page.goto(live.portal("/statements/"))
    page.get_by_role("link", name=f"{row.inconsistency}: differs from {said[1]}").click()
    expect(page.get_by_role("region", name="They are said to differ")).to_contain_text("who looked into")
    looked_at(page)
