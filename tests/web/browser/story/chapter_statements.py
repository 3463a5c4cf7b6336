"""Chapter 7: what was said, by whom, when and where, quoted from what is stored, and set side by side.

That the two answers differ is flagged by the defence in chapter 9, once they were produced to it, and answered.
"""

from playwright.sync_api import expect

from tests.web.browser.acting import do, follow, rows, signed, tell
from tests.web.browser.story.told import Told
from wholefile.demo.chapter_statements import HEARING, IN_COURT, NEWSPAPER, ON_THE_DAY, TO_THE_PRESS
from wholefile.demo.exhibits import transcript
from wholefile.demo.stage import CRIMINAL
from wholefile.record.lookups import entry_count

HARKER, WHITCOMB = "Nell Harker", "Dale Whitcomb"
ABOUT = "whether anybody looked into the chambers with her"


def click(told: Told, folder):
    """Two answers to one question, set side by side and told to nobody yet, and a remark to a newspaper."""
    told.until("2032-09-14T16:00")
    page, interview = told.person("lena"), told.items["interview Harker"]
    first = quoted(
        told, page, interview, ON_THE_DAY, speaker=HARKER, said_on="2031-10-21", medium="interview",
        venue="Sheriff's office",
    )  # fmt: skip
    tidied_up(told, interview)
    hearing = handed_in(
        told, folder, "hearing-transcript", "Transcript of the preliminary hearing, page 41", HEARING
    )
    second = quoted(
        told, page, hearing, IN_COURT, speaker=HARKER, said_on="2032-09-14", medium="testimony",
        venue="Preliminary hearing", oath=True,
    )  # fmt: skip
    set_side_by_side(told, page, first, second)
    not_told_to_the_defence(told, first, second)
    courier = handed_in(
        told, folder, "newspaper-page", "Front page of the Sierra Alta Courier with an interview", NEWSPAPER
    )
    press = quoted(
        told, page, courier, TO_THE_PRESS, speaker=WHITCOMB, said_on="2032-09-16", medium="press",
        venue="Sierra Alta Courier", public=True,
    )  # fmt: skip
    on_the_pages(told, page, first, second, press)
    told.as_the_demo_tells()


def to_the_quotation(told, page, item, words):
    """From the list of items to the item, its file, and the words in it: the form opens with their place."""
    told.go(page, "/items/")
    tell(page, words=item)
    page.keyboard.press("Enter")
    follow(page, item)
    page.get_by_role("table", name="Files").locator("tbody th").get_by_role("link").click()
    follow(page, "Quote from it")
    tell(page, words=words)
    page.get_by_role("button", name="Find them").click()


def quoted(told, page, item, words, **told_of_it):
    to_the_quotation(told, page, item, words)
    expect(page.locator("[name=words]")).to_have_value(words)
    tell(page, items=told.items["revolver"], **told_of_it)
    position = signed(page, told.live, "Lena Fyodorova")
    row = told.db.one("statement", seq=position)
    assert (row.words, bool(row.exact)) == (words, True)
    return row.statement


def tidied_up(told, item):
    """Nobody tidies a quotation up: neither on the way to the form nor on it."""
    page, before = told.person("dale"), entry_count(told.db)
    with told.live.expected("422"):
        to_the_quotation(told, page, item, "Nobody. I called it cold.")
        expect(page.get_by_role("alert")).to_contain_text("The words stand in the source 0 times")
    to_the_quotation(told, page, item, ON_THE_DAY)
    tell(
        page, words="Nobody. I called it cold.", speaker=HARKER, said_on="2031-10-21", medium="interview",
        venue="Sheriff's office",
    )  # fmt: skip
    with told.live.expected("422"):
        page.get_by_role("button", name="Go on to sign").click()
        said = page.get_by_role("alert")
        for words in (ON_THE_DAY, "exact words must be those that stand there", "or record a paraphrase"):
            expect(said).to_contain_text(words)
    assert entry_count(told.db) == before


def handed_in(told, folder, name, description, words):
    """The custodian takes a document in at the counter, and its text with it."""
    page, upload = told.person("ruth", phone=True), transcript(name, words)
    told.go(page, "/counter/")
    follow(page, "Take in a new item")
    tell(
        page, category="document", authority="generated", dockets=CRIMINAL, description=description,
        submitted_by="Lena Fyodorova", collected_at="District Attorney", location="ROOM-A/SHELF-2",
    )  # fmt: skip
    item = told.db.one("item", seq=signed(page, told.live, "Ruth Okafor")).item
    follow(page, item)
    do(page, "Attach files")
    path = folder / upload.name
    path.write_bytes(upload.source)
    tell(page, purpose="document")
    page.set_input_files("[name=uploads]", path)
    signed(page, told.live, "Ruth Okafor")
    return item


def set_side_by_side(told, page, first, second):
    told.go(page, "/statements/")
    follow(page, "Compare two")
    tell(page, first=first, second=second)
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("The same speaker, 329 days apart.").wait_for()
    assert rows(page, "Where the words part")


def not_told_to_the_defence(told, first, second):
    """The portal has none, and the form of the office knows of none, before they are produced."""
    page = told.person("sofia", portal=True, phone=True)
    told.go(page, "/statements/", portal=True)
    page.get_by_text("No statement was produced to you yet.").wait_for()
    page, before = told.person("sofia"), entry_count(told.db)
    told.go(page, "/do/")  # the office's own home sends the defence to the portal
    page.locator("a[href='/do/statement/flag']").click()
    tell(page, first=first, second=second, about=ABOUT, explanation="They differ.", by=told.id("sofia"))
    with told.live.expected("404"):
        page.get_by_role("button", name="Go on to sign").click()
        expect(page.get_by_role("alert")).to_contain_text(f"There is no statement {first}.")
    assert entry_count(told.db) == before


def flagged_by_the_defence(told, page):
    """By telephone she finds both answers in what was produced, sets them side by side, and signs that they differ."""
    first, second = told.numbers["on the day"], told.numbers["in court"]
    told.go(page, "/", portal=True)
    follow(page, "3 statements produced to you")
    page.get_by_label("Speaker").select_option(HARKER)
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    for number in (first, second):
        page.get_by_label(f"Compare {number}").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Set the two chosen side by side").click()
    page.get_by_text("The same speaker, 329 days apart.").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Say that they differ").click()
    tell(page, about=ABOUT, explanation="On the day: nobody. Under oath: the assistant director and I.")
    position = signed(page, told.live, "Sofia Marchetti", portal=True)
    flagged = told.db.one("inconsistency", seq=position).inconsistency
    answered(told, flagged, first)
    told.go(page, f"/statements/compare?first={first}&second={second}", portal=True)
    expect(page.get_by_role("region", name="They are said to differ")).to_contain_text(
        "meant the rehearsal of scene 40"
    )


def answered(told, flagged, first):
    """The prosecutor answers it; it stays where it stands, with its answer."""
    page, words = told.person("miriam"), "The witness now says she meant the rehearsal of scene 40."
    told.go(page, "/statements/")
    follow(page, first)
    follow(page, f"Answer {flagged}")
    tell(page, answer="explained", explanation=words)
    signed(page, told.live, "Miriam Achterberg")
    told.go(page, "/statements/")
    follow(page, first)
    said = page.get_by_role("region", name="Another statement is said to differ")
    for one in (flagged, ABOUT, "Explained", words):
        expect(said).to_contain_text(one)


def on_the_pages(told, page, first, second, press):
    """Speaker, venue, day and exact words are kept, in order and on a page of their own."""
    told.go(page, "/statements/")
    assert [row[0] for row in rows(page, "Statements")] == [first, second, press]
    follow(page, press)
    page.get_by_text(TO_THE_PRESS).wait_for()
    page.get_by_text("2032-09-16, press, Sierra Alta Courier, in public").wait_for()
