"""The words that were read from a file, a window at a time, with the passage that was sought marked where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256 as digest_of
from itertools import pairwise
from typing import Any

from wholefile.core.errors import IntegrityFailure, NotFound
from wholefile.processing.search.documents import layers_of
from wholefile.record.home import Record
from wholefile.record.visibility import Sight
from wholefile.showing.files import check_seen, layer_shown

TEXT_KEYS = {
    "layers": "the same of every text layer of the file",
    "layer": "{extractor, name, label: native, ocr or speech, language, text: digest, map: digest, characters,"
    " complete}",
    "start": "first character of the window",
    "until": "character before which the window ends",
    "parts": "list of {text, marked, hit: whether the mark begins here, place: such as page 3, where it changes}",
    "place": "where the marked passage stands in the file, in words, or empty",
    "earlier": "first character of the window before, or null",
    "later": "first character of the window after, or null",
}
WINDOW = 12_000  # characters
_BEFORE = 1_500  # characters shown before a passage
_MOST_PLACES = 300
TOO_FINE = ("cell", "line", "box", "word")  # places that change within a sentence


def text_view(
    record: Record,
    sight: Sight,
    sha256: str,
    *,
    layer: str = "",
    at: int | None = None,
    start: int | None = None,
    end: int | None = None,
) -> dict[str, Any]:
    """A window of a text layer; `layer` is its name or the digest of its words, by default one that no machine read.

    `at` is where the window begins; without it, it begins before the passage from `start` to `end`. Numbers outside
    the text are brought inside. Raises NotFound for a file or layer that does not exist or is not seen and for words
    that are no longer in the store, IntegrityFailure for words that changed there.
    """
    check_seen(record.db, sight, sha256)
    rows = layers_of(record.db, sha256)
    fit = [row for row in rows if layer in ("", row.name, row.text)]
    if not fit:
        raise NotFound("file.no_text", "No such text was read from this file.")
    row = next((one for one in fit if one.label == "native"), fit[0])
    words = stored_words(record, row.text)
    places = json.loads(stored_words(record, row.map) or "{}").get("places", [])
    marked = _within(start, end, len(words))
    first = at if at is not None else max(0, (marked[0] if marked else 0) - _BEFORE)
    first = max(0, min(first, max(0, len(words) - 1)))
    until = min(len(words), first + WINDOW)
    return {
        "layer": layer_shown(row),
        "layers": [layer_shown(one) for one in rows],
        "start": first,
        "until": until,
        "parts": list(_parts(words, (first, until), marked, places)),
        "place": place_words(_place_at(places, marked[0])) if marked else "",
        "earlier": max(0, first - WINDOW) if first else None,
        "later": until if until < len(words) else None,
    }


def stored_words(record: Record, digest: str) -> str:
    """A text or map of the derived store, if its bytes are those that were stored.

    Raises NotFound, IntegrityFailure.
    """
    try:
        with record.derived.open(digest) as stream:
            data = stream.read()
    except NotFound:
        raise NotFound(
            "file.text_lost", "What was read from this file is no longer in the store; it can be read again."
        ) from None
    if digest_of(data).hexdigest() != digest:
        raise IntegrityFailure("file.text_rotten", "What was read from this file has changed in the store.")
    return data.decode("utf-8")


def place_words(place: dict[str, Any]) -> str:
    """A place in a file in words: page 3, or sheet Sales, cell B7."""
    return ", ".join(f"{name} {value}" for name, value in place.items() if not isinstance(value, list | dict))


def _within(start: int | None, end: int | None, length: int) -> tuple[int, int] | None:
    if start is None or end is None:
        return None
    first, last = max(0, min(start, length)), max(0, min(end, length))
    return (first, last) if first < last else None


def _place_at(places: Sequence[Any], position: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for first, after, place in places:
        if first <= position < after:
            found.update(place)
    return found


def _parts(
    words: str, window: tuple[int, int], marked: tuple[int, int] | None, places: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    """The window cut where the mark begins and ends and where a page or the like begins."""
    first, until = window
    starts: dict[int, str] = {}
    for begin, _, place in places:
        coarse = {name: value for name, value in place.items() if name not in TOO_FINE}
        if coarse and first <= begin < until and len(starts) < _MOST_PLACES:
            starts[begin] = ", ".join(filter(None, (starts.get(begin, ""), place_words(coarse))))
    cuts = {first, until, *starts}
    cuts |= {one for one in marked or () if first < one < until}
    edges = sorted(cuts)
    said, hit = "", False
    for begin, end in pairwise(edges):
        place = starts.get(begin, "")
        inside = marked is not None and marked[0] <= begin < marked[1]
        yield {
            "text": words[begin:end],
            "marked": inside,
            "hit": inside and not hit,
            "place": place if place != said else "",
        }
        said, hit = place or said, hit or inside
