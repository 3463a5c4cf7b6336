import io
import random
import struct

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.reading import read
from wholefile.extraction.contract import Trouble
from wholefile.extraction.ole_container import Container, is_honest
from wholefile.extraction.ole_encrypted import is_encrypted
from wholefile.extraction.ole_objects import of_old_object, packaged, unwrapped
from wholefile.extraction.ole_properties import property_sets
from wholefile.extraction.ole_rebuilt import rebuilt


def circle(size: int, name: str = "long", *others: str) -> bytes:
    """A stream of twenty blocks, the last of which leads to the first, that claims so many bytes."""
    whole = bytearray(rebuilt({(name,): b"x" * 10_240, **{(one,): bytes(64) for one in others}}))
    table = whole.index(struct.pack("<4I", 1, 2, 3, 4))
    struct.pack_into("<I", whole, table + 4 * 19, 0)
    assert whole.count(struct.pack("<Q", 10_240)) == 1
    struct.pack_into("<Q", whole, whole.index(struct.pack("<Q", 10_240)), size)
    return bytes(whole)


def test_what_is_no_container_is_damaged():
    with pytest.raises(Trouble):
        Container(b"nothing")


def test_a_missing_stream_is_damage():
    with pytest.raises(Trouble):
        Container(rebuilt({("a",): b"x"})).stream("b")


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4095, 4096, 4097, 100_000, 9_000_000])
def test_a_rebuilt_container_holds_every_byte(size):
    chance = random.Random(size)
    streams = {("big",): chance.randbytes(size), ("Dir", "Sub", "\x01x"): b"y", ("Dir", "empty"): b""}
    streams |= {(f"n{n}",): bytes([n]) * 40 * n for n in range(120)}
    data = rebuilt(streams, {(): bytes(range(16)), ("Dir",): bytes(range(16, 32))})
    found = Container(data)
    assert {path: found.stream(*path) for path in found.paths} == streams
    assert found.clsid() == bytes(range(16))
    assert found.clsid("Dir") == bytes(range(16, 32))
    assert (
        rebuilt(dict(reversed(streams.items())), {(): bytes(range(16)), ("Dir",): bytes(range(16, 32))})
        == data
    )
    ole = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL)
    assert len(ole.listdir()) == len(streams)


def test_a_container_without_fault_has_none():
    assert Container(rebuilt({("a",): b"x" * 10_000, ("b",): b"y"})).faults() == []


def test_a_stream_whose_chain_of_blocks_breaks_is_said_though_no_reader_takes_it():
    whole = rebuilt({("long",): b"x" * 10_000, ("b",): b"y"})
    at = whole.index(struct.pack("<4I", 1, 2, 3, 4))
    broken = whole[: at + 4] + struct.pack("<I", 0xFFFFFFFE) + whole[at + 8 :]
    assert "long cannot be read whole" in Container(broken).faults()


@pytest.mark.parametrize("size", [1 << 28, 0xFFFFFF00])
def test_a_chain_that_goes_round_is_not_followed_for_as_long_as_it_claims(size):
    claims = circle(size)
    assert not is_honest(io.BytesIO(claims))
    found = Container(claims)
    with pytest.raises(Trouble, match="longer than can be read"):
        found.stream("long")
    assert "long cannot be read whole" in found.faults()
    assert not is_encrypted(io.BytesIO(claims))


@pytest.mark.parametrize("at", [64, "root"])
def test_tables_that_claim_more_than_there_can_be_open_nothing(at):
    whole = bytearray(rebuilt({("a",): b"small"}))
    root = 512 * (1 + struct.unpack_from("<I", whole, 48)[0]) + 120
    struct.pack_into("<I", whole, root if at == "root" else at, 0x7FFFFFF0)
    assert not is_encrypted(io.BytesIO(whole))
    with pytest.raises(Trouble, match="claim more bytes than there can be"):
        Container(bytes(whole))


@pytest.mark.parametrize(("at", "value"), [(30, 41), (30, 31), (30, 0), (44, 0xFFFFFF00)])
def test_a_header_that_asks_for_all_memory_opens_nothing(at, value):
    whole = bytearray(rebuilt({("__properties_version1.0",): b"small"}))
    struct.pack_into("<H" if at == 30 else "<I", whole, at, value)
    with pytest.raises(Trouble, match="what cannot be of its blocks"):
        Container(bytes(whole))
    assert not is_encrypted(io.BytesIO(whole))
    assert read(bytes(whole), "a.msg").failed is None


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.ppt", "a.msg"])
def test_such_a_chain_takes_no_memory_whatever_the_file_is_said_to_be(name):
    streams = {
        "a.doc": "WordDocument",
        "a.xls": "Workbook",
        "a.ppt": "PowerPoint Document",
        "a.msg": "__substg1.0_0037001F",
    }
    said = read(circle(1 << 28, streams[name], "Current User", "__properties_version1.0"), name)
    assert said.failed is None
    assert said.status != "read"


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=8), st.binary(max_size=5_000), max_size=12))
def test_any_streams_come_back(streams):
    given_streams = {(name,): content for name, content in streams.items()}
    found = Container(rebuilt(given_streams))
    assert {path: found.stream(*path) for path in found.paths} == given_streams


@given(st.binary(max_size=300))
def test_any_bytes_of_an_object_are_kept(data):
    assert [one.content for one in unwrapped(data)] == [data]
    assert isinstance(of_old_object(data), list)
    packaged(b"\x02\x00" + data)


@given(st.binary(max_size=300))
def test_any_property_set_is_read_or_refused(data):
    import struct

    try:
        property_sets(bytes(24) + data)
    except struct.error:
        return


def test_an_old_object_gives_what_was_put_in():
    def word(text):
        raw = text.encode() + b"\0"
        return len(raw).to_bytes(4, "little") + raw

    head = (0x501).to_bytes(4, "little") + (2).to_bytes(4, "little")
    native = b"\x02\x00a.txt\0C:\\a.txt\0\0\0\x03\0\x04\0\0\0C:\\\0\x03\0\0\0abc"
    data = head + word("Package") + bytes(8) + len(native).to_bytes(4, "little") + native
    (found,) = of_old_object(data)
    assert (found.name, found.content, found.method) == ("a.txt", b"abc", "ole package")
    other = head + word("Paint.Picture") + bytes(8) + (2).to_bytes(4, "little") + b"BM"
    (found,) = of_old_object(other)
    assert (found.content, found.facts["class"]) == (b"BM", "Paint.Picture")
