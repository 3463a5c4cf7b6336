"""Rows of a docket: a day at the beginning of a line, and behind it what was done on that day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.law.docket_words import row_act
from wholefile.reading.spans import Span
from wholefile.reading.wrapping import DAY, ROW

_LINE = re.compile(r"[^\n]*\n?")
_ALONE = re.compile(
    rf"^[^\S\n]*(?:>[^\S\n]?)?(?:\d{{1,3}}[.)]?[^\S\n]+)?(?P<day>{DAY})[^\S\n]+(?P<words>[A-Za-z][^\n]*)"
)
_GAP = re.compile(r"\s{2,}|\s*[\t|]\s*")
# A row that runs on does so on lines that stand further in than its day, at most so many.
_RUNS_ON = 6
# Longer words tell a story.
_LONGEST = 300
# What parts the entries of a row: a semicolon, a stroke between spaces, a full stop that ends no short form.
_PARTED = re.compile(
    r"\s*;\s*|\s+[|/]\s+|"
    r"(?<=[a-z0-9)][a-z0-9)][a-z0-9)])(?<!\bHon)(?<!\bDef)(?<!\bdef)(?<!\bAtt)(?<!\bSgt)(?<!\bDep)(?<!\bDet)(?<!\bOfc)"
    r"\.\s+(?=[A-Z(])"
)
_COMMA = re.compile(r",\s+(?:and\s+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a row says was done: its words, the day of the row, the act, and whether a court did it."""

    span: Span
    day: Span
    act: str
    court: bool


def find_entries(text: str) -> tuple[list[Span], list[Entry]]:
    """The rows of a text, and the acts that they tell.

    A single line that begins with a day and one space may be wrapped prose; two such lines, or a gap behind the day,
    make a docket.
    """
    rows = list(_rows(text))
    found = [
        Entry(piece, day, *act)
        for day, words in rows
        for piece in _pieces(text, words)
        if (act := row_act(piece.of(text))) is not None
    ]
    return [Span(day.start, words.end) for day, words in rows], found


def _rows(text: str) -> Iterator[tuple[Span, Span]]:
    """Each row as its day and its words, with the lines on which they run on."""
    together: list[tuple[Span, Span]] = []
    left = 0
    for line in _LINE.finditer(text):
        found = ROW.match(line.group()) or _ALONE.match(line.group())
        if found is not None:
            day = Span(line.start() + found.start("day"), line.start() + found.end("day"))
            start = line.start() + found.start("words")
            together.append((day, Span(start, start + len(found["words"].rstrip()))))
            left = _RUNS_ON
        elif together and left and _further_in(text, together[-1][0], line):
            day, words = together[-1]
            together[-1] = day, Span(words.start, line.start() + len(line.group().rstrip()))
            left -= 1
        else:
            yield from _docket(text, together)
            together = []
    yield from _docket(text, together)


def _docket(text: str, rows: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """The rows that follow each other, when they make a docket."""
    if len(rows) == 1 and not _GAP.fullmatch(text, rows[0][0].end, rows[0][1].start):
        return []
    return [one for one in rows if one[1].end - one[1].start <= _LONGEST]


def _further_in(text: str, day: Span, line: re.Match[str]) -> bool:
    """Whether a line is the rest of a row: it has words, and they begin to the right of the row's day."""
    words = line.group()
    if not words.strip():
        return False
    start = text.rfind("\n", 0, day.start) + 1
    return len(words) - len(words.lstrip()) > day.start - start


def _pieces(text: str, words: Span) -> Iterator[Span]:
    """The entries of a row. Commas part it only where every piece is an act by itself."""
    for piece in _cut(text, words, _PARTED):
        small = list(_cut(text, piece, _COMMA))
        if len(small) > 1 and all(row_act(one.of(text)) for one in small):
            yield from small
        else:
            yield piece


def _cut(text: str, words: Span, where: re.Pattern[str]) -> Iterator[Span]:
    start = words.start
    for match in [*where.finditer(text, words.start, words.end), None]:
        end = match.start() if match else words.end
        piece = text[start:end]
        if piece.strip(" .,;:\n\t|"):
            first = start + len(piece) - len(piece.lstrip(" .,;:\n\t|"))
            yield Span(first, start + len(piece.rstrip(" .,;:\n\t|")))
        start = match.end() if match else end
