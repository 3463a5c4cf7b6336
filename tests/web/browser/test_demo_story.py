"""The main line of the story that `make demo` tells, clicked by its people: everybody at a screen of their own.

A box of rounds is booked under another number, found by screening, disclosed, and checked by the other side.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.actions.serving import attach
from tests.web.browser.acting import go, scan, signed, tell
from tests.web.browser.witnessing import witnessed
from wholefile.core.label_text import bar_text
from wholefile.demo.exhibits import photograph
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.lookups import current_conditions, current_decision
from wholefile.web.portal import archives

pytestmark = pytest.mark.browser
ROUND = [{"kind": "calibre", "value": ".45 Colt"}, {"kind": "headstamp", "value": "RIDGE 45 COLT"}]
CASE = f"/cases/{DOCKET}/"


@pytest.fixture
def story(live):
    """The spent case and a letter are in the case already; nobody knows yet of the box."""
    office = live.site.office
    spent = office.receive(
        description="Spent cartridge case from the revolver's second chamber", identifiers=ROUND
    )
    attach(office, spent, **{"case.jpg": photograph("case", [spent, "RIDGE 45 COLT"], (176, 141, 60)).source})
    letter = office.receive("document", description="Letter of a person who asks not to be named")
    office.store([spent, letter])
    return SimpleNamespace(live=live, office=office, db=office.db, spent=spent, letter=letter)


def test_a_box_under_the_wrong_number_reaches_the_defence(story, tmp_path):
    box = at_the_counter(story, tmp_path)
    at_the_laboratory(story, box)
    at_the_prosecutors(story, box)
    at_the_portal(story, box)
    answered_and_overseen(story, box)


def at_the_counter(story, folder):
    """Taken in and counted by two, photographed, and stored by scanning."""
    live, office = story.live, story.office
    page = live.person("custodian", "supervisor")
    go(page, live, "/counter/take-in")
    tell(
        page, category="ammunition", quantity="28", unit="round", authority="surrendered", dockets=OTHER_DOCKET,
        description="Box of twenty-eight cartridges, .45 Colt, headstamp RIDGE 45 COLT, in an old tin",
        submitted_by="Gus Tillery", collected_at="Front counter",
        named_cases="the shooting on Lantern Ridge, State v. Doe",
        identifiers="calibre=.45 Colt\nheadstamp=RIDGE 45 COLT", counted_by=live.site.person("supervisor"),
    )  # fmt: skip
    signed(page, live, "Cora Diaz", "Jon Adair")
    (box,) = [row.item for row in story.db.rows("item") if row.item not in (story.spent, story.letter)]
    picture = folder / "box.jpg"
    picture.write_bytes(photograph("box", [box, "28 rounds"], (176, 141, 60)).source)
    go(page, live, f"/counter/photographs/{box}")
    page.set_input_files("[name=uploads]", picture)
    signed(page, live, "Cora Diaz")
    go(page, live, "/counter/")
    scan(page, bar_text("item", box))
    page.locator(f"[data-item='{box}']").wait_for()
    scan(page, bar_text("place", "AMMO/A"))
    page.wait_for_url(live.url("/counter/store"))
    signed(page, live, "Cora Diaz")
    assert story.db.one("item", item=box).location == "AMMO/A"
    assert office.db.exists("item_file", item=box)
    return box


def at_the_laboratory(story, box):
    """Out of its place and handed over, each signing on their own screen; two say what condition it is in."""
    live, office = story.live, story.office
    page, theirs = live.person("custodian"), live.person("laboratory")
    go(page, live, "/counter/")
    scan(page, bar_text("item", box))
    page.locator(f"[data-item='{box}']").wait_for()
    page.get_by_role("link", name="Take out", exact=True).click()
    tell(page, purpose="examination")
    signed(page, live, "Cora Diaz")
    go(page, live, "/counter/")
    scan(page, bar_text("item", box))
    page.locator(f"[data-item='{box}']").wait_for()
    scan(page, bar_text("person", live.site.person("laboratory")))
    page.wait_for_url(live.url("/counter/transfer"))
    tell(page, purpose="examination of the rounds")
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_role("button", name="Sign as Cora Diaz").click()
    page.get_by_text("signed", exact=True).wait_for()
    go(theirs, live, "/waiting/")
    theirs.fill("[name=code]", page.locator(".wf-code").inner_text())
    theirs.get_by_role("button", name="Open").click()
    theirs.wait_for_url(f"{live.where.signing}/act/*")
    theirs.get_by_role("button", name="Sign as Finn Park").click()
    theirs.wait_for_url(live.url("/receipt/*"))
    assert office.db.one("item", item=box).holder == live.site.person("laboratory")
    page = live.person("laboratory", "investigator")
    go(page, live, f"/do/condition/declare?item={box}&condition=live&rounds=7&method=primer&method=headstamp")
    tell(page, verified_by=live.site.person("investigator"))
    signed(page, live, "Finn Park", "Eva Stone")
    assert [one.condition for one in current_conditions(office.db, box)] == ["live"]


def at_the_prosecutors(story, box):
    """Screening finds the box; two items are disclosed by keyboard, one is withheld by two; it is served."""
    live = story.live
    page = live.person("prosecutor", "reviewer")
    go(page, live, CASE + "screening/")
    signed(page, live, "Gia Moreno", at="Search the record now")
    go(page, live, CASE + "screening/")
    page.get_by_text("RIDGE 45 COLT").first.wait_for()
    signed(page, live, "Gia Moreno", at=f"Link to the case {box}")
    go(page, live, CASE + "board/?state=open")
    rows = page.locator("[data-row] th").all_inner_texts()
    for words in rows:
        page.keyboard.press("j")
        if story.letter not in words:
            page.keyboard.press("x")
        expect(page.locator("tr.wf-current")).to_have_count(1)
    page.keyboard.press("d")
    page.get_by_role("heading", name="Before you sign").wait_for()
    signed(page, live, "Gia Moreno")
    go(page, live, CASE + "board/?state=open")
    page.keyboard.press("j")
    page.keyboard.press("w")
    tell(
        page,
        ground="informant identity",
        reviewer=live.site.person("reviewer"),
        explanation="The writer fears for their work.",
    )
    page.get_by_role("button", name="Go on: see what").click()
    signed(page, live, "Gia Moreno", "Hal Brandt")
    decided = {
        one: current_decision(story.db, DOCKET, one).decision for one in (story.spent, box, story.letter)
    }
    assert decided == {story.spent: "produced", box: "produced", story.letter: "withheld"}
    go(page, live, CASE + "productions/plan")
    tell(page, volume="VOL-001", bates_prefix="DOE")
    page.get_by_role("button", name="See what would be in it").click()
    page.get_by_text("2 files would be in it.").wait_for()
    signed(page, live, "Gia Moreno", at="Go on to sign the plan")
    go(page, live, "/productions/PR-1/")
    tell(page, to="Kim Vale, counsel for John Doe")
    signed(page, live, "Gia Moreno", at="Draw it up and go on to sign")
    assert story.db.one("production", production="PR-1").served_seq is not None


def at_the_portal(story, box):
    """What was served is checked in the page, acknowledged, and objected to."""
    live = story.live
    checkpoint(story.office.record)
    witnessed(story.office.record)
    archives.prepare_all(story.office.record)
    page = live.person("defence", portal=True)
    go(page, live, "/", portal=True)
    page.get_by_role("rowheader").get_by_role("link", name="PR-1").click()
    page.get_by_role("rowheader", name=box).first.wait_for()
    expect(page.get_by_text("asks not to be named")).to_have_count(0)
    page.get_by_role("link", name="Check it", exact=True).click()
    page.get_by_role("button", name="Check this production").click()
    page.locator("[data-verdict]", has_text="files match").wait_for()
    page.get_by_role("link", name="Acknowledge it with this result").click()
    signed(page, live, "Kim Vale", portal=True)
    assert story.db.one("receipt", production="PR-1").result == "verified"
    go(page, live, f"/productions/PR-1/objection?kind=withholding&item={story.letter}", portal=True)
    tell(page, text="Who wrote about thefts on the set may have seen who loaded the revolver.")
    signed(page, live, "Kim Vale", portal=True)
    assert story.db.one("objection", objection="OJ-1").kind == "withholding"


def answered_and_overseen(story, box):
    """The prosecutor answers, the other side reads it, and the auditor finds the act with its proof."""
    live = story.live
    page = live.person("prosecutor")
    go(page, live, CASE + "productions/")
    page.get_by_role("link", name="Answer", exact=True).click()
    tell(page, outcome="granted", text="The letter is given to the judge to read.")
    position = signed(page, live, "Gia Moreno")
    assert story.db.one("objection", objection="OJ-1").answered_seq == position
    theirs = live.person("defence", portal=True)
    go(theirs, live, "/objections/", portal=True)
    theirs.get_by_text("The letter is given to the judge to read.").wait_for()
    checkpoint(story.office.record)
    page = live.person("auditor")
    go(page, live, "/oversight/")
    page.get_by_role("heading", name="Checkpoints").wait_for()
    tell(page, position=str(position))
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(live.url(f"/act/{position}"))
    page.get_by_text("OJ-1").first.wait_for()
    assert all(one.is_note for one in check(story.office.record))
