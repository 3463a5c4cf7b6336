"""The property sets of older Office files: who wrote it, with what, when (MS-OLEPS)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from wholefile.extraction.contract import Trouble
from wholefile.extraction.filetime import MS_FROM_1601, since_1970
from wholefile.extraction.ole_container import Container
from wholefile.extraction.output import Output
from wholefile.extraction.xml_charset import python_name

_SUMMARY = {
    2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "description", 7: "template", 8: "last_modified_by",
    9: "revision", 11: "last_printed", 12: "created", 13: "modified", 14: "pages", 15: "words", 18: "application",
}  # fmt: skip
_MORE = {2: "category", 14: "manager", 15: "company", 26: "content_type", 27: "status"}
_EDITING = 10
_MOST = 1_000
_MOST_WORDS = 10_000


def tell_properties(container: Container, out: Output) -> None:
    """Say the properties as facts. What is damaged is left out."""
    summary = _sections(container, "\x05SummaryInformation")
    for number, name in _SUMMARY.items():
        out.fact(name, summary[0].get(number) if summary else None)
    if summary and isinstance(summary[0].get(_EDITING), int):
        minutes = (summary[0][_EDITING] + MS_FROM_1601) // 60_000  # a length of time, written like an instant
        out.fact("editing_minutes", minutes if 0 < minutes < 10_000_000 else None)
    more = _sections(container, "\x05DocumentSummaryInformation")
    for number, name in _MORE.items():
        out.fact(name, more[0].get(number) if more else None)
    if len(more) > 1:
        names = more[1].get(0)
        if isinstance(names, dict):
            custom = {names.get(key, str(key)): value for key, value in more[1].items() if key > 1}
            out.fact("custom_properties", custom)


def _sections(container: Container, name: str) -> list[dict[int, Any]]:
    if not container.has(name):
        return []
    try:
        return property_sets(container.stream(name))
    except (Trouble, struct.error, IndexError, OverflowError):
        return []


def property_sets(data: bytes) -> list[dict[int, Any]]:
    """The sections of a property set stream, each by the numbers of its properties; times in milliseconds UTC.

    Number 0 is the names of custom properties, where there are any.
    """
    (count,) = struct.unpack_from("<I", data, 24)
    found: list[dict[int, Any]] = []
    for n in range(min(count, 2)):
        (at,) = struct.unpack_from("<I", data, 28 + 20 * n + 16)
        found.append(_section(data, at))
    return found


def _section(data: bytes, at: int) -> dict[int, Any]:
    (count,) = struct.unpack_from("<I", data, at + 4)
    places: dict[int, int] = {}
    for n in range(min(count, _MOST)):
        number, offset = struct.unpack_from("<II", data, at + 8 + 8 * n)
        places[number] = at + offset
    page = "cp1252"
    if 1 in places:
        page = _code_page(struct.unpack_from("<H", data, places[1] + 4)[0])
    found: dict[int, Any] = {}
    for number, where in places.items():
        try:
            value = _names(data, where, page) if number == 0 else _value(data, where, page)
        except (struct.error, IndexError):
            continue
        if value is not None:
            found[number] = value
    return found


def _code_page(number: int) -> str:
    special = {1200: "utf-16-le", 65001: "utf-8", 10000: "mac_roman"}
    return special.get(number) or python_name(f"cp{number}") or "cp1252"


def _value(data: bytes, at: int, page: str) -> Any:
    (kind,) = struct.unpack_from("<I", data, at)
    at += 4
    if kind in (2, 3, 11):  # VT_I2, VT_I4, VT_BOOL
        (number,) = struct.unpack_from("<i" if kind == 3 else "<h", data, at)
        return bool(number) if kind == 11 else number
    if kind == 64:  # VT_FILETIME
        (ticks,) = struct.unpack_from("<Q", data, at)
        return since_1970(ticks) if 0 < ticks < 1 << 62 else None
    if kind in (30, 31):  # VT_LPSTR, VT_LPWSTR
        (length,) = struct.unpack_from("<I", data, at)
        length = min(length * (2 if kind == 31 else 1), _MOST_WORDS)
        raw = data[at + 4 : at + 4 + length]
        return raw.decode("utf-16-le" if kind == 31 else page, "replace").partition("\0")[0].strip() or None
    return None


def _names(data: bytes, at: int, page: str) -> Mapping[int, str]:
    """The dictionary of custom properties: count, then number, length and name of each."""
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    found: dict[int, str] = {}
    for _ in range(min(count, _MOST)):
        number, length = struct.unpack_from("<II", data, at)
        size = length * 2 if page == "utf-16-le" else length
        raw = data[at + 8 : at + 8 + min(size, _MOST_WORDS)]
        found[number] = raw.decode(page, "replace").partition("\0")[0]
        at += 8 + size + (-size % 4 if page == "utf-16-le" else 0)
    return found
