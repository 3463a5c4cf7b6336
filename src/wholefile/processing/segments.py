"""The further parts of a disk image that was written in segments: `card.E01`, `card.E02`, ... `card.EAA`.

Each part is a file of its own, attached under its own digest. The first is read together with the others that carry its
name and the next suffixes under the same item; a gap ends the row, and the reader says that a segment is missing. The
others have nothing of their own to tell: they are read as part of the first. Source: EWF naming, libewf documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from wholefile.extraction.contract import READ as WHOLE
from wholefile.processing.extractors import READ as EXTRACTOR
from wholefile.processing.extractors import VERSIONS
from wholefile.record.derived import forget_reading
from wholefile.record.sql import Database

_FIRST = re.compile(r"\.(e|s|l)01$", re.IGNORECASE)
_FURTHER = re.compile(r"\.([esl][0-9]{2}|[e-z][a-z]{2})$", re.IGNORECASE)
_SIGNATURES = (b"EVF\t\r\n\xff\x00", b"LVF\t\r\n\xff\x00", b"EVF2\r\n\x81\x00", b"LEF2\r\n\x81\x00")


class _Named(NamedTuple):
    sha256: str
    name: str


def further_segments(db: Database, content: Any) -> list[str]:
    """The digests of the segments after the first, in order; empty for a file that is not a first segment."""
    name = PurePosixPath(content.name).name
    if not _FIRST.search(name):
        return []
    stem = name[:-3]
    siblings = _siblings(db, content.sha256, stem)
    found: list[str] = []
    for suffix in suffixes(name[-3]):
        sha256 = siblings.get((stem + suffix).casefold())
        if sha256 is None:
            return found
        found.append(sha256)
    return found


def first_segment(db: Database, content: Any, beginning: bytes) -> str | None:
    """The digest of the first segment of the image that this file goes on, where that is at hand.

    Many a file is called `.exe` or `.log`: only one that begins as a segment does is looked for among its siblings.
    """
    return _first_by_name(db, content) if beginning.startswith(_SIGNATURES) else None


def read_with(db: Database, sha256: str) -> list[str]:
    """The files whose reading reads this one: itself, and the first segment where it is a further one of an image."""
    content = db.one("content", sha256=sha256)
    first = None if content is None else _first_by_name(db, content)
    return [sha256] if first is None else [sha256, first]


def read_again_with(db: Database, fresh: Iterable[str], item: str) -> None:
    """Files come to an item: an image among whose segments they are is pending again, unless it was read whole."""
    firsts = db.query(
        'SELECT DISTINCT f."sha256", f."name" FROM "item_file" f WHERE f."item" = %s AND '
        '(LOWER(f."name") LIKE %s OR LOWER(f."name") LIKE %s OR LOWER(f."name") LIKE %s)',
        [item, "%.e01", "%.s01", "%.l01"],
    )
    for row in firsts:
        first = _Named(*row)
        whole = [first.sha256, *further_segments(db, first)]
        if not set(fresh).isdisjoint(whole):
            _forget_unless_whole(db, whole)


def _forget_unless_whole(db: Database, digests: Iterable[str]) -> None:
    version = VERSIONS[EXTRACTOR]
    for sha256 in digests:
        readings = db.rows("derivation", sha256=sha256, extractor=EXTRACTOR, version=version)
        if any(one.status != WHOLE for one in readings):
            forget_reading(db, sha256, EXTRACTOR, version)


def _first_by_name(db: Database, content: Any) -> str | None:
    name = PurePosixPath(content.name).name
    if not _FURTHER.search(name):
        return None
    siblings = _siblings(db, content.sha256, name[:-3])
    found = (siblings.get(f"{name[:-3]}{letter}01".casefold()) for letter in (name[-3], "e", "s", "l"))
    first = next((one for one in found if one is not None and one != content.sha256), None)
    row = None if first is None else db.one("content", sha256=first)
    # Behind a gap nobody reads it: then it speaks for itself, and says that others are missing.
    return first if row is not None and content.sha256 in further_segments(db, row) else None


def suffixes(letter: str) -> Iterator[str]:
    """The suffixes after the first: 02 to 99, then AA to ZZ with the letter moving on: E02..E99, EAA..EZZ, FAA..."""
    for number in range(2, 100):
        yield f"{letter}{number:02d}"
    first = ord(letter.upper())
    for lead in range(first, ord("Z") + 1):
        for high in range(26):
            for low in range(26):
                yield f"{chr(lead)}{chr(65 + high)}{chr(65 + low)}"


def _siblings(db: Database, sha256: str, stem: str) -> dict[str, str]:
    """Files beside this one, under the same items or in the same container, by folded name."""
    items = [row.item for row in db.rows("item_file", sha256=sha256)]
    found: dict[str, str] = {}
    for row in db.rows("item_file", item__in=items) if items else ():
        found[PurePosixPath(row.name).name.casefold()] = row.sha256
    for parent in {row.parent for row in db.rows("family", child=sha256)}:
        for row in db.rows("family", parent=parent, child__null=False):
            found[PurePosixPath(row.shown).name.casefold()] = row.child
    wanted = stem.casefold()
    return {name: one for name, one in found.items() if name.startswith(wanted)}
