"""What people do in a browser, a line each: go somewhere, fill in a form, scan, sign with their passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.web.browser.live import Live


def go(page: Page, live: Live, path: str, *, portal: bool = False) -> None:
    """Open a page of the office, or of the portal."""
    page.goto(live.portal(path) if portal else live.url(path))


def follow(page: Page, name: str, *, within: Locator | None = None) -> None:
    """Follow a link by its words, on the whole page or in a part of it, until what it leads to is there."""
    with page.expect_navigation():
        (within or page).get_by_role("link", name=name, exact=True).first.click()


def tell(page: Page | Locator, **told: Any) -> None:
    """Fill in fields by their names: words, a choice of a list, True for a box, a list for several boxes.

    Where a field stands among those that wait behind the others, they are opened.
    """
    for name, value in told.items():
        behind = page.locator(f"details:not([open]):has([name={name}])")
        if behind.count():
            behind.first.locator("summary").first.click()
        if isinstance(value, list):
            for one in value:
                page.locator(f"[name={name}][value='{one}']").check()
            continue
        field = page.locator(f"[name={name}]")
        if value is True:
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def scan(page: Page, code: str) -> None:
    """As by hand into the line for scans."""
    page.fill("#scan-text", code)
    page.press("#scan-text", "Enter")


def signed(page: Page, live: Live, *names: str, at: str = "Go on to sign", portal: bool = False) -> int:
    """On to the signing page, and each of these signs on it; the position of what was recorded."""
    if at:
        page.get_by_role("button", name=at).click()
    page.wait_for_url(f"{live.where.signing}/act/*")
    for number, name in enumerate(names):
        expect(page.get_by_text("signed", exact=True)).to_have_count(number)
        page.get_by_role("button", name=f"Sign as {name}").click()
        if number + 1 < len(names):
            page.get_by_text("signed", exact=True).nth(number).wait_for()
    page.wait_for_url((live.portal if portal else live.url)("/receipt/*"))
    return int(page.url.rpartition("/")[2])


def signed_apart(
    page: Page, live: Live, name: str, *theirs: tuple[Page, str], at: str = "Go on to sign"
) -> int:
    """On to the signing page, where one signs; each other one at a screen of their own, by the code on the first."""
    page.get_by_role("button", name=at).click()
    page.get_by_role("button", name=f"Sign as {name}").click()
    page.get_by_text("signed", exact=True).wait_for()
    code = page.locator(".wf-code").inner_text()
    for number, (screen, other) in enumerate(theirs, 1):
        go(screen, live, "/waiting/")
        screen.get_by_label("A code from somebody else's screen").fill(code)
        screen.get_by_role("button", name="Open").click()
        screen.get_by_role("button", name=f"Sign as {other}").click()
        if number < len(theirs):
            screen.get_by_text("signed", exact=True).nth(number).wait_for()
    last = theirs[-1][0]
    last.wait_for_url(live.url("/receipt/*"))
    return int(last.url.rpartition("/")[2])


def do(page: Page, name: str) -> None:
    """One of the things that can be done with an item, from its page: a button, or a link in the list of the others."""
    wanted = page.get_by_role("button", name=name, exact=True)
    if not wanted.count():
        page.get_by_text("What else can be done now").click()
        wanted = page.get_by_role("link", name=name, exact=True)
    with page.expect_navigation():
        wanted.click()


def due(page: Page) -> Locator:
    """What the page says first: what is wrong or due."""
    return page.get_by_role("region", name="Wrong or due")


def rows(page: Page, table: str) -> list[list[str]]:
    """The cells of a table, by its name, row by row; what is only for those who hear it left out."""
    body = page.get_by_role("table", name=table, exact=True).locator("tbody tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in body.all()]


def words_of_pdf(raw: bytes) -> str:
    """What a PDF says, its line ends as spaces."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    document = pdfium.PdfDocument(raw)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def fetched(page: Page, live: Live, path: str) -> bytes:
    """What this person is given at an address that is no page."""
    answer = page.context.request.get(live.url(path))
    assert answer.ok, (path, answer.status)
    return answer.body()
