import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits
from wholefile.extraction.xml_charset import decoded, python_name

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">
]><x>&b;&c;</x>"""


def back(said) -> bytes:
    """The bytes that the layer and the facts stand for."""
    return bytes.fromhex(said.facts.get("byte_order_mark", "")) + said.layers[0].text.encode(
        said.facts["encoding"]
    )


def test_bytes_without_a_character_are_kept_as_unknown_and_said():
    said = read(b"\xef\xbb\xbf" + b"good words " * 50 + b"\xff\xfe bad", "a.txt")
    assert said.status == "partial"
    assert said.text == "good words " * 50 + "\ufffd\ufffd bad"
    assert said.facts["encoding"] == "utf-8"


def test_entities_of_xml_are_never_expanded():
    said = read(LAUGHS, "a.xml")
    assert (said.kind, said.status) == ("xml", "read")
    assert said.text.encode() == LAUGHS


def test_every_space_and_line_end_stands():
    data = b"one\r\n\r\n\r\n  two \rthree\n\n\n\x0bfour\x85"
    said = read(data + b"\n" * 3, "a.txt")
    assert back(said) == data + b"\n" * 3
    assert said.facts["line_ends"] == "crlf and cr and lf"


def test_the_sample_article_is_the_layer_byte_for_byte():
    path = shared("samples/article.txt")
    said = read(path)
    assert said.status == "read"
    assert said.text.encode() == path.read_bytes()
    assert len(said.text) == len(path.read_bytes().decode())


@pytest.mark.parametrize(
    ("data", "encoding", "how"),
    [
        ("Grüße aus Köln".encode(), "utf-8", "utf-8"),
        (codecs.BOM_UTF8 + "Grüße".encode(), "utf-8", "byte order mark"),
        (codecs.BOM_UTF16_LE + "Grüße".encode("utf-16-le"), "utf-16-le", "byte order mark"),
        (codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be"), "utf-16-be", "byte order mark"),
        (codecs.BOM_UTF32_LE + "Grüße".encode("utf-32-le"), "utf-32-le", "byte order mark"),
        ("The quick brown fox, 12 €".encode("utf-16-le"), "utf-16-le", "utf-16 without a mark"),
        ("The quick brown fox".encode("utf-16-be"), "utf-16-be", "utf-16 without a mark"),
        (
            b"<?xml version='1.0' encoding='windows-1251'?><a>" + "Привет".encode("cp1251"),
            "cp1251",
            "declared",
        ),
    ],
)
def test_the_encoding_is_said_with_its_reason(data, encoding, how):
    found = decoded(data)
    assert (found.encoding, found.how, found.lost, found.exact) == (encoding, how, 0, True)
    assert found.mark + found.text.encode(found.encoding) == data


def test_a_guess_is_called_one_and_is_never_certain():
    words = "Протокол допроса свидетеля от двенадцатого числа, составлен в городе. " * 20
    found = decoded(words.encode("cp1251"))
    assert found.how == "guessed"
    assert found.confidence < 80
    assert found.text == words


def test_a_declaration_that_cannot_be_true_gives_way_to_utf_8():
    found = decoded("<?xml version='1.0' encoding='shift_jis'?><a>ü — é€</a>".encode())
    assert (found.encoding, found.lost) == ("utf-8", 0)


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "zlib", "idna", "unicode-escape", "", None, "no such", "\0", "é"]
)
def test_what_is_no_charset_names_none(label):
    assert python_name(label) == ""


def test_each_line_has_its_place_in_short_files_and_each_hundred_in_long_ones():
    short = read(b"one\ntwo\r\nthree", "a.txt").layers[0]
    assert short.places == [[0, 4, {"line": 1}], [4, 9, {"line": 2}], [9, 14, {"line": 3}]]
    long = read(b"a line\n" * 20_001, "a.txt").layers[0]
    assert len(long.places) == 201
    assert long.places[1] == [700, 1400, {"line": 101}]
    assert long.places[-1] == [140_000, 140_007, {"line": 20_001}]


def test_text_beyond_the_limit_is_cut_and_said():
    said = read(b"word " * 200, "a.txt", limits=Limits(characters=100))
    assert (said.status, len(said.text)) == ("truncated", 100)
    assert not said.layers[0].complete


def test_a_file_that_is_much_longer_than_the_limit_is_cut_between_characters():
    said = read("é\n".encode() * 10_001, "a.txt", limits=Limits(characters=1_000))
    assert (said.status, said.facts["encoding"], len(said.text)) == ("truncated", "utf-8", 1_000)


def test_a_table_says_its_columns_and_stays_as_it_is():
    data = b'name;paid;"on; or before"\r\nAnn;5;1\r\nBob;6;2\r\n'
    said = read(data, "a.csv")
    assert (said.kind, said.text.encode()) == ("csv", data)
    assert (said.facts["delimiter"], said.facts["columns"]) == ("semicolon", 3)


@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-8-sig"]))
def test_what_is_written_comes_back(text, encoding):
    # The mark of UTF-16 followed by a NUL is the mark of UTF-32: nobody can tell which was meant.
    assume(not (encoding == "utf-16" and text.startswith("\0")))
    data = text.encode(encoding, "surrogatepass") if encoding == "utf-8" else text.encode(encoding)
    found = decoded(data)
    if found.exact:
        assert found.mark + found.text.encode(found.encoding) == data
    if encoding != "utf-8":
        assert found.text == text or found.text.startswith("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_and_what_is_exact_comes_back(data):
    found = decoded(data)
    assert found.exact == (found.mark + found.text.encode(found.encoding, "replace") == data) or found.lost
