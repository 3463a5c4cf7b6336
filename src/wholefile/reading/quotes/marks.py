"""Quotation marks in pairs: what is quoted, with and without its marks, and what is only a title.

Marks of print and of the typewriter may meet in one pair. A quotation that runs over a paragraph has no closing mark
and begins the next paragraph with an opening one; the next one then `continues` it. Nothing runs on over a paragraph
that does not begin so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.nicknames import find_nicknames
from wholefile.reading.quotes.single import find_single
from wholefile.reading.quotes.titles import is_title
from wholefile.reading.spans import Span

_BLANK = re.compile(r"\n[^\S\n]*\n|\u2029")
# A run of three or more marks, as in a rule drawn across a page, quotes nothing.
_MARK = re.compile(r"[\"“”„‟«»]{3,}|[\"“”„‟«»]|``|''")
_OPENING, _CLOSING = "“„‟«", "”»"
_BEFORE_OPENING = "([{—–-/‘'¡¿"
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
# How far a quotation may run: a longer one is a mark that was never closed.
LONGEST = 20_000
_INDENT = 200


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks: `inner` without them, `outer` with them.

    `continues` is the index, in the tuple it came in, of the quotation that it goes on with. `title` is true of what is
    named and not said ('Hamlet'). `closed` is false where the closing mark is missing.
    """

    inner: Span
    outer: Span
    continues: int | None = None
    title: bool = False
    closed: bool = True


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Everything in quotation marks, in the order of the text, a quotation inside another after it."""
    double = list(_double(text))
    single = find_single(text, [one.outer for one in double])
    found = [*double, *(Quoted(inner, outer) for inner, outer in single)]
    order = sorted(range(len(found)), key=lambda n: (found[n].outer.start, -found[n].outer.end))
    place = {n: at for at, n in enumerate(order)}
    nicknames = {one.outer for one in find_nicknames(text)}
    told = []
    for n in order:
        one = found[n]
        goes_on = None if one.continues is None else place[one.continues]
        title = goes_on is None and (
            one.outer in nicknames or is_title(text, one.inner, one.outer, single=n >= len(double))
        )
        told.append(Quoted(one.inner, one.outer, goes_on, title, one.closed))
    return tuple(told)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines."""
    start = 0
    for match in _BLANK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _double(text: str) -> Iterator[Quoted]:
    count, waiting = 0, None  # `waiting` is the index of a quotation that the next paragraph may go on with
    for start, end in _blocks(text):
        if not text[start:end].strip():
            continue
        for one in _Block(text, start, end).pairs():
            begins = one.outer.start - start < _INDENT and not text[start : one.outer.start].strip()
            begins = begins or _after_break(text, one.outer.start)
            goes_on = waiting if begins else None
            waiting = None if one.closed else count
            yield Quoted(one.inner, one.outer, goes_on, closed=one.closed)
            count += 1
        if waiting is not None and not _runs_to(text, end):
            waiting = None


def _after_break(text: str, place: int) -> bool:
    """Whether only spaces stand between the beginning of the line and a place."""
    at = text.rfind("\n", max(0, place - _INDENT), place)
    return at >= 0 and not text[at:place].strip()


def _runs_to(text: str, end: int) -> bool:
    """Whether a paragraph opens a quotation right after a place, over blank lines."""
    following = text[end : end + 200].lstrip()
    return following.startswith(("“", '"', "„", "«", "``"))


class _Block:
    """The marks of one paragraph, paired from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = [one for one in _MARK.finditer(text, start, end) if len(one.group()) < 3]

    def pairs(self) -> Iterator[Quoted]:
        opened: list[re.Match[str]] = []
        for n, mark in enumerate(self.marks):
            if opened:
                late = self._broken(opened[-1], mark)
                if late is not None:
                    yield from self._unclosed(opened[0], late)
                    opened = []
            side = self._side(mark, open_now=bool(opened))
            if side == "opening":
                if opened and not self._nests(n):
                    yield from self._unclosed(opened[0], mark.start())
                    opened = []
                opened.append(mark)
            elif side == "closing" and opened:
                first = opened.pop()
                if mark.start() > first.end():
                    yield Quoted(Span(first.end(), mark.start()), Span(first.start(), mark.end()))
        if opened:
            yield from self._unclosed(opened[0], self.end)

    def _side(self, mark: re.Match[str], *, open_now: bool) -> str:
        """Which way a mark looks: "opening", "closing", or empty for one that quotes nothing."""
        sign = mark.group()
        before = self.text[mark.start() - 1] if mark.start() > self.start else " "
        after = self.text[mark.end()] if mark.end() < self.end else " "
        if sign in _OPENING or sign == "``":
            return "opening"
        if sign in _CLOSING:
            # Typists close with the wrong mark and open with it, too.
            stands = before.isspace() and not after.isspace() and not open_now
            return "opening" if stands and after.isalnum() else "closing"
        if open_now:
            opens = (before.isspace() or before in "([") and after.isalnum()
            return "opening" if opens else "closing"
        if after.isspace() or (before.isdigit() and sign == '"'):
            return ""  # a closing mark without an opening one, or inches
        return "opening" if before.isspace() or before in _BEFORE_OPENING or not before.isalnum() else ""

    def _nests(self, n: int) -> bool:
        """Whether an opening mark inside a quotation opens one inside it: then two closing marks follow."""
        following = [one.group() for one in self.marks[n + 1 : n + 3]]
        return (
            self.marks[n].group() in _OPENING
            and len(following) == 2
            and all(one in _CLOSING for one in following)
        )

    def _broken(self, opened: re.Match[str], mark: re.Match[str]) -> int | None:
        """Where an open quotation ends when a line that begins with an opening mark comes before its end."""
        if mark.start() - opened.end() > LONGEST:
            return min(opened.end() + LONGEST, mark.start())
        if _after_break(self.text, mark.start()) and self._side(mark, open_now=True) == "opening":
            return self.text.rfind("\n", max(0, mark.start() - _INDENT), mark.start())
        return None

    def _unclosed(self, first: re.Match[str], end: int) -> Iterator[Quoted]:
        """A quotation without closing mark: to the end of the paragraph, or of the sentence before the next mark."""
        end = min(end, first.end() + LONGEST)
        if end < self.end and self.text[end] != "\n":
            stops = list(_SENTENCE_END.finditer(self.text, first.end(), end))
            end = stops[-1].end() if stops else first.end()
        words = self.text[first.end() : end].rstrip()
        if words.strip():
            last = first.end() + len(words)
            yield Quoted(Span(first.end(), last), Span(first.start(), last), closed=False)
