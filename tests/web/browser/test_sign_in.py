"""From an invitation to the unlocked screen, as a newcomer does it: link, password, codes, passkey, lock."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import override_settings

from tests.web.agencies.issuer import issuing
from tests.web.site import TOTP_SECRET
from tests.web.test_accounts_oidc import environment
from wholefile.web.accounts import invitations
from wholefile.web.accounts.agencies import providers

pytestmark = pytest.mark.browser
PASSWORD = "a door that opens on Tuesdays"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def newcomer(live):
    account = invitations.make_account("l.sanchez", person=live.site.person("judge"))
    return invitations.invite(account)


def test_a_newcomer_sets_a_password_and_codes_then_a_passkey_and_unlocks_the_screen(live):
    page = live.page()
    page.goto(newcomer(live))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("button", name="Connect an app").click()
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("code").fill(code(secret))
    page.get_by_role("button", name="Connect the app").click()
    page.get_by_role("button", name="I have kept them").click()
    sign_out(page)

    page.get_by_label("Name").fill("l.sanchez")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in with a password").click()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(live.url("/"))

    page.goto(live.url("/accounts/2fa/webauthn/add/"))
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(live.url("/accounts/2fa/"))
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(live.url("/"))
    page.goto(live.url("/keys/"))
    open_menu(page)
    page.get_by_role("button", name="Lock this screen").click()
    page.get_by_role("heading", name="This screen is locked").wait_for()
    assert "My keys" not in page.content()
    page.get_by_role("button", name="Sign in again").or_(
        page.get_by_role("link", name="Sign in again")
    ).click()
    page.get_by_role("button", name="Unlock with a passkey").click()
    page.wait_for_url(live.url("/keys/"))


def test_a_newcomer_may_begin_with_a_passkey_and_have_no_password(live):
    page = live.page()
    link = newcomer(live)
    page.goto(link)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(live.url("/"))
    with live.expected("404"):
        page.goto(link)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(live.url("/"))


def test_a_passkey_that_checks_nobody_signs_nobody_in(live):
    page = live.page()
    page.goto(newcomer(live))
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="I have kept them").click()
    sign_out(page)
    tools, authenticator = page.authenticator
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not answer").wait_for()


def test_the_agencys_sign_in_is_linked_and_then_leads_in_as_far_as_the_second_factor(live):
    with issuing() as issuer:
        told, origins = providers(environment(issuer.url))
        with (
            override_settings(SOCIALACCOUNT_PROVIDERS=told, AGENCY_ORIGINS=origins),
            live.expected(f"asked for {issuer.url}"),
        ):
            page = live.person("custodian")
            page.goto(live.url("/accounts/3rdparty/"))
            page.get_by_role("button", name="Link County sign-in to this account").click()
            page.wait_for_url(live.url("/accounts/2fa/"))
            sign_out(page)
            page.get_by_role("button", name="Sign in with County sign-in").click()
            page.get_by_role("heading", name="Second factor").wait_for()
            page.get_by_label("Code").fill(code(TOTP_SECRET))
            page.get_by_role("button", name="Go on").click()
            page.wait_for_url(live.url("/"))


def open_menu(page):
    page.locator("details[data-menu] summary").last.click()


def sign_out(page):
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/session/all")
    open_menu(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()
