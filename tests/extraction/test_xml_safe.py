import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.extraction.xml_safe import Broken, Unsafe, events

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def seen(content, prefixes=None):
    return [tuple(one) for one in events(content, prefixes or {})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "cp037"])
def test_entities_are_refused_in_every_encoding(encoding):
    page = f"<?xml version='1.0' encoding='{encoding}'?>{LAUGHS}<x>&b;</x>".encode(encoding)
    with pytest.raises((Unsafe, Broken)):
        seen(page)


@pytest.mark.parametrize(
    "declared",
    [
        "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY % a SYSTEM 'http://x.example/'> %a;",
        "<!ENTITY a PUBLIC 'p' 'http://x.example/'>",
    ],
)
def test_external_entities_are_refused(declared):
    with pytest.raises(Unsafe):
        seen(f"<!DOCTYPE x [{declared}]><x>&a;</x>".encode())


def test_an_entity_in_an_attribute_is_refused():
    with pytest.raises(Unsafe):
        seen(f"{LAUGHS}<x y='&b;'/>".encode())


def test_a_document_type_that_lies_elsewhere_is_never_fetched():
    page = b"<!DOCTYPE x SYSTEM 'http://x.example/office.dtd'><x>text</x>"
    assert seen(page)[1] == ("text", "text", {})


def test_what_came_before_the_fault_is_seen():
    stream = events(b"<a>first<b>second</c>", {})
    assert [next(stream).name for _ in range(4)] == ["a", "first", "b", "second"]
    with pytest.raises(Broken, match="line 1: mismatched tag"):
        next(stream)


def test_names_are_given_by_the_address_of_their_namespace():
    page = b'<q:a xmlns:q="urn:one" xmlns:r="urn:two" q:b="1" c="2" r:c="3"/>'
    assert seen(page, {"urn:one": "w"}) == [
        ("start", "w:a", {"w:b": "1", "c": "2", "?:c": "3"}),
        ("end", "w:a", {}),
    ]


def test_any_depth_is_followed():
    page = b"<a>" * 200_000 + b"deep" + b"</a>" * 200_000
    assert sum(1 for one in events(io.BytesIO(page), {}) if one.name == "deep") == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(Broken, Unsafe):
        seen(b"<a>" + data)
