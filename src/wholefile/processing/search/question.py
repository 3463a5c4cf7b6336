"""What somebody typed into the search box, read into words.

    live round        both words, in any order
    "live round"      one after the other
    cartr*            words that begin so (from two characters on)
    -blank            without this word; also -"blank round"
    PZ-40217  40217   a word with a digit is also sought inside serials, plates, telephone and voucher numbers

Anything else is no syntax. Quotation marks of any typography count; one that is not closed reaches to the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wholefile.core.errors import Invalid
from wholefile.core.text_folding import only_words
from wholefile.processing.search.words import (
    KEY,
    PERSON,
    Asked,
    Phrase,
    grams,
    key,
    parts_of_marks,
    spelled_together,
)

_LONGEST = 10_000  # characters that are looked at
_MOST_WORDS = 200
_SHORTEST_PREFIX = 2
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\uff02", '"'))
_PIECE = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))(?P<open>\*?)')


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be found: `groups` of phrases of which each must be met by one, and phrases that must not stand."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()
    parts: tuple[str, ...] = ()  # parts of identifiers that were typed, as they would stand in one

    def asked(self, keys: Sequence[Sequence[str]], people: Sequence[str]) -> Asked:
        """The question with its filters: one key of each of `keys`, and all words of each of the `people`."""
        groups = [*self.groups, *(tuple(Phrase((one,)) for one in some) for some in keys)]
        for name in people:
            groups += [(Phrase((PERSON + one,)),) for one in only_words(name)]
        return Asked(tuple(groups), self.without)


def read_question(typed: str, mark: str | None = None) -> Question:
    """The question in what was typed; `mark` is a part of an identifier that must be met as such.

    Raises Invalid for more than 200 words, for a prefix of one character, and for a question of nothing but `-words`.
    """
    if len(typed) > _LONGEST:
        raise Invalid("search.too_long", f"A question has at most {_LONGEST:,} characters.")
    groups: list[tuple[Phrase, ...]] = []
    without: list[Phrase] = []
    parts: list[str] = []
    for piece in _PIECE.finditer(typed.translate(_QUOTES)):
        told = piece["word"] if piece["phrase"] is None else piece["phrase"]
        phrase = _phrase(told, prefix=bool(piece["open"]) or (piece["phrase"] is None and told.endswith("*")))
        if phrase is None:
            continue
        if piece["no"]:
            without.append(phrase)
            continue
        found = parts_of_marks(told) if piece["phrase"] is None and any(map(str.isdigit, told)) else []
        parts += found
        groups.append((phrase, *(Phrase(tuple(grams(one))) for one in found)))
    if mark is not None:
        found = parts_of_marks(mark)
        if not found:
            raise Invalid("search.mark", "A part of an identifier has at least four letters or digits.")
        parts += found
        groups.append(tuple(Phrase(tuple(grams(one))) for one in found))
    if sum(len(one.words) for group in groups for one in group[:1]) > _MOST_WORDS:
        raise Invalid("search.too_long", f"A question has at most {_MOST_WORDS} words.")
    if without and not groups:
        raise Invalid("search.only_without", "Say at least one word that is to be found.")
    return Question(tuple(groups), tuple(without[:_MOST_WORDS]), tuple(dict.fromkeys(parts)))


def _phrase(told: str, *, prefix: bool) -> Phrase | None:
    found = only_words(told)
    if not found:
        return None
    if prefix and len(found[-1]) < _SHORTEST_PREFIX and not spelled_together(found[-1:]):
        raise Invalid("search.prefix", "Say at least two characters before the asterisk.")
    return Phrase(tuple(found), prefix)


__all__ = ["KEY", "Question", "key", "read_question"]
