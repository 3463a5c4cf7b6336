"""Writing objects into the index: claimed first, read without a lock, then written in short transactions.

Small objects are written many at once. A long one is written in pieces of a few hundred passages, so that nobody
waits for a whole book, and is done with its last. A claim stands in the object's row until then: whoever dies leaves
it there, and the object is still to be done. A newer change, or another writer, puts its own claim there, and what
was read before is then not written; so two at once do no harm.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import TypeAlias

from wholefile.core.errors import NotFound
from wholefile.processing.search import documents, store
from wholefile.processing.search.documents import CASE, FILE, ITEM, Document
from wholefile.record.home import Record
from wholefile.record.sql import Database, Delete, Update

Object: TypeAlias = tuple[str, str]  # realm and name
TO_BE_DONE = "to be done"  # a claim of nobody
INCOMPLETE = "incomplete"  # the digest of an object of which something could not be read
_PIECE = 200  # documents written in one transaction


@dataclass
class _Reading:
    """One object, read: `documents` are its first, `rest` what follows when there are more than one piece."""

    realm: str
    named: str
    derived: int
    held: int
    documents: list[Document]
    rest: Iterator[Document]
    missing: list[str] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether it takes several pieces."""
        return len(self.documents) == _PIECE

    @property
    def where(self) -> dict[str, str]:
        """Its row."""
        return {"realm": self.realm, "object": self.named}


def write(record: Record, objects: Sequence[Object]) -> None:
    """Bring these objects up to date: written anew where they changed, taken out where they are gone."""
    db, claim = record.db, secrets.token_hex(8)
    with holding(db):
        mark(db, objects, claim)
    short: list[_Reading] = []
    for realm, named in objects:
        reading = _read(record, realm, named)
        if reading.is_long:
            _write_long(db, reading, claim)
            continue
        short.append(reading)
        if sum(len(one.documents) for one in short) >= _PIECE:
            _write_short(db, short, claim)
            short = []
    if short:
        _write_short(db, short, claim)


def mark(db: Database, objects: Iterable[Object], claim: str) -> None:
    """Put a claim on objects, known to the index or not."""
    db.run_many(
        'INSERT INTO "search_object" ("realm", "object", "digest", "derived", "held", "claim") '
        "VALUES (%s, %s, '', -1, -1, %s) "
        'ON CONFLICT ("realm", "object") DO UPDATE SET "claim" = excluded."claim"',
        [(realm, named, claim) for realm, named in objects],
    )


@contextmanager
def holding(db: Database) -> Iterator[None]:
    """A transaction in which nobody else writes the index."""
    with db.atomic():
        if db.vendor != "sqlite":
            db.query('SELECT "noted" FROM "search_state" FOR UPDATE')
        yield


def read_text(record: Record, digest: str) -> str:
    """A text of the derived store. Raises NotFound."""
    with record.derived.open(digest) as source:
        return source.read().decode("utf-8")


def _read(record: Record, realm: str, named: str) -> _Reading:
    derived, held = _known_of(record.db, named) if realm == FILE else (0, 0)
    missing: list[str] = []

    def text_of(digest: str) -> str:
        try:
            return read_text(record, digest)
        except NotFound:
            missing.append(digest)
            return ""

    match realm:
        case documents.ITEM:
            made = documents.documents_of_item(record.db, named)
        case documents.CASE:
            made = documents.documents_of_case(record.db, named)
        case documents.STATEMENT:
            made = documents.documents_of_statement(record.db, named)
        case documents.FACT:
            made = documents.documents_of_fact(record.db, named)
        case _:
            made = documents.documents_of_file(record.db, named, text_of)
    return _Reading(realm, named, derived, held, list(islice(made, _PIECE)), made, missing)


def _known_of(db: Database, named: str) -> tuple[int, int]:
    """What is known of a file now, in the two numbers by which a change is told."""
    [(derived,)] = db.query('SELECT COALESCE(SUM("at"), 0) FROM "derivation" WHERE "sha256" = %s', [named])
    [(held,)] = db.query('SELECT COUNT(*) FROM "holding" WHERE "sha256" = %s', [named])
    return int(derived), int(held)


def _write_short(db: Database, readings: Sequence[_Reading], claim: str) -> None:
    """Objects of one piece each, in one transaction."""
    with holding(db):
        added: list[Document] = []
        for one in readings:
            row = db.one("search_object", **one.where)
            if row is None or row.claim != claim:
                continue
            digest = INCOMPLETE if one.missing else _digest(one.documents)
            if digest != row.digest or one.missing:
                store.take_out_all(db, one.realm, one.named)
                added += one.documents
            _done(db, one, digest)
        store.add(db, added)


def _write_long(db: Database, reading: _Reading, claim: str) -> None:
    """An object of many pieces, each in a transaction of its own."""
    digest = sha256()
    taken = 1
    while taken:
        with holding(db):
            if not db.exists("search_object", claim=claim, **reading.where):
                return
            taken = store.take_out(db, reading.realm, reading.named)
    piece = reading.documents
    while piece:
        digest.update(_digest(piece).encode())
        with holding(db):
            if not db.exists("search_object", claim=claim, **reading.where):
                return
            store.add(db, piece)
        piece = list(islice(reading.rest, _PIECE))
    with holding(db):
        if db.exists("search_object", claim=claim, **reading.where):
            _done(db, reading, INCOMPLETE if reading.missing else digest.hexdigest())


def _done(db: Database, reading: _Reading, digest: str) -> None:
    if not reading.documents:
        db.execute([Delete("search_object", reading.where)])
        return
    now = {"digest": digest, "derived": reading.derived, "held": reading.held, "claim": ""}
    db.execute([Update("search_object", now, reading.where)])


def _digest(made: Iterable[Document]) -> str:
    found = sha256()
    for one in made:
        found.update(documents.digest_of(one))
    return found.hexdigest()


__all__ = ["CASE", "ITEM", "Object", "holding", "mark", "read_text", "write"]
