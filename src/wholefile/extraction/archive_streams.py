"""One packed stream without a directory: gzip (RFC 1952), bzip2, xz. Each holds one member.

Several streams one after the other are one member, as all tools that unpack them agree. The member's name is the one
in the gzip header, or the file's own without the suffix of its packing. A tar inside is a member like any other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from wholefile.extraction.archive_blocks import (
    Broken,
    Feed,
    Tool,
    bzip2_tool,
    deflate_tool,
    unpacked,
    xz_tool,
)
from wholefile.extraction.archive_members import Members
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_TOOLS: dict[str, tuple[bytes, Callable[[], Tool]]] = {
    "gzip": (b"\x1f\x8b\x08", deflate_tool),
    "bzip2": (b"BZh", bzip2_tool),
    "xz": (b"\xfd7zXZ\x00", xz_tool),
}
_SUFFIXES = {
    "gzip": (".gz", ".tgz", ".taz", ".svgz", ".emz", ".wmz"),
    "bzip2": (".bz2", ".tbz2", ".tbz", ".bz"),
    "xz": (".xz", ".txz"),
}
_INSTEAD = {".svgz": ".svg", ".emz": ".emf", ".wmz": ".wmf"}
_LONGEST_NAME = 1 << 16
_MOST_TOLD = 100  # streams whose checksum is said one by one


def read(source: Source, out: Output) -> None:
    """The one member of a packed stream."""
    members = Members(out)
    with source.open() as stream:
        facts: dict[str, Any] = {"compressed_size": source.size}
        name = _header(stream, facts) if source.kind == "gzip" else None
        path = name or _without_suffix(source.name, source.kind)
        content = _Streams(stream, source.kind, out)
        members.file(path, iter(content), source.kind, facts)
    out.fact("streams", content.streams)
    if source.kind == "gzip":
        out.fact("stored", content.stored)
    members.close()


class _Streams:
    """What the streams of a file hold, one after the other."""

    def __init__(self, stream: BinaryIO, kind: str, out: Output) -> None:
        self._stream = stream
        self._magic, self._tool = _TOOLS[kind]
        self._kind = kind
        self._out = out
        self.streams = 0
        self.stored: list[dict[str, Any]] = []

    def __iter__(self) -> Iterator[bytes]:
        at: int | None = 0
        while at is not None:
            tool = self._tool()
            if self._kind == "gzip":
                self._stream.seek(at)
                _header(self._stream, {})
                at = self._stream.tell()
            feed = Feed(self._stream, at, None)
            crc = size = 0
            for block in unpacked(tool, feed):
                if self._kind == "gzip":
                    crc, size = zlib.crc32(block, crc), size + len(block)
                yield block
            self.streams += 1
            end = feed.at - len(tool.unused_data)
            at = self._next(self._checked(end, crc, size) if self._kind == "gzip" else end)

    def _checked(self, end: int, crc: int, size: int) -> int:
        """Past the checksum and size (modulo 2 to the 32nd) that a gzip member ends with. Raises Broken."""
        self._stream.seek(end)
        tail = self._stream.read(8)
        if len(tail) < 8:
            raise Broken("it ends before its packed bytes do")
        stored = struct.unpack("<II", tail)
        if self.streams <= _MOST_TOLD:
            self.stored.append({"crc32": f"{stored[0]:08x}", "size": stored[1]})
        if stored != (crc, size % (1 << 32)):
            raise Broken("its bytes do not match the stored CRC-32 or size")
        return end + 8

    def _next(self, end: int) -> int | None:
        """Where the next stream begins; zeros may stand between. Anything else is said, and not unpacked."""
        at = end
        self._stream.seek(at)
        while piece := self._stream.read(1 << 20):
            rest = piece.lstrip(b"\0")
            at += len(piece) - len(rest)
            if rest:
                break
        else:
            return None
        self._stream.seek(at)
        if self._stream.read(len(self._magic)) == self._magic:
            return at
        self._out.flag(
            "data after the end", f"Other data follows the packed bytes, from byte {at:,} on.", byte=at
        )
        return None


def _header(stream: BinaryIO, facts: dict[str, Any]) -> bytes | None:
    """The name in the header of a gzip file, if any, with time and comment as facts (RFC 1952, section 2.3)."""
    head = stream.read(10)
    if len(head) < 10:
        return None
    flags, seconds = struct.unpack("<3xBI2x", head)
    if seconds:
        facts["modified"] = seconds * 1000
    if flags & 4:
        stream.read(int.from_bytes(stream.read(2), "little"))
    name = _until_zero(stream) if flags & 8 else None
    if flags & 16 and (comment := _until_zero(stream)):
        facts["comment"] = comment[:4096].decode("latin-1")
    if flags & 2:
        stream.read(2)  # a checksum of the header
    return name or None


def _until_zero(stream: BinaryIO) -> bytes:
    start = stream.tell()
    found, zero, _rest = stream.read(_LONGEST_NAME).partition(b"\0")
    stream.seek(start + len(found) + len(zero))
    return found


def _without_suffix(name: str, kind: str) -> bytes:
    """The file's own name, as it would be called unpacked; unchanged where the suffix is not known."""
    for suffix in _SUFFIXES[kind]:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            instead = _INSTEAD.get(suffix, ".tar" if suffix.startswith(".t") else "")
            name = name[: -len(suffix)] + instead
            break
    return name.encode("utf-8", "surrogateescape")
