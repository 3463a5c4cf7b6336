"""Every page in a real browser: nothing inline, nothing from elsewhere, nothing that a reader of screens trips over."""

import pytest

from tests.web.world import build
from wholefile.web.routes import OFFICE_ROUTES, PORTAL_ROUTES, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_OFTEN = (
    "prosecutor",
    "custodian",
    "supervisor",
    "auditor",
    "ana",
    "judge",
    "laboratory",
    "investigator",
    "paralegal",
)


def violations(page) -> list[str]:
    """What axe finds wrong with the page, in words."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def reader(site, route: Route) -> str:
    """Somebody who may open this page."""
    roles = {part: {role for role, _ in grants(site, part)} for part in _OFTEN}
    return next((part for part in _OFTEN if route.who & roles[part]), "custodian")


def grants(site, part: str) -> set[tuple[str, str]]:
    rows = site.office.db.rows("role_grant", person=site.person(part), ended_seq=None)
    return {(one.role, one.docket) for one in rows}


def is_page(client, address: str) -> bool:
    """Whether a page is shown there: no file, no data, nothing that only leads on."""
    answer = client.get(address)
    answer.close()
    html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return html and "attachment" not in answer.get("Content-Disposition", "")


def walk(live, routes, world, person, url) -> dict[str, list[str]]:
    """Each page at a desk and on a telephone: what is wrong with it."""
    wrong: dict[str, list[str]] = {}
    for route in routes:
        page, client = person(route)
        if not is_page(client, world.address(route)):
            continue
        page.goto(url(world.address(route)))
        found = violations(page)
        page.set_viewport_size({"width": 390, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{wide} pixels too wide for a telephone")
        page.set_viewport_size({"width": 1280, "height": 900})
        if not page.title().strip():
            found.append("no title")
        if page.locator("h1").count() != 1:
            found.append(f"{page.locator('h1').count()} first headings")
        if found:
            wrong[route.name] = found
    return wrong


@pytest.mark.timeout(600)
def test_every_page_of_the_office(live, tmp_path):
    world = build(live.site, tmp_path)
    pages = {}

    def person(route):
        part = reader(live.site, route)
        if part not in pages:
            pages[part] = live.person(part), live.site.client(part)
        return pages[part]

    assert walk(live, OFFICE_ROUTES, world, person, live.url) == {}


@pytest.mark.timeout(300)
def test_every_page_of_the_portal(live, tmp_path):
    world = build(live.site, tmp_path)
    both = live.person("defence", portal=True), live.site.client("defence", portal=True)
    assert walk(live, PORTAL_ROUTES, world, lambda _: both, live.portal) == {}
