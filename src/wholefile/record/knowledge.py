"""The knowledge clock: who knew of which item since when, and how long before the other side was given it.

Knowledge comes from acts alone: a person who signed an act on an item, received it, opened it or was shown it by a
search knows of it from when that happened. What any of its people knows, in this case or another, the State knows: the
duty to disclose reaches the whole prosecution team (Kyles v. Whitley, 514 U.S. 419 (1995)). What was known and never
recorded is out of reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.sql import Database, Row

# Roles by which a person belongs to the prosecution team.
STATE_ROLES = ("custodian", "investigator", "laboratory", "paralegal", "prosecutor", "supervisor")


@dataclass(frozen=True, slots=True)
class Knower:
    """A person who knows of an item: by the act at `seq`, of kind `how`, recorded `at`, which happened `occurred_at`.

    Instants are milliseconds since 1970 (UTC). `for_the_state` says that the person held a role of the
    prosecution team when the act was recorded.
    """

    person: str
    name: str
    agency: str
    how: str
    seq: int
    at: int
    occurred_at: int
    for_the_state: bool

    @property
    def since(self) -> str:
        """The day of first knowledge (UTC)."""
        return day_of(self.occurred_at)


@dataclass(frozen=True, slots=True)
class ItemClock:
    """Who knows of an item, the earliest first; since when the State did; and when it was produced in the case."""

    item: str
    description: str
    knowers: tuple[Knower, ...]
    state: Knower | None
    produced_on: str | None
    production: str | None

    def days_held_back(self, today: str) -> int | None:
        """Days from the State's first knowledge until the item was produced, or until today while it is not.

        None when nobody for the State knows of it; never negative.
        """
        if self.state is None:
            return None
        until = date.fromisoformat(self.produced_on or today)
        return max(0, (until - date.fromisoformat(self.state.since)).days)


def knowledge_clock(db: Database, docket: str) -> list[ItemClock]:
    """The knowledge clock of a case, an item a row, those once linked included, sorted by voucher."""
    items, produced = lookups.items_of(db, docket, detached=True), _produced(db, docket)
    known = _People(db).of_each([item.item for item in items])
    return [_clock(known.get(item.item, ()), item, produced.get(item.item)) for item in items]


def knowers(db: Database, voucher: str) -> list[Knower]:
    """Who knows of an item, the earliest first."""
    return _People(db).knowers(voucher)


def knowers_of(db: Database, vouchers: Sequence[str]) -> dict[str, list[Knower]]:
    """Who knows of each of these items, the earliest first."""
    return _People(db).of_each(vouchers)


def state_knew(db: Database, voucher: str) -> Knower | None:
    """The first person for the State to know of an item, if any does."""
    return next((one for one in knowers(db, voucher) if one.for_the_state), None)


def known_since(db: Database, vouchers: Sequence[str]) -> str | None:
    """The first day on which anybody for the State knew of any of these items, if anybody does."""
    people = _People(db)
    days = [one.since for voucher in vouchers for one in people.knowers(voucher) if one.for_the_state]
    return min(days, default=None)


def served_the_state(grants: Sequence[Row], seq: int) -> bool:
    """Whether somebody with these grants of roles was of the prosecution team at a position."""
    return any(
        grant.role in STATE_ROLES and grant.seq <= seq and (grant.ended_seq is None or seq <= grant.ended_seq)
        for grant in grants
    )


class _People:
    """People and their roles, read once each."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._persons: dict[str, Row | None] = {}
        self._grants: dict[str, list[Row]] = {}

    def knowers(self, voucher: str) -> list[Knower]:
        return [self._knower(row) for row in lookups.knowledge(self._db, voucher)]

    def of_each(self, vouchers: Sequence[str]) -> dict[str, list[Knower]]:
        """Who knows of each of these items, in few reads however many there are."""
        rows = lookups.knowledge_of(self._db, vouchers)
        persons = sorted({row.person for row in rows})
        self._persons |= dict.fromkeys(persons) | {
            one.person: one for one in lookups.by_values(self._db, "person", "person", persons)
        }
        for one in persons:
            self._grants[one] = []
        for grant in lookups.by_values(self._db, "role_grant", "person", persons):
            if grant.role in STATE_ROLES:
                self._grants[grant.person].append(grant)
        found: dict[str, list[Knower]] = {}
        for row in rows:
            found.setdefault(row.item, []).append(self._knower(row))
        return found

    def _knower(self, row: Row) -> Knower:
        number = row.person
        if number not in self._persons:
            self._persons[number] = self._db.one("person", person=number)
            self._grants[number] = self._db.rows("role_grant", person=number, role__in=STATE_ROLES)
        person = self._persons[number]
        for_the_state = served_the_state(self._grants[number], row.seq)
        name, agency = (number, "") if person is None else (person.name, person.agency)
        return Knower(number, name, agency, row.how, row.seq, row.at, row.occurred_at, for_the_state)


def _produced(db: Database, docket: str) -> dict[str, Row]:
    """The first production served in a case in which each item stands."""
    found: dict[str, Row] = {}
    served = db.rows("production", order=("served_seq",), docket=docket, served_seq__null=False)
    members = db.query(
        'SELECT DISTINCT m."production", m."item" FROM "production_member" m JOIN "production" p'
        ' ON p."production" = m."production" WHERE p."docket" = %s AND p."served_seq" IS NOT NULL',
        [docket],
    )
    of_each: dict[str, list[str]] = {}
    for production, item in members:
        of_each.setdefault(production, []).append(item)
    for one in served:
        for item in of_each.get(one.production, ()):
            found.setdefault(item, one)
    return found


def _clock(known: Sequence[Knower], item: Row, production: Row | None) -> ItemClock:
    state = next((one for one in known if one.for_the_state), None)
    on, number = (None, None) if production is None else (day_of(production.served_at), production.production)
    return ItemClock(item.item, item.description, tuple(known), state, on, number)
