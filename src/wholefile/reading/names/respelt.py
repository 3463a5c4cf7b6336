"""Full names in another spelling than those already seen: no rule of names shows them, and no list has them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from wholefile.reading.names.lexicon import (
    COURTESY,
    NO_NAMES,
    PERSON_NOUNS,
    PLACE_ENDS,
    QUALIFIERS,
    SHORT_TITLES,
    TITLES,
)
from wholefile.reading.names.namewords import NAME, WRITTEN, NameWords, trimmed, words_of
from wholefile.reading.names.people import Sighting
from wholefile.reading.spans import Span, meets_one

# Of so many people with one first name or surname a name is asked whether it is a spelling of theirs.
_MOST = 60
# A name broken over two lines of a transcript, with the number of the second between.
_BROKEN = re.compile(
    rf"(?<![\w'’@.-])(?P<first>{NAME})[^\S\n]{{0,3}}\n[^\S\n]{{0,30}}(?:\d{{1,2}}[^\S\n]{{1,40}}|>[^\S\n]?)?(?P<second>{NAME})(?![\w@])"
)
_MARKS = " \t\n\"'“”‘’.,;"


def respelt(
    text: str, sightings: list[Sighting], blocked: Iterable[Span], works: Iterable[Span]
) -> list[Sighting]:
    """Full names that are those already seen or spellings of them, and that nothing else showed to be names.

    A name that fills the marks of what looks like the title of a work is a name all the same.
    """
    known = _known(text, sightings)
    blocked = sorted(blocked)
    hidden = sorted([*blocked, *(one.span for one in sightings if one.source not in _GUESSED)])
    guessed = sorted(one.span for one in sightings if one.source in _GUESSED)
    within = {(span.start, span.end) for span in (_bare(text, one) for one in works) if span is not None}
    titled = sorted(works)
    found = []
    for span in (*_broken(text), *_in_one_line(text)) if known else ():
        words = words_of(span.of(text))
        if words is None or not words.full or meets_one(hidden, span) or _reaches_beyond(guessed, span):
            continue
        if meets_one(titled, span) and (span.start, span.end) not in within:
            continue
        near = known.get(words.given[0], set()) | known.get(words.surname, set())
        full = [other for other in near if other.full]
        if any(other.may_be(words) or other.nearly(words) for other in full) or _fuller(
            text, span, words, near
        ):
            found.append(Sighting(span, "respelt"))
            hidden = sorted([*hidden, span]) if "\n" in span.of(text) else hidden
    return found


_GUESSED = frozenset({"model", "grammar", "beside", "capitals"})


def without_parts(sightings: list[Sighting], whole: Iterable[Sighting]) -> list[Sighting]:
    """The sightings without those that are a part of a whole name."""
    names = sorted(one.span for one in whole)
    kept = []
    for one in sightings:
        at = bisect_left(names, one.span)
        around = names[max(0, at - 2) : at + 2]
        if not any(other.holds(one.span) and other != one.span for other in around):
            kept.append(one)
    return kept


def _known(text: str, sightings: list[Sighting]) -> dict[str, set[NameWords]]:
    """The full names of a text by first name and surname, and the surnames that stand behind a title."""
    known: dict[str, set[NameWords]] = defaultdict(set)
    for one in sightings:
        words = words_of(one.span.of(text))
        if words is None or one.source == "capitals":
            continue
        if words.full or one.title is not None:
            for key in (words.given[0], words.surname) if words.full else (words.surname,):
                if len(known[key]) < _MOST:
                    known[key].add(words)
    return known


def _fuller(text: str, span: Span, words: NameWords, near: set[NameWords]) -> bool:
    """Whether a name has a first name before the surname, or the two surnames, that stand elsewhere alone."""
    first = span.of(text).split()[0]
    if first.casefold().strip(".") in _NO_FIRST or len(first) < _SHORTEST or first.isupper():
        return False
    begins = text[max(0, span.start - 3) : span.start].rstrip(" \t")[-1:] in {".", "!", "?", "\n"}
    alone = text[span.end : span.end + 1] in {".", "\n", ""}
    if begins and not alone:
        return False  # a mere word that begins a sentence
    return any(
        words.ends_with(other) or (not other.full and other.surname == words.surname) for other in near
    )


_NO_FIRST = (
    frozenset(TITLES)
    | frozenset(COURTESY)
    | frozenset(SHORT_TITLES)
    | frozenset(QUALIFIERS)
    | frozenset(PERSON_NOUNS)
    | NO_NAMES
    | PLACE_ENDS
)
_SHORTEST = 3


def _in_one_line(text: str) -> Iterator[Span]:
    for match in WRITTEN.finditer(text):
        span = trimmed(text, *match.span())
        if span is not None:
            yield span


def _broken(text: str) -> Iterator[Span]:
    at = 0
    while match := _BROKEN.search(text, at):
        first = trimmed(text, *match.span("first"))
        second = trimmed(text, *match.span("second"))
        if (
            first is not None
            and second is not None
            and first.end == match.end("first")
            and second.start == match.start("second")
        ):
            yield first.joined(second)
        at = match.start("second")


def _reaches_beyond(places: list[Span], span: Span) -> bool:
    """Whether a place meets a stretch and is not a smaller part of it."""
    at = bisect_left(places, span)
    around = places[max(0, at - 2) : at + 3]
    return any(span.meets(other) and (other == span or not span.holds(other)) for other in around)


def _bare(text: str, span: Span) -> Span | None:
    """A stretch without the marks around it."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end) if start < end else None
