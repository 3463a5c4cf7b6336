"""The bytes of one member of a ZIP archive."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from wholefile.extraction import archive_library as library
from wholefile.extraction.archive_blocks import BLOCK, Broken, Feed, bzip2_tool, deflate_tool, unpacked
from wholefile.extraction.archive_zip_facts import method_name
from wholefile.extraction.archive_zip_headers import (
    CENTRAL,
    ENCRYPTED,
    END,
    END_64,
    FULL_32,
    LOCATOR_64,
    Header,
)

STORED, DEFLATE, BZIP2, AES = 0, 8, 12, 99
OWN = (STORED, DEFLATE, BZIP2)  # what is unpacked here; libarchive does the rest
_AFTER = b"PK\x07\x08"


class NoPassword(Exception):
    """The member is encrypted, and the password given, if any, does not open it; the message is the reason."""


class NoTool(Exception):
    """Nothing here unpacks the member; the message is the reason."""


class Content:
    """The bytes of a member that is not encrypted; `taken` says afterwards how many packed bytes they were.

    Raises Broken, at the end, where size or CRC-32 are not those that the header says.
    """

    def __init__(self, stream: BinaryIO, header: Header, *, known: bool = True) -> None:
        self._stream = stream
        self._header = header
        self._known = known  # whether the header says size and checksum
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        crc = size = 0
        for block in self._blocks():
            crc = zlib.crc32(block, crc)
            size += len(block)
            yield block
        if not self._known:
            return
        if size != self._header.size:
            raise Broken(f"it has {size:,} bytes, where its header says {self._header.size:,}")
        if crc != self._header.crc:
            raise Broken("its bytes do not match the stored CRC-32")

    def _blocks(self) -> Iterator[bytes]:
        header = self._header
        if header.method == STORED:
            yield from self._stored()
            return
        feed = Feed(self._stream, header.data, header.packed if self._known else None)
        tool = deflate_tool() if header.method == DEFLATE else bzip2_tool()
        try:
            yield from unpacked(tool, feed)
        finally:
            self.taken = feed.at - header.data - len(tool.unused_data)

    def _stored(self) -> Iterator[bytes]:
        if not self._known:
            raise Broken("its length is not stated anywhere")
        left = self._header.packed
        while left:
            self._stream.seek(self._header.data + self.taken)
            block = self._stream.read(min(BLOCK, left))
            if not block:
                raise Broken("it ends before its packed bytes do")
            self.taken += len(block)
            left -= len(block)
            yield block


def by_library(
    stream: BinaryIO, header: Header, start: int, password: str | None, most: int
) -> Iterator[bytes]:
    """The bytes of a member that is encrypted, or packed in a way that only libarchive unpacks.

    The member is shown to the library as an archive of its own, so that whatever else the archive holds cannot
    confuse it. Raises NoPassword, NoTool or Broken before the first block. `most`: how many bytes may be
    unpacked to try a password: the old encryption takes one wrong password of 256 for right.
    """
    if header.flags & ENCRYPTED and not password:
        raise NoPassword("a password is needed")
    if header.flags & ENCRYPTED and header.method != AES:
        _try(stream, header, start, password, most)
    blocks = _blocks(stream, header, start, password)
    first = next(blocks, None)
    return iter(()) if first is None else chain((first,), blocks)


def _try(stream: BinaryIO, header: Header, start: int, password: str | None, most: int) -> None:
    crc = size = 0
    try:
        for block in _blocks(stream, header, start, password):
            crc = zlib.crc32(block, crc)
            size += len(block)
            if size > min(most, header.size):
                break
    except Broken as error:
        raise NoPassword("the password does not open it, or its packed bytes are broken") from error
    if (crc, size) != (header.crc, header.size) and size <= most:
        raise NoPassword("the password does not open it, or its packed bytes are broken")


def _blocks(stream: BinaryIO, header: Header, start: int, password: str | None) -> Iterator[bytes]:
    alone = io.BufferedReader(_Alone(stream, header, start), 1 << 16)
    try:
        with library.opened(alone, ("zip_seekable",), password) as archive:
            for _entry in archive.entries():
                yield from archive.blocks()
                return
    except library.Missing as missing:
        raise NoTool(f"{missing}, and {_no_tool(header)}") from missing
    except library.Refused as refused:
        if refused.encrypted:
            raise NoPassword("the password does not open it") from refused
        if refused.unsupported:
            raise NoTool(_no_tool(header)) from refused
        raise Broken(str(refused)) from refused


def _no_tool(header: Header) -> str:
    return f"nothing here opens the compression {method_name(header.method)}"


class _Alone(io.RawIOBase):
    """A ZIP archive of one member: the member's part of the file, then a directory of one entry."""

    def __init__(self, stream: BinaryIO, header: Header, start: int) -> None:
        self._stream = stream
        self._start = start
        # A header may claim more than there is; the library then meets the end where the file ends.
        there = max(0, stream.seek(0, io.SEEK_END) - header.data)
        header = header._replace(packed=min(header.packed, there))
        self._length = header.data + header.packed - start
        self._tail = _directory_of_one(header, self._length)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        size = self._length + len(self._tail)
        self._at = max(0, offset + (0, self._at, size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at < self._length:
            self._stream.seek(self._start + self._at)
            piece = self._stream.read(min(len(buffer), self._length - self._at))
        else:
            at = self._at - self._length
            piece = self._tail[at : at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _directory_of_one(header: Header, length: int) -> bytes:
    """The directory, and its end; in the wide form where a number does not fit into 32 bits (section 4.3.14)."""
    wide = [one for one in (header.size, header.packed) if one >= FULL_32]
    extra = _without_wide(header.extra)
    if wide:
        extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) + extra
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", CENTRAL, 20, 45, header.flags, header.method, header.time, header.date, header.crc,
        min(header.packed, FULL_32), min(header.size, FULL_32), 1, len(extra), 0, 0, 0, 0, 0,
    )  # fmt: skip
    entry += b"m" + extra
    end = struct.pack("<4sHHHHIIH", END, 0, 0, 1, 1, len(entry), min(length, FULL_32), 0)
    if length >= FULL_32:
        end_64 = struct.pack("<4sQHHIIQQQQ", END_64, 44, 20, 45, 0, 0, 1, 1, len(entry), length)
        end = end_64 + struct.pack("<4sIQI", LOCATOR_64, 0, length + len(entry), 1) + end
    return entry + end


def _without_wide(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, at)
        if number != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept[:0xFFF0]
