"""Chapter 14: four documents come in and are read; a paralegal decides by keyboard, and the timeline follows."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.web.browser.acting import follow, signed, tell
from tests.web.browser.story.told import Told
from wholefile.demo.chapter_reading import ACCEPTED, PAPERS, PEOPLE
from wholefile.demo.exhibits import transcript
from wholefile.demo.stage import CIVIL
from wholefile.processing import sandbox
from wholefile.processing.engine import process_all
from wholefile.processing.local_engine import LocalEngine
from wholefile.web.reading_words import KINDS

FACTS = f"/cases/{CIVIL}/facts/"
RIGHT = {KINDS[one] for one in ACCEPTED}


def click(told: Told, folder):
    """The custodian takes the documents in; what is proposed of them is accepted, rejected, corrected, compared."""
    if why := sandbox.usable():
        pytest.skip(why)
    told.until("2033-08-10T09:00")
    page = told.person("ruth", phone=True)
    for paper in PAPERS:
        taken_in(told, page, paper, folder)
    read_by_a_worker(told)
    page = told.person("lena")
    nothing_is_in_the_case(told, page)
    the_document(told, page, PAPERS[0])
    not_for_the_laboratory(told, page)
    for paper in PAPERS:
        the_document(told, page, paper)
        what_is_right(told, page)
        what_is_nobody(told, page, paper)
    what_the_reader_left_open(told, page)
    when_it_happened(told, told.person("miriam"))
    told.as_the_demo_tells()


def taken_in(told, page, paper, folder):
    """A document on paper: its voucher first, and then its scan."""
    told.go(page, "/counter/")
    follow(page, "Take in a new item")
    tell(
        page, category="document", authority="generated", dockets=CIVIL, location="ROOM-A/SHELF-2",
        description=paper.description, submitted_by="Lena Fyodorova", collected_at="District Attorney",
    )  # fmt: skip
    voucher = told.db.one("item", seq=signed(page, told.live, "Ruth Okafor")).item
    upload = transcript(paper.name, paper.text)
    scan = folder / upload.name
    scan.write_bytes(upload.source)
    told.go(page, "/counter/")
    follow(page, voucher)
    attach = page.get_by_role("button", name="Attach files", exact=True)
    if not attach.count():
        page.get_by_text("What else can be done now").click()
        attach = page.get_by_role("link", name="Attach files", exact=True)
    attach.click()
    tell(page, purpose="document")
    page.set_input_files("[name=uploads]", scan)
    signed(page, told.live, "Ruth Okafor")


def read_by_a_worker(told):
    engine = LocalEngine(2)
    try:
        process_all(told.record, engine)
    finally:
        engine.close()


def nothing_is_in_the_case(told, page):
    """What a reading proposes is no fact of the case."""
    told.go(page, f"/cases/{CIVIL}/")
    follow(page, "Facts")
    page.get_by_text("No fact was accepted yet.").wait_for()
    for paper in PAPERS:
        document = page.get_by_role("listitem").filter(
            has=page.get_by_role("link", name=f"{paper.name}.txt", exact=True)
        )
        expect(document.get_by_text("0 facts accepted")).to_be_visible()


def the_document(told, page, paper):
    """From the facts of the case to a document with what is proposed of it."""
    told.go(page, FACTS)
    page.get_by_role("listitem").get_by_role("link", name=f"{paper.name}.txt", exact=True).first.click()
    page.get_by_role("heading", level=1, name=f"Facts in {paper.name}.txt").wait_for()
    expect(page.locator("[data-reader-keys]")).to_be_visible()


def kinds_of(page):
    """What kind each fact in the list is, as its label says."""
    return page.locator("[data-fact] .wf-fact__head .wf-mark").all_inner_texts()


def not_for_the_laboratory(told, lenas):
    """The examiner reads what is proposed and cannot choose; by the form of the act, rule A1 says why."""
    address, first = lenas.url, next(number for number, kind in enumerate(kinds_of(lenas)) if kind in RIGHT)
    proposal = lenas.locator("[data-fact]").nth(first).locator("[name=pick]").get_attribute("value")
    page = told.person("anselm")
    page.goto(address)
    page.get_by_role("heading", name="Facts", exact=True).wait_for()
    expect(page.locator("[data-fact]")).not_to_have_count(0)
    expect(page.locator("[name=pick], [data-sign], [data-correct], [data-reject]")).to_have_count(0)
    before = told.db.count("entry")
    follow(page, "All forms")
    page.locator("a[href='/do/fact/accept']").click()
    tell(page, sha256=address.split("/files/")[1][:64], proposal=proposal, dockets=CIVIL)
    with told.live.expected("422"):
        page.get_by_role("button", name="Go on to sign").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("A1")
    expect(alert).to_contain_text("paralegal")
    assert told.db.count("entry") == before
    assert not told.db.exists("fact")


def what_is_right(told, page):
    """Through the list by keyboard alone: j is the next, a accepts and goes on, s signs."""
    kinds = kinds_of(page)
    page.keyboard.press("j")
    for kind in kinds:
        page.keyboard.press("a" if kind in RIGHT else "j")
    chosen = sum(kind in RIGHT for kind in kinds)
    page.get_by_text(f"{chosen} chosen", exact=True).wait_for()
    page.keyboard.press("s")
    by_keyboard(told, page)
    accepted = Counter(row.kind for row in told.db.rows("fact"))
    assert set(accepted) <= set(ACCEPTED)


def by_keyboard(told, page):
    page.wait_for_url(f"{told.live.where.signing}/act/*")
    page.get_by_role("button", name="Sign as Lena Fyodorova").press("Enter")
    page.wait_for_url(told.live.url("/receipt/*"))


def what_is_nobody(told, page, paper):
    """A name that is no person of the story is rejected, with the reason, until no such proposal is left open."""
    while (number := nobody_at(told, page, paper)) is not None:
        for _ in range(number + 1):
            page.keyboard.press("j")
        page.keyboard.press("r")
        tell(page, reason="wrong kind")
        page.get_by_role("button", name="Go on to sign").press("Enter")
        by_keyboard(told, page)


def nobody_at(told, page, paper):
    """Where in the list of proposed persons there is one who is named and is nobody; None where all are people."""
    the_document(told, page, paper)
    page.select_option("[name=kind]", "person")
    page.select_option("[name=state]", "proposed")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**kind=person**")
    expect(page.locator("[data-reader-keys]")).to_be_visible()
    for number, one in enumerate(page.locator("[data-fact]").all()):
        told_of = dict(
            zip(one.locator("dt").all_inner_texts(), one.locator("dd").all_inner_texts(), strict=True)
        )
        if told_of["named in the document"] == "yes" and told_of["name"] not in PEOPLE:
            return number
    return None


def what_the_reader_left_open(told, page):
    """Who called “cold gun” is said by somebody who knows; the first version stays beneath."""
    the_document(told, page, PAPERS[0])
    page.select_option("[name=kind]", "quote")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**kind=quote**")
    expect(page.locator("[data-reader-keys]")).to_be_visible()
    words = page.locator("[data-fact] blockquote").all_inner_texts()
    for _ in range(1 + next(number for number, one in enumerate(words) if "cold gun" in one)):
        page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("[name=told]").wait_for()
    tell(
        page,
        told="speaker_words=an assistant director",
        why="The crew list has one person who calls out before a rehearsal; the report does not name them.",
    )
    page.get_by_role("button", name="Go on to sign").press("Enter")
    by_keyboard(told, page)
    told.go(page, FACTS)
    page.get_by_role("link", name=re.compile("^quote [0-9]+$")).click()
    page.get_by_role("row").filter(has_text="cold gun").get_by_role("link").first.click()
    page.locator(".wf-summary").get_by_text("an assistant director").wait_for()
    expect(page.locator(".wf-events li")).to_have_count(2)
    expect(page.locator(".wf-events li").last).to_contain_text("The crew list has one person")


def when_it_happened(told, page):
    """The prosecutor sees the documents beside each other, by the time they tell of and by where they differ."""
    told.go(page, f"/cases/{CIVIL}/")
    follow(page, "Facts")
    follow(page, "When it happened")
    times = page.locator(".wf-times > li")
    shared = times.filter(has=page.get_by_text("2 documents"))
    expect(shared).not_to_have_count(0)
    sources = shared.first.locator(".wf-times__sources").get_by_role("link", name=".txt").all_inner_texts()
    assert len(set(sources)) >= 2, sources
    follow(page, "What differs")
    pair = times.filter(has=page.get_by_text("number", exact=True)).filter(has_text="boxes").first
    expect(pair.get_by_role("region", name="The one")).to_contain_text("boxes")
    expect(pair.get_by_role("region", name="The other")).to_contain_text("boxes")
    pair.get_by_role("link", name=".txt").first.click()
    page.get_by_role("heading", level=1, name="Facts in").wait_for()
