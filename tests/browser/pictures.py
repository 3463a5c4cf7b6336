"""Take the pictures of verify.html for the guide: one production that checks out, one that does not.

Run with `python -m tests.browser.pictures`; needs Chromium and playwright. The pictures show the real page on the
production that the tests make, so they change only when the page does.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.verify.maker import reseal
from tests.verify.mutations import MUTATIONS, make_production
from wholefile.verify.page import html

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
# A native exchanged for another, and all lists made anew by somebody who hopes that nobody compares with the record.
ATTACK = "two natives change places"
WIDTH, HEIGHT = 1100, 1500


def check(page: Page, production: Path) -> None:
    """Open the page of this production, choose the production, and wait for the verdict."""
    page.goto((production / "verify.html").as_uri())
    page.set_input_files("#folder", production)
    page.click("#check")
    page.wait_for_selector("#verdict")


def main() -> None:
    """Write both pictures."""
    attack = next(one for one in MUTATIONS if one.name == ATTACK)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in ("passed", "failed"):
            production = make_production(Path(made) / name / "PR-1")
            # The production of the tests carries a blank page; this one the real page, and lists it.
            (production / "verify.html").write_text(html(), encoding="utf-8")
            reseal(production)
            if name == "failed":
                attack.apply(production)
            check(page, production)
            page.screenshot(path=IMAGES / f"verify-{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
