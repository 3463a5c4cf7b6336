"""How well a passage fits a question, worked out from its own words.

The formula is BM25's (Robertson and Zaragoza 2009, k1 1.2, b 0.75) without the rarity of words: every passage that is
weighed holds all words of the question, and rarity would have to be counted over the whole record, which is slow and
would tell who asks of passages that they may not see. It is the same on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wholefile.core.text_folding import folded_in_place, stands_alone
from wholefile.processing.search.question import Question
from wholefile.processing.search.words import MARK, Phrase

_K1, _B = 1.2, 0.75


def weigh(texts: Sequence[str], question: Question) -> list[float]:
    """A number for each text; a higher one fits better."""
    if not texts:
        return []
    patterns = [_pattern(group) for group in question.groups]
    mean = sum(map(len, texts)) / len(texts) or 1
    found = []
    for text in texts:
        folded = folded_in_place(text)
        room = _K1 * (1 - _B + _B * len(text) / mean)
        # What is there in a way this does not count, as inside an identifier, is there once.
        times = [max(1, len(one.findall(folded))) for one in patterns]
        found.append(sum(one * (_K1 + 1) / (one + room) for one in times))
    return found


def _pattern(group: Sequence[Phrase]) -> re.Pattern[str]:
    return re.compile("|".join(_phrase(one) for one in group if not one.words[0].startswith(MARK)) or r"(?!)")


def _phrase(phrase: Phrase) -> str:
    said, before = "", ""
    for at, word in enumerate(phrase.words):
        alone = stands_alone(word)
        if at:
            said += " *" if alone or stands_alone(before) else " +"
        elif not alone:
            said += "(?<![^ ])"
        said += re.escape(word)
        before = word
    return said if phrase.prefix or stands_alone(before) else said + "(?![^ ])"
