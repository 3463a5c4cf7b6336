"""What the sentences of a charging paper charge, where no heading names the offence.

Below a bare "COUNT I" the offence is told by what somebody "did knowingly" do, "in violation of" a statute. An
indictment, an information and a criminal complaint are such papers; what they say of a forfeiture is no charge.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from wholefile.reading.facts import Fact
from wholefile.reading.kinds.accusing import of_words
from wholefile.reading.law.accused import accused_above, all_accused, only_accused
from wholefile.reading.law.cells import NUMBER_OF
from wholefile.reading.law.offences import first_offence
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

_COUNT = re.compile(
    rf"(?m)^[^\S\n]*(?:COUNT|Count|CT\.?)[^\S\n]+(?:NO\.?[^\S\n]+)?(?P<n>{NUMBER_OF})\b[^\S\n]*[:.–—-]?[^\S\n]*(?=\n|\(|[A-Z(])",
    re.IGNORECASE,
)
_FORFEITURE = re.compile(
    r"(?im)^[^\S\n]*(?:(?:criminal|notice|of|intent|to|seek|asset|first|second)[^\S\n]+){0,5}forfeitures?(?:[^\S\n]+(?:allegations?|notice|specifications?|counts?))?[^\S\n]*[:.]?[^\S\n]*$"
)
_ENDS_FORFEITURE = re.compile(
    r"(?im)^[^\S\n]*(?:A\s+TRUE\s+BILL|(?:COUNT|CT\.?)[^\S\n]+\S{1,9}[^\S\n]*[:.–—-]?[^\S\n]*$|Dated\b|/s/)"
)
_HOW = (
    r"(?:knowingly|wil?lfully|intentionally|unlawfully|wrongfully|feloniously|maliciously|recklessly|purposely|purposefully|corruptly|"
    r"fraudulently|deliberately|negligently|illegally|voluntarily|forcibly|wantonly|criminally|falsely|dishonestly|"
    r"then\s+and\s+there|there\s+and\s+then|with\s+malice\s+aforethought|without\s+(?:lawful\s+|legal\s+)?authority)"
)
_DID = re.compile(
    rf"(?i)\bdid\b(?:\s*,?\s+(?:and\s+|or\s+)?{_HOW}\b,?){{0,8}}\s*,?\s+(?=[a-z])|"
    rf"\b{_HOW}\b,?(?:\s+(?:and\s+|or\s+)?{_HOW}\b,?){{0,6}}\s+(?=(?:[a-z]+ed|took|stole|sold|made|broke|drove|caused|had|kept)\b)"
)
_COMMIT = re.compile(
    r"(?i)commit(?:ted)?\s+(?:(?:the|an?)\s+)?(?:(?:felony\s+|misdemeanou?r\s+)?(?:crimes?|offen[sc]es?)\s+of\s+)?(?:an?\s+|the\s+)?"
)
_TOWARDS = re.compile(
    r"(?i)(?:conspired?|combined?|confederated?|agreed?|attempt(?:ed)?|aid(?:ed)?|abet(?:ted)?)(?:\s*,?\s+(?:and\s+)?(?:conspired?|combined?|confederated?|agreed?|abet(?:ted)?)){0,3}"
    r"(?:\s+(?:together|with\s+each\s+other))?\s+(?:to\s+commit|in\s+committing|to)\s+(?:the\s+(?:crime|offen[sc]e)\s+of\s+)?(?:an?\s+|the\s+)?"
)
_END = re.compile(
    r"(?i)\s*[,;.]?\s*(?:(?:all\s+)?(?:in\s+violation\s+of|contrary\s+to|against\s+the\s+peace)\b|,\s*(?:which\s+is\s+)?an?\s+(?:[\w-]+\s+){0,3}(?:felony|misdemeanou?r)\b)"
)
# The formula may stand below, as a paragraph of its own.
_BLANK = re.compile(r"\n[^\S\n]*\n")
_LATER = re.compile(
    r"(?i)\n\s{0,20}\n\s{0,20}(?:all\s+)?(?:in\s+violation\s+of|contrary\s+to|against\s+the\s+peace)\b"
)
_CUT = re.compile(r"(?i)\s*(?:[,;:]\s*to[\s-]wit\b|,?\s+in\s+that\b|;|:|\s-{2}\s)")
_NOT = re.compile(r"(?i)\b(?:not|never|nor)\b")
_DEFENDANTS = re.compile(r"(?i)\bdefendants\b|\b(?:each|both|all)\s+of\s+(?:them|the\s+defendants)\b")
# A charging sentence is no longer, in characters, nor the words of what somebody did.
_SENTENCE, _PHRASE = 1_500, 160
# So far behind "in violation of" the statute may stand, in characters.
_STATUTE = 30
_MOST = 400


@dataclass(frozen=True, slots=True)
class Charged:
    """What a charging sentence charges: the words of the offence, whom it names, its count and its statute."""

    span: Span
    against: tuple[str, ...]
    count: str
    statute: str


def forfeitures(scene: Scene) -> tuple[Span, ...]:
    """The parts of a charging paper that ask for a forfeiture; an offence that they name is not charged there."""
    if scene.frame.kind != "court filing" or not scene.parsed.once(of_words):
        return ()
    found = []
    for match in islice(_FORFEITURE.finditer(scene.text), 20):
        end = _ENDS_FORFEITURE.search(scene.text, match.end())
        found.append(Span(match.start(), end.start() if end is not None else len(scene.text)))
    return tuple(found)


def charged_in_sentences(
    scene: Scene, text: str, citations: Sequence[Fact], named: Sequence[Span]
) -> Iterator[Charged]:
    """The first charging sentence below every count that names no offence itself, and of a paper without counts each.

    `named` are the offences that headings of counts name already.
    """
    if scene.frame.kind != "court filing" or not scene.parsed.once(of_words):
        return
    heads = list(islice(_COUNT.finditer(text), _MOST))
    left = forfeitures(scene)
    starts = [one.start() for one in heads]
    ends = [*starts[1:], len(text)][: len(starts)]
    bodies = [(0, starts[0] if starts else len(text), "")]
    bodies += [(one.end(), end, f"Count {one['n']}") for one, end in zip(heads, ends, strict=True)]
    for start, end, count in bodies:
        if count and any(start - _PHRASE <= one.start < end for one in named):
            continue
        for match in islice(_DID.finditer(text, start, end), 20):
            if any(one.start <= match.start() < one.end for one in left):
                continue
            one = _charged(text, match.end(), end)
            if one is not None:
                span, behind = one
                before = Span(scene.sentence(match.start()).start, match.start() + 1)
                yield Charged(span, _against(scene, before), count, _statute(citations, behind))
                if count:
                    break


def _charged(text: str, place: int, limit: int) -> tuple[Span, int] | None:
    """What one "did" charges and where the formula behind it ends, or None where it only tells a part of the tale."""
    stop = min(limit, place + _SENTENCE)
    blank = _BLANK.search(text, place, stop)
    last = blank.start() if blank is not None else stop
    end = _END.search(text, place, last)
    if end is None and blank is not None:
        end = _LATER.search(text, blank.start(), stop)
        full = text.find(". ", place, last)
        last = full if full >= 0 else last
    if end is None or _NOT.match(text, place):
        return None
    span = _offence(text, Span(place, max(min(end.start(), last), place + 1)))
    return (span, end.end()) if span.end - span.start > 2 else None


def _offence(text: str, words: Span) -> Span:
    """The name of an offence with which the words begin, with what makes it an attempt; else what was done."""
    begin = words.start
    commits = _COMMIT.match(text, begin, words.end)
    begin = commits.end() if commits is not None else begin
    towards = _TOWARDS.match(text, begin, words.end)
    after = towards.end() if towards is not None else begin
    known = first_offence(text[after : min(words.end, after + _PHRASE)])
    if known is not None and known.start == 0:
        return Span(begin, after + known.end)
    cut = _CUT.search(text, begin, words.end)
    end = cut.start() if cut is not None and cut.start() > begin + 2 else words.end
    if end - begin > _PHRASE:
        comma = text.rfind(",", begin + 20, begin + _PHRASE)
        space = text.rfind(" ", begin, begin + _PHRASE)
        end = comma if comma > 0 else max(space, begin + 3)
    stripped = text[begin:end].rstrip(" \t\n,;.")
    return Span(begin, begin + max(len(stripped), 1))


def _against(scene: Scene, before: Span) -> tuple[str, ...]:
    """Exactly the accused whom a sentence names before what they did; "the defendants" are those of the caption."""
    accused, words = all_accused(scene), before.of(scene.text)
    people = [one.identity for _, one in scene.entities.mentions_in(before) if one.kind == "person"]
    named = tuple(dict.fromkeys(one for one in people if one in accused))
    if named:
        return named
    if _DEFENDANTS.search(words) or (len(accused) == 1 and re.search(r"(?i)\bdefendant\b", words)):
        return accused
    if people and not accused:
        return tuple(dict.fromkeys(people[-1:]))
    only = only_accused(scene) or accused_above(scene, before.start)
    return (only,) if only else ()


def _statute(citations: Sequence[Fact], place: int) -> str:
    """The statute just behind "in violation of"."""
    first = bisect_left(citations, place, key=lambda one: one.span.start)
    for one in islice(citations, first, None):
        if one.span.start - place > _STATUTE:
            return ""
        if one.one("cites") == "statute":
            return one.one("authority")
    return ""
