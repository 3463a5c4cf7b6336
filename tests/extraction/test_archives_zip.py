import io
import random
import struct
import zipfile
import zlib

import pytest

from tests.extraction.reading import read
from tests.extraction.tars import codes, read_as
from tests.extraction.zips import raw, zipped


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
