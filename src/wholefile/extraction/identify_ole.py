"""What an OLE compound file holds, by the names of its topmost streams (MS-CFB).

Own code rather than a library: the directory is read in bounded steps, loops in its chains end, and damage gives fewer
names instead of an error.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from wholefile.extraction.signatures import Found

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SECTORS = 2048  # of a directory: 16,384 entries of 128 bytes in sectors of 1,024 on average
_LAST = 0xFFFFFFFA  # sector numbers from here on are no sectors
_NONE = 0xFFFFFFFF
_KINDS = (  # the first that is there; an encrypted package hides everything else
    (
        "EncryptedPackage",
        Found("encrypted office", "application/vnd.openxmlformats-officedocument.encrypted"),
    ),
    ("WordDocument", Found("doc", "application/msword")),
    ("Workbook", Found("xls", "application/vnd.ms-excel")),
    ("Book", Found("xls", "application/vnd.ms-excel")),
    ("PowerPoint Document", Found("ppt", "application/vnd.ms-powerpoint")),
    ("__properties_version1.0", Found("msg", "application/vnd.ms-outlook")),
)


def compound(stream: BinaryIO) -> Found:
    """The kind of a compound file: an Office document, a message, an encrypted document, or plain `ole`."""
    names = topmost_names(stream)
    for name, found in _KINDS:
        if name in names:
            return found
    return Found("ole", "application/x-ole-storage")


def topmost_names(stream: BinaryIO) -> set[str]:
    """The names directly below the root; fewer where the file is damaged."""
    stream.seek(0)
    header = stream.read(512)
    if len(header) < 512:
        return set()
    shift = int.from_bytes(header[30:32], "little")
    size = 1 << shift if shift in (9, 12) else 512
    (first,) = struct.unpack_from("<I", header, 48)
    table = _Table(stream, header, size)
    seen: set[int] = set()
    directory, number = bytearray(), first
    while number < _LAST and number not in seen and len(seen) < _MOST_SECTORS:
        seen.add(number)
        directory += table.sector(number)
        number = table.after(number)
    return _below_root(bytes(directory))


class _Table:
    """The allocation table, of which only the sectors that are asked for are read."""

    def __init__(self, stream: BinaryIO, header: bytes, size: int) -> None:
        self._stream, self._size = stream, size
        self._places = [one for one in struct.unpack_from("<109I", header, 76) if one < _LAST]
        (more,) = struct.unpack_from("<I", header, 68)
        for _ in range(64):
            if more >= _LAST:
                break
            numbers = _numbers(self.sector(more))
            self._places += [one for one in numbers[:-1] if one < _LAST]
            more = numbers[-1] if numbers else _NONE
        self._known: dict[int, tuple[int, ...]] = {}

    def sector(self, number: int) -> bytes:
        self._stream.seek((number + 1) * self._size)
        return self._stream.read(self._size)

    def after(self, number: int) -> int:
        """The sector that follows this one in its chain."""
        where, at = divmod(number, self._size // 4)
        if where >= len(self._places):
            return _NONE
        if where not in self._known:
            self._known[where] = _numbers(self.sector(self._places[where]))
        numbers = self._known[where]
        return numbers[at] if at < len(numbers) else _NONE


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _below_root(directory: bytes) -> set[str]:
    """The names in the tree of siblings that hangs below the first entry."""
    count = len(directory) // 128
    if not count:
        return set()
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    while waiting:
        entry = waiting.pop()
        if entry >= count or entry in seen:
            continue
        seen.add(entry)
        at = entry * 128
        length = min(64, int.from_bytes(directory[at + 64 : at + 66], "little"))
        names.add(directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from("<II", directory, at + 68)
    return names
