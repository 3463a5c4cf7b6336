"""Stretches of a text kept in order and apart from each other, so that one that meets them is found at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from wholefile.reading.spans import Span


def apart(spans: Iterable[Span]) -> list[Span]:
    """Of stretches that meet only the longest, the first of equals; in the order of the text."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if kept and kept[-1].meets(span):
            if span.end - span.start > kept[-1].end - kept[-1].start:
                kept[-1] = span
        else:
            kept.append(span)
    return kept


def near(spans: list[Span], span: Span) -> Iterator[Span]:
    """Those of sorted stretches apart from each other that may meet one."""
    at = bisect_right(spans, span)
    yield from spans[max(0, at - 1) : at + 2]


def meets(places: list[Span], span: Span) -> bool:
    """Whether the last of sorted stretches that begins no later than a stretch meets it."""
    at = bisect_right(places, span.start, key=lambda one: one.start) - 1
    return at >= 0 and places[at].meets(span)
