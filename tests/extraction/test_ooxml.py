import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.packages import (
    P,
    R,
    S,
    W,
    by_reader,
    codes,
    digest,
    docx,
    office,
    para,
    parts_of,
    related,
    uncovered,
    zipped,
)
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import ole_encrypted, ooxml
from wholefile.extraction.contract import Limits
from wholefile.extraction.ole_rebuilt import rebuilt
from wholefile.extraction.ooxml_cells import column_of, letters
from wholefile.extraction.ooxml_numbers import date_of, is_date

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
READS_FILE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


# What must not happen.


@pytest.mark.parametrize("declared", [LAUGHS, READS_FILE])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_entities_are_neither_expanded_nor_fetched(kind, declared):
    parts = {
        "docx": {
            "word/document.xml": f"{declared}<w:document {W}><w:body>{para('&b;', '&a;')}</w:body></w:document>"
        },
        "xlsx": {
            "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": related(("r1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f'{declared}<worksheet {S}><row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'
            "</worksheet>",
        },
        "pptx": {
            "ppt/presentation.xml": f"{declared}<p:presentation {P}/>",
            "ppt/slides/slide1.xml": f"{declared}<p:sld {P}><a:p><a:t>&a;</a:t></a:p></p:sld>",
        },
    }[kind]
    said = by_reader(ooxml, office(kind, parts), kind)
    assert said.status == "partial"
    assert "entities" in codes(said)
    assert "root:" not in said.text
    assert "ha" not in said.text


def test_a_bomb_in_a_part_stops_at_the_budget_and_what_was_read_is_kept():
    bomb = f"<w:document {W}><w:body>{para('before')}".encode() + b" " * (80 << 20)
    said = read(office("docx", {"word/document.xml": bomb, "word/media/image1.png": b"picture"}))
    assert (said.failed, said.status) == (None, "truncated")
    assert said.members[b"word/media/image1.png"].data == b"picture"


def test_any_depth_of_nesting_is_read():
    depth = 200_000
    body = "<w:sdt>" * depth + para("deep") + "</w:sdt>" * depth
    assert read(docx(body)).text == "deep\n"


def test_tables_nested_beyond_reason_are_read():
    depth = 5_000
    opened = "<w:tbl><w:tr><w:tc>" * depth
    assert read(docx(opened + para("deep") + "</w:tc></w:tr></w:tbl>" * depth)).text == "deep\n"


def test_what_is_no_package_is_damaged():
    assert by_reader(ooxml, b"PK\x03\x04 nothing", "docx").status == "damaged"
    assert by_reader(ooxml, zipped({"a.txt": "x"}), "").status == "damaged"


def test_a_package_that_lost_its_end_is_read_as_far_as_it_goes():
    whole = docx(para("first of all") + para("x") * 10, parts={"word/media/image1.png": b"p" * 1000})
    said = by_reader(ooxml, whole[:-200], "docx")
    assert said.status == "damaged"
    assert said.text.startswith("first of all\n")
    assert by_reader(ooxml, shared("samples/hostile/testWORD_truncated.docx"), "docx").status == "damaged"


def test_a_part_that_ends_early_is_partly_read():
    page = f"<w:document {W}><w:body>{para('kept')}{para('also')[:-4]}"
    said = read(office("docx", {"word/document.xml": page}))
    assert (said.status, said.text) == ("partial", "kept\nalso\n")


def test_a_document_whose_main_part_is_lost_is_never_read():
    lost = docx(para("words")).replace(b"word/document.xmlPK", b"word/documenx.xmlPK")
    said = read(lost)
    assert (said.failed, said.kind, said.status, said.text) == (None, "docx", "damaged", "")
    assert said.reasons[0] == "Its main part word/document.xml is not there."


def test_broken_bytes_are_said_in_parts_that_no_reader_takes_too():
    whole = docx(para("words"), parts={"word/theme/theme1.xml": "<theme/>" * 20})
    at = whole.index(b"word/theme/theme1.xml") + len("word/theme/theme1.xml") + 3
    broken = whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
    assert read(whole).status == "read"
    said = read(broken)
    assert (said.status, said.text) == ("partial", "words\n")
    assert said.reasons[0].startswith("word/theme/theme1.xml could not be unpacked")


def test_a_header_that_is_led_to_and_not_there_is_said():
    leads = related(("r1", "header", "header1.xml"), ("r2", "image", "media/gone.png"))
    said = read(docx(para("words"), parts={"word/_rels/document.xml.rels": leads}))
    assert said.status == "partial"
    assert said.reasons == ["The part word/header1.xml is not there, though another leads to it."]


def test_a_locked_document_needs_its_password():
    path = shared("samples/hostile/testWORD_protected_passtika.docx")
    assert by_reader(ole_encrypted, path, "encrypted office").status == "locked"
    assert by_reader(ole_encrypted, path, "encrypted office", password="wrong").status == "locked"
    said = by_reader(ole_encrypted, path, "encrypted office", password="tika")
    assert (said.status, said.text) == ("read", "This is an encrypted Word 2007 File.\n")
    assert by_reader(ooxml, path, "docx", password="tika").text == said.text


def test_a_locked_workbook_needs_its_password():
    path = shared("samples/hostile/testEXCEL_protected_passtika.xlsx")
    assert by_reader(ole_encrypted, path, "encrypted office").status == "locked"
    said = by_reader(ole_encrypted, path, "encrypted office", password="tika")
    assert "This is an Encrypted Excel spreadsheet." in said.text


SEED = docx(
    para("some words") + "<w:tbl><w:tr><w:tc>" + para("cell") + "</w:tc></w:tr></w:tbl>",
    parts={"word/header1.xml": f"<w:hdr {W}>{para('head')}</w:hdr>", "word/media/image1.png": b"\x89PNG"},
)


@pytest.mark.parametrize("seed", range(60))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    data = bytearray(SEED)
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert by_reader(ooxml, bytes(data), "docx").failed is None


# Word.


def test_every_part_of_a_document_is_read_in_its_place():
    note = "<w:footnote w:id='2'>" + para("the note") + "</w:footnote>"
    parts = {
        "word/header1.xml": f"<w:hdr {W}>{para('WF-000123')}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {W}>{para('page foot')}</w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {W}>{note}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {W}>{note.replace('footnote', 'endnote')}</w:endnotes>",
        "word/comments.xml": f"<w:comments {W}><w:comment w:id='3' w:author='Ann' w:date='2024-05-01T10:00:00Z'>"
        f"{para('not true')}</w:comment></w:comments>",
        "word/glossary/document.xml": f"<w:glossaryDocument {W}>{para('block')}</w:glossaryDocument>",
    }
    said = read(docx(para("the body"), parts=parts))
    assert parts_of(said) == {
        "body": "the body\n",
        "header 1": "WF-000123\n",
        "footer 2": "page foot\n",
        "footnote 2": "the note\n",
        "endnote 2": "the note\n",
        "comment 3 by Ann": "not true\n",
        "glossary document": "block\n",
    }
    assert said.facts["comments"] == [{"author": "Ann", "date": "2024-05-01T10:00:00Z"}]
    assert codes(said) == ["comments"]
    assert uncovered(said) == 0


def test_deleted_words_stand_apart_and_the_words_that_stay_stay_together():
    gone = "<w:del w:author='Bo'><w:r><w:delText>one hundred</w:delText></w:r></w:del>"
    come = "<w:ins w:author='Cy'><w:r><w:t>two hundred</w:t></w:r></w:ins>"
    moved = "<w:moveFrom w:author='Bo'><w:r><w:t>from here</w:t></w:r></w:moveFrom>"
    said = read(docx(para("I paid ", gone, come, " euro") + para(moved, "next")))
    assert said.text == "I paid two hundred euro\none hundred\nnext\nfrom here\n"
    assert parts_of(said)["deleted text by Bo"] == "one hundred\nfrom here\n"
    assert codes(said) == ["tracked changes"]
    assert [one["kind"] for one in said.facts["tracked_changes"]] == ["del", "ins", "moveFrom"]


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ("<w:vanish/>", True),
        ("<w:vanish w:val='0'/>", False),
        ("<w:rStyle w:val='Secret'/>", True),
        ("<w:b/>", False),
    ],
)
def test_hidden_words_are_kept_and_flagged(properties, hidden):
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>not </w:t></w:r>"
    styles = f"<w:styles {W}><w:style w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    said = read(docx(para("I did ", run, "do it"), parts={"word/styles.xml": styles}))
    assert said.text == ("I did do it\nnot \n" if hidden else "I did not do it\n")
    assert codes(said) == (["hidden text"] if hidden else [])


def test_a_text_box_is_read_once_though_it_is_there_twice():
    box = "<w:txbxContent>" + para("in the box") + "</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}"
        "<w:txbxContent>" + para("only for old programs") + "</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    said = read(docx(para("before ", both, "after"), names=names))
    assert parts_of(said) == {"body": "before after\n", "text box": "in the box\nonly for old programs\n"}


def test_tables_signs_and_descriptions():
    table = "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        para("a"), para("b"), para("c")
    )
    run = "<w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t><w:noBreakHyphen/><w:sym w:char='00A7'/></w:r>"
    alt = "<w:drawing><wp:docPr xmlns:wp='urn:x' name='Picture 1' descr='a grey car'/></w:drawing>"
    said = read(docx(table + para(run, f"<w:r>{alt}</w:r>")))
    assert said.text == "a\nb\tc\nx\ty\nz\u2011§\na grey car\n"


def test_fields_and_relations_say_what_is_loaded_from_elsewhere():
    code = "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>INCLUDEPICTURE \"http://x.example/p.png\"</w:instrText>"
    code += (
        "<w:fldChar w:fldCharType='end'/></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK "
    )
    code += "\"http://y.example/\"</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>there</w:t></w:r>"
    leads = related(
        ("r1", "attachedTemplate", "https://evil.example/t.dotm", "External"),
        ("r2", "attachedTemplate", "file:///C:\\Users\\ann\\Normal.dotm", "External"),
        ("r3", "hyperlink", "http://z.example/", "External"),
    )
    said = read(docx(para(code), parts={"word/_rels/settings.xml.rels": leads}))
    assert said.text == "there\n"
    assert codes(said) == ["remote content", "remote content"]
    assert said.facts["field_links"] == ["http://y.example/"]
    assert said.facts["links"] == ["http://z.example/"]
    assert said.facts["outside_parts"][1].endswith("Normal.dotm")


def test_properties_are_facts_with_instants_in_utc():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>Ann</dc:creator>'
        "<cp:lastModifiedBy>Bo</cp:lastModifiedBy><cp:revision>7</cp:revision><dcterms:created>2020-01-02T03:04:05+01:00"
        "</dcterms:created><dcterms:modified>2020-01-02T03:04:05</dcterms:modified></cp:coreProperties>"
    )
    said = read(docx(para("x"), parts={"docProps/core.xml": core}))
    assert said.facts["author"] == "Ann"
    assert said.facts["last_modified_by"] == "Bo"
    assert said.facts["revision"] == 7
    assert said.facts["created"] == 1_577_930_645_000
    assert said.facts["modified"] == "2020-01-02T03:04:05"  # no zone, so no instant


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


# Excel.


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


# PowerPoint.


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


# Samples.


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
