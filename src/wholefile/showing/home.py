"""The first page: what is wrong or due, what waits for me, what was done last; all of it of what is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.act_pages import recent_acts
from wholefile.showing.due import due_seen
from wholefile.showing.laboratory import requests_shown
from wholefile.showing.people import open_transfers
from wholefile.showing.reciprocal import disclosed_lately

_DUE_SHOWN = 50
_DISCLOSED_SHOWN = 20
_REQUESTS = {"laboratory": ("requested", "accepted", "performed"), "investigator": ("declined",)}


def home_view(
    db: Database, sight: Sight, person: str, roles: Iterable[tuple[str, str]], now: int
) -> dict[str, Any]:
    """What somebody begins the day with; `roles` are (role, docket or empty), `now` milliseconds since 1970 (UTC).

    `due` is cut at fifty, `due_total` counts them all. `waits` has open transfers to the person, dispositions that
    their role may approve, laboratory requests of their role, candidates by case, and deadlines. `reciprocal` is what
    the defence disclosed lately, cut at twenty; `reciprocal_total` counts it all.
    """
    held = {role for role, _ in roles}
    due = due_seen(db, sight, now)
    disclosed = disclosed_lately(db, sight, now)
    candidates: dict[str, int] = {}
    for one in due:
        if one["what"] == "candidate":
            candidates[one["docket"]] = candidates.get(one["docket"], 0) + 1
    return {
        "due": [one for one in due if one["what"] != "candidate"][:_DUE_SHOWN],
        "due_total": len(due),
        "waits": {
            "transfers": open_transfers(db, sight, person) if person else [],
            "dispositions": dispositions_open(db, sight)
            if held & {"supervisor", "prosecutor", "court"}
            else [],
            "requests": _requests(db, sight, held),
            "candidates": [{"docket": docket, "items": many} for docket, many in sorted(candidates.items())],
            "deadlines": [one for one in due if one["what"] in ("deadline", "obligation")],
        },
        "reciprocal": disclosed[:_DISCLOSED_SHOWN],
        "reciprocal_total": len(disclosed),
        "recent": recent_acts(db, sight)["acts"],
    }


def dispositions_open(db: Database, sight: Sight) -> list[dict[str, Any]]:
    """Requests to dispose of items that wait, with what they still need; those with an item that is seen."""
    rows = db.rows("disposition", order=("seq",), status="open")
    items = {row.disposition: json.loads(row.items) for row in rows}
    seen = seeing.seen_items(
        db, seeing.of_the_office(sight), {item for named in items.values() for item in named}
    )
    approvals: dict[str, list[str]] = {}
    for one in db.rows("disposition_approval", order=("seq",)):
        approvals.setdefault(one.disposition, []).append(one.person)
    return [
        {
            "disposition": row.disposition,
            "manner": row.manner,
            "reason": row.reason,
            "requested_by": row.requested_by,
            "approved_by": approvals.get(row.disposition, []),
            "items": [item for item in items[row.disposition] if item in seen],
        }
        for row in rows
        if seen & set(items[row.disposition])
    ]


def _requests(db: Database, sight: Sight, held: set[str]) -> list[dict[str, Any]]:
    wanted = {status for role in held for status in _REQUESTS.get(role, ())}
    return [one for one in requests_shown(db, sight) if one["status"] in wanted]
