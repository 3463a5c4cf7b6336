"""A person: roles, keys, what they hold, what waits for them; and everybody in one list.

Names, agencies and keys are the register's and shown to whoever sees anything at all: acts name their signers. What a
person does in a case is shown with that case. To the defence alone only a court's roles are, as in every production.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.witnesses import cases_of_person
from wholefile.showing import seeing
from wholefile.showing.knowing import known

PERSON_KEYS = {
    "person": "person id",
    "name": "full name",
    "agency": "agency or firm",
    "title": "title, or null",
    "roles": "list of {role, docket or null for everywhere}",
    "past_roles": "roles that ended, likewise",
    "keys": "list of {key, algorithm, enrolled_seq, revoked_seq}",
    "holds": "list of {item, description} they hold",
    "transfers": "open transfers to them: list of {transfer, released_by, items}",
    "findings": "findings about their credibility: list of {position, finding, source}",
    "cases": "cases in which they appear",
}
PEOPLE_KEYS = {"people": "list of {person, name, agency, title, roles, has_key}"}


def person_view(db: Database, sight: Sight, number: str, *, administers: bool = False) -> dict[str, Any]:
    """Everything about a person that is seen; `administers` says that the viewer keeps the register of people.

    Raises NotFound.
    """
    row = check_person(db, sight, number, administers=administers)
    grants = db.rows("role_grant", order=("seq",), person=number)
    shown = _roles_shown(db, sight, grants, administers)
    return {
        "person": number,
        "name": row.name,
        "agency": row.agency,
        "title": row.title,
        "roles": [_role(one) for one in shown if one.ended_seq is None],
        "past_roles": [_role(one) for one in shown if one.ended_seq is not None],
        "keys": [
            {name: getattr(one, name) for name in ("key", "algorithm", "enrolled_seq", "revoked_seq")}
            for one in db.rows("signing_key", order=("enrolled_seq",), person=number)
        ],
        "holds": _holds(db, sight, number),
        "transfers": open_transfers(db, sight, number),
        "findings": [
            {"position": one.seq, "finding": one.finding, "source": one.source}
            for one in _findings(db, sight, number)
        ],
        "cases": _cases_of(db, sight, number),
    }


def people_view(db: Database, sight: Sight, *, administers: bool = False) -> dict[str, Any]:
    """Everybody known to the record."""
    if sight.nothing and not administers:
        return {"people": []}
    grants: dict[str, list[Row]] = {}
    for one in _roles_shown(db, sight, db.rows("role_grant", order=("seq",), ended_seq=None), administers):
        grants.setdefault(one.person, []).append(one)
    keys = {one.person for one in db.rows("signing_key", revoked_seq=None)}
    return {
        "people": [
            {
                **{name: getattr(row, name) for name in ("person", "name", "agency", "title")},
                "roles": [role_words(_role(one)) for one in grants.get(row.person, ())],
                "has_key": row.person in keys,
            }
            for row in sorted(db.rows("person"), key=lambda one: int(one.person[2:]))
        ]
    }


def open_transfers(db: Database, sight: Sight, number: str) -> list[dict[str, Any]]:
    """The transfers that wait for a person, with those of their items that are seen."""
    office = seeing.of_the_office(sight)
    rows = db.rows("transfer", order=("released_seq",), to=number, status="open")
    items = {one.transfer: json.loads(one.items) for one in rows}
    seen = seeing.seen_items(db, office, {item for named in items.values() for item in named})
    names = lookups.person_names(db, [one.released_by for one in rows])
    found = [
        {
            "transfer": one.transfer,
            "released_by": names.get(one.released_by, one.released_by),
            "items": [item for item in items[one.transfer] if item in seen],
        }
        for one in rows
    ]
    return [one for one in found if one["items"]]


def check_person(db: Database, sight: Sight, number: str, *, administers: bool = False) -> Row:
    """The person. Raises NotFound for nobody, and to whoever sees nothing and does not keep the register."""
    row = lookups.person(db, number)
    if sight.nothing and not administers:
        raise lookups.unknown("person", number)
    return row


def _roles_shown(
    db: Database,
    sight: Sight,
    grants: Iterable[Row],
    administers: bool,  # noqa: FBT001
) -> list[Row]:
    rows = list(grants)
    if sight.everything or administers:
        return rows
    office = seeing.of_the_office(sight)
    cases = seeing.seen_cases(db, office, {one.docket for one in rows if one.docket})
    if office.nothing:
        return [one for one in rows if one.role == "court" and not one.docket]
    return [one for one in rows if not one.docket or one.docket in cases]


def _holds(db: Database, sight: Sight, number: str) -> list[dict[str, Any]]:
    rows = db.rows("item", order=("item",), holder=number)
    seen = seeing.seen_items(db, seeing.of_the_office(sight), [one.item for one in rows])
    return [{"item": one.item, "description": one.description} for one in rows if one.item in seen]


def _findings(db: Database, sight: Sight, number: str) -> list[Row]:
    rows = db.rows("impeachment", order=("seq",), person=number)
    if sight.everything:
        return rows
    cases = seeing.seen_cases(
        db, seeing.of_the_office(sight), {docket for row in rows for docket in json.loads(row.dockets)}
    )
    until = seeing.cases_served_until(db, sight)
    return [
        row
        for row in rows
        if any(one in cases or row.seq <= until.get(one, -1) for one in json.loads(row.dockets))
    ]


def _cases_of(db: Database, sight: Sight, number: str) -> list[str]:
    """The cases in which a person appears, as far as acts that are seen tell it; none to the defence."""
    found = cases_of_person(db, number)
    if sight.everything:
        return found
    office = seeing.of_the_office(sight)
    seen = seeing.seen_cases(db, office, found)
    sure = {row.docket for row in db.rows("party", person=number)}
    said = db.rows("statement", speaker_person=number)
    heard = seeing.seen_statements(db, office, [row.statement for row in said])
    sure |= {docket for row in said if row.statement in heard for docket in json.loads(row.dockets)}
    handled = _handled(db, number, sorted(seen - sure))
    for docket, items in handled.items():
        told = known(db, db, office, items)
        if any(who.person == number for knowers in told.values() for who in knowers):
            sure.add(docket)
    return [one for one in found if one in seen & sure]


def _handled(db: Database, number: str, dockets: Sequence[str]) -> dict[str, list[str]]:
    """The items of each of these cases of which a person knows."""
    found: dict[str, list[str]] = {}
    for part in seeing.chunks(dockets):
        rows = db.query(
            'SELECT c."docket", k."item" FROM "knowledge" k JOIN "item_case" c ON c."item" = k."item"'  # noqa: S608
            f' WHERE k."person" = %s AND c."docket" IN ({seeing.marks(part)}) ORDER BY k."item"',
            [number, *part],
        )
        for docket, item in rows:
            found.setdefault(docket, []).append(item)
    return found


def _role(row: Row) -> dict[str, Any]:
    return {"role": row.role, "docket": row.docket or None}


def role_words(one: dict[str, Any]) -> str:
    """A role with the case in which it is held."""
    return f"{one['role']} in {one['docket']}" if one["docket"] else str(one["role"])
