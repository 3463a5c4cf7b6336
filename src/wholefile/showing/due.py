"""What is wrong, overdue or soon due, of what is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from wholefile.actions.due import Due, everything_due
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

DUE_KEYS = {
    "due": "list of {state: wrong, overdue, soon or open; what; about: its number; docket or null; by: day or null;"
    " words}, the worst first",
}


# What is about several items, and the table that lists them.
_OF_SEVERAL = {
    "open transfer": ("transfer", "transfer"),
    "disposition": ("disposition", "disposition"),
    "laboratory": ("laboratory_request", "request"),
    "test notice": ("laboratory_request", "request"),
}


def due_seen(db: Database, sight: Sight, now: int, docket: str | None = None) -> list[dict[str, Any]]:
    """What waits for the office, the worst first, of what is seen through its roles; nothing to the defence alone.

    `now` is in milliseconds since 1970 (UTC).
    """
    office = seeing.of_the_office(sight)
    if office.nothing:
        return []
    return [asdict(one) for one in _shown(db, office, everything_due(db, now, docket))]


def _shown(db: Database, sight: Sight, found: Sequence[Due]) -> Iterable[Due]:
    if sight.everything:
        return found
    items = _items(db, found)
    seen = seeing.seen_items(db, sight, {item for named in items.values() for item in named})
    cases = seeing.seen_cases(db, sight, {one.docket for one in found if one.docket})
    told = []
    for one in found:
        named = items.get(_key(one), [])
        left = [item for item in named if item in seen]
        if (one.docket is not None and one.docket not in cases) or (named and not left):
            continue
        if one.docket is None and not named:  # of the room as a whole
            continue
        told.append(replace(one, words=one.words.replace(", ".join(named), ", ".join(left), 1)))
    return told


def _items(db: Database, found: Sequence[Due]) -> dict[tuple[str, str], list[str]]:
    """The items that each thing is about."""
    named: dict[tuple[str, str], list[str]] = {}
    for table, column in sorted(set(_OF_SEVERAL.values())):
        about = [one.about for one in found if _OF_SEVERAL.get(one.what) == (table, column)]
        rows = {getattr(row, column): row for row in lookups.by_values(db, table, column, sorted(set(about)))}
        for one in found:
            if _OF_SEVERAL.get(one.what) == (table, column) and one.about in rows:
                named[_key(one)] = json.loads(rows[one.about].items)
    single = sorted({one.about for one in found if one.what not in _OF_SEVERAL})
    known = {row.item for row in lookups.by_values(db, "item", "item", single)}
    for one in found:
        if one.what not in _OF_SEVERAL and one.about in known:
            named[_key(one)] = [one.about]
    return named


def _key(one: Due) -> tuple[str, str]:
    return one.what, one.about
