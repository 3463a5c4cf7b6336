import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.reading import read
from wholefile.extraction.html import text_of_html, text_of_markup
from wholefile.extraction.html_tokens import tokens


def parts(told, name):
    return [told.text[one.start : one.end] for one in told.places if one.where == {"part": name}]


def codes(told):
    return [code for code, _words in told.flags]


def test_text_after_a_picture_is_kept():
    told = text_of_html(b"<body>I will pay <img src=x> after the hearing</body>")
    assert told.text == "I will pay after the hearing\n"


def test_the_text_of_a_picture_and_its_title_are_kept():
    told = text_of_html(b"<p>See <img alt='the knife' title='Exhibit 4'>.</p>")
    assert told.text == "See the knife .\nExhibit 4\n"
    assert parts(told, "attribute") == ["Exhibit 4\n"]


def test_five_thousand_nested_elements_lose_nothing():
    told = text_of_html(b"<div>" * 5_000 + b"found" + b"</div>" * 5_000 + b"after")
    assert told.text == "found\nafter\n"


def test_a_million_nested_elements_lose_nothing():
    assert text_of_html(b"<b>" * 1_000_000 + b"found").text == "found\n"


def test_text_after_a_nul_is_kept():
    assert text_of_html(b"before\0after<p>more").text == "beforeafter\nmore\n"


@pytest.mark.parametrize(
    "page",
    [
        b"<p>kept<script>never closed: the money",
        b"<p>kept<!-- never closed: the money",
        b"<p>kept<a href='never closed: the money",
        b"<p>kept<a never closed: the money",
        b"<p>kept<! never closed: the money",
        b"<p>kept<style>never closed: the money",
    ],
)
def test_what_a_browser_swallows_is_kept_and_flagged(page):
    told = text_of_html(page)
    assert told.text.startswith("kept\n")
    assert "the money" in told.text
    assert codes(told) == ["hidden text"]


def test_scripts_and_styles_are_no_text():
    told = text_of_html(b"<style>p{color:red}</style><script>alert('</p>')</script>shown")
    assert told.text == "shown\n"


@pytest.mark.parametrize(
    "hiding",
    [
        "<span style='color:red; display : none'>{}</span>",
        "<span style='visibility:hidden'>{}</span>",
        "<span style='font-size:0px'>{}</span>",
        "<span style='opacity:0'>{}</span>",
        "<span style='mso-hide:all'>{}</span>",
        "<span hidden>{}</span>",
        "<template>{}</template>",
        "<!--{}-->",
        "<iframe>{}</iframe>",
    ],
)
def test_hidden_text_stands_apart_and_is_flagged(hiding):
    told = text_of_html(f"<p>I will pay {hiding.format('not one cent')}today</p>".encode())
    assert "I will pay today" in told.text.replace("\n", " ").replace("  ", " ") or "<iframe" in hiding
    assert "not one cent" in told.text
    assert told.flags == [("hidden text", "It holds text that is not shown: not one cent")]


@pytest.mark.parametrize("style", ["font-size:0.9em", "opacity:0.5", "display:block"])
def test_small_or_faint_text_is_not_called_hidden(style):
    assert text_of_html(f"<p style='{style}'>shown</p>".encode()).flags == []


def test_hidden_text_ends_where_its_element_ends():
    told = text_of_html(b"<div hidden><p>a<p>b</div>c<p hidden>d<p>e")
    assert parts(told, "hidden text") == ["a\nb\n", "d\n"]
    assert "".join(parts(told, "body")) == "c\ne\n"


def test_tables_lists_and_lines_keep_their_shape():
    page = (
        b"<table><tr><td>Name<td>Paid<tr><th>Ann<th>5</table><ul><li>one<li>two</ul>a<br>b<pre>x  y\n z</pre>"
    )
    assert text_of_html(page).text == "Name\tPaid\nAnn\t5\none\ntwo\na\nb\nx  y\n z\n"


def test_spaces_between_elements_are_kept_once():
    assert text_of_html(b"<b>one</b> <i>two</i>\n\n <u> three</u>four").text == "one two threefour\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"&eacute;&#233;&#xe9;", "ééé"),
        (b"&amp;lt;", "&lt;"),
        (b"a &unknown; b", "a &unknown; b"),
        (b"&#" + b"9" * 6_000 + b";x", "\ufffdx"),
        (b"&#x" + b"f" * 6_000 + b";x", "\ufffdx"),
        (b"&#0000000000000233;", "é"),
        (b"AT&T &copy 1", "AT&T © 1"),
        (b"1 < 2 <3", "1 < 2 <3"),
    ],
)
def test_character_references(written, read):
    assert text_of_html(written).text == read + "\n"


def test_addresses_in_links_are_not_altered():
    told = text_of_html(b"<a href='http://x.example/?a=1&copy=2&amp;b=3'>there</a><a href='#top'>up</a>")
    assert told.links == ["http://x.example/?a=1&copy=2&b=3", "#top"]
    assert told.flags == []


def test_what_would_be_loaded_from_elsewhere_is_listed():
    page = b"""<link href="https://a.example/s.css"><img src=http://b.example/pixel.gif srcset="//c.example/1 1x">
    <body background='\\\\server\\share\\x.png' style="background:url('http://d.example/i')">
    <style>@import "http://e.example/x"; p{background:url(file:///etc/passwd)}</style>
    <meta http-equiv=refresh content="0; url=http://f.example/">"""
    told = text_of_html(page)
    assert told.remote == [
        "https://a.example/s.css",
        "http://b.example/pixel.gif",
        "//c.example/1",
        "\\\\server\\share\\x.png",
        "http://d.example/i",
        "http://e.example/x",
        "file:///etc/passwd",
        "http://f.example/",
    ]
    assert codes(told) == ["remote content"] * 8


def test_many_remote_pictures_end_in_a_count():
    told = text_of_html(b"".join(b"<img src=http://x.example/%d>" % n for n in range(100)))
    assert len(told.flags) == 21
    assert told.flags[-1][1].endswith("80 more.")


def test_a_file_written_into_the_page_is_handed_on():
    told = text_of_html(b"<img src='data:image/png;base64,iVBORw0K Ggo='><img src='data:text/plain,a%20b'>")
    assert told.embedded == [("image/png", b"\x89PNG\r\n\x1a\n"), ("text/plain", b"a b")]
    assert told.flags == []


@pytest.mark.parametrize(
    ("data", "told", "charset"),
    [
        ("\ufeff<p>Привет".encode("utf-16"), None, "utf-16-le"),
        ("<p>Привет".encode("utf-8-sig"), "windows-1251", "utf-8"),
        ("<p>Привет".encode("koi8-r"), "koi8-r", "koi8-r"),
        ("<meta charset=windows-1251><p>Привет".encode("cp1251"), None, "cp1251"),
        ('<META http-equiv=x content="text/html; charset=KOI8-R"><p>Привет'.encode("koi8-r"), None, "koi8-r"),
        ("<?xml version='1.0' encoding='iso-8859-5'?><p>Привет".encode("iso8859-5"), None, "iso8859-5"),
        ("<p>Привет".encode(), "us-ascii", "utf-8"),
        ("<meta charset=windows-1251><p>Привет".encode("koi8-r"), "koi8-r", "koi8-r"),
        ("<meta charset=unicode_escape><p>Привет".encode(), None, "utf-8"),
        ("<meta charset=utf-16><p>Привет".encode(), None, "utf-8"),
    ],
)
def test_the_charset_is_the_mark_then_the_containers_then_the_pages(data, told, charset):
    found = text_of_html(data, told)
    assert found.charset.replace("_", "-") == charset
    assert "Привет" in found.text


@pytest.mark.parametrize(
    ("label", "python"), [("gb2312", "gb18030"), ("shift_jis", "cp932"), ("big5", "big5hkscs")]
)
def test_legacy_charsets_of_the_east(label, python):
    words = "中国" if label != "shift_jis" else "日本"
    found = text_of_html(f"<meta charset={label}><p>{words}".encode(python))
    assert (found.charset, found.lost) == (python, 0)
    assert words in found.text


def test_bytes_without_a_character_are_counted():
    found = text_of_html(b"<meta charset=shift_jis><p>ok \xfc\xfd\xff", None)
    assert found.lost
    assert "ok" in found.text


def test_the_five_bytes_that_windows_1252_lacks_are_controls_as_in_browsers():
    assert text_of_html(b"<meta charset=iso-8859-1>\x93x\x94\x81").text == "\u201cx\u201d\x81\n"


def test_the_title_comes_first_and_metadata_is_kept():
    told = text_of_html(b"<title>A &amp; B</title><meta name=Author content='Ann Lee'><p>text")
    assert told.title == "A & B"
    assert told.meta == {"author": "Ann Lee"}
    assert parts(told, "title") == ["A & B\n"]
    assert "Ann Lee" in told.text


PIECES = [
    "<b>", "</b>", "<div>", "</div>", "<p>", "<td>", "</table>", " ", "\0", "<br/>", "<!-- x -->", "</", "<",
    "<i hidden>", "</i>", "&amp;", "<a title='y'>", "<pre>", "<textarea>", "</textarea>", "<svg/>", "<%>",
    "<title>", "<iframe>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_word_is_ever_lost(written):
    words = [f"w{n}x" for n in range(len(written))]
    told = text_of_markup("".join(f"{piece}|{word}|" for piece, word in zip(written, words, strict=True)))
    assert [word for word in words if f"|{word}|" not in told.text] == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_its_places_cover_it(page):
    told = text_of_markup(page)
    assert "".join(told.text[one.start : one.end] for one in told.places) == told.text


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-16", "utf-7", "rot13", "koi8-r", "x" * 99, "hz", "é"]),
)
def test_any_bytes_are_read(data, charset):
    assert text_of_html(data, charset).charset


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<a b='", "<!--", "<![CDATA[", "<title>", "&", "&#", "</p", "<p>", "<p hidden>"]
)
def test_a_page_of_one_broken_piece_is_read_in_one_go(piece):
    assert isinstance(text_of_markup(piece * 200_000).text, str)


def test_tokens_hold_every_character_of_plain_text():
    page = "a < b & c > d"
    assert "".join(one.text for one in tokens(page)) == page


def test_reading_a_page():
    said = read(
        b"<!DOCTYPE html><html><body><p>The deed<img src='data:image/gif;base64,R0lGODlh'></body></html>",
        "a.html",
    )
    assert (said.kind, said.status, said.text) == ("html", "read", "The deed\n")
    assert hashlib.sha256(said.members[b"data/1"].data).hexdigest() == hashlib.sha256(b"GIF89a").hexdigest()
