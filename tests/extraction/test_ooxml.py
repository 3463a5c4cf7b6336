import random

import pytest

from tests.extraction.packages import (
    P,
    R,
    S,
    W,
    by_reader,
    codes,
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

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


READS_FILE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


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
