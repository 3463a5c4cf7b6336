"""One request to dispose of items: who asked, who agreed, and whose approval and consent it still wants.

Whoever sees one of its items through a role of the office sees it, with the items and cases that they see.
"""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.disposition import APPROVALS, cases_concerned, consents_wanting, may_approve
from wholefile.showing import seeing

DISPOSITION_KEYS = {
    "disposition": "its number",
    "status": "open, declined or done",
    "position": "of the act that asked",
    "closed": "position of the act that ended it, or null",
    "manner": "what becomes of the items",
    "reason": "why it was asked for",
    "checks": "what was checked before, or null",
    "asked_by": "{person, name}",
    "items": "list of {item, description, status, gone} that are seen",
    "approved_by": "list of {person, name}",
    "approvals_wanting": "how many of two are still to be given",
    "may_approve": "list of {person, name} whose role is held everywhere or in a case that is seen",
    "consents": "list of {docket, person, name} that were given, of the cases that are seen",
    "consents_wanting": "list of {docket, may: list of {person, name}}, of the cases that are seen",
    "all_consented": "whether no case wants a consent, seen or not: to judge by, never to be shown",
}


def disposition_view(db: Database, sight: Sight, number: str) -> dict[str, Any]:
    """A request and what it lacks of approvals and consents. Raises NotFound, also where no item of it is seen."""
    office = seeing.at(db, seeing.of_the_office(sight))
    row = db.one("disposition", disposition=number)
    seen = seeing.seen_items(db, office, json.loads(row.items)) if row else set()
    if row is None or not seen:
        raise lookups.unknown("disposition", number)
    approved = [one.person for one in db.rows("disposition_approval", order=("seq",), disposition=number)]
    given = db.rows("disposition_consent", order=("seq",), disposition=number)
    wanting = consents_wanting(db, row) if row.status == "open" else {}
    cases = seeing.seen_cases(db, office, [*cases_concerned(db, row), *(one.docket for one in given)])
    return {
        "disposition": number,
        "status": row.status,
        "position": row.seq,
        "closed": row.closed_seq,
        "manner": row.manner,
        "reason": row.reason,
        "checks": row.checks,
        "asked_by": _people(db, [row.requested_by])[0],
        "items": _items(db, seen),
        "approved_by": _people(db, approved),
        **_approvals_wanting(db, row, len(approved), cases),
        "consents": [
            {"docket": one.docket, **_people(db, [one.person])[0]} for one in given if one.docket in cases
        ],
        "consents_wanting": [
            {"docket": docket, "may": _people(db, may)} for docket, may in wanting.items() if docket in cases
        ],
        "all_consented": not wanting,
    }


def _approvals_wanting(db: Database, row: Row, given: int, cases: set[str]) -> dict[str, Any]:
    """How many are still to be given, and by whom they could be."""
    if row.status != "open":
        return {"approvals_wanting": 0, "may_approve": []}
    return {
        "approvals_wanting": max(0, APPROVALS - given),
        "may_approve": _people(db, may_approve(db, row, sorted(cases))),
    }


def _people(db: Database, known: list[str]) -> list[dict[str, str]]:
    names = lookups.person_names(db, known)
    return [{"person": one, "name": names.get(one, one)} for one in known]


def _items(db: Database, seen: set[str]) -> list[dict[str, Any]]:
    """The items that are seen, by voucher."""
    rows = lookups.by_values(db, "item", "item", sorted(seen))
    return [
        {
            "item": one.item,
            "description": one.description,
            "status": one.status,
            "gone": lookups.is_gone(one),
        }
        for one in sorted(rows, key=lambda one: lookups.voucher_order(one.item))
    ]


def dispositions_of(db: Database, sight: Sight, voucher: str) -> list[dict[str, str]]:
    """The open requests that concern an item: number and manner. Raises NotFound for an item that is not seen."""
    seeing.item(db, seeing.of_the_office(sight), voucher)
    return [
        {"disposition": row.disposition, "manner": row.manner}
        for row in db.rows("disposition", order=("seq",), status="open")
        if voucher in json.loads(row.items)
    ]
