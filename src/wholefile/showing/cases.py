"""A case: its parties, court, counts and claims; its disclosure board; its knowledge clock."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from wholefile.actions.board import Board, board
from wholefile.actions.due import everything_due
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.knowledge import ItemClock, knowledge_clock
from wholefile.record.sql import Database, Row
from wholefile.showing.due import due_view

CASE_KEYS = {
    "docket": "docket number in its one spelling",
    "as_printed": "the number as the court prints it",
    "title": "caption",
    "kind": "criminal, civil, incident or administrative",
    "court": "court or agency",
    "jurisdiction": "rule pack",
    "status": "open or closed",
    "outcome": "how it ended, or null",
    "appeal_until": "last day for appeal, or null",
    "incident_on": "day of the incident, or null",
    "incident_place": "place of the incident, or null",
    "due": "what waits: list as in `show due`",
    "related": "list of {docket, relation, reason}",
    "parties": "list of {party, name, role, counsel}",
    "counts": "list of {count, party, statute, title, charged_on, outcome, ended_on}",
    "claims": "list of {claim, cause_of_action, plaintiff, against, pleaded_on}",
    "relief": "list of {relief, kind, text}",
    "events": "list of {position, on, event, text}",
    "orders": "list of {order, on, effect, text}",
    "items": "list of {item, status, description, detached}",
    "decisions": "number of items in each decision",
    "productions": "list of {production, status, served_at}",
    "certificate": "number of the last certificate, or null",
    "statements": "number of statements",
    "entries": "number of entries of the record in the index of this case",
}
BOARD_KEYS = {
    "docket": "the case",
    "title": "its caption",
    "counts": "number of items in each decision, `undecided` and `detached` apart",
    "certificate": "{certificate, position, items, produced, withheld, dismissed} of the last one, or null",
    "candidates": "open candidates of screening: list of {item, reasons}",
    "productions": "list of {production, status, volume, files, served_at}",
    "rows": "list of {item, description, decision, ground, tags, decided_seq, production, produced_on,"
    " state_knew_since, days_held_back, detached, late}",
}
KNOWLEDGE_KEYS = {
    "docket": "the case",
    "items": "list of {item, description, state_since, state_by, produced_on, production, days_held_back, known_to}",
}


def case_view(db: Database, log: Database, docket: str, now: int) -> dict[str, Any]:
    """Everything about a case but its items' histories. Raises NotFound."""
    case = lookups.case(db, docket)
    attached = {one.item for one in lookups.items_of(db, docket)}
    of: dict[str, Any] = {"docket": docket}
    seen = board(db, docket, day_of(now))
    names = ("docket", "as_printed", "title", "kind", "court", "jurisdiction", "status", "outcome")
    return {
        **{name: getattr(case, name) for name in (*names, "appeal_until", "incident_on", "incident_place")},
        "due": due_view(everything_due(db, now, docket)),
        "related": _related(db, docket),
        "parties": [_party(db, row) for row in db.rows("party", order=("seq",), **of)],
        "counts": _picked(
            db.rows("charge_count", order=("count",), **of),
            "count party statute title charged_on outcome ended_on",
        ),
        "claims": [
            {**one, "against": json.loads(one["against"])}
            for one in _picked(
                db.rows("claim", order=("claim",), **of), "claim cause_of_action plaintiff against pleaded_on"
            )
        ],
        "relief": _picked(db.rows("relief", order=("relief",), **of), "relief kind text"),
        "events": [
            {"position": row.seq, "on": row.on, "event": row.event, "text": row.text}
            for row in db.rows("court_event", order=("on", "seq"), **of)
        ],
        "orders": _picked(db.rows("court_order", order=("on", "seq"), **of), "order on effect text"),
        "items": [
            {
                "item": row.item,
                "status": row.status,
                "description": row.description,
                "detached": row.item not in attached,
            }
            for row in lookups.items_of(db, docket, detached=True)
        ],
        "decisions": seen.counts(),
        "productions": _picked(seen.productions, "production status served_at"),
        "certificate": seen.certificate.certificate if seen.certificate else None,
        "statements": sum(docket in json.loads(row.dockets) for row in db.rows("statement")),
        "entries": log.count("entry_case", label=unb64u(case_label(docket))),
    }


def board_view(db: Database, docket: str, now: int) -> dict[str, Any]:
    """The disclosure board as data. Raises NotFound."""
    seen: Board = board(db, docket, day_of(now))
    certificate = seen.certificate
    return {
        "docket": docket,
        "title": seen.case.title,
        "counts": seen.counts(),
        "certificate": None
        if certificate is None
        else {
            "position": certificate.seq,
            **_picked([certificate], "certificate items produced withheld dismissed")[0],
        },
        "candidates": [{"item": one.item, "reasons": one.words} for one in seen.candidates],
        "productions": _picked(seen.productions, "production status volume files served_at"),
        "rows": [asdict(row) for row in seen.rows],
    }


def knowledge_view(db: Database, docket: str, now: int) -> dict[str, Any]:
    """The knowledge clock as data. Raises NotFound."""
    lookups.case(db, docket)
    rows = [_clock_view(one, day_of(now)) for one in knowledge_clock(db, docket)]
    return {"docket": docket, "items": rows}


def _clock_view(one: ItemClock, today: str) -> dict[str, Any]:
    return {
        "item": one.item,
        "description": one.description,
        "state_since": one.state.since if one.state else None,
        "state_by": one.state.name if one.state else None,
        "produced_on": one.produced_on,
        "production": one.production,
        "days_held_back": one.days_held_back(today),
        "known_to": [
            {
                **{name: getattr(who, name) for name in ("person", "name", "agency", "since", "how")},
                "position": who.seq,
                "for_the_state": who.for_the_state,
            }
            for who in one.knowers
        ],
    }


def _related(db: Database, docket: str) -> list[dict[str, Any]]:
    rows = [(row.other, row) for row in db.rows("case_relation", order=("seq",), docket=docket)]
    rows += [(row.docket, row) for row in db.rows("case_relation", order=("seq",), other=docket)]
    return [{"docket": other, "relation": row.relation, "reason": row.reason} for other, row in rows]


def _party(db: Database, row: Row) -> dict[str, Any]:
    counsel = db.rows("counsel", order=("seq",), docket=row.docket, party=row.party, withdrawn_seq=None)
    return {
        "party": row.party,
        "name": row.name,
        "role": row.role,
        "counsel": [one.name + (f" ({one.firm})" if one.firm else "") for one in counsel],
    }


def _picked(rows: Any, names: str) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names.split()} for row in rows]
