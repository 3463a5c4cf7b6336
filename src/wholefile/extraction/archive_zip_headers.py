"""What the headers of a ZIP archive say: its directory, and the header before each member (PKWARE APPNOTE 6.3).

Names and times are kept as they stand. Nothing here trusts a length: every read is bounded by its field's 16 bits.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END_64, LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
_FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
_LOCAL_HEAD = struct.Struct("<4s2x4HIII2H")
_CENTRAL_HEAD = struct.Struct("<4s4x4HIII3HHHII")
_END_RECORD = struct.Struct("<4s4HIIH")
_STEP = 1 << 20

ENCRYPTED, LENGTH_AFTER, STRONG, UTF8, MASKED = 1, 1 << 3, 1 << 6, 1 << 11, 1 << 13


class Header(NamedTuple):
    """What one header says of a member. Sizes in bytes; date and time are those of DOS; offset is into the file."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    extra: bytes
    offset: int
    data: int = 0  # where the packed bytes begin; known of local headers alone
    system: int = 0
    attributes: int = 0
    comment: bytes = b""
    disk: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """Where the directory lies, and what stands around it."""

    start: int
    size: int
    count: int
    record: int  # where its closing records begin
    after: int  # the first byte after the archive
    comment: bytes
    shift: int  # bytes before the archive, which its offsets do not count
    disks: int


class BrokenDirectory(Exception):
    """The directory ends before it should."""


def find_end(stream: BinaryIO, size: int) -> End | None:
    """The end of the directory: the last record that points to one, wherever in the file. None without one.

    At most 1,000 marks are tried: a file that has more of them was made to waste time.
    """
    at = size
    for _ in range(1_000):
        if (at := _last(stream, END, at)) < 0:
            break
        stream.seek(at)
        record = stream.read(_END_RECORD.size)
        if len(record) == _END_RECORD.size and (found := _end_at(stream, at, record)):
            return found
    return None


def directory(stream: BinaryIO, end: End) -> Iterator[Header]:
    """The entries of the directory in order. Raises BrokenDirectory after the last that can be read."""
    at = end.start
    while at < end.start + end.size:
        stream.seek(at)
        head = stream.read(_CENTRAL_HEAD.size)
        if len(head) < _CENTRAL_HEAD.size or head[:4] != CENTRAL:
            raise BrokenDirectory
        (_, flags, method, time, date, crc, packed, size, named, extras, commented, disk, _internal, attributes, offset
         ) = _CENTRAL_HEAD.unpack(head)  # fmt: skip
        rest = stream.read(named + extras + commented)
        if len(rest) < named + extras + commented:
            raise BrokenDirectory
        extra = rest[named : named + extras]
        size, packed, offset = _wide(extra, size, packed, offset)
        at += len(head) + len(rest)
        yield Header(
            rest[:named], flags, method, time, date, crc, packed, size, extra, offset + end.shift,
            0, head[5], attributes, rest[named + extras :], disk,
        )  # fmt: skip


def local(stream: BinaryIO, offset: int) -> Header | None:
    """The header that stands before a member's bytes; None where there is none."""
    stream.seek(offset)
    head = stream.read(_LOCAL_HEAD.size)
    if len(head) < _LOCAL_HEAD.size or head[:4] != LOCAL:
        return None
    _, flags, method, time, date, crc, packed, size, named, extras = _LOCAL_HEAD.unpack(head)
    rest = stream.read(named + extras)
    if len(rest) < named + extras:
        return None
    extra = rest[named:]
    size, packed, _ = _wide(extra, size, packed, 0)
    data = offset + len(head) + len(rest)
    return Header(rest[:named], flags, method, time, date, crc, packed, size, extra, offset, data)


def extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a header: number and content; what is cut off is left out."""
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, at)
        yield number, extra[at + 4 : at + 4 + length]
        at += 4 + length


class Marks:
    """Where the mark of a local header stands in a stretch of the file, from any place on, read piece by piece."""

    def __init__(self, stream: BinaryIO, stop: int) -> None:
        self._stream, self._stop = stream, stop
        self._start, self._piece = 0, b""

    def next(self, at: int) -> int:
        """The next place from `at` on; -1 where there is none before the end of the stretch."""
        while at < self._stop:
            if not self._start <= at < self._start + len(self._piece) - 3:
                self._stream.seek(at)
                self._start, self._piece = at, self._stream.read(min(_STEP, self._stop - at))
                if len(self._piece) < 4:
                    return -1
            if (found := self._piece.find(LOCAL, at - self._start)) >= 0:
                return self._start + found
            at = self._start + len(self._piece) - 3
        return -1


def _last(stream: BinaryIO, mark: bytes, before: int) -> int:
    """The last place of a mark that begins before `before`; -1 where there is none."""
    stop = before
    while stop > 0:
        start = max(0, stop - _STEP)
        stream.seek(start)
        piece = stream.read(stop - start + len(mark) - 1)
        if (found := piece.rfind(mark)) >= 0:
            return start + found
        stop = start
    return -1


def _end_at(stream: BinaryIO, at: int, record: bytes) -> End | None:
    _, disk, _, _, count, size, offset, commented = _END_RECORD.unpack(record)
    comment = stream.read(commented)
    start_of_record = at
    if count == _FULL_16 or FULL_32 in (size, offset):
        wide = _end_64(stream, at)
        if wide:
            disk, count, size, offset, start_of_record = wide
    for shift in (start_of_record - size - offset, 0):
        start = offset + shift
        stream.seek(0, io.SEEK_END)
        if shift < 0 or start < 0 or start + size > start_of_record:
            continue
        stream.seek(start)
        if not size or stream.read(4) == CENTRAL:
            after = at + _END_RECORD.size + len(comment)
            return End(start, size, count, start_of_record, after, comment, shift, disk + 1)
    return None


def _end_64(stream: BinaryIO, at: int) -> tuple[int, int, int, int, int] | None:
    """Disk, count, size and offset of the directory in the wide record, and where that record begins."""
    if at < 20:
        return None
    stream.seek(at - 20)
    locator = stream.read(20)
    if locator[:4] != LOCATOR_64:
        return None
    stated = int.from_bytes(locator[8:16], "little")
    for start in (stated, at - 20 - 56):  # the second is right where data was put before the archive
        if 0 <= start <= at - 76:
            stream.seek(start)
            record = stream.read(56)
            if record[:4] == END_64:
                disk, _, _, count, size, offset = struct.unpack_from("<IIQQQQ", record, 16)
                return disk, count, size, offset, start
    return None


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset with those that do not fit into 32 bits taken from the extra field 1 (section 4.5.3)."""
    if FULL_32 not in (size, packed, offset):
        return size, packed, offset
    for number, field in extras(extra):
        if number == 1:
            wide = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
            size = next(wide, size) if size == FULL_32 else size
            packed = next(wide, packed) if packed == FULL_32 else packed
            offset = next(wide, offset) if offset == FULL_32 else offset
            break
    return size, packed, offset
