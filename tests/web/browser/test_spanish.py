"""Spanish words are longer than English ones: on a phone they still fit, and a check still says how it ended."""

import os
from pathlib import Path

import pytest

from tests.actions.serving import produced, serve
from tests.web.browser.witnessing import witnessed
from wholefile.web.portal import archives

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "es"}


def fits(page):
    page.wait_for_load_state("networkidle")
    if folder := os.environ.get("SPANISH_LOOK"):
        page.screenshot(path=Path(folder) / f"{len(list(Path(folder).glob('*.png'))):02}.png", full_page=True)
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_counter_and_the_room_fit_on_a_phone(live):
    item = live.site.office.receive()
    page = live.person("custodian", **PHONE)
    page.goto(live.url("/counter/"))
    page.get_by_label("Escanee o escriba").fill(item)
    page.get_by_role("button", name="Agregar").click()
    page.get_by_role("heading", name="1 pieza en la lista").wait_for()
    assert fits(page)
    for path in (
        "/counter/transfer",
        "/counter/take-in",
        "/room/",
        "/room/laboratory/",
        "/labels/",
        "/keys/",
        "/",
    ):
        page.goto(live.url(path))
        assert fits(page), path


def test_the_portal_fits_on_a_phone_and_checks(live, tmp_path):
    office = live.site.office
    produced(office, **{"letter.txt": b"a letter"})
    row = serve(office, tmp_path / "PR-1")
    witnessed(office.record)
    archives.prepare_all(office.record)
    page = live.person("defence", portal=True, **PHONE)
    for path in ("/", "/productions/PR-1/", "/productions/PR-1/objection", "/waiting/"):
        page.goto(live.portal(path))
        assert fits(page), path
    page.goto(live.portal("/productions/PR-1/check"))
    page.get_by_role("button", name="Verificar esta entrega").click()
    said = page.locator("[data-verdict]")
    said.wait_for(state="visible")
    assert f"Asiento {row.seq} de la bitácora, con witness.example/court" in said.inner_text()
    page.get_by_text("Cada firma es auténtica.").wait_for()
    assert fits(page)
    page.get_by_role("link", name="Acusar recibo con este resultado").click()
    assert fits(page)
    page.get_by_role("button", name="Continuar a la firma").click()
    page.get_by_role("button", name="Firmar como").wait_for()
    assert fits(page)
