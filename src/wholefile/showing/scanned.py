"""Items as they lie on the counter: what each is, with whom, and what would hinder moving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.custody import WATCHED
from wholefile.showing import seeing
from wholefile.showing.items import with_of

SCANNED_KEYS = {
    "item": "voucher number",
    "description": "what it is",
    "category": "property category",
    "status": "held, lent, unlocated, or gone",
    "with": "who or where it is with: {holder, holder_name, location, out_to}, one of them set",
    "seal": "number of the seal that is on it, or null",
    "hinders": "what keeps it from being moved, in words",
    "minds": "what to mind when it is moved, in words",
}


def scanned_view(db: Database, sight: Sight, vouchers: Sequence[str]) -> list[dict[str, Any]]:
    """These items in their order, without those that the office's roles do not show."""
    seen = seeing.seen_items(db, seeing.of_the_office(sight), vouchers)
    rows = {row.item: row for row in lookups.by_values(db, "item", "item", sorted(seen))}
    names = lookups.person_names(db, [row.holder for row in rows.values() if row.holder])
    return [
        {
            **{
                name: getattr(rows[one], name)
                for name in ("item", "description", "category", "status", "seal")
            },
            "with": with_of(rows[one], names),
            "hinders": _hinders(rows[one]),
            "minds": _minds(db, rows[one]),
        }
        for one in vouchers
        if one in rows
    ]


def _hinders(row: Row) -> list[str]:
    if lookups.is_gone(row):
        return [f"It is {row.status} and moves no more."]
    if row.open_transfer is not None:
        return [f"On its way under {row.open_transfer}; that must be accepted or refused first."]
    if row.status == "unlocated":
        return ["It could not be located; record where it was found first."]
    return []


def _minds(db: Database, row: Row) -> list[str]:
    found = []
    if row.status == "lent":
        found.append(f"Out to {row.out_to}; it can only be taken back.")
    if row.seal is not None:
        found.append(f"Compare its seal: {row.seal}.")
    if row.category in WATCHED:
        found.append("Somebody who does not move it watches and signs.")
    if row.category == "firearm" and not lookups.is_cleared(db, row.item):
        found.append("No clearance holds; treat it as loaded.")
    return found
