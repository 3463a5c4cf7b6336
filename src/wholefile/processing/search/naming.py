"""What results are called and where they belong, as far as who asks may know it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wholefile.processing.search.documents import CASE, FACT, FILE, ITEM, STATEMENT
from wholefile.record.lookups import voucher_order
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight


class Named(NamedTuple):
    """A title, and the items and cases through which it is seen."""

    title: str
    items: tuple[str, ...]
    dockets: tuple[str, ...]


def named(db: Database, documents: Sequence[Row], sight: Sight) -> dict[int, Named]:
    """The names of these documents by their numbers."""
    files = sorted({row.object for row in documents if row.realm == FILE})
    held = items_of_files(db, files, sight)
    said = _items_of_statements(db, documents)
    of_each: dict[int, list[str]] = {}
    for row in documents:
        match row.realm:
            case "item":
                of_each[row.id] = [row.object]
            case "statement":
                of_each[row.id] = said.get(row.object, [])
            case "file":
                of_each[row.id] = [row.item] if row.item else held.get(row.object, [])
            case _:
                of_each[row.id] = []
    seen = _seen_items(db, {one for items in of_each.values() for one in items}, sight)
    dockets = _dockets(db, seen, sight)
    names = names_of_files(db, held)
    concerned = _dockets_of_facts(db, documents, sight)
    found = {}
    for row in documents:
        items = tuple(sorted((one for one in of_each[row.id] if one in seen), key=voucher_order))
        cases = {row.object} if row.realm == CASE else {one for item in items for one in dockets[item]}
        cases |= concerned[row.object] if row.realm == FACT else set()
        title = row.title
        if row.realm == FILE:
            title = row.title or next(
                (names[row.object, one] for one in items if (row.object, one) in names), ""
            )
        elif row.realm in {STATEMENT, FACT}:
            title = f"{row.object} {row.title}"
        found[row.id] = Named(title or row.object, items, tuple(sorted(cases)))
    return found


def items_of_files(db: Database, files: Sequence[str], sight: Sight) -> dict[str, list[str]]:
    """The items under which each file is held, of those that are seen."""
    found: dict[str, set[str]] = defaultdict(set)
    condition, values = sight.item('h."item"')
    for table in ("holding", "item_file"):
        rows = _with_values(
            db,
            f'SELECT h."sha256", h."item" FROM "{table}" h WHERE {condition} AND h."sha256" IN ',  # noqa: S608
            values,
            files,
        )
        for sha256, item in rows:
            found[sha256].add(item)
    return {sha256: sorted(items, key=voucher_order) for sha256, items in found.items()}


def names_of_files(db: Database, held: dict[str, list[str]]) -> dict[tuple[str, str], str]:
    """What each file is called under each of these items: as it was attached, or in the container it lies in."""
    files = sorted(held)
    found: dict[tuple[str, str], str] = {}
    inside = _with_values(
        db,
        'SELECT f."child", h."item", f."shown" FROM "family" f JOIN "holding" h ON h."sha256" = f."parent" '
        'WHERE f."child" IN ',
        [],
        files,
    )
    attached = _with_values(
        db, 'SELECT "sha256", "item", "name" FROM "item_file" WHERE "sha256" IN ', [], files
    )
    for sha256, item, name in (*attached, *inside):
        if item in held[sha256]:
            found.setdefault((sha256, item), name)
    return found


def _items_of_statements(db: Database, documents: Iterable[Row]) -> dict[str, list[str]]:
    numbers = sorted({row.object for row in documents if row.realm == STATEMENT})
    rows = db.rows("statement", statement__in=numbers) if numbers else []
    return {row.statement: json.loads(row.items) for row in rows}


def _dockets_of_facts(db: Database, documents: Iterable[Row], sight: Sight) -> dict[str, set[str]]:
    """The cases that each fact concerns, of those that are seen."""
    numbers = sorted({row.object for row in documents if row.realm == FACT})
    condition, values = sight.case('c."docket"')
    sql = f'SELECT c."fact", c."docket" FROM "fact_case" c WHERE {condition} AND c."fact" IN '  # noqa: S608
    found: dict[str, set[str]] = defaultdict(set)
    for fact, docket in _with_values(db, sql, values, numbers):
        found[fact].add(docket)
    return found


def _seen_items(db: Database, items: Iterable[str], sight: Sight) -> set[str]:
    wanted = sorted(items)
    if sight.everything:
        return set(wanted)
    condition, values = sight.item('i."item"')
    rows = _with_values(
        db,
        f'SELECT i."item" FROM "item" i WHERE {condition} AND i."item" IN ',  # noqa: S608
        values,
        wanted,
    )
    return {row[0] for row in rows}


def _dockets(db: Database, items: Iterable[str], sight: Sight) -> dict[str, set[str]]:
    condition, values = sight.case('c."docket"')
    found: dict[str, set[str]] = defaultdict(set)
    rows = _with_values(
        db,
        f'SELECT c."item", c."docket" FROM "item_case" c WHERE {condition} AND c."item" IN ',  # noqa: S608
        values,
        sorted(items),
    )
    for item, docket in rows:
        found[item].add(docket)
    return found


def _with_values(
    db: Database, sql: str, values: Sequence[str], members: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Rows of a statement that ends in a list of values, asked in pieces."""
    found = []
    for start in range(0, len(members), 500):
        part = members[start : start + 500]
        found += db.query(f"{sql}({', '.join(['%s'] * len(part))})", [*values, *part])
    return found


__all__ = ["ITEM", "Named", "items_of_files", "named", "names_of_files"]
