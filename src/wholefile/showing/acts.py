"""An act as it was recorded: what it says, who signed it with which key, and where it stands; and acts in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts_seen import Act, ActsSeen, acts_at, acts_where, seen_acts
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
    "header": "the entry's header, exactly as it stands in the log; null where it tells of a case that is not shown",
}
TIMELINE_KEYS = {
    "docket": "the case",
    "acts": "list of {position, at, kind, signed_by, occurred_at, words}, in order of time",
}
LOG_KEYS = {"acts": "list of {position, at, kind, signed_by}"}


def act_view(db: Database, sight: Sight, position: int) -> dict[str, Any]:
    """An act with everything the log has of it, of its lists only what is seen. Raises NotFound.

    The header lists the labels of its cases, which whoever knows a docket can tell, so it is shown whole or not at all.
    """
    entry = db.one("entry", seq=position)
    acts = acts_at(db, [position])
    shown = list(ActsSeen(db, sight, acts).seen())
    if entry is None or not shown:
        raise _no_entry(db, sight, position)
    act, destroyed = shown[0], db.one("expunged", seq=position)
    return {
        "position": position,
        "kind": act.kind,
        "about": kind_of(act.kind).doc,
        "at": act.at,
        "body": act.fields,
        "expunged_by": destroyed.by_seq if destroyed and seen_acts(db, sight, [destroyed.by_seq]) else None,
        "signatures": signatures(db, [act])[act.seq],
        "leaf_hash": b64u(bytes(entry.leaf_hash)),
        "act_hash": b64u(bytes(entry.act_hash)),
        "header": bytes(entry.header).decode() if sight.everything else None,
    }


def signatures(log: Database, acts: Iterable[Act]) -> dict[int, list[dict[str, Any]]]:
    """Who signed each act with which key; the log itself signs its index. Two reads, however many acts."""
    found = list(acts)
    keys = sorted({key for one in found for key in one.keys})
    owners = {row.key: row for row in lookups.by_values(log, "signing_key", "key", keys)}
    persons = sorted({row.person for row in owners.values()})
    names = {row.person: row.name for row in lookups.by_values(log, "person", "person", persons)}
    return {one.seq: [_signature(key, owners.get(key), names) for key in one.keys] for one in found}


def act_lines(log: Database, acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Acts, each in one line: position, time, kind and the names of who signed."""
    signed = signatures(log, acts)
    return [
        {
            "position": one.seq,
            "at": one.at,
            "kind": one.kind,
            "signed_by": [signature["name"] for signature in signed[one.seq]],
        }
        for one in acts
    ]


def log_view(
    db: Database,
    sight: Sight,
    *,
    since: int = 0,
    kind: str | None = None,
    docket: str | None = None,
    most: int = 100,
) -> dict[str, Any]:
    """Acts from a position on, of a kind or a case when these are named.

    Of a case that is not seen there is none, also none that is seen otherwise: it would tell that both share an item.
    """
    if kind is not None:
        kind_of(kind)
    if docket is not None and not seeing.seen_cases(db, sight, [docket]):
        return {"acts": []}
    where: list[str] = []
    values: list[Any] = []
    if kind is not None:
        where.append('e."kind" = %s')
        values.append(kind)
    if docket is not None:
        where.append('EXISTS (SELECT 1 FROM "entry_case" c WHERE c."seq" = e."seq" AND c."label" = %s)')
        values.append(unb64u(case_label(docket)))
    return {"acts": act_lines(db, first_seen(db, sight, (where, values), since=since, most=most))}


def first_seen(
    log: Database,
    sight: Sight,
    fitting: tuple[Sequence[str], Sequence[Any]],
    *,
    most: int,
    since: int = 0,
    before: int | None = None,
) -> list[Act]:
    """The first so many acts that fit and are seen, from a position on; or the last ones before one, newest first.

    What cannot be seen is left out inside the query as far as it can be told there, so that a page costs about the
    same whatever is hidden.
    """
    conditions, values = [*fitting[0]], [*fitting[1]]
    if not sight.everything:
        condition, more = _possible(log, sight)
        conditions.append(condition)
        values += more
    found: list[Act] = []
    backwards, at = before is not None, since if before is None else before
    while len(found) < most:
        where = " AND ".join([f'e."seq" {"<" if backwards else ">="} %s', *conditions])
        batch = acts_where(log, where, [at, *values], "DESC" if backwards else "ASC", most)
        seen = list(ActsSeen(log, sight, batch).seen())
        found += reversed(seen) if backwards else seen
        if len(batch) < most:
            break
        at = batch[-1].seq if backwards else batch[-1].seq + 1
    return found[:most]


def timeline_view(db: Database, sight: Sight, docket: str, log: Database | None = None) -> dict[str, Any]:
    """What happened in a case, in the order in which it happened; `log` has the acts of a past day. Raises NotFound."""
    seeing.case(db, sight, docket)
    log = log or db
    rows = log.query('SELECT "seq" FROM "entry_case" WHERE "label" = %s', [unb64u(case_label(docket))])
    acts = seen_acts(log, sight, [int(seq) for (seq,) in rows])
    shown = [
        {**line, "occurred_at": one.occurred_at, "words": act_in_words(one.kind, one.fields)}
        for one, line in zip(acts, act_lines(log, acts), strict=True)
    ]
    shown.sort(key=lambda one: (one["occurred_at"], one["position"]))
    return {"docket": docket, "acts": shown}


def _possible(log: Database, sight: Sight) -> tuple[str, list[Any]]:
    """What an act must have for any of it to be seen: an item that is seen, a case that is, or no case at all."""
    item, values = seeing.at(log, sight).item('a."item"')
    dockets = [*sight.dockets, *seeing.cases_served_until(log, sight)]
    labels = [unb64u(label) for label in (*map(case_label, sorted(set(dockets))), REGISTER_LABEL)]
    return (
        f'(EXISTS (SELECT 1 FROM "item_act" a WHERE a."seq" = e."seq" AND {item}) OR EXISTS'  # noqa: S608
        f' (SELECT 1 FROM "entry_case" c WHERE c."seq" = e."seq" AND c."label" IN ({seeing.marks(labels)})))'
    ), [*values, *labels]


def _signature(key: str, owner: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "person": owner.person if owner else None,
        "name": names.get(owner.person, owner.person) if owner else "the log",
        "key": key,
        "algorithm": owner.algorithm if owner else "ed25519",
    }


def _no_entry(db: Database, sight: Sight, position: int) -> NotFound:
    last = f"; the last is {db.count('entry') - 1}" if sight.everything else ""
    return NotFound("act.unknown", f"There is no entry {position}{last}.")
