"""One browser for all tests here, and the page as a file on disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import chromium, opened
from wholefile.verify.page import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session", autouse=True)
def _database_beside_a_browser() -> Iterator[None]:
    """The browser's driver keeps an event loop in this thread, beside which Django refuses databases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """verify.html on its own, as a recipient might keep it."""
    file = tmp_path_factory.mktemp("page") / "verify.html"
    file.write_text(html(), encoding="utf-8")
    return file


@pytest.fixture
def page(browser: "Browser", page_file: Path) -> "Iterator[Page]":
    with opened(browser, page_file) as shown:
        yield shown
