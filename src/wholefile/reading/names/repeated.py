"""Further places of the surnames, first names and nicknames of people who are named elsewhere: a model misses some."""

import re
from collections.abc import Iterator

from wholefile.reading.names.lexicon import COURTESY
from wholefile.reading.names.namewords import words_of
from wholefile.reading.names.nicknames import nick_in
from wholefile.reading.names.people import Sighting
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span, meets_one
from wholefile.reading.time.words import MONTHS, WEEKDAYS

_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_NAMELIKE = re.compile(r"(?<![\w'’@.-])[^\W\d_]+(?:['’-][^\W\d_]+)*")


def repeated(parsed: Parsed, sightings: list[Sighting], blocked: list[Span]) -> Iterator[Sighting]:
    """Further places of surnames and first names of people who are named in full: the model misses some."""
    text, known, nicknames = parsed.text, {}, set()
    for one in sightings:
        if one.source == "nickname":
            nicknames |= {nick_in(one.span.of(text)), one.span.of(text).casefold()}
        words = words_of(one.span.of(text))
        if words is not None and words.full and one.source != "capitals":
            known[words.surname] = True
            if words.given[0] not in _CALENDAR:  # "June" alone is the month
                known[words.given[0]] = True
        elif words is not None and one.source in {"title", "speaker", "caption"}:
            known[words.surname] = True
    hidden = sorted([*blocked, *(one.span for one in sightings)])
    for span in _of_more_words(text, nicknames):
        if not meets_one(hidden, span):
            yield Sighting(span, "repeated")
    for match in _NAMELIKE.finditer(text):
        word = match.group()
        cut = word[:-2] if word.endswith(("'s", "’s")) else word
        called = cut.casefold() in nicknames and _is_name(parsed, match.start())
        if cut[0].isupper() and len(cut) > 2 and (cut.casefold() in known or called):
            span = Span(match.start(), match.start() + len(cut))
            if not meets_one(hidden, span) and not _beside_a_name(text, span):
                yield Sighting(span, "repeated")


def _of_more_words(text: str, nicknames: set[str]) -> Iterator[Span]:
    """The places of nicknames of two words or more, with their capitals."""
    told = sorted((one for one in nicknames if " " in one), key=len, reverse=True)[:_MOST]
    pattern = "|".join(r"[^\S\n]{1,2}".join(re.escape(word) for word in one.split()) for one in told)
    for match in re.finditer(rf"(?i)(?<![\w'’@.-])(?:{pattern})(?![\w@-])", text) if told else ():
        if match.group()[0].isupper() and match.group().split()[-1][0].isupper():
            yield Span(*match.span())


# Of more nicknames than these of several words none is looked for.
_MOST = 60


def _is_name(parsed: Parsed, place: int) -> bool:
    """Whether the word at a place is a name by the grammar: a nickname may be a mere word that begins a sentence."""
    word = parsed.word_at(place)
    return word is not None and (word.part == "PROPN" or not parsed.model)


def _beside_a_name(text: str, span: Span) -> bool:
    """Whether a word with a capital follows or goes before: then it is part of some other name."""
    after = text[span.end : span.end + 2]
    before = text[max(0, span.start - 2) : span.start]
    return (after[:1] == " " and after[1:2].isupper()) or (
        before[1:] == " " and before[:1].isalnum() and _capital_before(text, span)
    )


def _capital_before(text: str, span: Span) -> bool:
    word = text[max(0, span.start - 30) : span.start].split()
    return (
        bool(word)
        and word[-1][0].isupper()
        and len(word) > 1
        and word[-1].casefold().rstrip(".") not in COURTESY
        and word[-1].casefold() not in _CALENDAR
    )
