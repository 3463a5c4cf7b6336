"""Archives that are cut, odd or hostile end in a stated outcome."""

import bz2
import contextlib
import gzip
import io
import lzma
import struct
import subprocess
import sys
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import parse, read
from tests.extraction.tars import codes, read_as, special, tarred
from tests.shared_files import shared

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
