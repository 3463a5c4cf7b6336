"""Every component on one page: its markup, and in a real browser the page, under the policy it is served with."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import path, set_urlconf
from django.utils.translation import override

from tests.web.look.samples import TakeIn, samples, wrong_form
from tests.web.look.served import launched, served
from wholefile.web.templatetags.govuk import day, instant

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WEB = Path(__file__).parents[2] / "src" / "wholefile" / "web"
LOOK = Path(__file__).parent / "look"
PAGES = ("components", "sign", "portal", "paper")
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844), "zoomed": (320, 256)}


class Addresses:
    """The few addresses that the shared parts of a page know."""

    urlpatterns = (
        path("lock", lambda _: HttpResponse(), name="session-lock"),
        path("out", lambda _: HttpResponse(), name="account_logout"),
        path("language", lambda _: HttpResponse(), name="set_language"),
    )


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    set_urlconf(Addresses)
    yield
    set_urlconf(None)


def rendered(source: str, **context: Any) -> str:
    request = RequestFactory().get("/items", {"page": "4", "word": "a&b"})
    return engines["django"].from_string(source).render(samples() | {"request": request} | context)


def page_of(name: str, **context: Any) -> str:
    return rendered((LOOK / f"{name}.html").read_text("utf-8"), **context)


def test_what_a_component_is_given_is_escaped():
    hostile = "<script>alert(1)</script>"
    shown = [
        rendered("{% table caption=h %}<tr><td>{{ h }}</td></tr>{% endtable %}{% tag h %}", h=hostile),
        rendered(
            "{% banner title=h kind=h %}{{ h }}{% endbanner %}{% warning %}{{ h }}{% endwarning %}", h=hostile
        ),
        rendered("{% summary r %}{% button h h url=h %}", r=[{"key": hostile, "value": hostile}], h=hostile),
        rendered(
            "{% error_summary form %}{% field form.what %}",
            form=TakeIn({"what": hostile}),
        ),
    ]
    for html in shown:
        assert "<script" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_inline_style_or_script(name):
    html = page_of(name)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert all('src="' in tag for tag in re.findall(r"<script[^>]*>", html))


@pytest.mark.parametrize(
    "base", [{}, {"base_template": "portal_base.html"}, {"base_template": "signing_base.html"}]
)
def test_what_went_wrong_is_said_on_every_site_and_to_strangers(base):
    said = {"title": "Page not found", "message": "It does not exist.", "code": "not_found"} | base
    html = engines["django"].get_template("error.html").render(said)
    assert "It does not exist." in html
    assert "not_found" in html


def test_an_error_leads_to_its_field_and_is_said_there():
    html = rendered("{% error_summary form %}{% fields form %}", form=wrong_form())
    targets = re.findall(r'href="#([^"]+)"', html)
    assert "id_what" in targets
    assert "id_decision_0" in targets
    for target in targets:
        assert html.count(f'id="{target}"') == 1
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        for one in described.split():
            assert html.count(f'id="{one}"') == 1


def test_a_form_without_mistakes_has_no_summary():
    assert not rendered("{% error_summary form %}", form=TakeIn()).strip()


def test_hidden_fields_are_sent_and_a_day_keeps_its_form_in_every_language():
    form = TakeIn(initial={"found": datetime(2026, 11, 26, tzinfo=UTC).date()})
    with override("es"):
        html = rendered("{% fields form %}", form=form)
    assert '<input type="hidden" name="origin" value="counter"' in html
    assert re.search(r'<input type="text" name="found" value="2026-11-26"', html)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 26, 14, 5, 9, 900_000, tzinfo=UTC), "2026-11-26 14:05:09 UTC"),
        (datetime(2026, 11, 26, 23, 0, tzinfo=timezone(timedelta(hours=-5))), "2026-11-27 04:00:00 UTC"),
        ("2026-11-26T14:05:09.123Z", "2026-11-26 14:05:09 UTC"),
    ],
)
def test_a_moment_is_shown_in_utc_and_says_so(moment, shown):
    assert f">{shown}</time>" in instant(moment)
    assert f">{shown[:10]}</time>" in day(moment)


def test_no_moment_is_shown_as_nothing():
    assert instant(None) == instant("") == day(None) == ""


def test_other_pages_of_a_list_keep_what_was_asked():
    html = rendered("{% pagination 4 12 %}")
    assert 'href="?page=5&amp;word=a%26b"' in html
    assert re.findall(r">(\d+)</a>", html) == ["1", "3", "4", "5", "12"]
    assert not rendered("{% pagination 1 1 %}").strip()


def test_every_string_of_the_templates_is_for_translation():
    for file in (WEB / "templates" / "components").glob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", file.read_text("utf-8"), flags=re.DOTALL
        )
        text = re.sub(r"\b(page|by|entry|entries|Page|About)\b", " ", text)
        assert not re.findall(r"[A-Za-z]{3,}", text), file.name


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with launched() as one:
        yield one


@pytest.fixture
def opened(browser) -> "Iterator[Any]":
    """Opens a sample page at a width; what the browser complains of fails the test."""
    with served(browser) as serve:
        yield lambda name, width="desktop", **context: serve(page_of(name, **context), size=WIDTHS[width])


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_reflows(opened, name, width, tmp_path):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing"
    )
    page = opened(name, width)
    found = axe.Axe().run(page)
    page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.browser
def test_the_first_tab_skips_to_the_content_and_focus_is_seen(opened):
    page = opened("components", form=TakeIn())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.focus(".wf-table")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.browser
def test_a_locked_screen_shows_nothing_of_the_page_and_tells_the_server(opened):
    page = opened("components")
    page.click("details[data-menu] summary")
    page.click("[data-lock-now]")
    page.wait_for_selector(".wf-blank")
    assert "E-1042" not in page.content()
    assert "locked" in page.title()
    assert "state=locked" in page.told[0].said
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing"
    )
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
def test_a_screen_nobody_uses_warns_and_then_locks(opened):
    page = opened("components", lock_seconds=130)
    page.evaluate("""async () => {
      const { watch } = await import("/static/wholefile/lock.js");
      window.clock = 0;
      window.watching = watch({ url: "/lock", seconds: 1800, token: "x", now: () => window.clock });
    }""")
    page.evaluate("() => { window.clock = 1600; window.watching.look(); }")
    assert page.locator(".wf-soon").count() == 0
    page.evaluate("() => { window.clock = 1700; window.watching.look(); }")
    page.wait_for_selector(".wf-soon")
    page.keyboard.press("Shift")
    assert page.locator(".wf-soon").count() == 0
    assert [one.said.partition("&")[0] for one in page.told] == ["state=active"]
    page.evaluate("() => { window.clock = 3499; window.watching.look(); }")
    assert page.locator(".wf-blank").count() == 0
    page.evaluate("() => { window.clock = 3500; window.watching.look(); }")
    page.wait_for_selector(".wf-blank")


HEARD = """async () => {
  const { listen } = await import("/static/wholefile/wedge.js");
  window.heard = [];
  document.addEventListener("scan", (event) => window.heard.push(event.detail.text));
  listen();
}"""
TYPED = """([text, gap, end]) => {
  let at = 1000;
  const press = (key) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: at += gap });
    const field = document.activeElement;
    if (field.dispatchEvent(event) && key.length === 1 && "value" in field) field.value += key;
    return event.defaultPrevented;
  };
  for (const key of text) press(key);
  return press(end);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("end", ["Enter", "Tab"])
def test_a_scan_is_heard_wherever_the_focus_is_and_leaves_no_trace(opened, end):
    page = opened("components", form=TakeIn(initial={"what": "Knife"}))
    page.evaluate(HEARD)
    page.focus("#id_what")
    assert page.evaluate(TYPED, ["E-1042-K", 10, end])
    assert page.evaluate("document.querySelector('#id_what').value") == "Knife"
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(TYPED, ["E-1043-M", 35, end])
    assert page.evaluate("window.heard") == ["E-1042-K", "E-1043-M"]


@pytest.mark.browser
@pytest.mark.parametrize(("text", "gap"), [("E-1042-K", 36), ("E-104", 10)])
def test_what_a_person_types_is_no_scan(opened, text, gap):
    page = opened("components", form=TakeIn())
    page.evaluate(HEARD)
    page.focus("#id_what")
    assert not page.evaluate(TYPED, [text, gap, "Enter"])
    assert page.evaluate("document.querySelector('#id_what').value") == text
    assert page.evaluate("window.heard") == []


@pytest.mark.browser
def test_a_sound_comes_with_words(opened):
    page = opened("components")
    page.evaluate("async () => (await import('/static/wholefile/sound.js')).bad('E-1 is not here')")
    page.locator("#sound-words-bad", has_text="E-1 is not here").wait_for()
    page.evaluate("async () => (await import('/static/wholefile/sound.js')).good('E-2 is on the list')")
    page.locator("#sound-words", has_text="E-2 is on the list").wait_for()
    assert page.inner_text("#sound-words-bad") == ""


@pytest.mark.browser
def test_what_is_hidden_stays_hidden_whatever_it_looks_like(opened):
    page = opened("paper")
    assert page.locator("button[data-print]").is_visible()  # start.js has shown it
    page.evaluate("document.querySelector('button[data-print]').hidden = true")
    assert not page.locator("button[data-print]").is_visible()


@pytest.mark.browser
def test_paper_shows_the_content_and_nothing_to_press(opened):
    page = opened("components", form=TakeIn())
    page.emulate_media(media="print")
    assert page.locator(".wf-table table").is_visible()
    for shown in (".wf-navigation", ".wf-account", ".govuk-button >> nth=0", ".wf-filter"):
        assert not page.locator(shown).is_visible()
