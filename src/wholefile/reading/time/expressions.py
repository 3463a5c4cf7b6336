"""The time expressions of a text, each with its TIMEX3 type and value and the days that bound it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wholefile.reading.spans import Span
from wholefile.reading.time import clock, counted, dates, durations, holidays, periods, relative
from wholefile.reading.time.calendar import NONE, Bounds, bounds
from wholefile.reading.time.grammar import Found, Meaning, Rule
from wholefile.reading.time.lexer import Tokens, tokens
from wholefile.reading.time.replies import Reply, day_at, find_replies

RULES: tuple[Rule, ...] = (
    *dates.RULES, *periods.RULES, *holidays.RULES, *relative.RULES, *counted.RULES, *clock.RULES, *durations.RULES,
)  # fmt: skip
# How far back, in tokens, a date told before still is what "that year" or "a day later" is counted from.
REACH = 300
# Every pattern has one of these letters, with at most so many tokens before and after it.
_TELLING = re.compile(r"[1345MgWwqyYKuUEQrTPpNl%IJc8tkoSL2]|n-?n")
AROUND = 14
# How far back a full date of another time still is that of the story that goes on.
STORY = 120
# So near behind a day, in tokens, an hour is of that day: "on May 3 at the corner at 9 p.m.".
_BESIDE = 8
_WEEK = 7
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
# How many tokens are read at once, so that memory does not grow with the text.
BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Timed:
    """An expression of time.

    `type` and `value` are those of TIMEX3 (ISO-TimeML). `first` and `last` are the days that bound it, None where the
    text leaves them open; `precision` says in words how fine it is. `basis` says what a relative one was counted from:
    "document" (its date), "text" (the date told before); empty for one that stands by itself.
    """

    span: Span
    type: str
    value: str
    rule: str
    first: date | None
    last: date | None
    precision: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    first: int  # tokens
    end: int
    meaning: Meaning
    rule: str


def find_times(
    text: str, day: date | None, masked: Sequence[Span] = (), aside: Sequence[Span] = ()
) -> tuple[Timed, ...]:
    """The time expressions of a text, in their order, none over another; none that meets a masked stretch.

    `day` is the date of the document, from which relative ones are counted; without it they keep X for what is
    unknown. Titles are masked, since a film may be called after a year. What is told `aside`, in a
    quotation, is remembered no further than its end: "at 2140 hours" behind it is not of a day that a witness named.
    Work is linear in the text.
    """
    cut = tokens(text)
    hidden = _hidden(cut, masked)
    replies = (
        find_replies(text, lambda words: _day_in(words, day)) if "wrote:" in text or "From:" in text else ()
    )
    read = list(_read(cut, day, hidden, replies, _hidden(cut, aside)))
    return tuple(_timed(cut, one, day) for one in _joined(cut, read))


def _day_in(words: str, day: date | None) -> date | None:
    """The first day that a line tells."""
    return next((one.first for one in find_times(words, day) if one.first and one.first == one.last), None)


def _hidden(cut: Tokens, masked: Iterable[Span]) -> bytearray:
    """One byte for each token: whether it stands in a masked stretch."""
    hidden = bytearray(len(cut.letters))
    for span in masked:
        for at in range(max(0, cut.index(span.start + 1) - 1), cut.index(span.end)):
            if cut.ends[at] > span.start:
                hidden[at] = 1
    return hidden


def _blocks(letters: str) -> Iterator[tuple[int, int]]:
    """The stretches of tokens around those without which no rule fits; long ones are cut."""
    start, end = 0, -1
    for match in _TELLING.finditer(letters):
        at = match.start()
        if end >= 0 and (at - AROUND > end or end - start > BLOCK):
            yield start, end
            start, end = max(at - AROUND, end), -1
        if end < 0:
            start = max(at - AROUND, start)
        end = min(at + AROUND, len(letters))
    if end >= 0:
        yield start, end


def _candidates(letters: str, start: int, end: int) -> list[tuple[int, int, int, re.Match[str]]]:
    """Where rules may fit: the first token, the end negated so that longer ones come first, which rule, its match."""
    found = []
    for number, rule in enumerate(RULES):
        part = "x" if "x" in rule.pattern.groupindex else 0
        places = rule.pattern.finditer(letters, start, end)
        found += [(match.start(part), -match.end(part), number, match) for match in places]
    found.sort(key=lambda one: one[:3])
    return found


@dataclass
class _Memory:
    """What has been told up to a place: the last date, and the full date of another time whose story goes on."""

    day: date | None
    focus: str = ""
    told: int = 0
    story: str = ""
    went_on: int = 0
    clocked: str = ""  # the day of the last time of the clock, on which a tale of hours goes on
    dated: int = 0  # where the last day ends that was told without the clock

    def found(self, cut: Tokens, match: re.Match[str], first: int, *, clock: bool) -> Found:
        """A place where a rule fits, with as much of what was told as still holds there."""
        focus = self.focus if first - self.told <= REACH else ""
        far = first - self.dated > _BESIDE or "." in cut.letters[self.dated : first]
        if clock and far and _apart(focus, self.clocked):
            focus = self.clocked if first - self.told <= REACH else ""
        return Found(cut, match, self.day, focus, self.story if first - self.went_on <= STORY else "")

    def keep(self, cut: Tokens, one: _Reading) -> None:
        """Remember a date. That of the same quarter a year before is only compared with."""
        meaning = one.meaning
        if (
            meaning.type not in {"DATE", "TIME"}
            or not meaning.value[:2].isdigit()
            or one.rule == "period.year-before"
        ):
            return
        self.focus, self.told = meaning.value, one.end
        if _CLOCK.fullmatch(meaning.value):
            self.clocked = meaning.value[:10]
        else:
            self.dated = one.end
        if not meaning.basis and re.match(r"\d{4}-\d\d-\d\d", meaning.value) and _told(cut, one.first):
            self.story, self.went_on = meaning.value[:10], one.end
        elif meaning.basis == "text" and one.first - self.went_on <= STORY:
            self.went_on = one.end


def _read(
    cut: Tokens, day: date | None, hidden: bytearray, replies: tuple[Reply, ...], aside: bytearray
) -> Iterator[_Reading]:
    """The longest reading at each place that means something, from left to right."""
    place, memory = 0, _Memory(day)
    outside: _Memory | None = None  # what was told before a quotation that goes on
    for block in _blocks(cut.letters):
        for first, end, number, match in _candidates(cut.letters, *block):
            if first < place or any(hidden[first:-end]):
                continue
            here = day_at(replies, cut.starts[first], day) if replies else day
            if bool(aside[first]) != (outside is not None):
                memory, outside = (outside, None) if outside is not None else (replace(memory), memory)
            memory = memory if here == memory.day else _Memory(here)
            clock = RULES[number].name.startswith("clock")
            meaning = _meant(RULES[number], memory.found(cut, match, first, clock=clock))
            if meaning is None:
                continue
            one = _Reading(first, -end, meaning, RULES[number].name)
            memory.keep(cut, one)
            if here != day and meaning.basis == "document":
                one = replace(
                    one, meaning=replace(meaning, basis="text")
                )  # that message's date stands before it
            place = -end
            yield one


def _meant(rule: Rule, found: Found) -> Meaning | None:
    """What a rule reads at a place; None beyond the calendar too, as on the day after 9999-12-31."""
    try:
        return rule.read(found)
    except OverflowError:
        return None


def _apart(one: str, other: str) -> bool:
    """Whether two values tell days that lie more than a week apart: the one of them was only named in passing."""
    days = bounds(one[:10]).first, bounds(other).first
    return (
        len(one) >= 10
        and days[0] is not None
        and days[1] is not None
        and abs((days[0] - days[1]).days) > _WEEK
    )


def _told(cut: Tokens, first: int) -> bool:
    """Whether a full date is that of something told ("on March 3, 2021"), not of a paper or a birth."""
    return first > 0 and cut.word(first - 1) in {"on", "about", "around", "at", "of"}


def _joined(cut: Tokens, read: Sequence[_Reading]) -> Iterator[_Reading]:
    """A time of day and the day beside it are one: `10 p.m. Wednesday`, `Friday at 9:30 a.m.`."""
    waiting: _Reading | None = None
    for one in read:
        if waiting is None:
            waiting = one
            continue
        both = _both(cut, waiting, one)
        if both is None:
            yield waiting
        waiting = both or one
    if waiting:
        yield waiting


def _both(cut: Tokens, one: _Reading, other: _Reading) -> _Reading | None:
    between = cut.letters[one.end : other.first]
    if between not in {"", ",", "i", ",i"} or not {one.meaning.type, other.meaning.type} <= {"DATE", "TIME"}:
        return None
    if between.endswith("i") and cut.word(other.first - 1) not in {"on", "at", "by", "until"}:
        return None
    for clocked, dated in ((one.meaning, other.meaning), (other.meaning, one.meaning)):
        clocks = clocked.value.partition("T")[2]
        if clocked.type == "TIME" and clocks and dated.type == "DATE" and len(dated.value) >= 10:
            if clocked.basis == "document":
                continue
            value = f"{dated.value[:10]}T{clocks}"
            return _Reading(one.first, other.end, Meaning("TIME", value, dated.basis), "clock.on-day")
    return None


def _timed(cut: Tokens, one: _Reading, day: date | None) -> Timed:
    """The reading with its place in the text and its bounds; a dot at its end belongs to it only after `a.m.`."""
    end = one.end - 1 if cut.letters[one.end - 1] == "." and one.end - one.first > 1 else one.end
    meaning = one.meaning
    told = bounds(meaning.value, day) if meaning.type in {"DATE", "TIME"} else NONE
    if one.rule == "period.fiscal":
        told = Bounds(None, None, "fiscal year")
    span = cut.span(one.first, end)
    return Timed(
        span, meaning.type, meaning.value, one.rule, told.first, told.last, told.precision, meaning.basis
    )
