"""The days of acts of law: told in their own clause, by their row, by the act before them, or by the hearing itself.

A day is given only where the text ties it to the act; what a thing was put off to is no day of the act.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wholefile.reading.events_checked import Told
from wholefile.reading.events_clauses import Clauses, Dating, Happening
from wholefile.reading.events_dated import dating
from wholefile.reading.facts import Fact
from wholefile.reading.law.act_told import HERE, ROW
from wholefile.reading.law.ended import BARGAINED
from wholefile.reading.law.margins import without_margins
from wholefile.reading.parts import Frame
from wholefile.reading.spans import Placing, Span
from wholefile.reading.time.expressions import Timed

# Before a day to which something is put off, or up to which it lasts.
_AHEAD = re.compile(
    r"(?i)\b(?:to|from|until|till|for|through|by|before|effective|ending|expires?|due)\s+(?:the\s+)?$"
)
_DAYS = frozenset({"DATE", "TIME"})
_FULL = re.compile(r"\d{4}-(?:\d\d(?:-\d\d)?|W\d\d)|\d{4}(?=$)")
_SIGNED = re.compile(
    r"(?i)\b(?:(?:so\s+)?ordered|dated|done|entered|signed|issued|filed|"
    r"given)\b[^\n]{0,40}?(?:\bthis|\bon|:)?\s*(?:the\s+)?$"
)
_JOINT = re.compile(
    r"^\)?\s*(?:[,;]\s*)?(?:(?:and|but|then|,|also)\s+){0,2}(?:(?:was|were|is|he|she|they|both)\s+){0,2}$",
    re.IGNORECASE,
)
_THAT_WAS = re.compile(
    r"[.!]?\s+(?:that|this|it|which)\s+(?:was|happened|took\s+place|came|occurred)\s+(?:back\s+|only\s+|just\s+)?"
    r"(?:(?:on|in|at)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?i)^(?:the|all|both|his|her)\s+(?:(?:other|remaining|rest|"
    r"balance)\b[^.;]{0,40}?\b(?:counts?|charges?)|rest\s+of)"
)
_PLEAS = ("pleaded", "sentenced", "convicted")
# How far behind its clause, and how far before it, a day may stand that is an act's.
_BEHIND, _AHEAD_OF = 90, 40
# So far around its words, in characters, the day of an act is looked for.
_AROUND = 200
_BREAKS = re.compile(
    r"[.;:]\s|\b(?:who|which|that|when|after|before|because|while|where|if)\b", re.IGNORECASE
)
_LAST = frozenset({"arrested", "cited", "booked", "detained"})
_ARREST_FIELD = re.compile(r"(?i)\barrest(?:ed)?\b")


def find_courts(
    clauses: Clauses, acts: Sequence[Fact], times: Sequence[Timed], frame: Frame
) -> Iterator[Told]:
    """Each act with its day, in the order of the text."""
    days = _Days(clauses, times, frame)
    last: tuple[Fact, Dating] | None = None
    for fact in sorted(acts, key=lambda one: one.span):
        one = clause_in(clauses, fact)
        found, span = days.of(fact, one, last)
        if found is not None:
            last = fact, found
        if one is None:
            one = Happening(0, span, "", "noun")
        happening = replace(one, dating=found) if one.dating is not found else one
        yield Told(happening, replace(fact, span=span, told={**fact.told, **told_date(found)}))


def told_date(told: Dating | None) -> dict[str, str]:
    """What a fact tells of its day."""
    if told is None:
        return {}
    return {
        "date": told.value,
        "first": told.first.isoformat() if told.first else "",
        "last": told.last.isoformat() if told.last else "",
        "precision": told.precision,
        "derivation": told.derivation,
    }


def clause_in(clauses: Clauses, fact: Fact) -> Happening | None:
    """The clause of a court event: that whose verb is the act's, else the outermost of those inside."""
    parsed = clauses.parsed
    inside = [clauses.by_head[word.at] for word in parsed.inside(fact.span) if word.at in clauses.by_head]
    verbs = [one for one in inside if one.tense != "noun"] or inside
    act = fact.one("act").lower()
    same = [one for one in verbs if act and parsed.words[one.head].lemma.lower()[:5] == act[:5]]
    chosen = same or [
        one for one in verbs if not fact.span.holds(parsed.words[parsed.words[one.head].head].span)
    ]
    chosen = chosen or verbs
    return chosen[0] if chosen else None


class _Days:
    """The days that a text tells, and which of them is an act's."""

    def __init__(self, clauses: Clauses, times: Sequence[Timed], frame: Frame) -> None:
        self._clauses, self._frame, self._text = clauses, frame, clauses.parsed.text
        self._plain = without_margins(self._text, frame.parts)
        self._times = Placing(one for one in times if one.type in _DAYS and one.first is not None)
        self._own = self._day_of_document()
        self._arrest = self._day_of_arrest()

    def of(
        self, fact: Fact, one: Happening | None, last: tuple[Fact, Dating] | None
    ) -> tuple[Dating | None, Span]:
        """The day of an act, and its words with that day among them."""
        if fact.rule.startswith(ROW):
            days = [time for day in fact.others for time in self._times.meeting(day)]
            row = min(days, key=lambda time: time.span, default=None)
            return (self._dating(row) if row else None), fact.span
        if fact.rule.startswith(HERE):
            return self._own, fact.span
        sentence = self._sentence(fact.span)
        inside = [
            time
            for time in self._near(fact.span)
            if fact.span.holds(time.span) and not self._ahead(time) and self._counts(time)
        ]
        if len({time.value[:10] for time in inside}) == 1:
            return self._dating(inside[-1]), fact.span
        told = one.dating if one is not None else None
        if told is not None and self._ties(told, sentence):
            return told, fact.span
        if inside:
            return None, fact.span
        beside = self._beside(fact.span, sentence)
        if beside is not None:
            return self._dating(beside), fact.span.joined(
                beside.span
            ) if beside.span.start > fact.span.end else fact.span
        after = self._in_next(fact.span)
        if after is not None:
            return self._dating(after), fact.span.joined(after.span)
        return self._carried(fact, sentence, last), fact.span

    def _near(self, span: Span) -> list[Timed]:
        return self._times.meeting(span, _AROUND)

    def _dating(self, time: Timed) -> Dating:
        return dating(time, self._text, self._frame.day)

    def _counts(self, time: Timed) -> bool:
        return _FULL.match(time.value) is not None and not time.value.startswith("X")

    def _ahead(self, time: Timed) -> bool:
        return _AHEAD.search(self._text[max(0, time.span.start - 16) : time.span.start]) is not None

    def _ties(self, told: Dating, sentence: Span) -> bool:
        """Whether a day that the grammar gives stands in the sentence, and is not that to which a thing is put off."""
        if told.source is None:
            return True
        before = self._text[max(0, told.source.start - 16) : told.source.start]
        return sentence.meets(told.source) and not (_AHEAD.search(before) and "by" not in before.lower())

    def _sentence(self, span: Span) -> Span:
        parsed = self._clauses.parsed
        found = parsed.sentence_at(span.start) or span
        part = self._frame.part_at(span.start)
        if part is None or not part.span.meets(found):
            return found
        return Span(max(found.start, part.span.start), max(min(found.end, part.span.end), span.start + 1))

    def _beside(self, span: Span, sentence: Span) -> Timed | None:
        """A day right behind the clause in its sentence, or at the beginning of the sentence just before it."""
        for time in self._near(span):
            if not self._counts(time) or self._ahead(time) or not sentence.meets(time.span):
                continue
            between = self._text[span.end : time.span.start]
            if span.end <= time.span.start <= span.end + _BEHIND and not self._other_act(between):
                return time
            before = self._text[time.span.end : span.start]
            first = self._text[sentence.start : time.span.start]
            if (
                time.span.end <= span.start <= time.span.end + _AHEAD_OF
                and len(first.split()) <= 3
                and not self._other_act(before)
            ):
                return time
        return None

    def _other_act(self, words: str) -> bool:
        return _BREAKS.search(words) is not None or " and " in words.lower()

    def _in_next(self, span: Span) -> Timed | None:
        """What the next sentence tells, over the numbers of a margin: "The plea was entered. This happened in June"."""
        for time in self._near(span):
            if time.span.start > span.end and _THAT_WAS.fullmatch(self._plain[span.end : time.span.start]):
                return time if self._counts(time) else None
        return None

    def _carried(self, fact: Fact, sentence: Span, last: tuple[Fact, Dating] | None) -> Dating | None:
        """The day of the act before it, to which it is joined; the counts that a plea ends, on the day of the plea."""
        if last is None or fact.span.start < last[0].span.end:
            return self._by_field(fact)
        before, told = last
        gap = self._text[before.span.end : fact.span.start]
        words = fact.span.of(self._text)
        if ";" in gap and BARGAINED.search(self._text, fact.span.start, fact.span.end + _BEHIND):
            return self._by_field(fact)
        first = self._clauses.parsed.word_at(fact.span.start)
        shared = fact.one("act") == "dismissed" or (
            first is not None and first.part in {"VERB", "AUX", "PRON", ""}
        )
        if sentence.meets(before.span) and len(gap) < 200 and shared and _JOINT.match(gap):
            return told
        near = len(gap) < 120 and self._frame.part_at(before.span.start) == self._frame.part_at(
            fact.span.start
        )
        if (
            near
            and fact.one("act") == "dismissed"
            and _OTHERS.match(words)
            and before.one("act").startswith(_PLEAS)
        ):
            return told
        return self._by_field(fact)

    def _by_field(self, fact: Fact) -> Dating | None:
        return self._arrest if fact.one("act") in _LAST else None

    def _day_of_arrest(self) -> Dating | None:
        """The day that the form of an arrest gives, when it gives one."""
        if self._frame.kind != "police report":
            return None
        found: dict[str, Timed] = {}
        for part in self._frame.parts:
            if (
                part.kind == "field"
                and _ARREST_FIELD.search(part.label)
                and re.search(r"(?i)date", part.label)
            ):
                for time in self._times.meeting(part.span):
                    if part.span.holds(time.span) and self._counts(time):
                        found.setdefault(time.value[:10], time)
        return self._dating(next(iter(found.values()))) if len(found) == 1 else None

    def _day_of_document(self) -> Dating | None:
        """The day of the hearing or order itself: that of the document, else the one beside its signature."""
        day = self._frame.day
        if day is None and self._frame.kind == "court filing":
            signed = {
                time.first
                for time in self._times.all
                if time.first == time.last
                and _SIGNED.search(self._text[max(0, time.span.start - 60) : time.span.start])
                and self._field(time)
            }
            day = next(iter(signed)) if len(signed) == 1 else None
        if day is None:
            return None
        return Dating(day.isoformat(), day, day, "day", f"done here, in a document of {day}", None)

    def _field(self, time: Timed) -> bool:
        part = self._frame.part_at(time.span.start)
        return (
            part is None or part.kind in {"field", "heading", "header"} or len(part.span.of(self._text)) < 90
        )
