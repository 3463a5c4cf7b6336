"""Pictures of the older Office formats (MS-ODRAW 2.2.23): out of their records, unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from wholefile.extraction.output import Output

_ENDINGS = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict", 0xF01D: "jpeg", 0xF01E: "png", 0xF01F: "dib",
            0xF029: "tiff", 0xF02A: "jpeg"}  # fmt: skip
_METAFILES = (0xF01A, 0xF01B, 0xF01C)
_STORE_ENTRY = 0xF007
_CONTAINER = 0xF
_MOST_UNPACKED = 256 << 20


class Record(NamedTuple):
    """A record: version, instance, type, and where its content begins and ends."""

    version: int
    instance: int
    kind: int
    start: int
    end: int


def record_at(data: bytes, at: int, end: int) -> Record | None:
    """The record that begins here; it ends with what holds it, whatever it says. None where there is no room."""
    if at + 8 > end:
        return None
    head, kind, length = struct.unpack_from("<HHI", data, at)
    return Record(head & 0xF, head >> 4, kind, at + 8, min(at + 8 + length, end))


def records(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """All records of a range, those inside containers after their container; no depth is too deep."""
    open_ = [(start, len(data) if end is None else end)]
    while open_:
        at, stop = open_.pop()
        found = record_at(data, at, stop)
        if found is None:
            continue
        open_.append((found.end, stop))
        if found.version == _CONTAINER:
            open_.append((found.start, found.end))
        yield found


def pictures(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every picture in a range of records: its ending, and its bytes."""
    for one in records(data, start, end):
        if one.kind in _ENDINGS:
            yield _picture(data, one)
        elif one.kind == _STORE_ENTRY and one.end - one.start > 44:
            inner = record_at(data, one.start + 36 + data[one.start + 33], one.end)
            if inner is not None and inner.kind in _ENDINGS:
                yield _picture(data, inner)


def delayed(data: bytes, start: int, end: int) -> Iterator[int]:
    """Where pictures lie that another stream holds, by the entries of a picture store."""
    for one in records(data, start, end):
        if one.kind == _STORE_ENTRY and one.end - one.start >= 36:
            (place,) = struct.unpack_from("<I", data, one.start + 28)
            if place != 0xFFFFFFFF and one.end - one.start <= 44:
                yield place


def _picture(data: bytes, one: Record) -> tuple[str, bytes]:
    at = one.start + (32 if one.instance & 1 else 16)  # one digest or two
    if one.kind not in _METAFILES:
        return _ENDINGS[one.kind], data[at + 1 : one.end]
    packed = at + 33 <= one.end and data[at + 32] == 0
    content = data[at + 34 : one.end]
    return _ENDINGS[one.kind], unpacked(content) if packed else content


def unpacked(content: bytes) -> bytes:
    """What a packed stream holds, as far as it can be had and up to a bound."""
    machine, found = zlib.decompressobj(), bytearray()
    while content and not machine.eof and len(found) < _MOST_UNPACKED:
        try:
            found += machine.decompress(content, 1 << 20)
        except zlib.error:
            break
        content = machine.unconsumed_tail
    return bytes(found)


def hand_on_pictures(found: Iterator[tuple[str, bytes]], out: Output, start: int = 1) -> int:
    """Hand pictures on as members; the number of the next. Raises LimitReached."""
    for ending, content in found:
        if content:
            out.member(f"pictures/{start}.{ending}".encode(), content, method="office media")
            start += 1
    return start
