"""Headers are read by a short way and a long way; both say the same of every sequence of bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core import header as headers
from wholefile.core.canonical import MAX_INTEGER, b64u
from wholefile.core.errors import Invalid
from wholefile.core.header import Header, decode_header, encode_header, make_act
from wholefile.core.signatures import sign_act

PLAIN = encode_header(
    act := make_act(
        log="record.example/a", kind="item.lost", cases=[b64u(bytes(32)), b64u(b"\1" * 32)], at=7, nonce=bytes(16),
        body=bytes(32),
    ),
    12,
    [sign_act(bytes([number] * 32), act) for number in (1, 2)],
)  # fmt: skip


def long_way(raw: bytes) -> Header | str:
    try:
        return headers._decode_any(raw)
    except Invalid as error:
        return error.code


def either_way(raw: bytes) -> Header | str:
    try:
        return decode_header(raw)
    except Invalid as error:
        return error.code


def test_the_short_way_is_taken():
    found = headers._decode_plain(PLAIN)
    assert found == long_way(PLAIN)
    assert list(found.act) == sorted(found.act)


def edited(change) -> bytes:
    value = json.loads(PLAIN)
    change(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["act"].update(at=MAX_INTEGER),
        lambda v: v["act"].update(at=MAX_INTEGER + 1),
        lambda v: v["act"].update(at=-1),
        lambda v: v["act"].update(at=1.0),
        lambda v: v["act"].update(v=2),
        lambda v: v["act"].update(v=True),
        lambda v: v["act"].update(more=1),
        lambda v: v["act"].update(kind="index"),
        lambda v: v["act"].update(kind="index", cases=[]),
        lambda v: v["act"].update(kind="item"),
        lambda v: v["act"].update(kind="Item.lost"),
        lambda v: v["act"].update(log='a"b'),
        lambda v: v["act"].update(log="a\\b"),
        lambda v: v["act"].update(log="a b"),
        lambda v: v["act"].update(log="a+b"),
        lambda v: v["act"].update(log="[]~!*,"),
        lambda v: v["act"].update(log="x" * 255),
        lambda v: v["act"].update(log="x" * 256),
        lambda v: v["act"].update(body=v["act"]["body"][:-1] + "B"),
        lambda v: v["act"].update(nonce=v["act"]["nonce"][:-1] + "B"),
        lambda v: v["act"].update(cases=[]),
        lambda v: v["act"]["cases"].reverse(),
        lambda v: v["act"]["cases"].append(v["act"]["cases"][1]),
        lambda v: v["act"]["cases"].append("x"),
        lambda v: v.update(seq=0),
        lambda v: v.update(seq=MAX_INTEGER + 1),
        lambda v: v.update(signatures=[]),
        lambda v: v["signatures"].reverse(),
        lambda v: v["signatures"].append(v["signatures"][1]),
        lambda v: v.update(signatures=v["signatures"] * 5),
        lambda v: v["signatures"][0].update(signature=v["signatures"][0]["signature"][:-1] + "B"),
        lambda v: v["signatures"][0].update(signature=v["signatures"][0]["signature"][:-2]),
        lambda v: v["signatures"][0].update(algorithm="webauthn-es256"),
    ],
)
def test_both_ways_agree_on_whatever_is_edited(change):
    raw = edited(change)
    assert either_way(raw) == long_way(raw)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b":7,", b":07,"),
        (b":7,", b":7.0,"),
        (b":7,", b": 7,"),
        (b"}", b"}\n"),
        (b'"v":1', b'"v":1,"v":1'),
        (b":12", b":-0"),
    ],
)
def test_both_ways_agree_on_other_spellings(old, new):
    raw = PLAIN.replace(old, new)
    assert raw != PLAIN
    assert isinstance(either_way(raw), str)
    assert either_way(raw) == long_way(raw)


def test_many_cases_make_it_too_long():
    labels = sorted(b64u(number.to_bytes(32, "big")) for number in range(1_500))
    raw = edited(lambda value: value["act"].update(cases=labels))
    assert either_way(raw) == long_way(raw) == "canonical.too_long"


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255), st.sampled_from(("put", "insert", "cut")))
def test_both_ways_agree_when_a_byte_is_changed(at, byte, how):
    new = b"" if how == "cut" else bytes([byte])
    raw = PLAIN[:at] + new + PLAIN[at + (how != "insert") :]
    assert either_way(raw) == long_way(raw)
