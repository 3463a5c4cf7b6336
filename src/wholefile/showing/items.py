"""An item in full: first what is wrong with it, then what, where, whose, and every act that touched it."""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.knowledge import knowers
from wholefile.record.sql import Database, Row
from wholefile.showing.acts import act_line

ITEM_KEYS = {
    "item": "voucher number",
    "description": "what it is",
    "category": "property category",
    "status": "held, lent, unlocated, or gone: destroyed, returned, lost, consumed, split",
    "quantity": "what remains",
    "received_quantity": "what it began with",
    "unit": "unit of the quantities",
    "parent": "voucher it was split from, or null",
    "parts": "vouchers of its sub-items",
    "with": "who or where it is with: {holder, holder_name, location, out_to}, one of them set",
    "open_transfer": "number of a transfer that waits for acceptance, or null",
    "wrong": "what is wrong, in words",
    "received": "intake: {position, at, occurred_at, by, submitted_by, submitter_agency, collected_at, authority,"
    " named_cases, condition}",
    "cases": "list of {docket, title, linked_seq, detached_seq, decision, ground}",
    "identifiers": "list of {kind, value}",
    "seals": "seals that are on it",
    "conditions": "declarations that hold: list of {position, condition, rounds, declared_by, verified_by, at}",
    "holds": "holds that bind it: list of {hold, docket, reason}",
    "keep_until": "last day it must be kept, or null",
    "files": "list of {name, media_type, size, sha256, purpose, position}",
    "custody": "list of {position, from, until, holder, holder_name, location, out_to, how}",
    "history": "list of {position, at, kind, signed_by}",
    "known_to": "list of {person, name, agency, since, how, position, for_the_state}, the earliest first",
}


def item_view(db: Database, log: Database, voucher: str) -> dict[str, Any]:
    """Everything about an item; `log` has the entries, which a past day's tables do not. Raises NotFound."""
    row = lookups.item(db, voucher)
    return {
        **{name: getattr(row, name) for name in ("item", "description", "category", "status", "quantity")},
        "received_quantity": row.received_quantity,
        "unit": row.unit,
        "parent": row.parent,
        "parts": [one.item for one in lookups.parts_of(db, voucher)],
        "with": _with(db, row),
        "open_transfer": row.open_transfer,
        "wrong": _wrong(db, row),
        "received": _received(db, row),
        "cases": _cases(db, voucher),
        "identifiers": _identifiers(db, row),
        "seals": [one.seal for one in db.rows("seal", order=("seq", "n"), item=voucher, broken_seq=None)],
        "conditions": [_condition(db, one) for one in lookups.current_conditions(db, voucher)],
        "holds": [
            {"hold": one.hold, "docket": one.docket, "reason": one.reason}
            for one in lookups.open_holds(db, voucher)
        ],
        "keep_until": lookups.keep_until(db, voucher),
        "files": [_file(one) for one in lookups.files_of(db, voucher)],
        "custody": custody_view(db, voucher),
        "history": history_view(db, log, voucher),
        "known_to": known_view(db, voucher),
    }


def custody_view(db: Database, voucher: str) -> list[dict[str, Any]]:
    """The chain of custody of an item: who or where it was with, span by span."""
    lookups.item(db, voucher)
    return [
        {
            "position": one.seq,
            "from": one.start_at,
            "until": one.end_at,
            **_with(db, one),
            "how": one.how,
        }
        for one in lookups.custody_of(db, voucher)
    ]


def history_view(db: Database, log: Database, voucher: str) -> list[dict[str, Any]]:
    """Every act about an item, in the order of the record."""
    positions = lookups.history(db, voucher)
    return [act_line(db, log, position) for position in positions]


def known_view(db: Database, voucher: str) -> list[dict[str, Any]]:
    """Who knows of an item, the earliest first."""
    return [
        {
            "person": one.person,
            "name": one.name,
            "agency": one.agency,
            "since": one.occurred_at,
            "how": one.how,
            "position": one.seq,
            "for_the_state": one.for_the_state,
        }
        for one in knowers(db, voucher)
    ]


def _with(db: Database, row: Row) -> dict[str, Any]:
    return {
        "holder": row.holder,
        "holder_name": lookups.person_name(db, row.holder) if row.holder else None,
        "location": row.location,
        "out_to": row.out_to,
    }


def _wrong(db: Database, row: Row) -> list[str]:
    found = []
    if row.status == "unlocated":
        found.append("It could not be found where the record says it is.")
    found += [f"{one.kind}: {one.circumstances}" for one in db.rows("loss", order=("seq",), item=row.item)]
    found += [
        f"Seal {one.expected} was recorded, found: {one.found}"
        for one in db.rows("seal_difference", order=("seq",), item=row.item)
    ]
    found += [
        f"Declared {one.condition} on a dramatic set, with no exception in law."
        for one in lookups.safety_violations(db)
        if one.item == row.item
    ]
    checks = db.rows("fixity_check", order=("-seq",), limit=1, item=row.item)
    found += [
        f"File {digest} does not match its digest." for one in checks for digest in json.loads(one.failed)
    ]
    if row.category == "firearm" and not lookups.is_gone(row) and not lookups.is_cleared(db, row.item):
        found.append("No clearance holds; treat it as loaded.")
    return found


def _received(db: Database, row: Row) -> dict[str, Any]:
    return {
        "position": row.seq,
        "at": row.at,
        "occurred_at": row.occurred_at,
        "by": lookups.person_name(db, row.received_by),
        "submitted_by": row.submitted_by,
        "submitter_agency": row.submitter_agency,
        "collected_at": row.collected_at,
        "authority": row.authority,
        "named_cases": json.loads(row.named_cases),
        "condition": row.condition,
    }


def _cases(db: Database, voucher: str) -> list[dict[str, Any]]:
    found = []
    for link in db.rows("item_case", order=("docket",), item=voucher):
        case, decision = (
            db.one("case_file", docket=link.docket),
            lookups.current_decision(db, link.docket, voucher),
        )
        found.append(
            {
                "docket": link.docket,
                "title": case.title if case else None,
                "linked_seq": link.linked_seq,
                "detached_seq": link.detached_seq,
                "decision": decision.decision if decision else "undecided",
                "ground": decision.ground if decision else None,
            }
        )
    return found


def _identifiers(db: Database, row: Row) -> list[dict[str, str]]:
    """What stands on the thing; the kinds that screening takes from other fields are left out."""
    kinds = {"submitter", "place", "named case"}
    rows = db.rows("identifier", order=("seq", "n"), item=row.item)
    return [{"kind": one.kind, "value": one.value} for one in rows if one.kind not in kinds]


def _condition(db: Database, row: Row) -> dict[str, Any]:
    return {
        "position": row.seq,
        "condition": row.condition,
        "rounds": json.loads(row.rounds),
        "declared_by": lookups.person_name(db, row.declared_by),
        "verified_by": lookups.person_name(db, row.verified_by),
        "at": row.occurred_at,
    }


def _file(row: Row) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in ("name", "media_type", "size", "sha256", "purpose")}
    return {**named, "position": row.seq}
