"""An item's page: what is wrong first, photographs, condition, the line of custody, cases, its label, its report."""

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET, HOUR
from tests.actions.serving import attach
from tests.web.browser.acting import do, due, fetched, follow, go, rows, signed, tell, words_of_pdf
from wholefile.core.label_text import bar_text
from wholefile.demo.exhibits import photograph
from wholefile.record.lookups import current_conditions, current_decision

pytestmark = pytest.mark.browser


def test_a_firearm_on_its_page_from_intake_until_its_clearance_lapses(live, tmp_path):
    office, gun = live.site.office, live.site.office.firearm()
    page = live.person("custodian", "supervisor")
    go(page, live, f"/items/{gun}")
    due(page).get_by_text("Undecided").wait_for()
    do(page, "Attach files")
    picture = tmp_path / "front.jpg"
    picture.write_bytes(photograph("revolver", [gun], (120, 120, 130)).source)
    tell(page, purpose="photograph")
    page.set_input_files("[name=uploads]", picture)
    signed(page, live, "Cora Diaz")
    go(page, live, f"/items/{gun}")
    assert [row[0] for row in rows(page, "Photographs")] == ["front.jpg"]

    do(page, "Declare its condition")
    tell(
        page, condition="cleared", method=["visual", "physical", "chamber", "cylinder"],
        verified_by=live.site.person("supervisor"),
    )  # fmt: skip
    signed(page, live, "Cora Diaz", "Jon Adair")
    go(page, live, f"/items/{gun}")
    (declared,) = rows(page, "Declared condition")
    assert declared[0] == "cleared"
    assert declared[2:4] == ["Cora Diaz", "Jon Adair"]
    assert declared[-1] == "holds"

    office.clock.advance(HOUR)
    do(page, "Store")
    tell(page, location="GUNS/A", witness=live.site.person("supervisor"))
    signed(page, live, "Cora Diaz", "Jon Adair")
    office.clock.advance(HOUR)
    office.retrieve(gun, witness=office.supervisor)
    office.clear(gun)
    office.transfer(gun, office.custodian, office.investigator, witness=office.supervisor)
    go(page, live, f"/items/{gun}")
    the_line_of_custody_is_whole(page)
    declared = rows(page, "Declared condition")
    assert [row[-1].split()[0] for row in declared] == ["lapsed", "lapsed"]
    assert current_conditions(office.db, gun) == []
    expect(due(page).locator(".wf-due__item--bad")).not_to_have_count(0)


def the_line_of_custody_is_whole(page):
    """Each holder follows the one before at the same moment, and the drawing says the same."""
    line = rows(page, "Chain of custody")
    assert [row[2] for row in line] == ["Cora Diaz", "GUNS/A", "Cora Diaz", "Eva Stone"]
    assert [row[0] for row in line[1:]] == [row[1] for row in line[:-1]]
    assert line[-1][1] == "now"
    drawn = page.locator(".wf-drawing svg")
    assert drawn.get_attribute("role") == "img"
    assert all(drawn.get_by_text(name).count() for name in ("Cora Diaz", "GUNS/A", "Eva Stone"))


def test_an_item_is_decided_from_its_page_and_printed(live):
    office = live.site.office
    item = office.receive(identifiers=[{"kind": "serial", "value": "ZZ-9"}])
    attach(office, item, **{"note.txt": b"words"})
    office.store(item)
    page = live.person("prosecutor")
    go(page, live, f"/items/{item}")
    due(page).get_by_role("link", name="Undecided").click()
    page.wait_for_url(live.url(f"/cases/{DOCKET}/board/"))
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("d")
    page.get_by_role("heading", name="Before you sign").wait_for()
    position = signed(page, live, "Gia Moreno")
    assert current_decision(office.db, DOCKET, item).decision == "produced"
    go(page, live, f"/items/{item}")
    page.get_by_role("heading", name="Nothing is wrong or due").wait_for()
    assert rows(page, "Cases")[0][2] == "produced"
    assert rows(page, "Every act about it")[0][0] == str(position)
    assert [row[0] for row in rows(page, "Files")] == ["note.txt"]
    its_label(page, live, item)
    its_report(page, live, item)


def its_label(page, live, item):
    go(page, live, f"/items/{item}")
    follow(page, "Labels")
    page.get_by_role("heading", name="1 label").wait_for()
    number = page.get_by_role("table", name="Labels").locator("tbody th").inner_text()
    assert number.replace(" ", "") == bar_text("item", item)
    sheet = page.get_by_role("link", name="Open the sheet to print (PDF)").get_attribute("href")
    assert number in words_of_pdf(fetched(page, live, sheet))


def its_report(page, live, item):
    go(page, live, f"/items/{item}")
    report = page.get_by_role("link", name="Report of custody (PDF)").get_attribute("href")
    words = words_of_pdf(fetched(page, live, report))
    for said in (item, "Cora Diaz", "ROOM-A/SHELF-1", "ZZ-9"):
        assert said in words


def test_whoever_may_not_open_the_board_is_not_sent_there(live):
    item = live.site.office.receive()
    page = live.person("investigator")
    go(page, live, f"/items/{item}")
    due(page).get_by_role("link", name="Undecided").click()
    page.get_by_role("heading", name="State v. Doe").wait_for()
