"""Full names in another spelling than those already seen: no rule of names shows them, and no list has them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from wholefile.reading.names.namewords import NAME, NameWords, trimmed, words_of
from wholefile.reading.names.people import Sighting
from wholefile.reading.spans import Span

_CAPITALS = re.compile(rf"(?<![\w'’@.-])({NAME})(?![\w@])")
# Of so many people with one first name or surname a name is asked whether it is a spelling of theirs.
_MOST = 60
_MARKS = " \t\n\"'“”‘’.,;"


def respelt(
    text: str, sightings: list[Sighting], blocked: Iterable[Span], works: Iterable[Span]
) -> list[Sighting]:
    """Full names that are those already seen or spellings of them, and that nothing else showed to be names.

    A name that fills the marks of what looks like the title of a work is a name all the same.
    """
    known: dict[str, set[NameWords]] = defaultdict(set)
    for one in sightings:
        words = words_of(one.span.of(text))
        if words is not None and words.full and one.source != "capitals":
            for key in (words.given[0], words.surname):
                if len(known[key]) < _MOST:
                    known[key].add(words)
    hidden = sorted([*blocked, *(one.span for one in sightings)])
    within = {(span.start, span.end) for span in (_bare(text, one) for one in works) if span is not None}
    titled = sorted(works)
    found = []
    for match in _CAPITALS.finditer(text) if known else ():
        span = trimmed(text, *match.span(1))
        words = words_of(span.of(text)) if span is not None else None
        if span is None or words is None or not words.full or _meets(hidden, span):
            continue
        if _meets(titled, span) and (span.start, span.end) not in within:
            continue
        near = known.get(words.given[0], set()) | known.get(words.surname, set())
        if any(other.may_be(words) or other.nearly(words) for other in near):
            found.append(Sighting(span, "respelt"))
    return found


def _bare(text: str, span: Span) -> Span | None:
    """A stretch without the marks around it."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end) if start < end else None


def _meets(places: list[Span], span: Span) -> bool:
    at = bisect_left(places, span)
    return any(span.meets(other) for other in places[max(0, at - 2) : at + 2])
