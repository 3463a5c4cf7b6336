"""Events that a noun means elsewhere (`the fire`), and times that stand on them (`the day of the fire`)."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from wholefile.reading.events_clauses import Clauses, Dating, Happening
from wholefile.reading.events_dated import clause_of, give
from wholefile.reading.events_words import NOUNS, POINTED, POINTING
from wholefile.reading.spans import Span
from wholefile.reading.time.calendar import value_of
from wholefile.reading.time.expressions import Timed

# An event is looked for among so many with a date before and after the noun that means it.
FAR = 200
_OF = re.compile(
    r"(?<!\w)(?P<the>the|that)\s(?:(?:very|same|exact)\s)?(?P<unit>day|night|morning|afternoon|evening|week|month|year|time)"
    r"\s(?:of|when)\s(?:(?:the|his|her|their|its|this|that|a|an)\s)?(?:[a-z-]{3,14}\s){0,2}?(?P<noun>[a-z]{4,14})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time expression told against an event: its whole extent, and what was derived from it in plain words."""

    time: Timed
    span: Span
    derivation: str = ""


def told_as(told: Dating) -> str:
    """The date of an event as a derivation tells it."""
    return told.value or f"{told.first or '…'} to {told.last or '…'}"


def shortened(words: str, most: int = 60) -> str:
    """Words for a sentence about them: on one line, not too long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def referred(clauses: Clauses, noun: str, at: int) -> Happening | None:
    """The dated event that a noun with an article means: of its family, told before it, the nearest; else after it."""
    exact = POINTED if noun in POINTING else frozenset({NOUNS.get(noun, "")}) - {""}
    for families in (exact, exact | {"death", "harm"} if exact & {"death", "harm"} else exact):
        place = bisect_left(clauses.dated, at)
        before, after = clauses.dated[max(0, place - FAR) : place], clauses.dated[place : place + FAR]
        for head in (*reversed(before), *after):
            if head != at and _may_be(clauses.by_head[head], families):
                return clauses.by_head[head]
    return None


def _may_be(one: Happening, families: frozenset[str]) -> bool:
    told = one.dating
    return one.family in families and told is not None and told.first is not None and told.last is not None


def day_of(clauses: Clauses, times: tuple[Timed, ...]) -> list[Anchored]:
    """`the day of the fire`: an expression that means the day of an event told elsewhere, with the bounds of that."""
    parsed = clauses.parsed
    taken = [one.span for one in times]
    found = []
    for match in _OF.finditer(parsed.text):
        noun = match["noun"].lower()
        word = parsed.word_at(match.start("noun"))
        span = Span(*match.span())
        place = bisect_left(taken, span)
        near = taken[max(0, place - 1) : place + 1]
        if (
            word is None
            or (noun not in NOUNS and noun not in POINTING)
            or any(span.meets(one) for one in near)
        ):
            continue
        known = referred(clauses, noun, word.at)
        if match["unit"].lower() == "time":
            continue
        found.append(_of_event(clauses, span, match["unit"].lower(), known))
    return found


def _of_event(clauses: Clauses, span: Span, unit: str, known: Happening | None) -> Anchored:
    """The expression with the bounds of the event; a day stays unknown unless the event's own is told."""
    part = {"night": "NI", "morning": "MO", "afternoon": "AF", "evening": "EV"}.get(unit, "")
    told = known.dating if known else None
    value, precision = "XXXX-XX-XX", "day, not stated"
    if unit in {"week", "month", "year"}:
        value, precision = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[unit], ""
        day = told.first if told and told.first and told.value else None
        code = {"week": "W", "month": "M", "year": "Y"}[unit]
        if told and day and told.last and value_of(day, code) == value_of(told.last, code):
            value, precision = value_of(day, code), unit
    elif told and re.fullmatch(r"\d{4}-\d\d-\d\d.*", told.value):
        value, precision = told.value[:10], "day"
    elif told and re.fullmatch(r"\d{4}(-\d\d)?", told.value):
        value = told.value + ("-XX" if len(told.value) == 7 else "-XX-XX")
    sort = "TIME" if part else "DATE"
    value = f"{value}T{part}" if part else value
    first, last = (told.first, told.last) if told else (None, None)
    time = Timed(span, sort, value, "event.day-of", first, last, precision, "text")
    if known is None or told is None:
        return Anchored(time, span)
    words = shortened(known.span.of(clauses.parsed.text))
    derivation = f"the {unit} of “{words}” ({told_as(told)})"
    clause = clause_of(clauses, span)
    if clause and clause is not known:
        months = told.precision if precision == "day, not stated" else precision
        give(
            clauses,
            clause,
            Dating(value.partition("T")[0].replace("-XX", ""), first, last, months, derivation, span),
        )
    return Anchored(time, span, derivation)
