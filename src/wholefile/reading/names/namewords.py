"""The words of one person's name: what is first name, surname and suffix, and whether two names may be one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from wholefile.reading.names.diminutives import shortened
from wholefile.reading.names.lexicon import NO_NAMES
from wholefile.reading.spans import Span

# Capital letters of the Latin alphabets of Europe.
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x250) if chr(code).isupper())
_LETTER = r"[^\W\d_]"
# A word of a name: O'Neal, D’Amico, Carter-Bly, McRae, HALE.
_CAPITAL = rf"[{_UPPER}](?:{_LETTER}{{1,24}}|['’]{_LETTER}{{2,24}})(?:['’-]{_LETTER}{{1,24}}){{0,3}}"
_INITIAL = rf"[{_UPPER}]\."
_PARTICLE = "(?:van|von|der|den|de|del|della|di|da|dos|la|le|bin|ibn|al|el|ter|y)"
_SPACE = r"[^\S\n]{1,3}"
_SUFFIX = rf"(?:,?{_SPACE}(?:Jr\.?|Sr\.?|II|III|IV|JR\.?|SR\.?))"
# The words that a name may be: bounded, so that no text makes the search slow.
NAME = (
    rf"(?:(?:{_INITIAL}){{1,2}}{_SPACE}){{0,2}}(?:(?:{_PARTICLE}{_SPACE}){{1,2}})?{_CAPITAL}"
    rf"(?:{_SPACE}(?:{_INITIAL}|(?:(?:{_PARTICLE}{_SPACE}){{1,2}})?{_CAPITAL}|"
    rf"[{_UPPER}](?={_SPACE}[{_UPPER}]))){{0,4}}"
    rf"{_SUFFIX}?"
)
# Words that are written as a name is, by themselves.
WRITTEN = re.compile(rf"(?<![\w'’@.-]){NAME}(?![\w@])")
_WORD = re.compile(rf"{_INITIAL}|{_LETTER}+(?:['’-]{_LETTER}+)*")
_POSSESSIVE = re.compile(r"(?:['’][sS]|['’])$")
_STROKES = str.maketrans("łøđħı", "lodhi")
# Surnames as long as this that differ by two letters, and first names by one within, are seldom two.
_LONG, _LONG_GIVEN, _TWO = 7, 6, 2
_MONTH_NAMES = frozenset("april june august".split())
_BEFORE_MONTHS = frozenset(
    "in on by of from to until till since last next this that late early mid every each before after during and or "
    "through between for".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
SPACES = " \t\n\r\u200e\u200f"


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name in its words, in small letters: given names or initials, surname, suffix ("jr")."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def full(self) -> bool:
        """Whether it has a given name or initial before the surname."""
        return bool(self.given)

    def may_be(self, other: "NameWords") -> bool:
        """Whether both, as full names, can be one person's: surname, first name or its initial, no two suffixes."""
        if self.surname != other.surname or (self.suffix and other.suffix and self.suffix != other.suffix):
            return False
        return _same_given(self.given, other.given)

    def ends_with(self, other: "NameWords") -> bool:
        """Whether the other's words are the last of these: "Mr. Ruiz Cano" of "Ana Ruiz Cano"."""
        mine, yours = (*self.given, self.surname), (*other.given, other.surname)
        return len(yours) < len(mine) and mine[-len(yours) :] == yours

    def nearly(self, other: "NameWords") -> bool:
        """Whether the two may be spellings of one name: the surname or the first name is alike, the other the same."""
        if self.suffix and other.suffix and self.suffix != other.suffix:
            return False
        if not (self.full and other.full):
            return False
        if self.spaced == other.spaced:
            return True
        if self.surname == other.surname:
            return given_alike(self.given[0], other.given[0])
        same = self.given[0] == other.given[0]
        return (same or _same_given(self.given, other.given)) and surnames_alike(
            self.surname, other.surname, least=3 if same else _LONG
        )

    @property
    def spaced(self) -> str:
        """All words with a hyphen taken for a space."""
        return " ".join((*self.given, self.surname)).replace("-", " ")


def plain(word: str) -> str:
    """A word in small letters without accents: documents leave them out."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=8_192)
def words_of(name: str) -> NameWords | None:
    """The words of a name as it is written, "Ruiz, Dale" too, without accents; None when there are none."""
    before, comma, after = name.partition(",")
    if comma and after.strip() and after.strip().rstrip(".").casefold() not in _SUFFIXES:
        name = f"{after} {before}"
    found = [plain(word) for word in _WORD.findall(name)]
    suffix = ""
    if len(found) > 1 and found[-1].rstrip(".") in _SUFFIXES:
        suffix = found.pop().rstrip(".")
    if not found:
        return None
    given, surname = found[:-1], found[-1]
    while given and re.fullmatch(_PARTICLE, given[-1]):
        surname = f"{given.pop()} {surname}"
    return NameWords(tuple(given), surname, suffix)


def one_letter_apart(first: str, second: str, least: int = 4) -> bool:
    """Whether one letter more, less or other makes one word of the other; only for words of some letters or more."""
    short, long = sorted((first, second), key=len)
    if first == second or len(short) < least or len(long) - len(short) > 1:
        return False
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def surnames_alike(first: str, second: str, least: int = 3) -> bool:
    """Whether two surnames may be spellings of one: a letter apart, or two in a long one, and begun alike."""
    if first[:1] != second[:1]:
        return False
    short = min(len(first), len(second))
    return one_letter_apart(first, second, least) or (
        short >= max(_LONG, least) and _two_apart(first, second)
    )


def given_alike(first: str, second: str) -> bool:
    """Whether two first names may be spellings of one: a letter doubled, a silent "h", or one within a long name.

    "Paul" and "Paula", "Mario" and "Maria", "Joan" and "Jean" are two people: relatives are often called so.
    """
    if not one_letter_apart(first, second, least=3):
        return False
    short, long = sorted((first, second), key=len)
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) == len(long):
        return 0 < at < len(short) - 1 and len(short) >= _LONG_GIVEN
    return at > 0 and (long[at] == long[at - 1] or long[at] == "h")


def _two_apart(first: str, second: str) -> bool:
    """Whether at most two letters more, less or other make one word of the other."""
    if abs(len(first) - len(second)) > _TWO:
        return False
    row = list(range(len(second) + 1))
    for n, letter in enumerate(first, 1):
        above, row = row, [n]
        for m, other in enumerate(second, 1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (letter != other)))
        if min(row) > _TWO:
            return False
    return row[-1] <= _TWO


def names_in(text: str, start: int, end: int) -> list[Span]:
    """The stretches that are written like names, without possessives and without words at the ends that are none."""
    found = []
    for match in WRITTEN.finditer(text, start, end):
        span = trimmed(text, match.start(), match.end())
        if span:
            found.append(span)
    return found


def name_at(text: str, start: int, end: int) -> Span | None:
    """The stretch written like a name that begins just here."""
    match = WRITTEN.match(text, start, end)
    return trimmed(text, match.start(), match.end()) if match else None


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without the possessive, and without words at its ends that are no names; None when nothing is left."""
    for _ in range(12):
        while start < end and (
            text[start].isspace() or text[start] in SPACES or text[start] in "\"'“”‘’([,;:-—"
        ):
            start += 1
        while end > start and (
            text[end - 1].isspace() or text[end - 1] in SPACES or text[end - 1] in '"“”()[],;:-—'
        ):
            end -= 1
        possessive = _POSSESSIVE.search(text, start, end)
        if possessive and possessive.end() == end and possessive.start() > start:
            end = possessive.start()
            continue
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[start:end])]
        if not words:
            return None
        if _no_name(text[start : start + words[0][1]]) and not (
            len(words) > 1 and _called_like_a_month(text, start, start + words[0][1], start + words[1][0])
        ):
            start += words[0][1]
        elif _no_name(text[start + words[-1][0] : end]):
            end = start + words[-1][0]
        else:
            return Span(start, end)
        if start >= end:
            return None
    return None


def _called_like_a_month(text: str, start: int, end: int, following: int) -> bool:
    """Whether "June" or "April" is somebody's first name: a name follows, and no word of time stands before."""
    if text[start:end].casefold() not in _MONTH_NAMES or _no_name(
        text[following : following + 40].split(None, 1)[0]
    ):
        return False
    before = text[max(0, start - 12) : start].split()
    return text[following].isupper() and bool(before) and before[-1].casefold() not in _BEFORE_MONTHS


def _no_name(word: str) -> bool:
    return word.strip(".,;:").casefold() in NO_NAMES or not any(letter.isalpha() for letter in word)


def _same_given(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    one, two = first[0], second[0]
    if one == two or shortened(one, two):
        return True
    short, long = sorted((one.rstrip("."), two.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)
