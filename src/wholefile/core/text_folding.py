"""How text is folded into words, so that a search finds `Müller` by `muller`, and the way back to the characters.

Case and accents go (Unicode's full case folding, and compatibility decomposition without its marks), so do joiners,
soft hyphens and other characters that show nothing. Letters and digits make words; everything else parts them, so
`O'Brien` is two words, as is `well-known`. Scripts that write without spaces (Chinese, Japanese, Korean, Thai, Lao,
Khmer, Burmese) give one word for each character: a run of them is then found as a phrase, wherever it stands. A word
longer than 64 characters is several.

Both what is searched and what is asked for pass here and nowhere else. Every word says which characters of the text
it stands for, so a hit leads to the exact span: `words(text[start:end])` gives the same word again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

LONGEST_WORD = 64
_DROPPED = "\ue00f"  # stands for a character that shows nothing, so that positions stay
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_ALONE = re.compile(f"[{_NO_SPACES}]")
_WORD = re.compile(f"[{_NO_SPACES}]|[^ {_NO_SPACES}]{{1,{LONGEST_WORD}}}")
# Letters that no decomposition parts and that people type without their stroke.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "ŧ": "t"}
VERSION = f"1/{unicodedata.unidata_version}"


class Word(NamedTuple):
    """A folded word and the characters of the text that it stands for."""

    folded: str
    start: int
    end: int


class _Table(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _folded(chr(code))
        return found


_TABLE = _Table()


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        return [
            Word(_without_dropped(one[0]), one.start(), one.end())
            for one in _WORD.finditer(folded)
            if one[0].strip(_DROPPED)
        ]
    return list(_mapped(text, folded))


def only_words(text: str) -> list[str]:
    """The folded words by themselves, which is quicker."""
    folded = text.translate(_TABLE)
    found: list[str] = _WORD.findall(folded)
    if _DROPPED in folded:
        found = [plain for one in found if (plain := _without_dropped(one))]
    return found


def folded_in_place(text: str) -> str:
    """The text with every character folded and blanks between words: quick to search, but positions may move."""
    return text.translate(_TABLE)


def stands_alone(word: str) -> bool:
    """Whether a word is one character of a script without spaces."""
    return len(word) == 1 and _ALONE.match(word) is not None


def _mapped(text: str, folded: str) -> Iterator[Word]:
    """Words where characters fold to several, as `ß` does: positions are led back."""
    ends = list(accumulate(len(_TABLE[ord(one)]) for one in text))
    for one in _WORD.finditer(folded):
        if one[0].strip(_DROPPED):
            first, last = bisect_right(ends, one.start()), bisect_right(ends, one.end() - 1)
            yield Word(_without_dropped(one[0]), first, last + 1)


def _without_dropped(word: str) -> str:
    return word.replace(_DROPPED, "") if _DROPPED in word else word


def _folded(character: str) -> str:
    """One character folded: a blank where it parts words, never empty."""
    category = unicodedata.category(character)
    if category == "Cf" or unicodedata.combining(character) or character == "\u0640":
        return _DROPPED
    if _ALONE.match(character) and "\uac00" <= character <= "\ud7a3":
        return character
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = "".join(_PLAIN.get(one, one) for one in split.casefold() if not unicodedata.combining(one))
    return "".join(one if unicodedata.category(one)[0] in "LNM" else " " for one in plain) or " "
