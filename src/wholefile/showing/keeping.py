"""How an item was kept: its seals, what was declared of its condition and when that lapsed, where it was lent.

All of it happened to the thing, so whoever sees the item through a role of the office sees it, whichever case wanted
it; the defence has it from the acts that a production opened.
"""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

KEEPING_KEYS = {
    "seals": "list of {seal, position, broken: position or null}, the oldest first",
    "conditions": "list of {position, condition, rounds, method, declared_by, verified_by, at, lapsed: position or"
    " null, lapsed_at, dramatic_set}, the oldest first",
    "loans": "list of {position, at, to, due_on, before, after, returned: position or null, returned_at}",
}


def keeping_view(db: Database, sight: Sight, voucher: str, log: Database | None = None) -> dict[str, Any]:
    """Seals, declarations and loans of an item. Raises NotFound, also for one of which only productions are seen.

    `log` has the entries, which a past day's tables do not.
    """
    seeing.item(db, seeing.of_the_office(sight), voucher)
    conditions = db.rows("condition", order=("seq",), item=voucher)
    loans = db.rows("loan", order=("seq", "n"), item=voucher)
    ends = [one.lapsed_seq for one in conditions if one.lapsed_seq is not None]
    ends += [one.seq for one in loans] + [one.returned_seq for one in loans if one.returned_seq is not None]
    moments = {row.seq: row.at for row in lookups.by_values(log or db, "entry", "seq", sorted(set(ends)))}
    names = lookups.person_names(
        db, [who for one in conditions for who in (one.declared_by, one.verified_by)]
    )
    return {
        "seals": [
            {"seal": one.seal, "position": one.seq, "broken": one.broken_seq}
            for one in db.rows("seal", order=("seq", "n"), item=voucher)
        ],
        "conditions": [_condition(one, names, moments) for one in conditions],
        "loans": [_loan(one, moments) for one in loans],
    }


def _condition(row: Row, names: dict[str, str], moments: dict[int, int]) -> dict[str, Any]:
    return {
        "position": row.seq,
        "condition": row.condition,
        "rounds": json.loads(row.rounds),
        "method": json.loads(row.method),
        "declared_by": names.get(row.declared_by, row.declared_by),
        "verified_by": names.get(row.verified_by, row.verified_by),
        "at": row.occurred_at,
        "lapsed": row.lapsed_seq,
        "lapsed_at": moments.get(row.lapsed_seq) if row.lapsed_seq is not None else None,
        "dramatic_set": bool(row.dramatic_set),
    }


def _loan(row: Row, moments: dict[int, int]) -> dict[str, Any]:
    return {
        "position": row.seq,
        "at": moments.get(row.seq),
        "to": row.to,
        "due_on": row.due_on,
        "before": row.condition_before,
        "after": row.condition_after,
        "returned": row.returned_seq,
        "returned_at": moments.get(row.returned_seq) if row.returned_seq is not None else None,
    }
