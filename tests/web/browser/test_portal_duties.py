"""Counsel meets the defendant's duty at the portal, at a desk, on a phone and without scripts; the office sees it."""

import pytest

from tests.actions.office import DAY, DOCKET
from tests.web.browser.acting import signed, tell
from tests.web.browser.test_portal import SIZES, fits
from wholefile.actions import cases, obligations

pytestmark = pytest.mark.browser


@pytest.fixture
def duty(live):
    """A list that was due ten days ago, from a defendant for whom Kim Vale appears."""
    office = live.site.office
    office.clock.advance()
    cases.counsel_appears(
        office.record,
        DOCKET,
        "PT-1",
        name="Kim Vale",
        person=live.site.person("defence"),
        by=office.paralegal,
    )
    number, _ = obligations.set_obligation(
        office.record, DOCKET, rule="5-502", what="disclosure by the defendant", from_on="2026-01-30",
        by=office.prosecutor,
    )  # fmt: skip
    office.clock.advance(38 * DAY)
    return number


@pytest.mark.parametrize("size", SIZES)
def test_a_duty_is_met_from_the_line_that_says_it_is_due(live, duty, size):
    page = live.person("defence", portal=True, viewport=SIZES[size])
    page.goto(live.portal("/"))
    assert fits(page)
    page.get_by_role("link", name=f"Your disclosure in {DOCKET} for John Doe").click()
    assert page.get_by_label(f"{duty}: disclosure by the defendant").is_checked()
    assert fits(page)
    tell(page, text="A list of two witnesses.", disclosed_on="2026-03-05", how="by hand to Gia Moreno")
    signed(page, live, "Kim Vale", portal=True)
    (made,) = live.site.office.db.rows("reciprocal_disclosure")
    assert (made.obligation, made.disclosed_on) == (duty, "2026-03-05")
    page.goto(live.portal("/"))
    page.get_by_text("Nothing is wrong or due").wait_for()
    page.get_by_text("3 days late").wait_for()
    other = live.person("prosecutor", viewport=SIZES[size])
    other.goto(live.url(f"/cases/{DOCKET}/#obligations"))
    other.get_by_role("link", name="2026-03-05 for John Doe, by Kim Vale").wait_for()
    assert fits(other)
