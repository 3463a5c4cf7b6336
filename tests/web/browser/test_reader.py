"""The reader by keyboard: facts are accepted under one signature; every page of facts for those who do not see it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.actions.office import DOCKET
from tests.actions.reading import STORY, identity, story_facts, taken_in
from wholefile.actions import facts

pytestmark = pytest.mark.browser


def test_facts_are_accepted_corrected_and_rejected_by_keyboard_alone(live):
    story = taken_in(live.site.office)
    page = live.person("prosecutor")
    page.goto(live.url(f"/files/{story}/facts"))
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    for key in ("j", "a", "k", "j", "a"):
        page.keyboard.press(key)
    page.get_by_text("2 chosen").wait_for()
    current = page.locator("[data-reader-text] .wf-current")
    assert current.first.is_visible()
    page.keyboard.press("s")
    page.get_by_role("button", name="Sign as Gia Moreno").press("Enter")
    page.wait_for_url(live.url("/receipt/*"))
    assert {row.kind for row in live.site.office.db.rows("fact")} == {"role", "person"}

    page.goto(live.url(f"/files/{story}/facts?kind=charge"))
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("[name=told]").wait_for()
    assert "offence=involuntary manslaughter" in page.locator("[name=told]").input_value()
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator("[name=reason]").wait_for()


def test_pages_of_facts_are_for_everybody_and_fit_a_small_screen(live):
    story = taken_in(live.site.office)
    live.site.office.clock.advance()
    every = [one.identity for one in story_facts() if one.identity != identity("charge")]
    told = {"dockets": [DOCKET], "by": live.site.office.investigator}
    facts.accept_facts(live.site.office.record, story, every, **told)
    page = live.person("prosecutor")
    case = f"/cases/{DOCKET}/facts"
    parts = ("/", "/events/", "/said/", "/side-by-side/")
    for address in (f"/files/{story}/facts", "/facts/F-1", *(f"{case}{part}" for part in parts)):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live.url(address))
            found = Axe().run(page)
            assert found.violations_count == 0, f"{address} at {width}: {found.generate_report()}"
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{address} at {width}"
    assert len(STORY) > 300
