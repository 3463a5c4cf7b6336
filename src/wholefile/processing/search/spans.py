"""From a document that was found to the characters that were meant, and some words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wholefile.core.text_folding import Word, words
from wholefile.processing.search.question import Question
from wholefile.processing.search.words import MARK, Phrase

_AROUND = 200  # characters of a snippet
_BEFORE = 60
_MOST_MARKS = 50
_ROW = re.compile(r"\S*\d\S*")
_CONFUSABLE = str.maketrans("oqilb", "00118")  # as core.folding takes them


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around a hit: `marks` are where in `text` what was sought stands. Line ends are shown as blanks.

    `start` and `end` are the hit in the whole text; both are 0 where it is found by something that is not in its text.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int


def snippet(text: str, question: Question) -> Snippet:
    """The place of a text in which most of the question stands together."""
    hits = sorted(_hits(text, question))
    if not hits:
        return Snippet(_flat(text[:_AROUND].rstrip()), (), 0, 0)
    first, last = _best(hits)
    begin, end = _window(text, hits[first][0], hits[last][1])
    marks = [(start - begin, stop - begin) for start, stop, _ in hits if begin <= start and stop <= end]
    return Snippet(_flat(text[begin:end]), tuple(_apart(marks))[:_MOST_MARKS], *hits[first][:2])


def _hits(text: str, question: Question) -> Iterator[tuple[int, int, int]]:
    """Every place of a phrase: start, end and the number of its group."""
    found = words(text)
    at: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        at.setdefault(one.folded, []).append(number)
    for group, phrases in enumerate(question.groups):
        for phrase in phrases:
            for number in _places(phrase, found, at):
                yield found[number].start, found[number + len(phrase.words) - 1].end, group
        for part in question.parts if any(one.words[0].startswith(MARK) for one in phrases) else ():
            for start, end in _in_marks(text, part):
                yield start, end, group


def _places(phrase: Phrase, found: Sequence[Word], at: dict[str, list[int]]) -> Iterator[int]:
    wanted = phrase.words
    if len(wanted) == 1 and phrase.prefix:
        for word, places in at.items():
            if word.startswith(wanted[0]):
                yield from places
        return
    last = len(wanted) - 1
    for number in at.get(wanted[0], ()):
        if number + last >= len(found):
            continue
        fits = all(found[number + n].folded == wanted[n] for n in range(1, last + (not phrase.prefix)))
        if fits and (not phrase.prefix or found[number + last].folded.startswith(wanted[last])):
            yield number


def _in_marks(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Where a part of an identifier first stands, as it is or with letters taken for the digits they look like."""
    folded, places = "", []
    for row in _ROW.finditer(text):
        letters = [(one, word) for word in words(row[0]) for one in word.folded]
        folded = "".join(one for one, _ in letters)
        at = folded.find(part)
        at = folded.translate(_CONFUSABLE).find(part) if at < 0 else at
        if at >= 0:
            places = list(_letter_places(letters))
            yield row.start() + places[at][0], row.start() + places[at + len(part) - 1][1]
            return


def _letter_places(letters: Sequence[tuple[str, Word]]) -> Iterator[tuple[int, int]]:
    """Where each letter stands; those of a word that folds to another length stand for the whole of it."""
    before, number = None, 0
    for _, word in letters:
        number = number + 1 if word is before else 0
        before = word
        if len(word.folded) == word.end - word.start:
            yield word.start + number, word.start + number + 1
        else:
            yield word.start, word.end


def _best(hits: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The first and the last hit of a window that holds most of the groups, the earliest of such."""
    best, chosen = 0, (0, 0)
    for first in range(min(len(hits), 500)):
        last, groups = first, {hits[first][2]}
        while last + 1 < len(hits) and hits[last + 1][1] - hits[first][0] <= _AROUND - _BEFORE:
            last += 1
            groups.add(hits[last][2])
        if len(groups) > best:
            best, chosen = len(groups), (first, last)
    return chosen


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Characters around a hit, from word to word."""
    begin = max(0, start - _BEFORE)
    if begin:
        space = text.find(" ", begin, start)
        begin = space + 1 if space >= 0 else begin
    stop = min(len(text), max(end, begin + _AROUND))
    if stop < len(text):
        space = text.rfind(" ", end, stop)
        stop = space if space >= 0 else stop
    return begin, stop


def _apart(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Marks without overlaps, in order."""
    reached = -1
    for start, end in sorted(marks):
        if start >= reached:
            yield start, end
            reached = end


def _flat(text: str) -> str:
    """One line of the same length."""
    return "".join(" " if one.isspace() or ord(one) < 32 else one for one in text)
