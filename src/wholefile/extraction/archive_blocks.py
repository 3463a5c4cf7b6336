"""Unpacking in blocks: never a whole member in memory, whatever a header says of its size."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from wholefile.extraction.contract import MIB

BLOCK = MIB
_FED = 1 << 16


class Broken(Exception):  # in the words of the report
    """Packed bytes that break the rules of their format; the message says how."""


class Tool(Protocol):
    """What unpacks one stream: the manner of `bz2.BZ2Decompressor`."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes are needed before there is more to give."""

    @property
    def unused_data(self) -> bytes:
        """What was fed beyond the end of the stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """More of what was packed, at most so many bytes."""


class Inflate:
    """Raw deflate in the manner of `bz2.BZ2Decompressor`. Bytes before a fault are given before the fault is raised."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
        self._full = False
        self._fault: zlib.error | None = None

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes are needed; a full block may hide that there is more to give."""
        return not (self._zlib.unconsumed_tail or self._full or self._fault)

    @property
    def unused_data(self) -> bytes:
        """What was fed beyond the end of the stream."""
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """More of what was packed."""
        if self._fault:
            raise self._fault
        data = self._zlib.unconsumed_tail + data
        before = self._zlib.copy()
        try:
            block = self._zlib.decompress(data, max_length)
        except zlib.error as fault:
            self._fault = fault
            block = _up_to_fault(before, data)
        self._full = len(block) == max_length
        return block


def _up_to_fault(tool: Any, data: bytes) -> bytes:
    """What can be unpacked of a piece that holds a fault: byte by byte, until it is met."""
    found = b""
    try:
        for at in range(len(data)):
            found += tool.decompress(data[at : at + 1])
    except zlib.error:
        return found
    return found


def unpacked(tool: Tool, feed: Callable[[], bytes]) -> Iterator[bytes]:
    """What one stream holds, in blocks. Raises Broken where it is broken or ends before it should."""
    while not tool.eof:
        fed = feed() if tool.needs_input else b""
        if tool.needs_input and not fed:
            raise Broken("it ends before its packed bytes do")
        try:
            block = tool.decompress(fed, BLOCK)
        except lzma.LZMAError as error:
            if "memory" in str(error).lower():
                raise Broken("unpacking it needs more memory than is allowed") from error
            raise Broken("its packed bytes are broken") from error
        except (zlib.error, OSError, ValueError, EOFError) as error:
            raise Broken("its packed bytes are broken") from error
        if block:
            yield block


class Feed:
    """The packed bytes from one place on, piece by piece, wherever others read the stream meanwhile.

    `at` is the place that was reached.
    """

    def __init__(self, stream: BinaryIO, at: int, length: int | None) -> None:
        self._stream = stream
        self._stop = None if length is None else at + length
        self.at = at

    def __call__(self) -> bytes:
        """The next piece; empty at the end."""
        self._stream.seek(self.at)
        piece = self._stream.read(_FED if self._stop is None else max(0, min(_FED, self._stop - self.at)))
        self.at += len(piece)
        return piece


def deflate_tool() -> Tool:
    """Unpacks one raw deflate stream."""
    return Inflate()


def bzip2_tool() -> Tool:
    """Unpacks one bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz_tool() -> Tool:
    """Unpacks one xz stream, with at most 512 MiB of memory."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=512 * MIB)
