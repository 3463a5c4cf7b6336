"""One request to dispose of items: who asked, who agreed, and whose approval and consent it still wants.

Whoever sees one of its items through a role of the office sees it, with the items and cases that they see.
"""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.rules.disposition import APPROVALS, consents_wanting, may_approve
from wholefile.showing import seeing

DISPOSITION_KEYS = {
    "disposition": "its number",
    "status": "open, declined or done",
    "position": "of the act that asked, and `closed` of the act that ended it or null",
    "manner": "what becomes of the items",
    "items": "list of {item, description, status, gone} that are seen",
    "approved_by": "list of {person, name}",
    "approvals_wanting": "how many of two are still to be given, and `may_approve`: list of {person, name}",
    "consents": "list of {docket, person, name} that were given, of the cases that are seen",
    "consents_wanting": "list of {docket, may: list of {person, name}}",
}


def disposition_view(db: Database, sight: Sight, number: str) -> dict[str, Any]:
    """A request and what it lacks of approvals and consents. Raises NotFound, also where no item of it is seen."""
    office = seeing.at(db, seeing.of_the_office(sight))
    row = db.one("disposition", disposition=number)
    items = json.loads(row.items) if row else []
    seen = seeing.seen_items(db, office, items)
    if row is None or not seen:
        raise lookups.unknown("disposition", number)
    is_open = row.status == "open"
    approved = [one.person for one in db.rows("disposition_approval", order=("seq",), disposition=number)]
    may = may_approve(db, row) if is_open else []
    given = db.rows("disposition_consent", order=("seq",), disposition=number)
    wanting = consents_wanting(db, row) if is_open else {}
    cases = seeing.seen_cases(db, office, [*wanting, *(one.docket for one in given)])
    persons = {row.requested_by, *approved, *may, *(one.person for one in given)}
    names = lookups.person_names(db, persons.union(*wanting.values()))

    def people(known: list[str]) -> list[dict[str, str]]:
        return [{"person": one, "name": names.get(one, one)} for one in known]

    return {
        "disposition": number,
        "status": row.status,
        "position": row.seq,
        "closed": row.closed_seq,
        "manner": row.manner,
        "reason": row.reason,
        "checks": row.checks,
        "asked_by": people([row.requested_by])[0],
        "items": [
            {
                "item": one.item,
                "description": one.description,
                "status": one.status,
                "gone": one.status in GONE,
            }
            for one in sorted(
                lookups.by_values(db, "item", "item", sorted(seen)),
                key=lambda one: lookups.voucher_order(one.item),
            )
        ],
        "approved_by": people(approved),
        "approvals_wanting": max(0, APPROVALS - len(approved)) if is_open else 0,
        "may_approve": people(may),
        "consents": [
            {"docket": one.docket, **people([one.person])[0]} for one in given if one.docket in cases
        ],
        "consents_wanting": [
            {"docket": docket, "may": people(known)} for docket, known in wanting.items() if docket in cases
        ],
    }


def dispositions_of(db: Database, sight: Sight, voucher: str) -> list[dict[str, str]]:
    """The open requests that concern an item: number and manner. Raises NotFound for an item that is not seen."""
    seeing.item(db, seeing.of_the_office(sight), voucher)
    return [
        {"disposition": row.disposition, "manner": row.manner}
        for row in db.rows("disposition", order=("seq",), status="open")
        if voucher in json.loads(row.items)
    ]
