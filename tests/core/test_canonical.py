import contextlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_files import shared
from wholefile.core import canonical
from wholefile.core.errors import Invalid

REFUSED = {
    "duplicate key": (b'{"a":1,"a":2}', "duplicate_key"),
    "duplicate key by escape": (b'{"a":1,"\\u0061":2}', "duplicate_key"),
    "not a number": (b'{"a":NaN}', "not_an_integer"),
    "infinity": (b'{"a":Infinity}', "not_an_integer"),
    "minus infinity": (b'{"a":-Infinity}', "not_an_integer"),
    "2^53": (b'{"a":9007199254740992}', "integer_range"),
    "-2^53": (b'{"a":-9007199254740992}', "integer_range"),
    "5000 digits": (b'{"a":' + b"9" * 5000 + b"}", "not_json"),
    "exponent": (b'{"a":1e2}', "not_an_integer"),
    "fraction": (b'{"a":1.0}', "not_an_integer"),
    "minus zero": (b'{"a":-0}', "not_canonical"),
    "leading zero": (b'{"a":01}', "not_json"),
    "null": (b'{"a":null}', "type"),
    "lone surrogate": (b'{"a":"\\ud800"}', "lone_surrogate"),
    "escaped ascii": (b'{"\\u0061":1}', "not_canonical"),
    "escaped slash": (b'{"a":"\\/"}', "not_canonical"),
    "escaped pair": (b'{"a":"\\ud83d\\ude00"}', "not_canonical"),
    "upper case escape": (b'{"a":"\\u001F"}', "not_canonical"),
    "space": (b'{"a": 1}', "not_canonical"),
    "unsorted": (b'{"b":1,"a":2}', "not_canonical"),
    "byte order mark": (b'\xef\xbb\xbf{"a":1}', "byte_order_mark"),
    "invalid utf-8": (b'{"a":"\xff"}', "not_utf8"),
    "overlong utf-8": (b'{"a":"\xc0\x80"}', "not_utf8"),
    "surrogate in utf-8": (b'{"a":"\xed\xa0\x80"}', "not_utf8"),
    "raw control character": (b'{"a":"\x01"}', "not_json"),
    "trailing newline": (b'{"a":1}\n', "not_canonical"),
    "trailing value": (b'{"a":1}{}', "not_json"),
    "empty": (b"", "not_json"),
    "key outside ascii": ('{"é":1}'.encode(), "key"),
    "astral key": ('{"\U0001f600":1}'.encode(), "key"),
    "nine deep": (b"[" * 9 + b"]" * 9, "too_deep"),
    "nine deep, objects": (b'{"a":' * 8 + b"{}" + b"}" * 8, "too_deep"),
    "30000 deep": (b"[" * 30_000 + b"]" * 30_000, "too_deep"),
    "too long": (b'"' + b"a" * 65_534 + b'"', "too_long"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name):
    raw, why = REFUSED[name]
    with pytest.raises(Invalid) as caught:
        canonical.decode(raw)
    assert caught.value.code == f"canonical.{why}"


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        b"x",
        (1, 2),
        {1: 2},
        {"é": 1},
        "\ud800",
        {"\ud800": 1},
        [None],
        {"a": None},
    ],
)
def test_refuses_to_encode(value):
    with pytest.raises(Invalid):
        canonical.encode(value)


class Text(str):
    __slots__ = ()


class Flag(int):
    pass


@pytest.mark.parametrize("value", [Text("a"), Flag(1), {Text("a"): 1}, [Flag(1)], {"a": [Flag(1)]}])
def test_refuses_lookalikes_of_the_permitted_types(value):
    with pytest.raises(Invalid):
        canonical.encode(value)


def test_accepts_the_limits():
    assert canonical.decode(b'{"a":9007199254740991,"b":-9007199254740991}') == {
        "a": 2**53 - 1,
        "b": 1 - 2**53,
    }
    assert canonical.decode(b"[" * 8 + b"]" * 8) == [[[[[[[[]]]]]]]]
    assert len(canonical.decode(b'"' + b"a" * 65_533 + b'"')) == 65_533
    assert canonical.decode(b'"' + b"a" * 65_534 + b'"', max_bytes=70_000)
    with pytest.raises(Invalid):
        canonical.decode(b"[[]]", max_depth=1)


@pytest.mark.parametrize("text", ["e\u0301", "\u00e9", "\u2028", "\x7f", "\u0080", "\ufb33", "\U0001f602"])
def test_texts_outside_ascii_stay_as_they_are_and_apart(text):
    assert canonical.encode([text]) == b'["' + text.encode() + b'"]'
    assert canonical.decode(canonical.encode([text])) == [text]


def test_an_object_can_be_asked_for():
    assert canonical.decode_object(b'{"a":true}') == {"a": True}
    with pytest.raises(Invalid):
        canonical.decode_object(b"[]")


def test_true_is_not_one():
    assert canonical.encode([True, 1, False, 0]) == b"[true,1,false,0]"


texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_agrees_with_another_implementation_of_rfc_8785(value):
    ours = canonical.encode(value, max_depth=20)
    assert ours == rfc8785.dumps(value)
    assert canonical.decode(ours, max_depth=20) == value


@given(values, st.data())
def test_one_changed_byte_is_refused_or_means_something_else(value, data):
    raw = bytearray(canonical.encode(value, max_depth=20))
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= data.draw(st.integers(1, 255))
    try:
        read = canonical.decode(bytes(raw), max_depth=20)
    except Invalid:
        return
    assert canonical.encode(read, max_depth=20) == bytes(raw)
    assert json.dumps(read) != json.dumps(value)


@given(st.binary(max_size=60))
def test_never_fails_in_another_way(raw):
    with contextlib.suppress(Invalid):
        assert canonical.encode(canonical.decode(raw)) == raw


def test_published_pairs_are_refused_by_our_restriction_or_equal():
    read = {"input": set(), "output": set()}
    for source in sorted(shared("vectors/jcs/input").iterdir()):
        expected = source.parent.parent / "output" / source.name
        for side, file in (("input", source), ("output", expected)):
            try:
                encoded = canonical.encode(canonical.parse_json(file.read_bytes()))
            except Invalid:
                continue
            assert encoded == expected.read_bytes()
            assert canonical.decode(encoded) == json.loads(source.read_bytes())
            read[side].add(source.stem)
    # The others hold null, fractions or names outside ASCII; 56.0 stands in one input and 56 in its output.
    assert read == {"input": {"unicode"}, "output": {"unicode", "structures"}}


def test_published_texts_are_encoded_as_published():
    output = shared("vectors/jcs/output")
    for name in ("weird", "values", "french", "structures"):
        for text in _texts(json.loads((output / f"{name}.json").read_bytes())):
            assert canonical.encode(text) in (output / f"{name}.json").read_bytes()


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@given(st.binary(max_size=70))
def test_base64url_has_one_spelling(data):
    text = canonical.b64u(data)
    assert canonical.unb64u(text) == data
    assert canonical.unb64u(text, len(data)) == data
    with pytest.raises(Invalid):
        canonical.unb64u(text, len(data) + 1)


@pytest.mark.parametrize(
    "text", ["A", "AA==", "AB", "AAB", "A A", "AA\n", "+A", "/w", "AÄ", "\uff21A", "AAAAA", 7, None, b"AA"]
)
def test_base64url_refuses(text):
    with pytest.raises(Invalid):
        canonical.unb64u(text)
