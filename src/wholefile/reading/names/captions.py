"""The caption of a case: who stands against whom, and as what."""

import itertools
import re
from dataclasses import dataclass

from wholefile.reading.names.namewords import names_in, trimmed
from wholefile.reading.names.organisations import organisations_in
from wholefile.reading.spans import Span

# A caption stands near the top of a filing; further down "v." belongs to citations.
_TOP = 6_000
_VERSUS = re.compile(
    r"(?im)^[^\S\n]*(?:v|vs|versus|against|-against-|-v-)\.?[^\S\n]*[,)§:|]{0,2}[^\S\n]*(?:no\b.{0,60})?$"
)
_SIDE = re.compile(
    r"(?i)\b(?P<first>plaintiffs?|petitioners?|claimants?)\b|\b(?P<second>defendants?|respondents?)\b"
)
_STATE = re.compile(
    r"(?i)^[^\S\n]*(?P<name>(?:the[^\S\n]+)?(?:state|people|commonwealth)[^\S\n]+of(?:[^\S\n]+the[^\S\n]+state[^\S\n]+of)?"
    r"(?:[^\S\n]+[a-z]+){1,3}|united[^\S\n]+states(?:[^\S\n]+of[^\S\n]+america)?)[^\S\n]*[,)]?",
    re.MULTILINE,
)
_CUT = re.compile(r"[,;]|\band\b|\bAND\b|\n|\)|§|\||:|&")
_NO_PARTY = re.compile(
    r"(?i)^(?:an?\b.*|in (?:his|her|their).*|individually.*|et al\.?|(?:(?:john|jane)\s+)?(?:does?|roes?)\b.*|deceased|the|case no.*|no\..*|"
    r"cause no.*|docket.*|.*\bcourt\b.*|county of .*|.*\bcounty$|state of .*|.*\bdistrict$|jury trial.*|complaint.*)$"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a caption: where it is named, its side, whether it is an organisation, and the word for its side."""

    span: Span
    side: str  # "plaintiff" or "defendant"
    organisation: bool
    word: Span
    matter: str  # "criminal" when a state stands against somebody, else "civil"


def find_parties(text: str) -> tuple[Party, ...]:
    """The parties of the first caption of a text; none when it has none."""
    versus = _VERSUS.search(text, 0, min(len(text), _TOP))
    if versus is None:
        return ()
    begin = max(0, versus.start() - 1_500)
    first = next((m for m in reversed(list(_SIDE.finditer(text, begin, versus.start()))) if m["first"]), None)
    second = next(
        (m for m in _SIDE.finditer(text, versus.end(), min(len(text), versus.end() + 2_500)) if m["second"]),
        None,
    )
    if second is None:
        return ()
    state = _state_before(text, begin, versus.start())
    found: list[Party] = []
    if state is not None:
        found.append(Party(state, "plaintiff", organisation=True, word=state, matter="criminal"))
    elif first is not None:
        head = begin + len(text[begin : first.start()].rstrip())
        left = max(begin, text.rfind("\n\n", begin, head))
        found += _side(text, left, first.start(), "plaintiff", Span(*first.span()), "civil")
    matter = "criminal" if state is not None else "civil"
    return (*found, *_side(text, versus.end(), second.start(), "defendant", Span(*second.span()), matter))


def _state_before(text: str, begin: int, end: int) -> Span | None:
    """The state that stands against somebody: the last line before "v." that is one, its court's heading apart."""
    lines = [
        m
        for m in _STATE.finditer(text, begin, end)
        if not text[m.end() : text.find("\n", m.end()) + 1].strip(" \t\n,)§|:")
    ]
    if not lines:
        return None
    last = lines[-1]
    between = text[last.end() : end]
    if len(between.strip()) > 40 or "court" in between.lower():
        return None
    return Span(*last.span("name"))


def _side(text: str, begin: int, end: int, side: str, word: Span, matter: str) -> list[Party]:
    found = []
    start = begin
    cuts = [(m.start(), m.end()) for m in _CUT.finditer(text, begin, end)] + [(end, end)]
    pieces = _kept_together(text, [(start, cuts[0][0])] + [(a[1], b[0]) for a, b in itertools.pairwise(cuts)])
    for first, last in pieces[:60]:
        words = text[first:last].strip(" \t\n,;()")
        if not words or _NO_PARTY.match(words) or _SIDE.search(words):
            continue
        organisation = next(iter(organisations_in(text, first, last)), None)
        if organisation is not None:
            found.append(Party(organisation, side, organisation=True, word=word, matter=matter))
            continue
        span = trimmed(text, first, last)
        names = names_in(text, span.start, span.end) if span else []
        if span and names and names[0].start == span.start and names[0].end >= span.end - 3:
            found.append(Party(names[0], side, organisation=False, word=word, matter=matter))
    return found


def _kept_together(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces of a list of parties, with "and" inside of an organisation's name left alone."""
    return [(a, b) for a, b in pieces if b > a and text[a:b].strip()]
