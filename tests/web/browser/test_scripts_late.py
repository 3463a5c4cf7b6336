"""A form that a script drives sends nothing by itself before its script is there, by a press or by Enter."""

import pytest
from playwright.sync_api import expect

from tests.web.browser.acting import go
from wholefile.web.accounts import invitations
from wholefile.web.signing.models import SigningPasskey

pytestmark = pytest.mark.browser


def newcomer(live, name):
    account = invitations.make_account(name, person=live.site.person("judge"))
    return invitations.invite(account)


def to_the_passkey(live, name, **options):
    page = live.page(**options)
    page.goto(newcomer(live, name))
    page.get_by_role("button", name="Make a passkey").click()
    page.locator("[name=name]").fill("tablet")
    return page


def posts(page):
    found = []
    page.on("request", lambda request: found.append(request.url) if request.method == "POST" else None)
    return found


def test_the_form_of_a_passkey_waits_for_its_script_and_then_takes_enter(live):
    page = to_the_passkey(live, "l.sanchez", java_script_enabled=False)
    sent = posts(page)
    page.press("[name=name]", "Enter")
    expect(page.locator("[data-passkey-button]")).to_be_disabled()
    assert not sent
    page = to_the_passkey(live, "m.sanchez")
    page.press("[name=name]", "Enter")
    page.get_by_role("button", name="I have kept them").wait_for()


def test_the_page_of_a_signing_passkey_waits_for_its_script_and_then_takes_enter(live):
    contexts = live.context(java_script_enabled=False), live.context()
    for one in contexts:
        live.sign_in(one, "custodian")
    plain, page = contexts[0].new_page(), live.page(contexts[1])
    before = SigningPasskey.objects.count()
    for one in (plain, page):
        go(one, live, "/keys/")
        one.get_by_role("link", name="Make a signing passkey").or_(
            one.get_by_role("button", name="Make a signing passkey")
        ).first.click()
        one.wait_for_url(f"{live.where.signing}/key/*")
    sent = posts(plain)
    plain.fill("#name", "tablet")
    plain.press("#name", "Enter")
    expect(plain.get_by_role("button", name="Make the passkey")).to_be_disabled()
    assert not sent
    assert SigningPasskey.objects.count() == before
    page.fill("#name", "tablet")
    page.press("#name", "Enter")
    page.wait_for_url(live.url("/keys/"))
    assert SigningPasskey.objects.count() == before + 1


def test_the_buttons_that_only_a_script_answers_are_not_there_without_it(live):
    context = live.context(java_script_enabled=False)
    live.sign_in(context, "custodian")
    plain = context.new_page()
    for path in ("/counter/", "/room/places/ROOM-A/count", "/accounts/login/"):
        plain.goto(live.url(path))
        for button in plain.locator("main button[type=button]").all():
            expect(button).to_be_hidden()


def test_a_scan_that_comes_before_the_script_is_taken_by_the_form_itself(live):
    item = live.site.office.receive()
    context = live.context(java_script_enabled=False)
    live.sign_in(context, "custodian")
    plain = context.new_page()
    plain.goto(live.url("/counter/"))
    # A browser gives the focus that a page asks for after it has loaded: a moment later on a busy machine.
    expect(plain.locator("#scan-text")).to_be_focused()
    plain.keyboard.type(item)
    plain.keyboard.press("Enter")
    plain.get_by_text("1 item on the list").wait_for()


def test_a_screen_is_locked_by_its_button_before_the_script_is_there(live):
    context = live.context(java_script_enabled=False)
    live.sign_in(context, "custodian")
    plain = context.new_page()
    plain.goto(live.url("/items/"))
    plain.locator("details[data-menu] summary").click()
    plain.get_by_role("button", name="Lock this screen").click()
    plain.get_by_role("heading", name="This screen is locked").wait_for()
