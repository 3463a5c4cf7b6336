"""Chapter 11: the case ends, the civil suit begins, and the pages say who knew what since when."""

from datetime import date

from playwright.sync_api import expect

from tests.web.browser.acting import follow, rows, signed, tell
from tests.web.browser.story.told import Told
from wholefile.demo.chapter_civil import CLAIMS
from wholefile.demo.stage import CIVIL, CRIMINAL
from wholefile.record.lookups import items_of

LENA, MIRIAM = "Lena Fyodorova", "Miriam Achterberg"
SUIT = "Varga v. County of Sierra Alta"
WHY = "Dismissed with prejudice: ammunition that might bear on the defence was disclosed eight months late."
RELIEF = (
    ("compensatory damages", "In an amount to be proven."),
    ("punitive damages", "Against Dale Whitcomb."),
    ("injunction", "That the county keep this record for every case."),
)


def click(told: Told):
    """Dismissal and complaint, signed from the pages of the two cases; then what these pages say of the past."""
    told.until("2033-02-17T10:00")
    dismissed(told)
    told.until("2033-06-01T10:00")
    page = told.person("lena")
    the_suit(told, page)
    the_pleadings(told, page)
    in_dispute(told, page)
    who_knew_since_when(told, page)
    as_of_a_past_day(told, page)
    on_the_timeline(told, page)
    told.as_the_demo_tells()


def to_the_case(told, page, docket, *parts):
    told.go(page, "/")
    for name in ("Cases", docket, *parts):
        follow(page, name)


def done(told, page, docket, link, *, signer=LENA, **said):
    """One thing done from the page of a case, by its link there."""
    to_the_case(told, page, docket, link)
    tell(page, **said)
    return signed(page, told.live, signer)


def dismissed(told):
    page = told.person("miriam")
    said = {"event": "dismissal", "on": "2033-02-17", "with_prejudice": True, "text": WHY}
    done(told, page, CRIMINAL, "Record a court event", signer=MIRIAM, **said)
    said = {"count": "1", "outcome": "dismissed with prejudice", "on": "2033-02-17"}
    done(told, page, CRIMINAL, "Dispose of a count", signer=MIRIAM, **said)
    to_the_case(told, page, CRIMINAL)
    assert WHY in [row[2] for row in rows(page, "Court events")]
    assert rows(page, "Counts")[0][-1] == "dismissed with prejudice, 2033-02-17"


def the_suit(told, page):
    told.go(page, "/cases/")
    follow(page, "Open a case")
    tell(page, as_printed=CIVIL, kind="civil", title=SUIT, court="Ninth District Court", jurisdiction="us-nm")
    signed(page, told.live, LENA)
    said = {
        "other": CRIMINAL,
        "relation": "civil suit after",
        "reason": "The same revolver and the same box.",
    }
    done(told, page, CIVIL, "Relate to another case", **said)
    done(told, page, CIVIL, "Add a party", name="Corin Varga", role="plaintiff")
    for name in ("County of Sierra Alta", "Dale Whitcomb"):
        done(told, page, CIVIL, "Add a party", name=name, role="respondent")


def the_pleadings(told, page):
    parties = {row.name: row.party for row in told.db.rows("party", docket=CIVIL)}
    against = [parties["County of Sierra Alta"], parties["Dale Whitcomb"]]
    for number, (cause, authority) in enumerate(CLAIMS, 1):
        done(
            told, page, CIVIL, "Plead a claim", claim=str(number), cause_of_action=cause,
            plaintiff=parties["Corin Varga"], against="\n".join(against), pleaded_on="2033-06-01",
            authority=authority,
        )  # fmt: skip
    for number, (kind, words) in enumerate(RELIEF, 1):
        done(told, page, CIVIL, "Seek relief", relief=str(number), kind=kind, text=words)
    to_the_case(told, page, CIVIL)
    assert [row[1] for row in rows(page, "Claims")] == [cause for cause, _ in CLAIMS]
    for _, words in RELIEF:
        expect(page.get_by_text(words)).to_have_count(1)
    expect(page.get_by_role("link", name=CRIMINAL)).not_to_have_count(0)


def in_dispute(told, page):
    for word in ("revolver", "found box"):
        item, reason = told.items[word], "In dispute in the civil suit."
        done(told, page, CIVIL, "Link an item", item=item, reason=reason)
    to_the_case(told, page, CIVIL)
    linked = [row[0] for row in rows(page, "Items with the decision on each")]
    assert linked == [told.items["revolver"], told.items["found box"]]


def who_knew_since_when(told, page):
    """The custodian was the first for the State, and the defence had it eight months later."""
    to_the_case(told, page, CRIMINAL, "Who knew what")
    box = told.items["found box"]
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=box, exact=True))
    known, produced, days, people = (one.strip() for one in row.locator("td").all_inner_texts())
    since, _, who = known.partition(", ")
    on, _, production = produced.partition(", ")
    assert (since, who, production) == ("2032-03-06", "Ruth Okafor", "PR-1")
    assert int(days) == (date.fromisoformat(on) - date.fromisoformat(since)).days == 243
    assert people.startswith("2032-03-06 Ruth Okafor, Sierra Alta County Sheriff")
    row.get_by_role("link", name="Ruth Okafor").first.click()
    page.get_by_role("heading", name="Ruth Okafor").wait_for()


def as_of_a_past_day(told, page):
    """On the first of June 2032 the box was not in the case; today it is."""
    box, now = told.items["found box"], len(items_of(told.db, CRIMINAL))
    to_the_case(told, page, CRIMINAL)
    page.get_by_role("heading", name=f"Items ({now})").wait_for()
    expect(page.get_by_role("table", name="Items with the decision on each").get_by_text(box)).to_have_count(
        1
    )
    page.get_by_label("As of the end of a day (UTC)").fill("2032-06-01")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("As the record said at the end of 2032-06-01 (UTC).").wait_for()
    page.get_by_role("heading", name="Items (41)").wait_for()
    expect(page.get_by_text(box)).to_have_count(0)
    expect(page.get_by_text("dismissal")).to_have_count(0)
    follow(page, "Back to today")
    page.get_by_role("heading", name=f"Items ({now})").wait_for()


def on_the_timeline(told, page):
    to_the_case(told, page, CIVIL, "Timeline")
    told_of = page.locator(".wf-events > li")
    expect(told_of.filter(has_text="claim")).not_to_have_count(0)
    many = told_of.count()
    page.get_by_text(f"{many} acts, in the order in which things happened.").wait_for()
