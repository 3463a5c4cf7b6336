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
_ONE = re.compile(r"[\s,:—–-]{0,4}(?P<word>\w[\w'’-]*)(?=\s*[.,;)!?\n”\"]|\s*$)")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """What is taken back, and from where to where the words stand that take it back.

    `breath` is whether that is done in the same sentence and leaves nothing of the words before; `more` whether it
    says only that it was later, or more; `told` whether somebody else tells that they corrected themselves.
    """

    stretch: Span
    start: int
    end: int
    breath: bool = False
    more: bool = False
    told: bool = False


class Corrections:
    """The corrections of a text, in order, with the expressions of time that may replace one another."""

    def __init__(self, text: str, corrections: Iterable[Correction], found: Sequence[Fact]) -> None:
        self.text = text
        self.all = _together(text, sorted(corrections))
        self.starts = [one.stretch.start for one in self.all]
        self.times = sorted((one for one in found if one.kind == "time"), key=lambda one: one.span)
        self.places = [one.span.start for one in self.times]
        self.said = sorted(one.span for one in found if one.kind == "assertion")

    @staticmethod
    def once(found: Sequence[Fact]) -> Iterator[Fact]:
        """The facts; of replacements in one place the one with the longest chain, who passed it on among them."""
        longest: dict[Span, int] = {}
        for one in found:
            if one.rule.endswith(_CORRECTED):
                longest[one.span] = max(longest.get(one.span, 0), len(one.chain))
        return (
            one for one in found if not one.rule.endswith(_CORRECTED) or len(one.chain) == longest[one.span]
        )

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
        elif one.kind == "assertion" and self._reaches(one, correction):
            yield from self._parted(one, correction)
        elif one.kind in _DATED:
            if one.one("date") or not self._reaches(one, correction) or self._instead(correction) is None:
                yield self._dated(one, correction)
        else:
            yield one

    def _reaches(self, one: Fact, correction: Correction) -> bool:
        """Whether a fact runs up to the words that take it back in the same breath, or over them."""
        if not correction.breath:
            return one.span.start < correction.start < one.span.end
        gap = self.text[one.span.end : correction.start] if one.span.end < correction.start else ""
        return one.span.start < correction.start and len(gap) <= _BREATH and not _WORDS.search(gap)

    def _dated(self, one: Fact, correction: Correction) -> Fact:
        """Something that happened, on the day that replaces the one taken back; without a day where none does."""
        other = self._time(correction)
        if not one.one("date") or not self._has_time(correction.stretch):
            return one
        kept = {name: value for name, value in one.told.items() if name not in _TIMES}
        if other is None:
            return replace(one, told=kept) if correction.more else one
        told = {
            name: other.told[name] for name in ("date", "first", "last", "precision") if name in other.told
        }
        told |= self._beside(one, other)
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
        try:
            day = (first + timedelta(days=ahead if ahead <= _HALF else ahead - 7)).isoformat()
        except OverflowError:
            return {}
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
        """What stands in place of a statement; what is taken back is none where something does.

        Where only a day or an hour does, the statement keeps the words that take it back, which tell of it.
        """
        other = self._instead(correction)
        start = correction.start
        first = self.text[one.span.start : start].rstrip(" \t\n,;:—–-(")
        kept = replace(one, span=Span(one.span.start, one.span.start + len(first))) if first else None
        if other is None:
            end = self._end(correction) if correction.breath else None
            yield (replace(one, span=Span(one.span.start, end)) if end else kept or one)
            return
        if kept is not None and not correction.breath:
            yield kept
        if not self._told_already(other):
            others = (*one.others, kept.span) if kept is not None else one.others
            yield replace(one, span=other, rule=f"{one.rule}{_CORRECTED}", others=others)

    def _end(self, correction: Correction) -> int | None:
        """Where the day, the hour or the single word ends that stands in place of another."""
        time = self._time(correction)
        if time is not None:
            return time.span.end
        word = _ONE.match(self.text, correction.end, min(len(self.text), correction.end + _NEAR))
        return word.end("word") if word and not correction.more else None

    def _told_already(self, span: Span) -> bool:
        """Whether something is told to be said where a replacement stands."""
        at = bisect_left(self.said, span.start, key=lambda one: one.start)
        return at < len(self.said) and self.said[at].start - span.start < _LEAD and span.holds(self.said[at])

    def _instead(self, correction: Correction) -> Span | None:
        """The words that stand in place of others, and are more than a day or an hour."""
        start, limit = correction.end, min(len(self.text), correction.end + _LONGEST)
        while start < limit and not self.text[start].isalnum() and self.text[start] not in ".?!\n":
            start += 1
        stop = _STOPS.search(self.text, start, limit)
        end = stop.start() if stop else limit
        words = self.text[start:end].rstrip(" ,")
        many = len(_WORDS.findall(words)) > 1 and not correction.more and start < end
        return Span(start, start + len(words)) if many and not self._only_time(Span(start, end)) else None

    def _only_time(self, span: Span) -> bool:
        """Whether a stretch is little more than a day or an hour."""
        at = bisect_left(self.places, span.start)
        one = self.times[at] if at < len(self.times) else None
        return (
            one is not None
            and one.span.start < span.end
            and 2 * (one.span.end - one.span.start) > span.end - span.start
        )


def _together(text: str, found: Sequence[Correction]) -> list[Correction]:
    """The corrections, those that stand side by side ("strike that, what I meant is") as one."""
    kept: list[Correction] = []
    for one in sorted(found, key=lambda each: each.start):
        last = kept[-1] if kept else None
        if last is not None and last.end <= one.start and not _WORDS.search(text[last.end : one.start]):
            kept[-1] = replace(last, end=one.end, more=last.more or one.more)
        else:
            kept.append(one)
    return sorted(kept)


_CORRECTED = ", corrected"
_BEFORE = 3
# So many signs may stand between a statement and the words that take it back, and words before one that replaces it.
_BREATH, _LEAD = 6, 8
_HALF = 3  # of a week's days
_WEEKDAYS = {
    name: at for at, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_TIMES = frozenset({"date", "first", "last", "precision", "derivation"})
