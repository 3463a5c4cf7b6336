"""The productions of a case for those who make them: what is in one, what is kept back, what the receiver said."""

from __future__ import annotations

import json
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page
from wholefile.showing.productions import production_view, productions_list


def productions_of(db: Database, sight: Sight, docket: str, page: Page = FIRST) -> dict[str, Any]:
    """The productions of a case, its objections and supplements. Raises NotFound, also to the defence alone."""
    case = seeing.case(db, seeing.of_the_office(sight), docket)
    return {
        **productions_list(db, seeing.of_the_office(sight), docket=docket, page=page),
        "docket": docket,
        "title": case.title,
        "objections": objections_of(db, sight, docket),
        "supplements": [
            {
                **{name: getattr(one, name) for name in ("supplement", "reason", "known_since", "at", "seq")},
                "items": json.loads(one.items),
            }
            for one in db.rows("supplement", order=("seq",), docket=docket)
        ],
    }


def production_page(db: Database, sight: Sight, number: str, page: Page = FIRST) -> dict[str, Any]:
    """One production for those who make it: as `production_view`, with who acknowledged which schedule.

    `same` says that a receiver holds the schedule that was served. Raises NotFound, also to the defence alone.
    """
    row = production_seen(db, sight, number)
    receipts = db.rows("receipt", order=("seq",), production=number)
    who = lookups.person_names(db, [one.by for one in receipts])
    return {
        **production_view(db, seeing.of_the_office(sight), number, page),
        "title": lookups.case(db, row.docket).title,
        "receipts": [
            {
                "position": one.seq,
                "by": who.get(one.by, one.by),
                "at": one.at,
                "result": one.result,
                "same": one.schedule == row.schedule,
            }
            for one in receipts
        ],
    }


def production_seen(db: Database, sight: Sight, number: str) -> Row:
    """The production. Raises NotFound for one that does not exist or whose case is not seen by a role of the office."""
    row = db.one("production", production=number)
    if row is None or not seeing.seen_cases(db, seeing.of_the_office(sight), [row.docket]):
        raise NotFound("production.unknown", f"There is no production {number}.")
    return row


def objections_of(db: Database, sight: Sight, docket: str) -> list[dict[str, Any]]:
    """What the other side objects to in a case, and what was answered."""
    seeing.case(db, seeing.of_the_office(sight), docket)
    rows = db.rows("objection", order=("seq",), docket=docket)
    who = lookups.person_names(db, [one.raised_by for one in rows])
    return [
        {
            **{
                name: getattr(one, name)
                for name in ("objection", "kind", "text", "outcome", "answer", "answered_seq", "at", "seq")
            },
            "by": who.get(one.raised_by, one.raised_by),
            "items": json.loads(one.items) if one.items else [],
        }
        for one in rows
    ]


def exported_lately(db: Database, sight: Sight, number: str, person: str, since: int) -> bool:
    """Whether this person served the production, or put on record since an instant (milliseconds) that they take it."""
    row = production_seen(db, sight, number)
    if row.served_seq is not None:
        served = db.one("body", seq=row.served_seq)
        if served is not None and json.loads(bytes(served.fields)).get("by") == person:
            return True
    taken = db.rows("access", person=person, docket=row.docket, at__gte=since)
    return any(one.what == "exported" and one.purpose.startswith(f"production {number},") for one in taken)
