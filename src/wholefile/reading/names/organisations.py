"""Names of organisations: by how they are written, and by the model where there is one."""

import re
from collections import Counter
from collections.abc import Iterator

from wholefile.reading.names.lexicon import LAW_ENDS, NO_NAMES, ORGANISATION_ENDS, PLACE_ENDS, STAFF
from wholefile.reading.names.places import apart, near
from wholefile.reading.parsed import Parsed
from wholefile.reading.parts import Frame
from wholefile.reading.spans import Span

_G = r"[^\S\n]{1,3}"
# Who prosecutes, where a transcript calls it so: against somebody, or with somebody who speaks for it.
_SIDE = re.compile(
    r"(?<![\w'’-])[Tt]he\s{1,3}(?:\d{1,2}\s{1,12})?(?P<side>State|People|Commonwealth|Government)(?![\w-]|[^\S\n]+(?:of|[A-Z]))"
)
_PROSECUTES = re.compile(
    r"(?<![\w'’-])(?:for|of|behalf\s+of)\s+the\s{1,3}(?:\d{1,2}\s{1,12})?(?:State|People|Commonwealth|Government)(?![\w-]|\s+of\b)|"
    r"(?<![\w'’-])[Tt]he\s+(?:State|People|Commonwealth|Government)\s+(?:versus|vs?\.|calls|rests|is\s+ready|dismisses|moves)"
)
_W = r"(?:(?:[A-Z]\.){1,4}|[A-Z][\w&'’-]{0,30}|St\.|\d{1,3}(?:st|nd|rd|th))"
_SMALL = r"(?:of|the|for|and|&|de|del|OF|THE|FOR|AND)"
_TAIL = rf"(?:{_G}(?:{_SMALL}{_G}){{1,2}}{_W}(?:{_G}{_W}){{0,5}})?"


def _any(words: str | list[str]) -> str:
    """Words of a list, as they are written there or in capitals."""
    told = words.split() if isinstance(words, str) else words
    both = dict.fromkeys([*told, *(word.upper() for word in told)])
    return "|".join(re.escape(word).replace("_", _G) for word in sorted(both, key=len, reverse=True))


_ENDS = _any(ORGANISATION_ENDS)
_OF = "(?:of|OF)"
_OFFICES = _any(
    "Sheriff District_Attorney County_Attorney City_Attorney Attorney_General Medical_Examiner "
    "Public_Defender Coroner "
    "Mayor Governor Clerk U.S._Attorney State_Attorney"
)
_STAFF = rf"(?:{_G}(?:{'|'.join(STAFF)})\b)?"
_OFFICE = (
    rf"(?:{_W}{_G}){{0,6}}(?:(?:{_OFFICES})(?:['’][sS])?{_G}(?:{_any('Office Department')})"
    rf"|(?:{_any('Police_Department')})|(?:{_any('Department')}){_G}{_OF}(?:{_G}(?:{_W}|and|the|AND|THE)){{1,5}}"
    rf"|(?:{_any('Office')}){_G}{_OF}{_G}(?:[tT]he{_G})?{_W}(?:{_G}(?:{_W}|of|the|and)){{0,5}})"
)
_OF_PLACES = _any("City County State Town Village Commonwealth University Bank Church College")
# What papers of a court are called, up to the office that they name.
_PAPERS = frozenset("certificate notice proof motion memorandum declaration affidavit order petition".split())
_COMPANY = r"LLP|L\.L\.P\.|PLLC|LLC|L\.L\.C\.|P\.C\.|P\.A\.|Inc\.|Inc|INC\.|Corp\.|Ltd\.|L\.P\."
_PATTERNS = tuple(
    re.compile(rf"(?<![\w'’-]){pattern}")
    for pattern in (
        rf"(?:{_W}{_G}){{0,5}}(?:{_any('Board')}){_G}{_OF}{_G}(?:{_W}{_G}){{0,2}}[A-Z]\w+{_STAFF}(?!\w)",
        rf"{_OFFICE}(?:{_G}(?:{'|'.join(STAFF)})\b)?(?!\w)",
        # The people of an office, named by it: "Dray County Sheriff's deputies".
        rf"(?:{_W}{_G}){{1,6}}(?:District{_G}Attorney|Sheriff|Police)(?:['’]s)?{_G}(?:{'|'.join(STAFF)})\b",
        rf"(?:{_W}{_G}){{1,5}}(?:magazine|newspaper)\b",
        rf"(?:{_OF_PLACES}){_G}{_OF}{_G}[A-Z]\w+(?:{_G}[A-Z]\w+){{0,2}}",
        rf"(?:{_W}{_G}(?:(?:of|for|&|de|del|OF|FOR){_G}(?:(?:the|THE){_G})?)?){{1,7}}(?:{_ENDS})(?![\w'’]){_TAIL}",
        rf"(?:{_W}{_G}(?:&{_G})?){{0,4}}{_W},?{_G}(?:{_COMPANY})(?!\w)",
        rf"{_W}(?:,{_G}{_W}){{0,3}},?{_G}(?:and|&){_G}{_W},?{_G}(?:{_COMPANY})(?!\w)",
    )
)
# Where none of these words stands, no pattern can match.
_ANCHOR = re.compile(
    rf"(?<!\w)(?:{_ENDS}|{_any('City County State Town Village Commonwealth Attorney Sheriff')}|"
    rf"magazine|newspaper)(?!\w)"
)
# How far before and after such a word its name may reach, in characters.
_BACK, _AHEAD = 160, 120
_ROMAN = re.compile(r"[IVXLC]+\.?")
# After these a lone word with a capital that the model takes for an organisation may be one.
_LEADING = frozenset("the at with of by for to from and in on that told".split())
_BEFORE = frozenset(
    "the a an our your his her their this that and of for & in on at by to from with but when while "
    "after before since "
    "because although however then as or if under against according defendant defendants plaintiff plaintiffs".split()
)


def organisations_in(text: str, start: int, end: int) -> list[Span]:
    """What is written like the name of an organisation, the longest where two meet, in the order of the text."""
    found = []
    for first, last in _windows(text, start, end):
        for pattern in _PATTERNS:
            found += [
                _tidy(text, match.start(), match.end()) for match in pattern.finditer(text, first, last)
            ]
    return apart(span for span in found if span is not None)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around the words without which there is no name of an organisation."""
    first, last = -1, -1
    for match in _ANCHOR.finditer(text, start, end):
        begin = max(start, match.start() - _BACK)
        while begin > start and text[begin - 1].isalnum() and match.start() - begin < _BACK + 40:
            begin -= 1
        if begin > last >= 0:
            yield first, last
            first = begin
        first = begin if first < 0 else first
        last = min(end, match.end() + _AHEAD)
    if last >= 0:
        yield first, last


def prosecuting_side(text: str, frame: Frame) -> Iterator[Span]:
    """The places of "the State" or "the People" in the transcript of a prosecution."""
    if frame.kind == "transcript" and _PROSECUTES.search(text) is not None:
        for match in _SIDE.finditer(text):
            yield Span(*match.span("side"))


def seen_by_model(parsed: Parsed, taken: list[Span], people: frozenset[str]) -> list[Span]:
    """The organisations that only the model saw, apart from what is taken; none that is made of people's names."""
    text = parsed.text
    votes = Counter((one.span.of(text).casefold(), one.label) for one in parsed.named)
    found = []
    for one in parsed.named:
        words = one.span.of(text)
        if one.label != "ORG" or "\n" in words:
            continue
        small = words.casefold()
        if votes[small, "PERSON"] + votes[small, "GPE"] > votes[small, "ORG"]:
            continue
        span = _tidy(text, one.span.start, one.span.end)
        if (
            span is None
            or not _stands_out(text, span)
            or any(span.meets(other) for other in near(taken, span))
        ):
            continue
        if not all(word.casefold().strip(".") in people for word in span.of(text).split()):
            found.append(span)
    return found


def _tidy(text: str, start: int, end: int) -> Span | None:
    words = text[start:end].split()
    while words and words[0].casefold().strip("\"'“‘(") in _BEFORE:
        start = text.index(words[0], start) + len(words.pop(0))
        while start < end and text[start].isspace():
            start += 1
    span = trimmed_organisation(text, start, end)
    if span is None:
        return None
    words = span.of(text).split()
    last = words[-1].casefold().strip(".,")
    paper = words[0].casefold() in _PAPERS or text[span.end : span.end + 9].casefold() == " attorney"
    if paper or last in LAW_ENDS or not any(word[0].isupper() for word in words):
        return None
    if all(word.casefold().strip(".,'’") in NO_NAMES for word in words):
        return None
    if last in PLACE_ENDS and len(words) < 4 and last != "county":
        return None
    return span


def trimmed_organisation(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space, marks and a possessive at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    if text[max(start, end - 2) : end] in {"'s", "’s"}:
        end -= 2
    if (
        end > start
        and text[end - 1] == "."
        and not re.search(r"(?:Inc|Co|Corp|Ltd|L\.L\.C|L\.L\.P|P\.C|U\.S)\.$", text[start:end])
    ):
        end -= 1
    return Span(start, end) if end > start else None


def _stands_out(text: str, span: Span) -> bool:
    """Whether a name that only the model saw is written like one, and stands where one would."""
    words = span.of(text)
    told = words.split()
    first, last = told[0], told[-1].casefold().strip(".,")
    if (
        any(letter.isdigit() for letter in words)
        or last in PLACE_ENDS
        or " v" in words
        or _ROMAN.fullmatch(words)
    ):
        return False
    if len(told) == 1 and not (words.isupper() and words.isalpha() and len(words) > 1):
        before = text[max(0, span.start - 14) : span.start].casefold().split()
        if not before or before[-1] not in _LEADING:
            return False
    if (
        len(told) == 1
        and words.isupper()
        and re.match(r"[.:]?[^\S\n]*(?:\n|$)", text[span.end : span.end + 4])
    ):
        return False  # a heading, or the last word of an order
    return first[0].isupper() and len(words) > 1 and not any(letter in words for letter in '"“”[]{}<>@/')
