"""Chapters 5 and 6: a destructive test that is refused, and a destruction under hold."""

from playwright.sync_api import expect

from tests.web.browser.acting import do, due, follow, rows, scan, signed, signed_apart, tell
from tests.web.browser.story.told import Told
from wholefile.core.label_text import bar_text
from wholefile.demo.exhibits import document, photograph
from wholefile.demo.stage import CRIMINAL

FINDINGS = "Sear and hammer show no wear beyond use. The revolver does not fall from full cock by itself."


def click(told: Told, folder):
    """The gate before the mallet, and the hold before the furnace."""
    told.until("2032-04-11T09:00")
    asked_for(told)
    to_the_laboratory(told)
    the_gate(told, folder)
    without_force(told, folder)
    told.until("2032-06-03T10:00")
    the_hold(told)
    the_furnace(told)
    told.as_the_demo_tells()


def of_item(told, page, item):
    """To the page of an item from the list of all."""
    told.go(page, "/items/")
    tell(page, words=item)
    page.keyboard.press("Enter")
    follow(page, item)


def asked_for(told):
    """The detective wants the hammer struck, from the page of the revolver."""
    page = told.person("dale")
    of_item(told, page, told.items["revolver"])
    do(page, "Ask for an examination")
    tell(
        page, laboratory="State Laboratory", destructive=True, return_due="2032-07-01",
        scope="Strike the cocked hammer with a mallet until it falls, to see whether the gun can fire by itself.",
    )  # fmt: skip
    signed(page, told.live, "Dale Whitcomb")


def on_the_counter(told, page, item):
    told.go(page, "/counter/")
    scan(page, bar_text("item", item))
    page.locator(f"[data-item='{item}']").wait_for()


def to_the_laboratory(told):
    """Out of the safe, declared by two, handed over before a witness: who is not at the counter signs elsewhere."""
    gun, hector = told.items["revolver"], told.id("hector")
    page, sergeant, examiner = told.person("ruth", phone=True), told.person("hector"), told.person("anselm")
    on_the_counter(told, page, gun)
    page.get_by_role("link", name="Take out", exact=True).click()
    tell(page, purpose="laboratory", seal_state="none", witness=hector)
    signed_apart(page, told.live, "Ruth Okafor", (sergeant, "Hector Solis"))
    told.go(page, f"/items/{gun}")
    do(page, "Declare its condition")
    tell(page, condition="cleared", method=["visual", "physical", "chamber"], verified_by=hector)
    signed_apart(page, told.live, "Ruth Okafor", (sergeant, "Hector Solis"))
    on_the_counter(told, page, gun)
    scan(page, bar_text("person", told.id("anselm")))
    page.wait_for_url(told.live.url("/counter/transfer"))
    tell(page, purpose="function test", seal_state="none", witness=hector)
    signed_apart(page, told.live, "Ruth Okafor", (examiner, "Anselm Roux"), (sergeant, "Hector Solis"))
    assert told.db.one("item", item=gun).holder == told.id("anselm")


def laboratory(told, page, link):
    """What can be done with a request, from the list in the evidence room."""
    told.go(page, "/room/")
    page.get_by_role("link", name="Laboratory").first.click()
    follow(page, link)


def strikes(told, page, *words):
    """The laboratory would strike now; the gate is closed."""
    laboratory(told, page, "Record the examination")
    tell(
        page, destructive=True, method="Blows with a mallet, 2.5 kg, from 30 cm.",
        effect="sear and hammer broken",
    )  # fmt: skip
    told.refused(page, "H7", *words)


def the_gate(told, folder):
    """Photographs first, then notice, fourteen days, and an objection: each time the page says what is wanting."""
    page = told.person("anselm")
    told.go(page, "/")
    page.get_by_role("link", name="Examination L-1").click()
    follow(page, "Take it on")
    tell(page, examiner="Anselm Roux")
    signed(page, told.live, "Anselm Roux")
    strikes(told, page, "no baseline photograph", "attach photographs of it as it is now")
    baseline(told, page, folder)
    prosecutor = told.person("miriam")
    laboratory(told, prosecutor, "Give notice")
    tell(prosecutor, served_on="Sofia Marchetti", how="by hand", window_days="14")
    signed(prosecutor, told.live, "Miriam Achterberg")
    strikes(told, page, "the other side may object to L-1 until 2032-04-25", "wait until then")
    told.until("2032-04-20T11:00")
    objects(told)
    told.until("2032-05-02T09:00")
    strikes(told, page, "the other side objected to L-1", "only an order to permit the test opens the gate")


def baseline(told, page, folder):
    gun, shown = told.items["revolver"], []
    for one in (
        photograph("baseline-left", [gun, "As received, left side"], (58, 60, 66)),
        photograph("baseline-sear", [gun, "Sear and hammer notch, 20x"], (90, 92, 98)),
    ):
        shown.append(folder / one.name)
        shown[-1].write_bytes(one.source)
    told.go(page, f"/items/{gun}")
    do(page, "Attach files")
    tell(page, purpose="baseline photograph")
    page.set_input_files("[name=uploads]", shown)
    signed(page, told.live, "Anselm Roux")


def objects(told):
    """Counsel was given notice, and objects from her telephone before anything was served on her."""
    page = told.person("sofia", portal=True, phone=True)
    told.go(page, "/", portal=True)
    expect(due(page)).to_contain_text("until 2032-04-25")
    follow(page, "Days to object to the destructive test L-1 run", within=due(page))
    tell(page, reason="The defence has not examined the revolver. Take it apart before breaking it.")
    signed(page, told.live, "Sofia Marchetti", portal=True)


def without_force(told, folder):
    """The judge denies the mallet; the laboratory examines without force, and reports."""
    judge, page = told.person("clara"), told.person("anselm")
    told.go(judge, "/cases/")
    follow(judge, CRIMINAL)
    follow(judge, "Enter an order")
    tell(
        judge, as_printed="Order of 9 May 2032", on="2032-05-09", effect="none", items=told.items["revolver"],
        text="The test with a mallet is denied. The revolver is to be examined without force.",
    )  # fmt: skip
    signed(judge, told.live, "Clara Benavides")
    laboratory(told, page, "Record the examination")
    tell(
        page, method="Disassembly and optical inspection, defence expert present.",
        effect="none, reassembled as it was",
    )  # fmt: skip
    signed(page, told.live, "Anselm Roux")
    report = document(
        "laboratory-report", "State Laboratory", "Examination of the revolver", "No force was used."
    )
    (folder / report.name).write_bytes(report.source)
    laboratory(told, page, "Report")
    tell(page, findings=FINDINGS)
    page.set_input_files("[type=file]", folder / report.name)
    signed(page, told.live, "Anselm Roux")
    told.go(page, "/room/laboratory/?which=all")
    expect(page.get_by_role("region", name="L-1: State Laboratory")).to_contain_text(FINDINGS)


def the_hold(told):
    """Counsel has everything of the case kept, now and later."""
    page = told.person("sofia", portal=True, phone=True)
    told.go(page, "/", portal=True)
    follow(page, f"Place a hold on everything in {CRIMINAL}")
    tell(page, reason="Everything from the set bears on the defence.")
    signed(page, told.live, "Sofia Marchetti", portal=True)
    told.go(page, "/", portal=True)
    page.get_by_text("Your hold H-1").wait_for()


def the_furnace(told):
    """The custodian would burn the rubber replica; the hold refuses, the sergeant declines, and it goes back."""
    replica, page, sergeant = told.items["replica"], told.person("ruth", phone=True), told.person("hector")
    on_the_counter(told, page, replica)
    page.get_by_role("link", name="Take out", exact=True).click()
    tell(page, purpose="clearing out", seal_state="intact")
    signed(page, told.live, "Ruth Okafor")
    told.go(page, f"/items/{replica}")
    do(page, "Ask to dispose of it")
    tell(page, manner="destruction", reason="Rubber, no value, the shelf is full.")
    signed(page, told.live, "Ruth Okafor")
    told.go(page, "/room/dispositions/")
    number = rows(page, "To be returned or destroyed")[0][0]
    follow(page, number)
    page.get_by_role("heading", name="What stands in the way").wait_for()
    page.get_by_text("is under hold").first.wait_for()
    expect(page.get_by_role("button", name="Destroy the items")).to_have_count(0)
    told.go(page, "/do/")
    follow(page, "disposition destroy")
    tell(
        page, disposition=number, method="incineration", place="County furnace",
        witnessed_by=told.id("hector"),
    )  # fmt: skip
    told.refused(page, "H1", "is under hold", "only after the hold is released by its issuer")
    told.go(sergeant, "/room/dispositions/")
    follow(sergeant, "Decline")
    tell(sergeant, reason="The case is open and held.")
    signed(sergeant, told.live, "Hector Solis")
    on_the_counter(told, page, replica)
    scan(page, bar_text("place", "ROOM-A/SHELF-1"))
    page.wait_for_url(told.live.url("/counter/store"))
    tell(page, seal_state="intact")
    signed(page, told.live, "Ruth Okafor")
    told.go(page, f"/items/{replica}")
    expect(page.get_by_text("ROOM-A/SHELF-1").first).to_be_visible()
    assert rows(page, "Chain of custody")[-1][2] == "ROOM-A/SHELF-1"
