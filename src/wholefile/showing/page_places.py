"""On which page of a file characters of its text stand, and where on it: from the map that every layer carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wholefile.extraction.readers import READERS
from wholefile.processing.search.documents import layers_of
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.showing.texts import stored_words

_PAGED = ("pdf", "image")  # the readers of files that have pages as they are seen
MOST_PAGES = 40  # that are named of a window of a text
_MOST_BOXES = 2_000
_SAME_LINE = 0.5  # share of the lower of two boxes by which they overlap

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top, in units of the page


def has_pages(db: Database, sha256: str) -> bool:
    """Whether a file that was read is of a kind whose pages can be drawn: a PDF or a picture."""
    return any(READERS.get(row.kind) in _PAGED for row in db.rows("derivation", sha256=sha256))


def page_at(places: Sequence[Any], position: int) -> int | None:
    """The page on which a character stands, from 1, as far as the map says."""
    for first, after, place in places:
        if first <= position < after and type(place.get("page")) is int:
            return int(place["page"])
    return None


def pages_within(places: Sequence[Any], first: int, until: int) -> list[int]:
    """The pages on which the characters from `first` to `until` stand, in order, at most 40 of them."""
    found = {
        place["page"]
        for begin, end, place in places
        if begin < until and end > first and type(place.get("page")) is int
    }
    return sorted(found)[:MOST_PAGES]


def places_on_page(
    record: Record, sha256: str, page: int, *, layer: str, start: int, end: int
) -> list[Rectangle]:
    """Where the characters from `start` to `end` of a text layer, named by its digest, stand on a page, line by line.

    Empty where the file has no such layer or its map tells no boxes. Raises NotFound, IntegrityFailure as
    `stored_words` does.
    """
    row = next((one for one in layers_of(record.db, sha256) if one.text == layer), None)
    if row is None or start >= end:
        return []
    boxes = json.loads(stored_words(record, row.map) or "{}").get("boxes", [])
    found = sorted(one for one in boxes if one[2] == page and one[0] < end and one[1] > start)[:_MOST_BOXES]
    lines: list[Rectangle] = []
    for one in found:
        box = (float(one[3]), float(one[4]), float(one[5]), float(one[6]))
        if lines and _on_one_line(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _on_one_line(before: Rectangle, box: Rectangle) -> bool:
    """Whether a box goes on where the one before it ended: at its height, and no farther off than a wide space."""
    low = min(before[3] - before[1], box[3] - box[1])
    over = min(before[3], box[3]) - max(before[1], box[1])
    apart = max(before[0], box[0]) - min(before[2], box[2])
    return over >= _SAME_LINE * low and apart <= 3 * max(low, 1.0)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
