"""Chapter 1: the record opens, people get keys, places get names."""

import re

from playwright.sync_api import expect

from tests.web.browser.acting import due, follow, rows, signed, signed_apart, tell
from tests.web.browser.story.told import Told
from wholefile.demo import chapter_opening
from wholefile.demo.cast import CAST, FOUNDERS
from wholefile.demo.chapter_opening import PLACES
from wholefile.record.lookups import valid_keys

CLICKED = 3
NEWCOMER = CAST[0]
assert NEWCOMER.word == "ruth"


def click(told: Told, folder):
    """The administrator brings in the people, the clerk of court vouches for a key, the custodian names the places."""
    told.until("2031-01-06T09:00")
    administrator, clerk = told.person("ines"), told.person("tomas")
    for part in CAST[:CLICKED]:
        added(told, administrator, part)
    theirs = an_account(told, administrator, told.db.one("person", name=NEWCOMER.name).person)
    a_signing_passkey(told, theirs)
    vouched_for(told, clerk, theirs)
    for part in CAST[:CLICKED]:
        for role in part.roles:
            granted(told, administrator, part, role)
    stage = told.stage(folder)
    for number in range(len(FOUNDERS) + CLICKED + 1, len(FOUNDERS) + len(CAST) + 1):
        chapter_opening.bring_in(stage, number)
    everybody_is_there(told, administrator)
    the_places(told, theirs)
    no_case_of_her_own(told, administrator)
    told.published()
    told.as_the_demo_tells()


def found(told, page, part):
    """The row of somebody in the list of people."""
    told.go(page, "/admin/")
    follow(page, "People and roles")
    tell(page, words=part.name)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table", name="People and roles").locator("tbody tr")).to_have_count(1)


def added(told, page, part):
    told.go(page, "/admin/people/")
    page.get_by_role("link", name="Add a person").click()
    tell(page, name=part.name, agency=part.agency, title=part.title)
    signed(page, told.live, "Ines Calloway")


def granted(told, page, part, role):
    found(told, page, part)
    page.get_by_role("link", name=f"grant a role {part.name}").click()
    tell(page, role=role)
    signed(page, told.live, "Ines Calloway")


def an_account(told, page, person):
    """A name to sign in with, and a link that its owner opens at a screen of their own to make a passkey."""
    told.go(page, "/admin/accounts/")
    tell(page, name=NEWCOMER.word, person=person)
    page.get_by_role("button", name="Make the account and a link").click()
    link = page.locator(".wf-mono.wf-break").inner_text()
    theirs = told.live.page()
    theirs.goto(link)
    theirs.get_by_role("button", name="Make a passkey").click()
    theirs.get_by_role("button", name="Make it").click()
    theirs.get_by_role("button", name="I have kept them").click()
    theirs.get_by_role("heading", name=f"Good day, {NEWCOMER.name}").wait_for()
    return theirs


def a_signing_passkey(told, theirs):
    follow(theirs, "My keys")
    theirs.get_by_text("None yet: you cannot sign.").wait_for()
    theirs.get_by_role("link", name="Make a signing passkey").or_(
        theirs.get_by_role("button", name="Make a signing passkey")
    ).first.click()
    theirs.wait_for_url(f"{told.live.where.signing}/key/*")
    theirs.get_by_label("What you call this passkey").fill("telephone of the evidence room")
    theirs.get_by_role("button", name="Make the passkey").click()
    theirs.get_by_role("heading", name="Waiting to be vouched for").wait_for()


def vouched_for(told, clerk, theirs):
    """The clerk of court compares the fingerprint on her paper with the one on his screen; both sign at their own."""
    on_paper = theirs.locator(".wf-fingerprint code").inner_text()
    told.go(clerk, "/admin/")
    due(clerk).get_by_role("link", name="1 keys wait to be vouched for").click()
    clerk.get_by_role("link", name=re.compile(NEWCOMER.name)).first.click()
    expect(clerk.locator(".wf-fingerprint code")).to_have_text(on_paper)
    tell(clerk, how_checked="in person, from paper")
    signed_apart(clerk, told.live, "Tomas Brandt", (theirs, NEWCOMER.name), at="Prepare the act")
    person = told.db.one("person", name=NEWCOMER.name).person
    assert len(valid_keys(told.db, person)) == 1


def everybody_is_there(told, page):
    """With what each may do, on the page of the people."""
    told.go(page, "/admin/people/")
    shown = {row[0].partition(" P-")[0]: row for row in rows(page, "People and roles")}
    for part in (*FOUNDERS, *CAST):
        assert all(role in shown[part.name][2] for role in part.roles), part
        assert shown[part.name][1] == part.agency
    assert len(shown) == len(FOUNDERS) + len(CAST)


def the_places(told, page):
    """The custodian names them, in an evidence room that has none yet."""
    told.go(page, "/")
    page.get_by_role("button", name="Evidence room").click()
    page.get_by_text("No places are shown to you.").wait_for()
    for code, name, kind, stores in PLACES:
        told.go(page, "/room/")
        follow(page, "Add a place")
        tell(page, location=code, name=name, kind=kind, stores=stores)
        signed(page, told.live, NEWCOMER.name)
    told.go(page, "/room/")
    assert sorted(row[0] for row in rows(page, "Places")) == sorted(code for code, *_ in PLACES)


def no_case_of_her_own(told, page):
    """Whoever manages accounts handles no evidence: no page offers it, and the form refuses."""
    told.go(page, "/cases/")
    expect(page.get_by_role("link", name="Open a case")).to_have_count(0)
    told.go(page, "/do/")
    follow(page, "case open")
    tell(
        page, as_printed="SAC-2031-1", kind="incident", title="A case of her own", court="Sheriff",
        jurisdiction="us-nm",
    )  # fmt: skip
    told.refused(page, "A1", "case.opened")
