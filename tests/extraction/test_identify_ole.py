import io
import struct

import pytest

from wholefile.extraction.identify_ole import MARK, compound, topmost_names

FREE = 0xFFFFFFFF


def entry(name: str, left=FREE, right=FREE, child=FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII", wide, len(wide), 2, 1, left, right, child) + b"\0" * 48


def ole(*entries: bytes, chain=(0xFFFFFFFE,)) -> bytes:
    """Sector 0 holds the allocation table, the directory begins in sector 1."""
    header = bytearray(512)
    header[:8] = MARK
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[FREE] * (127 - len(chain)))
    directory = b"".join(entries)
    return bytes(header) + table + directory + b"\0" * (-len(directory) % 512)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["WordDocument", "1Table"], "doc"),
        (["Workbook"], "xls"),
        (["Book"], "xls"),
        (["PowerPoint Document"], "ppt"),
        (["__properties_version1.0"], "msg"),
        (["EncryptionInfo", "EncryptedPackage"], "encrypted office"),
        (["VisioDocument"], "ole"),
        ([], "ole"),
    ],
)
def test_the_topmost_streams_say_what_it_is(names, expected):
    entries = [
        entry(name, right=number + 2 if number + 1 < len(names) else FREE)
        for number, name in enumerate(names)
    ]
    data = ole(entry("Root Entry", child=1 if names else FREE), *entries)
    assert compound(io.BytesIO(data)).kind == expected


def test_a_document_inside_a_message_does_not_make_the_message_a_document():
    data = ole(
        entry("Root Entry", child=1),
        entry("__properties_version1.0", right=2),
        entry("__attach", child=3),
        entry("WordDocument"),
    )
    assert compound(io.BytesIO(data)).kind == "msg"


def test_loops_of_sectors_and_of_siblings_end():
    data = ole(entry("Root Entry", child=1), entry("a", left=1, right=0), chain=(1,))
    assert topmost_names(io.BytesIO(data)) == {"a", "Root Entry"}


@pytest.mark.parametrize("length", [8, 100, 511, 512, 700, 1024, 1100])
def test_a_file_cut_short_gives_fewer_names_and_no_error(length):
    data = ole(entry("Root Entry", child=1), entry("WordDocument"))
    assert compound(io.BytesIO(data[:length])).kind in ("ole", "doc")


def test_a_table_that_points_behind_the_end_gives_no_names():
    data = bytearray(ole(entry("Root Entry")))
    struct.pack_into("<I", data, 48, 0x7FFFFFFF)
    struct.pack_into("<I", data, 68, 0x7FFFFFFF)
    assert topmost_names(io.BytesIO(bytes(data))) == set()
