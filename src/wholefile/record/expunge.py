"""Expungement: by order of a court, what entries say and the files they brought are destroyed.

First the act `record.expunged` is recorded, then bodies, secrets and files are destroyed and the tables folded again
from what remains. Header, position and hash of each entry stay, so every earlier proof stays good; without the
secret the commitment in a header tells nobody anything. Each step can be repeated, so a crash between
them is finished by `finish`, and `check` reports what is unfinished.

What this program reaches is the database and the store. Backups, replicas, snapshots of disks and archived
write-ahead logs of a PostgreSQL server must be dealt with by who keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wholefile.core.errors import Unavailable
from wholefile.record import derived, lookups
from wholefile.record.act import SignedAct
from wholefile.record.blobs import sync_folder
from wholefile.record.failures import translated
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt, Rules, append, locked_head
from wholefile.record.memory import state_tables
from wholefile.record.numbers import numbers_given
from wholefile.record.preparation import EXPUNGEMENT
from wholefile.record.rebuild import rebuild
from wholefile.record.set_aside import destroy_aside
from wholefile.record.sql import Database, Delete, Insert

_MARK = "expungement-pending"
_MANY = 500


def expunge(
    record: Record, signed: SignedAct, body: Mapping[str, Any], secret: bytes, *, rules: Rules
) -> Receipt:
    """Record the order and destroy what it names; nothing of it is left here when this returns.

    Raises what `append` raises. When it raises Unavailable after the order was recorded, `finish` goes on.
    """
    receipt = append(record, signed, body, secret, rules=rules)
    finish(record)
    return receipt


def files_of(db: Database, positions: Iterable[int]) -> list[str]:
    """Files that only these entries brought to an item, as digests in order: what an order on them should name."""
    chosen = set(positions)
    brought: dict[str, set[int]] = {}
    for row in db.rows("item_file", order=("sha256",)):
        brought.setdefault(row.sha256, set()).add(row.seq)
    return [sha256 for sha256, seqs in brought.items() if seqs <= chosen]


def unfinished(record: Record) -> tuple[list[int], list[str]]:
    """Positions whose bodies and digests whose files an order expunged, and which are still there."""
    rows = record.db.query(
        'SELECT x."seq" FROM "expunged" x JOIN "body" b ON b."seq" = x."seq" ORDER BY x."seq"'
    )
    named = sorted(_files_named(record.db))
    kept = lookups.by_values(record.db, "stored_file", "sha256", named)
    live = {row.sha256 for row in kept if row.expunged_seq is None}
    return [row[0] for row in rows], [one for one in named if one not in live and record.store.has(one)]


def is_begun(record: Record) -> bool:
    """Whether a body or a file is left that an order names, or was when this was last interrupted; quickly asked."""
    return (record.folder / _MARK).exists() or any(unfinished(record))


def is_pending(record: Record) -> bool:
    """Whether an expungement was begun whose bytes, or what was derived from them, may not all be gone."""
    return is_begun(record) or bool(derived.left_behind(record.db))


def finish(record: Record) -> None:
    """Carry out every expungement that is recorded; does nothing when all are. Raises Unavailable."""
    record.check_usable()
    if not is_pending(record):
        return
    _mark(record)
    with translated(record):
        with locked_head(record):
            positions, _files = unfinished(record)
            for start in range(0, len(positions), _MANY):
                _retire_numbers(record.db, positions[start : start + _MANY])
                record.db.execute([Delete("body", {"seq__in": positions[start : start + _MANY]})])
            if positions:
                rebuild(record)
                derived.empty_index(record.db)  # words of what was destroyed may be in it
        for sha256 in unfinished(record)[1]:
            destroy_aside(record.store, sha256)
            record.store.destroy(sha256)
        derived.forget(record)
        _wipe_free_space(record.db)
    (record.folder / _MARK).unlink(missing_ok=True)
    sync_folder(record.folder)


def _retire_numbers(db: Database, positions: Sequence[int]) -> None:
    """Keep the numbers these entries gave, so that nothing else is ever called by them."""
    marks = ", ".join(["%s"] * len(positions))
    rows = db.query(
        'SELECT e."seq", e."kind", b."fields" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" '  # noqa: S608
        f'WHERE e."seq" IN ({marks})',
        positions,
    )
    for seq, kind, fields in rows:
        for number in numbers_given(kind, json.loads(bytes(fields))):
            db.execute([Insert("retired_number", {"number": number, "seq": seq})])


def _files_named(db: Database) -> set[str]:
    found: set[str] = set()
    for row in db.query(
        'SELECT b."fields" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" WHERE e."kind" = %s',
        (EXPUNGEMENT,),
    ):
        found |= set(json.loads(bytes(row[0])).get("files", ()))
    return found


def _mark(record: Record) -> None:
    """Remember across a crash that bytes may be left in free pages, which no query would show."""
    path = record.folder / _MARK
    try:
        path.touch()
        sync_folder(record.folder)
    except OSError as error:
        raise Unavailable(
            "record.disk", f"The folder of the record takes no file: {error.strerror}."
        ) from error


def _wipe_free_space(db: Database) -> None:
    """Rewrite the database without what was deleted, and empty the write-ahead log of this file."""
    if db.vendor != "sqlite":
        for table in ("body", *state_tables(), *derived.DERIVED_TABLES):
            db.run(f'VACUUM (FULL, ANALYZE) "{table}"')
        return
    for statement in ("PRAGMA temp_store=MEMORY", "PRAGMA secure_delete=ON", "VACUUM"):
        db.run(statement)
    busy = db.query("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
    db.run("PRAGMA secure_delete=OFF")
    if busy:
        raise Unavailable(
            "record.busy",
            "Others are reading the record, so its free space cannot be wiped yet; finish it later.",
        )
