"""The completeness bundle: carried exactly, refused when it is anything else."""

import json

import pytest

from wholefile.core.bundle import (
    CLOSED_REGISTER,
    FORMAT,
    Bundle,
    Earlier,
    Entry,
    bundle_value,
    encode_bundle,
    parse_bundle,
    positions,
)
from wholefile.core.canonical import encode
from wholefile.core.errors import Invalid
from wholefile.core.header import encode_header, make_act
from wholefile.core.merkle import leaf_hash
from wholefile.core.signatures import sign_act

LABEL = "A" * 43


def header(seq: int) -> bytes:
    act = make_act(log="x.example", kind="item.lost", cases=[LABEL], at=seq, nonce=bytes(16), body=bytes(32))
    return encode_header(act, seq, [sign_act(bytes(31) + b"\x01", act)])


def bundle() -> Bundle:
    deep = {"leaves": [{"name": "candidates", "salt": "s", "value": [{"item": "V", "reasons": ["one"]}]}]}
    return Bundle(
        origin="x.example",
        docket="2026-CR-42",
        size=9,
        case_proof={"depth": 0, "siblings": []},
        register_proof={"depth": 1, "siblings": [""]},
        index=Entry(header(8), {"fields": {"size": 8}, "secret": "s"}),
        entries=(Entry(header(2), deep, withheld_by=4), Entry(header(3), expunged_by=5)),
        register=(Entry(header(0), closed=CLOSED_REGISTER),),
        brought=(Entry(header(1), {"fields": {}, "secret": "s"}),),
        multiproof=(bytes(32), b"\x01" * 32),
        earlier=(Earlier(5, b"\x02" * 32, (b"\x03" * 32,)),),
    )


def twisted(**changes):
    return encode({**bundle_value(bundle()), **changes}, max_depth=12)


def with_entry(**changes):
    value = bundle_value(bundle())
    value["entries"][0] = {**value["entries"][0], **changes}
    return encode(value, max_depth=12)


def test_a_bundle_is_read_back():
    assert parse_bundle(encode_bundle(bundle())) == bundle()


def test_the_bytes_of_a_header_are_kept():
    read = parse_bundle(encode_bundle(bundle()))
    assert read.entries[0].raw == header(2)
    assert read.entries[0].leaf() == leaf_hash(header(2))
    assert read.entries[0].header().seq == 2
    assert positions(read.every_entry()) == [0, 1, 2, 3, 8]


def test_a_header_in_another_form_is_a_finding_about_that_header():
    raw = with_entry(header=header(2).decode().replace('"act":', '"act": '))
    entry = parse_bundle(raw).entries[0]
    with pytest.raises(Invalid, match="canonical"):
        entry.header()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "wholefile completeness bundle v2"},
        {"extra": 1},
        {"docket": "2026-cr-0042"},
        {"docket": 7},
        {"origin": 7},
        {"size": 0},
        {"size": True},
        {"map": {"case": {}}},
        {"map": {"case": {}, "register": []}},
        {"map": []},
        {"entries": {}},
        {"entries": ["x"]},
        {"multiproof": ["AAAA"]},
        {"multiproof": [7]},
        {"earlier": [{"size": 0, "root": "A" * 43, "proof": []}]},
        {"earlier": [{"size": 5, "root": "A" * 43}]},
        {"index": {}},
    ],
)
def test_a_bundle_in_another_form_is_refused(changes):
    with pytest.raises(Invalid):
        parse_bundle(twisted(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"withheld_by": -1},
        {"withheld_by": "4"},
        {"withheld_by": True},
        {"expunged_by": [4]},
        {"closed": "because"},
        {"opening": []},
        {"opening": "x"},
        {"header": 7},
        {"why": "x"},
    ],
)
def test_an_entry_in_another_form_is_refused(changes):
    with pytest.raises(Invalid, match=r"bundle.entry"):
        parse_bundle(with_entry(**changes))


@pytest.mark.parametrize(
    "part", ["map", "index", "entries", "register", "brought", "multiproof", "earlier", "format"]
)
def test_no_part_may_be_missing(part):
    value = bundle_value(bundle())
    del value[part]
    with pytest.raises(Invalid, match=r"bundle.names"):
        parse_bundle(encode(value, max_depth=12))


def test_another_spelling_of_the_same_value_is_refused():
    raw = encode_bundle(bundle())
    for other in (
        raw + b"\n",
        raw.replace(b'"docket":', b'"docket": '),
        json.dumps(json.loads(raw), indent=1).encode(),
    ):
        with pytest.raises(Invalid, match="canonical"):
            parse_bundle(other)
    doubled = raw.replace(b'{"brought":', b'{"brought":[],"brought":', 1)
    with pytest.raises(Invalid, match="duplicate"):
        parse_bundle(doubled)


def test_the_format_says_its_version():
    assert json.loads(encode_bundle(bundle()))["format"] == FORMAT
