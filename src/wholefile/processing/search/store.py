"""Documents into the index and out of it, on both databases.

SQLite's full-text table keeps no contents: to take a document out it must be told the same words again, which are made
from the stored text. So the index is only good under the folding it was made with (`search_state.folding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from wholefile.processing.search import words
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.record.sql import Database

_COLUMNS = (
    "id", "realm", "object", "item", "kind", "label", "layer", "source", "start", "end", "at", "title", "places",
    "extra", "text",
)  # fmt: skip
_OF_A_DAY = 1 << 41  # numbers, so many that two documents of a day hardly ever want the same
_LAST_DAY = (1 << 22) - 1  # in the year 13453
_AT_ONCE = 500


def first_of_day(at: int) -> int:
    """The least number that a document of this instant's day has; earlier than 1970 counts as its first day."""
    return max(0, min(at // DAY_MS, _LAST_DAY)) * _OF_A_DAY


def add(db: Database, documents: Sequence[Document]) -> None:
    """Put documents into the index. Belongs into a transaction that holds the index (`writing.holding`)."""
    if not documents:
        return
    rows, said = [], []
    for number, one in zip(_numbers(db, documents), documents, strict=True):
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
        rows.append((number, *row, one.at, one.title, one.places, extra, stored))
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


def _numbers(db: Database, documents: Sequence[Document]) -> list[int]:
    """Numbers that nobody else has, by which the index puts documents in order: the day, then a digest.

    The digest is of what anybody who sees the document can know. What came into the record before or after it, or
    that it was indexed again because of something hidden, does not move it.
    """
    numbers: list[int] = []
    given: set[int] = set()
    for start in range(0, len(documents), _AT_ONCE):
        wanted = [_number(one) for one in documents[start : start + _AT_ONCE]]
        taken = _taken(db, wanted)
        for number in wanted:
            free = number
            while free in given or (free in taken if free == number else _taken(db, [free])):
                free += 1
            given.add(free)
            numbers.append(free)
    return numbers


def _number(one: Document) -> int:
    named = [one.realm, one.object, one.item, one.kind, one.label, one.layer, one.source, one.start, one.end]
    digest = sha256("\n".join(map(str, named)).encode()).digest()
    return first_of_day(one.at) + int.from_bytes(digest[:5])


def _taken(db: Database, numbers: Sequence[int]) -> set[int]:
    marks = ", ".join(["%s"] * len(numbers))
    sql = f'SELECT "id" FROM "search_document" WHERE "id" IN ({marks})'  # noqa: S608
    return {row[0] for row in db.query(sql, numbers)}


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
