"""Charges: which offence, against whom, under which count and statute, and how it ended."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from wholefile.reading.facts import Fact, Status
from wholefile.reading.kinds.accusing import of_words
from wholefile.reading.law import charging
from wholefile.reading.law.accused import accused_above, accused_in_row
from wholefile.reading.law.cells import Row
from wholefile.reading.law.charging_papers import charged_in_sentences, forfeitures
from wholefile.reading.law.counted import count_behind
from wholefile.reading.law.ended import day_here, find_endings
from wholefile.reading.law.ending_of import Dismissals, by_endings, called, count_of
from wholefile.reading.law.margins import with_space_for_margins
from wholefile.reading.law.offences import first_offence
from wholefile.reading.law.prose import Seen, in_prose
from wholefile.reading.law.rows import rows_in
from wholefile.reading.law.undone import refused
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

# How far behind an offence its statute may stand, in characters.
_STATUTE = 60
_STATUTE_GAP = re.compile(
    r"(?is)[\s,(:–—-]*(?:(?:in\s+violation\s+of|contrary\s+to|under|pursuant\s+to)\s+(?:section\s+)?)?"
)
_BULLET = re.compile(
    r"(?m)^[^\S\n]*(?:>[^\S\n]*)*(?:[-*•·–]|\(?\d{1,2}[.)]|[a-z][.)])[^\S\n]+(?:(?:one|two|three|\d{1,2})\s+counts?\s+of\s+|an?\s+)?"
)
_OF_CHARGES = re.compile(
    r"(?i)\b(?:charg(?:es?|ed|ing)|counts?|offen[sc]es?|indictments?|crimes?|booked|arrested\s+for)\b"
)


def find_charges(scene: Scene, citations: tuple[Fact, ...], acts: tuple[Fact, ...]) -> Iterator[Fact]:
    """The charges of a text: one fact for each row, and for each offence and person that its sentences name."""
    text = with_space_for_margins(scene)
    rows = scene.parsed.once(rows_in) if scene.frame.kind != "civil complaint" else ()
    seen = [*_in_rows(scene, rows), *_by_person(scene, rows)]
    seen += _in_sentences(scene, text, citations, seen)
    taken = [*(one.span for one in seen), *forfeitures(scene)]
    seen += in_prose(scene, text, seen, [*taken, *(row.line for row in rows if row.sort != "count")])
    if scene.frame.kind == "civil complaint":
        seen = [one for one in seen if not _in_count_heading(scene, one.span)]
    seen = list(_of_somebody(scene, sorted(seen, key=lambda one: one.span), acts))
    endings = find_endings(scene, text)
    counted = _of_counts(text, seen) if scene.parsed.once(of_words) else {}
    together: dict[tuple[str, tuple[str, ...], int], list[Seen]] = {}
    for nth, one in enumerate(seen):
        named = called(text, one.span)
        alike = counted.get((named, one.against), ())
        only = alike[0] if len(alike) == 1 and not one.count else -1
        together.setdefault((named, one.against, nth if one.row else only), []).append(one)
    groups, dismissals = list(together.items()), Dismissals(scene, acts)
    ended = by_endings(text, [places for _, places in groups], endings)
    for nth, ((offence, against, _), places) in enumerate(groups):
        later = [one for one in places if one.disposition]
        told_apart = ended.get(nth)
        if later:
            disposition, where = (
                later[-1].disposition,
                [one.ended_at for one in later if one.ended_at is not None],
            )
        elif told_apart is not None:
            disposition, where = told_apart.how, [told_apart.span]
        else:
            disposition, where = dismissals.of(offence, against)
        day = day_here(scene) if told_apart is not None and told_apart.today and not later else ""
        span = places[0].span
        words = " ".join(text[span.start : span.end].split())
        yield _fact(words, places, (disposition, day, where), _statute(scene, span, citations))


def _of_counts(text: str, seen: Sequence[Seen]) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """The places of the counts of a charging paper by offence and accused: what leads to a count is that count."""
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for nth, one in enumerate(seen):
        if one.row:
            named = called(text, one.span)
            found.setdefault((named, one.against), []).append(nth)
    return found


def _fact(words: str, places: Sequence[Seen], ended: tuple[str, str, Sequence[Span]], statute: str) -> Fact:
    disposition, day, where = ended
    first = places[0]
    others = [one.span for one in places[1:]]
    others += [span for span in where if span not in others and span != first.span]
    told: dict[str, str | tuple[str, ...]] = {
        "offence": words,
        "against": first.against[0] if len(first.against) == 1 else first.against,
        "count": count_of(places),
        "statute": first.statute or statute,
        "disposition": disposition,
        "disposition_date": day or first.day,
    }
    status = Status.COURT_ACT if any(one.court for one in places) else Status.ALLEGED
    flags = tuple(dict.fromkeys(flag for one in places for flag in one.flags))
    return Fact("charge", first.span, "charge", told, status, others=tuple(others), flags=flags)


def _of_somebody(scene: Scene, seen: list[Seen], acts: tuple[Fact, ...]) -> Iterator[Seen]:
    """Without the offences that a document only lists, unless it tells that somebody was arrested or charged."""
    if not any(one.listed for one in seen):
        yield from seen
        return
    held = charging.taken(scene, acts) | {who for one in seen if not one.listed for who in one.against}
    for one in seen:
        if not one.listed or held & set(one.against) or charging.tells_of_arrest(scene):
            yield one


_ALTERNATIVE = re.compile(r"(?i)\bin\s+the\s+alternative\b")


def _in_rows(scene: Scene, rows: Sequence[Row]) -> Iterator[Seen]:
    """The offences of tables, lists and count headings."""
    last: tuple[str, ...] = ()
    for row in rows:
        against = accused_in_row(scene, row)
        beside = scene.text[row.line.start : row.offence.end + 60]
        if not against and row.sort == "count" and _ALTERNATIVE.search(beside):
            against = last
        last = against
        court = (
            row.sort == "count"
            or row.warrant
            or bool(row.ended)
            or charging.charges_itself(scene, row.offence.start)
        )
        day = _day_in(scene.text[row.end_span.end : row.line.end]) if row.end_span is not None else ""
        yield Seen(
            row.offence, against, court=court, disposition=row.ended, count=row.count,
            statute=" ".join(row.code.of(scene.text).split()) if row.code is not None else "",
            listed=not court, row=True, ended_at=row.end_span, day=day,
        )  # fmt: skip


def _in_sentences(
    scene: Scene, text: str, citations: tuple[Fact, ...], seen: Sequence[Seen]
) -> Iterator[Seen]:
    """What the sentences of a charging paper charge below a count without a name."""
    for one in charged_in_sentences(scene, text, citations, [row.span for row in seen]):
        yield Seen(one.span, one.against, court=True, count=one.count, statute=one.statute, row=True)


def _by_person(scene: Scene, rows: Sequence[Row]) -> Iterator[Seen]:
    """Lists of offences below the names of people, in a text that speaks of charges."""
    taken = Taken(row.offence for row in rows)
    for match in _BULLET.finditer(scene.text):
        found = first_offence(scene.text[match.end() : match.end() + 160])
        if found is None or found.start:
            continue
        span = Span(match.end(), match.end() + found.end)
        if taken.meets(span):
            continue
        rest = scene.text[span.end : span.end + 120].split("\n")[0]
        if refused(rest, 0, len(rest)):
            continue
        person = (
            accused_above(scene, match.start())
            if _OF_CHARGES.search(scene.text[max(0, match.start() - 1500) : match.start()])
            else ""
        )
        if person and re.match(r"\s*(?:$|[,;.(–—-]|(?:and|one|two)\b|\d)", rest):
            yield Seen(span, (person,), court=False, count=count_behind(scene.text, span.end), row=True)


def _in_count_heading(scene: Scene, span: Span) -> bool:
    line = scene.text[scene.text.rfind("\n", 0, span.start) + 1 : span.start]
    part = scene.frame.part_at(span.start)
    return bool(re.search(r"(?i)\b(?:count|cause of action|claim)\b", line)) or (
        part is not None and part.kind == "heading"
    )


def _day_in(words: str) -> str:
    """The first day in figures behind the word that ends a row: 03/14/2019."""
    found = re.search(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)", words[:80])
    if found is None or not (1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31):
        return ""
    return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"


def _statute(scene: Scene, span: Span, citations: tuple[Fact, ...]) -> str:
    """The statute just after the offence, in brackets or after "in violation of"."""
    first = bisect_left(citations, span.end, key=lambda one: one.span.start)
    for one in islice(citations, first, None):
        if one.span.start - span.end > _STATUTE:
            break
        if one.one("cites") == "statute" and _STATUTE_GAP.fullmatch(scene.text[span.end : one.span.start]):
            return one.one("authority")
    return ""
