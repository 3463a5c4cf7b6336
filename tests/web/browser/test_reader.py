"""The reader by keyboard: facts are accepted under one signature; every page of facts for those who do not see it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.actions.office import DOCKET
from tests.actions.reading import STORY, identity, story_facts, taken_in
from tests.processing.conftest import sandboxed  # noqa: F401 - a fixture
from tests.web import paged
from tests.web.test_reader import long_text
from wholefile.actions import facts
from wholefile.web import page_drawing

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


DRAWN = (
    "() => { const one = document.querySelector('#pages img'); return one.complete && one.naturalWidth > 0; }"
)


def test_a_long_text_is_gone_through_by_keyboard_alone(live):
    address = f"/files/{long_text(live.site)}/facts"
    page = live.person("prosecutor")
    text = page.locator("[data-reader-text]")
    page.goto(live.url(address))
    for key, words in (("n", "Page 10, line"), ("n", "Page 20, line"), ("p", "Page 10, line")):
        with page.expect_navigation():
            page.keyboard.press(key)
        expect(text).to_contain_text(words)
    page.keyboard.press("g")
    expect(page.get_by_label("Page (of 40)")).to_be_focused()
    page.keyboard.type("33")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(text).to_contain_text("Page 33, line 7,")
    expect(text).not_to_contain_text("Page 33, line 6,")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not Axe().run(page).violations_count
        assert not page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


def test_the_pictures_go_on_past_the_last_page_of_the_part_that_is_read(live):
    report = long_text(live.site)
    live.site.office.db.run_many(
        'UPDATE "derivation" SET "kind" = %s, "facts" = %s WHERE "sha256" = %s',
        [("pdf", '{"pages": 41}', report)],
    )
    item = live.site.office.db.one("item_file", sha256=report).item
    response = live.site.client("prosecutor").post(
        f"/files/{report}/read", {"item": item, "purpose": "to look"}
    )
    live.site.sign(response, "prosecutor")
    page = live.person("prosecutor", context=live.context(java_script_enabled=False))
    with live.expected("422", "503"):
        page.goto(live.url(f"/files/{report}/facts"))
        shown = page.get_by_role("navigation", name="Pages of the file").get_by_role("link")
        last = int(shown.last.inner_text().removeprefix("page "))
        assert 5 < last < 12
        shown.last.click()
        page.get_by_role("heading", name=f"Page {last}", exact=True).wait_for()
        expect(page.locator("[data-reader-text]")).to_contain_text(f"Page {last}, line 1,")
        page.goto(live.url(f"/files/{report}/facts?on_page=40"))
        shown.last.click()
        page.get_by_role("heading", name="Page 41", exact=True).wait_for()
        page.goto(live.url(f"/files/{report}/facts?on_page=20"))
        shown.first.click()
        page.get_by_role("heading", name="Page 19", exact=True).wait_for()


@pytest.mark.usefixtures("sandboxed")
def test_the_page_itself_stands_beside_the_text_once_the_reading_is_on_record(live):
    page_drawing.forget_pages()
    _, report = paged.taken_in(live.site.office)
    page = live.person("prosecutor")
    page.goto(live.url(f"/files/{report}/facts?kind=person"))
    page.get_by_role("link", name="Look at the pages: say why you read it").click()
    page.get_by_label("Why you read it").fill("to check the words against the page")
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_role("button", name="Sign as Gia Moreno").click()
    page.wait_for_url(live.url(f"/files/{report}/facts?kind=person"))
    page.wait_for_function(DRAWN)
    page.get_by_role("img", name="Page 1 of report.pdf as it looks").wait_for()
    for key in ("j", "j"):
        page.keyboard.press(key)
    page.get_by_role("img", name="Page 2 of report.pdf as it looks").wait_for()
    page.wait_for_function(DRAWN)
    page.get_by_role("heading", name="Page 2", exact=True).wait_for()
    page.get_by_role("link", name="page 1", exact=True).click()
    page.get_by_role("img", name="Page 1 of report.pdf as it looks").wait_for()
    for width in (1280, 1000, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live.url(f"/files/{report}/facts?page=2#pages"))
        page.reload()
        page.wait_for_function(DRAWN)
        found = Axe().run(page)
        assert found.violations_count == 0, f"at {width}: {found.generate_report()}"
        assert not page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    context = live.context(java_script_enabled=False)
    live.sign_in(context, "prosecutor")
    plain = context.new_page()
    plain.goto(live.url(f"/files/{report}/facts?kind=person"))
    plain.get_by_role("link", name="page 2", exact=True).click()
    plain.get_by_role("img", name="Page 2 of report.pdf as it looks").wait_for()
    assert "kind=person" in plain.url
    plain.get_by_role("link", name="On the page Ruth Calder").click()
    plain.get_by_role("img", name="Page 1 of report.pdf as it looks").wait_for()


@pytest.mark.usefixtures("sandboxed")
def test_a_picture_that_does_not_come_is_said_beside_the_text(live):
    page_drawing.forget_pages()
    item, report = paged.taken_in(live.site.office)
    response = live.site.client("prosecutor").post(
        f"/files/{report}/read", {"item": item, "purpose": "to check the words"}
    )
    live.site.sign(response, "prosecutor")
    page = live.person("prosecutor")
    with live.expected("422"):
        page.goto(live.url(f"/files/{report}/facts?page=9"))
        page.get_by_text("The picture did not come.").wait_for()
        page.get_by_role("link", name="The picture by itself").click()
        page.get_by_text("there is no page 9").wait_for()
