"""An act as it was recorded: what it says, who signed it with which key, and where it stands; and acts in order."""

from __future__ import annotations

import json
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.docket import case_label
from wholefile.core.errors import NotFound
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.showing.words import act_in_words

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


def act_line(db: Database, log: Database, position: int) -> dict[str, Any]:
    """An act in one line: position, time, kind and the names of who signed."""
    entry = log.rows("entry", seq=position)[0]
    keys = [one["key"] for one in decode_header(bytes(entry.header)).signatures]
    owners = [log.one("signing_key", key=key) for key in keys]
    names = [lookups.person_name(db, one.person) if one else "the log" for one in owners]
    return {"position": position, "at": entry.at, "kind": entry.kind, "signed_by": names}


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
        acts.append({**line, "occurred_at": occurred, "words": act_in_words(kind, body)})
    acts.sort(key=lambda one: (one["occurred_at"], one["position"]))
    return {"docket": docket, "acts": acts}
