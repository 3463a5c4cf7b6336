"""A ZIP archive that every program reads alike (APPNOTE.TXT 6.3): nothing stands before, between or behind its members.

Programs differ in where they look for the list of members: at its stated place, right before the end, or not at all,
member after member from the start. An archive laid out so that they find different files would pass here and unpack as
something else. Ours, and what common programs write, have one layout; any other is refused.
"""

import struct
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from wholefile.core.errors import Invalid

_END, _END_64, _LOCATOR, _LOCAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x03\x04"
_END_BYTES, _LOCATOR_BYTES, _END_64_BYTES, _LOCAL_BYTES = 22, 20, 56, 30
_HAS_DESCRIPTOR = 0x8
_DESCRIPTORS = (12, 16, 20, 24)  # checksum and two lengths of 4 or 8 bytes, with or without a mark


def check_layout(source: BinaryIO, members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive in which another program could find other members than these, all of them."""
    directory = _directory(source)
    at = 0
    ordered = sorted(members, key=lambda one: one.header_offset)
    for number, member in enumerate(ordered, 1):
        if member.header_offset != at:
            raise _ambiguous()
        end = _end_of(source, member)
        at = ordered[number].header_offset if number < len(ordered) else directory
        if at != end and not (member.flag_bits & _HAS_DESCRIPTOR and at - end in _DESCRIPTORS):
            raise _ambiguous()
    if at != directory:
        raise _ambiguous()


def _directory(source: BinaryIO) -> int:
    """Where the list of members begins, once it is certain that it ends where the end of the archive begins."""
    size = source.seek(0, 2)
    end = _read(source, size - _END_BYTES, _END_BYTES)
    length, offset, remark = struct.unpack("<LLH", end[12:])
    stop = size - _END_BYTES
    locator = _read(source, max(stop - _LOCATOR_BYTES, 0), _LOCATOR_BYTES)
    if locator.startswith(_LOCATOR):
        (stop,) = struct.unpack("<Q", locator[8:16])
        end_64 = _read(source, stop, _END_64_BYTES)
        if not end_64.startswith(_END_64) or stop + _END_64_BYTES + _LOCATOR_BYTES + _END_BYTES != size:
            raise _ambiguous()
        length, offset = struct.unpack("<QQ", end_64[40:])
    if not end.startswith(_END) or remark or offset + length != stop:
        raise _ambiguous()
    return int(offset)


def _end_of(source: BinaryIO, member: zipfile.ZipInfo) -> int:
    local = _read(source, member.header_offset, _LOCAL_BYTES)
    if not local.startswith(_LOCAL):
        raise _ambiguous()
    name, extra = struct.unpack("<HH", local[26:])
    return int(member.header_offset + _LOCAL_BYTES + name + extra + member.compress_size)


def _read(source: BinaryIO, start: int, length: int) -> bytes:
    if start < 0:
        raise _ambiguous()
    source.seek(start)
    raw = source.read(length)
    if len(raw) != length:
        raise _ambiguous()
    return raw


def _ambiguous() -> Invalid:
    return Invalid(
        "archive.ambiguous",
        "The archive is refused: something stands before, between or behind its files, so that another program may "
        "find other files in it. Unpack it, look at what is there, and check the folder.",
    )
