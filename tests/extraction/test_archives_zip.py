import io
import os
import random
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import parse, read
from tests.shared_files import shared
from wholefile.extraction import archives
from wholefile.extraction.archive_zip_content import by_library
from wholefile.extraction.archive_zip_headers import FULL_32, Header
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

DATE = (2024, 7, 4, 13, 45, 20)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.comment = comment
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = method
            archive.writestr(info, data)
    return held.getvalue()


def raw(*members: tuple[bytes, bytes, bytes], extra: bytes = b"", attributes: int = 0) -> bytes:
    """A zip of stored members by hand: name in the header, name in the directory, bytes."""
    body, directory = b"", b""
    for before, listed, data in members:
        tail = struct.pack("<HHHIII", 0, 0x6DAA, 0x58E4, zlib.crc32(data), len(data), len(data))
        directory += struct.pack("<4sBBHH", b"PK\1\2", 20, 3, 20, 0) + tail
        directory += (
            struct.pack("<HHHHHII", len(listed), len(extra), 0, 0, 0, attributes, len(body)) + listed + extra
        )
        body += (
            struct.pack("<4sHH", b"PK\3\4", 20, 0) + tail + struct.pack("<HH", len(before), 0) + before + data
        )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end


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


# Names: kept, never followed, flagged.


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (b"../../../pwn.txt", "leads out of its folder"),
        (b"a\\..\\..\\pwn.txt", "leads out of its folder"),
        (b"/etc/passwd", "begins at the root of a disk"),
        (b"\\\\host\\share", "begins at the root of a disk"),
        (b"C:\\Windows\\x.dll", "begins with a drive"),
        (b"a\nb.txt", "holds control characters"),
        (b"a\0b.txt", "holds control characters"),
        ("a\u202etxt.exe".encode(), "holds characters that turn or hide others"),
        (b"folder/NUL.txt", "is the name of a device in Windows"),
    ],
)
def test_a_name_that_is_a_danger_is_kept_byte_for_byte_and_flagged(name, why):
    said = read(raw((name, name, b"1")), "a.zip")
    assert (said.status, said.failed) == ("read", None)
    assert said.members[name].data == b"1"
    assert codes(said) == ["unsafe name"]
    assert why in said.flags[0]["words"]
    assert said.flags[0]["words"].isprintable()


def test_a_name_in_no_encoding_is_kept_and_is_no_danger():
    said = read(raw((b"caf\xe9.txt", b"caf\xe9.txt", b"1")), "a.zip")
    assert said.members[b"caf\xe9.txt"].data == b"1"
    assert said.flags == []


def test_many_dangerous_names_leave_room_for_other_flags():
    members = [(b"../%d" % n, b"../%d" % n, b"") for n in range(2_000)]
    said = read(b"before" + raw(*members), "a.zip")
    assert codes(said).count("unsafe name") == 20
    assert said.facts["unsafe name: all"] == 2_000
    assert "data before the first header" in codes(said)


def test_a_link_is_listed_with_its_target_and_not_followed():
    said = read(raw((b"a", b"a", b"/etc/passwd"), attributes=0o120777 << 16), "a.zip")
    assert said.members[b"a"].kind == "link"
    assert said.members[b"a"].target == b"/etc/passwd"
    assert said.members[b"a"].data == b""


def test_folders_and_devices_are_listed():
    assert read(zipped(("folder/", b"")), "a.zip").members[b"folder/"].kind == "folder"
    assert read(raw((b"a", b"a", b""), attributes=0o020644 << 16), "a.zip").members[b"a"].kind == "device"


@pytest.mark.parametrize(
    ("mode", "data"), [(0o020644, b"bytes"), (0o040755, b"bytes"), (0o120777, b"x" * 5_000)]
)
def test_bytes_of_what_says_to_be_no_file_are_never_lost(mode, data):
    said = read(raw((b"a", b"a", data), attributes=mode << 16), "a.zip")
    assert said.members[b"a"].kind == "file"
    assert said.members[b"a"].data == data


# Two listings of one archive.


def test_a_name_that_differs_between_header_and_directory_is_flagged_and_both_are_listed():
    said = read(raw((b"harmless.txt", b"evil.exe", b"MZ")), "a.zip")
    assert said.members[b"evil.exe"].data == b"MZ"
    assert said.members[b"harmless.txt"].kind == "link"
    assert said.members[b"harmless.txt"].target == b"evil.exe"
    assert codes(said) == ["readers disagree"]
    assert said.flags[0]["differs"] == ["name"]


def test_a_length_that_differs_gives_both_readings():
    data = bytearray(raw((b"a", b"a", b"visible, hidden")))
    at = data.index(b"PK\1\2")
    struct.pack_into("<III", data, at + 16, zlib.crc32(b"visible"), 7, 7)
    said = read(bytes(data), "a.zip")
    assert [one.data for one in said.listed] == [b"visible", b"visible, hidden"]
    assert "readers disagree" in codes(said)


def test_a_member_that_no_directory_lists_is_found():
    whole = raw((b"listed.txt", b"listed.txt", b"seen"))
    hidden = raw((b"hidden.txt", b"hidden.txt", b"unseen"))
    hidden = hidden[: hidden.index(b"PK\1\2")]
    said = read(hidden + whole, "a.zip")
    assert said.members[b"listed.txt"].data == b"seen"
    assert said.members[b"hidden.txt"].data == b"unseen"
    assert said.members[b"hidden.txt"].method == "zip local headers"
    assert codes(said) == ["readers disagree"]


def test_a_member_that_only_the_directory_lists_is_unreadable():
    data = bytearray(raw((b"a", b"a", b"1"), (b"b", b"b", b"2")))
    data[data.index(b"PK\3\4", 4)] = 0
    said = read(bytes(data), "a.zip")
    assert said.members[b"a"].data == b"1"
    assert said.members[b"b"].kind == "unreadable"
    assert said.status == "damaged"
    assert "readers disagree" in codes(said)


def test_overlapping_members_are_flagged_and_the_same_bytes_leave_once():
    kernel = raw(*[(b"one", b"name%03d" % n, bytes(1000)) for n in range(1)])
    body, rest = kernel[: kernel.index(b"PK\1\2")], kernel[kernel.index(b"PK\1\2") : kernel.index(b"PK\5\6")]
    directory = b"".join(rest.replace(b"name000", b"name%03d" % n) for n in range(200))
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 200, 200, len(directory), len(body), 0)
    said = read(body + directory + end, "overlap.zip")
    assert "overlapping entries" in codes(said)
    assert sum(len(one.data) for one in said.listed) == 1000
    assert {one.kind for one in said.listed} == {"file", "link"}
    assert len({one.path for one in said.listed} - {b"one"}) == 200


def test_data_around_the_archive_is_flagged(tmp_path):
    before = read_as(b"\x7fELF" + bytes(100) + zipped(("a", b"1")), "zip", tmp_path)
    assert codes(before) == ["data before the first header"]
    assert before.members[b"a"].data == b"1"
    after = read(zipped(("a", b"1")) + b"%PDF-1.7 and more", "a.zip")
    assert codes(after) == ["data after the end"]
    assert after.members[b"a"].data == b"1"


def test_a_second_directory_in_the_comment_is_flagged(tmp_path):
    inner = zipped(("other.txt", b"2"))
    end = inner[inner.index(b"PK\5\6") :]
    said = read_as(zipped(("a", b"1"), comment=end[:-2] + b"\xff\xff"), "zip", tmp_path)
    assert said.members[b"a"].data == b"1"
    assert "readers disagree" in codes(said)


def test_two_members_of_one_name_both_leave():
    said = read(raw((b"a", b"a", b"1"), (b"a", b"a", b"2")), "a.zip")
    assert [one.data for one in said.listed] == [b"1", b"2"]
    assert codes(said) == ["duplicate names"]


# Damage.


def test_a_wrong_checksum_is_damage_and_the_bytes_are_kept_as_incomplete():
    data = bytearray(raw((b"a", b"a", b"right"), (b"b", b"b", b"good")))
    data[data.index(b"right")] ^= 1
    said = read(bytes(data), "a.zip")
    assert said.status == "damaged"
    assert "CRC-32" in said.reasons[0]
    assert said.members[b"a"].data == b"sight"
    assert not said.members[b"a"].complete
    assert said.members[b"b"].complete


def test_a_truncated_archive_keeps_what_was_read():
    random.seed(1)
    big = random.randbytes(50_000)
    whole = zipped(("a.txt", b"one" * 100), ("b.bin", big))
    said = read(whole[:30_000], "a.zip")
    assert said.status == "damaged"
    assert "no directory" in said.reasons[0]
    assert said.members[b"a.txt"].data == b"one" * 100
    assert not said.members[b"b.bin"].complete
    assert big.startswith(said.members[b"b.bin"].data)


def test_a_stream_without_its_directory_is_read_to_the_end_of_each_member(tmp_path):
    held = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return held.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"first" * 500)
        archive.writestr("b", b"second" * 500)
    whole = held.getvalue()
    assert read(whole, "a.zip").status == "read"
    said = read_as(whole[: whole.index(b"PK\1\2")], "zip", tmp_path)
    assert {one.path: one.data for one in said.listed} == {b"a": b"first" * 500, b"b": b"second" * 500}
    assert said.status == "damaged"


def test_a_broken_directory_is_made_up_for_by_the_headers():
    data = bytearray(raw((b"a", b"a", b"1"), (b"b", b"b", b"2"), (b"c", b"c", b"3")))
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[second : second + 4] = b"XXXX"
    said = read(bytes(data), "a.zip")
    assert said.status == "damaged"
    assert "3 members, and 1" in said.reasons[0]
    assert {one.path: one.data for one in said.listed} == {b"a": b"1", b"b": b"2", b"c": b"3"}


def test_a_file_made_of_marks_is_given_up_in_time(tmp_path):
    for mark in (b"PK\3\4", b"PK\5\6", b"PK\1\2"):
        said = read_as(mark * 250_000, "zip", tmp_path)
        assert said.status == "damaged"
        assert said.failed is None


def test_a_directory_before_a_thousand_false_ends_is_not_looked_for_and_its_members_are_found(tmp_path):
    false = b"PK\5\6" + b"\xff" * 18
    for count, status in ((900, "read"), (1_100, "damaged")):
        said = read_as(zipped(("a", b"1" * 99)) + false * count, "zip", tmp_path)
        assert said.status == status
        assert said.members[b"a"].data == b"1" * 99


# Bombs.


@pytest.mark.slow
def test_a_bomb_stops_at_the_ratio_and_says_so(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros", "w", force_zip64=True) as target,
    ):
        for _ in range(1024):
            target.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 21
    said = read(path, "bomb.zip", limits=Limits(ratio=20))
    assert said.status == "truncated"
    assert not said.members[b"zeros"].complete
    assert 15 << 20 <= len(said.members[b"zeros"].data) <= 21 << 20


def test_an_archive_in_an_archive_leaves_as_it_is():
    inner = zipped(("a", b"1"))
    for _ in range(40):
        outer, inner = inner, zipped(("inner.zip", inner), method=zipfile.ZIP_STORED)
    said = read(inner, "a.zip")
    assert said.members[b"inner.zip"].data == outer
    assert len(said.listed) == 1


@pytest.mark.slow
def test_a_hundred_thousand_members_leave_and_one_more_is_said(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(100_001):
            archive.writestr(zipfile.ZipInfo(f"{n}", DATE), b"x")
    said = read(path, "many.zip")
    assert len(said.listed) == 100_000
    assert said.status == "truncated"
    assert "100,000 members" in said.reasons[0]


# Facts.


def test_a_time_without_a_zone_stays_text_and_one_in_utc_is_an_instant(monkeypatch):
    monkeypatch.setenv("TZ", "America/Denver")
    extra = struct.pack("<HHBi", 0x5455, 5, 1, 1_720_122_320)
    said = read(raw((b"a", b"a", b"1"), extra=extra), "a.zip")
    facts = said.members[b"a"].facts
    assert facts["modified_local"] == "2024-07-04 13:45:20"
    assert facts["modified"] == 1_720_122_320_000
    assert "modified" not in read(zipped(("a", b"1")), "a.zip").members[b"a"].facts


def test_what_the_directory_states_is_told():
    said = read(zipped(("a", b"hello" * 100), comment=b"about it"), "a.zip")
    assert said.facts["comment"] == "about it"
    facts = said.members[b"a"].facts
    assert facts["size"] == 500
    assert facts["compressed_size"] < 100
    assert facts["crc32"] == f"{zlib.crc32(b'hello' * 100):08x}"
    assert facts["compression"] == "deflate"


def test_times_of_a_file_from_elsewhere():
    facts = read(shared("samples/archives/testZipEncrypted.zip"), "a.zip").members[b"unencrypted.txt"].facts
    assert facts["modified_local"] == "2017-03-21 13:07:48"
    assert facts["modified"] == 1_490_116_067_364  # the field of NTFS, in UTC


# Passwords.


def encrypted(password: bytes | None, how: str, *members: tuple[bytes, bytes]) -> bytes:
    libarchive = pytest.importorskip("libarchive", reason="libarchive is missing: install libarchive13")
    options = "zip:compression=deflate" + (f",zip:encryption={how}" if password else "")
    held = io.BytesIO()
    with libarchive.custom_writer(held.write, "zip", options=options, passphrase=password) as archive:
        for name, data in members:
            archive.add_file_from_memory(name.decode(), len(data), data)
    return held.getvalue()


@pytest.mark.parametrize("how", ["aes256", "traditional"])
def test_a_locked_archive_is_listed_and_opens_with_its_password(how):
    archive = encrypted(b"secret", how, (b"a.txt", b"hidden text" * 100), (b"b.txt", b"more"))
    for password, reason in ((None, "a password is needed"), ("wrong", "the password does not open it")):
        said = read(archive, "a.zip", password=password)
        assert said.status == "locked"
        assert {one.kind for one in said.listed} == {"unreadable"}
        assert said.members[b"a.txt"].facts["reason"].startswith(reason)
        assert said.members[b"a.txt"].facts["encrypted"] is True
    said = read(archive, "a.zip", password="secret")
    assert (said.status, said.failed) == ("read", None)
    assert {one.path: one.data for one in said.listed} == {b"a.txt": b"hidden text" * 100, b"b.txt": b"more"}


def test_no_wrong_password_of_the_old_encryption_gives_bytes():
    archive = encrypted(b"secret", "traditional", (b"a.txt", b"hidden text" * 100))
    for n in range(600):  # the header alone takes one of 256 for right
        said = read(archive, "a.zip", password=f"wrong{n}")
        assert said.status == "locked"


def test_a_partly_locked_archive_is_partly_read():
    said = read(shared("samples/archives/testZipEncrypted.zip"), "a.zip")
    assert said.status == "partial"
    assert said.members[b"unencrypted.txt"].complete
    assert said.members[b"encrypted.txt"].facts["reason"] == "a password is needed"
    assert said.facts["locked members"] == 1


@pytest.mark.parametrize(("method", "number"), [(zipfile.ZIP_BZIP2, 12), (zipfile.ZIP_LZMA, 14)])
def test_other_ways_of_packing_are_opened(method, number):
    pytest.importorskip("libarchive", reason="libarchive is missing: install libarchive13")
    said = read(zipped(("a", b"hello" * 1000), method=method), "a.zip")
    assert (said.status, said.failed) == ("read", None)
    assert said.members[b"a"].data == b"hello" * 1000


def test_a_member_that_claims_more_than_there_is_ends_in_a_stated_outcome():
    """A header of another compression, with lengths that no file has."""
    long = struct.pack("<HHQQ", 1, 16, 1 << 40, 1 << 63)
    body = (
        struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 93, 0, 0, 7, FULL_32, FULL_32, 1, len(long))
        + b"a"
        + long
        + bytes(50)
    )
    said = read(body + zipped(("b", b"bytes")), "a.zip")
    assert said.failed is None
    assert said.status != "read"


def test_a_member_beyond_four_gigabytes_is_opened_by_the_library(tmp_path):
    pytest.importorskip("libarchive", reason="libarchive is missing: install libarchive13")
    size = FULL_32 + 1_000
    header = Header(b"a", 0, 0, 0, 0, 0, size, size, b"", 0, data=31)
    path = tmp_path / "sparse"
    with path.open("w+b") as stream:
        stream.write(
            struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 0, 0, 0, 0, FULL_32, FULL_32, 1, 0) + b"abegins"
        )
        stream.truncate(31 + size)
        assert next(by_library(stream, header, 0, None, size)).startswith(b"begins\0")


def test_a_way_of_packing_that_nothing_opens_is_said():
    data = bytearray(raw((b"a", b"a", b"packed"), (b"b", b"b", b"plain")))
    for at in (8, data.index(b"PK\1\2") + 10):
        data[at] = 6
    said = read(bytes(data), "a.zip")
    assert said.members[b"a"].kind == "unreadable"
    assert "nothing here opens the compression imploded" in said.reasons[0]
    assert said.status == "partial"
    assert said.members[b"b"].data == b"plain"


# Whole samples, and bytes that are changed.


DISAGREE = {"readers disagree", "data between members", "duplicate names"}


@pytest.mark.parametrize(
    ("name", "status", "flags"),
    [
        ("archives/test-documents.zip", "read", set()),
        ("archives/testEmbedded.zip", "read", set()),
        ("hostile/absolute_paths.zip", "read", {"unsafe name"}),
        ("hostile/mixed_paths.zip", "read", {"unsafe name"}),
        (
            "hostile/testZIP_corrupted_oom.zip",
            "damaged",
            DISAGREE,
        ),
    ],
)
def test_samples(name, status, flags):
    said = read(shared(f"samples/{name}"), "a.zip")
    assert (said.kind, said.status, said.failed) == ("zip", status, None)
    assert set(codes(said)) == flags


def test_another_zip_program_agrees(tmp_path):
    if not (program := shutil.which("zip")):
        pytest.skip("zip is missing: install zip")
    (tmp_path / "in" / "folder").mkdir(parents=True)
    (tmp_path / "in" / "folder" / "a.txt").write_bytes(b"hello" * 99)
    (tmp_path / "in" / "link").symlink_to("folder/a.txt")
    os.utime(tmp_path / "in" / "folder" / "a.txt", (1_700_000_000, 1_700_000_001))
    subprocess.run([program, "-qry", "../out.zip", "."], cwd=tmp_path / "in", check=True)
    said = read(tmp_path / "out.zip", "out.zip")
    assert (said.status, said.flags) == ("read", [])
    assert said.members[b"folder/a.txt"].data == b"hello" * 99
    assert said.members[b"folder/a.txt"].facts["modified"] == 1_700_000_001_000
    assert said.members[b"folder/"].kind == "folder"
    assert said.members[b"link"].target == b"folder/a.txt"


WHOLE = zipped(
    ("a.txt", b"some text " * 50), ("folder/b.txt", b"other text " * 50), ("c", b""), comment=b"comment"
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8),
    st.integers(0, len(WHOLE)),
)
def test_changed_bytes_end_in_a_stated_outcome(tmp_path, changes, length):
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    said = read_as(bytes(data[:length] if length > len(WHOLE) // 2 else data), "zip", tmp_path)
    assert said.listed or said.last["troubles"] or said.flags


def test_without_libarchive_ordinary_zips_are_read_and_the_rest_is_said(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(("a", b"hello" * 1000), method=zipfile.ZIP_LZMA))
    (tmp_path / "b.zip").write_bytes(zipped(("b", b"hello" * 1000)))
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.extraction.reading import read\n"
        "for one in sys.argv[1:]:\n    said = read(Path(one), 'x.zip')\n"
        "    print(said.kind, said.status, said.failed, said.listed[0].kind, said.listed[0].facts.get('reason'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.zip", tmp_path / "b.zip"],
        env={
            **os.environ,
            "LIBARCHIVE": str(tmp_path / "nowhere.so"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first.startswith("zip partial None unreadable libarchive is not installed here")
    assert second == "zip read None file None"
