"""Where and when a quotation was said, when the sentence tells: "during an interview with a station in 2023"."""

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
_MEDIA = r"Twitter|Facebook|Instagram|YouTube|X\b|television|radio"
_NAME = r"[A-Z][\w&.'’-]*(?:\s(?:of\s|the\s|&\s|and\s)?[A-Z0-9][\w&.'’-]*){0,4}"
_VENUE = re.compile(
    rf"\b(?:in|during|at|on|over|through|via|under|to)\s(?:(?:an?|the|his|her|their|its|this|that|same)\s)?"
    rf"(?P<at>(?:[\w’'-]+\s){{0,3}}?(?:{_PLACES})\b(?:\s(?:with|to|on|at|for|by|from|in)\s(?:the\s)?{_NAME})?)"
    rf"|\b(?:on|with|to)\s(?:the\s)?(?P<through>[A-Z]{{2,6}}\b(?:\s[A-Z][\w’']*)?|{_MEDIA})"
    rf"|\b(?P<before>reporters)\b"
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,7}\.?"
_DAY = re.compile(
    rf"\b(?:{_MONTHS}\s\d{{1,2}}(?:,\s?\d{{4}})?|\d{{1,2}}\s{_MONTHS}(?:\s\d{{4}})?|\d{{4}}-\d\d-\d\d"
    rf"|(?:last\s|on\s|this\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    rf"(?:\s(?:morning|afternoon|evening|night))?"
    rf"|(?:in|In)\s(?:{_MONTHS}\s)?(?:19|20)\d\d|yesterday|today)\b"
)
# How far from the cue the words may stand.
_REACH = 110


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
    return Told(_nearest(_VENUE, parsed.text, start, end, cue), _nearest(_DAY, parsed.text, start, end, cue))


def _nearest(pattern: re.Pattern[str], text: str, start: int, end: int, cue: Span) -> str:
    """The match behind the cue that stands nearest to it, else the last before it."""
    found = list(pattern.finditer(text, start, end))
    behind = [one for one in found if one.start() >= cue.end]
    before = [one for one in found if one.end() <= cue.start]
    chosen = behind[0] if behind else before[-1] if before else None
    if chosen is None:
        return ""
    told = next((one for one in chosen.groups() if one), chosen.group())
    return " ".join(told.split())
