"""Text files as they are: plain text, tables in text, JSON and XML.

The layer is the decoded file and nothing else: every space and line end stands, so that offsets lead back to the file.
XML is text here. It is not parsed, so no entity of it is ever expanded and nothing is fetched.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from wholefile.extraction.contract import PARTIAL, TRUNCATED, Layer, Place
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_charset import decoded
from wholefile.extraction.xml_text import thinned

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINES_EACH = 20_000  # up to so many lines, each has a place of its own; beyond, each hundred
_HUNDRED = 100
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_WIDEST = 4  # bytes of a character


def read(source: Source, out: Output) -> None:
    """Read a text file.

    Raises LimitReached where its text is longer than the limit.
    """
    most = _WIDEST * source.job.limits.characters
    data = source.read(most)
    if source.size > len(data):
        out.trouble(TRUNCATED, f"Only its first {len(data):,} bytes were read.")
        data = data[: data.rfind(b"\n") + 1] or data  # between two characters
    found = decoded(data)
    out.fact("encoding", found.encoding)
    out.fact("encoding_how", found.how)
    out.fact("encoding_confidence", found.confidence)
    out.fact("byte_order_mark", found.mark.hex())
    if not found.exact:
        out.fact("reversible", False)
    if found.lost:
        words = f"{found.lost:,} places hold bytes that stand for no character in {found.encoding}."
        out.trouble(PARTIAL, words)
    lines = list(_lines(found.text))
    out.fact("lines", len(lines))
    out.fact("line_ends", _line_ends(found.text))
    if source.kind == "csv":
        _table(found.text, out)
    out.layer(Layer("text", "native", found.text, thinned(list(_places(lines)))))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, its line end included: CR LF, CR or LF, and no other character ends one."""
    for found in _LINE.finditer(text):
        yield found.span()


def _places(lines: list[tuple[int, int]]) -> Iterator[Place]:
    step = 1 if len(lines) <= _LINES_EACH else _HUNDRED
    for first in range(0, len(lines), step):
        last = min(first + step, len(lines)) - 1
        yield Place(lines[first][0], lines[last][1], {"line": first + 1})


def _line_ends(text: str) -> str:
    pairs = text.count("\r\n")
    kinds = {"crlf": pairs, "cr": text.count("\r") - pairs, "lf": text.count("\n") - pairs}
    return " and ".join(name for name, count in kinds.items() if count)


def _table(text: str, out: Output) -> None:
    """What separates the columns, and how many there are, where the first lines agree on it."""
    sample = [found.group() for found in islice(_LINE.finditer(text[:65_536]), 20)]
    best, columns = "", 1
    for delimiter in _DELIMITERS:
        try:
            counts = {len(row) for row in csv.reader(sample[:-1] or sample, delimiter=delimiter) if row}
        except csv.Error:
            continue
        if len(counts) == 1 and max(counts) > columns:
            best, columns = delimiter, max(counts)
    if best:
        out.fact("delimiter", _DELIMITERS[best])
        out.fact("columns", columns)
