"""What must hold of every page: for who hears it, at 400 % zoom, on a telephone, on paper, and without JavaScript.

Each of these looks at a page that is open and says in words what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 800}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)
PAPER = {"width": 672, "height": 986}  # A4 within the margins of print.css, at 96 pixels an inch

# Only what an eye finds: what is there for those who hear the page alone is clipped on purpose.
_SEEN = """
  const seen = (one) => one.checkVisibility() && one.getClientRects().length > 0
    && !one.closest(".govuk-visually-hidden, .govuk-skip-link, .govuk-skip-link-focusable-container");
  const said = (one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
"""
_TOO_WIDE = f"""() => {{{_SEEN}
  const page = document.documentElement, room = page.clientWidth;
  if (page.scrollWidth <= room) return [];
  const out = [...document.querySelectorAll("body *")].filter(
    (one) => seen(one) && one.getBoundingClientRect().right > room + 1 && !one.closest(".wf-table, .wf-drawn"));
  return [`${{page.scrollWidth - room}} pixels too wide, ${{out.length ? said(out.at(-1)) : ""}}`];
}}"""
_CUT_OFF = f"""(across) => {{{_SEEN}
  const hides = across ? ["hidden", "clip"] : ["hidden", "clip", "auto", "scroll"];
  return [...document.querySelectorAll("main, main *")].filter((one) => {{
    const style = getComputedStyle(one);
    if (!seen(one) || ["INPUT", "TEXTAREA", "SELECT", "OPTION", "svg"].includes(one.tagName)) return false;
    return (hides.includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (!across && hides.includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
  }}).map((one) => `cut off: ${{said(one)}}`);
}}"""
# Headings and tables in their order, whether each is seen. Those of filters and the like are not for paper, nor is the
# place at which a production is chosen: the page that checks one prints what it found.
_PARTS = f"""() => {{{_SEEN}
  return [...document.querySelectorAll("main :is(h1, h2, h3, table)")].filter(
    (one) => !one.closest(".wf-noprint, .wf-filter, dialog, #start")).map((one) => [seen(one), said(one)]);
}}"""
_CONTROLS = f"""() => {{{_SEEN}
  const pressed = "button, [role=button], .govuk-button, input[type=submit], nav, .govuk-service-navigation";
  return [...document.querySelectorAll(pressed)].filter(seen).map((one) => `nothing to press: ${{said(one)}}`);
}}"""
# A browser reaches a passkey by a script alone; the page says so to who has none.
_DEAD = f"""() => {{{_SEEN}
  for (const one of document.querySelectorAll("details")) one.open = true;
  const wrong = [], explained = [...document.querySelectorAll("noscript")].some((one) => one.textContent.trim());
  for (const form of [...document.forms].filter(seen)) {{
    const sends = [...form.elements].filter((one) => one.type === "submit" && !one.disabled && seen(one));
    const passkey = form.matches("[data-passkey], [data-sign], [data-make-key], [data-key-file]");
    if (!sends.length && !(passkey && explained)) wrong.push(`cannot be sent: ${{said(form)}}`);
    if (form.getAttribute("method") === "post" && !form.querySelector("[name=csrfmiddlewaretoken]"))
      wrong.push(`is refused when it is sent: ${{said(form)}}`);
  }}
  for (const one of document.querySelectorAll("button[type=button], a:not([href])"))
    if (seen(one)) wrong.push(`does nothing: ${{said(one)}}`);
  return wrong;
}}"""
_POSTS = f"""() => {{{_SEEN}
  return [...document.querySelectorAll("main form[method=post]")].filter(seen).length;
}}"""
_LINKS = """() => [...new Set([...document.querySelectorAll("a[href]")].map((one) => one.href))]"""
_NOWHERE = """() => [...document.querySelectorAll("a[href^='#']")].map((one) => one.getAttribute("href"))
  .filter((to) => to.length > 1 && !document.getElementById(decodeURIComponent(to.slice(1))))"""


def heard(page: Page) -> list[str]:
    """What axe finds wrong, and what every page has: a title and one first heading."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    violations = axe.Axe().run(page).response["violations"]
    found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]
    if not page.title().strip():
        found.append("no title")
    if (first := page.locator("h1").count()) != 1:
        found.append(f"{first} first headings")
    return found


def narrow(page: Page) -> list[str]:
    """What does not fit a telephone, or a desk at 400 % zoom: no page scrolls sideways, only tables within it do."""
    found = []
    for name, size in (("on a telephone", PHONE), ("at 400 %", ZOOMED)):
        page.set_viewport_size(size)
        found += [f"{name}: {one}" for one in page.evaluate(_TOO_WIDE) + page.evaluate(_CUT_OFF, True)]
    page.set_viewport_size(DESK)
    return found


def on_paper(page: Page) -> list[str]:
    """What is wrong with it on A4: something to press, a heading or table that is gone, something cut off."""
    before = page.evaluate(_PARTS)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    after = page.evaluate(_PARTS)
    found = page.evaluate(_CONTROLS) + page.evaluate(_TOO_WIDE) + page.evaluate(_CUT_OFF, False)
    found += [
        f"gone: {words}" for (was, words), (now, _) in zip(before, after, strict=True) if was and not now
    ]
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK)
    return [f"on paper: {one}" for one in found]


def without_scripts(page: Page) -> list[str]:
    """What cannot be used in a browser that runs no script: forms that cannot be sent, buttons that do nothing."""
    return [f"without JavaScript: {one}" for one in page.evaluate(_DEAD)]


def posts(page: Page) -> bool:
    """Whether there is a form in the page that changes something."""
    return bool(page.evaluate(_POSTS))


def links(page: Page) -> list[str]:
    """Where the page's links lead, whole addresses."""
    return list(page.evaluate(_LINKS))


def anchors(page: Page) -> list[str]:
    """Links to places of this page that are not there."""
    return [f"leads to no place of it: {one}" for one in page.evaluate(_NOWHERE)]
