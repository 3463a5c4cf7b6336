"""What was served on the defence: found, checked in the page, acknowledged with a passkey; at a desk and on a phone."""

import json

import pytest
from playwright.sync_api import expect

from tests.actions.serving import attach, decide, produced, serve
from tests.web.browser.acting import signed, tell
from tests.web.browser.witnessing import witnessed
from wholefile.web.portal import archives

pytestmark = pytest.mark.browser
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def served(live, tmp_path):
    """A production with one item, while another is kept back."""
    office = live.site.office
    produced(office, **{"letter.txt": b"a letter", "photo.jpg": b"a photo" * 5000})
    memo = office.receive()
    attach(office, memo, **{"memo.txt": b"secret"})
    decide(office, memo, "withheld")
    row = serve(office, tmp_path / "PR-1")
    witnessed(office.record)
    archives.prepare_all(office.record)
    return row


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", SIZES)
def test_from_what_was_served_to_a_signed_receipt(live, served, size):
    page = live.person("defence", portal=True, viewport=SIZES[size])
    page.goto(live.portal("/"))
    assert fits(page)
    page.get_by_role("rowheader").get_by_role("link", name="PR-1").click()
    page.get_by_role("heading", name="What is withheld, and why").wait_for()
    assert fits(page)
    page.get_by_role("link", name="Check it", exact=True).click()
    page.get_by_role("button", name="Check this production").click()
    said = page.locator("[data-verdict]")
    said.wait_for(state="visible")
    files = sum(1 for one in served.folder.rglob("*") if one.is_file())
    assert said.inner_text().startswith(
        f"All {files} files match. Log entry {served.seq}, witnessed by witness.example/court ("
    )
    expect(page.locator("[data-checks] li")).to_have_count(32)
    assert fits(page)
    page.get_by_role("link", name="Acknowledge it with this result").click()
    assert page.get_by_label("I checked it, and everything matches").is_checked()
    assert page.get_by_label("Digest of the schedule you have").input_value() == served.schedule
    assert fits(page)
    page.get_by_role("button", name="Go on to sign").click()
    page.wait_for_url(f"{live.where.signing}/act/*")
    page.get_by_role("button", name="Sign as Kim Vale").click()
    page.wait_for_url(live.portal("/receipt/*"))
    assert fits(page)
    (row,) = live.site.office.db.rows("receipt", production=served.production)
    assert (row.result, row.schedule, row.by) == ("verified", served.schedule, live.site.person("defence"))
    page.goto(live.portal("/"))
    page.get_by_text("Nothing is wrong or due").wait_for()


def test_what_is_withheld_is_objected_to_from_its_row(live, served):
    page = live.person("defence", portal=True, viewport=SIZES["phone"])
    page.goto(live.portal("/"))
    page.get_by_role("rowheader").get_by_role("link", name="PR-1").click()
    (row,) = page.get_by_role("table", name="Privilege log").locator("tbody tr").all()
    item = row.get_by_role("rowheader").inner_text()
    row.get_by_role("link", name=f"Object {item}").click()
    expect(page.locator("[name=kind]:checked")).to_have_value("withholding")
    assert fits(page)
    tell(page, text="Who wrote about thefts may have seen who loaded the revolver.")
    signed(page, live, "Kim Vale", portal=True)
    (made,) = live.site.office.db.rows("objection")
    assert (made.kind, json.loads(made.items)) == ("withholding", [item])


def test_a_damaged_archive_does_not_check_out(live, served):
    kept = archives.kept(live.site.office.record, served.production)
    raw = bytearray(kept.zip.read_bytes())
    at = raw.index(b"a photo" * 3) if b"a photo" * 3 in raw else len(raw) // 2
    raw[at] ^= 1
    kept.zip.write_bytes(raw)
    page = live.person("defence", portal=True)
    page.goto(live.portal(f"/productions/{served.production}/check"))
    page.get_by_role("button", name="Check this production").click()
    said = page.locator("[data-verdict]")
    said.wait_for(state="visible")
    assert said.inner_text().startswith("This production does not check out")
    assert "result=failed" in page.get_by_role("link", name="Acknowledge it").get_attribute("href")


def test_the_page_that_checks_from_disk_works_where_it_is_served(live, served, tmp_path):
    page = live.person("defence", portal=True)
    page.goto(live.portal("/verify/"))
    kept = archives.kept(live.site.office.record, served.production)
    page.set_input_files("#archive", kept.zip)
    page.get_by_role("button", name="Check this production").click()
    page.get_by_text("Nothing was found wrong").wait_for()
    with page.expect_download() as downloading:
        page.evaluate("location.href = '/verify/verify.html'")
    downloading.value.save_as(tmp_path / "verify.html")
    assert (tmp_path / "verify.html").read_bytes() == (served.folder / "verify.html").read_bytes()
