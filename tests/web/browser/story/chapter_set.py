"""Chapters 2 and 3: the shooting, the intake, and a clearance that lapses."""

from playwright.sync_api import expect

from tests.web.browser.acting import do, due, follow, rows, scan, signed, signed_apart, tell
from tests.web.browser.story.told import Told
from wholefile.actions import cases
from wholefile.core.label_text import bar_text
from wholefile.demo import chapter_set
from wholefile.demo.chapter_set import PLACE
from wholefile.demo.scene_items import REVOLVER, SCENE, file_of
from wholefile.demo.stage import CRIMINAL

PARTIES = (
    ("State of New Mexico", "state"), ("Corin Varga", "defendant"), ("Joan Ferris", "decedent"),
    ("Nell Harker", "witness"), ("Walter Pruitt", "witness"),
)  # fmt: skip
CLICKED = 3
OF_A_GUN = ["visual", "physical", "bore", "cylinder", "chamber"]


def click(told: Told, folder):
    """A shot on a film set; everything found goes into custody."""
    told.until("2031-10-21T14:30")
    the_case(told)
    the_parties(told)
    the_charge(told)
    detective, sergeant, custodian = (told.person(one, phone=True) for one in ("dale", "hector", "ruth"))
    gun = the_revolver(told, detective, folder)
    stage = told.stage(folder)
    stage.items["revolver"] = gun
    inspected(told, gun, detective, sergeant, folder)
    handed_over(told, gun, detective, sergeant, custodian)
    for thing in SCENE[:CLICKED]:
        stage.items[thing.word] = taken_in(told, custodian, thing, folder)
    for thing in SCENE[CLICKED:]:
        chapter_set.take_in(stage, thing)
    the_rounds(told, custodian, sergeant, stage.items)
    told.until("2031-10-21T18:40")
    it_lapses(told, custodian, sergeant, gun)
    told.as_the_demo_tells()


def the_case(told):
    page = told.person("dale")
    told.go(page, "/cases/")
    page.get_by_role("link", name="Open a case").click()
    tell(
        page, as_printed=CRIMINAL, kind="criminal", title="State v. Varga", court="Ninth District Court",
        jurisdiction="us-nm", incident_on="2031-10-21", incident_place=PLACE,
    )  # fmt: skip
    signed(page, told.live, "Dale Whitcomb")


def of_the_case(told, page, link):
    """A form that the page of the case leads to."""
    told.go(page, "/cases/")
    follow(page, CRIMINAL)
    follow(page, link)


def the_parties(told):
    """Three on the case's page, the others by the demo's own way; then the defendant has counsel."""
    page = told.person("dale")
    for name, role in PARTIES[:CLICKED]:
        of_the_case(told, page, "Add a party")
        tell(page, name=name, role=role)
        signed(page, told.live, "Dale Whitcomb")
    for name, role in PARTIES[CLICKED:]:
        cases.add_party(told.record, CRIMINAL, name=name, role=role, by=told.office.dale)
    paralegal = told.person("lena")
    of_the_case(told, paralegal, "Counsel appears")
    tell(
        paralegal, party=defendant(told), name="Sofia Marchetti", firm="Marchetti & Lowe",
        person=told.id("sofia"),
    )  # fmt: skip
    signed(paralegal, told.live, "Lena Fyodorova")
    told.go(page, "/cases/")
    follow(page, CRIMINAL)
    shown = rows(page, "Parties and counsel")
    assert [row[1] for row in shown] == [name for name, _ in PARTIES]
    assert "Sofia Marchetti" in shown[1][3]


def defendant(told):
    return told.db.one("party", name="Corin Varga").party


def the_charge(told):
    page = told.person("miriam")
    of_the_case(told, page, "Charge a count")
    tell(
        page, count="1", party=defendant(told), statute="NMSA 1978, § 30-2-3(B)",
        title="Involuntary manslaughter", charged_on="2031-10-21",
    )  # fmt: skip
    signed(page, told.live, "Miriam Achterberg")


def described(thing):
    """What the form of an item that is taken in asks for."""
    return {
        "description": thing.description, "category": thing.category, "dockets": CRIMINAL,
        "submitted_by": "Detective Whitcomb", "collected_at": PLACE, "authority": thing.authority,
        "quantity": str(thing.quantity), "unit": thing.unit, "named_cases": "State v. Varga",
        "identifiers": "\n".join(f"{kind}={value}" for kind, value in thing.identifiers),
    }  # fmt: skip


def laid_down(thing, voucher, folder):
    """The photograph of an item, as it lies in a telephone."""
    made = file_of(thing, voucher)
    path = folder / made.name
    path.write_bytes(made.source)
    return path


def the_revolver(told, page, folder):
    """The detective takes it into his own hands, from the first page of his telephone."""
    told.go(page, "/")
    page.get_by_role("button", name="Take an item in").click()
    tell(page, **described(REVOLVER))
    position = signed(page, told.live, "Dale Whitcomb")
    gun = told.db.one("item", seq=position).item
    follow(page, gun)
    do(page, "Attach files")
    tell(page, purpose="photograph")
    page.set_input_files("[name=uploads]", laid_down(REVOLVER, gun, folder))
    signed(page, told.live, "Dale Whitcomb")
    return gun


def of_item(told, page, item, what):
    """A form that the page of an item leads to."""
    told.go(page, "/items/?holder=me")
    follow(page, item)
    do(page, what)


def hands_over(told, page, gun):
    of_item(told, page, gun, "Transfer")
    tell(
        page, received_by=told.id("ruth"), witness=told.id("hector"), purpose="evidence room",
        seal_state="none",
    )  # fmt: skip


def inspected(told, gun, detective, sergeant, folder):
    """It is not handed over as it is; the detective and the sergeant look into it first."""
    hands_over(told, detective, gun)
    told.refused(detective, "S1", gun)
    of_item(told, detective, gun, "Declare its condition")
    tell(detective, condition="cleared", method=OF_A_GUN, verified_by=told.id("hector"))
    shown = chapter_set.photograph("cylinder-open", ["Cylinder open, six empty chambers"], (64, 66, 72))
    (folder / shown.name).write_bytes(shown.source)
    detective.set_input_files("[name=photographs]", folder / shown.name)
    signed_apart(detective, told.live, "Dale Whitcomb", (sergeant, "Hector Solis"))


def handed_over(told, gun, detective, sergeant, custodian):
    """To the custodian, and whoever watched signs as well."""
    hands_over(told, detective, gun)
    signed_apart(
        detective, told.live, "Dale Whitcomb", (custodian, "Ruth Okafor"), (sergeant, "Hector Solis")
    )
    assert told.db.one("item", item=gun).holder == told.id("ruth")


def on_the_counter(told, page, *items):
    told.go(page, "/counter/")
    for item in items:
        scan(page, bar_text("item", item))
        page.locator(f"[data-item='{item}']").wait_for()


def stored(told, page, place, *items):
    """The items, then their place: scanned, and on to the form. What was refused lies on the counter still."""
    on_the_counter(told, page, *items)
    scan(page, bar_text("place", place))
    page.wait_for_url(told.live.url("/counter/store"))


def taken_in(told, page, thing, folder):
    """At the counter: taken in, photographed, sealed, and put in its place."""
    told.go(page, "/counter/")
    follow(page, "Take in a new item")
    tell(page, **described(thing))
    item = told.db.one("item", seq=signed(page, told.live, "Ruth Okafor")).item
    told.go(page, "/counter/take-in")
    page.locator(f"a[href='/counter/photographs/{item}']").click()
    page.set_input_files("[name=uploads]", laid_down(thing, item, folder))
    signed(page, told.live, "Ruth Okafor")
    of_item(told, page, item, "Apply a seal")
    tell(page, seal=f"SA-{item[-4:]}", initials="RO 10/21/31")
    signed(page, told.live, "Ruth Okafor")
    stored(told, page, thing.place, item)
    expect(page.locator("[name=seal_state]")).to_have_value("intact")
    signed(page, told.live, "Ruth Okafor")
    return item


def the_rounds(told, page, sergeant, items):
    """Dummies by their looks are refused; shaken one by one they are dummies; one round of the bandolier is live."""
    box, cylinder, belt = (items[word] for word in ("dummy box", "cylinder rounds", "bandolier"))
    on_the_counter(told, page, box, cylinder, belt)
    page.get_by_role("link", name="Take out", exact=True).click()
    tell(page, purpose="inspection", seal_state="intact")
    signed(page, told.live, "Ruth Okafor")
    verified = {"verified_by": told.id("hector")}
    of_item(told, page, box, "Declare its condition")
    tell(page, condition="dummy", method=["visual"], rounds="1-45", **verified)
    told.refused(page, "S3", "Looking does not tell a dummy from a live round", "shaken")
    for item, told_of in (
        (cylinder, {"condition": "dummy", "method": ["physical", "shaken", "primer"], "rounds": "1-5"}),
        (belt, {"condition": "live", "method": ["primer", "headstamp"], "rounds": "7"}),
    ):
        of_item(told, page, item, "Declare its condition")
        tell(page, **told_of, **verified, dramatic_set=True)
        signed_apart(page, told.live, "Ruth Okafor", (sergeant, "Hector Solis"))
    told.go(sergeant, "/")
    expect(due(sergeant)).to_contain_text(f"Live round on a set: {belt}")
    stored(told, page, "ROOM-C/AMMO-1", box, cylinder, belt)
    tell(page, seal_state="intact")
    signed(page, told.live, "Ruth Okafor")


def it_lapses(told, page, sergeant, gun):
    """The hand-over itself made the clearance lapse: it is inspected again before it is locked away."""
    told.go(page, f"/items/{gun}")
    assert [row[-1].split()[0] for row in rows(page, "Declared condition")] == ["lapsed"]
    stored(told, page, "ROOM-B/SAFE-1", gun)
    tell(page, seal_state="none", witness=told.id("hector"))
    told.refused(page, "S1", gun)
    of_item(told, page, gun, "Declare its condition")
    tell(page, condition="cleared", method=OF_A_GUN, verified_by=told.id("hector"))
    signed_apart(page, told.live, "Ruth Okafor", (sergeant, "Hector Solis"))
    stored(told, page, "ROOM-B/SAFE-1")
    tell(page, seal_state="none", witness=told.id("hector"))
    signed_apart(page, told.live, "Ruth Okafor", (sergeant, "Hector Solis"))
    told.go(page, f"/items/{gun}")
    assert [row[2] for row in rows(page, "Chain of custody")] == [
        "Dale Whitcomb",
        "Ruth Okafor",
        "ROOM-B/SAFE-1",
    ]
