"""The quick writer of canonical bytes writes what the standard library's encoder writes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from wholefile.core import canonical
from wholefile.core.canonical import MAX_INTEGER, b64u, encode, encode_checked, unb64u

VALUES = st.recursive(
    st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_it_writes_what_the_standard_library_writes(value):
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    assert encode_checked(value) == expected.encode() == encode(value, max_depth=20)


def test_without_the_quick_writer_the_bytes_are_the_same(monkeypatch):
    value = {"b": ['ü\n"\\\u2028', 1, True], "a": {}}
    quick = encode(value)
    monkeypatch.setattr(canonical.json_encoder, "c_make_encoder", None)
    assert canonical._writer()(value).encode() == quick


@given(st.binary(max_size=99))
def test_bytes_have_one_text(data):
    assert unb64u(b64u(data)) == data
    assert set(b64u(data)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
