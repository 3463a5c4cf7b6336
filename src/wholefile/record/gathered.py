"""Rows of several tables in one statement, for pages that show a few rows of each of many tables.

A page of a case asks a dozen tables for what is in that case. Each by itself is a journey to the database and back;
together they are one, and they all tell of the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.record.sql import Database, Row, Table, tables

_EMPTY = "CAST(NULL AS TEXT)"


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of a table for which a condition in SQL holds, with `%s` for each of its values.

    Its columns are named with the table: `"party"."docket" = %s`.
    """

    table: str
    condition: str
    values: Sequence[Any] = ()


def gathered(db: Database, asked: Iterable[Asked]) -> list[list[Row]]:
    """For each thing asked its rows, in no order. No table with binary columns can be asked.

    Raises ValueError for one that has them.
    """
    wanted = list(asked)
    found: list[list[Row]] = [[] for _ in wanted]
    if not wanted:
        return found
    known = [tables()[one.table] for one in wanted]
    width = max(len(one.columns) for one in known)
    # A column of a union is of the kind that its first rows say: these say none (SQLite) or text (PostgreSQL).
    first = f"SELECT -1, {', '.join([_EMPTY] * width)} WHERE 1 = 0"
    arms = [first, *(_arm(db, number, one, known[number], width) for number, one in enumerate(wanted))]
    readers = [_reader(db, one) for one in known]
    values = [value for one in wanted for value in one.values]
    for row in db.query(" UNION ALL ".join(arms), values):
        number = int(row[0])
        found[number].append(readers[number](row[1:]))
    return found


def _arm(db: Database, number: int, asked: Asked, known: Table, width: int) -> str:
    if set(known.columns) != known.text | known.flags | known.numbers:
        raise ValueError(f"{known.name} has columns that are neither text nor number")
    named = [f'"{known.name}"."{one}"' for one in known.columns]
    if db.vendor != "sqlite":
        named = [f"CAST({one} AS TEXT)" for one in named]
    columns = ", ".join([str(number), *named, *[_EMPTY] * (width - len(named))])
    return f'SELECT {columns} FROM "{known.name}" WHERE {asked.condition}'  # noqa: S608 - names of the models


def _reader(db: Database, known: Table) -> Callable[[Sequence[Any]], Row]:
    """What makes a row of the table's own form from one of the union."""
    width, make = len(known.columns), known.row._make
    numbers = [] if db.vendor == "sqlite" else _places(known, known.numbers)
    flags = _places(known, known.flags)

    def read(row: Sequence[Any]) -> Row:
        values = list(row[:width])
        for place in numbers:
            values[place] = None if values[place] is None else int(values[place])
        for place in flags:
            values[place] = None if values[place] is None else values[place] in (1, "true")
        return make(values)

    return read


def _places(known: Table, names: Collection[str]) -> list[int]:
    return [place for place, one in enumerate(known.columns) if one in names]
