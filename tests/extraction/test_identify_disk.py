import struct

import pytest

from wholefile.extraction.identify_disk import disk
from wholefile.extraction.signatures import Sample


def kind(changes: dict[int, bytes], length: int = 65_536, tail: bytes = b"") -> str | None:
    head = bytearray(length)
    for at, data in changes.items():
        head[at : at + len(data)] = data
    found = disk(Sample(bytes(head), tail or bytes(head), length, "file"))
    return found and found.kind


def partition(status: int, type_: int, start: int, sectors: int) -> bytes:
    return struct.pack("<B3sB3sII", status, b"", type_, b"", start, sectors)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {510: b"\x55\xaa"},
        {510: b"\x55\xaa", 446: partition(0x12, 7, 1, 1)},
        {510: b"\x55\xaa", 446: partition(0x80, 7, 0, 0)},
        {1080: b"\x53\xef"},
        {0: b"words", 1024: b"BD"},
    ],
)
def test_a_mark_alone_is_no_disk(changes):
    assert kind(changes) is None


def test_short_files_are_none():
    for length in (0, 1, 511, 512, 1024, 1081):
        assert kind({}, length) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({32769: b"CD001"}, "iso"),
        ({34817: b"CD001"}, "iso"),
        ({3: b"NTFS    "}, "disk"),
        ({54: b"FAT16   "}, "disk"),
        ({82: b"FAT32   "}, "disk"),
        ({512: b"EFI PART"}, "disk"),
        ({1024: struct.pack("<II", 16, 64), 1048: b"\0\0\0\0", 1080: b"\x53\xef"}, "disk"),
        ({1024: b"BD"}, "disk"),
        ({510: b"\x55\xaa", 446: partition(0x80, 0x83, 63, 1000)}, "disk"),
    ],
)
def test_images_of_discs_and_volumes(changes, expected):
    assert kind(changes) == expected


def test_an_apple_image_is_known_by_its_end():
    assert kind({}, tail=b"\0" * 512 + b"koly\0\0\0\x04" + b"\0" * 504) == "dmg"
