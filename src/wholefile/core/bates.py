"""Bates numbers: one number for every file that was ever produced, never given twice.

A number is a prefix and at least six digits, `DOE000001`; the number after 999999 has seven. A prefix ends in a letter
or a hyphen, so that no two prefixes can spell the same number. Natives are stored under their number, which is why a
prefix holds only A-Z, 0-9 and hyphens. Malformed numbers raise `Invalid("bates.…")`.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from wholefile.core.errors import Invalid

MIN_DIGITS = 6
MAX_NUMBER = 999_999_999
NATIVES = "data/natives/"

_PREFIX = re.compile(r"[A-Z](?:[A-Z0-9-]{0,18}[A-Z-])?")
_NUMBER = re.compile(rf"([A-Z](?:[A-Z0-9-]{{0,18}}[A-Z-])?)([0-9]{{{MIN_DIGITS},9}})")
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})$")


class Bates(NamedTuple):
    """A Bates number taken apart."""

    prefix: str
    number: int

    def __str__(self) -> str:
        return format_bates(self.prefix, self.number)


def check_prefix(prefix: str) -> str:
    """The same prefix, when it is one."""
    if not _PREFIX.fullmatch(prefix):
        raise Invalid(
            "bates.prefix",
            "A Bates prefix has 1 to 20 characters A-Z, 0-9 and hyphen, and begins with a letter and does not end "
            "in a digit, such as DOE or DA-2026-.",
        )
    return prefix


def format_bates(prefix: str, number: int) -> str:
    """The number as it is printed: DOE, 7 gives DOE000007."""
    check_prefix(prefix)
    if not 1 <= number <= MAX_NUMBER:
        raise Invalid("bates.number", f"Bates numbers run from 1 to {MAX_NUMBER}; begin another prefix.")
    return f"{prefix}{number:0{MIN_DIGITS}d}"


def parse_bates(text: str) -> Bates:
    """Prefix and number of a Bates number in its one spelling."""
    match = _NUMBER.fullmatch(text)
    if not match or format_bates(match[1], int(match[2])) != text:
        raise Invalid("bates.malformed", f"{text[:40]!r} is not a Bates number, such as DOE000007.")
    return Bates(match[1], int(match[2]))


def check_consecutive(numbers: Iterable[tuple[str, str]]) -> int:
    """How many numbers these (first, last) pairs use, once each continues the one before under one prefix.

    Raises Invalid("bates.not_consecutive"): a gap or a repetition could hide a file or give a number twice.
    """
    spans = [(parse_bates(first), parse_bates(last)) for first, last in numbers]
    for first, last in spans:
        if first.prefix != last.prefix or last.number < first.number:
            raise Invalid("bates.not_consecutive", f"{first} to {last} is not a range of Bates numbers.")
    for (_, before), (after, _) in pairwise(spans):
        if after.prefix != before.prefix or after.number != before.number + 1:
            raise Invalid("bates.not_consecutive", f"{after} does not come right after {before}.")
    return sum(last.number - first.number + 1 for first, last in spans)


def native_path(bates_first: str, name: str) -> str:
    """Where a native lies in the bag: under its number, with the ending of the name it came with, lower-cased.

    An ending that is not 1 to 10 plain letters or digits is left out: the name itself is in the load file.
    """
    parse_bates(bates_first)
    ending = _EXTENSION.search(name)
    return NATIVES + bates_first + (f".{ending[1].lower()}" if ending else "")
