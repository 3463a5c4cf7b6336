import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zlib

import pytest

from tests.extraction.reading import read
from tests.extraction.tars import codes, read_as, special, tarred
from tests.shared_files import shared
from wholefile.extraction.contract import Limits


@pytest.mark.parametrize(
    ("pack", "name", "inner"),
    [
        (gzip.compress, "notes.txt.gz", b"notes.txt"),
        (gzip.compress, "all.TGZ", b"all.tar"),
        (gzip.compress, "picture.svgz", b"picture.svg"),
        (gzip.compress, "unnamed", b"unnamed"),
        (gzip.compress, ".gz", b".gz"),
        (bz2.compress, "all.tbz2", b"all.tar"),
        (bz2.compress, "notes.txt.bz2", b"notes.txt"),
        (lzma.compress, "notes.txt.xz", b"notes.txt"),
        (lzma.compress, "all.txz", b"all.tar"),
    ],
)
def test_a_packed_stream_has_one_member(pack, name, inner):
    content = b"some words " * 200_000
    said = read(pack(content), name)
    assert (said.status, said.failed, said.flags) == ("read", None, [])
    assert [one.path for one in said.listed] == [inner]
    assert said.members[inner].data == content
    assert said.facts["streams"] == 1


def test_the_header_of_gzip_gives_name_time_and_checksum():
    held = io.BytesIO()
    with gzip.GzipFile("../caf\xe9.txt", "wb", fileobj=held, mtime=1_700_000_000) as packed:
        packed.write(b"words")
    said = read(held.getvalue(), "other.gz")
    name = b"caf\xe9.txt"
    assert said.members[name].data == b"words"
    assert said.members[name].facts["modified"] == 1_700_000_000_000
    assert said.facts["stored"] == [{"crc32": f"{zlib.crc32(b'words'):08x}", "size": 5}]
    named = b"\x1f\x8b\x08\x18\0\0\0\0\0\xff../x\0why\0" + gzip.compress(b"words", mtime=0)[10:]
    said = read(named, "other.gz")
    assert codes(said) == ["unsafe name"]
    assert said.members[b"../x"].data == b"words"
    assert said.members[b"../x"].facts["comment"] == "why"
    assert "modified" not in said.members[b"../x"].facts


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "a.gz"), (bz2.compress, "a.bz2"), (lzma.compress, "a.xz")]
)
def test_streams_one_after_the_other_are_one_member_and_what_follows_is_flagged(pack, name):
    said = read(pack(b"one ") + pack(b"two ") + b"\0" * 512 + pack(b"three"), name)
    assert said.members[b"a"].data == b"one two three"
    assert said.facts["streams"] == 3
    assert said.flags == []
    two = pack(b"one ") + pack(b"two")
    said = read(two + b"\0\0more", name)
    assert said.members[b"a"].data == b"one two"
    assert [(one["code"], one["byte"]) for one in said.flags] == [("data after the end", len(two) + 2)]
    assert said.status == "read"


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "a.gz"), (bz2.compress, "a.bz2"), (lzma.compress, "a.xz")]
)
def test_a_stream_that_ends_early_or_is_broken_is_damaged(pack, name):
    random.seed(2)
    content = random.randbytes(300_000)
    packed = pack(content)
    said = read(packed[: len(packed) - 1000], name)
    assert said.status == "damaged"
    assert "ends before" in said.reasons[0]
    assert content.startswith(said.members[b"a"].data)
    assert not said.members[b"a"].complete
    changed = bytearray(packed)
    changed[-6] ^= 1 if name.endswith("gz") else 0xFF
    changed[len(changed) // 2] ^= 1
    said = read(bytes(changed), name)
    assert said.status == "damaged"
    assert not said.members[b"a"].complete


def test_a_wrong_checksum_of_gzip_is_said():
    packed = bytearray(gzip.compress(b"words"))
    packed[-8] ^= 1
    said = read(bytes(packed), "a.gz")
    assert said.status == "damaged"
    assert "CRC-32" in said.reasons[0]
    assert said.members[b"a"].data == b"words"


def test_bytes_before_a_fault_are_kept():
    content = b"some words " * 1_000
    tool = zlib.compressobj(wbits=-15)
    packed = (
        tool.compress(content) + tool.flush(zlib.Z_FULL_FLUSH) + b"\x07"
    )  # a block of no kind that there is
    said = read(gzip.compress(b"")[:10] + packed + bytes(100), "a.gz")
    assert said.status == "damaged"
    assert said.reasons == ["a: its packed bytes are broken"]
    assert said.members[b"a"].data == content


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "a.gz"), (bz2.compress, "a.bz2"), (lzma.compress, "a.xz")]
)
def test_a_packed_bomb_stops_at_its_limit(pack, name):
    said = read(pack(bytes(100 << 20)), name, limits=Limits(ratio=1))
    assert said.status == "truncated"
    assert 15 << 20 <= len(said.members[b"a"].data) <= 16 << 20


def test_a_stream_that_asks_for_too_much_memory_is_said():
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    packed = bytearray(lzma.compress(b"words" * 1000, lzma.FORMAT_XZ, filters=filters))
    at = packed.index(b"\x21\x01", 12) + 2  # the size of the dictionary, in the header of the block
    packed[at] = 37  # 1.5 GiB
    start, length = 12, (packed[12] + 1) * 4
    packed[start + length - 4 : start + length] = struct.pack(
        "<I", zlib.crc32(packed[start : start + length - 4])
    )
    said = read(bytes(packed), "a.xz")
    assert said.status == "damaged"
    assert "memory" in said.reasons[0]


def test_a_gzip_that_holds_itself_leaves_once():
    path = shared("samples/hostile/quine.gz")
    said = read(path)
    assert (said.status, said.failed) == ("read", None)
    assert [one.data for one in said.listed] == [path.read_bytes()]


def test_the_members_of_a_tar_are_read_and_links_and_devices_listed(monkeypatch):
    monkeypatch.setenv("TZ", "America/Denver")
    raw = "caf\udce9.txt"  # a name in no encoding
    said = read(
        tarred(
            ("folder/a.txt", b"one"), (raw, b"two"), special("folder", tarfile.DIRTYPE),
            special("soft", tarfile.SYMTYPE, "/etc/passwd"), special("hard", tarfile.LNKTYPE, "folder/a.txt"),
            special("null", tarfile.CHRTYPE), special("pipe", tarfile.FIFOTYPE),
            form=tarfile.GNU_FORMAT,
        ),
        "a.tar",
    )  # fmt: skip
    assert (said.status, said.failed, said.flags) == ("read", None, [])
    assert said.members[b"folder/a.txt"].data == b"one"
    assert said.members[b"folder/a.txt"].facts["modified"] == 1_700_000_000_000
    assert said.members[b"caf\xe9.txt"].data == b"two"
    assert said.members[b"folder"].kind == "folder"
    assert (said.members[b"soft"].kind, said.members[b"soft"].target) == ("link", b"/etc/passwd")
    assert (said.members[b"hard"].kind, said.members[b"hard"].target) == ("link", b"folder/a.txt")
    assert said.members[b"null"].kind == said.members[b"pipe"].kind == "device"


def test_a_dangerous_name_in_a_tar_is_kept_and_flagged():
    said = read(tarred(("../../etc/cron.d/x", b"1"), ("/etc/.ssh/keys", b"2")), "a.tar")
    assert said.members[b"../../etc/cron.d/x"].data == b"1"
    assert codes(said) == ["unsafe name", "unsafe name"]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_are_whole(form):
    name = "folder/" * 20 + "x" * 80
    said = read(tarred((name, b"1"), form=form), "a.tar")
    assert said.members[name.encode()].data == b"1"


def test_a_truncated_tar_keeps_what_was_read():
    whole = tarred(("a", b"1" * 2000), ("b", b"2" * 50_000))
    said = read(whole[:20_000], "a.tar")
    assert said.status == "damaged"
    assert said.members[b"a"].complete
    assert not said.members[b"b"].complete
    assert set(said.members[b"b"].data) == {ord("2")}


@pytest.mark.parametrize("stop", [1_024, 1_024 + 300, 2_048, 2_048 + 100])
def test_a_tar_that_ends_without_its_mark_is_not_read_to_its_end(stop):
    whole = tarred(("a", b"1"), ("b", b"2"), form=tarfile.USTAR_FORMAT)
    said = read(whole[:stop], "a.tar")
    assert said.status == "partial"
    assert [one.data for one in said.listed] == [b"1", b"2"][: stop // 1_024]
    assert read(whole[:2_560], "a.tar").status == "read"


def test_a_broken_header_is_passed_over_and_said():
    data = bytearray(tarred(("a", b"1"), ("b", b"2"), ("c", b"3"), form=tarfile.USTAR_FORMAT))
    data[1024 + 100] ^= 0xFF
    said = read(bytes(data), "a.tar")
    assert said.status == "damaged"
    assert "byte 1,024" in said.reasons[0]
    assert {one.path: one.data for one in said.listed} == {b"a": b"1", b"c": b"3"}


def test_what_follows_the_end_of_a_tar_is_flagged_and_its_members_are_read():
    first, second = tarred(("a", b"1")), tarred(("b", b"2"))
    said = read(first + second, "a.tar")
    assert codes(said) == ["data after the end"]
    assert {one.path: one.data for one in said.listed} == {b"a": b"1", b"b": b"2"}
    assert said.status == "read"
    said = read(first + b"secret" * 100, "a.tar")
    assert codes(said) == ["data after the end"]
    assert said.flags[0]["byte"] == len(first)


@pytest.mark.parametrize("kind", [b"0", b"x", b"L", b"K", b"g", b"S"])
def test_lengths_that_cannot_be_end_the_reading(kind, tmp_path):
    negative, huge, minus = b"\xff" * 12, b"\x80" + b"\0" * 3 + b"\x7f" + b"\xff" * 7, b"-0000000777\0"
    for size in (negative, huge, minus):
        header = bytearray(tarred(("a", b""), ("b", b"2"), form=tarfile.GNU_FORMAT))
        header[124:136], header[156:157] = size, kind
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header[:512])
        said = read_as(bytes(header), "tar", tmp_path)
        assert said.status == "damaged" or (size != huge and kind != b"0")
        if size != huge:  # the member behind it is found
            assert said.listed[-1].data == b"2"


def test_a_header_of_many_bytes_is_not_taken_into_memory(tmp_path):
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 17 << 20
    data = info.tobuf(tarfile.USTAR_FORMAT) + bytes(17 << 20) + tarred(("b", b"2"))
    said = read_as(data, "tar", tmp_path)
    assert said.status == "damaged"
    assert "a length that cannot be" in said.reasons[0]
    assert said.members[b"b"].data == b"2"
