"""The pictures of the guides are made from the pages as they are: `make screens` writes them anew.

Without WHOLEFILE_WRITE_SCREENS=1 they are made as well, and thrown away: one that can no longer be made fails here.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest

from tests.actions.office import DOCKET
from tests.web.browser.pictured import build
from wholefile.core.label_text import bar_text

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEPT = Path(__file__).parents[3] / "docs" / "images" / "screens"
WRITING = os.environ.get("WHOLEFILE_WRITE_SCREENS") == "1"
PHONE = {"viewport": {"width": 390, "height": 844}}
MOST, MOST_TOGETHER = 120_000, 1_500_000  # bytes
TO_THE_TOP = "scrollTo(0, 0); for (const one of document.querySelectorAll('.wf-table')) one.scrollTop = 0"
CASE = f"/cases/{DOCKET}/"
ON_THE_COUNTER = ("holster", "gun belt", "replica")
NAMES = (
    *("sign-in", "home", "counter", "signing", "item", "case", "board", "screening", "production", "portal"),
    *("portal-checked", "room", "oversight", "status", "search", "counter-phone", "portal-phone"),
    *("reader", "differs"),
)


class Camera:
    """Takes pictures of pages and keeps them small."""

    def __init__(self, live, folder):
        self.live, self.folder = live, folder

    def take(self, page, name, *, path="", height=900, portal=False):
        """A picture of what is at this address, from its top, once all of it is there."""
        assert name in NAMES
        if path:
            page.goto(self.live.portal(path) if portal else self.live.url(path))
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement?.blur()")
        page.evaluate(TO_THE_TOP)
        page.mouse.move(0, 0)
        size = page.viewport_size
        page.set_viewport_size({"width": size["width"], "height": height})
        raw = page.screenshot(animations="disabled")
        page.set_viewport_size(size)
        self.keep(name, raw)

    def keep(self, name, raw):
        image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
        picture = image.open(BytesIO(raw)).convert("RGB")
        small = picture.quantize(256, dither=image.Dither.NONE)
        small.save(self.folder / f"{name}.png", optimize=True)


@pytest.mark.timeout(600)
def test_the_pictures_of_the_guides(live, tmp_path):
    world = build(live.site.office, tmp_path)
    folder = KEPT if WRITING else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    camera = Camera(live, folder)
    camera.take(live.page(), "sign-in", path="/accounts/login/", height=720)
    of_the_prosecution(live, camera, world)
    of_the_room(live, camera, world)
    of_the_defence(live, camera, world)
    camera.take(live.person("auditor"), "oversight", path="/oversight/")
    camera.take(live.person("ana"), "status", path="/admin/status/")
    sound(folder)


def of_the_prosecution(live, camera, world):
    page = live.person("prosecutor")
    camera.take(page, "home", path="/")
    camera.take(page, "item", path=f"/items/{world.items['revolver']}", height=1000)
    camera.take(page, "case", path=CASE)
    page.goto(live.url(CASE + "board/"))
    for key in ("j", "j", "j", "j", "x", "j", "x"):
        page.keyboard.press(key)
    camera.take(page, "board", height=1240)
    camera.take(page, "screening", path=CASE + "screening/")
    camera.take(page, "production", path=f"/productions/{world.production}/")
    camera.take(page, "search", path="/search/?q=revolver")
    page.goto(live.url(f"/files/{world.reports[0]}/facts"))
    page.keyboard.press("j")
    camera.take(page, "reader", height=1250)
    camera.take(page, "differs", path=CASE + "facts/side-by-side/", height=1000)


def of_the_room(live, camera, world):
    page = live.person("custodian", "investigator")
    counter_list(live, page, world)
    camera.take(page, "counter")
    phone = live.person("custodian", **PHONE)
    counter_list(live, phone, world)
    camera.take(phone, "counter-phone", height=844)
    page.goto(live.url("/counter/transfer"))
    page.select_option("[name=received_by]", live.site.person("investigator"))
    page.fill("[name=purpose]", "viewing by counsel")
    page.get_by_role("button", name="Go on to sign").click()
    page.get_by_role("button", name="Sign as Cora Diaz").click()
    page.get_by_text("signed", exact=True).wait_for()
    camera.take(page, "signing", height=1000)
    camera.take(page, "room", path="/room/")


def counter_list(live, page, world):
    page.goto(live.url("/counter/"))
    for number, word in enumerate(ON_THE_COUNTER, 1):
        page.fill("#scan-text", bar_text("item", world.items[word]))
        page.press("#scan-text", "Enter")
        page.locator("#list-heading", has_text=f"{number} item").wait_for()


def of_the_defence(live, camera, world):
    page = live.person("defence", portal=True)
    path = f"/productions/{world.production}/"
    camera.take(page, "portal", path=path, portal=True)
    page.goto(live.portal(path + "check"))
    page.get_by_role("button", name="Check this production").click()
    page.locator("[data-verdict]", has_text="files match").wait_for()
    camera.take(page, "portal-checked")
    camera.take(
        live.person("defence", portal=True, **PHONE), "portal-phone", path=path, portal=True, height=844
    )


def sound(folder):
    """Every picture is there, shows something, and is small; so is each that is committed."""
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    for where in (folder, KEPT):
        assert sorted(one.stem for one in where.glob("*.png")) == sorted(NAMES), where
        for one in where.glob("*.png"):
            with image.open(one) as picture:
                colours = picture.convert("RGB").getcolors(1 << 24)
            blank = max(count for count, _ in colours) / sum(count for count, _ in colours)
            assert len(colours) > 8, one
            assert blank < 0.97, (one, blank)
        sizes = {one.stem: one.stat().st_size for one in where.glob("*.png")}
        assert not [name for name, size in sizes.items() if size > MOST], sizes
        assert sum(sizes.values()) <= MOST_TOGETHER, sizes
