"""A browser that runs no script: a form of every page is filled in and sent, and leads on."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from tests.actions.serving import attach, plan, produced
from tests.web.browser.acting import tell
from tests.web.browser.sending import ASKED, OFFICE, PORTAL, SIGNING
from tests.web.site import PASSWORD, TOTP_SECRET, passkey
from tests.web.world import build
from wholefile.core.canonical import b64u
from wholefile.record.lookups import entry_count
from wholefile.web.accounts.models import Account
from wholefile.web.signing.models import SigningPasskey

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def names(live, tmp_path):
    """What the forms may name: those of the world, a planned production, a key to vouch for, people."""
    world, site = build(live.site, tmp_path), live.site
    office = site.office
    produced(office, **{"late.txt": b"late"})
    planned = plan(office, volume="VOL-002").production
    made = passkey("a new one of the custodian")
    SigningPasskey.objects.create(
        key=made.enrolled.key, person=site.person("custodian"), credential=b64u(b"a new one"), made_at=0,
        algorithm=made.algorithm, public_key=b64u(made.enrolled.public_key), name="new",
    )  # fmt: skip
    office.clock.advance()
    gun = office.firearm()
    attach(office, gun, **{"side.jpg": b"gun"})
    return {
        **world.named, "planned": planned, "key": made.enrolled.key, "gun": gun,
        "version": str(office.db.one("item", item=gun).seq), "supervisor": site.person("supervisor"),
        "account": str(Account.objects.get(username="custodian").pk),
    }  # fmt: skip


class Plain:
    """Browsers without scripts, one for each person."""

    def __init__(self, live, names):
        self.live, self.names, self.pages = live, names, {}

    def page(self, part, *, portal):
        if (part, portal) not in self.pages:
            context = self.live.context(java_script_enabled=False)
            self.live.sign_in(context, part, portal=portal)
            context.set_default_timeout(10_000)
            self.pages[part, portal] = context.new_page()
        return self.pages[part, portal]

    def send(self, one, *, portal=False):
        """Fill a form in and send it; what is wrong with where it led."""
        page = self.page(one.part, portal=portal)
        page.goto((self.live.portal if portal else self.live.url)(self.put(one.path)))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        form = page.locator("main form").filter(has=page.get_by_role("button", name=one.button)).first
        button = form.get_by_role("button", name=one.button).first
        told = {name: self.put(value) for name, value in one.told.items()}
        tell(form, **told)
        if not one.then:
            with page.expect_download() as downloading:
                button.click()
            return "" if downloading.value.path().stat().st_size else "an empty file"
        button.click()
        if one.then == SIGNING:
            page.wait_for_url(f"{self.live.where.signing}/act/*")
        else:
            page.get_by_text(one.then).first.wait_for()
        return ""

    def put(self, value):
        """A value with what it names."""
        if isinstance(value, list):
            return [self.put(one) for one in value]
        return value.format(**self.names) if isinstance(value, str) else value


def test_whoever_has_no_script_signs_in_with_a_password_and_a_code_and_out_everywhere(live):
    cache.clear()
    page = live.context(java_script_enabled=False).new_page()
    page.goto(live.url("/keys/"))
    page.get_by_label("Name").fill("judge")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in with a password").click()
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30)))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(live.url("/keys/"))
    page.goto(live.url("/session/all"))
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.goto(live.url("/keys/"))
    page.get_by_role("heading", name="Sign in").wait_for()


@pytest.mark.timeout(300)
def test_a_form_of_every_page_is_sent_and_leads_on(live, names):
    plain, before = Plain(live, names), entry_count(live.site.office.db)
    wrong = []
    with live.expected("400", "404"):
        for portal, forms in ((False, (*OFFICE.values(), *ASKED)), (True, PORTAL.values())):
            for one in forms:
                try:
                    said = plain.send(one, portal=portal)
                except Exception as error:  # noqa: BLE001 - each is told
                    page = plain.page(one.part, portal=portal)
                    said = f"{str(error)[:200]} at {page.url}: {page.locator('main').inner_text()[:600]}"
                if said:
                    wrong.append(f"{one.path} {one.button}: {said}")
    assert not wrong, "\n".join(wrong)
    assert entry_count(live.site.office.db) == before, "nothing is recorded before it is signed"
