"""The deadlines of all cases that are seen, the next first; to the defence those set before it was last served."""

from __future__ import annotations

from typing import Any

from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

DEADLINES_KEYS = ("deadline", "docket", "what", "due_on", "rule", "met_seq")


def deadlines_seen(db: Database, sight: Sight) -> list[dict[str, Any]]:
    """Every deadline that is seen, met or not: its number, case, day, what must be done and by which rule."""
    rows = db.rows("deadline", order=("due_on", "seq"))
    dockets = {row.docket for row in rows}
    office = seeing.seen_cases(db, seeing.of_the_office(sight), dockets)
    served = seeing.cases_served_until(db, sight)
    return [
        {
            **{name: getattr(row, name) for name in DEADLINES_KEYS},
            "met_seq": row.met_seq
            if row.docket in office or (row.met_seq or 0) <= served[row.docket]
            else None,
        }
        for row in rows
        if row.docket in office or row.seq <= served.get(row.docket, -1)
    ]
