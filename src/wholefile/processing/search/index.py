"""Keeping the index up to the record. What is to be done is a query, so whatever dies, the next run goes on.

Every act names what it is about. Those things are noted as to be done, up to an entry that is remembered in the same
transaction; a file is to be done when it is not in the index, or was read again, or is held under more items since.
How they are written is in `writing`.

Search is right about permissions at every moment, since those are asked of the record and not of the index; only what
is not yet in the index is not yet found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from wholefile.core.acts import docket_numbers, item_ids
from wholefile.core.text_folding import VERSION
from wholefile.processing.search import words
from wholefile.processing.search.documents import CASE, FACT, FILE, ITEM, STATEMENT
from wholefile.processing.search.walking import Known, between, next_files, page
from wholefile.processing.search.writing import TO_BE_DONE, Object, holding, mark, write
from wholefile.record.derived import empty_index
from wholefile.record.home import Record
from wholefile.record.sql import Database, Update

_ENTRIES = 500  # looked at in one transaction
_BATCH = 100  # objects written in one transaction
_FOLDING = f"3 {VERSION}"  # 2: numbers say nothing of the order in which documents came; 3: facts are in it
_HELD = 'SELECT "sha256", COUNT(*) FROM "holding" WHERE'
_DERIVED = (
    'SELECT "sha256", SUM("at") FROM "derivation" WHERE "sha256" >= %s AND "sha256" <= %s GROUP BY "sha256"'
)
_IN_THE_INDEX = (
    'SELECT "object", "held", "derived", "claim" FROM "search_object" '  # noqa: S608
    f'WHERE "realm" = \'{FILE}\' AND "object" >= %s AND "object" <= %s'
)
Progress = Callable[[int], None]


def index_pending(record: Record, most: int = 500, *, progress: Progress | None = None) -> int:
    """Bring at most so many objects of the index up to the record; returns how many were looked at.

    0 means that nothing is left. Doing it again does nothing.
    """
    _same_folding(record.db)
    while _note_changes(record.db):
        pass
    waiting = _waiting(record.db, most)
    done = 0
    for batch in _in_batches(waiting):
        write(record, batch)
        done += len(batch)
        if progress is not None:
            progress(done)
    return done


def index_records(record: Record, most: int = 500) -> int:
    """Bring at most so many things up to date that acts have changed; returns how many of those are left.

    Files that were read meanwhile are not looked for, so this is quick in a record of any size.
    """
    db = record.db
    _same_folding(db)
    while _note_changes(db):
        pass
    rows = db.query(
        'SELECT "realm", "object" FROM "search_object" WHERE "claim" > %s ORDER BY "realm" DESC, "object" LIMIT %s',
        ["", most],
    )
    for batch in _in_batches([(row[0], row[1]) for row in rows]):
        write(record, batch)
    return int(db.query('SELECT COUNT(*) FROM "search_object" WHERE "claim" > %s', [""])[0][0])


def _forget_everything(db: Database) -> None:
    empty_index(db)
    db.run_many(
        'INSERT INTO "search_state" ("id", "folding", "noted") VALUES (1, %s, 0) '
        'ON CONFLICT ("id") DO UPDATE SET "folding" = excluded."folding", "noted" = 0',
        [(_FOLDING,)],
    )


def _same_folding(db: Database) -> None:
    """Words folded in another way are of no use: then everything is taken out and made anew."""
    state = db.one("search_state", id=1)
    if state is not None and state.folding == _FOLDING:
        return
    with holding(db):
        state = db.one("search_state", id=1)
        if state is None or state.folding != _FOLDING:
            _forget_everything(db)


def _note_changes(db: Database) -> int:
    """Note what the next entries are about as to be done; how many entries were looked at."""
    with holding(db):
        state = db.one("search_state", id=1)
        rows = db.query(
            'SELECT e."seq", e."kind", b."fields" FROM "entry" e LEFT JOIN "body" b ON b."seq" = e."seq" '
            'WHERE e."seq" >= %s ORDER BY e."seq" LIMIT %s',
            [state.noted if state else 0, _ENTRIES],
        )
        if not rows:
            return 0
        touched: dict[Object, None] = {}
        for _, kind, fields in rows:
            if fields is not None:
                body = json.loads(bytes(fields))
                touched.update(dict.fromkeys((*_touched(kind, body), *_facts_of(db, kind, body))))
        items = [named for realm, named in touched if realm == ITEM]
        for held in _files_under(db, items):
            touched[FILE, held] = None
        mark(db, touched, TO_BE_DONE)
        db.execute([Update("search_state", {"noted": rows[-1][0] + 1}, {"id": 1})])
        return len(rows)


def _touched(kind: str, body: dict[str, object]) -> Iterator[Object]:
    """Items, cases and statements that an act is about."""
    for item in item_ids(kind, body):
        yield ITEM, item
    for docket in docket_numbers(body):
        yield CASE, docket
    statement = body.get("statement")
    if isinstance(statement, str):
        yield STATEMENT, statement
    files = body.get("files")
    for one in files if isinstance(files, list) else ():
        if isinstance(one, dict) and kind == "file.attached":
            yield FILE, str(one.get("sha256"))


def _facts_of(db: Database, kind: str, body: dict[str, Any]) -> Iterator[Object]:
    """Facts that an act is about; one that rejects names the proposal alone, one that attaches a file the file."""
    if isinstance(body.get("fact"), str):
        yield FACT, body["fact"]
    elif kind == "fact.rejected":
        for row in db.rows("fact", layer=body["source"]["layer"], proposal=body["proposal"]):
            yield FACT, row.fact
    elif kind == "file.attached":
        for one in body["files"]:
            for row in db.rows("fact", sha256=one["sha256"]):
                yield FACT, row.fact


def _files_under(db: Database, items: list[str]) -> Iterator[str]:
    """Files in the index that are held under these items, where an item's cases are not those of its documents."""
    for item in items:
        dockets = {row.docket for row in db.rows("item_case", item=item)}
        known = db.rows("search_document", limit=1, realm=ITEM, object=item)
        if known and dockets != _dockets_in(known[0].extra, dockets):
            for row in db.rows("holding", item=item):
                yield row.sha256


def _dockets_in(extra: str, dockets: set[str]) -> set[str]:
    """These cases as far as a document names them; something else where it names others."""
    keys = {one for one in extra.split() if one.startswith(words.key("case", "")[:2])}
    wanted = {words.key("case", one): one for one in dockets}
    return {wanted.get(one, "") for one in keys}


def _waiting(db: Database, most: int) -> list[Object]:
    """What is to be done, at most so many: first what was noted, then files that were not."""
    noted = db.query(
        # In the order of the index on claims: no more rows are looked at than are taken.
        'SELECT "realm", "object" FROM "search_object" WHERE "claim" > %s ORDER BY "claim" LIMIT %s',
        ["", most],
    )
    found = dict.fromkeys((row[0], row[1]) for row in noted)
    if len(found) < most:
        files = next_files(db, "search", _changed_files, most - len(found))
        found.update(dict.fromkeys((FILE, sha256) for sha256 in files))
    return list(found)


def _changed_files(db: Database, after: str, most: int) -> tuple[Known, str | None]:
    """Of so many files those that the index lacks, or knows as they were read or held before; claimed ones apart."""
    held = page(db, _HELD, after, most)
    if not held:
        return {}, None
    derived, known = between(db, _DERIVED, held), between(db, _IN_THE_INDEX, held)
    found: Known = {}
    for sha256, (items,) in held.items():
        now = (items, int(derived.get(sha256, (0,))[0]))
        then = known.get(sha256)
        if then is None or (not then[2] and then[:2] != now):
            found[sha256] = now
    return found, next(reversed(held))


def _in_batches(objects: list[Object]) -> Iterator[list[Object]]:
    for start in range(0, len(objects), _BATCH):
        yield objects[start : start + _BATCH]
