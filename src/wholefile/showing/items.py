"""An item in full: first what is wrong with it, then what, where, whose, and every act that touched it.

Whoever sees it only because it was produced to the defence is shown it as it stood when it was: no present place, no
holds, conditions or troubles, files that were produced, and acts and custody up to the last production that names it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts import act_lines
from wholefile.showing.acts_seen import Act, seen_acts
from wholefile.showing.decisions import decisions_shown
from wholefile.showing.knowing import known

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


def item_view(db: Database, sight: Sight, voucher: str, log: Database | None = None) -> dict[str, Any]:
    """Everything about an item; `log` has the entries, which a past day's tables do not. Raises NotFound."""
    row = seeing.item(db, sight, voucher)
    acts = seen_acts(log or db, sight, lookups.history(db, voucher))
    view = {
        **{name: getattr(row, name) for name in ("item", "description", "category", "status", "quantity")},
        "received_quantity": row.received_quantity,
        "unit": row.unit,
        "parent": row.parent if row.parent and seeing.seen_items(db, sight, [row.parent]) else None,
        "parts": _parts(db, sight, voucher),
        "with": with_of(row, _names(db, [row])),
        "open_transfer": row.open_transfer,
        "wrong": _wrong(db, row),
        "received": _received(db, row),
        "cases": _cases(db, sight, voucher),
        "identifiers": _identifiers(db, row),
        "seals": [one.seal for one in db.rows("seal", order=("seq", "n"), item=voucher, broken_seq=None)],
        "conditions": _conditions(db, voucher),
        "holds": _holds(db, sight, voucher),
        "keep_until": lookups.keep_until(db, voucher),
        "files": [_file(one) for one in lookups.files_of(db, voucher)],
        "custody": custody_view(db, sight, voucher),
        "history": act_lines(log or db, acts),
        "known_to": known_view(db, sight, voucher, log),
    }
    return view if _handled_by(db, sight, voucher) else _as_served(db, sight, view, acts)


def custody_view(db: Database, sight: Sight, voucher: str) -> list[dict[str, Any]]:
    """The chain of custody of an item: who or where it was with, span by span. Raises NotFound."""
    seeing.item(db, sight, voucher)
    spans = lookups.custody_of(db, voucher)
    names = _names(db, spans)
    found = [
        {
            "position": one.seq,
            "from": one.start_at,
            "until": one.end_at,
            **with_of(one, names),
            "how": one.how,
        }
        for one in spans
    ]
    if _handled_by(db, sight, voucher):
        return found
    last = _last_served(db, sight, voucher)
    return [
        {**one, "until": one["until"] if (span.end_seq or last + 1) <= last else None}
        for one, span in zip(found, spans, strict=True)
        if span.seq <= last
    ]


def history_view(
    db: Database, sight: Sight, voucher: str, log: Database | None = None
) -> list[dict[str, Any]]:
    """Every act about an item that is seen, in the order of the record. Raises NotFound."""
    seeing.item(db, sight, voucher)
    return act_lines(log or db, seen_acts(log or db, sight, lookups.history(db, voucher)))


def known_view(db: Database, sight: Sight, voucher: str, log: Database | None = None) -> list[dict[str, Any]]:
    """Who knows of an item by acts that are seen, the earliest first; nobody to the defence. Raises NotFound."""
    seeing.item(db, sight, voucher)
    if not _handled_by(db, sight, voucher):
        return []
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
        for one in known(db, log or db, sight, [voucher]).get(voucher, ())
    ]


def with_of(row: Row, names: dict[str, str]) -> dict[str, Any]:
    """Who or where an item, or a span of its custody, is with; `names` are those of the persons."""
    return {
        "holder": row.holder,
        "holder_name": names.get(row.holder, row.holder) if row.holder else None,
        "location": row.location,
        "out_to": row.out_to,
    }


def _names(db: Database, rows: Sequence[Row]) -> dict[str, str]:
    return lookups.person_names(db, [row.holder for row in rows if row.holder])


def _handled_by(db: Database, sight: Sight, voucher: str) -> bool:
    """Whether the item is seen through a role of the office, as it stands now."""
    return bool(seeing.seen_items(db, seeing.of_the_office(sight), [voucher]))


def _last_served(db: Database, sight: Sight, voucher: str) -> int:
    return seeing.served_until(db, sight, [voucher]).get(voucher, -1)


def _as_served(db: Database, sight: Sight, view: dict[str, Any], acts: Sequence[Act]) -> dict[str, Any]:
    """The item as the defence has it: said in the acts that were opened to it, nothing of today."""
    said = {**view, "description": "", "category": None, "quantity": None}
    said |= {"received_quantity": None, "unit": None}
    for act in acts:
        fields = act.fields or {}
        parts = [one for one in fields.get("parts", ()) if one["item"] == view["item"]]
        if fields.get("item") == view["item"] or parts:
            told = {**fields, **(parts[0] if parts else {})}
            said |= {name: told[name] for name in ("description", "category", "unit") if name in told}
            if act.kind in ("item.received", "item.split") and "quantity" in told:
                said["quantity"] = said["received_quantity"] = told["quantity"]
    last = _last_served(db, sight, view["item"])
    files = seeing.seen_files(db, sight, [one["sha256"] for one in view["files"]])
    identifiers = db.rows("identifier", item=view["item"], seq__lte=last)
    now = {(one.kind, one.value) for one in identifiers}
    return {
        **said,
        "status": "produced",
        "category": said["category"] or view["category"],
        "unit": said["unit"] or view["unit"],
        "parts": [],
        "with": {"holder": None, "holder_name": None, "location": None, "out_to": None},
        "open_transfer": None,
        "wrong": [],
        "identifiers": [one for one in view["identifiers"] if (one["kind"], one["value"]) in now],
        "seals": [],
        "conditions": [],
        "holds": [],
        "keep_until": None,
        "files": [one for one in view["files"] if one["sha256"] in files and one["position"] <= last],
    }


def _parts(db: Database, sight: Sight, voucher: str) -> list[str]:
    parts = [one.item for one in lookups.parts_of(db, voucher)]
    seen = seeing.seen_items(db, sight, parts)
    return [one for one in parts if one in seen]


def _holds(db: Database, sight: Sight, voucher: str) -> list[dict[str, Any]]:
    found = lookups.open_holds(db, voucher)
    seen = seeing.seen_cases(db, seeing.of_the_office(sight), [one.docket for one in found])
    return [
        {"hold": one.hold, "docket": one.docket, "reason": one.reason} for one in found if one.docket in seen
    ]


def _cases(db: Database, sight: Sight, voucher: str) -> list[dict[str, Any]]:
    links = db.rows("item_case", order=("docket",), item=voucher)
    seen = seeing.seen_cases(db, sight, [link.docket for link in links])
    office = seeing.seen_cases(db, seeing.of_the_office(sight), seen)
    served = seeing.served_in(db, sight, [voucher])
    shown = [
        link
        for link in links
        if link.docket in office or (link.docket in seen and (link.docket, voucher) in served)
    ]
    titles = {row.docket: row.title for row in lookups.by_values(db, "case_file", "docket", sorted(seen))}
    decisions = decisions_shown(db, sight, [voucher], [link.docket for link in shown])
    last = -1 if seen == office else _last_served(db, sight, voucher)
    found = []
    for link in shown:
        decision = decisions.get((link.docket, voucher))
        found.append(
            {
                "docket": link.docket,
                "title": titles.get(link.docket),
                "linked_seq": link.linked_seq,
                "detached_seq": link.detached_seq
                if link.docket in office or (link.detached_seq or last + 1) <= last
                else None,
                "decision": decision.decision if decision else "undecided",
                "ground": decision.ground if decision else None,
            }
        )
    return found


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


def _identifiers(db: Database, row: Row) -> list[dict[str, str]]:
    """What stands on the thing; the kinds that screening takes from other fields are left out."""
    kinds = {"submitter", "place", "named case"}
    rows = db.rows("identifier", order=("seq", "n"), item=row.item)
    return [{"kind": one.kind, "value": one.value} for one in rows if one.kind not in kinds]


def _conditions(db: Database, voucher: str) -> list[dict[str, Any]]:
    found = lookups.current_conditions(db, voucher)
    names = lookups.person_names(db, [who for one in found for who in (one.declared_by, one.verified_by)])
    return [_condition(one, names) for one in found]


def _condition(row: Row, names: dict[str, str]) -> dict[str, Any]:
    return {
        "position": row.seq,
        "condition": row.condition,
        "rounds": json.loads(row.rounds),
        "declared_by": names.get(row.declared_by, row.declared_by),
        "verified_by": names.get(row.verified_by, row.verified_by),
        "at": row.occurred_at,
    }


def _file(row: Row) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in ("name", "media_type", "size", "sha256", "purpose")}
    return {**named, "position": row.seq}
