"""Oversight: checkpoints and an act's proof, the whole record worked out again, what was refused, who opened what."""

import json

import pytest
from playwright.sync_api import expect

from tests.actions.serving import attach
from tests.web.browser.acting import due, fetched, follow, go, rows, signed, tell
from tests.web.browser.witnessing import witnessed
from wholefile.core.canonical import unb64u
from wholefile.core.checkpoint import parse_checkpoint
from wholefile.core.merkle import verify_inclusion
from wholefile.core.note import parse_note
from wholefile.record.checkpoints import checkpoint

pytestmark = pytest.mark.browser


def test_the_auditor_follows_an_act_to_its_checkpoint_and_checks_the_whole_record(live):
    office = live.site.office
    item = office.receive()
    attach(office, item, **{"note.txt": b"words"})
    refused_and_read(live, item)
    checkpoint(office.record)
    witnessed(office.record)
    page = live.person("auditor")
    go(page, live, "/oversight/")
    due(page).get_by_role("link", name="The record was never checked from these pages").wait_for()
    the_checkpoint(page, live)
    the_proof(page, live, item)
    everything_again(page, live)
    what_was_refused(page, live)
    who_read(page, live, item)


def refused_and_read(live, item):
    """An investigator tries what a rule forbids, and then reads the item's file."""
    theirs = live.person("investigator")
    sha256 = live.site.office.db.one("item_file", item=item).sha256
    go(theirs, live, f"/do/custody/transfer?items={item}")
    tell(theirs, received_by=live.site.person("laboratory"), purpose="private words")
    with live.expected("422"):
        theirs.get_by_role("button", name="Go on to sign").click()
        theirs.get_by_role("alert").wait_for()
    go(theirs, live, f"/files/{sha256}")
    follow(theirs, "Read the original")
    tell(theirs, purpose="to prepare the interview")
    signed(theirs, live, "Eva Stone")


def the_checkpoint(page, live):
    newest = rows(page, "Checkpoints")[0]
    size = live.site.office.db.rows("checkpoint", order=("-size",))[0].size
    assert newest[0] == str(size)
    assert newest[2].startswith("court: 2026-")
    assert "not yet" not in newest[2]
    with page.expect_download() as downloading:
        page.get_by_role("table", name="Checkpoints").get_by_role("link", name=str(size)).click()
    note = downloading.value.path().read_text(encoding="utf-8")
    assert note.splitlines()[:2] == [live.site.office.record.origin, str(size)]


def the_proof(page, live, item):
    position = live.site.office.db.rows("item_act", item=item, order=("seq",))[0].seq
    tell(page, position=str(position))
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(live.url(f"/act/{position}"))
    page.get_by_role("link", name=item).first.wait_for()
    page.get_by_text("Cosigned by").first.wait_for()
    address = page.get_by_role("link", name="Proof (JSON)").get_attribute("href")
    proof = json.loads(fetched(page, live, address))
    signed_root = parse_checkpoint(parse_note(proof["checkpoint"].encode()).text)
    hashes = [unb64u(one) for one in proof["proof"]]
    leaf = unb64u(proof["leaf_hash"])
    verify_inclusion(leaf, position, signed_root.size, hashes, signed_root.root)


def everything_again(page, live):
    go(page, live, "/oversight/checks/")
    page.get_by_role("button", name="Check the whole record").click()
    page.wait_for_url(live.url("/oversight/checks/*"))
    page.get_by_role("heading", name="Nothing is wrong", exact=True).wait_for()
    go(page, live, "/oversight/")
    page.get_by_text("nothing is wrong", exact=True).wait_for()
    page.get_by_role("heading", name="Nothing is wrong or due").wait_for()


def what_was_refused(page, live):
    go(page, live, "/oversight/")
    facts = page.locator(".wf-summary div", has_text="Refused by rules")
    assert facts.get_by_role("link").inner_text() == "1"
    facts.get_by_role("link").click()
    (row,) = rows(page, "Refused by rules")
    assert row[2:] == ["custody/transfer", "Eva Stone"]
    expect(page.get_by_text("private words")).to_have_count(0)
    page.get_by_role("link", name=f"{row[1]}: 1").click()
    follow(page, "The rule")
    rule = page.locator(f"#{row[1]}")
    rule.wait_for()
    expect(rule.get_by_role("link", name="1", exact=True)).to_have_count(1)


def who_read(page, live, item):
    go(page, live, "/oversight/")
    page.locator(".wf-summary div", has_text="Opened or exported").get_by_role("link").click()
    tell(page, item=item)
    page.get_by_role("button", name="Show").click()
    (row,) = rows(page, "Opened and exported")
    assert row[1] == "Eva Stone"
    assert row[3:] == [item, "to prepare the interview"]
