"""Plain text that reads well at eighty columns: facts under each other, tables whose last column wraps, times.

No colour carries meaning here, so a pipe, a printout and a screen reader get the same words. Widths are counted in
cells of a terminal, so that Chinese and combining accents line up too.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from wholefile.core.harmless import harmless

PLAIN_WIDTH = 80
_NARROWEST, _WIDEST = 40, 120
_LEAST_LAST = 24  # cells that a table leaves to its last column
_LEAST_COLUMN = 8  # and to any other that must wrap
_GAP = "  "


def width() -> int:
    """Columns to write in: those of the terminal within reason, eighty in a pipe or a file."""
    if not sys.stdout.isatty():
        return PLAIN_WIDTH
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns))


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def wrap(text: str, room: int) -> list[str]:
    """A text in lines of at most so many cells, broken between words where it can be; line feeds stay."""
    lines: list[str] = []
    for paragraph in harmless(str(text)).split("\n") or [""]:
        line = ""
        for word in paragraph.split(" "):
            rest = word
            while cells(rest) > room:
                head = _fitting(rest, room - cells(line) - 1 if line else room)
                if head:
                    line = f"{line} {head}" if line else head
                    rest = rest[len(head) :]
                lines.append(line)
                line = ""
            joined = f"{line} {rest}" if line else rest
            if cells(joined) > room:
                lines.append(line)
                joined = rest
            line = joined
        lines.append(line)
    return lines


def heading(text: str) -> Iterator[str]:
    """A line with room above it."""
    yield ""
    yield text


def facts(
    pairs: Mapping[str, Any] | Iterable[tuple[str, Any]], indent: int = 0, columns: int | None = None
) -> Iterator[str]:
    """Names and values under each other; what is unknown or empty is left out."""
    items = list(pairs.items() if isinstance(pairs, Mapping) else pairs)
    shown = [(name, value) for name, value in items if value not in (None, "", [], {}, ())]
    names = max((cells(name) for name, _ in shown), default=0)
    for name, value in shown:
        first = " " * indent + name + " " * (names - cells(name)) + _GAP
        for number, line in enumerate(
            wrap(said(value), max(_LEAST_LAST, (columns or width()) - cells(first)))
        ):
            yield ((first if number == 0 else " " * cells(first)) + line).rstrip()


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], indent: int = 2) -> Iterator[str]:
    """Rows under their headers, columns as wide as they need; the last wraps first, then the widest others."""
    told = [[said(one) for one in row] for row in rows]
    if not told:
        return
    every = [list(headers), *told]
    last = len(headers) - 1
    sizes = [max(cells(line) for row in every for line in row[at].split("\n")) for at in range(last)]
    room, least = width() - indent - len(_GAP) * last, min(_LEAST_LAST, width() // 4)
    while sizes and room - sum(sizes) < least and max(sizes) > _LEAST_COLUMN:
        sizes[sizes.index(max(sizes))] -= 1
    sizes.append(max(least, room - sum(sizes)))
    for row in every:
        columns = [wrap(value, size) for value, size in zip(row, sizes, strict=True)]
        for at in range(max(len(one) for one in columns)):
            parts = [one[at] if at < len(one) else "" for one in columns]
            padded = [part + " " * (size - cells(part)) for part, size in zip(parts, sizes, strict=True)]
            yield (" " * indent + _GAP.join(padded)).rstrip()


def said(value: Any) -> str:
    """A value in words: lists with commas, yes and no, nothing for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(said(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said(one)}" for name, one in value.items())
    return str(value)


def counted(number: int, noun: str) -> str:
    """A number with what it counts: 1 file, 2,000 files."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def moment(instant: int | None) -> str:
    """An instant (milliseconds since 1970, UTC) in UTC, and in the zone of this machine where that differs."""
    if instant is None:
        return ""
    utc = datetime.fromtimestamp(instant / 1000, UTC)
    local = utc.astimezone()
    text = f"{utc:%Y-%m-%d %H:%M} UTC"
    if not local.utcoffset():
        return text
    day = "" if local.date() == utc.date() else f"{local:%Y-%m-%d} "
    return f"{text} ({day}{local:%H:%M} {local.tzname()})"


def short_moment(instant: int | None) -> str:
    """An instant in UTC to the minute, for a column whose header says that it is UTC."""
    return "" if instant is None else f"{datetime.fromtimestamp(instant / 1000, UTC):%Y-%m-%d %H:%M}"


def _fitting(text: str, room: int) -> str:
    taken = 0
    for number, one in enumerate(text):
        taken += cells(one)
        if taken > room:
            return text[:number]
    return text
