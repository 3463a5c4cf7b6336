import random
import zipfile

import pytest

from tests.extraction.packages import by_reader, codes, digest, parts_of, uncovered, zipped
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import odf
from wholefile.extraction.contract import Limits

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{one}="{OASIS}{one}:1.0"'
    for one in ("office", "style", "text", "table", "meta", "presentation", "manifest")
)
NAMES += f' xmlns:draw="{OASIS}drawing:1.0" xmlns:svg="{OASIS}svg-compatible:1.0"'
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def made(body: str, kind="odt", *, styles="", head="", more=None) -> bytes:
    content = (
        f"{head}<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{TYPES[kind]}>{body}</office:{TYPES[kind]}></office:body></office:document-content>"
    )
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{TYPES[kind]}",
        "content.xml": content,
        **(more or {}),
    }
    return zipped(parts, stored=("mimetype",))


def para(text: str) -> str:
    return f"<text:p>{text}</text:p>"


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE x [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    ],
)
def test_entities_are_neither_expanded_nor_fetched(head):
    said = read(made(para("&b;"), head=head))
    assert (said.failed, said.status, said.text) == (None, "partial", "")
    assert "entities" in codes(said)


def test_a_document_type_of_older_programs_is_read():
    assert read(made(para("old"), head="<!DOCTYPE x PUBLIC 'y' 'office.dtd'>")).text == "old\n"


def test_any_depth_of_nesting_is_read():
    depth = 200_000
    said = read(made("<text:section>" * depth + para("deep") + "</text:section>" * depth))
    assert said.text == "deep\n"


def test_a_bomb_in_a_part_stops_at_the_budget():
    said = read(made(para("before") + " " * (80 << 20)))
    assert (said.failed, said.status) == (None, "truncated")


def test_a_locked_document_is_said_to_be_locked_and_its_parts_are_listed():
    manifest = (
        f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        '</manifest:file-entry><manifest:file-entry manifest:full-path="Pictures/1.png"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    said = by_reader(odf, made("", more={"META-INF/manifest.xml": manifest, "Pictures/1.png": b"x"}), "odt")
    assert (said.failed, said.status) == (None, "locked")


def test_what_is_no_package_is_damaged():
    assert by_reader(odf, b"nothing", "odt").status == "damaged"


@pytest.mark.parametrize("seed", range(40))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    data = bytearray(shared("samples/office/testODTEmbedded.odt").read_bytes())
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert by_reader(odf, bytes(data), "odt").failed is None


def test_a_document_without_its_content_is_never_read():
    lost = made(para("words")).replace(b"content.xmlPK", b"contenx.xmlPK")
    said = by_reader(odf, lost, "odt")
    assert (said.failed, said.status, said.text) == (None, "damaged", "")
    assert "Its main part content.xml is not there." in said.reasons


def test_every_part_of_a_document_is_read_in_its_place():
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    note += para("the note") + "</text:note-body></text:note>"
    talk = "<office:annotation><dc:creator>Ann</dc:creator><dc:date>2024-01-02T03:04:05</dc:date>"
    talk += para("not true") + "</office:annotation>"
    box = (
        "<draw:frame><draw:text-box>"
        + para("in a box")
        + "</draw:text-box><svg:title>a car</svg:title></draw:frame>"
    )
    gone = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Bo</dc:creator>"
    gone += (
        "</office:change-info>"
        + para("one")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    styles = (
        f"<office:document-styles {NAMES}><style:master-page><style:header>{para('WF-000123')}</style:header>"
    )
    styles += f"<style:footer>{para('foot')}</style:footer></style:master-page></office:document-styles>"
    said = read(made(gone + para(f"the{note}  {talk}\n body{box}"), more={"styles.xml": styles}))
    assert parts_of(said) == {
        "body": "the body\n",
        "deleted text by Bo": "one\n",
        "footnote 1": "the note\n",
        "comment by Ann": "not true\n",
        "text box": "in a box\n",
        "alt text": "a car\n",
        "header 1": "WF-000123\n",
        "footer 1": "foot\n",
    }
    assert codes(said) == ["tracked changes", "comments"]
    assert said.facts["comments"] == [{"author": "Ann", "date": "2024-01-02T03:04:05"}]
    assert uncovered(said) == 0


def test_spaces_tabs_lines_and_tables():
    body = para("a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d \n e")
    cell = "<table:table-cell>{}</table:table-cell>"
    body += "<table:table><table:table-row>" + cell.format(para("x") + para("y")) + cell.format(para("z"))
    body += "</table:table-row></table:table>"
    assert read(made(body)).text == "a  b\tc\nd e\nx\ny\tz\n"


def test_hidden_words_are_kept_and_flagged():
    styles = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    said = read(made(para('I did <text:span text:style-name="T1">not </text:span>do it'), styles=styles))
    assert said.text == "I did do it\nnot\n"
    assert codes(said) == ["hidden text"]


def test_what_is_loaded_from_elsewhere_is_listed():
    body = para(
        '<text:a xlink:href="http://y.example/">there</text:a><draw:image xlink:href="http://x.example/p.png"/>'
    )
    said = read(made(body))
    assert (said.facts["links"], codes(said)) == (["http://y.example/"], ["remote content"])


def test_each_cell_has_its_place():
    cell = "<table:table-cell {}>{}</table:table-cell>"
    rows = "<table:table-row table:number-rows-repeated='4'><table:table-cell/></table:table-row><table:table-row>"
    rows += cell.format("table:number-columns-repeated='2'", "") + cell.format(
        "table:formula='of:=1+1'", para("2")
    )
    talk = f"<office:annotation><dc:creator>Ann</dc:creator>{para('check')}</office:annotation>"
    rows += (
        cell.format("office:value='0.5'", "")
        + cell.format("", talk + para("x") + para("y"))
        + "</table:table-row>"
    )
    styles = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    said = read(
        made(
            f'<table:table table:name="Bank" table:style-name="ta1">{rows}</table:table>',
            "ods",
            styles=styles,
        )
    )
    assert (said.kind, said.text) == ("ods", "Bank\n2\t0.5\tx\ny\ncheck\n")
    places = [one[2] for one in said.layers[0].places if "cell" in one[2]]
    assert [one["cell"] for one in places] == ["C5", "D5", "E5", "E5"]
    assert places[3]["part"] == "comment by Ann"
    assert said.facts["formulas"] == {"Bank!C5": "of:=1+1"}
    assert codes(said) == ["hidden text", "comments"]
    assert uncovered(said) == 0


def test_slides_notes_and_hidden_slides():
    styles = '<style:style style:name="dp2">'
    styles += '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    box = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
    body = "<draw:page>" + box.format(para("first")) + "<presentation:notes>" + box.format(para("say this"))
    body += (
        "</presentation:notes></draw:page><draw:page draw:style-name='dp2'>"
        + box.format(para("second"))
        + "</draw:page>"
    )
    said = read(made(body, "odp", styles=styles))
    assert (said.kind, said.text) == ("odp", "first\nsay this\nsecond\n")
    assert [one[2] for one in said.layers[0].places] == [
        {"slide": 1},
        {"slide": 1, "part": "notes"},
        {"slide": 2},
    ]
    assert codes(said) == ["hidden text"]
    assert said.facts["slides"] == 2


def test_files_inside_are_handed_on():
    inner = f"<office:document-content {NAMES}><office:body>{para('a chart')}</office:body></office:document-content>"
    more = {
        "Pictures/1.png": b"p",
        "Object 1/content.xml": inner,
        "Object 2": b"ole",
        "Basic/Standard/M.xml": "<x/>",
    }
    said = read(made(para("x"), more=more))
    assert {one.path: one.method for one in said.listed} == {
        b"Pictures/1.png": "office media",
        b"Object 2": "embedded object",
        b"Basic/Standard/M.xml": "macros",
    }
    assert parts_of(said)["object 1"] == "a chart\n"
    assert codes(said) == ["macros"]


def test_the_sample():
    said = read(shared("samples/office/testODTEmbedded.odt"))
    assert (said.status, said.text) == ("read", "This document has bold and italic text.\n")
    assert said.facts["created"] == "2017-03-08T19:01:00"
    assert said.facts["last_modified_by"] == "LibreOffice User"
    picture = said.members[b"Pictures/10000201000000020000000209196218EBA73885.png"]
    assert digest(picture.data).startswith("133a8ddfbacd")
    assert len(said.listed) == 2
    with zipfile.ZipFile(shared("samples/office/testODTEmbedded.odt")) as archive:
        assert archive.read("Thumbnails/thumbnail.png") == said.members[b"Thumbnails/thumbnail.png"].data


def test_text_beyond_the_limit_is_cut_and_the_members_still_come():
    said = read(made(para("word " * 100), more={"Pictures/1.png": b"p"}), limits=Limits(characters=50))
    assert (said.status, len(said.text)) == ("truncated", 50)
    assert b"Pictures/1.png" in said.members
