"""What somebody answers when asked whether he was ever convicted, arrested or charged: "Twice. Both were thefts."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.frame import Part
from wholefile.reading.law.offences import find_offences
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

_ASKED = re.compile(
    r"(?i)\b(?:you|he|she|the\s+witness)\b[^?]{0,60}?\b(?P<how>convicted|plead(?:ed)?|pled|found\s+guilty|arrested|charged|cited|indicted|convictions?|arrests?)\b"
    r"(?=[^?]{0,60}\b(?:felony|felonies|crimes?|misdemeanou?rs?|anything|something|offen[sc]es?|what|ever|before|to)\b|[^?]{0,20}\?)"
)
_FURTHER = re.compile(
    r"(?i)^\W*(?:q\W+)?(?:and\s+)?(?:(?:for|of|to)\s+what|what\s+(?:for|of|was|were|is|offen[sc]e|crime|charge)|which|anything\s+else|any\s+others?|what\s+else|"
    r"when\s+was|where\s+was|how\s+many|tell\s+us)\b"
)
_LEADS = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|once|twice|one|two|uh|um|well|sir|ma['’]am|it\s+was|that\s+was|it['’]s|was|for|of|to|i\s+was\s+convicted|i\s+had|just|only|and|then|a|an|the|my|"
    r"conviction|felony|misdemeanou?r|count|counts|charge|i\s+think|back\s+then|of\s+course|there\s+was|i\s+pled|i\s+pleaded|guilty|no\s+contest|convicted|arrested|charged|with|"
    r"in\s+\d{4}|\d{4})\b\W*){0,8}$"
)
_BACK = re.compile(
    r"(?i)^\W*(?:no\b|sorry|strike\s+that|i\s+misspoke|correction|actually|wait|scratch\s+that|i\s+take\s+that\s+back|that['’]s\s+wrong)"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An offence that an answer names: of whom the question asks, and whether a court dealt with it."""

    span: Span
    against: str
    court: bool
    disposition: str


def find_answered(scene: Scene, text: str) -> Iterator[Answered]:
    """The offences that answers name; what the same speaker takes back at once is none."""
    asked: re.Match[str] | None = None
    who, left = "", 0
    for part in scene.frame.parts:
        words = text[part.span.start : part.span.end]
        if part.kind == "question":
            found = _ASKED.search(words)
            if found is not None:
                asked, who, left = found, _whom(scene, part, found), 3
            elif left and not _FURTHER.match(words):
                left = 0
        elif part.kind == "answer" and left and asked is not None:
            left -= 1
            yield from _named(text, part, asked["how"].casefold(), who)


def _named(text: str, part: Part, how: str, who: str) -> Iterator[Answered]:
    told = list(find_offences(text, part.span.start, part.span.end))
    for one in told:
        begin = max(text.rfind(mark, part.span.start, one.start) for mark in (".", "?", "!", ";")) + 1
        begin = max(begin, part.span.start)
        words = (
            re.sub(r"(?i)^\W*(?:a|the\s+witness)\W+", "", text[begin : one.start])
            if begin == part.span.start
            else text[begin : one.start]
        )
        if not _LEADS.match(words):
            continue
        ends = re.search(r"[.;!?—–]|\s-\s", text[one.end : part.span.end])
        if ends is not None and _BACK.match(text[one.end + ends.end() : part.span.end]):
            continue
        court = how not in {"arrested", "cited", "arrest", "arrests"}
        ended = (
            "convicted"
            if how in {"convicted", "conviction", "convictions", "found guilty", "pleaded", "plead", "pled"}
            else ""
        )
        yield Answered(one, who, court, ended)


def _whom(scene: Scene, part: Part, match: re.Match[str]) -> str:
    place = part.span.start + match.start()
    found = [pair for pair in scene.entities.mentions_in(Span(place, place + 12)) if pair[1].kind == "person"]
    return found[0][1].identity if found else ""
