"""What the page of a case reads: its parts in one statement, its items a page at a time, counts made by the database.

Everything here is for whoever sees the case through a role of the office, but for `days_of_case` and
`first_statements`. Such a person sees every item that is or was linked to the case, so that the case is all the
condition there is for items; what else it leads to is read within their sight.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.record.gathered import Asked, gathered
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import Page
from wholefile.showing.reciprocal import disclosures_told

_OF_CASE = (
    "counsel", "party", "charge_count", "claim", "relief", "court_event", "court_order", "deadline", "obligation",
    "production", "reciprocal_disclosure",
)  # fmt: skip
_DAYS = ("deadline", "obligation", "party", "counsel", "reciprocal_disclosure")
_SAID = ("statement", "said_on", "speaker", "words")
_DECISION = (
    'LEFT JOIN "decision" x ON x."docket" = l."docket" AND x."item" = l."item" AND x."superseded_seq" IS NULL'
)
_LATEST = (
    '"certificate"."docket" = %s'
    ' AND "certificate"."seq" = (SELECT MAX(c."seq") FROM "certificate" c WHERE c."docket" = %s)'
)
_HELD = '"role_grant"."docket" = %s AND "role_grant"."ended_seq" IS NULL'
_CONCERNED = (
    '"person"."person" IN (SELECT p."person" FROM "party" p WHERE p."docket" = %s'
    ' UNION SELECT c."person" FROM "counsel" c WHERE c."docket" = %s'
    ' UNION SELECT g."person" FROM "role_grant" g WHERE g."docket" = %s AND g."ended_seq" IS NULL)'
)


def parts_of_case(db: Database, sight: Sight, docket: str) -> dict[str, Any]:
    """Parties, counts, claims, relief, events, orders, days, related cases, productions, certificate and people."""
    asked = [Asked(one, f'"{one}"."docket" = %s', [docket]) for one in _OF_CASE]
    asked += [
        Asked("certificate", _LATEST, [docket] * 2),
        Asked(
            "case_relation", '("case_relation"."docket" = %s OR "case_relation"."other" = %s)', [docket] * 2
        ),
        Asked("role_grant", _HELD, [docket]),
        Asked("person", _CONCERNED, [docket] * 3),
    ]
    names = (*_OF_CASE, "certificate", "case_relation", "role_grant", "person")
    rows = dict(zip(names, gathered(db, asked), strict=True))
    certificate = rows["certificate"]
    productions = sorted(rows["production"], key=lambda row: row.seq)
    return {
        "related": _related(db, sight, docket, rows["case_relation"]),
        **_pleadings(rows),
        **_days(db, rows),
        "people": _people(rows, everybody=True),
        "productions": _picked(productions, "production status served_at"),
        "certificate": certificate[0].certificate if certificate else None,
    }


def days_of_case(db: Database, docket: str, last: int) -> dict[str, Any]:
    """Deadlines, obligations and people of a case, of what was recorded up to a position."""
    asked = [Asked(one, f'"{one}"."docket" = %s AND "{one}"."seq" <= %s', [docket, last]) for one in _DAYS]
    asked.append(Asked("person", _CONCERNED, [docket] * 3))
    rows = dict(zip((*_DAYS, "person"), gathered(db, asked), strict=True))
    return {**_days(db, rows), "people": _people(rows, everybody=False)}


def decisions_counted(db: Database, docket: str) -> dict[str, int]:
    """How many items of a case stand in each decision, `undecided` and `detached` apart, in order of the words."""
    rows = db.query(
        "SELECT CASE WHEN l.\"detached_seq\" IS NOT NULL THEN 'detached'"  # noqa: S608 - names of columns
        " ELSE COALESCE(x.\"decision\", 'undecided') END, COUNT(*)"
        f' FROM "item_case" l {_DECISION} WHERE l."docket" = %s GROUP BY 1',
        [docket],
    )
    return {str(name): int(number) for name, number in sorted(rows)}


def items_page(db: Database, docket: str, page: Page) -> list[dict[str, Any]]:
    """One page of the items of a case, parts after their wholes, each with the decision on it there."""
    exact = "" if db.vendor == "sqlite" else ' COLLATE "C"'
    order = f'SUBSTR(l."item", 1, 10){exact}, LENGTH(l."item"), l."item"{exact}'
    rows = db.query(
        'SELECT l."item", i."status", i."category", i."description", l."detached_seq", x."decision", x."ground"'  # noqa: S608
        ' FROM (SELECT l."item", l."docket", l."detached_seq" FROM "item_case" l'
        f' WHERE l."docket" = %s ORDER BY {order} LIMIT %s OFFSET %s) l'
        f' JOIN "item" i ON i."item" = l."item" {_DECISION} ORDER BY {order}',
        [docket, page.rows, page.start],
    )
    return [
        {
            "item": item,
            "status": status,
            "category": category,
            "description": description,
            "detached": detached is not None,
            "decision": decision or "undecided",
            "ground": ground,
        }
        for item, status, category, description, detached, decision, ground in rows
    ]


def first_statements(db: Database, sight: Sight, docket: str, most: int) -> tuple[list[dict[str, Any]], int]:
    """The first statements made in a case that are seen, {statement, said_on, speaker, words}, and how many in all."""
    condition, values = seeing.at(db, sight).statement('t."statement"')
    columns = ", ".join(f't."{one}"' for one in _SAID)
    rows = db.query(
        f'SELECT {columns}, COUNT(*) OVER () FROM "statement" t'  # noqa: S608 - names of columns
        f" WHERE t.\"dockets\" LIKE %s ESCAPE '!' AND {condition}"
        ' ORDER BY t."said_on", t."seq" LIMIT %s',
        [_listing(docket), *values, most],
    )
    return [dict(zip(_SAID, row, strict=False)) for row in rows], int(rows[0][-1]) if rows else 0


def _listing(docket: str) -> str:
    """A pattern for the canonical JSON of a list with this docket in it; every docket has one spelling."""
    escaped = json.dumps(docket, ensure_ascii=False)
    for one in "!%_":
        escaped = escaped.replace(one, f"!{one}")
    return f"%{escaped}%"


def _pleadings(rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """What is before the court: parties with counsel, counts, claims, relief, events and orders."""
    counsel: dict[str, list[str]] = {}
    for one in sorted(rows["counsel"], key=lambda row: row.seq):
        if one.withdrawn_seq is None:
            counsel.setdefault(one.party, []).append(one.name + (f" ({one.firm})" if one.firm else ""))
    claims = _picked(
        sorted(rows["claim"], key=lambda row: row.claim), "claim cause_of_action plaintiff against pleaded_on"
    )
    return {
        "parties": [
            {"party": row.party, "name": row.name, "role": row.role, "counsel": counsel.get(row.party, [])}
            for row in sorted(rows["party"], key=lambda row: row.seq)
        ],
        "counts": _picked(
            sorted(rows["charge_count"], key=lambda row: row.count),
            "count party statute title charged_on outcome ended_on",
        ),
        "claims": [{**one, "against": json.loads(one["against"])} for one in claims],
        "relief": _picked(sorted(rows["relief"], key=lambda row: row.relief), "relief kind text"),
        "events": [
            {"position": row.seq, "on": row.on, "event": row.event, "text": row.text}
            for row in sorted(rows["court_event"], key=lambda row: (row.on, row.seq))
        ],
        "orders": _picked(
            sorted(rows["court_order"], key=lambda row: (row.on, row.seq)), "order on effect text"
        ),
    }


def _days(db: Database, rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Deadlines and obligations, the next first, and what the defence disclosed."""
    deadlines, obligations = (
        sorted(rows[one], key=lambda row: (row.due_on, row.seq)) for one in ("deadline", "obligation")
    )
    return {
        "deadlines": _picked(deadlines, "deadline what due_on rule met_seq days_late"),
        "obligations": _picked(obligations, "obligation rule what from_on due_on production met_seq"),
        "reciprocal": disclosures_told(
            db, sorted(rows["reciprocal_disclosure"], key=lambda row: (row.disclosed_on, row.seq))
        ),
    }


def _related(db: Database, sight: Sight, docket: str, relations: Sequence[Row]) -> list[dict[str, Any]]:
    """The related cases that are seen: those this case was related to, then those related to it."""
    ordered = sorted(relations, key=lambda row: row.seq)
    pairs = [(row.other, row) for row in ordered if row.docket == docket]
    pairs += [(row.docket, row) for row in ordered if row.other == docket]
    seen = seeing.seen_cases(db, sight, [other for other, _ in pairs]) if pairs else set()
    return [
        {"docket": other, "relation": row.relation, "reason": row.reason}
        for other, row in pairs
        if other in seen
    ]


def _people(rows: Mapping[str, Sequence[Row]], *, everybody: bool) -> list[dict[str, Any]]:
    """The persons of the record who are parties, counsel or, for the office, in a role of this case."""
    found: dict[str, list[str]] = {}
    told = [(row.person, row.role) for row in sorted(rows["party"], key=lambda row: row.seq)]
    told += [
        (row.person, f"counsel for {row.party}")
        for row in sorted(rows["counsel"], key=lambda row: row.seq)
        if row.withdrawn_seq is None
    ]
    if everybody:
        told += [(row.person, row.role) for row in sorted(rows["role_grant"], key=lambda row: row.seq)]
    for person, role in told:
        if person is not None:
            found.setdefault(person, []).append(role)
    known = {row.person: row for row in rows["person"]}
    return [
        {"person": one, "name": known[one].name, "agency": known[one].agency, "as": roles}
        for one, roles in found.items()
        if one in known
    ]


def _picked(rows: Sequence[Row], names: str) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names.split()} for row in rows]
