"""Where a long word may break, so that nothing runs into the next column: a digest, an address, a name without spaces.

A mark (U+200B, which `characters` lets through nowhere else) stands at each such place for the template, which sets the
parts beside each other. It is not in the PDF, so what is copied from there is what stands here. Words that fit are left
whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from wholefile.reports.contents import Column

_LINE = 170.0  # millimetres: the width of a table on the narrower paper, less its margins
_PADDING = 2.2  # millimetres on both sides of a cell
_WIDEST = {"id": 1.6, "text": 2.3, "when": 2.0, "number": 2.0}  # millimetres that a wide letter takes
OF_FACTS = 50  # letters that fit beside the name of a fact
OF_LINES = 70  # letters that fit in a line of text
MARK = "\u200b"
_TOGETHER = 4  # letters that stay together
_WORD = re.compile(r"\S+")
_AFTER = ".,;:/_-@&=?"


def breakable(text: str, fits: int) -> str:
    """A text whose words may break where they are longer than fits: after a sign if there is one, else anywhere."""
    return _WORD.sub(lambda found: _broken(found.group(), fits), text)


def rows_breakable(columns: Sequence[Column], rows: Sequence[Sequence[str | int]]) -> list[list[str]]:
    """The cells of a table as text that stays in its column."""
    fits = letters(columns)
    return [[breakable(str(one), most) for one, most in zip(row, fits, strict=True)] for row in rows]


def letters(columns: Sequence[Column]) -> list[int]:
    """How many letters fit into each column."""
    whole = sum(one.share for one in columns)
    return [max(3, int((_LINE * one.share / whole - _PADDING) / _WIDEST[one.kind])) for one in columns]


def data_breakable(value: Any, fits: int) -> Any:
    """Lists of texts, each with its long words breakable."""
    if isinstance(value, str):
        return breakable(value, fits)
    return [data_breakable(one, fits) for one in value]


def _broken(word: str, fits: int) -> str:
    if len(word) <= fits:
        return word
    parts = filter(None, re.split(f"(?<=[{re.escape(_AFTER)}])", word))
    return MARK.join(one if len(one) <= fits else _anywhere(one, min(_TOGETHER, fits)) for one in parts)


def _anywhere(part: str, together: int) -> str:
    """A break after every few letters, but never between a letter and its accent."""
    found: list[str] = []
    letters_there = 0
    for one in part:
        if not unicodedata.combining(one):
            if letters_there and letters_there % together == 0:
                found.append(MARK)
            letters_there += 1
        found.append(one)
    return "".join(found)
