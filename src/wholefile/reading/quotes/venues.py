"""Where and when a quotation was said, as its sentence tells: "during an interview with a station in 2023"."""

import re
from dataclasses import dataclass

from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

_PLACES = (
    "interview|statement|deposition|hearing|trial|testimony|conference|briefing|speech|rally|debate|meeting|call|letter|"
    "e-?mail|message|memo|post|tweet|broadcast|podcast|column|op-ed|editorial|essay|book|memoir|report|affidavit|"
    "declaration|filing|motion|brief|court|stand|arraignment|sentencing|address|appearance|forum|event|town hall|"
    "press release|release|news release|article|segment|show|program|programme|voicemail|text|video|recording|exchange|"
    "conversation|note|remarks|questioning|examination|cross-examination|oath"
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,7}\.?"
_WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MEDIA = r"Twitter|Facebook|Instagram|YouTube|X\b|television|radio"
_NAME = r"[A-Z][\w&.'’-]*(?:\s(?:of\s|the\s|&\s|and\s)?[A-Z0-9][\w&.'’-]*){0,4}"
_VENUE = re.compile(
    rf"\b(?:in|during|at|on|over|through|via|under|to)\s(?:(?:an?|the|his|her|their|its|this|that|same)\s)?"
    rf"(?P<at>(?:[\w’'-]+\s){{0,3}}?(?:{_PLACES})\b(?:\s(?:with|to|on|at|for|by|from|in)\s(?:the\s)?(?!{_MONTHS}\s|{_WEEKDAYS})"
    rf"{_NAME})?)"
    rf"|\b(?:on|with|to)\s(?:the\s)?(?P<through>[A-Z]{{2,6}}\b(?:\s[A-Z][\w’']*)?|{_MEDIA})"
    rf"|\b(?P<before>reporters)\b"
)
_DAY = re.compile(
    rf"\b(?:{_MONTHS}\s\d{{1,2}}(?:,\s?\d{{4}})?|\d{{1,2}}\s{_MONTHS}(?:\s\d{{4}})?|\d{{4}}-\d\d-\d\d"
    rf"|(?:last\s|on\s|this\s)?{_WEEKDAYS}"
    rf"(?:\s(?:morning|afternoon|evening|night))?"
    rf"|(?:in|In)\s(?:{_MONTHS}\s)?(?:19|20)\d\d|yesterday|today)\b"
)
# How far from the cue the words may stand.
_REACH = 110
# How far without grammar, and how many words up the grammar, a day may be from the cue.
_BESIDE, _CLIMB = 60, 6


@dataclass(frozen=True, slots=True)
class Told:
    """The words for the venue and for the day; empty when the sentence tells none."""

    venue: str = ""
    day: str = ""


def told_with(parsed: Parsed, cue: Span, quotations: tuple[Span, ...]) -> Told:
    """The venue and day beside a cue, in its own sentence and outside of the quotations near it."""
    sentence = parsed.sentence_at(cue.start)
    if sentence is None:
        return Told()
    start, end = max(sentence.start, cue.start - _REACH), min(sentence.end, cue.end + _REACH)
    for one in quotations:
        if one.end <= cue.start:
            start = max(start, one.end)
        elif one.start >= cue.end:
            end = min(end, one.start)
    places = list(_VENUE.finditer(parsed.text, start, end))
    days = [one for one in _DAY.finditer(parsed.text, start, end) if _told_of(parsed, cue, one)]
    return Told(_nearest(places, cue), _nearest(days, cue))


def _told_of(parsed: Parsed, cue: Span, day: re.Match[str]) -> bool:
    """Whether a day is that of the saying, and not of something else that the sentence tells.

    By the grammar no other verb stands between the two; without one, no comma does.
    """
    if not parsed.model:
        first, last = sorted((cue, Span(day.start(), day.end())))
        return "," not in parsed.text[first.end : last.start] and last.start - first.end <= _BESIDE
    inside = parsed.inside(Span(day.start(), day.end()))
    word = next(
        (one for one in inside if not day.start() <= parsed.words[one.head].span.start < day.end()), None
    )
    for _ in range(_CLIMB):
        if word is None or cue.start <= word.span.start < cue.end:
            break
        if word.part == "VERB" or word.head == word.at:
            return False
        word = parsed.words[word.head]
    return word is not None and cue.start <= word.span.start < cue.end


def _nearest(found: list[re.Match[str]], cue: Span) -> str:
    """The match behind the cue that stands nearest to it, else the last before it."""
    behind = [one for one in found if one.start() >= cue.end]
    before = [one for one in found if one.end() <= cue.start]
    chosen = behind[0] if behind else before[-1] if before else None
    if chosen is None:
        return ""
    told = next((one for one in chosen.groups() if one), chosen.group())
    return " ".join(told.split()).rstrip(".,;")
