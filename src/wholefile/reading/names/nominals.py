"""Words that mean a person without a name: "the deputy", "a bus driver", "the 'Title' author", "his lawyer"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.names.labels import LABELLED
from wholefile.reading.names.lexicon import PARTY_NOUNS, PERSON_NOUNS
from wholefile.reading.names.places import meets
from wholefile.reading.names.report_codes import Coded
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

DEFINITE = frozenset("the this that said".split())
INDEFINITE = frozenset("a an another one".split())
OWNED = frozenset("his her their its my our your".split())
# How many words back a determiner is looked for.
_BACK = 9
# What never stands between a determiner and its noun.
_BREAKS = frozenset(
    "of in on at by to for from with as than and or but that which who whom whose is was were are be "
    "been has had have "
    "did does do said will would can could may might must shall should not if when while because "
    "after before into over "
    "under about against between during without , ; : . ( ) — ? !".split()
)
_QUOTES = frozenset("'\"‘’“”`")
_AGE = re.compile(r"\b\d{1,3}-year-old\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?i)\b(?:unidentified|unknown|unnamed|anonymous|undisclosed|masked|second|third|other)\b"
)
_PREDICATE = frozenset(
    "is was were are be been being as become became remains remained am 's ’s like".split()
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """Words that mean one person.

    `manner` is "definite", "indefinite", "owned" ("his lawyer", "X's lawyer", of which the span has only the noun),
    "party" ("Plaintiff" without an article), or "label" ("Witness 2"). `telling` is true where an
    age or a title of a work describes somebody. `predicate` is true where the words say what somebody else is.
    """

    span: Span
    manner: str
    noun: str
    group: str
    head: Word | None
    telling: bool = False
    predicate: bool = False


def find_nominals(
    parsed: Parsed, quoted: tuple[Quoted, ...], taken: list[Span], coded: tuple[Coded, ...] = ()
) -> Iterator[Nominal]:
    """Every mention of one person without a name, in the order of the text. `taken` are names, which are none.

    `coded` are the codes that a report puts in place of people.
    """
    works = [one.outer for one in quoted if one.title]
    codes = sorted(one.span for one in coded)
    labels = sorted([*codes, *(Span(*match.span()) for match in LABELLED.finditer(parsed.text))])
    for one in coded:
        yield Nominal(one.span, "label", one.key, one.group, None)
    for match in LABELLED.finditer(parsed.text):
        if meets(codes, Span(*match.span())):
            continue
        noun = match.group().split()[0].rstrip("s").casefold()
        yield Nominal(Span(*match.span()), "label", match.group(), PERSON_NOUNS.get(noun, "label"), None)
    for word in parsed.words:
        noun = word.text.casefold()
        if (
            noun not in PERSON_NOUNS
            or meets(taken, word.span)
            or meets(works, word.span)
            or meets(labels, word.span)
        ):
            continue
        found = _nominal(parsed, word, noun, works, taken)
        if found is not None:
            yield found


def _nominal(parsed: Parsed, word: Word, noun: str, works: list[Span], taken: list[Span]) -> Nominal | None:
    """The words from the determiner to the noun, if they mean one person."""
    if word.part in {"VERB", "AUX", "ADP", "ADJ"} or _compound(parsed, word, taken):
        return None
    first = _determiner(parsed, word, works, taken)
    if first is None:
        if word.text[0].isupper() and noun in PARTY_NOUNS:
            return Nominal(word.span, "party", noun, PERSON_NOUNS[noun], word)
        return None
    group = _group(parsed, word, noun)
    if _possessive(first):
        return Nominal(
            Span(parsed.words[first.at + 1].span.start, word.span.end),
            "owned",
            noun,
            group,
            word,
        )
    span = Span(first.span.start, word.span.end)
    words = span.of(parsed.text)
    determiner = first.text.casefold()
    manner = "definite" if determiner in DEFINITE else "indefinite" if determiner in INDEFINITE else "owned"
    telling = bool(_AGE.search(words)) or any(span.holds(one) for one in works)
    if noun in {"person", "individual"} and not _UNKNOWN.search(words):
        return None
    attribute = word.relation == "attr" or (manner == "indefinite" and not _UNKNOWN.search(words))
    predicate = attribute and _is_predicate(parsed, first, word)
    return Nominal(span, manner, noun, group, word, telling, predicate)


def _group(parsed: Parsed, word: Word, noun: str) -> str:
    """The group of a noun: a district attorney is a prosecutor, and nobody's lawyer."""
    before = parsed.words[word.at - 1].text.casefold() if word.at else ""
    return (
        "prosecutor"
        if noun == "attorney" and before in {"district", "state", "county", "u.s."}
        else PERSON_NOUNS[noun]
    )


def _possessive(word: Word) -> bool:
    return word.tag == "POS" or word.text[-2:] in {"'s", "’s"}


def _determiner(parsed: Parsed, word: Word, works: list[Span], taken: list[Span]) -> Word | None:
    """The determiner of a noun, or the mark of whose it is: the nearest, with nothing between that ends the phrase."""
    for at in range(word.at - 1, max(-1, word.at - 1 - _BACK), -1):
        before = parsed.words[at]
        small = before.text.casefold()
        if before.sentence != word.sentence and before.text not in _QUOTES:
            return None
        if small in DEFINITE or small in INDEFINITE or small in OWNED:
            if (small in {"that", "one"} or word.text.casefold() == "accused") and at + 1 != word.at:
                return None
            return before
        if _possessive(before) and not meets(works, before.span):
            return before
        if small in _BREAKS or (before.part in {"VERB", "AUX", "PRON"} and before.tag not in {"VBN", "VBG"}):
            return None
        if meets(taken, before.span) and before.part != "ADJ":
            return None
    return None


def _compound(parsed: Parsed, word: Word, taken: list[Span]) -> bool:
    """Whether the noun only goes before another ("the star witness") or before a name ("actor X")."""
    if word.at + 1 >= len(parsed.words):
        return False
    after = parsed.words[word.at + 1]
    if after.sentence != word.sentence or parsed.text[word.span.end : after.span.start].strip(" "):
        return False
    if meets(taken, after.span):
        return True
    if after.text in {"-", "/"}:
        return True
    near = (
        after.text.casefold() in PERSON_NOUNS
        and after.part not in {"VERB", "AUX"}
        and after.text != "accused"
    )
    return near or (
        word.relation in {"compound", "nmod"} and word.head > word.at and after.part in {"NOUN", "PROPN"}
    )


def _is_predicate(parsed: Parsed, first: Word, word: Word) -> bool:
    if word.relation in {"attr", "appos", "oprd"}:
        return True
    if first.at == 0:
        return False
    return parsed.words[first.at - 1].text.casefold() in _PREDICATE
