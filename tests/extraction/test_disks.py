import hashlib
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.extraction.reading import parse, read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits

pyewf = pytest.importorskip("pyewf", reason="libewf is missing: install libewf-python")
pytest.importorskip("pytsk3", reason="the Sleuth Kit is missing: install pytsk3")
pytest.importorskip("pyqcow", reason="libqcow is missing: install libqcow-python")

STORED = "196066add11fb71c4c49cf1bb50d6d24"
SECTOR = 512


def entry(name: bytes, attributes: int, cluster: int, size: int) -> bytes:
    date, time = (44 << 9) | (7 << 5) | 4, (13 << 11) | (45 << 5) | 10  # 2024-07-04 13:45:20
    return struct.pack(
        "<11sBBBHHHHHHHI", name, attributes, 0, 0, time, date, date, 0, time, date, cluster, size
    )


def fat12(*, nothing: bool = False) -> bytes:
    """A volume of FAT12 with a file, a deleted file and a folder that holds a file."""
    sectors, per_fat, roots = 2880, 9, 224
    boot = bytearray(SECTOR)
    boot[0:3] = b"\xeb\x3c\x90"
    boot[3:11] = b"MSDOS5.0"
    struct.pack_into("<HBHBHHBHHHI", boot, 11, SECTOR, 1, 1, 2, roots, sectors, 0xF0, per_fat, 18, 2, 0)
    boot[38] = 0x29
    boot[43:62] = b"EVIDENCE   FAT12   "
    boot[510:512] = b"\x55\xaa"
    fat = bytearray(per_fat * SECTOR)
    fat[0:3] = b"\xf0\xff\xff"
    for cluster in (2, 4, 5):  # the deleted file's cluster 3 is free
        at = cluster * 3 // 2
        if cluster % 2:
            fat[at] |= 0xF0
            fat[at + 1] = 0xFF
        else:
            fat[at] = 0xFF
            fat[at + 1] |= 0x0F
    root = (
        entry(b"HELLO   TXT", 0x20, 2, 5)
        + entry(b"\xe5ONE    TXT", 0x20, 3, 4)
        + entry(b"FOLDER     ", 0x10, 4, 0)
    )
    data = bytearray((sectors - 1 - 2 * per_fat - roots * 32 // SECTOR) * SECTOR)
    data[0:5] = b"hello"
    data[SECTOR : SECTOR + 4] = b"gone"
    folder = (
        entry(b".          ", 0x10, 4, 0)
        + entry(b"..         ", 0x10, 0, 0)
        + entry(b"IN      TXT", 0x20, 5, 6)
    )
    data[2 * SECTOR : 2 * SECTOR + len(folder)] = folder
    data[3 * SECTOR : 3 * SECTOR + 6] = b"inside"
    if nothing:
        root = b""
    return bytes(boot + fat + fat) + root.ljust(roots * 32, b"\0") + bytes(data)


def disk(*parts: tuple[int, int, bytes], size: int = 8192) -> bytes:
    """A disk with a DOS partition table: type, first sector and bytes of each partition."""
    image = bytearray(size * SECTOR)
    for n, (kind, start, content) in enumerate(parts):
        length = len(content) // SECTOR
        struct.pack_into("<B3sB3sII", image, 446 + 16 * n, 0, b"\0\2\0", kind, b"\0\3\0", start, length)
        image[start * SECTOR : start * SECTOR + len(content)] = content
    image[510:512] = b"\x55\xaa"
    return bytes(image)


def ext(tmp_path: Path, *removed: str, kind: str = "ext2", **files: bytes) -> Path:
    make, change = (
        shutil.which("mke2fs", path="/sbin:/usr/sbin"),
        shutil.which("debugfs", path="/sbin:/usr/sbin"),
    )
    if not make or not change:
        pytest.skip("mke2fs or debugfs is missing: install e2fsprogs")
    content, image = tmp_path / "content", tmp_path / "image"
    for name, data in files.items():
        path = content / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    subprocess.run([make, "-q", "-t", kind, "-d", content, image, "4M"], check=True, capture_output=True)
    for name in removed:
        subprocess.run([change, "-w", "-R", f"rm {name}", image], check=True, capture_output=True)
    return image


# The negatives first.


def test_a_disk_without_partitions_or_a_file_system_is_partly_read_and_says_so(tmp_path):
    said = read(disk((0x83, 2048, bytes(1 << 20))))
    assert said.failed is None
    assert said.status == "partial"
    assert said.reasons == ["The partition p1 (Linux (0x83)) holds no file system that is recognised."]
    assert [one["name"] for one in said.facts["partitions"]] == ["p1"]
    assert said.listed == []


def test_an_encrypted_partition_is_locked_and_the_others_are_read():
    said = read(disk((0x83, 64, b"LUKS\xba\xbe".ljust(64 * SECTOR, b"\1")), (0x01, 2048, fat12())))
    assert said.status == "locked"
    assert "p1" in said.reasons[0]
    assert "LUKS" in said.reasons[0]
    assert said.members[b"p2/HELLO.TXT"].data == b"hello"


def test_a_missing_segment_is_said_and_what_is_there_is_read():
    said = read(shared("samples/forensic/ext2.split.E01"), "ext2.split.E01")
    assert said.failed is None
    assert said.status == "partial"
    assert said.reasons[0] == "A further segment belongs to it, number 2, which is not at hand."
    assert "media_md5" not in said.facts
    assert len(said.members[b"passwords.txt"].data) == 116


def test_segments_out_of_order_are_said():
    second = shared("samples/forensic/ext2.split.E02")
    said = read(second, "ext2.split.E02", segments=(shared("samples/forensic/ext2.split.E01"),))
    assert said.failed is None
    assert said.status in ("partial", "damaged")
    assert "numbered 2, 1" in said.reasons[0]


def test_a_stored_digest_that_is_not_that_of_the_media_is_flagged():
    data = bytearray(shared("samples/forensic/ext2.E01").read_bytes())
    at = data.index(bytes.fromhex(STORED))
    data[at] ^= 1
    data[at + 32 : at + 36] = struct.pack("<I", zlib.adler32(data[at : at + 32]))
    said = read(bytes(data), "ext2.E01")
    assert said.status == "damaged"
    assert [one["code"] for one in said.flags] == ["digest differs"]
    assert said.facts["stored_md5"] != said.facts["media_md5"] == STORED
    assert len(said.members[b"passwords.txt"].data) == 116


def test_a_truncated_image_is_damaged_and_keeps_what_it_holds():
    whole = shared("samples/forensic/ext2.E01").read_bytes()
    said = read(whole[:9000], "ext2.E01")
    assert said.failed is None
    assert said.status in ("partial", "damaged")
    assert said.reasons


def test_a_qcow2_of_changes_to_another_image_is_partly_read():
    data = bytearray(shared("samples/forensic/ext2.qcow2").read_bytes())
    struct.pack_into(">QI", data, 8, 400, 4)
    data[400:404] = b"base"
    said = read(bytes(data), "changes.qcow2")
    assert said.failed is None
    assert said.status == "partial"
    assert "another image" in said.reasons[0]


def test_earlier_states_in_a_qcow2_are_said():
    data = bytearray(shared("samples/forensic/ext2.qcow2").read_bytes())
    struct.pack_into(">I", data, 60, 2)
    said = read(bytes(data), "states.qcow2")
    assert said.failed is None
    assert said.status in ("partial", "damaged")
    assert "2 earlier states" in said.reasons[0]


def test_a_file_larger_than_the_budget_is_listed_and_those_after_it_are_read(tmp_path):
    image = ext(tmp_path, aaa=bytes(500_000), zzz=b"last")
    said = read(image, limits=Limits(produced=100_000))
    assert said.status == "truncated"
    assert said.members[b"aaa"].kind == "unreadable"
    assert "500,000 bytes" in said.members[b"aaa"].facts["reason"]
    assert said.members[b"zzz"].data == b"last"


def test_more_files_than_may_be_listed_are_truncated(tmp_path):
    said = read(ext(tmp_path, a=b"1", b=b"2", c=b"3", d=b"4"), limits=Limits(members=3))
    assert said.status == "truncated"
    assert len(said.listed) == 3


def test_when_time_is_spent_the_rest_is_truncated_and_said(tmp_path):
    said = read(ext(tmp_path, a=b"1"), limits=Limits(seconds=0))
    assert said.failed is None
    assert said.status == "truncated"
    assert [one["code"] for one in said.flags] == ["media not hashed"]


def test_a_loop_of_folders_ends():
    image = bytearray(fat12())
    at = image.index(b"IN      TXT")
    image[at : at + 32] = entry(b"AGAIN      ", 0x10, 4, 0)
    said = read(bytes(image), "floppy.img")
    assert said.failed is None
    again = [one.path for one in said.listed if b"AGAIN" in one.path]
    assert again == [b"FOLDER/AGAIN", b"FOLDER/AGAIN/AGAIN"]  # the second is seen to be the first


def test_a_name_that_turns_others_is_flagged(tmp_path):
    said = read(ext(tmp_path, **{"\u202etxt.exe": b"1"}))
    assert "\u202etxt.exe".encode() in said.members
    assert [one["code"] for one in said.flags] == ["unsafe name"]
    assert "\u202e" not in said.flags[0]["words"]


# What is read.


@pytest.mark.parametrize(
    ("name", "segments"), [("ext2.E01", ()), ("ext2.split.E01", ("ext2.split.E02",)), ("ext2.qcow2", ())]
)
def test_one_volume_in_three_images_is_the_same(name, segments):
    folder = shared("samples/forensic")
    said = read(folder / name, name, segments=[folder / one for one in segments])
    assert (said.status, said.failed, said.flags) == ("read", None, [])
    assert said.facts["media_md5"] == STORED
    assert said.facts["media_size"] == 4_194_304
    assert said.facts["file_system"] == "ext2"
    assert {one.path: (one.kind, len(one.data)) for one in said.listed} == {
        b"lost+found": ("folder", 0),
        b"a_directory": ("folder", 0),
        b"a_directory/a_file": ("file", 53),
        b"a_directory/another_file": ("file", 22),
        b"a_link": ("link", 0),
        b"passwords.txt": ("file", 116),
    }
    assert said.members[b"a_link"].target == b"a_directory/another_file"
    assert said.members[b"passwords.txt"].facts["modified"] == 1_626_962_852_000
    if name.endswith("E01"):
        assert said.facts["stored_md5"] == STORED
        assert said.facts["segments"] == 1 + len(segments)


def test_the_header_of_an_image_is_told_with_dates_as_they_stand(monkeypatch):
    monkeypatch.setenv("TZ", "America/Denver")
    facts = read(shared("samples/forensic/ext2.E01"), "ext2.E01").facts
    assert (facts["case_number"], facts["evidence_number"], facts["examiner"]) == (
        "case",
        "evidence",
        "examiner",
    )
    assert (facts["description"], facts["notes"], facts["acquiry_system"]) == (
        "description",
        "notes",
        "Linux",
    )
    assert (
        facts["acquiry_date"] == "2021 7 22 17 33 18"
    )  # the local time of the examiner's machine, without a zone
    assert facts["acquired_at"] == 1_626_967_998_000
    assert facts["sector_size"] == 512


@pytest.mark.parametrize("zone", ["UTC", "America/Denver"])
def test_times_of_fat_stay_text_wherever_they_are_read(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    facts = read(fat12(), "floppy.img").members[b"HELLO.TXT"].facts
    assert facts["modified_local"] == "2024-07-04 13:45:20"
    assert "modified" not in facts


def test_a_deleted_file_is_marked_and_its_bytes_are_read_where_they_are_left(tmp_path):
    floppy = read(fat12(), "floppy.img")
    assert floppy.status == "read"
    assert {one.path: one.data for one in floppy.listed if one.deleted} == {b"_ONE.TXT": b"gone"}
    assert floppy.members[b"FOLDER/IN.TXT"].data == b"inside"
    big = bytes(range(256)) * 1000
    said = read(ext(tmp_path, "folder/big", folder__big=big, folder__stays=b"here"))
    assert said.status == "read"
    assert said.members[b"folder/big"].deleted
    assert said.members[b"folder/big"].data == big
    assert not said.members[b"folder/stays"].deleted


def test_partitions_are_told_and_prefix_the_paths():
    said = read(disk((0x01, 64, fat12()), (0x01, 4096, fat12(nothing=True))))
    assert said.status == "read"
    assert said.facts["partition_table"] == "DOS"
    assert [(one["name"], one["start"], one["file_system"]) for one in said.facts["partitions"]] == [
        ("p1", 64 * SECTOR, "fat12"),
        ("p2", 4096 * SECTOR, "fat12"),
    ]
    assert said.facts["unallocated_bytes"] == (8192 - 2 * 2880) * SECTOR
    assert {one.path for one in said.listed} == {
        b"p1/HELLO.TXT",
        b"p1/_ONE.TXT",
        b"p1/FOLDER",
        b"p1/FOLDER/IN.TXT",
    }


def test_a_raw_image_in_parts_is_read_as_one(tmp_path):
    whole = disk((0x01, 64, fat12()))
    (tmp_path / "1").write_bytes(whole[:40_000])
    (tmp_path / "2").write_bytes(whole[40_000:50_001])
    (tmp_path / "3").write_bytes(whole[50_001:])
    said = read(tmp_path / "1", "disk.001", segments=(tmp_path / "2", tmp_path / "3"))
    assert said.members[b"p1/FOLDER/IN.TXT"].data == b"inside"
    assert said.facts["media_sha256"] == hashlib.sha256(whole).hexdigest()


# Changed bytes: in processes of their own, because these libraries may die of them.

MUTATE = """
import io, random, sys
from pathlib import Path
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.disks import read
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

kind, path, first, last, folder = sys.argv[1:]
whole = Path(path).read_bytes()
for seed in range(int(first), int(last)):
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(chance.choice([1, 3, 20])):
        data[chance.randrange(len(data) if chance.random() < 0.5 else min(4096, len(data)))] = chance.randrange(256)
    del data[len(data) - chance.choice([0, 0, 0, chance.randrange(len(data))]):]
    blob = Path(folder) / "blob"
    blob.write_bytes(data)
    stream = io.BytesIO()
    job = Job("read", "x", len(data), Limits(seconds=20, cpu_seconds=10_000, produced=64 << 20, members=5_000))
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


@pytest.mark.parametrize("kind", ["e01", "qcow2", "disk"])
def test_changed_bytes_end_in_a_stated_outcome(kind, tmp_path):
    if kind == "disk":
        path = tmp_path / "disk"
        path.write_bytes(disk((0x01, 64, fat12())))
    else:
        path = shared(f"samples/forensic/ext2.{'E01' if kind == 'e01' else kind}")
    command = [sys.executable, "-W", "error", "-c", MUTATE, kind, path, "830", "930", tmp_path]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=110)
    if done.returncode >= 0:  # a signal is for the sandbox to see
        assert done.returncode == 0, done.stderr[-2000:]
        assert len(done.stdout.splitlines()) >= 90
    if (tmp_path / "said").exists():
        parse((tmp_path / "said").read_bytes())
