"""An item in full: first what is wrong with it, then what, where, whose, and every act that touched it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, moment, short_moment, table
from wholefile.record import lookups
from wholefile.record.knowledge import knowers
from wholefile.record.sql import Database, Row

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


def act_line(db: Database, log: Database, position: int) -> dict[str, Any]:
    """An act in one line: position, time, kind and the names of who signed."""
    from wholefile.core.header import decode_header

    entry = log.rows("entry", seq=position)[0]
    keys = [one["key"] for one in decode_header(bytes(entry.header)).signatures]
    owners = [log.one("signing_key", key=key) for key in keys]
    names = [lookups.person_name(db, one.person) if one else "the log" for one in owners]
    return {"position": position, "at": entry.at, "kind": entry.kind, "signed_by": names}


def item_lines(view: dict[str, Any]) -> Iterator[str]:
    """The item for a custodian's screen."""
    yield f"{view['item']}  {view['category']}, {view['status']}"
    yield from (f"! {one}" for one in view["wrong"])
    yield from facts(
        {
            "What": view["description"],
            "Quantity": _quantity(view),
            "With": place_words(view["with"]),
            "Transfer": f"{view['open_transfer']} waits for acceptance" if view["open_transfer"] else None,
            "Part of": view["parent"],
            "Parts": view["parts"],
            "Seals": view["seals"],
            "Marks": [f"{one['kind']} {one['value']}" for one in view["identifiers"]],
            "Keep until": view["keep_until"],
            "Received": moment(view["received"]["occurred_at"]) + f" by {view['received']['by']}",
            "From": view["received"]["submitted_by"],
            "Collected": view["received"]["collected_at"],
            "Authority": view["received"]["authority"],
            "Named case": view["received"]["named_cases"],
        },
        indent=2,
    )
    yield from _section("Cases", ("docket", "decision", "title"), _case_rows(view))
    yield from _section(
        "Holds", ("hold", "docket", "reason"), [[o["hold"], o["docket"], o["reason"]] for o in view["holds"]]
    )
    yield from _section("Condition that holds", ("at", "declared", "by"), _condition_rows(view))
    yield from _section(
        "Files",
        ("purpose", "bytes", "name"),
        [[one["purpose"], one["size"], one["name"]] for one in view["files"]],
    )
    yield from heading("Chain of custody (UTC)")
    yield from custody_lines(view["custody"])
    yield from heading("Acts (UTC)")
    yield from act_lines(view["history"])
    yield from _section(
        "Known to (UTC)",
        ("since", "by act", "who"),
        [[short_moment(o["since"]), f"{o['how']} {o['position']}", _who(o)] for o in view["known_to"]],
    )


def custody_lines(spans: list[dict[str, Any]]) -> Iterator[str]:
    """A chain of custody as a table."""
    yield from table(
        ("from", "until", "act", "with"),
        [
            [
                short_moment(one["from"]),
                short_moment(one["until"]) or "now",
                one["position"],
                place_words(one),
            ]
            for one in spans
        ],
    )


def act_lines(acts: list[dict[str, Any]]) -> Iterator[str]:
    """Acts as a table."""
    yield from table(
        ("position", "recorded", "act", "signed by"),
        [[one["position"], short_moment(one["at"]), one["kind"], one["signed_by"]] for one in acts],
    )


def place_words(place: dict[str, Any]) -> str:
    """Who or where, in words."""
    if place["holder"]:
        return f"{place['holder_name']} ({place['holder']})"
    if place["location"]:
        return f"in {place['location']}"
    return f"out: {place['out_to']}" if place["out_to"] else "nobody any more"


def _section(title: str, headers: tuple[str, ...], rows: list[list[Any]]) -> Iterator[str]:
    if rows:
        yield from heading(title)
        yield from table(headers, rows)


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


def _quantity(view: dict[str, Any]) -> str:
    now, began = view["quantity"], view["received_quantity"]
    return f"{now} {view['unit']}" + ("" if now == began else f" of {began} received")


def _case_rows(view: dict[str, Any]) -> list[list[Any]]:
    rows = []
    for one in view["cases"]:
        state = one["decision"] + (f" ({one['ground']})" if one["ground"] else "")
        rows.append([one["docket"], "detached" if one["detached_seq"] is not None else state, one["title"]])
    return rows


def _condition_rows(view: dict[str, Any]) -> list[list[Any]]:
    rows = []
    for one in view["conditions"]:
        rounds = f", rounds {', '.join(str(n) for n in one['rounds'])}" if one["rounds"] else ""
        who = f"{one['declared_by']}, checked by {one['verified_by']}"
        rows.append([short_moment(one["at"]), one["condition"] + rounds, who])
    return rows


def _who(one: dict[str, Any]) -> str:
    side = " - for the State" if one["for_the_state"] else ""
    return f"{one['name']}, {one['agency']}{side}"
