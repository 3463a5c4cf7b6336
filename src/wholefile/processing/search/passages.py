"""Long texts in passages, so that a hit is shown without reading a whole book.

A passage ends on a page, line or word border. The next begins right there; so that a phrase across the cut is found
too, each passage holds some characters beyond its end. No word comes more often in one than PostgreSQL keeps places of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wholefile.core.text_folding import words

LONGEST = 8_000  # characters
BEYOND = 240  # characters that a passage shares with the next
_MOST_OF_ONE = 240  # PostgreSQL keeps 256 places of a word (documentation, 12.11)
_BORDERS = ("\f", "\n\n", "\n", " ")


class Passage(NamedTuple):
    """Characters `start` to `end` of a text, of which those from `own_end` on belong to the next passage too."""

    start: int
    own_end: int
    end: int


def passages(text: str, longest: int = LONGEST) -> Iterator[Passage]:
    """The passages of a text in order; every character is in one. A text without words has none."""
    start, size = 0, len(text)
    while start < size:
        end = _cut(text, start, min(size, start + longest))
        end = _fewer(text, start, end)
        beyond = min(size, end + BEYOND)
        if beyond < size:
            space = text.rfind(" ", end, beyond)
            beyond = space if space > end else beyond
        yield Passage(start, end, beyond)
        start = end


def _cut(text: str, start: int, most: int) -> int:
    """Where a passage that may reach to `most` ends."""
    if most == len(text):
        return most
    least = start + (most - start) // 2
    for border in _BORDERS:
        found = text.rfind(border, least, most)
        if found >= 0:
            return found + len(border)
    return most


def _fewer(text: str, start: int, end: int) -> int:
    """An earlier end where a word would come too often."""
    size = end - start
    if size <= 2 * _MOST_OF_ONE:
        return end
    seen: Counter[str] = Counter()
    for one in words(text[start:end]):
        seen[one.folded] += 1
        if seen[one.folded] > _MOST_OF_ONE and one.start:
            return start + one.start
    return end
