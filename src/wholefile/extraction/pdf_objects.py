"""Reading single objects of a PDF that may be anything at all: text, numbers, dates, streams, name trees.

Invariant: what is no such object is None or empty; nothing is decoded beyond the bound that the caller gives.
Source: ISO 32000-2, 7.4 (filters), 7.9 (text strings, dates, name trees).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf

from wholefile.extraction.pdf_page import Rectangle

_BLOCK = 1 << 20
_LARGE = 64 << 20  # bytes: a stream of another filter than Flate is decoded whole, if it is no larger
_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<utc>Z)(?:00'?(?:00)?'?)?|(?P<sign>[+-])(?P<hours>\d\d)'?(?:(?P<minutes>\d\d)'?)?)?$"
)
_DEEPEST = 32


def words(found: Any, most: int = 10_000) -> str:
    """A text string or a name, at most so many characters of it."""
    if not isinstance(found, pikepdf.String | pikepdf.Name | str | bool | int | float):
        return ""
    text = str(found)[:most]
    return text.encode("utf-8", "replace").decode()


def date(found: Any) -> dict[str, Any] | None:
    """A date as it stands in the file, with milliseconds since 1970 UTC where its zone is said."""
    raw = words(found, 100).strip()
    if not raw:
        return None
    told: dict[str, Any] = {"raw": raw}
    said = _DATE.match(raw)
    if said and (said["utc"] or said["sign"]):
        try:
            offset = timedelta(hours=int(said["hours"] or 0), minutes=int(said["minutes"] or 0))
            zone = timezone(-offset if said["sign"] == "-" else offset) if said["sign"] else UTC
            parts = [int(said[part] or lowest) for part, lowest in _PARTS]
            told["ms"] = round(datetime(*parts, tzinfo=zone).timestamp() * 1000)  # type: ignore[misc,arg-type]
        except (ValueError, OverflowError):
            pass  # no such day, or no such zone: the raw text stays
    return told


_PARTS = (("year", 1), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))


def number(found: Any) -> float | None:
    """A number that can be reckoned with."""
    try:
        value = float(found)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if abs(value) < 1e7 else None


def box(found: Any) -> Rectangle | None:
    """A rectangle, whichever corners it is given by."""
    if not isinstance(found, pikepdf.Array) or len(found) != 4:
        return None
    edges = [edge for edge in map(number, found) if edge is not None]
    if len(edges) != 4:
        return None
    return min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])


def boxes(found: Any, most: int) -> list[Rectangle]:
    """The boxes around quadrilaterals, each of eight numbers."""
    edges = (
        [number(edge) or 0.0 for edge in list(found)[: 8 * most]] if isinstance(found, pikepdf.Array) else []
    )
    quads = [edges[n : n + 8] for n in range(0, len(edges) - 7, 8)]
    return [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads]


def identity(found: Any) -> tuple[int, int]:
    """Number and generation of an indirect object; (0, 0) for one that stands where it is used."""
    number_, generation = found.objgen
    return int(number_), int(generation)


def content_of(stream: Any) -> Iterator[bytes]:
    """The decoded bytes of a stream, block by block, so that a bomb meets the limits while it unfolds.

    Raises ValueError where they cannot be decoded.
    """
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    if names in ([""], []):
        yield stream.read_raw_bytes()
    elif names == ["/FlateDecode"] and stream.get("/DecodeParms") is None:
        yield from _inflated(stream.read_raw_bytes())
    else:
        raw = stream.read_raw_bytes()
        if len(raw) > _LARGE:
            raise ValueError(f"its filters {names} are not read at {len(raw):,} bytes")
        del raw
        yield stream.read_bytes()


def beginning_of(stream: Any, most: int) -> bytes:
    """At most so many decoded bytes of a stream."""
    got = bytearray()
    for block in content_of(stream):
        got += block[: most - len(got)]
        if len(got) >= most:
            break
    return bytes(got)


def _inflated(raw: bytes) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    waiting = raw
    while waiting and not unpacking.eof:
        try:
            block = unpacking.decompress(waiting, _BLOCK)
        except zlib.error as error:
            raise ValueError(f"it is not well compressed: {error}") from error
        waiting = unpacking.unconsumed_tail
        if not block and not waiting:
            break
        yield block
    if not unpacking.eof:
        raise ValueError("it ends before its compressed data do")


def named(tree: Any, most: int) -> Iterator[tuple[bytes, Any]]:
    """The names and values of a name tree, each node once."""
    waiting, seen = [(tree, 0)], set()
    count = 0
    while waiting and count < most:
        node, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        if identity(node) != (0, 0):
            if identity(node) in seen:
                continue
            seen.add(identity(node))
        pairs = node.get("/Names")
        items = list(pairs)[: 2 * most] if isinstance(pairs, pikepdf.Array) else []
        for name, value in zip(items[::2], items[1::2], strict=False):
            count += 1
            yield bytes(name) if isinstance(name, pikepdf.String) else b"", value
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting.extend((kid, depth + 1) for kid in reversed(list(kids)[:most]))
