import re

import pytest

from tests.web.world import hide_something, outsider
from wholefile.core.label_text import with_check
from wholefile.web.labels.codes import bars, qr_code
from wholefile.web.labels.layouts import LAYOUTS
from wholefile.web.labels.sheets import Label, sheet_pdf
from wholefile.web.labels.zpl import printed

ADDRESS = "https://evidence.county.example"
HOSTILE = "^XZ~JA_5E\\&{#pagebreak()}[x](y) Ünï 证据 <script>"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?items=V26-999999", 404),
        ("?items=nonsense", 404),
        ("?items=%00%01", 404),
        ("?items=<script>alert(1)</script>", 404),
        ("?places=NOWHERE", 404),
        ("?people=P-999", 404),
        ("?items=", 400),
        ("?items=V26-000001&layout=papyrus", 400),
        ("?items=V26-000001&first=0", 400),
        ("?items=V26-000001&first=many", 400),
        ("?items=" + ",".join(f"V26-{n:06d}" for n in range(600)), 400),
        ("?items=" + "V" * 4000, 404),
    ],
)
def test_what_cannot_be_printed_is_said_in_words(site, query, status):
    site.office.receive()
    for page in ("/labels/", "/labels/sheet.pdf", "/labels/labels.zpl"):
        answer = site.client("custodian").get(page + query)
        assert answer.status_code == status
        assert b"<script>alert" not in answer.content


def test_files_without_anything_asked_are_refused(site):
    assert site.client("custodian").get("/labels/sheet.pdf").status_code == 400
    assert site.client("custodian").get("/labels/").status_code == 200


def test_a_label_of_what_is_hidden_is_that_of_what_does_not_exist(site):
    outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    for page in ("/labels/?items={}", "/labels/sheet.pdf?items={}", "/I/{}", "/i/{}"):
        answers = []
        for voucher in (hidden, "V26-999999"):
            named = with_check(voucher) if "/labels" not in page else voucher
            answer = site.client("vera").get(page.format(named))
            assert answer.status_code == 404
            body = answer.content.replace(named.encode(), b"").replace(voucher.encode(), b"")
            answers.append(re.sub(rb'value="\w{64}"|"X-CSRFToken": "\w+"|data-csrf="\w+"', b"", body))
        assert answers[0] == answers[1], page


def test_who_manages_accounts_sees_no_evidence_and_makes_badges(site):
    item = site.office.receive()
    assert site.client("ana").get(f"/labels/?items={item}").status_code == 404
    assert site.client("ana").get("/labels/?places=ROOM-A").status_code == 404
    assert site.client("ana").get(f"/labels/?people={site.person('custodian')}").status_code == 200
    assert site.client("defence").get("/labels/").status_code == 404


@pytest.mark.parametrize("code", ["V26-000001", "V26-000001-", "nonsense", "P-7-D", "V26-000001-Q", "%00"])
def test_a_code_that_was_misread_leads_nowhere(site, code):
    site.office.receive()
    assert site.client("custodian").get(f"/I/{code}").status_code == 404


def test_the_code_of_a_label_leads_to_what_it_is_on(site):
    item, client = site.office.receive(), site.client("custodian")
    assert client.get(f"/I/{with_check(item)}")["Location"] == f"/items/{item}"
    assert client.get(f"/i/{with_check(item).lower()}")["Location"] == f"/items/{item}"
    assert client.get(f"/L/{with_check('ROOM-A/SHELF-1')}")["Location"] == "/room/places/ROOM-A/SHELF-1"
    assert client.get(f"/P/{with_check('P-3')}")["Location"] == "/people/P-3"
    assert site.client("defence").get(f"/I/{with_check(item)}").status_code == 404


def test_labels_are_shown_with_their_check_character_and_printed(site):
    item = site.office.receive()
    page = site.client("custodian").get(f"/labels/?items={item}&places=ROOM-A&people=P-3").content.decode()
    assert with_check(item) in page
    assert with_check("ROOM-A") in page
    assert "3 labels" in page
    assert page.count("data:image/svg+xml") == 3
    sheet = site.client("custodian").get(f"/labels/sheet.pdf?items={item}&layout=letter-30&first=5")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    file = site.client("custodian").get(f"/labels/labels.zpl?items={item}").content.decode()
    assert f"^FD{with_check(item)}^FS" in file


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_prints_any_words(layout):
    labels = [Label("item", f"V26-{n:06d}", HOSTILE, (HOSTILE,)) for n in range(3)]
    made = sheet_pdf([*labels, Label("place", "ROOM-A", "", ())], LAYOUTS[layout], ADDRESS, 2)
    assert made.startswith(b"%PDF")


def test_labels_lie_within_their_page():
    for one in LAYOUTS.values():
        across = one.left + one.across * one.label[0] + (one.across - 1) * one.gap_across
        down = one.top + one.down * one.label[1] + (one.down - 1) * one.gap_down
        assert across <= one.page[0] + 0.01, one.name
        assert down <= one.page[1] + 0.01, one.name


def test_no_words_give_a_printer_an_order():
    file = printed([Label("item", "V26-000001", HOSTILE, (HOSTILE, HOSTILE))], ADDRESS)
    assert file.count("^XZ") == 1
    assert "~" not in file
    assert file.count("^FD") == file.count("^FS") == 6
    data = re.findall(r"\^FD(.*?)\^FS", file)
    assert all("^" not in one and "\\" not in one for one in data)


def test_a_scanner_reads_what_is_drawn(tmp_path):
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    made = sheet_pdf([Label("item", "V26-000123", "A thing")], LAYOUTS["roll-100"], ADDRESS)
    (tmp_path / "label.pdf").write_bytes(made)
    document = pdfium.PdfDocument(tmp_path / "label.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "V26-000123-S" in text
    assert qr_code(ADDRESS).width == qr_code(ADDRESS).height
    assert bars("V26-000123-S").width == 11 * 11 + 24 + 20 + 11
