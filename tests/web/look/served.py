"""A page and the static files in a real browser, under the policy they are served with, without a server."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import chromium
from wholefile.web.headers import policy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATIC = Path(__file__).parents[3] / "src" / "wholefile" / "web" / "static"
SITE = "http://localhost"
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


@contextmanager
def launched() -> "Iterator[Browser]":
    """A browser; its driver keeps an event loop in this thread, beside which Django would refuse databases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE", "true"))
        with chromium() as browser:
            yield browser


@contextmanager
def served(browser: "Browser", *, wasm: bool = False) -> "Iterator[Callable[..., Page]]":
    """Opens pages; whatever the browser complains of, a broken policy for one, fails the test."""
    contexts, complaints = [], []

    def open_page(html: str, size: tuple[int, int] = (1280, 900)) -> "Page":
        made = browser.new_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(made)
        page: Any = made.new_page()
        page.told = []
        page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: _answer(route, html, page.told, policy(wasm=wasm)))
        page.goto(f"{SITE}/page")
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert not complaints


def _answer(route: Any, html: str, told: list[Any], allowed: str) -> None:
    asked = route.request
    where = asked.url.removeprefix(SITE)
    headers = {"Content-Security-Policy": allowed}
    if asked.method == "POST":
        told.append(SimpleNamespace(where=where, said=asked.post_data or ""))
        route.fulfill(status=204)
    elif where.startswith("/static/"):
        file = STATIC / where.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix], headers=headers)
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
