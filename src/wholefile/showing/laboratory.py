"""Laboratory requests with where they stand, for the office; what the defence is told of tests is in `counsel`."""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.days import DAY_MS, day_of
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page

OPEN = ("requested", "accepted", "performed")


def laboratory_view(
    db: Database, sight: Sight, now: int, *, everything: bool = False, page: Page = FIRST
) -> dict[str, Any]:
    """The requests that are open, or all, the newest first, with notices of destructive tests and who objected.

    `late` says that the day for return is past; `now` is in milliseconds since 1970 (UTC).
    """
    found = [one for one in requests_shown(db, sight) if everything or one["status"] in OPEN]
    found.reverse()
    shown = page.cut(found)
    notices = notices_given(db, [one["request"] for one in shown], now)
    _name_addressees(db, sight, [one for each in notices.values() for one in each])
    today = day_of(now)
    for one in shown:
        one["notices"] = notices.get(one["request"], [])
        one["late"] = one["status"] in OPEN and one["return_due"] < today
    return {"requests": shown, **page.of(len(found))}


def requests_shown(db: Database, sight: Sight) -> list[dict[str, Any]]:
    """Requests about items that are seen through the office's roles, with those items, the oldest first."""
    rows = db.rows("laboratory_request", order=("seq",))
    items = {row.request: json.loads(row.items) for row in rows}
    seen = seeing.seen_items(
        db, seeing.of_the_office(sight), {item for named in items.values() for item in named}
    )
    shown = [row for row in rows if seen & set(items[row.request])]
    names = lookups.person_names(db, [row.requested_by for row in shown])
    return [
        {
            **{name: getattr(row, name) for name in _PLAIN},
            "destructive": bool(row.destructive),
            "requested_by_name": names.get(row.requested_by, row.requested_by),
            "position": row.seq,
            "items": [item for item in items[row.request] if item in seen],
        }
        for row in shown
    ]


_PLAIN = ("request", "laboratory", "scope", "return_due", "requested_by", "examiner", "status", "findings")


def notices_given(db: Database, requests: list[str], now: int) -> dict[str, list[dict[str, Any]]]:
    """For each request the notices of it, the oldest first: to whom, until when one may object, and who objected."""
    objected: dict[str, list[Row]] = {}
    for row in lookups.by_values(db, "test_objection", "request", requests):
        objected.setdefault(row.request, []).append(row)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(lookups.by_values(db, "test_notice", "request", requests), key=lambda one: one.seq):
        ends = row.at + row.window_days * DAY_MS
        found.setdefault(row.request, []).append(
            {
                "position": row.seq,
                "served_on": row.served_on,
                "addressees": json.loads(row.addressees) if row.addressees else [],
                "how": row.how,
                "until": day_of(ends),
                "runs": ends > now,
                "objections": [{"by": one.by, "reason": one.reason} for one in objected.get(row.request, ())],
            }
        )
    return found


def _name_addressees(db: Database, sight: Sight, notices: list[dict[str, Any]]) -> None:
    """Leave of the addressees those who appear in a case that is seen, with their names in `addressee_names`."""
    persons = {person for one in notices for person in one["addressees"]}
    known = seeing.seen_counsel(db, seeing.of_the_office(sight), persons)
    names = lookups.person_names(db, sorted(known))
    for one in notices:
        one["addressees"] = [person for person in one["addressees"] if person in known]
        one["addressee_names"] = [names.get(person, person) for person in one["addressees"]]
