"""What a speaker puts in place of what they take back: the other day, the other thing.

"Tuesday. No, Wednesday": it happened on Wednesday, and who says so first said Tuesday. What was said at first still was
said; it keeps its standing and a flag, and what replaces it is told beside it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wholefile.reading.facts import Fact
from wholefile.reading.spans import Span

# How far behind the words of taking back a replacement may begin, and how long it may be.
_NEAR, _LONGEST = 60, 120
# What may stand between those words and the other day.
_LEADS = re.compile(
    r"(?i)[\s,.:;—–-]*(?:(?:no|well|wait|sorry|actually|rather|because|that|it|this|is|was|would|have|been|must|make|I|mean|meant|think|"
    r"believe|on|at|in|about|around|the|night|morning|evening|afternoon|day|of|early|late|more|like|should|read|be|to)\b[\s,.:;—–-]*){0,9}$"
)
_STOPS = re.compile(r"[.?!;:\n\"”]|\s[—–]\s|\s--\s")
_DATED = frozenset({"event", "court_event"})
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """What is taken back, and from where to where the words stand that take it back."""

    stretch: Span
    start: int
    end: int


class Corrections:
    """The corrections of a text, in order, with the expressions of time that may replace one another."""

    def __init__(self, text: str, corrections: Iterable[Correction], found: Sequence[Fact]) -> None:
        self.text = text
        self.all = sorted(corrections)
        self.starts = [one.stretch.start for one in self.all]
        self.times = sorted((one for one in found if one.kind == "time"), key=lambda one: one.span)
        self.places = [one.span.start for one in self.times]

    def of(self, span: Span) -> Correction | None:
        """The correction that takes back a stretch, or a part of it: the last, since it counts."""
        at = bisect_left(self.starts, span.end)
        near = self.all[max(0, at - _BEFORE) : at]
        return next((one for one in reversed(near) if one.stretch.meets(span)), None)

    def applied(self, one: Fact) -> Iterator[Fact]:
        """A fact as the correction leaves it, and what replaces it."""
        correction = self.of(one.span)
        if correction is None:
            yield one
        elif one.kind in _DATED:
            yield self._dated(one, correction)
        elif one.kind == "assertion" and one.span.start < correction.start < one.span.end:
            yield from self._parted(one, correction)
        else:
            yield one

    def _dated(self, one: Fact, correction: Correction) -> Fact:
        """Something that happened, on the day that replaces the one taken back; without a day where none does."""
        other = self._time(correction)
        if other is None or not one.one("date") or not self._has_time(correction.stretch):
            return one
        told = {
            name: other.told[name] for name in ("date", "first", "last", "precision") if name in other.told
        }
        told |= self._beside(one, other)
        kept = {name: value for name, value in one.told.items() if name not in _TIMES}
        words = " ".join(other.span.of(self.text).split())
        return replace(
            one, told={**kept, **told, "derivation": f"“{words}”, which replaces what was said first"}
        )

    def _beside(self, one: Fact, other: Fact) -> dict[str, str]:
        """The day that a bare weekday means in place of another day: the nearest to it, a few days before or after."""
        weekday = _WEEKDAYS.get(
            other.span.of(self.text).casefold().removeprefix("that ").removeprefix("the ")
        )
        said_first = re.match(r"\d{4}-\d\d-\d\d", one.one("date"))
        if weekday is None or said_first is None:
            return {}
        first = date.fromisoformat(said_first.group())
        ahead = (weekday - first.weekday()) % 7
        day = (first + timedelta(days=ahead if ahead <= _HALF else ahead - 7)).isoformat()
        return {"date": day, "first": day, "last": day}

    def _time(self, correction: Correction) -> Fact | None:
        """The day or hour that stands just behind the words of taking back."""
        at = bisect_left(self.places, correction.end)
        one = self.times[at] if at < len(self.times) else None
        if one is None or one.span.start - correction.end > _NEAR or one.one("type") not in {"DATE", "TIME"}:
            return None
        return one if _LEADS.match(self.text, correction.end, one.span.start) else None

    def _has_time(self, span: Span) -> bool:
        at = bisect_left(self.places, span.start)
        return at < len(self.places) and self.places[at] < span.end

    def _parted(self, one: Fact, correction: Correction) -> Iterator[Fact]:
        """The statement up to the words that take it back, and what stands behind them."""
        first = self.text[one.span.start : correction.start].rstrip(" \t\n,;:—–-(")
        if first:
            yield replace(one, span=Span(one.span.start, one.span.start + len(first)))
        start = correction.end
        while start < one.span.end and not self.text[start].isalnum():
            start += 1
        stop = _STOPS.search(self.text, start, min(one.span.end, start + _LONGEST))
        end = stop.start() if stop else min(one.span.end, start + _LONGEST)
        words = self.text[start:end]
        if len(_WORDS.findall(words)) > 1 and not self._only_time(Span(start, end) if start < end else None):
            yield replace(
                one, span=Span(start, start + len(words.rstrip(" ,"))), rule=f"{one.rule}, corrected"
            )

    def _only_time(self, span: Span | None) -> bool:
        """Whether a stretch is little more than a day or an hour."""
        if span is None:
            return True
        at = bisect_left(self.places, span.start)
        one = self.times[at] if at < len(self.times) else None
        return (
            one is not None
            and one.span.start < span.end
            and 2 * (one.span.end - one.span.start) > span.end - span.start
        )


_BEFORE = 3
_HALF = 3  # of a week's days
_WEEKDAYS = {
    name: at for at, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_TIMES = frozenset({"date", "first", "last", "precision", "derivation"})
