"""What a rule of time is: a pattern over the letters of tokens, and what its words mean.

Patterns name sorts of words in braces, as `{number}{hyphen}?{unit}`; `PIECES` gives the letters. They hold no
repetition without an upper bound.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from wholefile.reading.time.direction import direction
from wholefile.reading.time.lexer import Tokens
from wholefile.reading.time.words import CARDINALS, ORDINALS, SCALES, UNITS

DIGITS = "[YD9]"
_WORDS = "(?:n-?n|n)(?:h&?(?:n-?n|n)?|h)?"
PIECES = {
    "number": f"(?:(?:[YD9]|{_WORDS})&aH|[YD96]-?[47]|[YD96]h?|[47]|{_WORDS}|a?h|a?vx?d?|H-?a?|aH|a)",
    "count": f"(?:[YD96]|{_WORDS})",
    "int": DIGITS,
    "unit": "[uU2QE]",
    "units": "[UuQE2]",
    "about": "(?:RR?)",
    "hyphen": "-",
    "the": "d",
    "a": "a",
    "of": "x",
    "comma": ",",
    "dot": r"\.",
    "month": r"(?:[Mg]\.?)",
    "sure_month": r"(?:M\.?)",
    "weekday": r"(?:W|q\.?)",
    "season": "S",
    "part": "P",
    "day_number": "[Do]",
    "year": "Y",
    "short_year": "y",
    "ordinal": "[O2o]",
    "last": "L",
    "next": "X",
    "this": "[Cc]",
    "quarter": "Q",
    "fiscal": "l",
    "modifier": "(?:[jBF]|d?ex)",
    "end": "e",
    "clock": "k",
    "daypart": "t",
    "zone": "z",
    "noon": "N",
    "deictic": "T",
    "in": "i",
    "and": "&",
    "every": "V",
    "possessive": "'",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. `basis` says what a relative one is counted from: "document", "text" or nothing."""

    type: str
    value: str
    basis: str = ""


@dataclass
class Found:
    """One place where a pattern fits, with what has been read before it in the text."""

    tokens: Tokens
    match: re.Match[str]
    day: date | None
    focus: str = ""  # the value of the last date before it
    plain: str = ""  # the last day before it that was told with its year

    @property
    def forward(self) -> int:
        """1 where the clause looks forward, -1 where it looks back, 0 where it does not say."""
        return direction(self.tokens, self.match.start(), self.match.end())

    def next_word(self, ahead: int = 0) -> str:
        """The word after the expression; empty at the end of the text."""
        at = self.match.end() + ahead
        return self.tokens.word(at) if at < len(self.tokens.starts) else ""

    def previous_word(self, back: int = 0) -> str:
        """The word before the expression; empty at the beginning of the text."""
        at = self.match.start() - 1 - back
        return self.tokens.word(at) if at >= 0 else ""

    def has(self, group: str) -> bool:
        """Whether a named part of the pattern is there."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def word(self, group: str) -> str:
        """The first word of a named part, in small letters; empty when it is not there."""
        return self.tokens.word(self.match.start(group)) if self.has(group) else ""

    def all(self, group: str) -> list[str]:
        """All the words of a named part."""
        if not self.has(group):
            return []
        return [self.tokens.word(at) for at in range(*self.match.span(group))]

    def amount(self, group: str = "n") -> float | str:
        """The number of a named part; "X" for a few or several; 1 when it is not there."""
        return amount(self.all(group)) if self.has(group) else 1

    def unit(self, group: str = "u") -> str:
        """The code of the unit of a named part."""
        return unit_of(self.word(group))


@dataclass(frozen=True)
class Rule:
    """A named pattern and its reader; a reader that gives None says that this was no expression of time.

    When the pattern has a part named `x`, only that part is the expression and the rest is what it must stand by.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Found], Meaning | None]


def rule(name: str, pattern: str, read: Callable[[Found], Meaning | None]) -> Rule:
    """A rule from a pattern with pieces in braces."""
    return Rule(name, re.compile(pattern.format(**PIECES)), read)


def unit_of(word: str) -> str:
    """The code of a unit from its word, singular or plural."""
    single = {"centuries": "century"}.get(word, word)
    return UNITS.get(single) or UNITS[single.removesuffix("s")]


def amount(words: list[str]) -> float | str:
    """A number from its words and digits; "X" for a few, several, many."""
    total: float = 0
    seen = False
    for word in words:
        if word in {"few", "several", "many", "numerous"}:
            return "X"
        if word == "couple":
            total, seen = total + 2, True
        elif word in CARDINALS:
            total, seen = total + CARDINALS[word], True
        elif word in SCALES:
            total, seen = (total or 1) * SCALES[word], True
        elif word in {"half", "½"}:
            total, seen = total + 0.5, True
        elif word in {"¼", "¾"}:
            total, seen = total + (0.25 if word == "¼" else 0.75), True
        elif word[0].isdigit():
            total, seen = total + _digits(word), True
    return total if seen else 1


def _digits(word: str) -> float:
    if "/" in word:
        above, below = word.split("/")
        return int(above) / int(below) if int(below) else 0
    plain = word.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def ordinal(word: str) -> int:
    """First is 1; 21st is 21; 0 for what is none."""
    if word[:1].isdigit():
        return int(word.rstrip("stndrh"))
    return ORDINALS.get(word, 0)
