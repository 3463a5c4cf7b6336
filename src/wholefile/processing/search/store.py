"""Documents into the index and out of it, on both databases.

SQLite's full-text table keeps no contents: to take a document out it must be told the same words again, which are made
from the stored text. So the index is only good under the folding it was made with (`search_state.folding`).
"""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.processing.search import words
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.record.sql import Database

_COLUMNS = (
    "id", "realm", "object", "item", "kind", "label", "layer", "source", "start", "end", "at", "title", "places",
    "extra", "text",
)  # fmt: skip
_OF_A_DAY = 1 << 26  # documents
_LAST_DAY = 1 << 24
_AT_ONCE = 500


def first_of_day(at: int) -> int:
    """The least number that a document of this instant's day has; earlier than 1970 counts as its first day."""
    return max(0, min(at // DAY_MS, _LAST_DAY)) * _OF_A_DAY


def add(db: Database, documents: Sequence[Document]) -> None:
    """Put documents into the index. Belongs into a transaction that holds the index (`writing.holding`)."""
    if not documents:
        return
    numbers: dict[int, int] = {}
    rows, said = [], []
    for one in documents:
        first = first_of_day(one.at)
        if first not in numbers:
            [(last,)] = db.query(
                'SELECT MAX("id") FROM "search_document" WHERE "id" >= %s AND "id" < %s',
                [first, first + _OF_A_DAY],
            )
            numbers[first] = first - 1 if last is None else last
        numbers[first] += 1
        stored, extra = one.stored, one.extra
        row = (
            one.realm,
            one.object,
            one.item,
            one.kind,
            one.label,
            one.layer,
            one.source,
            one.start,
            one.end,
        )
        rows.append((numbers[first], *row, one.at, one.title, one.places, extra, stored))
        said.append(words.of_document(stored, extra))
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    marks = ", ".join(["%s"] * len(_COLUMNS))
    if db.vendor == "sqlite":
        db.run_many(f'INSERT INTO "search_document" ({names}) VALUES ({marks})', rows)  # noqa: S608
        db.run_many(
            'INSERT INTO "search_words" ("rowid", "words") VALUES (%s, %s)',
            # In order of their numbers: FTS5 writes out what it has gathered whenever a number is not higher.
            sorted((row[0], one) for row, one in zip(rows, said, strict=True)),
        )
    else:
        db.run_many(
            f'INSERT INTO "search_document" ({names}, "words") VALUES ({marks}, %s::tsvector)',  # noqa: S608
            [(*row, words.lexemes(one)) for row, one in zip(rows, said, strict=True)],
        )


def take_out(db: Database, realm: str, named: str, most: int = _AT_ONCE) -> int:
    """Take documents of one object out of the index, at most so many; how many they were."""
    rows = db.query(
        'SELECT "id", "text", "extra" FROM "search_document" WHERE "realm" = %s AND "object" = %s '
        'ORDER BY "id" LIMIT %s',
        [realm, named, most],
    )
    if db.vendor == "sqlite":
        db.run_many(
            'INSERT INTO "search_words" ("search_words", "rowid", "words") VALUES (\'delete\', %s, %s)',
            [(row[0], words.of_document(row[1], row[2])) for row in rows],
        )
    db.run_many('DELETE FROM "search_document" WHERE "id" = %s', [(row[0],) for row in rows])
    return len(rows)


def take_out_all(db: Database, realm: str, named: str) -> int:
    """Take out all documents of one object; how many they were."""
    gone = 0
    while taken := take_out(db, realm, named):
        gone += taken
    return gone
