"""Where a page or a line of a text begins, and how many pages a file has: the ways through a long text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.extraction.readers import READERS
from wholefile.record.sql import Database

_PAGED = ("pdf", "image")


def place_of(words: str, places: Sequence[Any], *, page: int = 0, line: int = 0) -> int:
    """The first character of a page, or of a line of the whole text or, with a page, of that page; both from 1.

    A page without words begins where the next one does. `places` are those of the layer's map. Raises NotFound for a
    page or line that the text does not have.
    """
    begin, end = (0, len(words)) if not page else _page(places, page)
    for _ in range(1, line):
        after = words.find("\n", begin, end)
        if after < 0 or after + 1 >= end:
            raise NotFound("text.line", f"There is no line {line} there.")
        begin = after + 1
    return min(begin, max(0, len(words) - 1))


def pages_told(places: Sequence[Any]) -> int:
    """The last page that the map of a text tells of; 0 where it tells of none."""
    return max((place["page"] for _, _, place in places if type(place.get("page")) is int), default=0)


def page_count(db: Database, sha256: str, places: Sequence[Any]) -> int:
    """How many pages a file has, as far as its readings tell; 0 where none does."""
    told = [
        json.loads(row.facts).get("pages")
        for row in db.rows("derivation", sha256=sha256)
        if READERS.get(row.kind) in _PAGED
    ]
    return max([pages_told(places), *(one for one in told if type(one) is int)])


def _page(places: Sequence[Any], page: int) -> tuple[int, int]:
    spans = [
        (begin, after, place["page"]) for begin, after, place in places if type(place.get("page")) is int
    ]
    own = [(begin, after) for begin, after, number in spans if number == page]
    if own:
        return min(begin for begin, _ in own), max(after for _, after in own)
    later = [begin for begin, _, number in spans if number > page]
    if not later or page < 1:
        raise NotFound("text.page", f"There are no words of a page {page} in this text.")
    return min(later), min(later)
