"""Whoever holds a key as a file signs in the browser too; the founders could vouch for nobody otherwise."""

import pytest
from playwright.sync_api import expect

from tests.actions.office import seed
from wholefile.core import keyfile

pytestmark = pytest.mark.browser


def test_a_passphrase_is_never_part_of_an_address(live):
    """Without its script the form has nothing to send, and no way to."""
    item = live.site.office.receive()
    context = live.context(java_script_enabled=False)
    live.sign_in(context, "custodian")
    page = context.new_page()
    page.goto(live.url(f"/do/custody/store?items={item}&location=ROOM-A/SHELF-1"))
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_text("Sign with a key file instead").click()
    page.fill("#passphrase", "Größe 42")
    page.press("#passphrase", "Enter")
    expect(page.get_by_role("button", name="Sign with the key file")).to_be_disabled()
    assert not page.locator("[data-key-file] [name]").count()
    assert "?" not in page.url


def test_a_key_file_is_opened_in_the_page_and_never_sent(live, tmp_path):
    item = live.site.office.receive()
    text = keyfile.seal(seed("custodian"), "Größe 42", bytes(16), bytes(24), 1, 8192)
    (tmp_path / "cora.key").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text("no key", encoding="utf-8")
    page = live.person("custodian")
    sent = []
    page.context.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    page.goto(live.url(f"/do/custody/store?items={item}&location=ROOM-A/SHELF-1"))
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_text("Sign with a key file instead").click()
    for name, passphrase, words in (
        ("other.txt", "Größe 42", "This is no key file."),
        ("cora.key", "wrong", "This is not the passphrase"),
    ):
        page.set_input_files("#key-file", tmp_path / name)
        page.fill("#passphrase", passphrase)
        page.get_by_role("button", name="Sign with the key file").click()
        page.get_by_text(words).wait_for()
    page.fill("#passphrase", "Gro\u0308ße 42")  # the same letters, written otherwise
    page.get_by_role("button", name="Sign with the key file").click()
    page.wait_for_url(live.url("/receipt/*"))
    assert live.site.office.db.one("item", item=item).location == "ROOM-A/SHELF-1"
    assert not any("ciphertext" in one or ("42" in one and "passphrase" in one) for one in sent)
