"""What a document says in its own voice, clause by clause, and which of it are acts of a court."""

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from wholefile.reading.law.undone import undone
from wholefile.reading.quotes import clauses
from wholefile.reading.quotes.chains import SILENT
from wholefile.reading.spans import Span, hull
from wholefile.reading.walking import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wholefile.reading.parsed import Parsed, Word
    from wholefile.reading.parts import Frame, Part
    from wholefile.reading.quotes.marks import Quoted
    from wholefile.reading.quotes.scopes import Scope

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBN"})
# Acts that courts, grand juries and prosecutors do: of a person, or of a charge, case or request.
_OF_PEOPLE = re.compile(
    r"\b(?P<done>charged with|indicted|arraigned|convicted|acquitted|sentenced|found (?:not )?guilty|"
    r"held without bail)\b",
    re.IGNORECASE,
)
_OF_CASES = re.compile(
    r"\b(?:charges?|counts?|case|indictment|suit|lawsuit|complaint|motion|request|petition|appeal)\b[^.;]{0,60}?"
    r"\b(?:was|were|has been|have been)\s(?:\w+ly\s)?"
    r"(?P<done>dismissed|denied|granted|dropped|reinstated|vacated|remanded)\b",
    re.IGNORECASE,
)
_BY_COURTS = re.compile(
    r"\b(?:judge|court|justice|magistrate|(?:grand )?jury|jurors|prosecutors?)\b[^.;]{0,60}?"
    r"\b(?P<done>ruled|ordered|denied|granted|dismissed|indicted|convicted|acquitted|sentenced|charged|dropped|found)\b",
    re.IGNORECASE,
)
_LONGEST = 1_500
LEAST = 3


def court_act(parsed: "Parsed", span: Span) -> bool:
    """Whether a clause tells of an act of a court, a grand jury or a prosecutor as done."""
    words = span.of(parsed.text)[:_LONGEST]
    return any(
        not undone(words[: found.start("done")])
        for pattern in (_OF_PEOPLE, _OF_CASES, _BY_COURTS)
        for found in pattern.finditer(words)
    )


def own_clauses(
    parsed: "Parsed", quoted: "tuple[Quoted, ...]", scopes: "tuple[Scope, ...]", frame: "Frame"
) -> "Iterator[Span]":
    """What the text says outside quotations: of a witness, sender or plaintiff whole sentences, else clauses.

    Whoever speaks there says the whole of it, even that another said something; where a document speaks for itself,
    what others say is told with their sayings.
    """
    cues = {scope.saying.word.at for scope in scopes}
    outers = sorted((one.outer for one in quoted if not one.title), key=lambda one: one.start)
    starts = [one.start for one in outers]
    examined = any(one.kind == "answer" for one in frame.parts)
    for number, sentence in enumerate(parsed.sentences):
        part = frame.part_at(sentence.start)
        if part is not None and (part.kind in SILENT or (part.kind == "colloquy" and examined)):
            continue
        if sentence.end - sentence.start > _LONGEST or _puts(sentence.of(parsed.text)):
            continue
        nearest = bisect_right(starts, sentence.start) - 1
        if nearest >= 0 and outers[nearest].end > sentence.start + 1:
            continue
        if _speaks(part, frame):
            yield from _whole(parsed, sentence)
        else:
            yield from _clauses(parsed, number, sentence, cues)


def asks(words: str) -> bool:
    """Whether a sentence asks."""
    return words.rstrip("\"”’') ").endswith("?")


def tells(parsed: "Parsed", content: Span) -> bool:
    """Whether words tell something, with a verb of their own: "charged that he lied", not "charging him with arson"."""
    return not parsed.model or any(one.tag in _FINITE - {"VBN", "VB"} for one in parsed.inside(content))


def _puts(words: str) -> bool:
    """Whether a sentence asks, or puts to somebody what they did."""
    return asks(words) or bool(_PUT.match(words))


_PUT = re.compile(r"(?:(?:so|and|but|then|now|okay|ok|well),?\s)?you\b", re.IGNORECASE)


def _speaks(part: "Part | None", frame: "Frame") -> bool:
    """Whether a part is somebody's own account."""
    if frame.kind == "civil complaint":
        return True
    return part is not None and bool(part.speaker) and frame.kind in {"transcript", "e-mail"}


def _whole(parsed: "Parsed", sentence: Span) -> "Iterator[Span]":
    spoken = [one for one in parsed.inside(sentence) if one.text[:1].isalnum()]
    if len(spoken) >= _LEAST_SPOKEN:
        yield hull([spoken[0].span, spoken[-1].span])


_LEAST_SPOKEN = 2


def _clauses(parsed: "Parsed", number: int, sentence: Span, cues: set[int]) -> "Iterator[Span]":
    words = parsed.inside(sentence)
    if not parsed.model:
        said_in = any(one.at in cues for one in words)
        if sum(one.text[:1].isalpha() for one in words) >= LEAST and not said_in:
            yield Span(words[0].span.start, _end(words))
        return
    heads = _own_heads(parsed, number, words)
    others = heads.union(one.at for one in words if one.at in cues)
    for head in sorted(heads - cues):
        inside = _own_words(parsed, parsed.words[head], others - {head})
        spoken = [one for one in inside if one.text[:1].isalnum()]
        if len(spoken) >= LEAST:
            yield hull([spoken[0].span, spoken[-1].span])


def _own_heads(parsed: "Parsed", number: int, words: tuple["Word", ...]) -> set[int]:
    """The verbs that head a clause of their own: the main one, and those beside it that have their own subject."""
    found = {one.at for one in words if one.relation == "ROOT" and _finite(one) and one.sentence == number}
    # A verb beside another stands behind it, so one pass in the order of the text finds a whole row of them.
    for one in words:
        if (
            one.relation == "conj"
            and one.head in found
            and _finite(one)
            and children(parsed, one, *clauses.SUBJECTS)
        ):
            found.add(one.at)
    return found


def _finite(word: "Word") -> bool:
    return word.part in {"VERB", "AUX"} and word.tag in _FINITE


def _own_words(parsed: "Parsed", head: "Word", others: set[int]) -> list["Word"]:
    """The words of a clause without those of other clauses and of sayings in it, unbroken around its verb."""
    found, waiting = {head.at}, [head.at]
    while waiting:
        for child in parsed.children[waiting.pop()]:
            word = parsed.words[child]
            if child in others or word.sentence != head.sentence or others & set(parsed.children[child]):
                continue
            found.add(child)
            waiting.append(child)
    first = last = head.at
    while first - 1 in found or (first - 2 in found and parsed.words[first - 1].relation == "punct"):
        first -= 1
    while last + 1 in found or (last + 2 in found and parsed.words[last + 1].relation == "punct"):
        last += 1
    return list(parsed.words[first : last + 1])


def _end(words: tuple["Word", ...]) -> int:
    return next((one.span.end for one in reversed(words) if one.text[:1].isalnum()), words[-1].span.end)
