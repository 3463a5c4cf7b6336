import bz2
import contextlib
import gzip
import io
import lzma
import random
import struct
import subprocess
import sys
import tarfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import parse, read
from tests.shared_files import shared
from wholefile.extraction import archives
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

DOCUMENTS = {
    b"testEXCEL.xls": 13824,
    b"testHTML.html": 167,
    b"testOpenOffice2.odt": 26448,
    b"testPDF.pdf": 34824,
    b"testPPT.ppt": 16384,
    b"testRTF.rtf": 3410,
    b"testTXT.txt": 49,
    b"testWORD.doc": 19456,
    b"testXML.xml": 766,
}


def codes(said) -> list[str]:
    return [one["code"] for one in said.flags]


def read_as(content: bytes, kind: str, tmp_path, limits=None):
    """The reader alone, whatever the bytes look like."""
    path = tmp_path / "blob"
    path.write_bytes(content)
    stream = io.BytesIO()
    job = Job("read", "x", len(content), limits or Limits())
    out = Output(stream, len(content), job.limits)
    try:
        archives.read(Source(path, job, (), kind), out)
    except Trouble as trouble:
        out.trouble(trouble.status, trouble.reason)
    except LimitReached as reached:
        out.trouble("truncated", str(reached))
    out.finish()
    return parse(stream.getvalue())


def tarred(*members: tarfile.TarInfo | tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(
        fileobj=held, mode="w", format=form, encoding="utf-8", errors="surrogateescape"
    ) as archive:
        for one in members:
            if isinstance(one, tuple):
                info = tarfile.TarInfo(one[0])
                info.size, info.mtime = len(one[1]), 1_700_000_000
                archive.addfile(info, io.BytesIO(one[1]))
            else:
                archive.addfile(one)
    return held.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


# gzip, bzip2 and xz.


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


# tar.


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


def test_a_sparse_member_counts_all_its_bytes():
    name = tarfile.TarInfo("holes")
    data = bytearray(tarred(name, form=tarfile.GNU_FORMAT))
    data[156:157] = b"S"
    data[386:482] = (b"%011o\0" % (1 << 30) + b"%011o\0" % 0).ljust(96, b"\0")
    data[483:495] = b"%011o\0" % (1 << 30)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    said = read(bytes(data), "a.tar")
    assert said.status == "truncated"
    assert len(said.members[b"holes"].data) <= 16 << 20


# 7z, rar, cpio, iso and cab.

libarchive_missing = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", "import libarchive"], capture_output=True, check=False).returncode
    != 0,
    reason="libarchive is missing: install libarchive13 and libarchive-c",
)


def made(form: str, *members: tuple[str, bytes]) -> bytes:
    import libarchive

    held = io.BytesIO()
    with libarchive.custom_writer(held.write, form) as archive:
        for name, data in members:
            archive.add_file_from_memory(name, len(data), data, mtime=1_700_000_000)
    return held.getvalue()


@libarchive_missing
@pytest.mark.parametrize(("form", "name"), [("7zip", "a.7z"), ("cpio_newc", "a.cpio"), ("iso9660", "a.iso")])
def test_archives_made_by_the_library_are_read(form, name, tmp_path):
    path = tmp_path / name
    if form in {"7zip", "iso9660"}:
        import libarchive

        with libarchive.file_writer(str(path), form) as archive:
            archive.add_file_from_memory("folder/a.txt", 5, b"hello", mtime=1_700_000_000)
            archive.add_file_from_memory("b.txt", 0, b"", mtime=1_700_000_000)
    else:
        path.write_bytes(made(form, ("folder/a.txt", b"hello"), ("b.txt", b"")))
    said = read(path, name)
    assert (said.status, said.failed) == ("read", None)
    assert said.members[b"folder/a.txt"].data == b"hello"
    assert said.members[b"folder/a.txt"].facts["modified"] == 1_700_000_000_000
    assert said.members[b"b.txt"].complete


def cab(*members: tuple[bytes, bytes]) -> bytes:
    """A cabinet of one folder, not packed (MS-CAB 2)."""
    files, data, at = b"", b"", 0
    for name, content in members:
        files += struct.pack("<IIHHHH", len(content), at, 0, 0x58E4, 0x6DAA, 0x20) + name + b"\0"
        data += content
        at += len(content)
    block = struct.pack("<IHH", 0, len(data), len(data)) + data
    start = 36 + 8
    folder = struct.pack("<IHH", start + len(files), 1, 0)
    total = start + len(files) + len(block)
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, total, 0, start, 0, 3, 1, 1, len(members), 0, 0, 0)
    return head + folder + files + block


@libarchive_missing
@pytest.mark.parametrize("zone", ["UTC", "America/Denver"])
def test_a_cabinet_keeps_the_time_on_the_wall_wherever_it_is_read(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    said = read(cab((b"..\\a.txt", b"one"), (b"caf\xe9.txt", b"two")), "a.cab")
    assert (said.kind, said.status, said.failed) == ("cab", "read", None)
    assert [one.data for one in said.listed] == [b"one", b"two"]
    assert said.listed[0].facts["modified_local"] == "2024-07-04 13:45:20"
    assert "modified" not in said.listed[0].facts
    assert codes(said) == ["unsafe name"]


@libarchive_missing
@pytest.mark.parametrize("zone", ["UTC", "America/Denver"])
@pytest.mark.parametrize("name", ["test-documents.7z", "test-documents.rar"])
def test_seven_zip_and_rar_samples(name, zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    said = read(shared(f"samples/archives/{name}"))
    assert (said.status, said.failed, said.flags) == ("read", None, [])
    assert {one.path.removeprefix(b"test-documents/"): len(one.data) for one in said.listed} == DOCUMENTS
    facts = said.members[b"test-documents/testPDF.pdf"].facts
    if name.endswith("rar"):  # rar before version 5 keeps local time
        assert facts["modified_local"] == "2007-10-01 15:02:26"
        assert "modified" not in facts
    else:
        assert facts["modified"] == 1_191_247_346_000


@libarchive_missing
@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("test-documents-enc.rar", None, "a password is needed"),
        ("test-documents-enc.rar", "tika", "nothing here opens"),
        ("test7Z_protected_passTika.7z", None, "a password is needed"),
        ("test7Z_protected_passTika.7z", "Tika", "a password is needed"),
    ],
)
def test_what_is_encrypted_is_locked(name, password, reason):
    said = read(shared(f"samples/archives/{name}"), password=password)
    assert (said.status, said.failed) == ("locked", None)
    assert reason in said.reasons[0]
    assert {one.kind for one in said.listed} <= {"unreadable"}
    for one in said.listed:
        assert ("nothing here opens" if password else "a password is needed") in one.facts["reason"]


@libarchive_missing
@pytest.mark.parametrize("name", ["test-documents.7z", "test-documents.rar"])
def test_a_truncated_archive_is_damaged(name):
    whole = shared(f"samples/archives/{name}").read_bytes()
    said = read(whole[: len(whole) // 2], name)
    assert said.failed is None
    assert said.status == "damaged"


@libarchive_missing
def test_a_disc_shorter_than_its_volume_is_partly_read(tmp_path):
    import libarchive

    path = tmp_path / "a.iso"
    with libarchive.file_writer(str(path), "iso9660") as archive:
        archive.add_file_from_memory("a.txt", 5, b"hello")
    whole = path.read_bytes()
    said = read(whole[:-4_096], "a.iso")
    assert said.status == "partial"
    assert said.reasons == ["It ends 4,096 bytes before its volume does: it was cut."]
    assert said.members[b"a.txt"].data == b"hello"


@libarchive_missing
def test_a_disc_with_udf_alone_is_unsupported():
    data = bytearray(1 << 17)
    for n, mark in enumerate((b"BEA01", b"NSR02", b"TEA01")):
        data[32768 + 2048 * n : 32768 + 2048 * n + 7] = b"\0" + mark + b"\1"
    said = read(bytes(data), "disc.iso")
    assert (said.status, said.failed) == ("unsupported", None)
    assert "UDF" in said.reasons[0]


@libarchive_missing
def test_a_tgz_is_one_tar():
    said = read(shared("samples/archives/test-documents.tgz"))
    assert [one.path for one in said.listed] == [b"test-documents.tar"]
    inner = read(said.listed[0].data, "test-documents.tar")
    files = {one.path.rsplit(b"/", 1)[-1]: len(one.data) for one in inner.listed if one.kind == "file"}
    assert DOCUMENTS.items() <= files.items()


def test_without_libarchive_it_is_said_and_what_needs_none_is_read(tmp_path):
    (tmp_path / "a.cab").write_bytes(cab((b"a", b"1")))
    (tmp_path / "a.tar").write_bytes(tarred(("a", b"1")))
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"1"))
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.extraction.reading import read\n"
        "for one in sys.argv[1:]:\n    said = read(Path(one), 'x')\n"
        "    print(said.kind, said.status, said.failed, len(said.listed), *said.reasons)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *sorted(tmp_path.iterdir())],
        env={"LIBARCHIVE": str(tmp_path / "nowhere.so"), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "cab unsupported None 0 libarchive is not installed here.",
        "gzip read None 1",
        "tar read None 1",
    ]


# Changed bytes.

TAR = tarred(
    ("a.txt", b"some text " * 50), ("x" * 120, b"other " * 50), special("l", tarfile.SYMTYPE, "a.txt")
)
STREAMS = {
    "gzip": gzip.compress(b"some text " * 50, mtime=0) * 2,
    "bzip2": bz2.compress(b"some text " * 50) * 2,
    "xz": lzma.compress(b"some text " * 50) * 2,
    "tar": TAR,
}


@pytest.mark.parametrize("kind", sorted(STREAMS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.integers(0, 1 << 14), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 99),
)
def test_changed_bytes_end_in_a_stated_outcome(kind, changes, cut, tmp_path):
    data = bytearray(STREAMS[kind])
    for at, value in changes:
        data[at % len(data)] = value
    said = read_as(bytes(data[: len(data) * (100 - cut) // 100]), kind, tmp_path)
    assert said.listed or said.last["troubles"] or said.flags


MUTATE = """
import io, random, sys
from pathlib import Path
from wholefile.extraction.archives import read
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

kind, path, first, last, folder = sys.argv[1:]
whole = Path(path).read_bytes()
for seed in range(int(first), int(last)):
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(chance.choice([1, 3, 20])):
        data[chance.randrange(len(data) if chance.random() < 0.5 else min(512, len(data)))] = chance.randrange(256)
    if chance.random() < 0.3:
        end = max(0, len(data) - 512)
        data[chance.randrange(end, len(data))] = chance.randrange(256)
    del data[len(data) - chance.choice([0, 0, 0, chance.randrange(len(data))]):]
    blob = Path(folder) / "blob"
    blob.write_bytes(data)
    stream = io.BytesIO()
    job = Job("read", "x", len(data), Limits(produced=64 << 20, members=5_000))
    out = Output(stream, len(data), job.limits)
    try:
        read(Source(blob, job, (), kind), out)
    except (Trouble, LimitReached) as error:
        out.trouble(getattr(error, "status", "truncated"), str(error))
    except MemoryError:
        continue
    out.finish()
    (Path(folder) / "said").write_bytes(stream.getvalue())
    print(seed, out.status, flush=True)
"""


@libarchive_missing
@pytest.mark.parametrize("kind", ["7z", "rar", "cab", "cpio", "iso"])
def test_changed_bytes_in_a_process_of_their_own_end_in_a_stated_outcome(kind, tmp_path):
    path = tmp_path / "whole"
    if kind in ("7z", "rar"):
        path = shared(f"samples/archives/test-documents.{kind}")
    elif kind == "cab":
        path.write_bytes(cab((b"a.txt", b"one" * 99), (b"b.txt", b"two")))
    else:
        path.write_bytes(
            made({"cpio": "cpio_newc", "iso": "iso9660"}[kind], ("folder/a.txt", b"one" * 99), ("b", b"2"))
        )
    command = [sys.executable, "-W", "error", "-c", MUTATE, kind, path, "0", "60", tmp_path]
    with contextlib.suppress(subprocess.TimeoutExpired):  # a hang is for the sandbox to see
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
        if done.returncode >= 0:  # and so is a signal
            assert done.returncode == 0, done.stderr[-2000:]
            assert done.stdout.count("\n") >= 50
    if (tmp_path / "said").exists():
        parse((tmp_path / "said").read_bytes())
