import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.extraction.identify_text import text
from wholefile.extraction.signatures import Sample


def kind(content: bytes | str, hint: str | None = None, size: int | None = None) -> str | None:
    data = content.encode() if isinstance(content, str) else content
    found = text(Sample(data, data, len(data) if size is None else size, ""), hint)
    return found and found.kind


MEMO = "From: The Chief\nTo: All officers\nSubject: Keys\n\nBring them back.\n"
LETTER = "Received: from a.example\nFrom: a@a.example\nTo: b@b.example\nSubject: x\n\nBody\n"


@pytest.mark.parametrize(
    "content",
    [b"\0" * 100, bytes(range(256)), b"\xff\xfe\0\xd8\0\xd8\0\xd8", b"\x80\x81\x82", b"\x01\x02\x03abc"],
)
def test_bytes_that_are_no_text_stay_none_under_any_name(content):
    for hint in (None, "text", "html", "eml", "csv", "json"):
        assert kind(content, hint) is None


def test_a_log_with_colours_is_text_and_escapes_alone_make_none():
    log = "".join(f"\x1b[32mOK\x1b[0m step {n}\n" for n in range(50))
    assert kind(log) == "text"
    assert kind("\x1b]0;a title\x07make: done\n") == "text"
    assert kind("\x1b[1mcaf\xe9 \xe0 la carte, deux tasses\x1b[0m\n".encode("latin-1")) == "text"
    assert kind(b"\x1b\x1b\x01\x02\x1b\x03abc") is None


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (MEMO, "text"),
        ("Dear Sir,\n\nfrom: me\n", None),
        ("From the desk of the sheriff, 3 May 2020\nDear all\n", None),
        ("Note: this\nWarning: that\n\nwords", None),
        ("[1] A footnote, and more\n", None),
        ("{not json}", None),
        ('{"a": 1,}', None),
        ("[1 2]", None),
        ('{"a" 1}', None),
        ("a,b\n", None),
        ("We came, we saw, we left.\nThen, at noon, it rained.\nSo, well, yes.\n", "text"),
        ("<3 hearts\n", None),
        ("", None),
        ("a < b and b > c\n", None),
    ],
)
def test_plain_text_stays_plain(content, hint):
    assert kind(content, hint) == "text"


@pytest.mark.parametrize(
    ("content", "hint", "expected"),
    [
        (MEMO, None, "eml"),
        (MEMO, "eml", "eml"),
        (LETTER, "text", "eml"),
        ("\ufeff" + LETTER, None, "eml"),
        (LETTER.replace("\n", "\r\n"), None, "eml"),
        ("From a@b.example Mon Jan  1 00:00:00 2001\n" + LETTER, None, "mbox"),
        ("From - Mon Jan  1 00:00:00 2001\nX-Mozilla-Status: 0001\n" + LETTER, "text", "mbox"),
        ("<!DOCTYPE html><p>x", None, "html"),
        ("<!-- a comment --><HTML><body>x", None, "html"),
        ('<?xml version="1.0"?><html xmlns="x"/>', None, "html"),
        ("words <b>bold</b>", "html", "html"),
        ('<?xml version="1.0"?><report/>', None, "xml"),
        ("<report><line a='1'/></report>", None, "xml"),
        ('{"a": [1, {"b": null}], "c": "x"}', None, "json"),
        ('{"a":1}\n{"a":2}\n', None, "json"),
        ("[]", None, "json"),
        ("a,b\n1,2\n", "csv", "csv"),
        ("a;b;c\n1;2;3\n4;5;6\n", None, "csv"),
        ('name,"words, more",x\n"a\nb",2,3\n4,5,6\n', None, "csv"),
        ("Prüfung und Übergabe\n".encode("latin-1"), None, "text"),
        ("Протокол допроса свидетеля\n".encode("cp1251"), None, "text"),
        ("wide words here\r\n".encode("utf-16-le"), None, "text"),
        ("wide words here\r\n".encode("utf-16"), None, "text"),
        ("宣誓供述書".encode("utf-16"), None, "text"),
    ],
)
def test_kinds_of_text(content, hint, expected):
    assert kind(content, hint) == expected


def test_a_cut_in_the_middle_of_a_character_or_a_string_changes_nothing():
    cut = ("é" * 100).encode()[:-1]
    assert kind(cut, size=1000) == "text"
    long = ('{"a": "' + "x" * 100).encode()
    assert kind(b'{"a": 1, "b": 2, "c": "' + b"x" * 1000, size=1 << 20) == "json"
    assert kind(long) == "text"


@given(st.text(max_size=300), st.sampled_from((None, "text", "csv", "html", "eml", "json", "xml", "mbox")))
@settings(max_examples=200, deadline=None)
def test_any_text_has_some_kind_of_text(content, hint):
    assert kind("words " + content.replace("\0", ""), hint) is not None or any(
        one < " " or one == "\x7f" for one in content
    )


def test_deep_json_and_a_million_brackets_end():
    assert kind("[" * 60_000, size=1 << 20) == "json"
    assert kind("<" * 60_000) == "text"
    assert kind('"' * 60_000, "csv") is not None
