"""The counter in a browser: a scanner that types, the keyboard alone, the camera of a phone, and no JavaScript."""

import subprocess
from io import BytesIO
from shutil import which

import pytest
from playwright.sync_api import expect

from tests.actions.office import DOCKET
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.web.browser.acting import follow, go, signed, tell
from wholefile.core.label_text import bar_text, link_text
from wholefile.web.labels.layouts import LAYOUTS
from wholefile.web.labels.sheets import Label, sheet_pdf

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


# Keys ten milliseconds apart by their own clock, however busy the machine is.
TYPED = """(text) => {
  let at = performance.now();
  const press = (key) => {
    const field = document.activeElement ?? document.body;
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: at += 10 });
    if (field.dispatchEvent(event) && key.length === 1 && "value" in field) field.value += key;
  };
  for (const key of text) press(key);
  press("Enter");
}"""


def wedge(page, text):
    """As a scanner types it: quickly, with an Enter after it, wherever the focus is."""
    page.evaluate(TYPED, text)


def test_a_scanner_that_types_adds_rows_wherever_the_focus_is(live):
    items = [live.site.office.receive() for _ in range(3)]
    page = live.person("custodian")
    page.goto(live.url("/counter/"))
    page.locator("[data-silence]:not([hidden])").wait_for()
    page.get_by_role("link", name="Print labels").focus()
    for number, item in enumerate(items, 1):
        wedge(page, bar_text("item", item))
        page.locator("#list-heading", has_text=f"{number} item").wait_for()
    expect(page.locator("[data-item]")).to_have_count(3)
    assert page.url == live.url("/counter/")
    with live.expected("409", "400"):
        wedge(page, items[0])
        page.locator("#sound-words-bad", has_text="is on the list already").wait_for()
        wedge(page, f"{items[0]}-*")
        page.locator("#sound-words-bad", has_text="check character does not fit").wait_for()
    wedge(page, bar_text("place", "ROOM-A/SHELF-1"))
    page.wait_for_url(live.url("/counter/store"))
    assert page.input_value("[name=location]") == "ROOM-A/SHELF-1"


def test_items_are_stored_with_the_keyboard_alone_and_one_gesture(live):
    items = [live.site.office.receive() for _ in range(2)]
    page = live.person("custodian")
    page.goto(live.url("/counter/"))
    expect(page.locator("#scan-text")).to_be_focused()
    for number, item in enumerate(items, 1):
        page.keyboard.type(item, delay=80)
        page.keyboard.press("Enter")
        page.locator("#list-heading", has_text=f"{number} item").wait_for()
    page.keyboard.type("ROOM-A/SHELF-1", delay=80)
    page.keyboard.press("Enter")
    page.wait_for_url(live.url("/counter/store"))
    page.get_by_role("button", name="Go on to sign").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live.where.signing}/act/*")
    page.get_by_role("button", name="Sign as Cora Diaz").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(live.url("/receipt/*"))
    places = {live.site.office.db.one("item", item=one).location for one in items}
    assert places == {"ROOM-A/SHELF-1"}


def test_money_is_counted_by_two_who_both_sign(live):
    page = live.person("custodian", "supervisor", **PHONE)
    go(page, live, "/counter/")
    follow(page, "Take in a new item")
    tell(
        page, category="currency", quantity="56000", unit="cent", authority="surrendered", dockets=DOCKET,
        description="Twenty-eight notes of twenty dollars in a paper bag", submitted_by="Gus Tillery",
        collected_at="Front counter", named_cases="State v. Doe",
    )  # fmt: skip
    with live.expected("422"):
        page.get_by_role("button", name="Go on to sign").click()
        expect(page.get_by_role("alert")).to_contain_text("let a second person count it and sign")
    tell(page, counted_by=live.site.person("supervisor"))
    position = signed(page, live, "Cora Diaz", "Jon Adair")
    (item,) = live.site.office.db.rows("item", seq=position)
    assert (item.category, item.quantity, item.unit) == ("currency", 56000, "cent")


def test_without_javascript_the_whole_way_to_the_signing_page(live):
    items = [live.site.office.receive() for _ in range(2)]
    context = live.context(java_script_enabled=False)
    live.sign_in(context, "custodian")
    page = context.new_page()
    page.goto(live.url("/counter/"))
    for item in [*items, "ROOM-A/SHELF-1"]:
        page.fill("[name=text]", item)
        page.press("[name=text]", "Enter")
    page.wait_for_url(live.url("/counter/store"))
    expect(page.locator("[data-item]")).to_have_count(2)
    page.get_by_role("button", name="Undo the last step").click()
    page.fill("[name=location]", "ROOM-A/SHELF-1")
    page.get_by_role("button", name="Go on to sign").click()
    page.wait_for_url(f"{live.where.signing}/act/*")
    for item in items:
        assert page.get_by_text(item).first.is_visible()


def test_a_place_is_counted_with_a_scanner(live):
    office = live.site.office
    here, elsewhere = office.receive(), office.receive()
    office.store(here)
    page = live.person("custodian")
    page.goto(live.url("/room/places/ROOM-A/count"))
    page.locator("[data-silence]:not([hidden])").wait_for()
    wedge(page, bar_text("item", here))
    page.get_by_role("heading", name="1 of 1 found").wait_for()
    wedge(page, link_text("item", elsewhere, live.where.office))
    page.get_by_role("heading", name="1 of 1 found, 1 unexpected").wait_for()
    page.reload()
    page.get_by_role("heading", name="1 of 1 found, 1 unexpected").wait_for()


@pytest.mark.parametrize(
    "path", ["/counter/", "/counter/transfer", "/room/", "/room/places/ROOM-A", "/labels/"]
)
def test_pages_are_accessible_and_reflow_on_a_phone(live, path):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    item = live.site.office.receive()
    live.site.office.store(item)
    page = live.person("custodian", **PHONE)
    page.goto(live.url("/counter/"))
    page.fill("#scan-text", item)
    page.press("#scan-text", "Enter")
    page.locator("[data-item]").wait_for()
    page.goto(live.url(f"/labels/?items={item}" if path == "/labels/" else path))
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.fixture
def filmed(browser, tmp_path):
    """A browser whose camera films a label that we print: bars or a QR code."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    if not which("ffmpeg"):
        pytest.skip("there is no ffmpeg; install the package ffmpeg")
    launched = []

    def film(label, address):
        (tmp_path / "label.pdf").write_bytes(sheet_pdf([label], LAYOUTS["roll-62"], address))
        document = pdfium.PdfDocument(tmp_path / "label.pdf")
        picture = BytesIO()
        document[0].render(scale=3).to_pil().save(picture, "PNG")
        document.close()
        scene = "scale=520:-1,pad=640:480:(ow-iw)/2:(oh-ih)/2:gray,format=yuvj420p"
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "image2pipe",
            "-i",
            "-",
            "-vf",
            f"{scene},loop=10:1:0",
        ]
        subprocess.run(
            [*command, "-r", "5", "-q:v", "2", "-f", "mjpeg", str(tmp_path / "label.mjpeg")],
            input=picture.getvalue(), check=True,
        )  # fmt: skip
        made = browser.browser_type.launch(
            executable_path=str(CHROMIUM),
            args=[
                *ARGUMENTS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={tmp_path / 'label.mjpeg'}",
            ],
        )  # fmt: skip
        launched.append(made)
        return made

    yield film
    for one in launched:
        one.close()


def test_the_camera_of_a_phone_reads_a_label_and_stops_when_it_is_told(live, filmed):
    item = live.site.office.receive()
    live.browser = filmed(Label("item", item, "A thing", ("Case",)), live.where.office)
    page = live.person("custodian", permissions=["camera"], **PHONE)
    page.goto(live.url("/counter/"))
    button = page.get_by_role("button", name="Use the camera")
    button.click()
    page.locator(f"[data-item='{item}']").wait_for()
    page.locator("#sound-words", has_text="is on the list").wait_for()
    assert page.evaluate("document.querySelector('video').srcObject.active")
    button.click()
    page.locator("[data-viewfinder]").wait_for(state="hidden")
    assert page.evaluate("document.querySelector('video').srcObject") is None
    expect(page.locator("[data-item]")).to_have_count(1)
