"""Offences that sentences make charges of: "was indicted on two counts of …", "the arson charge", "faces …"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wholefile.reading.law import charging, triggers
from wholefile.reading.law.accused import accused_by_words, held_of, only_accused
from wholefile.reading.law.answers import find_answered
from wholefile.reading.law.batteries import holds_a_current
from wholefile.reading.law.cells import ENDED
from wholefile.reading.law.chained import chained, of_next
from wholefile.reading.law.counted import count_before, count_behind, several
from wholefile.reading.law.offences import find_offences
from wholefile.reading.law.undone import NEAR, considered, never_brought, undone
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

# So many characters before an offence may hold the words that make a charge of it, and between two of one list.
_BEFORE, _BETWEEN = 200, 160
_AS_CHARGE = re.compile(
    r"^\s+(?P<noun>charges?|counts?|case|indictment|trial|citation|ticket|warrant|convictions?|arrest)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?i)^(?:(?:offen[sc]e|charge|crime|violation|classification)(?:s|\(s\))?"
    r"(?:\s*(?:/|&|and)\s*(?:offen[sc]e|charge|crime|violation|classification)(?:s|\(s\))?)?|.*\bcharges?|(?:type|"
    r"nature)\s+of\s+(?:offen[sc]e|crime|incident)|(?:offen[sc]e|crime|incident)\s+(?:type|classification))"
    r"(?:\s*\d{1,2})?$"
)
_CHARGING = re.compile(r"(?i)(?:re-?)?(?:charging|indicting|convicting|arresting)\b")
_NOT_YET = re.compile(
    r"(?i)\b(?:against|of|about|without|for|from|before|than|instead|on|consider\w*|avoid\w*|oppos\w+|recommend\w*|support\w*|discuss\w*|propos\w+|favou?r\w*|mean\w*)\s+$"
)
# In "indicted for theft and convicted of" the nearer verb counts.
_ENDS = re.compile(r"(?i).\b(?:plead(?:ed|s)|pled|convicted|(?<!not\s)guilty|acquitted)\b")
# What is told of "Count 2" is told of a charge; and who will be tried is charged.
_SET_DOWN = re.compile(rf"{triggers.SET_DOWN.pattern}|counts?\s+(?!of\b)")
# "Arrested nobody for", and "faces the theft of her pension".
_NOBODY = re.compile(r"(?i)\b(?:nobody|no\s+one)\b|^fac(?:es|ed|ing)\s+the\s+$")
_HIM = re.compile(r"(?i)\b(?:him|her|them)\b")
_LESSER = re.compile(r"(?i)\blesser[-\s]+included")
_COMMITTED = re.compile(r"(?i)\b(?:commit|probable\s+cause)")
_PAPER = re.compile(r"(?i)\b(?:complaint|information|indictment|charging\s+document|grand\s+jury)\b")
_HEADED = re.compile(r"\s*(?:COUNT|Count|CT\.?)\s*(?P<n>[\w]{1,9})\b")
_CIVIL = re.compile(
    r"(?i)\b(?:lawsuits?|(?:civil|law)\s+suit|civil|suing|sued|suit|tort|damages|cause\s+of\s+action)\b"
)
_WARRANT = re.compile(r"(?i)\bwarrant\b|\bfail(?:ed|ure|s|ing)?\s+to\s+appear\b|\bFTA\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """An offence that is charged, where it stands.

    One that is only `listed` needs somebody who was arrested for it; one of a `row` is a charge of its own. `ended_at`
    is where its ending is told, `day` when; `place` is its place in a list of all counts.
    """

    span: Span
    against: tuple[str, ...]
    court: bool
    disposition: str = ""
    count: str = ""
    statute: str = ""
    flags: tuple[str, ...] = ()
    listed: bool = False
    row: bool = False
    ended_at: Span | None = None
    day: str = ""
    place: int = 0


def in_prose(scene: Scene, text: str, rows: Sequence[Seen], taken_spans: Sequence[Span]) -> Iterator[Seen]:
    """Every offence that the words before or after it make a charge, or that follows one in a list."""
    taken = Taken(taken_spans)
    answered = (
        {one.span: one for one in find_answered(scene, text)} if scene.frame.kind == "transcript" else {}
    )
    last: Seen | None = None
    above = sorted((one for one in rows if one.count), key=lambda one: one.span)
    for span in find_offences(text):
        if taken.meets(span) or holds_a_current(text, span) or triggers.ELSE.match(text, span.end):
            continue
        sentence = scene.sentence(span.start)
        found = _judged(_At(scene, text, span, sentence, last or _nearest(above, span)))
        if found is None and last is not None and last.span.end <= span.start <= last.span.end + _BETWEEN:
            found = chained(text, last, span) or of_next(scene, text, last, span)
        if found is None and span in answered:
            one = answered[span]
            found = Seen(
                span, (one.against,) if one.against else (), one.court, one.disposition, ended_at=span
            )
        if found is not None:
            found = _ended_here(text, found, sentence)
            last = found
            taken.add(span)
            yield found
    yield from _unlisted(scene, text, taken)


def _ended_here(text: str, seen: Seen, sentence: Span) -> Seen:
    """A charge that is dismissed in the words just around it: "dropped a count of …", "the … charge was dropped"."""
    span = seen.span
    before = text[max(sentence.start, span.start - 80) : span.start]
    active = triggers.DROPPED.search(before)
    ended = triggers.ENDED_BEHIND.match(text[span.end : min(sentence.end, span.end + 100)]) is not None or (
        active is not None and not undone(before[: active.start()])
    )
    line = triggers.ENDED_LINE.match(text[span.end : span.end + 120]) if seen.count else None
    told = ENDED.match(text, span.end + line.end()) if line is not None else None
    if told is not None and not seen.disposition:
        return replace(seen, disposition=told.lastgroup or "", ended_at=Span(*told.span()), court=True)
    if seen.disposition or not ended:
        return seen
    return replace(seen, disposition="dismissed", ended_at=span, court=True, listed=False)


def _nearest(rows: Sequence[Seen], span: Span) -> Seen | None:
    at = bisect_left(rows, span.start, key=lambda one: one.span.end + 1)
    near = rows[at - 1] if at else None
    return near if near is not None and span.start <= near.span.end + 2 * _BEFORE else None


def _unlisted(scene: Scene, text: str, taken: Taken) -> Iterator[Seen]:
    for match in triggers.UNLISTED.finditer(text):
        span = Span(match.start("what"), match.start("what") + len(match["what"].rstrip()))
        if taken.meets(span) or undone(text[max(0, match.start() - NEAR) : match.start()]):
            continue
        if match["charged"] is None and not _is_plain_offence(match["what"]):
            continue
        against = accused_by_words(scene, span, scene.sentence(span.start), match.start())
        how = (
            "convicted" if match["convicted"] or match["pled"] else "acquitted" if match["acquitted"] else ""
        )
        yield Seen(
            span, (against,) if against else (), court=True, disposition=how, ended_at=span if how else None,
            flags=("an offence that is not in our list",),
        )  # fmt: skip


def _is_plain_offence(words: str) -> bool:
    """Whether words that no list has may be an offence of which somebody is guilty: two words at least, no clause."""
    return len(words.split()) >= 2 and re.search(r"(?i)\b(?:to|is|was|he|she|they|it)\b", words) is None


@dataclass(frozen=True, slots=True)
class _At:
    """An offence in its sentence, and the one charged before it."""

    scene: Scene
    text: str
    span: Span
    sentence: Span
    last: Seen | None

    @property
    def start(self) -> int:
        """Where the words before the offence begin that are asked."""
        return max(self.sentence.start, self.span.start - _BEFORE)

    @property
    def before(self) -> str:
        """These words."""
        return self.text[self.start : self.span.start]

    @property
    def behind(self) -> str:
        """The words of the sentence behind the offence."""
        return self.text[self.span.end : self.sentence.end]

    @property
    def itself(self) -> bool:
        """Whether the paper or the voice itself charges."""
        return charging.charges_itself(self.scene, self.span.start)


def _judged(at: _At) -> Seen | None:
    part = at.scene.frame.part_at(at.span.start)
    if part is not None and part.kind == "field" and _FIELD.match(part.label.strip()):
        only = (held_of(at.scene, at.span.start) or (only_accused(at.scene),))[-1]
        return Seen(at.span, (only,) if only else (), at.itself, listed=not at.itself)
    before = at.before
    if not triggers.HINT.search(before):
        return _as_charge(at)
    for trigger, sort, disposition in triggers.TRIGGERS:
        match = trigger.search(before)
        if match is None or (not disposition and sort == "court" and _ENDS.search(match.group())):
            continue
        ahead = before[: match.start()]
        if undone(ahead, set_down=_SET_DOWN.match(match.group()) is not None):
            if disposition and count_before(at.text, at.span.start):
                continue
            return None
        if _NOBODY.search(match.group()):
            return None
        if _CHARGING.match(match.group()) and _NOT_YET.search(ahead):
            return None
        if sort == "noun" and _only_named(at, match):
            return None
        return _charged(at, sort, disposition, match)
    return _as_charge(at)


def _only_named(at: _At, match: re.Match[str]) -> bool:
    """Whether a charge or count is named that was not brought, was only thought of, or is of a civil suit."""
    if never_brought("", at.behind) or considered(at.before[: match.start()]):
        return True
    civil = _CIVIL.search(at.sentence.of(at.text)) is not None
    return civil and "criminal" not in at.before.casefold()


def _charged(at: _At, sort: triggers.Sort, disposition: str, match: re.Match[str]) -> Seen:
    before, words, last = at.before, match.group(), at.last
    count = count_before(at.text, at.span.start) or count_behind(at.text, at.span.end)
    if _LESSER.match(words) and last is not None and at.span.start - last.span.end < 2 * _BEFORE:
        return Seen(at.span, last.against, last.court, disposition, count or last.count)
    title = _TITLE.match(at.text, at.span.end) if count and at.text[at.span.start].isupper() else None
    span = Span(at.span.start, title.end()) if title is not None else at.span
    court = sort == "court" and not charging.by_police(before[: match.start()], words)
    court = court or (sort == "noun" and (at.itself or charging.says_charged(at.scene, at.sentence)))
    committed = sort == "others" and _COMMITTED.match(words) is not None
    if committed:
        court = at.itself or _PAPER.search(at.text[at.sentence.start : at.span.start]) is not None
        count = count or _headed(at.scene, at.span)
    place = 1 if several(before) else 0
    return Seen(
        span, _whom(at, match), court, disposition, count or (f"Count {place}" if place else ""),
        listed=sort == "noun" and not court and charging.classifies(words),
        ended_at=span if disposition else None, place=place,
    )  # fmt: skip


# The rest of a name that is written as a title: "Having Weapons While Under Disability".
_TITLE = re.compile(r"(?:\s+(?:[A-Z][\w'’-]*|of|an?|the|in|to|with|by|on|or|and)){1,8}?(?=\s*[,.;(]\s)")


def _whom(at: _At, match: re.Match[str]) -> tuple[str, ...]:
    """Whom the words charge; "him" is who was charged before in the sentence, and so is nobody at all just after."""
    last = at.last
    if last is not None and last.span.start >= at.sentence.start and _HIM.search(match.group()):
        return last.against
    near = last is not None and at.span.start - last.span.end < 2 * _BEFORE and bool(last.against)
    part = at.scene.frame.part_at(at.span.start)
    near = near and part is not None and last is not None and part.span.start <= last.span.start
    around = at.scene.entities.mentions_in(
        Span(at.sentence.start, max(at.sentence.end, at.sentence.start + 1))
    )
    if near and last is not None and not any(one.kind == "person" for _, one in around):
        return last.against
    found = accused_by_words(at.scene, at.span, at.sentence, at.start + match.start())
    return (found,) if found else ()


def _headed(scene: Scene, span: Span) -> str:
    """The count with which the paragraph of an offence begins: "COUNT 5: X did commit the offense of"."""
    part = scene.frame.part_at(span.start)
    headed = _HEADED.match(scene.text, part.span.start) if part is not None else None
    return f"Count {headed['n']}" if headed is not None and span.start - headed.end() < 200 else ""


def _as_charge(at: _At) -> Seen | None:
    """An offence that names a charge or a trial: "the arson charge". A case of it may be one of the police."""
    match = _AS_CHARGE.match(at.behind[:40])
    before = at.text[at.sentence.start : at.span.start]
    around = before + at.behind
    if match is None or never_brought(before, at.behind) or considered(before):
        return None
    noun = match["noun"].lower()
    if noun.startswith("count") and _CIVIL.search(around):
        return None
    if noun in _PAPERS and re.search(r"(?i)\bsearch\b", around):
        return None
    convicted = noun.startswith("conviction") and not undone(before)
    court = at.itself or noun in {"indictment", "trial", "warrant"} or noun.startswith("conviction")
    court = court or charging.says_charged(at.scene, at.sentence)
    court = court or (noun == "citation" and _WARRANT.search(around) is not None)
    found = accused_by_words(at.scene, at.span, at.sentence, at.span.start)
    return Seen(
        at.span, (found,) if found else (), court, "convicted" if convicted else "",
        count_before(at.text, at.span.start), listed=noun == "case" and not court,
        ended_at=at.span if convicted else None,
    )  # fmt: skip


_PAPERS = frozenset(("warrant", "citation", "ticket", "arrest"))
