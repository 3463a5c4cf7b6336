"""Chapters 9 and 10: what is served is checked and read by the other side, by telephone and at home; a late item."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.web.browser.acting import do, due, follow, signed, tell
from tests.web.browser.story.chapter_disclosure import handed_over, overseen, produced_as, to_the_case
from tests.web.browser.story.chapter_statements import flagged_by_the_defence
from tests.web.browser.story.told import Told
from wholefile.core.policy import format_policy
from wholefile.demo.chapter_disclosure import WITHHELD
from wholefile.demo.chapter_production import DISCLOSED_ON, HANDED_OVER, WITNESSES
from wholefile.demo.exhibits import mail
from wholefile.demo.stage import CRIMINAL
from wholefile.record.check import check
from wholefile.verify import verify
from wholefile.verify.report import Verdict
from wholefile.web.portal import archives

TO = "Sofia Marchetti, for Corin Varga"
LATE = "Letter of Walter Pruitt on who reloaded the rounds with the RIDGE stamp"
MISSING = (
    "Mr Tillery says that he also gave the counter a letter from Walter Pruitt. It is not on the schedule."
)
SUPPLEMENTED = "With the supplement, every item known to the State is on the schedule."


@dataclass
class AtHome:
    """The defence's own machine: no server, no database, its own policy, and the checkpoint that it kept."""

    folder: Path
    policy: bytes
    known: bytes | None = None

    def check(self, archive: Path) -> None:
        """Nothing is wrong and nothing is left unchecked."""
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(self.folder)
            number = packed.namelist()[0].partition("/")[0]
        report = verify(self.folder / number, policy=self.policy, known=self.known)
        assert report.verdict is Verdict.PASSED, [one for one in report.lines if one.outcome.detail]
        self.known = report.checkpoint


def click(told: Told, folder):
    """Served, checked and read; then asked for what is missing, found, explained, certified, served and answered."""
    told.until("2032-11-04T11:00")
    policy = format_policy([told.record.log_key], {"court": told.court.key}, needed=1).encode()
    home = AtHome(folder / "home", policy)
    sofia = told.person("sofia", portal=True, phone=True)
    served(told, "PR-1", "VOL001")
    checked(told, sofia, "PR-1", home)
    acknowledged(told, sofia, "PR-1")
    the_obligation_is_met(told)
    flagged_by_the_defence(told, sofia)
    told.until("2032-12-12T10:00")
    the_own_duty_is_met(told, sofia)
    asked_for(told, sofia)
    letter = taken_in(told, folder)
    decided_and_refused(told, letter)
    supplemented(told, letter)
    certified(told)
    served(told, "PR-2", "VOL002")
    checked(told, sofia, "PR-2", home)
    acknowledged(told, sofia, "PR-2")
    position = answered(told, sofia)
    overseen(told, position, "Miriam Achterberg")
    told.as_the_demo_tells()
    assert all(one.is_note for one in check(told.record))


def served(told, number, volume):
    """The paralegal plans it and the prosecutor serves it; the witness cosigns, and the portal's archive is made."""
    page = told.person("lena")
    to_the_case(told, page, "Productions")
    page.get_by_role("button", name="Plan a production").click()
    tell(page, volume=volume, bates_prefix="SADA")
    page.get_by_role("button", name="See what would be in it").click()
    page.get_by_text("would be in it.").wait_for()
    signed(page, told.live, "Lena Fyodorova", at="Go on to sign the plan")
    page = told.person("miriam")
    to_the_case(told, page, "Productions", number)
    tell(page, to=TO)
    signed(page, told.live, "Miriam Achterberg", at="Draw it up and go on to sign")
    assert told.db.one("production", production=number).to == TO
    told.published()
    archives.prepare_all(told.record)


def to_the_production(told, page, number):
    told.go(page, "/", portal=True)
    page.get_by_role("rowheader").get_by_role("link", name=number, exact=True).click()
    page.get_by_role("heading", name="What is withheld, and why").wait_for()


def checked(told, page, number, home):
    """Looked at, taken away and checked without the office, and checked on the page."""
    to_the_production(told, page, number)
    fits(page)
    letter = told.items[WITHHELD]
    withheld = page.get_by_role("table", name="Privilege log").get_by_role("row").filter(has_text=letter)
    expect(withheld).to_contain_text("informant identity")
    expect(page.get_by_text("asks not to be named")).to_have_count(0)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download (ZIP").click()
    home.check(downloading.value.path())
    follow(page, "Check it")
    page.get_by_role("button", name="Check this production").click()
    page.locator("[data-verdict]", has_text="files match").wait_for()
    expect(page.locator("[data-verdict]")).to_contain_text(f"witnessed by {told.court.key.name}")
    fits(page)


def acknowledged(told, page, number):
    page.get_by_role("link", name="Acknowledge it with this result").click()
    expect(page.get_by_label("I checked it, and everything matches")).to_be_checked()
    signed(page, told.live, "Sofia Marchetti", portal=True)
    assert told.db.one("receipt", production=number).result == "verified"


def the_obligation_is_met(told):
    page = told.person("lena")
    first = told.db.rows("obligation", docket=CRIMINAL, order=("obligation",))[0].obligation
    to_the_case(told, page)
    follow(page, "An obligation is met")
    tell(page, obligation=first, production="PR-1")
    signed(page, told.live, "Lena Fyodorova")
    to_the_case(told, page)
    row = page.get_by_role("table", name="Obligations to disclose").get_by_role("row").filter(has_text=first)
    expect(row).to_contain_text("met by PR-1")


def the_own_duty_is_met(told, page):
    """Said by telephone, from the line that tells how late it is; the State reads by whom, when and how late."""
    told.go(page, "/", portal=True)
    page.get_by_role("link", name="Your disclosure in").click()
    tell(page, text=WITNESSES, disclosed_on=DISCLOSED_ON, how=HANDED_OVER)
    signed(page, told.live, "Sofia Marchetti", portal=True)
    office = told.person("lena")
    to_the_case(told, office)
    duty = told.db.one("obligation", docket=CRIMINAL, rule="5-502").obligation
    table = office.get_by_role("table", name="Obligations to disclose")
    row = table.get_by_role("row").filter(has_text=f"{duty}:")
    expect(row).to_contain_text(f"{DISCLOSED_ON} for Corin Varga, by Sofia Marchetti 6 days late")


def asked_for(told, page):
    to_the_production(told, page, "PR-1")
    follow(page, "Something is missing")
    expect(page.locator("[name=kind]:checked, select[name=kind]")).to_have_value("missing item")
    tell(page, text=MISSING)
    signed(page, told.live, "Sofia Marchetti", portal=True)


def taken_in(told, folder):
    """It lay at the counter; it gets a voucher and its words are kept with it."""
    page = told.person("ruth", phone=True)
    told.go(page, "/counter/")
    follow(page, "Take in a new item")
    tell(
        page, category="document", authority="surrendered", dockets=CRIMINAL, description=LATE,
        submitted_by="Gus Tillery", collected_at="Front counter", named_cases="State v. Varga",
        location="ROOM-A/SHELF-2",
    )  # fmt: skip
    position = signed(page, told.live, "Ruth Okafor")
    letter = told.db.one("item", seq=position).item
    follow(page, letter)
    do(page, "Attach files")
    words = mail(
        "pruitt-letter", sender="walt@pruitt.example", to="gus@tillery.example", day="2031-10-24",
        subject="The RIDGE box", text="Gus, keep the RIDGE box away from the set. They are live. W.",
    )  # fmt: skip
    path = folder / words.name
    path.write_bytes(words.source)
    tell(page, purpose="mail")
    page.set_input_files("[name=uploads]", path)
    signed(page, told.live, "Ruth Okafor")
    return letter


def decided_and_refused(told, letter):
    """The prosecutor cannot certify again as if nothing had happened."""
    page = told.person("miriam")
    to_the_case(told, page, "Board")
    with page.expect_navigation():
        due(page).get_by_role("link", name="1 came after the certificate").press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("x")
    produced_as(page, "Brady")
    signed(page, told.live, "Miriam Achterberg")
    handed_over(told, "With the letter, everything was handed over.")
    to_the_case(told, page, "Board", "Certify disclosure")
    tell(page, text=SUPPLEMENTED)
    told.refused(page, "D6", letter, "supplement")


def supplemented(told, letter):
    page = told.person("miriam")
    to_the_case(told, page, "Productions", "Explain late items in a supplement")
    tell(page, reason="The letter lay at the front counter without a voucher.", items=letter)
    position = signed(page, told.live, "Miriam Achterberg")
    row = told.db.one("supplement", seq=position)
    to_the_case(told, page, "Productions")
    page.get_by_text(f"known since {row.known_since}").wait_for()


def certified(told):
    page = told.person("miriam")
    to_the_case(told, page, "Board", "Certify disclosure")
    tell(page, text=SUPPLEMENTED)
    signed(page, told.live, "Miriam Achterberg")


def answered(told, sofia):
    """The prosecutor answers what was asked for, and the other side reads it."""
    page = told.person("miriam")
    to_the_case(told, page, "Productions", "Answer")
    tell(page, outcome="resolved", text="Produced in PR-2.")
    position = signed(page, told.live, "Miriam Achterberg")
    told.go(sofia, "/", portal=True)
    sofia.get_by_role("link", name="1 objection or request of yours").click()
    sofia.get_by_text("Produced in PR-2.").wait_for()
    fits(sofia)
    return position


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
