"""An act as it was recorded: what it says, who signed it with which key, and where it stands; and acts in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, moment
from wholefile.cli.showing.items import act_line, act_lines
from wholefile.core.acts import kind_of
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.docket import case_label
from wholefile.core.errors import NotFound
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.record.sql import Database

ACT_KEYS = {
    "position": "position in the log, from 0",
    "kind": "kind of act",
    "about": "what acts of this kind say",
    "at": "when it was recorded, milliseconds since 1970 UTC",
    "body": "its fields as signed, or null when they were destroyed by order of a court",
    "expunged_by": "position of the act that ordered its destruction, or null",
    "signatures": "list of {person, name, key, algorithm}",
    "leaf_hash": "hash of the entry in the log's tree, base64url",
    "act_hash": "hash of the signed act, base64url",
    "header": "the entry's header, exactly as it stands in the log",
}
TIMELINE_KEYS = {
    "docket": "the case",
    "acts": "list of {position, at, kind, signed_by, occurred_at, words}, in order of time",
}
LOG_KEYS = {"acts": "list of {position, at, kind, signed_by}"}
_LONG = 300


def act_view(db: Database, position: int) -> dict[str, Any]:
    """An act with everything the log has of it. Raises NotFound."""
    entry, kept = db.one("entry", seq=position), db.one("body", seq=position)
    if entry is None:
        raise NotFound("act.unknown", f"There is no entry {position}; the last is {db.count('entry') - 1}.")
    header, destroyed = decode_header(bytes(entry.header)), db.one("expunged", seq=position)
    signatures = []
    for one in header.signatures:
        owner = db.one("signing_key", key=one["key"])
        signatures.append(
            {
                "person": owner.person if owner else None,
                "name": lookups.person_name(db, owner.person) if owner else "the log",
                "key": one["key"],
                "algorithm": owner.algorithm if owner else "ed25519",
            }
        )
    return {
        "position": position,
        "kind": entry.kind,
        "about": kind_of(entry.kind).doc,
        "at": entry.at,
        "body": json.loads(bytes(kept.fields)) if kept else None,
        "expunged_by": destroyed.by_seq if destroyed else None,
        "signatures": signatures,
        "leaf_hash": b64u(bytes(entry.leaf_hash)),
        "act_hash": b64u(bytes(entry.act_hash)),
        "header": bytes(entry.header).decode(),
    }


def act_detail_lines(view: dict[str, Any]) -> Iterator[str]:
    """An act for a screen."""
    yield f"{view['position']}  {view['kind']}"
    yield from facts({"": view["about"], "Recorded": moment(view["at"])}, indent=2)
    yield from heading("It says")
    if view["body"] is None:
        yield f"  Destroyed by order of a court; see act {view['expunged_by']}. Its place and proof remain."
    else:
        yield from facts([(name, _told(name, value)) for name, value in view["body"].items()], indent=2)
    yield from heading("Signed by")
    for one in view["signatures"]:
        yield from facts(
            {one["name"] + (f" ({one['person']})" if one["person"] else ""): f"key {one['key']}"}, indent=2
        )
    yield from heading("In the log")
    yield from facts({"Leaf hash": view["leaf_hash"], "Act hash": view["act_hash"]}, indent=2)


def log_view(
    db: Database, *, since: int = 0, kind: str | None = None, docket: str | None = None, most: int = 100
) -> dict[str, Any]:
    """Acts from a position on, of a kind or a case when these are named."""
    if kind is not None:
        kind_of(kind)
    where: list[str] = ['e."seq" >= %s']
    values: list[Any] = [since]
    if kind is not None:
        where.append('e."kind" = %s')
        values.append(kind)
    if docket is not None:
        where.append('EXISTS (SELECT 1 FROM "entry_case" c WHERE c."seq" = e."seq" AND c."label" = %s)')
        values.append(unb64u(case_label(docket)))
    found = db.query(
        f'SELECT e."seq" FROM "entry" e WHERE {" AND ".join(where)} ORDER BY e."seq" LIMIT %s',  # noqa: S608
        [*values, most],
    )
    return {"acts": [act_line(db, db, seq) for (seq,) in found]}


def log_lines(view: dict[str, Any]) -> Iterator[str]:
    """Acts for a screen."""
    if not view["acts"]:
        yield "There is no such act."
    yield from act_lines(view["acts"])


def timeline_view(db: Database, log: Database, docket: str) -> dict[str, Any]:
    """What happened in a case, in the order in which it happened. Raises NotFound."""
    lookups.case(db, docket)
    label = unb64u(case_label(docket))
    rows = log.query(
        'SELECT e."seq", e."at", e."kind", b."fields" FROM "entry_case" c JOIN "entry" e ON e."seq" = c."seq"'
        ' LEFT JOIN "body" b ON b."seq" = e."seq" WHERE c."label" = %s ORDER BY e."seq"',
        [label],
    )
    acts = []
    for seq, at, kind, fields in rows:
        body = json.loads(bytes(fields)) if fields is not None else None
        line = act_line(db, log, seq)
        occurred = at if body is None else body.get("occurred_at", at)
        acts.append({**line, "occurred_at": occurred, "words": _words(kind, body)})
    acts.sort(key=lambda one: (one["occurred_at"], one["position"]))
    return {"docket": docket, "acts": acts}


def timeline_lines(view: dict[str, Any]) -> Iterator[str]:
    """A timeline for a screen; an act recorded on a later day than it happened says so."""
    from wholefile.cli.layout import short_moment, table

    yield f"What happened in {view['docket']}, in order (UTC)"
    rows = []
    for one in view["acts"]:
        day, recorded = short_moment(one["occurred_at"]), short_moment(one["at"])
        late = f" (recorded {recorded[:10]})" if recorded[:10] != day[:10] else ""
        rows.append([day, one["position"], f"{one['kind']}{late}: {one['words']}"])
    yield from table(("when", "act", "what"), rows)


def _words(kind: str, body: dict[str, Any] | None) -> str:
    """The fields of an act that tell a reader what happened: those that are words, in the order of the vocabulary."""
    if body is None:
        return "destroyed by order of a court"
    said = []
    for field in kind_of(kind).fields:
        value = body.get(field.name)
        if value in (None, [], "") or field.name in ("docket", "dockets", "identifiers") or field.signs:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            said.append(f"{len(value)} {field.name}")
        elif not (isinstance(value, str) and len(value) == 64 and field.name in ("schedule", "payload")):
            said.append(
                ", ".join(map(str, value)) if isinstance(value, list) else str(_told(field.name, value))
            )
    text = "; ".join(said)
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "\u2026"


def _told(name: str, value: Any) -> Any:
    """A field as a person reads it: instants as times, objects as their parts, one a line."""
    if name == "occurred_at":
        return moment(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(", ".join(f"{key} {one[key]}" for key in one) for one in value)
    if isinstance(value, list):
        return [str(one) for one in value]
    return value
