"""A case: its parties, court, counts and claims; its disclosure board; its knowledge clock.

The defence is shown the case as it stood when something was last served in it, and of its items those it was given.
Board and knowledge clock are the office's own work and not shown to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from wholefile.actions.board import Board, board
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.knowledge import ItemClock, knowledge_clock
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.decisions import decisions_shown
from wholefile.showing.due import due_seen
from wholefile.showing.knowing import known
from wholefile.showing.statements import statements_of_case

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


def case_view(
    db: Database, sight: Sight, docket: str, now: int, log: Database | None = None
) -> dict[str, Any]:
    """Everything about a case but its items' histories. Raises NotFound.

    `log` has the entries, which a past day's tables do not. `entries` is null to whoever does not see the whole record,
    since an act about an item of two cases stands in the index of both.
    """
    case = seeing.case(db, sight, docket)
    last = None if _of_the_office(db, sight, docket) else seeing.cases_served_until(db, sight).get(docket, -1)
    of: dict[str, Any] = {"docket": docket} if last is None else {"docket": docket, "seq__lte": last}
    items = items_of_case(db, sight, docket)
    certificate = lookups.latest_certificate(db, docket)
    names = ("docket", "as_printed", "title", "kind", "court", "jurisdiction", "status", "outcome")
    view = {
        **{name: getattr(case, name) for name in (*names, "appeal_until", "incident_on", "incident_place")},
        "due": due_seen(db, sight, now, docket),
        "related": _related(db, sight, of),
        **_pleadings(db, of),
        "items": [
            {name: one[name] for name in ("item", "status", "description", "detached")} for one in items
        ],
        "decisions": _counted(items),
        "productions": _picked(_productions(db, docket, last), "production status served_at"),
        "certificate": certificate.certificate if certificate and certificate.seq <= _bound(last) else None,
        "statements": len(statements_of_case(db, sight, docket)),
        "entries": entries_of_case(log or db, sight, docket),
    }
    if last is not None:
        view |= {"status": None, "outcome": None, "appeal_until": None}
    return view


def entries_of_case(log: Database, sight: Sight, docket: str) -> int | None:
    """The number of entries in the index of a case, to whoever sees the whole record."""
    return log.count("entry_case", label=unb64u(case_label(docket))) if sight.everything else None


def items_of_case(db: Database, sight: Sight, docket: str) -> list[dict[str, Any]]:
    """The items of a case that are seen, each with the decision on it there; a few reads, however many items."""
    rows = lookups.items_of(db, docket, detached=True)
    links = {row.item: row for row in db.rows("item_case", docket=docket)}
    vouchers = [row.item for row in rows]
    seen = seeing.seen_items(db, sight, vouchers)
    if not _of_the_office(db, sight, docket):
        given = seeing.served_until(db, replace(sight, served=(docket,), everywhere=False), vouchers)
        seen &= given.keys()
    office = seeing.seen_items(db, seeing.of_the_office(sight), vouchers)
    shown = [row for row in rows if row.item in seen]
    decisions = decisions_shown(db, sight, [row.item for row in shown], [docket])
    found = []
    for row in shown:
        decision = decisions.get((docket, row.item))
        found.append(
            {
                "item": row.item,
                "status": row.status if row.item in office else "produced",
                "category": row.category,
                "description": row.description,
                "detached": row.item in office and links[row.item].detached_seq is not None,
                "decision": decision.decision if decision else "undecided",
                "ground": decision.ground if decision else None,
            }
        )
    return found


def board_view(
    db: Database, sight: Sight, docket: str, now: int, log: Database | None = None
) -> dict[str, Any]:
    """The disclosure board as data. Raises NotFound, also for a case of which only productions are seen."""
    _check_office(db, sight, docket)
    today = day_of(now)
    seen: Board = board(db, docket, today)
    clocks = {one.item: one for one in _clocks(db, log or db, sight, docket)}
    candidates = seeing.seen_items(db, sight, [one.item for one in seen.candidates])
    rows = [{**asdict(row), **_knew(clocks[row.item], today)} for row in seen.rows if row.item in clocks]
    certificate = seen.certificate
    return {
        "docket": docket,
        "title": seen.case.title,
        "counts": _counted(rows),
        "certificate": None
        if certificate is None
        else {
            "position": certificate.seq,
            **_picked([certificate], "certificate items produced withheld dismissed")[0],
        },
        "candidates": [
            {"item": one.item, "reasons": one.words} for one in seen.candidates if one.item in candidates
        ],
        "productions": _picked(seen.productions, "production status volume files served_at"),
        "rows": rows,
    }


def knowledge_view(
    db: Database, sight: Sight, docket: str, now: int, log: Database | None = None
) -> dict[str, Any]:
    """The knowledge clock as data. Raises NotFound, also for a case of which only productions are seen."""
    _check_office(db, sight, docket)
    return {
        "docket": docket,
        "items": [_clock_view(one, day_of(now)) for one in _clocks(db, log or db, sight, docket)],
    }


def _check_office(db: Database, sight: Sight, docket: str) -> None:
    seeing.case(db, seeing.of_the_office(sight), docket)


def _of_the_office(db: Database, sight: Sight, docket: str) -> bool:
    return bool(seeing.seen_cases(db, seeing.of_the_office(sight), [docket]))


def _clocks(db: Database, log: Database, sight: Sight, docket: str) -> list[ItemClock]:
    """The knowledge clock of a case as far as acts that are seen tell it."""
    found = knowledge_clock(db, docket)
    if sight.everything:
        return found
    seen = seeing.seen_items(db, sight, [one.item for one in found])
    told = known(db, log, sight, sorted(seen))
    clocks = []
    for one in found:
        if one.item in seen:
            knowers = tuple(told.get(one.item, ()))
            state = next((who for who in knowers if who.for_the_state), None)
            clocks.append(replace(one, knowers=knowers, state=state))
    return clocks


def _knew(clock: ItemClock, today: str) -> dict[str, Any]:
    return {
        "state_knew_since": clock.state.since if clock.state else None,
        "days_held_back": clock.days_held_back(today),
    }


def _counted(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How many items stand in each decision, detached ones apart."""
    found: dict[str, int] = {}
    for row in rows:
        name = "detached" if row["detached"] else row["decision"]
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


def _bound(last: int | None) -> int:
    return 2**62 if last is None else last


def _productions(db: Database, docket: str, last: int | None) -> list[Row]:
    """The productions of a case; to the defence those that were served."""
    rows = db.rows("production", order=("seq",), docket=docket)
    return [row for row in rows if last is None or row.served_seq is not None]


def _pleadings(db: Database, of: dict[str, Any]) -> dict[str, Any]:
    """What is before the court: parties with counsel, counts, claims, relief, events and orders."""
    counsel: dict[str, list[str]] = {}
    for one in db.rows("counsel", order=("seq",), withdrawn_seq=None, **of):
        counsel.setdefault(one.party, []).append(one.name + (f" ({one.firm})" if one.firm else ""))
    return {
        "parties": [
            {"party": row.party, "name": row.name, "role": row.role, "counsel": counsel.get(row.party, [])}
            for row in db.rows("party", order=("seq",), **of)
        ],
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
    }


def _related(db: Database, sight: Sight, of: dict[str, Any]) -> list[dict[str, Any]]:
    more = {name: value for name, value in of.items() if name != "docket"}
    rows = [(row.other, row) for row in db.rows("case_relation", order=("seq",), **of)]
    rows += [
        (row.docket, row) for row in db.rows("case_relation", order=("seq",), other=of["docket"], **more)
    ]
    seen = seeing.seen_cases(db, sight, [other for other, _ in rows])
    return [
        {"docket": other, "relation": row.relation, "reason": row.reason}
        for other, row in rows
        if other in seen
    ]


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


def _picked(rows: Any, names: str) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names.split()} for row in rows]
