"""Characters that the fonts of a report do not have, or that nobody sees: written as what they are, never left out.

The fonts are those that come with the typesetter, so that a report is the same on every machine. They have Latin,
Greek, Cyrillic, Hebrew, Arabic and many signs; of Chinese, Japanese, Korean and most other scripts they have none.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
_LAST_ASCII = 0x7E


def printable(text: str) -> str:
    """A text in which every character can be printed and seen: others are written as `[U+4E2D]`. Line feeds stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one if _prints(one) else f"[U+{ord(one):04X}]" for one in unicodedata.normalize("NFC", text)
    )


def all_printable(value: Any) -> tuple[Any, bool]:
    """Plain data with each of its texts printable, and whether any text had to be changed."""
    changed = False

    def walk(one: Any) -> Any:
        nonlocal changed
        if isinstance(one, str):
            made = printable(one)
            changed = changed or made != unicodedata.normalize("NFC", one)
            return made
        if isinstance(one, list):
            return [walk(part) for part in one]
        if isinstance(one, dict):
            return {name: walk(part) for name, part in one.items()}
        return one

    return walk(value), changed


def _prints(one: str) -> bool:
    if one == "\n" or " " <= one <= chr(_LAST_ASCII):
        return True
    return unicodedata.category(one) not in _UNSEEN and ord(one) in in_the_fonts()


@cache
def in_the_fonts() -> frozenset[int]:
    """Code points beyond ASCII that the fonts have; a test typesets each of them."""
    found: set[int] = set()
    for part in files("wholefile.reports").joinpath("characters.txt").read_text("ascii").split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
