"""Productions as the defence has them: those served in the cases it acts in, with its own receipts and objections.

Nothing here is read from how a case stands now; what is in a production is read from the production.
"""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

_SERVED = ("served", "received")
_NAMES = ("production", "docket", "volume", "to", "items", "files", "served_at", "served_seq", "schedule", "payload",
          "certificate", "supersedes", "prefix", "first", "last")  # fmt: skip


def served_list(db: Database, sight: Sight, person: str) -> list[dict[str, Any]]:
    """Every production served in a case of the defence's, the newest first, with what this person said of each."""
    rows = _seen(db, sight, db.rows("production", order=("-served_seq",), status__in=_SERVED))
    return [_told(db, row, person, rows) for row in rows]


def served_one(db: Database, sight: Sight, person: str, number: str) -> dict[str, Any]:
    """One production. Raises NotFound for one that does not exist, was not served, or on somebody else's case."""
    row = db.one("production", production=number)
    rows = _seen(
        db, sight, [] if row is None else db.rows("production", docket=row.docket, status__in=_SERVED)
    )
    if row is None or row.production not in {one.production for one in rows}:
        raise lookups.unknown("production", number)
    return _told(db, row, person, rows)


def own_objections(db: Database, sight: Sight, person: str) -> list[dict[str, Any]]:
    """What this person objected to or asked for, the newest first, with the answers. `open` is without an answer."""
    defence = seeing.of_the_defence(sight)
    rows = db.rows("objection", order=("-seq",), raised_by=person)
    seen = seeing.seen_cases(db, defence, {one.docket for one in rows})
    found = []
    for row in rows:
        if row.docket not in seen:
            continue
        answered = None if row.answered_seq is None else db.one("entry", seq=row.answered_seq)
        found.append(
            {
                **{
                    name: getattr(row, name)
                    for name in ("objection", "docket", "kind", "text", "at", "outcome", "answer")
                },
                "items": json.loads(row.items),
                "position": row.seq,
                "open": row.answered_seq is None,
                "answered_at": answered.at if answered else None,
                "answered_position": row.answered_seq,
            }
        )
    return found


def _seen(db: Database, sight: Sight, rows: list[Row]) -> list[Row]:
    seen = seeing.seen_cases(db, seeing.of_the_defence(sight), {one.docket for one in rows})
    return [one for one in rows if one.docket in seen]


def _told(db: Database, row: Row, person: str, others: list[Row]) -> dict[str, Any]:
    case = db.one("case_file", docket=row.docket)
    receipts = db.rows("receipt", order=("seq",), production=row.production, by=person)
    return {
        **{name: getattr(row, name) for name in _NAMES},
        "title": case.title if case else "",
        "replaced_by": [one.production for one in others if one.supersedes == row.production],
        "receipts": [
            {"position": one.seq, "result": one.result, "schedule": one.schedule, "at": one.at,
             "same": one.schedule == row.schedule}
            for one in receipts
        ],
    }  # fmt: skip
