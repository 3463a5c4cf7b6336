"""Zip archives that are damaged, locked, bombs or two things at once."""

import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import read
from tests.extraction.tars import codes, read_as
from tests.extraction.zips import DATE, raw, zipped
from tests.shared_files import shared
from wholefile.extraction.archive_zip_content import by_library
from wholefile.extraction.archive_zip_headers import FULL_32, Header
from wholefile.extraction.contract import Limits


def test_a_directory_before_a_thousand_false_ends_is_not_looked_for_and_its_members_are_found(tmp_path):
    false = b"PK\5\6" + b"\xff" * 18
    for count, status in ((900, "read"), (1_100, "damaged")):
        said = read_as(zipped(("a", b"1" * 99)) + false * count, "zip", tmp_path)
        assert said.status == status
        assert said.members[b"a"].data == b"1" * 99


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
