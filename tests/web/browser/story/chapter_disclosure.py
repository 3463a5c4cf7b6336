"""Chapter 8: every item is decided on the board by keyboard, and the certificate waits for the box of rounds."""

from playwright.sync_api import expect

from tests.web.browser.acting import do, due, follow, signed, signed_apart, tell
from tests.web.browser.story.told import Told
from wholefile.actions import access
from wholefile.demo.chapter_disclosure import WITHHELD
from wholefile.demo.stage import CRIMINAL, WRONG
from wholefile.record.lookups import current_decision, entry_count, items_of, open_holds

CASE = f"/cases/{CRIMINAL}/"
TITLE = "State v. Varga"
READ_ON_PAGES = 3
HANDED_OVER = "Everything this office holds in the case was handed to the prosecutor."
CERTIFIED = (
    "Every item known to the State in this case is on the schedule, produced or withheld on its ground."
)


def click(told: Told):
    """Obligations, readings, decisions, the certificate refused, the box found and linked, the certificate signed."""
    told.until("2032-11-02T09:00")
    page, box = told.person("miriam"), told.items["found box"]
    the_obligations(told, page)
    the_readings(told, page)
    the_letter(told, page)
    the_rest(told, page)
    handed_over(told)
    the_certificate_is_refused(told, page)
    the_box(told, box)
    decided(told, page, box)
    handed_over(told)
    position = certified(told, page)
    overseen(told, position, "Miriam Achterberg")
    told.as_the_demo_tells()


def to_the_case(told, page, *parts):
    """From the list of all cases to the page of this one, and on by its tabs."""
    told.go(page, "/")
    for name in ("Cases", CRIMINAL, *parts):
        follow(page, name)


def decision(told, item):
    found = current_decision(told.db, CRIMINAL, item)
    return found.decision if found else None


def the_obligations(told, page):
    to_the_case(told, page)
    follow(page, "Set obligations from the rules")
    tell(page, event="arraignment", on="2032-10-25")
    signed(page, told.live, "Miriam Achterberg")
    first = told.db.rows("obligation", docket=CRIMINAL, order=("obligation",))[0]
    to_the_case(told, page)
    shown = page.get_by_role("table", name="Obligations to disclose").get_by_role("row")
    expect(shown.filter(has_text=first.rule).filter(has_text=first.due_on)).to_have_count(1)


def the_readings(told, page):
    """What is to be decided on is read first, and who read what is on record."""
    vouchers = [row.item for row in items_of(told.db, CRIMINAL)]
    for item in vouchers[:READ_ON_PAGES]:
        to_the_case(told, page)
        follow(page, item)
        do(page, "Record a reading of its contents")
        tell(page, purpose="disclosure review")
        signed(page, told.live, "Miriam Achterberg")
    for item in vouchers[READ_ON_PAGES:]:
        access.open_items(told.record, [item], purpose="disclosure review", by=told.office.miriam)


def the_letter(told, page):
    """Withheld with the w key: not on one prosecutor's word, but with a reason and a second one at his own screen."""
    letter, owen = told.items[WITHHELD], told.person("owen")
    to_the_case(told, page)
    with page.expect_navigation():
        due(page).get_by_role("link", name="undecided items").click()
    page.keyboard.press("/")
    page.keyboard.type(letter)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("w")
    before = entry_count(told.db)
    page.keyboard.type("informant")
    page.get_by_label("unused", exact=True).press("Space")
    with told.live.expected("400"):
        page.get_by_role("button", name="Go on: see what").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("they sign too (rule D2)")
    assert entry_count(told.db) == before
    explanation = "The writer fears for their work; the letter concerns thefts only."
    tell(page, explanation=explanation, reviewer=told.id("owen"))
    page.get_by_role("button", name="Go on: see what").press("Enter")
    page.get_by_role("heading", name="Before you sign").wait_for()
    signed_apart(page, told.live, "Miriam Achterberg", (owen, "Owen Tate"))
    assert decision(told, letter) == "withheld"


def the_rest(told, page):
    """Three are chosen row by row, then all that are still open; one gesture signs an act for each."""
    to_the_case(told, page, "Board")
    page.get_by_role("link", name="43 undecided").or_(page.get_by_role("link", name="undecided")).first.press(
        "Enter"
    )
    page.wait_for_url("**/board/?state=*")
    many = page.locator("[data-row]").count()
    for number in range(1, 4):
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.get_by_text(f"{number} chosen").wait_for()
    page.get_by_role("button", name="Choose this page").press("Enter")
    page.get_by_text(f"{many} chosen").wait_for()
    produced_as(page, "Rule 16")
    expect(page.locator("[data-ready]")).to_have_attribute("data-ready", str(many))
    signed(page, told.live, "Miriam Achterberg")
    assert many == len(items_of(told.db, CRIMINAL)) - 1
    to_the_case(told, page, "Board")
    expect(page.get_by_role("link", name=f"{many} produced")).to_have_count(1)


def produced_as(page, *tags):
    """What is chosen on the board is disclosed under these tags."""
    page.locator("summary", has_text="Ground, explanation").press("Enter")
    for tag in tags:
        box = page.get_by_label(tag, exact=True)
        box.press("Space")
        expect(box).to_be_checked()
    page.keyboard.press("d")
    page.get_by_role("heading", name="Before you sign").wait_for()
    for tag in tags:
        expect(page.get_by_role("definition").get_by_text(tag)).to_have_count(1)


def shown_of_the_board(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.press("Enter")


def handed_over(told, words=HANDED_OVER):
    """The sergeant says it for the agency, from the page of the case."""
    page = told.person("hector")
    to_the_case(told, page)
    follow(page, "Everything was handed to the prosecutor")
    tell(page, text=words)
    signed(page, told.live, "Hector Solis")


def the_certificate_is_refused(told, page):
    to_the_case(told, page, "Board", "Certify disclosure")
    tell(page, text=CERTIFIED)
    told.refused(page, "D3", told.items["found box"], "link or dismiss it first")


def the_box(told, box):
    """The paralegal searches the whole record; the box is the only candidate, and comes with its history."""
    page = told.person("lena")
    to_the_case(told, page, "Screening")
    signed(page, told.live, "Lena Fyodorova", at="Search the record now")
    to_the_case(told, page, "Screening")
    page.get_by_role("heading", name="1 candidate waits").wait_for()
    found = page.get_by_role("article")
    expect(found).to_have_count(1)
    expect(found.get_by_role("heading", name=box)).to_have_count(1)
    expect(found.get_by_text("RIDGE 45 COLT")).not_to_have_count(0)
    signed(page, told.live, "Lena Fyodorova", at=f"Link to the case {box}")
    to_the_case(told, page)
    follow(page, box)
    expect(page.get_by_role("table", name="Cases").get_by_role("row", name=WRONG)).to_have_count(1)
    expect(page.get_by_role("main").get_by_text(told.numbers["hold"])).not_to_have_count(0)
    assert told.numbers["hold"] in [one.hold for one in open_holds(told.db, box)]


def decided(told, page, box):
    to_the_case(told, page, "Board")
    shown_of_the_board(page, "1 undecided")
    page.keyboard.press("j")
    page.keyboard.press("x")
    produced_as(page, "Brady", "Rule 16")
    signed(page, told.live, "Miriam Achterberg")
    assert decision(told, box) == "produced"
    to_the_case(told, page, "Board")
    row = page.locator("[data-row]").filter(has_text=box)
    expect(row).to_contain_text("produced")
    expect(row).to_contain_text("Brady, Rule 16")


def certified(told, page):
    to_the_case(told, page, "Board", "Certify disclosure")
    tell(page, text=CERTIFIED)
    position = signed(page, told.live, "Miriam Achterberg")
    number = told.db.one("certificate", seq=position).certificate
    to_the_case(told, page, "Board")
    page.get_by_text(f"last certificate {number}").wait_for()
    return position


def overseen(told, position, *names):
    """The sergeant oversees: the act is found by its position, with who signed it and its proof."""
    told.published()
    page = told.person("hector")
    told.go(page, "/")
    follow(page, "Oversight")
    tell(page, position=str(position))
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(told.live.url(f"/act/{position}"))
    for name in names:
        page.get_by_role("table", name="Signatures").get_by_text(name).wait_for()
    page.get_by_role("link", name="Proof (JSON)").wait_for()
