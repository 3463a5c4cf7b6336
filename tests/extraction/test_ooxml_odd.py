"""Workbooks, slides and what is odd in any package: nothing is lost without a word."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.packages import (
    P,
    R,
    S,
    by_reader,
    codes,
    digest,
    docx,
    office,
    para,
    parts_of,
    related,
    uncovered,
)
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import ooxml
from wholefile.extraction.contract import Limits
from wholefile.extraction.ole_rebuilt import rebuilt
from wholefile.extraction.ooxml_cells import column_of, letters
from wholefile.extraction.ooxml_numbers import date_of, is_date


def test_embedded_files_are_handed_on():
    body = b"\x02\x00a.txt\0C:\\a.txt\0\0\0\x03\0" + (5).to_bytes(4, "little") + b"C:\\a\0"
    native = body + (7).to_bytes(4, "little") + b"content"
    packed = rebuilt(
        {("\x01Ole10Native",): len(native).to_bytes(4, "little") + native, ("\x01CompObj",): b"x"}
    )
    inner = rebuilt({("Workbook",): b"\x09\x08", ("\x01Ole",): b"x"})
    parts = {
        "word/embeddings/oleObject1.bin": packed,
        "word/embeddings/oleObject2.bin": inner,
        "word/embeddings/oleObject3.bin": b"no container",
        "word/embeddings/book.xlsx": b"PK..",
        "word/media/image1.png": b"\x89PNG",
        "word/vbaProject.bin": b"macro",
        "customXml/item1.xml": "<a>secret</a>",
    }
    said = read(docx(para("x"), parts=parts))
    assert {one.path: (one.method, one.data) for one in said.listed} == {
        b"word/embeddings/oleObject1.bin/a.txt": ("ole package", b"content"),
        b"word/embeddings/oleObject2.bin": ("embedded object", inner),
        b"word/embeddings/oleObject3.bin": ("embedded object", b"no container"),
        b"word/embeddings/book.xlsx": ("office embedding", b"PK.."),
        b"word/media/image1.png": ("office media", b"\x89PNG"),
        b"word/vbaProject.bin": ("macros", b"macro"),
        b"customXml/item1.xml": ("office part", b"<a>secret</a>"),
    }
    assert said.members[b"word/embeddings/oleObject1.bin/a.txt"].facts["source_path"] == "C:\\a.txt"
    assert codes(said) == ["macros"]


def book(sheet: str, *, state="visible", strings=(), styles="", pr="", more=None) -> bytes:
    shared_strings = "".join(f"<si>{one}</si>" for one in strings)
    return office(
        "xlsx",
        {
            "xl/workbook.xml": f'<workbook {S} {R}>{pr}<sheets><sheet name="Bank" state="{state}" r:id="r1"/></sheets>'
            "<definedNames><definedName name='Total'>Bank!$A$1</definedName></definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": related(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}</worksheet>",
            "xl/sharedStrings.xml": f"<sst {S}>{shared_strings}</sst>",
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
            **(more or {}),
        },
    )


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
)


def test_each_cell_has_its_place_and_dates_are_dates():
    sheet = (
        '<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>0.1</v></c></row>'
        '<row r="3"><c r="A3" s="1"><v>45000.5</v></c><c r="B3" s="2"><v>45000</v></c><c s="3"><v>45000</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>in line</t></is></c><c r="B4" t="b"><v>1</v></c>'
        '<c r="C4" t="e"><v>#REF!</v></c><c r="D4"><f>SUM(A1:A2)</f><v>12</v></c></row></sheetData>'
    )
    said = read(
        book(sheet, strings=["<r><t>Ann</t></r><r><t> Lee</t></r><rPh><t>an</t></rPh>"], styles=STYLES)
    )
    assert said.text == (
        "Bank\nAnn Lee\t0.1\n2023-03-15T12:00:00\t2023-03-15\t45000\nin line\tTRUE\t#REF!\t12\n"
    )
    cells = {
        one[2]["cell"]: said.text[one[0] : one[1]].strip()
        for one in said.layers[0].places
        if "cell" in one[2]
    }
    assert cells["A2"] == "Ann Lee"
    assert cells["C3"] == "45000"
    assert cells["D4"] == "12"
    assert said.facts["formulas"] == {"Bank!D4": "=SUM(A1:A2)"}
    assert said.facts["defined_names"] == {"Total": "Bank!$A$1"}
    assert uncovered(said) == 0


def test_the_date_system_of_1904_is_kept():
    sheet = '<sheetData><row r="1"><c r="A1" s="1"><v>0</v></c></row></sheetData>'
    said = read(book(sheet, styles=STYLES, pr='<workbookPr date1904="1"/>'))
    assert "1904-01-01" in said.text


@pytest.mark.parametrize(
    ("serial", "shown"),
    [(1, "1900-01-01"), (59, "1900-02-28"), (60, None), (61, "1900-03-01"), (0.25, "06:00:00"),
     (44197.999988426, "2021-01-01T23:59:59"), (-1, None), (2_958_465, "9999-12-31"), (2_958_466, None),
     (float("inf"), None), (float("nan"), None)],
)  # fmt: skip
def test_days_of_the_system_of_1900(serial, shown):
    assert date_of(serial, from_1904=False) == shown


@pytest.mark.parametrize(
    ("number", "code", "date"),
    [(0, "", False), (14, "", True), (22, "", True), (49, "", False), (164, "yyyy-mm-dd", True),
     (164, "General", False), (164, "[$-409]h:mm AM/PM", True),
     (164, '#,##0.00 "Yards"', False), (164, "[Red]0.00", False), (164, "[h]:mm", False),
     (164, "0.00E+00", False), (164, "mm:ss.0", True), (164, "@", False)],
)  # fmt: skip
def test_which_formats_are_dates(number, code, date):
    assert is_date(number, code) is date


@given(st.integers(1, 20_000))
def test_columns_have_names(column):
    assert column_of(letters(column) + "7") == column


def test_hidden_sheets_rows_and_columns_are_read_and_flagged():
    sheet = '<cols><col min="2" max="3" hidden="1"/></cols>'
    sheet += '<sheetData><row r="1" hidden="1"><c t="str"><v>x</v></c></row></sheetData>'
    said = read(book(sheet, state="veryHidden"))
    assert said.text == "Bank\nx\n"
    assert codes(said) == ["hidden text", "hidden text"]


def test_comments_of_a_sheet_stand_under_their_cell():
    comments = f"<comments {S}><authors><author>Ann</author></authors><commentList>"
    comments += (
        "<comment ref='B2' authorId='0'><text><t>check this</t></text></comment></commentList></comments>"
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(("r9", "comments", "../comments1.xml")),
        "xl/comments1.xml": comments,
    }
    said = read(book("<sheetData/>", more=more))
    assert said.layers[0].places[-1][2] == {"sheet": "Bank", "cell": "B2", "part": "comment by Ann"}
    assert said.text == "Bank\ncheck this\n"


def test_values_that_only_a_pivot_cache_keeps_are_read():
    cache = f"<pivotCacheDefinition {S}><sharedItems><s v='Ann Lee'/><n v='5'/></sharedItems></pivotCacheDefinition>"
    said = read(book("<sheetData/>", more={"xl/pivotCache/pivotCacheDefinition1.xml": cache}))
    assert parts_of(said)["pivot cache 1"] == "Ann Lee\n5\n"


def test_many_cells_keep_the_map_within_bounds():
    rows = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 10 + "</row>" for n in range(1, 40_001))
    said = read(book(f"<sheetData>{rows}</sheetData>"))
    assert said.status == "read"
    assert len(said.text) == 5 + 40_000 * 20
    assert 100_000 < len(said.layers[0].places) <= 300_000
    assert uncovered(said) == 0


def test_a_binary_workbook_is_said_to_be_unread():
    data = office(
        "xlsx", {"xl/workbook.bin": b"x", "_rels/.rels": related(("r1", "officeDocument", "xl/workbook.bin"))}
    )
    said = by_reader(ooxml, data, "xlsx")
    assert said.status == "unsupported"


def test_slides_are_read_in_their_order_with_notes_comments_and_hidden_ones():
    def slide(words, more=""):
        return f"<p:sld {P} {more}><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sld>"

    parts = {
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst><p:sldId id='1' r:id='b'/>"
        "<p:sldId id='2' r:id='a'/></p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(
            ("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")
        ),
        "ppt/slides/slide1.xml": slide("second", "show='0'"),
        "ppt/slides/slide2.xml": slide("first"),
        "ppt/slides/slide9.xml": slide("left out"),
        "ppt/slides/_rels/slide2.xml.rels": related(
            ("n", "notesSlide", "../notesSlides/n1.xml"), ("c", "comments", "../comments/c1.xml")
        ),
        "ppt/notesSlides/n1.xml": slide("say this").replace("p:sld", "p:notes"),
        "ppt/comments/c1.xml": f"<p:cmLst {P}><p:cm authorId='0'><p:text>too much</p:text></p:cm></p:cmLst>",
        "ppt/commentAuthors.xml": f"<p:cmAuthorLst {P}><p:cmAuthor id='0' name='Ann'/></p:cmAuthorLst>",
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {P}><p:sp><p:nvSpPr><p:nvPr><p:ph/></p:nvPr></p:nvSpPr>"
        "<a:p><a:r><a:t>Click to edit</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>SECRET</a:t></a:r></a:p></p:sp>"
        "</p:sldMaster>",
    }
    said = read(office("pptx", parts))
    assert said.text == "first\nsay this\ntoo much\nsecond\nleft out\nSECRET\n"
    assert [one[2] for one in said.layers[0].places] == [
        {"slide": 1}, {"slide": 1, "part": "notes"}, {"slide": 1, "part": "comment by Ann"}, {"slide": 2}, {"slide": 3},
        {"part": "slideMaster 1"},
    ]  # fmt: skip
    assert codes(said) == ["hidden text", "hidden text", "comments"]


def test_the_pdf_in_the_sample_document():
    said = read(shared("samples/office/EmbeddedPDF.docx"))
    assert said.status == "read"
    assert said.text.strip() == "Test Document with embedded pdf’s:"
    member = said.members[b"word/embeddings/oleObject1.bin/CONTENTS"]
    assert member.data.startswith(b"%PDF-1.5")
    assert len(member.data) == 89_857
    assert digest(member.data).startswith("97bd78dd5117")
    assert said.facts["company"] == "Adobe Systems inc."


def test_the_archive_in_the_sample_document_opens():
    said = read(shared("samples/office/test_recursive_embedded.docx"))
    member = said.members[b"word/embeddings/oleObject1.bin/embed1.zip"]
    assert digest(member.data).startswith("70db3fca3ed2")
    assert zipfile.ZipFile(io.BytesIO(member.data)).testzip() is None
    assert len(said.listed) == 2


def test_the_sample_order_of_the_navy():
    said = read(shared("samples/office/word-docx.docx"))
    assert len(said.text) == 20_403
    assert "Narrative Reason for Discharge:" in said.text
    assert set(parts_of(said)) == {"body", "header 1", "header 2", "header 3", "footer 1"}
    assert said.facts["custom_properties"]["Company"] == "NCPB"


def test_the_pdf_in_the_sample_workbook():
    said = read(shared("samples/office/testEXCEL_embeddedPDF_windows.xlsx"))
    member = said.members[b"xl/embeddings/oleObject1.bin/CONTENTS"]
    assert (member.data[:8], len(member.data)) == (b"%PDF-1.3", 34_824)
    assert said.facts["parts_left_out"] == ["xl/printerSettings/printerSettings1.bin"]


def test_the_sound_in_the_sample_slides():
    said = read(shared("samples/office/testPPT_embeddedMP3.pptx"))
    assert said.members[b"ppt/media/media1.mp3"].data[:3] == b"ID3"


def test_the_archive_in_the_sample_slides():
    said = read(shared("samples/archives/test_embedded_zip.pptx"))
    member = said.members[b"ppt/embeddings/oleObject1.bin/SendSignal64.zip"]
    assert zipfile.ZipFile(io.BytesIO(member.data)).testzip() is None
    assert len(said.text) == 1_064
    assert said.facts["slides"] == 3
    assert "javacore.20110604" in said.text


def test_text_beyond_the_limit_is_cut_and_the_members_still_come():
    data = docx(para("word " * 100), parts={"word/media/image1.png": b"p"})
    said = read(data, limits=Limits(characters=50))
    assert (said.status, len(said.text)) == ("truncated", 50)
    assert b"word/media/image1.png" in said.members
