"""Chapter 4: a box of rounds is handed in at the counter and booked under another number."""

from tests.web.browser.acting import scan, signed, tell
from tests.web.browser.story.told import Told
from wholefile.core.label_text import bar_text
from wholefile.core.policy import parse_policy
from wholefile.demo.exhibits import photograph, table
from wholefile.demo.stage import WRONG
from wholefile.verify.receipt import check_receipt

BURGLARY = (
    "Cut padlock from storage unit 14",
    "List of tools missing from storage unit 14",
    "Crowbar found behind the storage units",
)


def click(told: Told, folder):
    """The detective opens the burglary; the custodian takes in the box, its photograph, and what belongs there."""
    told.until("2032-03-06T10:15")
    the_burglary(told)
    page = told.person("ruth", phone=True)
    box = the_box(told, page, folder)
    for number, description in enumerate(BURGLARY):
        of_the_burglary(told, page, folder, number, description)
    assert told.db.one("item", item=box).location == "ROOM-C/AMMO-1"
    told.published()
    the_receipt(told, page, box)
    told.as_the_demo_tells()


def the_burglary(told):
    page = told.person("dale")
    told.go(page, "/cases/")
    page.get_by_role("link", name="Open a case").click()
    tell(
        page, as_printed=WRONG, kind="incident", title="Burglary of a storage unit, Mesa Road",
        court="Sierra Alta County Sheriff", jurisdiction="us-nm", incident_on="2031-11-30",
        incident_place="Mesa Road 14",
    )  # fmt: skip
    signed(page, told.live, "Dale Whitcomb")


def the_box(told, page, folder):
    told.go(page, "/counter/take-in")
    tell(
        page, category="ammunition", quantity="28", unit="round", authority="surrendered", dockets=WRONG,
        description="Box of twenty-eight cartridges, .45 Colt, headstamp RIDGE 45 COLT, loose in an old tin",
        submitted_by="Gus Tillery", collected_at="Front counter",
        named_cases="the shooting on Lantern Ridge, State v. Varga",
        identifiers="calibre=.45 Colt\nheadstamp=RIDGE 45 COLT\nperson=Walter Pruitt",
    )  # fmt: skip
    box = voucher_of(told, signed(page, told.live, "Ruth Okafor"))
    photographed(told, page, box, photograph("found-box", [box, "28 rounds"], (176, 141, 60)), folder)
    told.go(page, "/counter/")
    scan(page, bar_text("item", box))
    page.locator(f"[data-item='{box}']").wait_for()
    scan(page, bar_text("place", "ROOM-C/AMMO-1"))
    page.wait_for_url(told.live.url("/counter/store"))
    signed(page, told.live, "Ruth Okafor")
    return box


def of_the_burglary(told, page, folder, number, description):
    told.go(page, "/counter/take-in")
    tell(
        page, category="evidence", authority="found", dockets=WRONG, description=description,
        submitted_by="Deputy Amaro", collected_at="Mesa Road 14", location="ROOM-A/SHELF-1",
    )  # fmt: skip
    item = voucher_of(told, signed(page, told.live, "Ruth Okafor"))
    photographed(
        told, page, item, table(f"list-{number}", [["voucher", "what"], [item, description]]), folder
    )


def photographed(told, page, item, upload, folder):
    path = folder / upload.name
    path.write_bytes(upload.source)
    told.go(page, f"/counter/photographs/{item}")
    page.set_input_files("[name=uploads]", path)
    signed(page, told.live, "Ruth Okafor")


def the_receipt(told, page, box):
    """Who handed it in takes home a proof that the box is on record, and checks it without the sheriff."""
    told.go(page, f"/counter/receipt/{box}")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="file").click()
    text = downloading.value.path().read_text("utf-8")
    assert check_receipt(text, parse_policy(told.record.policy_path.read_bytes())) is not None


def voucher_of(told, position):
    """The item that was received at this position."""
    return told.db.one("item", seq=position).item
