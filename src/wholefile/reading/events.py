"""What happened and when: clauses with their dates, dates derived from other events, and checks of one by another."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from wholefile.reading.events_anchored import anchor
from wholefile.reading.events_checked import Told, find_checks
from wholefile.reading.events_clauses import Clauses, Happening, find_clauses
from wholefile.reading.events_courts import find_courts, told_date
from wholefile.reading.events_dated import date_clauses, derivation, perfect
from wholefile.reading.events_referred import Anchored, day_of
from wholefile.reading.events_words import TOLD_UNDATED
from wholefile.reading.facts import Fact
from wholefile.reading.names.mentions import Entities
from wholefile.reading.parsed import Parsed
from wholefile.reading.parts import Frame
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span
from wholefile.reading.time.expressions import Timed

_PREPOSITION = re.compile(
    r"(?<!\w)(?:on or about|on|in|at|by|since|during|around|before|after)\s(?:(?:about|around|the)\s){0,2}$",
    re.IGNORECASE,
)


def find_events(  # noqa: PLR0917 - what every layer before it found
    parsed: Parsed,
    times: tuple[Timed, ...],
    entities: Entities,
    quoted: tuple[Quoted, ...],
    frame: Frame,
    court_events: tuple[Fact, ...],
) -> tuple[Fact, ...]:
    """The events of a text, the court events with their dates, the time expressions, and the checks between them.

    A date is given to a clause only where the text ties it to that clause; one that is derived says from what. Court
    events come back as they were, dated where they can be; a clause that is one is not proposed a second time.
    """
    clauses = find_clauses(parsed, [one.outer for one in quoted if one.title])
    _within_parts(clauses, frame)
    date_clauses(clauses, [one for one in times if not _of_the_document(one.span, frame)], frame.day)
    anchored = anchor(clauses, times, frame.day)
    of_events = day_of(clauses, times)
    if of_events:  # what is dated by another event may date a third
        anchored |= anchor(clauses, times, frame.day)
    _perfects(clauses, frame.day)
    for one in clauses.by_head.values():
        one.people = _people(clauses, one, entities)
    courts = list(find_courts(clauses, court_events, times, frame))
    told = [*courts, *_events(clauses, [one.fact for one in courts], frame.day)]
    found = [one.fact for one in told]
    found += _times(parsed.text, times, anchored, of_events, frame.day)
    found += find_checks(told)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, one.kind)))


def _of_the_document(span: Span, frame: Frame) -> bool:
    """The date of the document itself dates nothing that it tells, nor does one in the head of an e-mail or a form."""
    part = frame.part_at(span.start)
    head = part is not None and part.kind in {"header", "field", "heading"}
    return head or bool(frame.day_span and frame.day_span.meets(span))


def _within_parts(clauses: Clauses, frame: Frame) -> None:
    """No clause runs over the edge of its part, whatever the model takes for a sentence."""
    for head, one in clauses.by_head.items():
        part = frame.part_at(clauses.parsed.words[head].span.start)
        if part and not part.span.holds(one.span):
            start, end = max(part.span.start, one.span.start), min(part.span.end, one.span.end)
            one.span = Span(start, end)


def _perfects(clauses: Clauses, day: date | None) -> None:
    """What somebody has done, in the present perfect, was done by the date of the document."""
    for one in clauses.by_head.values():
        if one.tense == "perfect" and one.family and one.dating is None:
            clauses.date(one, perfect(day, "the present perfect", None))


def _people(clauses: Clauses, one: Happening, entities: Entities) -> tuple[str, ...]:
    """Who takes part: everybody mentioned in the clause, and the subject that it shares with the clause before it."""
    found = [entity.identity for entity in entities.within(one.span)]
    shared = _shared_subject(clauses, one)
    if shared:
        who = entities.at(shared)
        found += [who.identity] if who else []
    return tuple(dict.fromkeys(found))


def _shared_subject(clauses: Clauses, one: Happening) -> Span | None:
    """`He went in and was shot`: the subject of the first verb is that of the second."""
    parsed = clauses.parsed
    word = parsed.words[one.head]
    if one.tense == "noun" or word.relation not in {"conj", "xcomp"}:
        return None
    if any(parsed.words[at].relation.startswith("nsubj") for at in parsed.children[word.at]):
        return None
    for at in parsed.children[word.head]:
        if parsed.words[at].relation in {"nsubj", "nsubjpass"}:
            below = [each.at for each in parsed.governed(parsed.words[at])]
            return Span(parsed.words[min(below)].span.start, parsed.words[max(below)].span.end)
    return None


def _events(clauses: Clauses, court_events: Iterable[Fact], day: date | None) -> Iterator[Told]:
    """Every clause that is dated, and those undated that tell what a case is about."""
    acts = sorted(fact.span for fact in court_events)
    starts, ends = [one.start for one in acts], list(accumulate((one.end for one in acts), max))
    seen: set[Span] = set()
    last: Span | None = None
    for one in clauses.ordered():
        if (
            one.span in seen
            or (one.dating is None and last and last.holds(one.span))
            or _in_act(clauses, one, starts, ends)
            or not _worth(one)
        ):
            continue
        seen.add(one.span)
        last = one.span
        dated = told_date(one.dating)
        flags = tuple(_flags(one, day))
        told: dict[str, str | tuple[str, ...]] = {"participants": one.people, **dated}
        yield Told(
            one, Fact("event", _with_date(clauses.parsed.text, one), f"event.{_rule(one)}", told, flags=flags)
        )


def _with_date(text: str, one: Happening) -> Span:
    """The clause with the date that stands right before it, and the preposition of that."""
    source = one.dating.source if one.dating else None
    if source is None or not source.end <= one.span.start <= source.end + 2:
        return one.span
    before = _PREPOSITION.search(text[max(0, source.start - 24) : source.start])
    return Span(source.start - (len(before.group()) if before else 0), one.span.end)


def _in_act(clauses: Clauses, one: Happening, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether its word stands in an act: `ends` tells how far the acts up to each of the `starts` reach."""
    place = clauses.parsed.words[one.head].span.start
    before = bisect_right(starts, place)
    return before > 0 and ends[before - 1] > place


def _worth(one: Happening) -> bool:
    """Dated, or told as happened and of a sort that matters; never what might be."""
    if one.tense == "unreal":
        return False
    if one.dating is not None:
        return True
    return one.family in TOLD_UNDATED and one.tense == "past" and not one.negated


def _rule(one: Happening) -> str:
    if one.dating is None:
        return "told"
    if "derived" in one.dating.precision:
        return "derived"
    return "perfect" if "present perfect" in one.dating.derivation else "dated"


def _flags(one: Happening, day: date | None) -> Iterator[str]:
    """What a person should look at."""
    if one.negated:
        yield "the text says that it did not happen"
    if one.tense == "future":
        yield "told as yet to come, or as meant"
    elif day and one.dating and one.dating.first and one.dating.first > day:
        yield f"dated after the document itself, which is of {day}"


def _times(
    text: str,
    times: Iterable[Timed],
    anchored: Mapping[Span, Anchored],
    of_events: Iterable[Anchored],
    day: date | None,
) -> Iterator[Fact]:
    """A fact for each time expression, in its whole extent when it is told against an event."""
    plain = [anchored.get(one.span) or Anchored(one, one.span, derivation(one, text, day)) for one in times]
    for one in [*plain, *of_events]:
        time = one.time
        told = {
            "type": time.type,
            "date": time.value,
            "first": time.first.isoformat() if time.first else "",
            "last": time.last.isoformat() if time.last else "",
            "precision": time.precision,
            "derivation": one.derivation,
        }
        yield Fact("time", one.span, f"time.{time.rule}", told)
