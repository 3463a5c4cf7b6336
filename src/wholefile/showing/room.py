"""The evidence room: what cannot be found, what is held, what may be let go, what waits for consent, what is out late.

Each list is cut at a hundred, with how many there are in all of what the office's roles show. The defence sees none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.due import due_seen
from wholefile.showing.home import dispositions_open

_MOST = 100


def evidence_room_view(db: Database, sight: Sight, now: int) -> dict[str, Any]:
    """What the room has to see to; `now` is in milliseconds since 1970 (UTC).

    Each of unlocated, holds, retention_due, dispositions, loans_overdue is {rows, total}; `due` is what of `show due`
    concerns custody and the room.
    """
    office, today = seeing.at(db, seeing.of_the_office(sight)), day_of(now)
    if office.nothing:
        nothing: dict[str, Any] = {"rows": [], "total": 0}
        names = ("unlocated", "holds", "retention_due", "dispositions", "loans_overdue")
        return {**dict.fromkeys(names, nothing), "due": []}
    waiting = dispositions_open(db, office)
    return {
        "unlocated": _items(db, office, _unlocated(db)),
        "holds": _holds(db, office),
        "retention_due": _items(db, office, _retention_due(db, today)),
        "dispositions": {"rows": waiting[:_MOST], "total": len(waiting)},
        "loans_overdue": _items(db, office, _loans(db, today)),
        "due": [one for one in due_seen(db, office, now) if one["what"] in _OF_THE_ROOM],
    }


_OF_THE_ROOM = ("open transfer", "seal discrepancy", "live round on a set", "missing item", "inventory")


def _unlocated(db: Database) -> list[tuple[str, dict[str, Any]]]:
    return [
        (row.item, {"position": row.seq, "searched": row.searched, "notified": row.notified})
        for row in db.rows("unlocated", order=("seq",), located_seq=None)
    ]


def _retention_due(db: Database, today: str) -> list[tuple[str, dict[str, Any]]]:
    """Items still here whose longest period is over; whether something else keeps them is for the rules to say."""
    rows = db.query(
        'SELECT r."item", MAX(r."keep_until") FROM "retention" r JOIN "item" i ON i."item" = r."item"'  # noqa: S608
        f' WHERE i."status" NOT IN ({seeing.marks(sorted(GONE))}) GROUP BY r."item"'
        ' HAVING MAX(r."keep_until") < %s ORDER BY 2, 1',
        [*sorted(GONE), today],
    )
    return [(item, {"kept_until": day}) for item, day in rows]


def _loans(db: Database, today: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (row.item, {"to": row.to, "due_on": row.due_on, "position": row.seq})
        for row in db.rows("loan", order=("due_on", "seq", "n"), returned_seq=None, due_on__lt=today)
    ]


def _items(db: Database, sight: Sight, found: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Those of these items that are seen, each with what it is, and how many they are."""
    seen = seeing.seen_items(db, sight, [item for item, _ in found])
    shown = [(item, more) for item, more in found if item in seen]
    first = shown[:_MOST]
    rows = {row.item: row for row in lookups.by_values(db, "item", "item", sorted({one for one, _ in first}))}
    return {
        "rows": [
            {"item": item, "description": rows[item].description, "status": rows[item].status, **more}
            for item, more in first
        ],
        "total": len(shown),
    }


def _holds(db: Database, sight: Sight) -> dict[str, Any]:
    rows = db.rows("hold", order=("seq",), released_seq=None)
    seen = seeing.seen_cases(db, sight, [row.docket for row in rows])
    shown = [row for row in rows if row.docket in seen]
    first = shown[:_MOST]
    named = lookups.by_values(db, "hold_item", "hold", [row.hold for row in first])
    things = seeing.seen_items(db, sight, [row.item for row in named])
    names = lookups.person_names(db, [row.issued_by for row in first])
    items: dict[str, list[str]] = {}
    for row in named:
        if row.item in things:
            items.setdefault(row.hold, []).append(row.item)
    return {
        "rows": [
            {
                **{name: getattr(row, name) for name in ("hold", "docket", "reason", "issued_by")},
                "issued_by_name": names.get(row.issued_by, row.issued_by),
                "whole_case": bool(row.whole_case),
                "items": sorted(items.get(row.hold, ())),
                "position": row.seq,
            }
            for row in first
        ],
        "total": len(shown),
    }
