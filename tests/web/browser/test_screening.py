"""Screening: why something may concern the case, both records side by side; dismissed with a reason, or linked."""

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.web.browser.acting import go, signed
from wholefile.record.lookups import entry_count
from wholefile.screening.candidates import open_candidates

pytestmark = pytest.mark.browser
PAGE = f"/cases/{DOCKET}/screening/"
SERIAL = [{"kind": "serial", "value": "PZ-40217"}]
WHY = "Serial number “PZ-40217” is also on an item of this case."


def test_one_candidate_is_dismissed_with_a_reason_and_the_other_linked(live):
    office = live.site.office
    gun = office.firearm()
    misread, same = (
        office.receive("firearm", dockets=[OTHER_DOCKET], identifiers=SERIAL, collected_at=where)
        for where in ("Taos", "Lantern Ridge")
    )
    page = live.person("prosecutor")
    go(page, live, PAGE)
    page.get_by_role("heading", name="2 candidates wait").wait_for()
    both_records_stand_side_by_side(page, gun, misread, "Taos")
    both_records_stand_side_by_side(page, gun, same, "Lantern Ridge")
    before = entry_count(office.db)
    with live.expected("400"):
        page.get_by_role("button", name=f"Dismiss {misread}").click()
        page.get_by_text("Say why it does not concern the case.").first.wait_for()
    assert entry_count(office.db) == before
    card(page, misread).get_by_label("Reason").fill("Its serial number was misread; the tag says PZ-40277.")
    position = signed(page, live, "Gia Moreno", at=f"Dismiss {misread}")
    go(page, live, PAGE)
    page.get_by_role("heading", name="1 candidate waits").wait_for()
    gone = page.get_by_role("listitem").filter(has_text="the tag says PZ-40277")
    gone.get_by_role("link", name=f"entry {position}").wait_for()
    expect(card(page, misread)).to_have_count(0)
    signed(page, live, "Gia Moreno", at=f"Link to the case {same}")
    go(page, live, PAGE)
    page.get_by_role("heading", name="0 candidates wait").wait_for()
    assert open_candidates(office.db, DOCKET) == []
    assert office.db.exists("item_case", item=same, docket=DOCKET)
    go(page, live, f"/cases/{DOCKET}/board/?state=undecided")
    page.get_by_role("link", name=same).wait_for()
    expect(page.get_by_role("link", name=misread)).to_have_count(0)


def card(page, item):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=item))


def both_records_stand_side_by_side(page, gun, other, where):
    shown = card(page, other)
    expect(shown.get_by_text(WHY)).to_have_count(1)
    left = shown.get_by_role("region", name="The candidate")
    right = shown.get_by_role("region", name=f"In the case: {gun}")
    assert where in left.inner_text()
    assert OTHER_DOCKET in left.inner_text()
    assert "12 Mesa Road" in right.inner_text()
    boxes = [one.bounding_box() for one in (left, right)]
    assert boxes[0]["y"] == boxes[1]["y"], "beside each other"
    assert boxes[0]["x"] < boxes[1]["x"]
