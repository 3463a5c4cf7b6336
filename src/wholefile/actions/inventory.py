"""Inventory: what was scanned in a place, compared with what the record has there, and which counts are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Unpack

from wholefile.actions.recording import Body, Remarks, record_numbered
from wholefile.actions.signing import Signer
from wholefile.record.days import day_of
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id
from wholefile.record.sql import Database, Row
from wholefile.rules.inventory import recorded_at

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A scan beside the record.

    `found` are in place, `missing` recorded here and not scanned, `unexpected` scanned here and recorded elsewhere.
    """

    found: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InventoryDue:
    """A place that holds items and must be counted in full; `last_on` is when it last was."""

    location: str
    last_on: str | None
    why: str


def compare_scan(
    db: Database, location: str, scanned: Sequence[str], looked_for: Sequence[str] | None = None
) -> Comparison:
    """What a scan of a place says.

    `looked_for` is the sample of an audit; without it, everything recorded there.

    Places within the place are included. A voucher scanned twice counts once.
    """
    here, seen = recorded_at(db, location), set(scanned)
    wanted = here if looked_for is None else set(looked_for) & here
    return Comparison(tuple(sorted(seen & here)), tuple(sorted(wanted - seen)), tuple(sorted(seen - here)))


def record_inventory(
    record: Record,
    location: str,
    scanned: Sequence[str],
    *,
    scope: str,
    cause: str,
    leader: Signer,
    by: Signer,
    looked_for: Sequence[str] | None = None,
    unlabelled: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Record a count of a place: missing and unexpected items are worked out from the scans.

    An act holds at most 65,535 bytes, about 4,500 vouchers: count a larger place by its parts.
    """
    compared = compare_scan(record.db, location, scanned, looked_for)
    body: Body = {
        "scope": scope,
        "location": location,
        "found": list(compared.found),
        "missing": list(compared.missing),
        "unexpected": list(compared.unexpected),
        "unlabelled": unlabelled,
        "cause": cause,
        "leader": leader.person,
        "by": by.person,
    }
    return record_numbered(
        record,
        "inventory.recorded",
        body,
        [leader, by],
        field="inventory",
        number=lambda: next_id(record.db, "inventory", "inventory", "I"),
        remarks=remarks,
    )


def inventories_due(db: Database, today: str) -> list[InventoryDue]:
    """Places with items, not counted in full for a year or since the custodians changed (rule I1)."""
    counts = db.rows("inventory", order=("seq",), scope="full")
    changes = db.rows("role_grant", role="custodian")
    changed = max([row.seq for row in changes] + [row.ended_seq or 0 for row in changes], default=0)
    places = db.query("SELECT DISTINCT location FROM item WHERE location IS NOT NULL ORDER BY location")
    due = []
    for (place,) in places:
        last = next((row for row in reversed(counts) if f"{place}/".startswith(f"{row.location}/")), None)
        if why := _why_due(last, changed, today):
            due.append(InventoryDue(place, day_of(last.at) if last else None, why))
    return due


def missing_not_reported(db: Database) -> list[tuple[str, str]]:
    """(inventory, item) for items that a count missed and that are still said to be in their place."""
    rows = db.query(
        "SELECT v.inventory, i.item FROM inventory v JOIN item i ON v.missing LIKE '%%\"' || i.item || '\"%%'"
        " JOIN item_act a ON a.item = i.item AND a.seq = v.seq"
        " WHERE i.status = 'held' AND i.location IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM unlocated u WHERE u.item = i.item AND u.seq > v.seq)"
        " ORDER BY v.seq, i.item"
    )
    return [(inventory, item) for inventory, item in rows]


def _why_due(last: Row | None, changed: int, today: str) -> str | None:
    if last is None:
        return "never counted in full"
    if changed > last.seq:
        return "change of custodian"
    counted = date.fromisoformat(day_of(last.at))
    return "a year has passed" if date.fromisoformat(today) - counted >= _YEAR else None
