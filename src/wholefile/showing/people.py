"""A person: roles, keys, what they hold, what waits for them; and everybody in one list."""

from __future__ import annotations

import json
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.rules.witnesses import cases_of_person

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


def person_view(db: Database, number: str) -> dict[str, Any]:
    """Everything about a person. Raises NotFound."""
    row = lookups.person(db, number)
    grants = db.rows("role_grant", order=("seq",), person=number)
    return {
        "person": number,
        "name": row.name,
        "agency": row.agency,
        "title": row.title,
        "roles": [_role(one) for one in grants if one.ended_seq is None],
        "past_roles": [_role(one) for one in grants if one.ended_seq is not None],
        "keys": [
            {name: getattr(one, name) for name in ("key", "algorithm", "enrolled_seq", "revoked_seq")}
            for one in db.rows("signing_key", order=("enrolled_seq",), person=number)
        ],
        "holds": [
            {"item": one.item, "description": one.description}
            for one in db.rows("item", order=("item",), holder=number)
        ],
        "transfers": [
            {
                "transfer": one.transfer,
                "released_by": lookups.person_name(db, one.released_by),
                "items": json.loads(one.items),
            }
            for one in db.rows("transfer", order=("released_seq",), to=number, status="open")
        ],
        "findings": [
            {"position": one.seq, "finding": one.finding, "source": one.source}
            for one in db.rows("impeachment", order=("seq",), person=number)
        ],
        "cases": cases_of_person(db, number),
    }


def people_view(db: Database) -> dict[str, Any]:
    """Everybody known to the record."""
    found = []
    for row in sorted(db.rows("person"), key=lambda one: int(one.person[2:])):
        grants = db.rows("role_grant", order=("seq",), person=row.person, ended_seq=None)
        found.append(
            {
                **{name: getattr(row, name) for name in ("person", "name", "agency", "title")},
                "roles": [role_words(_role(one)) for one in grants],
                "has_key": db.exists("signing_key", person=row.person, revoked_seq=None),
            }
        )
    return {"people": found}


def _role(row: Row) -> dict[str, Any]:
    return {"role": row.role, "docket": row.docket or None}


def role_words(one: dict[str, Any]) -> str:
    """A role with the case in which it is held."""
    return f"{one['role']} in {one['docket']}" if one["docket"] else str(one["role"])
