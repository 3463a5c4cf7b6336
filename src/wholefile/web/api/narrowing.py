"""What a token lets a program see: some of its person's roles and cases, and never more than the person."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wholefile.record.sql import Database
from wholefile.record.visibility import Sight, sight_of_roles

Roles = frozenset[tuple[str, str]]
_ADMINISTRATOR = "administrator"


def roles_now(db: Database, person: str) -> Roles:
    """The roles that a person holds now: (role, case or empty for everywhere)."""
    grants = db.rows("role_grant", person=person, ended_seq=None)
    return frozenset((one.role, one.docket) for one in grants)


def narrowed(held: Iterable[tuple[str, str]], roles: Collection[str], dockets: Collection[str]) -> Roles:
    """Those of these roles that are among `roles` and, in `dockets`, those held there; empty lists narrow nothing.

    A role held everywhere becomes the same role in each of the cases. The register of people belongs to no case, so
    a token for some cases administers nothing.
    """
    kept = {(role, docket) for role, docket in held if not roles or role in roles}
    if not dockets:
        return frozenset(kept)
    kept = {(role, docket) for role, docket in kept if role != _ADMINISTRATOR}
    inside = {(role, docket) for role, docket in kept if docket in dockets}
    return frozenset(inside | {(role, one) for role, docket in kept if not docket for one in dockets})


def sight_of(held: Roles, db: Database) -> Sight:
    """What these roles let through."""
    return sight_of_roles(held, db.vendor)
