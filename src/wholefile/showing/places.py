"""The places of the evidence room, and what of what is seen is in them. The defence has no view of the room."""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.lists import ItemFilters, items_list
from wholefile.showing.paging import FIRST, Page


def places_view(db: Database, sight: Sight) -> dict[str, Any]:
    """Every place with how many items are in it, itself and with the places inside it. The record sets no capacity."""
    office = seeing.at(db, seeing.of_the_office(sight))
    if office.nothing:
        return {"places": []}
    counts = _counts(db, office)
    return {"places": [_place(row, counts) for row in db.rows("location", order=("location",))]}


def place_view(db: Database, sight: Sight, code: str, page: Page = FIRST) -> dict[str, Any]:
    """A place: what may be stored there, the places inside it, its items a page at a time, and how it was counted.

    Counts of the room as a whole are shown to whoever sees the whole record. Raises NotFound.
    """
    office = seeing.at(db, seeing.of_the_office(sight))
    row = lookups.location(db, code)
    if office.nothing:
        raise lookups.unknown("location", code)
    counts = _counts(db, office)
    inside = db.rows("location", order=("location",), location__gte=f"{code}/", location__lt=f"{code}0")
    inventories = db.rows("inventory", order=("-seq",), location=code) if sight.everything else []
    return {
        **_place(row, counts),
        "position": row.seq,
        "inside": [_place(one, counts) for one in inside],
        "inventories": [
            {name: getattr(one, name) for name in ("inventory", "scope", "cause", "found", "at")}
            | {"position": one.seq}
            for one in inventories
        ],
        **items_list(db, office, ItemFilters(place=code), page),
    }


def _counts(db: Database, office: Sight) -> dict[str, int]:
    condition, values = office.item('i."item"')
    rows = db.query(
        'SELECT i."location", COUNT(*) FROM "item" i WHERE i."location" IS NOT NULL'  # noqa: S608
        f' AND {condition} GROUP BY i."location"',
        values,
    )
    return {code: int(number) for code, number in rows}


def _place(row: Row, counts: dict[str, int]) -> dict[str, Any]:
    within = sum(number for code, number in counts.items() if code.startswith(f"{row.location}/"))
    return {
        **{name: getattr(row, name) for name in ("location", "name", "kind")},
        "stores": json.loads(row.stores),
        "items_here": counts.get(row.location, 0),
        "items_within": counts.get(row.location, 0) + within,
    }
