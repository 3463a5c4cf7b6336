"""The evidence room: places, a count both ways, what is not found, holds, dispositions, requests to the laboratory."""

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET
from tests.rules.situations import close_case, produce
from tests.web.browser.acting import due, follow, go, rows, scan, signed, tell
from wholefile.core.label_text import bar_text

pytestmark = pytest.mark.browser


def test_a_new_place_is_counted_both_ways_and_what_is_missing_is_found_again(live):
    office, person = live.site.office, live.site.person
    page = live.person("custodian", "supervisor")
    go(page, live, "/room/")
    follow(page, "Add a place")
    tell(page, location="ROOM-B", name="Overflow", kind="room", stores=["general"])
    signed(page, live, "Cora Diaz")
    here, missing, astray = (office.receive() for _ in range(3))
    office.store([here, missing], "ROOM-B")
    office.store(astray, "MIXED/A")
    go(page, live, "/room/")
    due(page).get_by_role("link").first.wait_for()
    follow(page, "Count ROOM-B")
    for item, so_far in ((here, "1 of 2 found"), (astray, "1 of 2 found, 1 unexpected")):
        scan(page, bar_text("item", item))
        page.get_by_role("heading", name=so_far, exact=True).wait_for()
    assert rows(page, "Recorded here, and not yet scanned")[0][0] == missing
    assert rows(page, "Here, and recorded elsewhere")[0][::2] == [astray, "MIXED/A"]
    tell(page, cause="yearly", leader=person("supervisor"), unlabelled="a loose glove")
    signed(page, live, "Jon Adair", "Cora Diaz")
    count = office.db.one("inventory", inventory="I-1")
    assert (count.found, count.missing, count.unexpected) == (1, f'["{missing}"]', f'["{astray}"]')
    go(page, live, "/room/places/ROOM-B")
    assert rows(page, "Counts of this place")[0][::4] == ["I-1", "1"]
    reported_and_found(page, live, missing)


def reported_and_found(page, live, item):
    """A discrepancy stands first on the item's page until it is reported and seen to."""
    go(page, live, "/")
    due(page).get_by_role("link", name=f"Missing item: {item}").click()
    page.wait_for_url(live.url(f"/items/{item}"))
    go(page, live, "/room/unlocated/")
    follow(page, "Report that an item cannot be found")
    tell(page, item=item, searched="Both shelves and the hallway", notified="Gia Moreno")
    signed(page, live, "Cora Diaz")
    go(page, live, "/room/")
    page.get_by_role("link", name="Cannot be found (1)").click()
    assert rows(page, "Cannot be found")[0][:3:2] == [item, "Both shelves and the hallway"]
    follow(page, "It is found")
    tell(page, location="ROOM-A/SHELF-1", circumstances="It lay behind the shelf.")
    signed(page, live, "Cora Diaz")
    assert live.site.office.db.one("item", item=item).location == "ROOM-A/SHELF-1"
    go(page, live, "/room/unlocated/")
    page.get_by_text("Everything is where the record says it is").wait_for()


def test_a_hold_keeps_an_item_until_it_is_released_and_then_it_is_destroyed_by_many_hands(live):
    office = live.site.office
    item = office.receive()
    produce(office, item)
    close_case(office)
    counsel = live.person("prosecutor")
    go(counsel, live, "/room/holds/")
    follow(counsel, "Place a hold")
    tell(counsel, docket=DOCKET, reason="A civil suit is announced.", items=item)
    signed(counsel, live, "Gia Moreno")
    keeper = live.person("custodian", "investigator")
    go(keeper, live, "/room/dispositions/")
    follow(keeper, "Ask to return or destroy items")
    tell(keeper, items=item, manner="destruction", reason="The case is over.")
    signed(keeper, live, "Cora Diaz")
    overseer = live.person("supervisor")
    go(overseer, live, "/room/dispositions/")
    follow(overseer, "D-1")
    overseer.get_by_role("heading", name="What stands in the way").wait_for()
    overseer.get_by_text("2 approvals are wanting").wait_for()
    overseer.get_by_text("is under hold H-1").wait_for()
    with live.expected("422"):
        approve(overseer, live, "Jon Adair", stopped="H-1")
    go(counsel, live, "/room/holds/")
    assert rows(counsel, "Holds")[0][2:4] == [item, "A civil suit is announced."]
    follow(counsel, "Release H-1")
    tell(counsel, reason="It was settled.")
    signed(counsel, live, "Gia Moreno")
    go(counsel, live, "/room/dispositions/")
    follow(counsel, "Consent")
    tell(counsel, docket=DOCKET)
    signed(counsel, live, "Gia Moreno")
    approve(overseer, live, "Jon Adair")
    go(keeper, live, "/room/dispositions/")
    assert "1 approval is wanting" in rows(keeper, "To be returned or destroyed")[0][4]
    expect(keeper.get_by_role("link", name="Carry it out")).to_have_count(0)
    approve(live.person("reviewer"), live, "Hal Brandt")
    go(keeper, live, "/room/dispositions/D-1")
    keeper.get_by_role("heading", name="Nothing stands in the way").wait_for()
    keeper.get_by_role("button", name="Destroy the items").click()
    tell(keeper, method="shredded", place="County yard", witnessed_by=live.site.person("investigator"))
    signed(keeper, live, "Cora Diaz", "Eva Stone")
    assert office.db.one("item", item=item).status == "destroyed"
    go(keeper, live, "/room/dispositions/")
    keeper.get_by_text("No request waits.").wait_for()
    go(keeper, live, f"/items/{item}")
    expect(keeper.get_by_role("region", name=f"About {item}").get_by_text("destroyed")).not_to_have_count(0)
    expect(keeper.get_by_role("link", name="Store")).to_have_count(0)


def approve(page, live, name, *, stopped=""):
    go(page, live, "/room/dispositions/")
    follow(page, "Approve")
    if not stopped:
        signed(page, live, name)
        return
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_role("alert").get_by_text(stopped).wait_for()


def test_an_examination_is_asked_for_taken_on_made_and_reported(live, tmp_path):
    office = live.site.office
    item = office.receive()
    asking, theirs = live.person("investigator"), live.person("laboratory")
    go(asking, live, "/room/laboratory/")
    follow(asking, "Ask for an examination")
    tell(
        asking, items=item, laboratory="State laboratory", scope="Compare it with the spent case.",
        return_due="2026-02-20",
    )  # fmt: skip
    signed(asking, live, "Eva Stone")
    go(theirs, live, "/")
    theirs.get_by_text("Examination L-1, requested").wait_for()
    go(theirs, live, "/room/laboratory/")
    follow(theirs, "Take it on")
    tell(theirs, examiner="Finn Park")
    signed(theirs, live, "Finn Park")
    office.transfer(item, office.custodian, office.laboratory)
    go(theirs, live, "/room/laboratory/")
    follow(theirs, "Record the examination")
    tell(theirs, method="Seen under a comparison microscope.", effect="none")
    signed(theirs, live, "Finn Park")
    report = tmp_path / "report.txt"
    report.write_text("Same breech face.", encoding="utf-8")
    go(theirs, live, "/room/laboratory/")
    follow(theirs, "Report")
    tell(theirs, findings="The marks agree.")
    theirs.set_input_files("[name=files]", report)
    signed(theirs, live, "Finn Park")
    go(asking, live, "/room/laboratory/")
    asking.get_by_text("No request is open.").wait_for()
    follow(asking, "All requests")
    told = asking.get_by_role("region", name="L-1")
    assert all(words in told.inner_text() for words in ("reported", "The marks agree.", "Finn Park", item))
    assert office.db.one("item_file", item=item).name == "report.txt"
