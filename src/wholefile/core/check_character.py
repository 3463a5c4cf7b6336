"""The check character on labels: a number that was misread, or typed with two characters exchanged, is not taken.

ISO/IEC 7064:2003, the pure system MOD 37-2 with one check character: digits count 0 to 9, letters 10 to 35, and the
character `*`, which stands only at the end, 36. Our numbers have marks in them besides (`-`, `.`, `/`): each of them
counts 36 too, so that a point that moved is found as well.

37 is a prime and 2 a primitive root of it, so every wrong character and every exchange of two neighbours is found, as
long as the characters count differently.
"""

from __future__ import annotations

from wholefile.core.errors import Invalid

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
MARKS = "-./"
_MODULUS = 37
_RADIX = 2
_OTHER = ALPHABET.index("*")


def check_character(number: str) -> str:
    """The check character of a number, which is written in capitals. Raises Invalid for what no label carries."""
    remainder = 0
    for one in number:
        remainder = (remainder + _value(one)) * _RADIX % _MODULUS
    return ALPHABET[(1 - remainder) % _MODULUS]


def is_checked(number: str, check: str) -> bool:
    """Whether this is the check character of the number. Raises Invalid for what no label carries."""
    return check_character(number) == check


def _value(character: str) -> int:
    if character in MARKS:
        return _OTHER
    found = ALPHABET.find(character)
    if found < 0 or found == _OTHER or len(character) != 1:
        raise Invalid("label.character", f"{character[:1]!r} stands on no label; look at it again.")
    return found
