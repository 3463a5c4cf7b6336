"""Lengths of time told against an event: `two years after the bridge fell`, `This was a week before he left`."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from wholefile.reading.events_clauses import Clauses, Dating, Happening
from wholefile.reading.events_dated import give
from wholefile.reading.events_referred import FAR, Anchored, referred, shortened, told_as
from wholefile.reading.events_words import REFERRING
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span
from wholefile.reading.time.calendar import bounds, stepped, value_of
from wholefile.reading.time.expressions import Timed

_MARKER = re.compile(r"\s{1,3}(after|before|following|prior\s{1,3}to)\s", re.IGNORECASE)
_SIZES = {"Y": "year", "M": "month", "W": "week", "D": "day"}
# The words that may stand between a length of time and the clause that it is told against.
_REACH = 14


@dataclass(frozen=True, slots=True)
class _Against:
    """The length, on which side of the event, the event, and the whole extent."""

    time: Timed
    before: bool
    event: Happening
    span: Span


def anchor(clauses: Clauses, times: tuple[Timed, ...], day: date | None) -> dict[Span, Anchored]:
    """Find lengths of time told against events, date what can be dated by them, and tell the extents by their spans."""
    found = {}
    for time in times:
        if time.type != "DURATION":
            continue
        against = _against(clauses, time)
        if against:
            found[time.span] = Anchored(time, against.span, _derive(clauses, against, day))
    return found


def _against(clauses: Clauses, time: Timed) -> _Against | None:
    """The event that a length of time is told against, when "before" or "after" follows it."""
    parsed = clauses.parsed
    marker = _MARKER.match(parsed.text, time.span.end)
    if not marker:
        return None
    first = parsed.word_at(marker.start(1))
    if first is None:
        return None
    event = _marked(clauses, first) or _next(clauses, first, marker.end())
    if event is None or event.span.end <= time.span.end:
        return None
    before = not marker[1].lower().startswith(("after", "following"))
    return _Against(time, before, event, Span(time.span.start, event.span.end))


def _marked(clauses: Clauses, marker: Word) -> Happening | None:
    """By grammar: the clause that the word introduces, or the event noun after it."""
    parsed = clauses.parsed
    if marker.relation == "mark":
        return clauses.by_head.get(marker.head)
    for at in parsed.children[marker.at]:
        child = parsed.words[at]
        if child.relation in {"pobj", "pcomp"}:
            return clauses.by_head.get(at)
    return None


def _next(clauses: Clauses, marker: Word, start: int) -> Happening | None:
    """By nearness: the first clause after the word, before a comma."""
    parsed = clauses.parsed
    for word in parsed.words[marker.at + 1 : marker.at + 1 + _REACH]:
        if word.sentence != marker.sentence or word.text in {",", ";", "."}:
            return None
        one = clauses.by_head.get(word.at)
        if one and word.span.start >= start and (one.tense != "noun" or not _verb_follows(clauses, word)):
            return one if one.tense == "noun" else replace_start(one, start)
    return None


def replace_start(one: Happening, start: int) -> Happening:
    """A clause found by nearness begins after the word that introduces it."""
    if one.span.start < start < one.span.end:
        one.span = Span(start, one.span.end)
    return one


def _verb_follows(clauses: Clauses, noun: Word) -> bool:
    """Without grammar a noun may be the subject of the verb right after it: "the bridge fell"."""
    after = clauses.by_head.get(noun.at + 1)
    return after is not None and after.tense != "noun"


def _derive(clauses: Clauses, found: _Against, day: date | None) -> str:
    """Date the event from the clause, or the clause from the event, whichever of the two is known."""
    parsed = clauses.parsed
    governing = _governing(clauses, found)
    referring = _referring(parsed, found)
    if referring:
        known = _told_before(clauses, referring)
        if known and known.dating:
            return _count(
                clauses,
                found,
                known.dating,
                f"“{shortened(known.span.of(parsed.text))}” ({told_as(known.dating)})",
            )
        return ""
    if governing is None or governing is found.event:
        return ""
    if governing.dating and governing.dating.precision not in {"on or before", "present"}:
        return _count(clauses, found, governing.dating, _cited(clauses, governing))
    if governing.tense in {"perfect", "present"} and day:
        told = Dating(day.isoformat(), day, day, "day", "", None)
        return _count(clauses, found, told, f"document date {day}")
    known = _known(clauses, found.event)
    if known is None or known.dating is None:
        return ""
    dated = _moved(found.time.value, known.dating, -1 if found.before else 1)
    if dated is None:
        return ""
    sign = "less" if found.before else "plus"
    words = f"{_cited(clauses, known)} {sign} {_length(found.time.value)}"
    give(clauses, governing, replace(dated, derivation=words, source=found.time.span))
    return words


def _cited(clauses: Clauses, one: Happening) -> str:
    """The words of an event with its date, for a derivation."""
    words = shortened(one.span.of(clauses.parsed.text))
    return f"“{words}” ({told_as(one.dating)})" if one.dating else f"“{words}”"


def _count(clauses: Clauses, found: _Against, known: Dating, words: str) -> str:
    """Date the event from the clause: that was so long before it or after it."""
    dated = _moved(found.time.value, known, 1 if found.before else -1)
    if dated is None or found.event.tense == "unreal" or known.first is None or known.last is None:
        return ""
    told = f"{words} {'plus' if found.before else 'less'} {_length(found.time.value)}"
    if found.event.dating is None:
        give(clauses, found.event, replace(dated, derivation=told, source=found.time.span))
    return told


def _governing(clauses: Clauses, found: _Against) -> Happening | None:
    """The clause whose time the expression tells."""
    parsed = clauses.parsed
    if not parsed.model:
        return _other_clause(clauses, found)
    word = parsed.words[found.event.head]
    for _ in range(_REACH):
        if word.head == word.at:
            return None
        word = parsed.words[word.head]
        one = clauses.by_head.get(word.at)
        if one and one.tense != "noun" and one is not found.event:
            return one
    return None


def _other_clause(clauses: Clauses, found: _Against) -> Happening | None:
    """Without grammar: the nearest other verb of the sentence."""
    parsed = clauses.parsed
    here = parsed.words[found.event.head]
    near = [
        clauses.by_head[at]
        for at in range(max(0, here.at - 40), min(len(parsed.words), here.at + 40))
        if at in clauses.by_head and parsed.words[at].sentence == here.sentence and at != here.at
    ]
    verbs = [one for one in near if one.tense != "noun" and not found.span.meets(parsed.words[one.head].span)]
    return min(verbs, key=lambda one: abs(one.head - here.at), default=None)


def _referring(parsed: Parsed, found: _Against) -> Word | None:
    """`This was a week before …`: the word that points at the sentence before."""
    start = found.time.span.start
    words = parsed.inside(Span(max(0, start - 40), start)) if start else ()
    sentence = parsed.sentence_at(start)
    mine = [word for word in words if sentence and word.span.start >= sentence.start]
    plain = [word for word in mine if word.text[0].isalpha()]
    if (
        2 <= len(plain) <= 4
        and plain[0].lemma.lower() in REFERRING
        and plain[1].lemma.lower() in {"be", "was", "is"}
    ):
        return plain[0]
    return None


def _told_before(clauses: Clauses, word: Word) -> Happening | None:
    """What the sentence before tells: its first dated clause, which is its main one when the date opens it."""
    place, dated = bisect_left(clauses.dated, word.at), []
    for at in reversed(clauses.dated[max(0, place - _REACH) : place]):
        sentence = clauses.parsed.words[at].sentence
        if sentence < word.sentence - 1:
            break
        if sentence == word.sentence - 1 and clauses.by_head[at].tense != "noun":
            dated.append(clauses.by_head[at])
    return dated[-1] if dated else None


def _known(clauses: Clauses, event: Happening) -> Happening | None:
    """The same event with a date: this very clause, that which a noun means, or one with the same verb and noun."""
    if event.dating:
        return event
    if event.tense != "noun":
        return _told_again(clauses, event)
    return referred(clauses, next(iter(event.nouns), ""), event.head)


def _told_again(clauses: Clauses, event: Happening) -> Happening | None:
    """`the notice was served`: the nearest dated clause before it with that verb and one of its nouns."""
    words = clauses.parsed.words
    place = bisect_left(clauses.dated, event.head)
    for at in reversed(clauses.dated[max(0, place - FAR) : place]):
        one = clauses.by_head[at]
        if words[at].lemma == words[event.head].lemma and one.nouns & event.nouns and one.tense != "noun":
            return one
    return None


def _parts(value: str) -> list[tuple[int, str]]:
    """The counts and units of a TIMEX3 duration of days or more; empty for others."""
    if not re.fullmatch(r"P(?:\d+[YMWD])+", value):
        return []
    return [(int(count), unit) for count, unit in re.findall(r"(\d+)([YMWD])", value)]


def _length(value: str) -> str:
    parts = [f"{count} {_SIZES[unit]}{'s' if count != 1 else ''}" for count, unit in _parts(value)]
    return " and ".join(parts)


def _moved(value: str, known: Dating, sign: int) -> Dating | None:
    """A date so much later or earlier, no finer than the unit that is counted in, and no day that nobody told."""
    parts = _parts(value)
    if not parts or known.first is None or known.last is None:
        return None
    first, last, unit = known.first, known.last, parts[-1][1]
    try:
        for count, each in parts:
            first, last = stepped(first, sign * count, each), stepped(last, sign * count, each)
        start, end = bounds(value_of(first, unit)), bounds(value_of(last, unit))
    except OverflowError:
        return None
    single = value_of(first, unit) == value_of(last, unit)
    return Dating(
        value_of(first, unit) if single else "",
        start.first,
        end.last,
        f"{_SIZES[unit]}, derived" if single else "derived",
    )
