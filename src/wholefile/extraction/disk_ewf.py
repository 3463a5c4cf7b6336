"""What the sections of EnCase segments (Expert Witness Format, E01) say beside the media itself.

The acquiry date stands twice: in `header2` as seconds of UTC, in `header` as the local time of the examiner's machine,
without a zone. libewf shows the first by the zone of the machine that reads; here both are taken as they stand.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

_SIGNATURE = b"EVF\x09\x0d\x0a\xff\x00"
_SECTION = struct.Struct("<16sQQ40xI")
_MOST_SECTIONS = 100_000
_LONGEST_HEADER = 1 << 20
_NAMES = {
    "c": "case_number", "n": "evidence_number", "a": "description", "e": "examiner", "t": "notes",
    "md": "model", "sn": "serial_number", "l": "label", "av": "acquiry_software", "ov": "acquiry_system",
}  # fmt: skip
_DATES = {"m": "acquiry_date", "u": "system_date"}


@dataclass(frozen=True, slots=True)
class Segments:
    """What the segments say: facts of the header, and in words what is missing of the set."""

    facts: dict[str, Any]
    missing: str


def segments_of(paths: Sequence[Path]) -> Segments:
    """What the segments of an image, in order, say of it and of each other."""
    facts: dict[str, Any] = {}
    numbers: list[int] = []
    last = b""
    for path in paths:
        with path.open("rb") as stream:
            head = stream.read(13)
            if head[:8] != _SIGNATURE:
                return Segments(facts, "")  # a later version of the format: libewf alone judges it
            numbers.append(int.from_bytes(head[9:11], "little"))
            for kind, start, length in _sections(stream):
                last = kind
                if kind in (b"header", b"header2"):
                    stream.seek(start)
                    for name, value in _header(stream.read(min(length, _LONGEST_HEADER))).items():
                        facts.setdefault(name, value)
    return Segments(facts, _missing(numbers, last))


def _missing(numbers: Sequence[int], last: bytes) -> str:
    if list(numbers) != list(range(1, len(numbers) + 1)):
        told = ", ".join(str(number) for number in numbers)
        return f"Its segments are not all at hand, or out of order: they are numbered {told}."
    if last == b"next":
        return f"A further segment belongs to it, number {len(numbers) + 1}, which is not at hand."
    return ""


def _sections(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """The sections of a segment: kind, where its content begins, and how long it is."""
    size_of_file = stream.seek(0, 2)
    at = 13
    for _ in range(_MOST_SECTIONS):
        stream.seek(at)
        head = stream.read(_SECTION.size)
        if len(head) < _SECTION.size:
            return
        kind, following, size, _ = _SECTION.unpack(head)
        kind = kind.rstrip(b"\0")
        yield kind, at + _SECTION.size, max(0, size - _SECTION.size)
        if not at < following < size_of_file or kind in (b"next", b"done"):
            return
        at = following


def _header(packed: bytes) -> dict[str, Any]:
    """The values of a header section: lines of tabs, the third names them, the fourth holds them."""
    try:
        data = zlib.decompressobj().decompress(packed, _LONGEST_HEADER)
    except zlib.error:
        return {}
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    lines = data.decode("utf-16" if wide else "latin-1", "replace").replace("\r", "").split("\n")
    if len(lines) < 4:
        return {}
    said = dict(zip(lines[2].split("\t"), lines[3].split("\t"), strict=False))
    facts: dict[str, Any] = {name: said[key] for key, name in _NAMES.items() if said.get(key)}
    for key, name in _DATES.items():
        value = said.get(key, "")
        if wide and value.isascii() and value.isdigit() and len(value) <= 11:
            facts[name.replace("_date", "_at").replace("acquiry", "acquired")] = int(value) * 1000
        elif value:
            facts[name] = value
    return facts
