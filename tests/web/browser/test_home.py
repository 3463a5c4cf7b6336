"""Home, for each role: what is due, what waits for them, and every line of it leads to where it is seen to."""

import re

import pytest
from playwright.sync_api import expect

from tests.actions.office import DAY, DOCKET, OTHER_DOCKET
from tests.actions.serving import certify, decide
from tests.web.browser.acting import due, go, signed, tell
from wholefile.actions import cases, custody, disposition, holds, items, laboratory
from wholefile.screening.candidates import open_candidates

pytestmark = pytest.mark.browser
SERIAL = [{"kind": "serial", "value": "PZ-40217"}]
ROLES = (
    "custodian",
    "investigator",
    "laboratory",
    "prosecutor",
    "paralegal",
    "supervisor",
    "judge",
    "auditor",
)
SCREENS_NOTHING = ("laboratory", "judge")


@pytest.fixture
def morning(live):
    """Something is wrong or waits in every part of the office."""
    office = live.site.office
    lost, lent, sent, tested, kept = (office.receive() for _ in range(5))
    for one in (lost, lent, sent, tested, kept):
        decide(office, one)
    certify(office)
    office.firearm()  # late, and undecided
    office.receive("firearm", dockets=[OTHER_DOCKET], identifiers=SERIAL)
    office.clock.advance()
    record = office.record
    items.report_unlocated(record, lost, searched="twice", notified=["Gia Moreno"], by=office.custodian)
    custody.lend_items(
        record, [lent], to="First District Court", due_on="2026-02-03", purpose="trial", condition="good",
        by=office.custodian,
    )  # fmt: skip
    disposition.request_disposition(
        record, [kept], manner="destruction", reason="asked", by=office.investigator
    )
    laboratory.request_examination(
        record, [tested], laboratory="State laboratory", scope="Compare it.", destructive=False,
        return_due="2026-02-04", by=office.investigator,
    )  # fmt: skip
    cases.set_deadline(
        record,
        DOCKET,
        what="answer the motion",
        rule="order of the court",
        due_on="2026-02-03",
        by=office.prosecutor,
    )
    office.clock.advance(2 * DAY)
    custody.release_custody(
        record, [sent], to=office.laboratory.person, released_by=office.custodian, purpose="examination"
    )
    office.clock.advance()
    holds.place_hold(record, DOCKET, reason="appeal", by=office.prosecutor, items=[kept])
    live.site.sent = sent
    return live


def waiting(page):
    """Every line of what is due and of what waits, with where it leads: an address, or nowhere."""
    lists = page.locator(".wf-due__list, h2:has-text('Waits for me') + ul")
    return [
        (one.inner_text(), [link.get_attribute("href") for link in one.get_by_role("link").all()])
        for one in lists.locator("> li").all()
    ]


def test_every_line_leads_each_role_to_a_page_that_it_may_open(morning):
    for part in ROLES:
        page = morning.person(part)
        go(page, morning, "/")
        lines = waiting(page)
        assert len(lines) > 6, (part, lines)
        assert [words for words, links in lines if not links] == [], part
        for address in {one for _, links in lines for one in links}:
            answer = page.context.request.get(morning.url(address))
            assert answer.ok, (part, address, answer.status)
            anchor = address.partition("#")[2]
            assert not anchor or f'id="{anchor}"' in answer.text(), (part, address)
        assert any("candidate in" in words for words, _ in lines) == (part not in SCREENS_NOTHING), part
        page.context.close()


def test_a_number_is_that_of_what_it_leads_to(morning):
    page = morning.person("prosecutor")
    go(page, morning, "/")
    many = len(open_candidates(morning.site.office.db, DOCKET))
    assert many
    page.get_by_role("link", name=re.compile(rf"^{many} candidates? in {DOCKET}$")).click()
    page.get_by_role("heading", name=re.compile(rf"^{many} candidates? waits?$")).wait_for()
    go(page, morning, "/")
    page.get_by_role("searchbox", name="Search for words, a number, a name").fill("PZ-40217")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    page.get_by_text("passages fit").wait_for()


def test_what_waits_for_the_laboratory_is_accepted_from_home_and_waits_no_more(morning):
    page = morning.person("laboratory")
    office, sent = morning.site.office, morning.site.sent
    go(page, morning, "/")
    page.get_by_role("link", name="Accept transfer").click()
    tell(page, seal_state="none")
    signed(page, morning, "Finn Park")
    assert office.db.one("item", item=sent).holder == office.laboratory.person
    go(page, morning, "/")
    expect(page.get_by_role("link", name="Accept transfer")).to_have_count(0)
    expect(page.get_by_role("table", name="Recorded last").get_by_text("accepted")).not_to_have_count(0)
    page.get_by_role("button", name="Items I hold").click()
    page.get_by_role("rowheader", name=sent).wait_for()


def test_whoever_administers_sees_nothing_of_the_evidence_that_waits(morning):
    page = morning.person("ana")
    go(page, morning, "/")
    expect(due(page)).to_have_count(0)
    assert waiting(page) == []
    page.get_by_role("button", name="Keys to vouch for").click()
    page.get_by_text("Nobody waits.").wait_for()
