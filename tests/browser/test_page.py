"""The page as people use it: from disk, by mouse or keyboard, on a phone, without a network."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.browser.archives import REFUSED, damage, encrypt, zip_folder
from tests.browser.chromium import opened, verify_in
from tests.verify.maker import edit_json, make_production, reseal
from tests.verify.mutations import MUTATIONS
from tests.verify.world import policy_text
from wholefile.verify import verify
from wholefile.verify.page import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NO_ED25519 = """() => {
const real = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = async (format, key, algorithm, ...rest) => {
  if (algorithm.name === "Ed25519") throw new DOMException("no", "NotSupportedError");
  return real(format, key, algorithm, ...rest);
};
}"""
NO_SUBTLE = '() => { Object.defineProperty(crypto, "subtle", { value: undefined }); }'


@pytest.fixture
def production(tmp_path: Path) -> Path:
    """An honest production that carries the real page."""
    folder = make_production(tmp_path / "PR-1")
    (folder / "verify.html").write_text(html(), encoding="utf-8")
    reseal(folder)
    return folder


def check(page: "Page", production: Path) -> None:
    page.set_input_files("#folder" if production.is_dir() else "#archive", production)
    page.click("#check")
    page.wait_for_selector("#verdict, #problem:not([hidden])")


def test_it_checks_the_production_it_came_with(browser: "Browser", production: Path) -> None:
    with opened(browser, production / "verify.html") as page:
        check(page, production)
        assert page.inner_text("#verdict").startswith("Nothing was found wrong. 31 of 32 checks were made")
        assert page.evaluate("document.activeElement.id") == "verdict"
        assert page.locator(".checks li").count() == 32
        assert page.locator('.checks li[data-status="passed"]').count() == 31
        text = page.inner_text("#result")
    for words in (
        "SFDA000001 to SFDA000003",
        "State v. Doe",
        "Eli Prosecutor (P-5)",
        "cosigned on 2 January 2026",
    ):
        assert words in text
    assert verify(production).log_key in text


def test_a_forged_production_says_so_first_and_what_it_means(browser: "Browser", production: Path) -> None:
    next(one for one in MUTATIONS if one.name == "a revoked key signs").apply(production)
    (production / "verify.html").write_text(html(), encoding="utf-8")
    reseal(production)
    with opened(browser, production / "verify.html") as page:
        check(page, production)
        assert page.inner_text("#verdict") == "This production does not check out: 1 of 32 checks failed."
        failed = page.locator('.checks li[data-status="failed"]')
        assert failed.get_attribute("data-check") == "every_signer_held_the_key"
        assert "What this means: A key was never enrolled" in failed.inner_text()
        assert "Do not rely on it." in page.inner_text(".verdict")
        assert "not confirmed" in page.inner_text("#result")
        assert not page.get_by_text("Keep the checkpoint").count()


def test_the_result_can_be_copied_and_the_checkpoint_kept(browser: "Browser", production: Path) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, production / "verify.html", permissions=permissions) as page:
        check(page, production)
        page.click("#copy")
        page.wait_for_selector("#copied:has-text('Copied.')")
        copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
        with page.expect_download() as download:
            page.click("text=Keep the checkpoint for next time")
        kept = Path(download.value.path()).read_bytes()
    expected = verify(production).to_json()
    assert copied.keys() == expected.keys()
    assert copied["checks"][1:] == expected["checks"][1:]  # type: ignore[index]
    assert kept == (production / "proof/checkpoint").read_bytes()


def test_by_keyboard_and_without_anything_chosen(browser: "Browser", production: Path) -> None:
    with opened(browser, production / "verify.html") as page:
        order = []
        for _ in range(5):
            page.keyboard.press("Tab")
            order.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        assert order == ["A", "folder", "archive", "SUMMARY", "check"]
        page.keyboard.press("Enter")
        assert "Choose the production" in page.inner_text("#problem")
        assert page.evaluate("document.activeElement.id") == "problem"
        page.set_input_files("#folder", production)
        page.focus("#check")
        page.keyboard.press("Enter")
        page.wait_for_selector("#verdict")
        page.click("text=Check another production")
        assert page.is_visible("#start")
        assert page.inner_text("#chosen") == ""


@pytest.mark.parametrize("width", [320, 375, 1280])  # 320 is 1280 at 400 % zoom (WCAG 2.2, 1.4.10)
def test_nothing_sticks_out(browser: "Browser", production: Path, width: int) -> None:
    with opened(browser, production / "verify.html", viewport={"width": width, "height": 700}) as page:
        page.click("summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        check(page, production)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lacking", [NO_ED25519, NO_SUBTLE], ids=["no Ed25519", "no WebCrypto"])
def test_a_browser_that_cannot_check_signatures_says_so(
    browser: "Browser", production: Path, lacking: str
) -> None:
    with opened(browser, production / "verify.html") as page:
        page.evaluate(lacking)
        found = verify_in(page, production)
    left = {one["id"]: one["detail"] for one in found["checks"] if one["status"] == "not checked"}
    assert found["verdict"] == "incomplete"
    assert left.keys() == {
        "the_checkpoint_is_signed_by_the_log",
        "the_witness_policy_is_met",
        "the_log_extends_what_was_seen_before",
        "every_signature_is_valid",
    }
    assert "browser" in left["every_signature_is_valid"]
    assert not [one for one in found["checks"] if one["status"] == "failed"]


def test_the_recipients_own_policy_and_memory(page: "Page", production: Path, tmp_path: Path) -> None:
    policy, known = tmp_path / "policy", tmp_path / "known"
    known.write_bytes((production / "proof/checkpoint").read_bytes())
    for text, verdict in (
        (policy_text(), "passed"),
        (policy_text(witnesses=("elsewhere.example",)), "failed"),
    ):
        policy.write_text(text)
        found = verify_in(page, production, policy=policy, known=known)
        expected = verify(production, policy=policy.read_bytes(), known=known.read_bytes()).to_json()
        assert found["verdict"] == verdict
        assert found["checks"][1:] == expected["checks"][1:]  # type: ignore[index]


@pytest.mark.parametrize("name", ["PR-1", "PR-1.zip"])
def test_dropping_a_folder_or_an_archive(page: "Page", production: Path, tmp_path: Path, name: str) -> None:
    zip_folder(production, tmp_path / "PR-1.zip")
    dropped = tmp_path / name
    devtools, box = page.context.new_cdp_session(page), page.locator("#drop").bounding_box()
    assert box
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
        devtools.send(
            "Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 9, "y": box["y"] + 9, "data": data}
        )
    page.wait_for_selector(f"#chosen:has-text('Chosen: {dropped.name}.')")
    page.click("#check")
    page.wait_for_selector("#verdict")
    assert page.inner_text("#verdict").startswith("Nothing was found wrong.")


@pytest.mark.parametrize("why", REFUSED)
def test_hostile_archives_are_refused(page: "Page", production: Path, tmp_path: Path, why: str) -> None:
    archive = zip_folder(production, tmp_path / "PR-1.zip")
    with ZipFile(archive, "a") as made:
        REFUSED[why](made)
    check(page, archive)
    assert why in page.inner_text("#problem")


def test_an_encrypted_or_cut_archive_is_refused(page: "Page", production: Path, tmp_path: Path) -> None:
    archive = zip_folder(production, tmp_path / "PR-1.zip")
    whole = archive.read_bytes()
    check(page, encrypt(archive))
    assert "it is encrypted" in page.inner_text("#problem")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    check(page, cut)
    assert "neither a folder nor a readable ZIP" in page.inner_text("#problem")


def test_a_damaged_member_does_not_pass(page: "Page", production: Path, tmp_path: Path) -> None:
    archive = damage(zip_folder(production, tmp_path / "PR-1.zip"))
    assert verify_in(page, archive)["verdict"] == "failed"


def test_names_in_a_production_stay_text(page: "Page", production: Path) -> None:
    markup = "<img src=x onerror=alert(1)>"
    edit_json(production / "data/schedule.json", lambda schedule: schedule.update(counts={markup: 5}))
    reseal(production)
    check(page, production)
    assert page.locator("#result img").count() == 0
    assert "<img src=x" in page.inner_text("#result")
