"""Characters that the fonts of a report do not have, or that nobody sees: written as what they are, never left out.

The fonts are those that come with the typesetter, so that a report is the same on every machine. They have Latin,
Greek, Cyrillic, Hebrew, Arabic and many signs; of Chinese, Japanese, Korean and most other scripts they have none.

Accents that no letter takes up (Unicode normal form C) are written out as well: a heap of them hides what lies below,
and typesetters have failed over it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
_LOOSE = ("Mn", "Mc", "Me")
_PLAIN = (
    (0xA1, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x2010, 0x2027),
)  # Latin, Greek, Cyrillic, quotation marks
_LAST_ASCII = 0x7E


def printable(text: str, *, plain: bool = False) -> str:
    """A text in which every character can be printed and seen: others are written as `[U+4E2D]`. Line feeds stay.

    With `plain` only those of Latin, Greek and Cyrillic count.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one if _prints(one, plain=plain) else f"[U+{ord(one):04X}]"
        for one in unicodedata.normalize("NFC", text)
    )


def all_printable(value: Any, *, plain: bool = False) -> tuple[Any, bool]:
    """Plain data with each of its texts printable, and whether any text had to be changed."""
    changed = False

    def walk(one: Any) -> Any:
        nonlocal changed
        if isinstance(one, str):
            made = printable(one, plain=plain)
            changed = changed or made != unicodedata.normalize("NFC", one)
            return made
        if isinstance(one, list):
            return [walk(part) for part in one]
        if isinstance(one, dict):
            return {name: walk(part) for name, part in one.items()}
        return one

    return walk(value), changed


def _prints(one: str, *, plain: bool) -> bool:
    code = ord(one)
    if one == "\n" or " " <= one <= chr(_LAST_ASCII):
        return True
    if unicodedata.category(one) in (*_UNSEEN, *_LOOSE) or code not in in_the_fonts():
        return False
    return not plain or any(first <= code <= last for first, last in _PLAIN)


@cache
def in_the_fonts() -> frozenset[int]:
    """Code points beyond ASCII that the fonts have; a test typesets each of them."""
    found: set[int] = set()
    for part in files("wholefile.reports").joinpath("characters.txt").read_text("ascii").split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
