"""Statements, search and files with words: recorded, set side by side, found where they stand, read on record."""

import pytest

from tests.actions.office import DOCKET
from tests.actions.serving import attach
from tests.processing.found import know, read
from tests.web.browser.acting import follow, go, rows, signed, tell
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.search.index import index_pending

pytestmark = pytest.mark.browser
FIRST, SECOND = "I did not load the revolver.", "I did load the revolver."
LETTER = "It was quiet. " * 40 + "The live round lay in box seven." + " Nothing more." * 40


def test_two_statements_are_recorded_set_side_by_side_and_said_to_differ(live):
    item = live.site.office.firearm()
    page = live.person("investigator")
    for number, (words, day) in enumerate(((FIRST, "2026-01-22"), (SECOND, "2026-01-25")), 1):
        go(page, live, "/statements/")
        follow(page, "Record one")
        tell(
            page, dockets=DOCKET, speaker="Nell Harker", said_on=day, medium="interview", venue="Santa Fe",
            words=words, items=item, oath=True,
        )  # fmt: skip
        signed(page, live, "Eva Stone")
        go(page, live, f"/statements/S-{number}")
        page.get_by_text(words).wait_for()
        page.get_by_text("under oath").first.wait_for()
    tell(page, second="S-1")
    page.get_by_role("button", name="Side by side").click()
    page.get_by_text("The same speaker, 3 days apart.").wait_for()
    assert rows(page, "Where the words part")
    follow(page, "Say that they differ")
    tell(page, about="who loaded it", explanation="One says that she did.")
    signed(page, live, "Eva Stone")
    go(page, live, f"/items/{item}")
    told = rows(page, "Statements")
    assert [row[0] for row in told] == ["S-1", "S-2"]
    assert all("X-1" in row[3] for row in told)
    follow(page, "S-1")
    page.get_by_role("link", name="X-1: S-2, who loaded it").click()
    page.get_by_text("Flagged: X-1.").wait_for()
    follow(page, "S-1")
    follow(page, "Everything this speaker said")
    page.get_by_text("2 statements that you see.").wait_for()


def test_words_are_found_where_they_stand_and_the_original_is_read_on_record(live):
    office = live.site.office
    item = office.receive(description="A letter found in the wagon")
    attach(office, item, **{"letter.txt": LETTER.encode()})
    sha256 = know(office.record, LETTER.encode(), item, "letter.txt")
    read(office.record, sha256, ("native", LETTER), version=VERSIONS[READ])
    index_pending(office.record)
    page = live.person("investigator")
    go(page, live, "/search/")
    page.get_by_label("Words, a number, a name").fill("“live round”")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    page.get_by_text("1 passage fits.").wait_for()
    assert page.locator(".wf-hit mark").all_inner_texts() == ["live round"]
    page.locator(".wf-hits").get_by_role("link", name="letter.txt").click()
    hit = page.locator("mark#hit")
    assert hit.inner_text() == "live round"
    assert hit.evaluate("one => { const box = one.getBoundingClientRect(); return box.top < innerHeight }")
    follow(page, "letter.txt")
    read_on_record(page, live, item, sha256)


def read_on_record(page, live, item, sha256):
    follow(page, "Read the original")
    tell(page, purpose="to prepare the interview")
    position = signed(page, live, "Eva Stone")
    go(page, live, f"/files/{sha256}")
    page.get_by_role("link", name=f"entry {position}").wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download", exact=True).first.click()
    assert downloading.value.path().read_text(encoding="utf-8") == LETTER
    access = live.site.office.db.one("access", seq=position)
    assert (access.item, access.purpose) == (item, "to prepare the interview")
    go(page, live, f"/items/{item}/files")
    assert rows(page, "Files")[0][1].startswith("read")
