"""Rebuilding the tables from the entries, and comparing the two.

The tables are never repaired by hand: they are what the acts say (`record.replay`), so they can be emptied and folded
again at any time. `difference` is how `wholefile record check` shows that nobody changed a table behind the record's
back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from wholefile.record.memory import Key, Tables
from wholefile.record.replay import entries, replay, snapshot, uncollected
from wholefile.record.sql import Database, Delete, tables

_ROWS = 5_000  # rows written or read at once
_SHOWN = 80  # characters of a value that are shown


class HasDatabase(Protocol):
    """What is asked of a record here."""

    @property
    def db(self) -> Database:
        """Its tables."""


def rebuild(record: HasDatabase) -> int:
    """Empty the tables of the current state and fold every entry again; returns the number of rows written.

    One transaction, during which nothing can be appended: readers see the old tables until the new ones are whole.
    May be called inside a transaction, as expungement does after it has destroyed bodies. Raises what
    `projections.apply` raises when an entry cannot be applied; then nothing has changed.
    """
    db = record.db
    with db.atomic(), uncollected():
        if db.vendor != "sqlite":
            db.query('SELECT "size" FROM "head" FOR UPDATE')
        state = replay(entries(db))
        db.execute(Delete(table, {}) for table in state.names())
        return load(state, db)


def load(state: Tables, db: Database) -> int:
    """Write the tables of a replay into empty ones; returns the number of rows."""
    written = 0
    for table in state.names():
        columns = tables()[table].columns
        rows = [tuple(values) for values in state.contents(table).values()]
        for start in range(0, len(rows), _ROWS):
            db.insert_many(table, columns, rows[start : start + _ROWS])
        written += len(rows)
    return written


def difference(
    record: HasDatabase, *, most: int = 1_000, progress: Callable[[str], None] | None = None
) -> list[str]:
    """How the tables differ from a replay of the entries, row by row and in both directions; empty when they agree.

    At most so many lines, and then one that counts the rest. Appends may go on meanwhile. `progress` is told the name
    of each table before it is compared.
    """
    db = record.db
    found: list[str] = []
    failures: list[str] = []
    with snapshot(db), uncollected():
        state = replay(entries(db), failed=lambda seq, why: failures.append(f"entry {seq}: {why}"))
        for table in state.names():
            if progress is not None:
                progress(table)
            found += _differences(table, _rows(db, table), state.contents(table))
    lines = failures + found
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"and {more} more"]


def _rows(db: Database, table: str) -> Iterator[Sequence[Any]]:
    columns = ", ".join(f'"{one}"' for one in tables()[table].columns)
    yield from db.query(f'SELECT {columns} FROM "{table}"')  # noqa: S608  # names come from the models


def _differences(
    table: str, rows: Iterator[Sequence[Any]], replayed: Mapping[Key, Sequence[Any]]
) -> Iterator[str]:
    known = tables()[table]
    key_at = [known.columns.index(column) for column in known.key]
    binary = [at for at, column in enumerate(known.columns) if column == "public_key"]
    seen = set()
    for row in rows:
        values = list(row)
        for at in binary:
            values[at] = bytes(values[at])
        key = tuple([values[at] for at in key_at])
        seen.add(key)
        expected = replayed.get(key)
        if expected is None:
            yield f"{_name(table, key)}: stands in the table, but no entry gives it"
        elif values != expected:
            yield from _columns(table, key, values, expected)
    for key in replayed:
        if key not in seen:
            yield f"{_name(table, key)}: the entries give it, but it is not in the table"


def _columns(table: str, key: Key, values: Sequence[Any], expected: Sequence[Any]) -> Iterator[str]:
    for column, mine, theirs in zip(tables()[table].columns, values, expected, strict=True):
        if mine != theirs:
            yield f"{_name(table, key)}: {column} is {_shown(mine)}, the entries give {_shown(theirs)}"


def _name(table: str, key: Key) -> str:
    return f"{table.replace('_', ' ')} {' '.join(str(one) for one in key)}"


def _shown(value: Any) -> str:
    text = "unknown" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
