"""The browser that tests drive: the system's Chromium, which may reach files and nothing else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_launched: "list[Browser]" = []
VERIFY = """(id) => window.wholefileVerify(document.getElementById(id).files, {
  policy: document.getElementById("policy").files[0] ?? null,
  known: document.getElementById("known").files[0] ?? null,
})"""


@contextmanager
def chromium() -> "Iterator[Browser]":
    """A browser for as long as it is needed; the test is skipped, with the reason, where there is none.

    A process has one driver, so whoever asks while a browser is open gets that one.
    """
    if _launched:
        yield _launched[0]
        return
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        _launched.append(browser)
        yield browser
        _launched.clear()
        browser.close()


@contextmanager
def opened(browser: "Browser", page_file: Path, **options: Any) -> "Iterator[Page]":
    """The page, opened from disk. A request to any host, or an error in the page, fails the test."""
    context = browser.new_context(accept_downloads=True, **options)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(page_file.as_uri())
    yield page
    context.close()
    elsewhere = [url for url in requests if not url.startswith(("file://", "blob:"))]
    assert not elsewhere, f"the page asked for {elsewhere}"
    assert not errors, errors


def verify_in(
    page: "Page", production: Path, *, policy: Path | None = None, known: Path | None = None
) -> dict[str, Any]:
    """What the page finds about a folder or a ZIP archive, as `wholefile verify --json` would say it."""
    folder = production.is_dir()
    page.set_input_files("#folder" if folder else "#archive", production)
    page.set_input_files("#policy", policy or [])
    page.set_input_files("#known", known or [])
    found: dict[str, Any] = page.evaluate(VERIFY, "folder" if folder else "archive")
    return found


def opened_up(page: str, names: list[str]) -> str:
    """The page with some of its inner functions within reach of a test, and so without its content policy."""
    end = "})();\n</script>"
    assert page.count(end) == 1
    page = page.replace(end, f"window.inner = {{ {', '.join(names)} }};\n{end}")
    return re.sub(r"<meta http-equiv=[^>]*>", "", page)
