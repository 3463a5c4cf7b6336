"""The caption of a case: who stands against whom, and as what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.labels import LABELLED
from wholefile.reading.names.lexicon import NO_NAMES, ORGANISATION_ENDS
from wholefile.reading.parts import Frame
from wholefile.reading.spans import Span

# What the parts of a caption are called, and on which side their people stand.
_SIDES = {
    "plaintiff": "plaintiff", "petitioner": "plaintiff", "claimant": "plaintiff", "relator": "plaintiff",
    "defendant": "defendant", "respondent": "defendant",
}  # fmt: skip
_SIDE = re.compile(r"(?i)\b(?:plaintiffs?|petitioners?|claimants?|relators?|defendants?|respondents?)\b")
_STATE = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:state|people|commonwealth|government)\s+of\b.*|united\s+states(?:\s+of\s+america)?)$",
    re.DOTALL,
)
# What parts two parties of one side, the words for another name of one, and endings that go on after a comma.
_CUT = re.compile(r"[,;]|\s+and\s+|\)|§|\||:|\n\s*\n|\bd/b/a\b|\ba/k/a\b|\baka\b", re.IGNORECASE)
_OTHER_NAME = re.compile(r"(?i)d/b/a|a/k/a|aka")
# A company's own name and the words for its trade, with the rule of the caption and the end of a line between.
_TRADING = re.compile(
    r"(?i)(?:\bd/b/a|\bdoing\s+business\s+as|\btrading\s+as|\bt/a)\b[\s)|:§,]{1,80}(?:the\s+)?$"
)
_LATE = re.compile(r"(?i),?\s+(?:inc|l\.?l\.?c|l\.?p|l\.?l\.?p|p\.?c|ltd|co|corp|jr|sr)\b\.?")
# Pieces between those that name nobody.
_NO_PARTY = re.compile(
    r"(?is)^(?:an?\s.*|in\s+(?:his|her|their).*|individually.*|et\s+al\.?|deceased.*|the|and|as\s.*|"
    r"by\s.*|on\s+behalf.*|"
    r"personal\s+representative.*|case\s+no.*|no\..*|v\.?|vs\.?|.*\bcapacit(?:y|ies))$"
)
_ENDS = frozenset(word.casefold() for word in ORGANISATION_ENDS) | {"county", "city", "lp"}
_COURT = re.compile(r"(?i)\bcourt\b")


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a caption: where it is named, its side, whether it is an organisation, and the word for its side.

    `side` is "plaintiff" or "defendant", "party" for the state in a criminal matter, "court" for the court itself.
    """

    span: Span
    side: str
    organisation: bool
    word: str
    matter: str


def find_parties(text: str, frame: Frame) -> tuple[Party, ...]:
    """The court and the parties of the caption of a text; none when it has none."""
    found = [
        Party(span, "court", organisation=True, word="", matter="")
        for part in frame.parts[:12]
        if part.kind == "header" and part.label == "court"
        for span in _court(text, part.span)
    ]
    for part in frame.parts[:40]:
        side = _SIDES.get(part.label.casefold().rstrip("s"))
        if part.kind == "field" and side is not None:
            found += _side(text, part.span, side)
    state = any(_STATE.match(one.span.of(text)) and one.side == "plaintiff" for one in found)
    matter = "criminal" if state else "civil"
    return tuple(
        Party(
            one.span,
            "party" if state and one.side == "plaintiff" and not one.word else one.side,
            one.organisation,
            one.word,
            matter,
        )
        if one.side != "court"
        else one
        for one in found
    )


def is_trade_name(text: str, span: Span) -> bool:
    """Whether a place names what a party does business as: nobody beside that party."""
    return _TRADING.search(text[max(0, span.start - 100) : span.start]) is not None


def _court(text: str, span: Span) -> Iterator[Span]:
    """The court's name: the first line that has the word, without "in the"."""
    for match in re.finditer(r"[^\n]+", text[span.start : span.end]):
        if _COURT.search(match.group()):
            start = span.start + match.start()
            lead = re.match(r"(?i)\s*(?:in\s+the\s+|before\s+the\s+)?", text[start : start + 30])
            start += lead.end() if lead else 0
            end = span.start + match.end()
            comma = text.find(",", start, end)
            end = comma if comma > start else end
            yield Span(start, end - (len(text[start:end]) - len(text[start:end].rstrip(" ,:)"))))
            return


def _side(text: str, span: Span, side: str) -> Iterator[Party]:
    """The parties of one side, cut at commas, semicolons and "and"."""
    start, other_name = span.start, False
    cuts = [(m.start(), m.end()) for m in _CUT.finditer(text, span.start, span.end)]
    for first, last in [*cuts, (span.end, span.end)]:
        if _LATE.match(text, first, span.end) and text[first] == ",":
            continue  # "Acme, Inc." is one name
        piece = _stripped(text, start, first)
        start = last
        skip, other_name = other_name, bool(_OTHER_NAME.fullmatch(text, first, last))
        if piece is None or skip:
            other_name = other_name or (skip and piece is None)
            continue
        words = piece.of(text)
        if _NO_PARTY.match(words) or _SIDE.search(words):
            continue
        label = LABELLED.search(words)
        if label is not None:
            found = Span(piece.start + label.start(), piece.start + label.end())
            yield Party(found, side, organisation=False, word="", matter="")
            continue
        told = words.split()
        organisation = _STATE.match(words) is not None or any(
            word.casefold().strip(".,") in _ENDS or word.casefold() in _ENDS for word in told[-3:]
        )
        if organisation or _written_like_a_name(told):
            word = _SIDE.search(text, span.start, span.end)
            yield Party(piece, side, organisation, word.group().capitalize() if word else "", "")


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return Span(start, end) if end > start else None


def _written_like_a_name(words: list[str]) -> bool:
    known = [word for word in words if word.casefold().strip(".,") in NO_NAMES]
    return (
        len(words) in range(1, 6) and not known and all(word[0].isupper() or len(word) <= 3 for word in words)
    )
