"""Which date belongs to which clause: by the grammar where it is known, else by nearness."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from wholefile.reading.events_clauses import Clauses, Dating, Happening
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span
from wholefile.reading.time.expressions import Timed

# How far up the grammar a date may look for its verb, and how many words away when no grammar is known.
_CLIMB, _NEAR = 12, 14
_UP_TO = frozenset({"by", "before", "until", "till", "no later than", "prior to"})
_FROM = frozenset({"after", "since"})
_ABOUT = frozenset({"on or about", "on or around", "around", "about", "circa", "approximately"})
_BEFORE = re.compile(
    r"(?<!\w)("
    + "|".join(
        one.replace(" ", r"\s{1,3}") for one in sorted({*_UP_TO, *_FROM, *_ABOUT}, key=len, reverse=True)
    )
    + r")\s{1,3}(?:the\s)?$",
    re.IGNORECASE,
)
# An event noun after these gives its date to the verb as well: "told a hearing in 2019".
_CARRIES = frozenset("during in at on after before following".split())


def dating(time: Timed, text: str, day: date | None, until: Timed | None = None) -> Dating:
    """A date as that of an event, with its derivation when it is counted from something.

    `between March 12 and March 14` tells no day but two bounds; `by`, `before`, `since` and `after` leave one side
    open; `on or about` is kept in the precision.
    """
    value, first, last, precision = time.value.removesuffix("-XX"), time.first, time.last, time.precision
    value = "" if value.startswith("X") else value
    before = _BEFORE.search(text[max(0, time.span.start - 24) : time.span.start])
    word = " ".join(before[1].lower().split()) if before else ""
    if until:
        value, last, precision = "", until.last, "between two dates"
    elif word in _UP_TO:
        value, first, precision = "", None, "on or before"
    elif word in _FROM:
        value, last, precision = "", None, "on or after"
    elif word in _ABOUT:
        precision = f"about the {precision}"
    return Dating(value, first, last, precision, derivation(time, text, day), time.span)


def until(time: Timed, after: Timed | None, text: str) -> Timed | None:
    """The second of two dates that bound a stretch: `between A and B`, `from A to B`, `A through B`."""
    if after is None or after.type not in {"DATE", "TIME"} or not (time.first and after.last):
        return None
    between = " ".join(text[time.span.end : after.span.start].lower().split())
    before = text[max(0, time.span.start - 12) : time.span.start].lower().split()
    word = before[-1] if before else ""
    joined = between in {"to", "through", "until", "till", "-", "–", "and ending on"}
    if (joined or (between in {"and", ", and"} and word == "between")) and time.first <= after.last:
        return after
    return None


def derivation(time: Timed, text: str, day: date | None) -> str:
    """What a relative expression was counted from, in plain words; empty for one that stands by itself."""
    if time.type in {"DURATION", "SET"} or time.value.endswith("_REF"):
        return ""
    if time.basis == "document" and day:
        return f"“{time.span.of(text)}” counted from the document date {day}"
    if time.basis == "text":
        return f"“{time.span.of(text)}” counted from the date told before it"
    return ""


def date_clauses(clauses: Clauses, times: Sequence[Timed], day: date | None) -> None:
    """Give every clause the date that the text gives it. Dates told first in a row of clauses hold for all of them."""
    text = clauses.parsed.text
    ended: Timed | None = None
    for time, after in zip_longest(times, times[1:]):
        if time.type not in {"DATE", "TIME"} or time.value in {"PAST_REF", "FUTURE_REF"} or time is ended:
            continue
        if time.value.startswith("XXXX") and time.first is None:
            continue
        found = clause_of(clauses, time.span)
        if found is None or _gone_by(found, time, day):
            continue
        if time.value == "PRESENT_REF":
            _at_present(clauses, found, time, day)
        else:
            ended = until(time, after, text)
            give(clauses, found, dating(time, text, day, ended))


def _gone_by(found: Happening, time: Timed, day: date | None) -> bool:
    """Whether a date is past and the verb is not: "is suing over the fire in March 2019" tells no day of the suit."""
    return found.tense == "present" and day is not None and time.last is not None and time.last < day


def give(clauses: Clauses, found: Happening, told: Dating) -> None:
    """Date a clause, the finer date winning, and those joined to it by "and" when the date stands before them all."""
    waiting = [found]
    parsed = clauses.parsed
    while waiting:
        one = waiting.pop()
        if (
            one.dating
            and one.dating.precision not in {"on or before", "present"}
            and not _finer(told, one.dating)
        ):
            continue
        clauses.date(one, told)
        if told.source is None or told.source.start > one.span.start:
            continue
        joined = [parsed.words[at] for at in parsed.children[one.head] if parsed.words[at].relation == "conj"]
        waiting += [clauses.by_head[word.at] for word in joined if _shares(clauses, one, word)]


def _shares(clauses: Clauses, one: Happening, word: Word) -> bool:
    other = clauses.by_head.get(word.at)
    return other is not None and other.dating is None and other.tense == one.tense


def _finer(one: Dating, other: Dating) -> bool:
    """Whether a date bounds more closely than another that it fits into."""
    if not (one.first and one.last and other.first and other.last):
        return False
    return one.last - one.first < other.last - other.first and other.first <= one.first <= other.last


def _at_present(clauses: Clauses, found: Happening, time: Timed, day: date | None) -> None:
    """`now … has sold the farm`: it had happened when the document was written, and on no day that it tells."""
    if found.tense == "perfect" and found.dating is None:
        words = f"“{time.span.of(clauses.parsed.text)}” and the present perfect"
        clauses.date(found, perfect(day, words, time.span))


def perfect(day: date | None, words: str, source: Span | None) -> Dating | None:
    """What the present perfect says of the day: no later than the document. None when that has no date."""
    if day is None:
        return None
    return Dating("", None, day, "on or before", f"{words}, in a document of {day}", source)


def clause_of(clauses: Clauses, span: Span) -> Happening | None:
    """The clause or the event noun that an expression dates."""
    parsed = clauses.parsed
    if not parsed.model:
        return _nearest(clauses, span)
    head = governor(parsed, span)
    return _climb(clauses, head) if head is not None else None


def governor(parsed: Parsed, span: Span) -> Word | None:
    """The word inside an expression that the rest of the sentence governs it by."""
    inside = parsed.inside(span)
    for word in inside:
        above = parsed.words[word.head]
        if above.at == word.at or not span.start <= above.span.start < span.end:
            return word
    return None


def _climb(clauses: Clauses, word: Word) -> Happening | None:
    parsed = clauses.parsed
    preposition = ""
    for _ in range(_CLIMB):
        found = clauses.by_head.get(word.at)
        if found and found.tense != "noun":
            return (_subject_of(clauses, word) if word.part == "AUX" else None) or found
        if found and preposition != "through" and not _carried(parsed, word):
            return found
        if word.head == word.at:
            return None
        word = parsed.words[word.head]
    return None


def _carried(parsed: Parsed, noun: Word) -> bool:
    """Whether an event noun stands after a preposition that ties it to a verb."""
    above = parsed.words[noun.head]
    if noun.relation != "pobj" or above.text.lower() not in _CARRIES:
        return False
    return parsed.words[above.head].part == "VERB"


def _subject_of(clauses: Clauses, word: Word) -> Happening | None:
    """`The hearing was on May 5`: the subject is the event."""
    for at in clauses.parsed.children[word.at]:
        if clauses.parsed.words[at].relation == "nsubj":
            return clauses.by_head.get(at)
    return None


def _nearest(clauses: Clauses, span: Span) -> Happening | None:
    """Without grammar: the nearest clause of the sentence, one before a comma counting as farther than one beside."""
    parsed = clauses.parsed
    inside = parsed.inside(span)
    if not inside:
        return None
    first, last = inside[0].at, inside[-1].at
    best: tuple[int, int] | None = None
    for at in range(max(0, first - _NEAR), min(len(parsed.words), last + _NEAR + 1)):
        one = clauses.by_head.get(at)
        if one is None or one.tense == "noun" or parsed.words[at].sentence != inside[0].sentence:
            continue
        between = parsed.words[min(at, last) : max(at, first)]
        far = (first - at if at < first else at - last) + 4 * sum(
            word.text in {",", ";", ":"} for word in between
        )
        if best is None or far < best[0]:
            best = (far, at)
    return clauses.by_head[best[1]] if best else None
