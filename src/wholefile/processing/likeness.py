"""Which files are like others: what is worked out for each file, and the pairs that are found.

What is to be done is a query: a file is pending whose likeness is missing, of another version, or older than what it
was last read as. A file's bands are committed before its candidates are looked for, so of two files that are worked on
at once at least one sees the other, and no pair is missed.

Files of the same normalised text, or the same picture hash, are alike by that alone; only the first of them stands in
the bands, so that a thousand copies cost no million pairs. A band shared by more than 2,000 files says nothing (a form,
a blank page): it is passed over, and `crowded` says so. Bands of pictures have 16 bits, so that this happens to one
of them in some hundred million different pictures, or where very many are nearly the same. Of the candidates of one
file the 500 with most bands in common are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.processing import likeness_words as words
from wholefile.processing.likeness_words import (
    LIKE_ENOUGH,
    VERSION,
    Signature,
    bands,
    likeness,
    picture_bands,
)
from wholefile.processing.search.documents import facts_of, layers_of
from wholefile.processing.search.walking import Known, between, next_files, page
from wholefile.processing.search.writing import read_text
from wholefile.record.home import Record
from wholefile.record.sql import Database, Delete, Insert

MOST_IN_A_BAND = 2_000
MOST_COMPARED = 500  # of one file; those with the most bands in common
PICTURE_BITS = 6  # in which two pictures may differ
_LONGEST = 4_000_000  # characters of a text that are looked at
_KEPT = 256  # shingles of texts that are compared again and again
_UNFINISHED = ""
_PICTURE = re.compile("[0-9a-fA-F]{16}")
_DERIVED = 'SELECT "sha256", SUM("at") FROM "derivation" WHERE'
_COMPARED = 'SELECT "sha256", "version" FROM "likeness" WHERE "sha256" >= %s AND "sha256" <= %s'
Shingles = Any  # sorted numbers of 64 bits (numpy)


@dataclass(frozen=True)
class _Worked:
    """What was worked out for one file."""

    sha256: str
    version: str
    text: str | None
    words: int
    signature: Signature | None
    picture: str | None
    bands: Sequence[tuple[int, int]]


def index_likeness(record: Record, most: int = 100) -> int:
    """Work out at most so many files and find what is like them; returns how many. 0 means that nothing is left."""
    waiting = next_files(record.db, "likeness", _not_compared, most)
    shingles_of = lru_cache(_KEPT)(lambda sha256: words.shingles(text_of(record, sha256)))
    for sha256, (version,) in waiting.items():
        _index(record, sha256, version, shingles_of)
    return len(waiting)


def _not_compared(db: Database, after: str, most: int) -> tuple[Known, str | None]:
    """Of so many files those that were not compared as they were last read, with the version that they will be."""
    derived = page(db, _DERIVED, after, most)
    if not derived:
        return {}, None
    now = {sha256: (f"{VERSION} {int(at)}",) for sha256, (at,) in derived.items()}
    then = between(db, _COMPARED, derived)
    return {one: now[one] for one in now if then.get(one) != now[one]}, next(reversed(derived))


def crowded(db: Database) -> int:
    """How many bands are shared by so many files that they are passed over."""
    sql = (
        'SELECT COUNT(*) FROM (SELECT 1 FROM "likeness_band" GROUP BY "band", "value" HAVING COUNT(*) > %s) b'
    )
    return int(db.query(sql, [MOST_IN_A_BAND])[0][0])


def text_of(record: Record, sha256: str) -> str:
    """The text of a file by its layers, one after the other; a layer that is missing in the store counts as empty."""
    parts: list[str] = []
    room = _LONGEST
    for layer in layers_of(record.db, sha256):
        if room <= 0:
            break
        try:
            parts.append(read_text(record, layer.text)[:room])
        except NotFound:
            continue
        room -= len(parts[-1])
    return "\n".join(parts)


def _index(record: Record, sha256: str, version: str, shingles_of: Callable[[str], Shingles]) -> None:
    db = record.db
    worked = _work_out(record, sha256, version, shingles_of)
    row = {
        "sha256": sha256,
        "version": _UNFINISHED,
        "text": worked.text,
        "words": worked.words,
        "minhash": None if worked.signature is None else worked.signature.astype("<u4").tobytes(),
        "picture": worked.picture,
    }
    with db.atomic():
        db.execute([
            Delete("likeness_band", {"sha256": sha256}),
            Delete("likeness", {"sha256": sha256}),
            Insert("likeness", row),
        ])  # fmt: skip
        own = [(band, value, sha256) for band, value in _needed(db, worked)]
        db.insert_many("likeness_band", ("band", "value", "sha256"), own)
    pairs = _pairs(db, worked, [(band, value) for band, value, _ in own], shingles_of)
    with db.atomic():
        for how in ("words", "picture"):
            db.execute([
                Delete("alike", {"first": sha256, "how": how}),
                Delete("alike", {"second": sha256, "how": how}),
            ])  # fmt: skip
        write_pairs(db, pairs)
        db.run_many('UPDATE "likeness" SET "version" = %s WHERE "sha256" = %s', [(version, sha256)])


def write_pairs(db: Database, pairs: Iterable[tuple[str, str, str, int]]) -> None:
    """Pairs of files, how they are alike and by how many thousandths; each stands once, whoever found it."""
    db.run_many(
        'INSERT INTO "alike" ("first", "second", "how", "measure") VALUES (%s, %s, %s, %s) '
        'ON CONFLICT ("first", "second", "how") DO UPDATE SET "measure" = excluded."measure"',
        [(min(one, other), max(one, other), how, measure) for one, other, how, measure in pairs],
    )


def _work_out(record: Record, sha256: str, version: str, shingles_of: Callable[[str], Shingles]) -> _Worked:
    text = text_of(record, sha256)
    digest, count = words.folded_text(text)
    signature = words.signature(shingles_of(sha256)) if count >= words.FEWEST_WORDS else None
    picture = _picture(record.db, sha256)
    found = [
        *(bands(signature) if signature is not None else ()),
        *(picture_bands(picture) if picture else ()),
    ]
    return _Worked(sha256, version, digest if count else None, count, signature, picture, found)


def _picture(db: Database, sha256: str) -> str | None:
    """The perceptual hash that the reader of pictures said, if it said one that can be read."""
    said = facts_of(db, sha256)[0].get("picture")
    return said.lower() if isinstance(said, str) and _PICTURE.fullmatch(said) else None


def _needed(db: Database, worked: _Worked) -> list[tuple[int, int]]:
    """The bands in which the file must stand: none for a text or picture for which another stands already."""
    same_text = _stands_for(db, worked.sha256, "text", worked.text, 0, words.BANDS)
    same_picture = _stands_for(db, worked.sha256, "picture", worked.picture, words.BANDS, 1 << 30)
    return [
        (band, value)
        for band, value in worked.bands
        if not (same_text if band < words.BANDS else same_picture)
    ]


def _stands_for(db: Database, sha256: str, column: str, value: str | None, *within: int) -> bool:
    """Whether another file with the same text or picture stands in bands of this sort."""
    return value is not None and bool(
        db.query(
            'SELECT 1 FROM "likeness" l JOIN "likeness_band" b ON b."sha256" = l."sha256" '  # noqa: S608
            f'WHERE l."{column}" = %s AND l."sha256" <> %s AND b."band" >= %s AND b."band" < %s LIMIT 1',
            [value, sha256, *within],
        )
    )


def _pairs(
    db: Database, worked: _Worked, own: Sequence[tuple[int, int]], shingles_of: Callable[[str], Shingles]
) -> list[tuple[str, str, str, int]]:
    """The files that are like this one, each compared in full."""
    texts: Counter[str] = Counter()
    pictures: Counter[str] = Counter()
    for band, value in own:
        rows = db.rows("likeness_band", limit=MOST_IN_A_BAND + 1, band=band, value=value)
        if len(rows) <= MOST_IN_A_BAND:
            (texts if band < words.BANDS else pictures).update(one.sha256 for one in rows)
    found = []
    for candidates in (texts, pictures):
        candidates.pop(worked.sha256, None)
    for sha256 in _nearest(texts):
        measure = likeness(shingles_of(worked.sha256), shingles_of(sha256))
        if measure >= LIKE_ENOUGH:
            found.append((worked.sha256, sha256, "words", round(1000 * measure)))
    for sha256 in _nearest(pictures):
        other = db.one("likeness", sha256=sha256)
        if other is None or other.picture is None or worked.picture is None:
            continue
        apart = words.distance(worked.picture, other.picture)
        if apart <= PICTURE_BITS:
            found.append((worked.sha256, sha256, "picture", round(1000 * (64 - apart) / 64)))
    return found


def _nearest(candidates: Counter[str]) -> list[str]:
    ordered = sorted(candidates.items(), key=lambda one: (-one[1], one[0]))
    return [sha256 for sha256, _ in ordered[:MOST_COMPARED]]
