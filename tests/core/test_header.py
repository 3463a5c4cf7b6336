import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.makers import Authenticator, make_act, seed_of
from tests.core.naive import sha
from wholefile.core import canonical, header
from wholefile.core.canonical import b64u, encode
from wholefile.core.docket import case_label
from wholefile.core.errors import Invalid
from wholefile.core.signatures import sign_act

ACT = make_act()
SIGNATURES = [sign_act(seed_of("a"), ACT), sign_act(seed_of("b"), ACT), Authenticator().sign(ACT)]


def test_a_header_is_read_back_as_it_was():
    raw = header.encode_header(ACT, 7, SIGNATURES)
    read = header.decode_header(raw)
    assert (read.act, read.seq, read.kind, read.cases) == (ACT, 7, "item.received", ACT["cases"])
    assert sorted(s["key"] for s in SIGNATURES) == [s["key"] for s in read.signatures]
    assert header.header_leaf(raw) == sha(b"\x00", raw)


def test_signatures_come_in_any_order_and_give_the_same_bytes():
    assert header.encode_header(ACT, 7, SIGNATURES) == header.encode_header(ACT, 7, SIGNATURES[::-1])


def test_cases_stand_in_order_once():
    labels = [case_label(f"2026-CR-{n}") for n in (1, 2, 3)]
    assert make_act(cases=[*labels, *labels])["cases"] == sorted(labels)


BAD_ACTS = {
    "v true": {"v": True},
    "v 2": {"v": 2},
    "v text": {"v": "1"},
    "at negative": {"at": -1},
    "at true": {"at": True},
    "at text": {"at": "1"},
    "at too large": {"at": 2**53},
    "body short": {"body": b64u(bytes(31))},
    "body padded": {"body": b64u(bytes(32)) + "="},
    "body with stray bits": {"body": "A" * 42 + "B"},
    "body with newline": {"body": b64u(bytes(32)) + "\n"},
    "body number": {"body": 1},
    "nonce short": {"nonce": b64u(bytes(15))},
    "nonce with stray bits": {"nonce": "A" * 21 + "B"},
    "kind upper case": {"kind": "Item.received"},
    "kind empty": {"kind": ""},
    "kind of three": {"kind": "a.b.c"},
    "kind with newline": {"kind": "item.received\n"},
    "log empty": {"log": ""},
    "log with space": {"log": "a b"},
    "log with plus": {"log": "a+b"},
    "log outside ascii": {"log": "é"},
    "log too long": {"log": "a" * 256},
    "cases text": {"cases": "x"},
    "cases of a short label": {"cases": [b64u(bytes(31))]},
    "cases of numbers": {"cases": [1]},
    "cases twice": {"cases": [b64u(bytes(32))] * 2},
    "cases out of order": {"cases": [b64u(b"\x80" * 32), b64u(bytes(32))]},
    "index with a case": {"kind": "index"},
    "one part more": {"who": "x"},
}


@pytest.mark.parametrize("name", BAD_ACTS)
def test_malformed_acts_are_refused_both_ways(name):
    act = {**ACT, **BAD_ACTS[name]}
    with pytest.raises(Invalid):
        header.check_act(act)
    with pytest.raises(Invalid):
        header.encode_header(act, 0, SIGNATURES)


@pytest.mark.parametrize("part", sorted(ACT))
def test_an_act_with_a_part_missing_is_refused(part):
    with pytest.raises(Invalid):
        header.check_act({name: value for name, value in ACT.items() if name != part})


def test_an_index_entry_belongs_to_no_case():
    assert make_act(kind="index", cases=[])["cases"] == []


@pytest.mark.parametrize("signatures", [[], SIGNATURES[:1] * 2, [None], [{}], ["x"], SIGNATURES * 4])
def test_wrong_sets_of_signatures_are_refused(signatures):
    with pytest.raises(Invalid):
        header.encode_header(ACT, 0, signatures)


@pytest.mark.parametrize("seq", [-1, True, "0", 2**53, 1.0])
def test_wrong_numbers_are_refused(seq):
    with pytest.raises(Invalid):
        header.encode_header(ACT, seq, SIGNATURES)


RAW = header.encode_header(ACT, 7, SIGNATURES)


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h["signatures"].reverse(),
        lambda h: h["signatures"].append(h["signatures"][-1]),
        lambda h: h["signatures"].clear(),
        lambda h: h.update(signatures={}),
        lambda h: h.update(more=1),
        lambda h: h.pop("seq"),
        lambda h: h.update(act=None),
        lambda h: h["act"].update(v=2),
    ],
)
def test_canonical_bytes_of_a_wrong_header_are_refused(change):
    read = header.decode_header(RAW)
    content = copy.deepcopy({"act": read.act, "seq": read.seq, "signatures": read.signatures})
    change(content)
    try:
        raw = encode(content)
    except Invalid:  # null has no canonical form at all
        return
    with pytest.raises(Invalid):
        header.decode_header(raw)


@pytest.mark.parametrize(
    "raw", [RAW + b"\n", RAW.replace(b":7,", b":7.0,"), b"[]", b"{}", RAW.replace(b'"seq"', b' "seq"')]
)
def test_other_bytes_are_refused(raw):
    with pytest.raises(Invalid):
        header.decode_header(raw)


def test_a_header_fits_a_16_bit_length():
    labels = [b64u(n.to_bytes(32, "big")) for n in range(1_500)]
    with pytest.raises(Invalid) as caught:
        header.encode_header(make_act(cases=labels), 0, SIGNATURES)
    assert caught.value.code == "header.too_long"
    assert len(header.encode_header(make_act(cases=labels[:1_000]), 0, SIGNATURES)) < canonical.MAX_BYTES


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_gives_another_leaf(position, flip):
    changed = bytearray(RAW)
    changed[position] ^= flip
    try:
        read = header.decode_header(bytes(changed))
    except Invalid:
        return
    assert header.encode_header(read.act, read.seq, read.signatures) == bytes(changed)
    assert header.header_leaf(bytes(changed)) != header.header_leaf(RAW)
