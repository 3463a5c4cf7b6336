"""Administration: from a name to a person who signs, vouched for by somebody else; a role and a key ended; health."""

import re

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET
from tests.web.browser.acting import due, follow, go, rows, signed, tell
from wholefile.record.lookups import valid_keys

pytestmark = pytest.mark.browser
NAME = "Nora Quill"


@pytest.mark.slow
def test_a_newcomer_is_brought_in_signs_and_is_let_go_again(live):
    page = live.person("ana")
    person = added_and_let_in(page, live)
    theirs = an_account(page, live, person)
    made_a_signing_passkey(theirs, live)
    vouched_for(page, theirs, live, person)
    does_their_work(theirs, live)
    let_go(page, theirs, live, person)
    health(page, live)


def added_and_let_in(page, live):
    """A person of the record, with a role in one case."""
    go(page, live, "/admin/people/")
    page.get_by_role("link", name="Add a person").click()
    tell(page, name=NAME, agency="Sheriff", title="Deputy")
    signed(page, live, "Ana Ortiz")
    person = live.site.office.db.one("person", name=NAME).person
    go(page, live, "/admin/people/?words=Quill")
    page.get_by_text("1 of ").wait_for()
    assert rows(page, "People and roles")[0][3] == "no key"
    page.get_by_role("link", name=f"grant a role {NAME}").click()
    tell(page, role="investigator", docket=DOCKET)
    signed(page, live, "Ana Ortiz")
    go(page, live, "/admin/people/?words=Quill")
    assert f"investigator in {DOCKET}" in rows(page, "People and roles")[0][2]
    return person


def an_account(page, live, person):
    """An account made for them, whose link they open at a screen of their own."""
    go(page, live, "/admin/accounts/")
    tell(page, name="n.quill", person=person)
    page.get_by_role("button", name="Make the account and a link").click()
    link = page.locator(".wf-mono.wf-break").inner_text()
    page.get_by_role("img", name="The link below, to be scanned by a phone").wait_for()
    page.reload()
    expect(page.get_by_text(link)).to_have_count(0)  # "it is shown once"
    theirs = live.page()
    theirs.goto(link)
    theirs.get_by_role("button", name="Make a passkey").click()
    theirs.get_by_role("button", name="Make it").click()
    theirs.get_by_role("button", name="I have kept them").click()
    theirs.get_by_role("heading", name=f"Good day, {NAME}").wait_for()
    return theirs


def made_a_signing_passkey(theirs, live):
    go(theirs, live, "/keys/")
    theirs.get_by_text("None yet: you cannot sign.").wait_for()
    follow_button(theirs, "Make a signing passkey")
    theirs.wait_for_url(f"{live.where.signing}/key/*")
    theirs.get_by_label("What you call this passkey").fill("tablet of the scene unit")
    theirs.get_by_role("button", name="Make the passkey").click()
    theirs.wait_for_url(live.url("/keys/"))
    theirs.get_by_role("heading", name="Waiting to be vouched for").wait_for()


def follow_button(page, name):
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def vouched_for(page, theirs, live, person):
    """The fingerprint on their paper is that on the administrator's screen; both sign, each with their own key."""
    on_paper = theirs.locator(".wf-fingerprint code").inner_text()
    go(page, live, "/admin/")
    due(page).get_by_role("link", name="1 keys wait to be vouched for").click()
    follow_button(page, re.compile(NAME))
    assert page.locator(".wf-fingerprint code").inner_text() == on_paper
    tell(page, how_checked="Read aloud from the paper, with her badge.")
    page.get_by_role("button", name="Prepare the act").click()
    page.get_by_role("button", name="Sign as Ana Ortiz").click()
    page.get_by_text("signed", exact=True).wait_for()
    assert valid_keys(live.site.office.db, person) == []
    go(theirs, live, "/waiting/")
    theirs.get_by_label("A code from somebody else's screen").fill(page.locator(".wf-code").inner_text())
    theirs.get_by_role("button", name="Open").click()
    theirs.get_by_role("button", name=f"Sign as {NAME}").click()
    theirs.wait_for_url(live.url("/receipt/*"))
    assert len(valid_keys(live.site.office.db, person)) == 1
    go(page, live, "/admin/people/?words=Quill")
    assert rows(page, "People and roles")[0][3] == "has a key"
    go(page, live, "/keys/enrolments/")
    page.get_by_text("Nobody waits.").wait_for()


def does_their_work(theirs, live):
    go(theirs, live, "/statements/")
    follow(theirs, "Record one")
    tell(
        theirs, dockets=DOCKET, speaker="Nell Harker", said_on="2026-01-21", medium="interview",
        venue="Santa Fe", words="It rattled.",
    )  # fmt: skip
    signed(theirs, live, NAME)
    assert live.site.office.db.one("statement", speaker="Nell Harker").by == live.site.office.db.one(
        "person", name=NAME
    ).person  # fmt: skip


def let_go(page, theirs, live, person):
    """The role ends, and with it what they see; the key is revoked, and nothing can be signed with it."""
    go(page, live, "/admin/people/?words=Quill")
    page.get_by_role("link", name=f"end investigator {NAME}").click()
    tell(page, reason="She left the agency.")
    signed(page, live, "Ana Ortiz")
    go(theirs, live, "/")
    theirs.get_by_text("You hold no role now.").wait_for()
    assert theirs.request.get(live.url(f"/cases/{DOCKET}/")).status == 404
    follow(theirs, "What I signed")
    theirs.get_by_role("table", name="Acts").get_by_role("row").nth(1).wait_for()
    go(page, live, "/admin/keys/")
    page.get_by_role("link", name=f"revoke {NAME}").click()
    tell(page, reason="She left the agency.")
    signed(page, live, "Ana Ortiz")
    assert valid_keys(live.site.office.db, person) == []
    go(page, live, "/admin/keys/")
    state = next(row[-1] for row in rows(page, "Signing keys") if NAME in row[0])
    assert state.startswith("revoked at entry")


def health(page, live):
    go(page, live, "/admin/")
    follow(page, "System")
    record = page.locator("h2:has-text('Record') + dl").inner_text()
    assert live.site.office.record.origin in record
    assert "no error was seen" in record
    for part in ("Reading of files", "Portal of the defence", "Server"):
        page.get_by_role("heading", name=part).wait_for()
    assert page.request.get(live.url("/health/ready")).ok
