import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.packages import by_reader, codes, digest, parts_of, uncovered
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import rtf
from wholefile.extraction.contract import Limits
from wholefile.extraction.rtf import text_of_rtf

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0"
HEAD += rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Mincho;}}"


def page(body: bytes) -> bytes:
    return HEAD + body + b"}"


def test_a_document_that_ends_inside_a_group_is_partly_read():
    said = read(HEAD + rb"kept {\b also")
    assert (said.status, said.text) == ("partial", "kept also\n")


def test_a_million_open_groups_are_read():
    said = read(HEAD + b"{" * 1_000_000 + b"deep" + b"}" * 1_000_000 + b"}")
    assert (said.status, said.text) == ("read", "deep\n")


def test_what_follows_the_end_is_handed_on():
    said = read(page(b"text") + b"MZ hidden program")
    assert said.text == "text\n"
    assert said.members[b"trailing"].data == b"MZ hidden program"
    assert codes(said) == ["trailing data"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (rb"caf\'e9 \'80", "café €"),
        (rb"\f1 \'cf\'f0\'e8\'e2\'e5\'f2\f0  \'e9", "Привет é"),
        (rb"\f2 \'93\'fa\'96\'7b", "日本"),
        (rb"\u1055?\u1088\'3f\u1080 x", "При"),
        (rb"{\uc2 \u8364 EU}100", "€100"),
        (rb"{\uc0\u8364 100}", "€100"),
        (rb"\u-10179?\u-8704?!", "\U0001f600!"),
        (rb"\u-8704?!", "\ufffd!"),
        (rb"a\~b\_c\-d\{\}\\e", "a\u00a0b\u2011c\u00add{}\\e"),
        (rb"one\par two\line three\tab four", "one\ntwo\nthree\tfour"),
        (b"one \r\ntwo\\\r\nthree", "one two\nthree"),
        (rb"\trowd A\cell B\cell\row C", "A\tB\t\nC"),
        (rb"\ldblquote so\rdblquote\emdash", "\u201cso\u201d\u2014"),
    ],
)
def test_letters_and_signs(written, shown):
    assert text_of_rtf(page(written)) == shown + "\n"


def test_the_code_page_of_the_document_is_used():
    data = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}"
    assert text_of_rtf(data) == "При\n"
    assert text_of_rtf(rb"{\rtf1\mac \'8e}") == "é\n"


def test_hidden_deleted_and_ignored_words_are_kept_and_flagged():
    said = read(
        page(
            rb"{\*\revtbl{Unknown;}{Bo;}}I paid {\deleted\revauthdel1 one }two {\v not }euro{\*\odd secret}\par next"
        )
    )
    assert said.text.startswith("I paid two euro\n")
    assert parts_of(said) == {
        "body": "I paid two euro\nnext\n",
        "deleted text by Bo": "one \n",
        "hidden text": "not \n",
        "ignored text": "secret\n",
    }
    assert codes(said) == ["hidden text", "hidden text", "tracked changes"]
    assert uncovered(said) == 0


def test_every_part_has_its_place():
    said = read(
        page(
            rb"{\header WF-000123}{\footer foot}the body{\footnote the note}{\*\atnauthor Ann}{\*\annotation too much}"
            rb"{\shp{\*\shpinst{\shptxt in a box}{\sp{\sn gtextUNICODE}{\sv DRAFT}}}}\par"
        )
    )
    assert parts_of(said) == {
        "body": "the body\n",
        "header": "WF-000123\n",
        "footer": "foot\n",
        "footnote 1": "the note\n",
        "comment by Ann": "too much\n",
        "text box": "in a box\nDRAFT\n",
    }
    assert codes(said) == ["comments"]


def test_what_it_says_of_itself_and_times_without_a_zone():
    said = read(
        page(
            rb"{\info{\title A deed}{\author Ann}{\operator Bo}{\creatim\yr2014\mo3\dy27\hr19\min52}{\edmins7}}"
            rb"{\*\userprops{\propname Case}\proptype30{\staticval 12}}{\*\generator Word;}{\stylesheet{Normal;}}x"
        )
    )
    assert said.text == "x\n"
    assert said.facts["title"] == "A deed"
    assert said.facts["last_modified_by"] == "Bo"
    assert said.facts["created"] == "2014-03-27T19:52:00"
    assert said.facts["editing_minutes"] == 7
    assert said.facts["custom_properties"] == {"Case": "12"}


def test_fields_and_templates_say_what_is_loaded_from_elsewhere():
    said = read(
        page(
            rb'{\*\template http://evil.example/t.dotm}{\field{\*\fldinst{HYPERLINK "http://y.example/"}}'
            rb'{\fldrslt there}}{\field{\*\fldinst INCLUDEPICTURE "http://x.example/p.png"}{\fldrslt}}'
        )
    )
    assert said.text == "there\n"
    assert codes(said) == ["remote content", "remote content"]
    assert said.facts["field_links"] == ["http://y.example/"]


def test_pictures_and_objects_are_handed_on_in_hexadecimal_and_in_binary():
    png = b"\x89PNG\r\n\x1a\n{}\\"
    spread = b" \r\n".join(png.hex().encode()[n : n + 7] for n in range(0, len(png) * 2, 7))
    said = read(
        page(
            rb"{\*\shppict{\pict{\*\picprop}\pngblip " + spread + rb"}}{\pict\jpegblip\bin" + str(len(png)).encode()
            + b" " + png + rb"}{\object\objemb{\*\objclass Weird}{\*\objdata 0102zz03}{\result shown}}after"
        )
    )  # fmt: skip
    assert said.text == "shownafter\n"
    assert said.members[b"pictures/1.png"].data == png
    assert said.members[b"pictures/2.jpeg"].data == png
    assert said.members[b"objects/1"].data == b"\x01\x02\x03"
    assert said.members[b"objects/1"].facts["class"] == "Weird"


def test_an_object_hidden_in_a_table_of_styles_is_found():
    said = read(page(rb"{\stylesheet{\*\objdata 4d5a}}x"))
    assert said.members[b"objects/1"].data == b"MZ"


def test_a_mail_that_was_html_shows_its_words_once():
    data = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}"
    data += rb"\htmlrtf {\htmlrtf0 the words\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"
    assert text_of_rtf(data) == "the words\n"
    assert text_of_rtf(rb"{\rtf1 \htmlrtf kept}") == "kept\n"


def test_lines_of_ten_million_bytes_are_read():
    data = page(rb"{\*\objdata " + b"ab" * 5_000_000 + b"}" + b"word " * 100_000)
    said = read(data)
    assert len(said.members[b"objects/1"].data) == 5_000_000
    assert len(said.text) == 500_001


def test_text_beyond_the_limit_is_cut_and_the_members_still_come():
    said = read(page(b"word " * 100 + rb"{\pict\pngblip 89}"), limits=Limits(characters=50))
    assert (said.status, len(said.text)) == ("truncated", 50)
    assert said.members[b"pictures/1.png"].data == b"\x89"


@given(st.lists(st.sampled_from([b"{", b"}", rb"\*", rb"\pict", rb"\objdata ", rb"\u55357", rb"\'e9", rb"\bin3 ", b"ab",
                                 rb"\footnote ", rb"\v", rb"\fldinst ", rb"\info", rb"\title ", b"\\", b"\n", rb"\par",
                                 rb"\odd ", rb"\uc9", rb"\u5", rb"\f1", rb"\plain", rb"\sv ", rb"\annotation"]),
                max_size=60))  # fmt: skip
def test_any_row_of_pieces_is_read(pieces):
    said = by_reader(rtf, page(b"".join(pieces)), "rtf")
    assert said.failed is None
    assert uncovered(said) == 0


@pytest.mark.parametrize("seed", range(20))
def test_changed_bytes_never_make_a_run_fail(seed):
    chance = random.Random(seed)
    data = bytearray(shared("samples/hostile/testRTFCorruptListOverride.rtf").read_bytes())
    for _ in range(chance.randint(1, 100)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert by_reader(rtf, bytes(data), "rtf").failed is None


def test_the_sample_with_a_corrupt_table_of_lists():
    said = read(shared("samples/hostile/testRTFCorruptListOverride.rtf"))
    assert said.status == "read"
    assert len(said.text) == 452
    assert "Apples can be green or red." in said.text
    assert said.text.endswith("by George Formby\n")


def test_the_sample_with_embedded_files():
    said = read(shared("samples/office/testRTFEmbeddedFiles.rtf"))
    assert said.status == "read"
    objects = [one for one in said.listed if one.path.startswith(b"objects/")]
    assert len(objects) == 14
    assert len(said.listed) == 42
    zipped = said.members["objects/3/test-zip-of-zip_普林斯顿.zip".encode()]
    assert (zipped.method, len(zipped.data)) == ("ole package", 299)
    assert digest(zipped.data).startswith("efc39b575b2e")
    assert said.members[b"objects/8/CONTENTS"].data.startswith(b"%PDF-1.3")
    assert digest(said.members[b"objects/2/Package.zip"].data).startswith("897a928c1475")
    assert said.members[b"objects/1"].facts["class"] == "Word.Document.8"
    assert said.members[b"pictures/3.emf"].data[40:44] == b" EMF"
