"""The board by keyboard alone, and without JavaScript; every page of a case for those who do not see it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.actions.serving import attach, decide, plan, serve
from wholefile.record.lookups import current_decision

pytestmark = pytest.mark.browser
BOARD = f"/cases/{DOCKET}/board/"
SERIAL = [{"kind": "serial", "value": "PZ-40217"}]


def decision(live, item):
    found = current_decision(live.site.office.db, DOCKET, item)
    return found.decision if found else None


def test_items_are_decided_by_keyboard_alone(live):
    one, two, three = (live.site.office.receive() for _ in range(3))
    page = live.person("prosecutor", "reviewer")
    page.goto(live.url(BOARD))
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    for key in ("j", "x", "j", "j", "x"):
        page.keyboard.press(key)
    page.get_by_text("2 chosen").wait_for()
    page.keyboard.press("d")
    page.get_by_role("heading", name="Before you sign").wait_for()
    page.get_by_role("button", name="Go on to sign").press("Enter")
    page.get_by_role("button", name="Sign as Gia Moreno").press("Enter")
    page.wait_for_url(live.url("/receipt/*"))
    assert [decision(live, item) for item in (one, two, three)] == ["produced", None, "produced"]

    page.goto(live.url(BOARD + "?state=open"))
    page.keyboard.press("j")
    page.keyboard.press("w")
    assert page.locator("[name=ground]").evaluate("one => one === document.activeElement")
    page.keyboard.type("work")
    page.locator("[name=reviewer]").focus()
    page.keyboard.type("Hal")
    page.locator("[name=explanation]").focus()
    page.keyboard.type("Notes of counsel; jdx? are only letters here.")
    page.get_by_role("button", name="Go on: see what").press("Enter")
    page.get_by_role("button", name="Go on to sign").press("Enter")
    page.get_by_role("button", name="Sign as Gia Moreno").press("Enter")
    page.get_by_text("signed", exact=True).wait_for()
    page.get_by_role("button", name="Sign as Hal Brandt").press("Enter")
    page.wait_for_url(live.url("/receipt/*"))
    assert decision(live, two) == "withheld"


def test_enter_in_a_box_and_a_press_too_early_leave_the_draft_and_say_what_is_missing(live):
    item = live.site.office.receive()
    page = live.person("prosecutor")
    page.goto(live.url(BOARD))
    box, button = page.get_by_label(f"Choose {item}"), page.get_by_role("button", name="Go on: see what")
    missing = page.locator("[data-missing]")
    button.click()
    expect(missing).to_have_text("Choose at least one item.")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(missing).to_have_text("Choose a decision.")
    page.locator("[data-more] summary").click()
    page.locator("[name=explanation]").fill("Names an informant.")
    button.click()
    expect(missing).to_have_text("Choose a decision.")
    expect(page.get_by_label("Disclose", exact=True)).to_be_focused()
    assert page.url == live.url(BOARD)
    expect(box).to_be_checked()
    expect(page.locator("[name=explanation]")).to_have_value("Names an informant.")
    page.get_by_label("Disclose", exact=True).check()
    expect(missing).to_be_hidden()
    button.click()
    page.get_by_role("heading", name="Before you sign").wait_for()


def test_the_particulars_are_marked_as_needed_while_something_is_kept_back(live):
    live.site.office.receive()
    page = live.person("prosecutor")
    page.goto(live.url(BOARD))
    more, explanation = page.locator("[data-more]"), page.locator("label[for=id_explanation]")
    expect(more).not_to_have_attribute("open", "")
    page.get_by_label("Withhold", exact=True).check()
    expect(more).to_have_attribute("open", "")
    expect(explanation).to_have_text("Explanation (needed)")
    expect(page.locator("[name=reviewer]")).to_have_attribute("aria-required", "true")
    page.get_by_label("Disclose", exact=True).check()
    expect(explanation).to_have_text("Explanation (optional)")
    expect(page.locator("[name=reviewer]")).to_have_attribute("aria-required", "false")
    assert not Axe().run(page).violations_count


def test_without_a_script_a_missing_decision_is_asked_for_on_the_board(live):
    item = live.site.office.receive()
    page = live.person("prosecutor", context=live.context(java_script_enabled=False))
    page.goto(live.url(BOARD))
    page.get_by_label(f"Choose {item}").check()
    with live.expected("400"):
        page.get_by_label(f"Choose {item}").press("Enter")
        page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label(f"Choose {item}")).to_be_checked()
    expect(page.get_by_text("(needed to withhold, wholly or in part)")).to_have_count(3)


def test_single_keys_can_be_switched_off_and_stay_off(live):
    live.site.office.receive()
    page = live.person("prosecutor")
    page.goto(live.url(BOARD))
    page.get_by_role("button", name="Switch single-key shortcuts off").press("Enter")
    page.goto(live.url(BOARD))
    page.get_by_role("button", name="Switch single-key shortcuts on").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=pick]:checked")).to_have_count(0)
    expect(page.locator("tr.wf-current")).to_have_count(0)


def test_the_board_works_without_javascript(live):
    item = live.site.office.receive()
    page = live.person("prosecutor", context=live.context(java_script_enabled=False))
    page.goto(live.url(BOARD))
    page.get_by_label(f"Choose {item}").check()
    page.get_by_label("Disclose", exact=True).check()
    page.get_by_role("button", name="Go on: see what").click()
    expect(page.locator("[data-ready='1']")).to_have_count(1)
    page.get_by_role("button", name="Go on to sign").click()
    page.wait_for_url(f"{live.where.signing}/act/*")


def test_every_page_of_a_case_is_accessible_and_fits_a_phone(live, tmp_path):
    office = live.site.office
    gun = office.firearm()
    office.receive("firearm", dockets=[OTHER_DOCKET], identifiers=SERIAL)
    attach(office, gun, **{"front.jpg": b"gun"})
    decide(office, gun)
    decide(office, office.receive(), "withheld")
    serve(office, tmp_path / "served")
    office.receive()
    number = plan(office, volume="VOL-002").production
    pages = ["", *(f"{DOCKET}/{part}" for part in PARTS)]
    paths = [f"/cases/{one}" for one in pages]
    paths += [f"/cases/{DOCKET}/?as_of=2026-02-01", "/productions/PR-1/", "/productions/PR-1/schedule"]
    paths += [f"/productions/{number}/", "/trends/"]
    page = live.person("prosecutor")
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live.url(path))
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        page.set_viewport_size({"width": 390, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)


PARTS = (
    "",
    "board/",
    "productions/",
    "productions/plan",
    "screening/",
    "timeline/",
    "knowledge/",
    "people/",
)
