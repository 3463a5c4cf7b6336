"""What rules and actions ask of the tables, in the words of the trade.

Everything takes the database first and changes nothing. These run inside every append, so each is one indexed read or a
few; none walks a whole table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.core.signatures import EnrolledKey
from wholefile.record.numbers import is_retired
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import Database, Row

_HOUR = 3_600_000  # milliseconds
_promised: ContextVar[frozenset[str]] = ContextVar("_promised", default=frozenset())
_AT_ONCE = 5_000  # values in one statement; SQLite allows 32,766 and PostgreSQL 65,535


# One thing by its number


def valid_keys(db: Database, person: str) -> list[EnrolledKey]:
    """The keys with which a person may sign now, the newest first."""
    rows = db.rows("signing_key", order=("-enrolled_seq",), person=person, revoked_seq=None)
    return [
        EnrolledKey(
            one.key, one.algorithm, bytes(one.public_key), one.rp_id, tuple(json.loads(one.origins or "[]"))
        )
        for one in rows
    ]


def item(db: Database, voucher: str) -> Row:
    """The item as it stands. Raises NotFound."""
    return _named(db, "item", "item", voucher)


def case(db: Database, docket: str) -> Row:
    """The case under this docket number. Raises NotFound."""
    return _named(db, "case_file", "docket", docket, "case")


def person(db: Database, number: str) -> Row:
    """The person. Raises NotFound."""
    return _named(db, "person", "person", number)


def transfer(db: Database, number: str) -> Row:
    """The transfer, open or closed. Raises NotFound."""
    return _named(db, "transfer", "transfer", number)


def hold(db: Database, number: str) -> Row:
    """The hold, released or not. Raises NotFound."""
    return _named(db, "hold", "hold", number)


def location(db: Database, code: str) -> Row:
    """The place. Raises NotFound."""
    return _named(db, "location", "location", code)


def disposition(db: Database, number: str) -> Row:
    """The request to dispose of items. Raises NotFound."""
    return _named(db, "disposition", "disposition", number)


def production(db: Database, number: str) -> Row:
    """The production. Raises NotFound."""
    return _named(db, "production", "production", number)


def statement(db: Database, number: str) -> Row:
    """The statement. Raises NotFound."""
    return _named(db, "statement", "statement", number)


def laboratory_request(db: Database, number: str) -> Row:
    """The request for an examination. Raises NotFound."""
    return _named(db, "laboratory_request", "request", number, "laboratory request")


def unknown(noun: str, value: str) -> NotFound:
    """The refusal for a thing that does not exist: also for one that somebody may not know to exist."""
    return NotFound(f"{noun.replace(' ', '_')}.unknown", f"There is no {noun} {value}.")


# People


def person_name(db: Database, number: str) -> str:
    """The name of a person; their number when the record does not know them."""
    found = db.one("person", person=number)
    return number if found is None else str(found.name)


def person_names(db: Database, numbers: Iterable[str]) -> dict[str, str]:
    """The names of these persons by their numbers, as far as the record knows them."""
    return {row.person: row.name for row in by_values(db, "person", "person", sorted(set(numbers)))}


def roles(db: Database, number: str, dockets: Iterable[str] = ()) -> set[str]:
    """The roles a person holds everywhere or in any of these cases."""
    reach = {"", *dockets}
    return {row.role for row in db.rows("role_grant", person=number, ended_seq=None) if row.docket in reach}


def in_role(db: Database, role: str, docket: str = "") -> list[str]:
    """The persons who hold a role in a case or everywhere, in order of their numbers."""
    rows = db.rows("role_grant", role=role, ended_seq=None, docket__in=sorted({"", docket}))
    return sorted({row.person for row in rows}, key=_by_number)


def policy(db: Database, name: str, default: str) -> str:
    """The value of a setting: what an act adopted, or else the default."""
    found = db.one("policy", policy=name)
    return default if found is None else str(found.value)


# Items and their cases


def dockets_of(db: Database, voucher: str, detached: bool = False) -> list[str]:  # noqa: FBT001, FBT002
    """The cases an item belongs to, sorted; with `detached` those it once belonged to as well."""
    rows = db.rows("item_case", item=voucher)
    return sorted(row.docket for row in rows if detached or row.detached_seq is None)


def items_of(db: Database, docket: str, detached: bool = False) -> list[Row]:  # noqa: FBT001, FBT002
    """The items of a case, sorted by voucher; with `detached` those that once belonged to it as well."""
    links = db.rows("item_case", docket=docket)
    vouchers = [row.item for row in links if detached or row.detached_seq is None]
    return sorted(by_values(db, "item", "item", vouchers), key=lambda row: voucher_order(row.item))


def parts_of(db: Database, voucher: str) -> list[Row]:
    """The sub-items split off an item, sorted by voucher."""
    return sorted(db.rows("item", parent=voucher), key=lambda row: voucher_order(row.item))


def items_at(db: Database, code: str) -> list[Row]:
    """The items in a place and in the places inside it, sorted by voucher."""
    inside = db.rows("item", location__gte=f"{code}/", location__lt=f"{code}0")  # "0" follows "/" in ASCII
    return sorted([*db.rows("item", location=code), *inside], key=lambda row: voucher_order(row.item))


def with_wholes(voucher: str) -> list[str]:
    """An item and the items it was divided from, itself first: a part is numbered after its whole."""
    groups = voucher.split(".")
    return [".".join(groups[:length]) for length in range(len(groups), 0, -1)]


def holder_of(db: Database, voucher: str) -> str | None:
    """The person who holds an item; nobody while it is stored, lent or gone."""
    held = item(db, voucher).holder
    return None if held is None else str(held)


def is_gone(row: Row) -> bool:
    """Whether an item has left: destroyed, returned, lost, used up or wholly divided."""
    return row.status in GONE


def history(db: Database, voucher: str) -> list[int]:
    """Positions of every act about an item, in order; for a part, those about the whole up to its split as well."""
    row: Row | None = item(db, voucher)
    found = {act.seq for act in db.rows("item_act", item=voucher)}
    while row is not None and row.parent is not None:
        found |= {act.seq for act in db.rows("item_act", item=row.parent, seq__lt=row.seq)}
        row = db.one("item", item=row.parent)
    return sorted(found)


def knowledge(db: Database, voucher: str) -> list[Row]:
    """Who knows of an item, the earliest first."""
    return db.rows("knowledge", order=("occurred_at", "seq", "person"), item=voucher)


def knowledge_of(db: Database, vouchers: Sequence[str]) -> list[Row]:
    """Who knows of each of these items, for each the earliest first."""
    rows = by_values(db, "knowledge", "item", vouchers)
    return sorted(rows, key=lambda row: (row.occurred_at, row.seq, row.person))


def files_of(db: Database, voucher: str) -> list[Row]:
    """The files of an item, in the order they were attached."""
    return db.rows("item_file", order=("seq", "n"), item=voucher)


def custody_of(db: Database, voucher: str) -> list[Row]:
    """The chain of custody of an item: its spans in order."""
    return db.rows("custody_span", order=("seq",), item=voucher)


# Keeping


def open_holds(db: Database, voucher: str) -> list[Row]:
    """The holds that bind an item: those that name it, and those on the whole of a case it belongs to.

    A hold on a whole case still binds an item that was detached from the case after the hold was placed, so that
    detaching is no way around it. One that names an item binds the parts it was divided into, before or after.
    """
    named = [row.hold for row in db.rows("hold_item", item__in=with_wholes(voucher))]
    found = {row.hold: row for row in by_values(db, "hold", "hold", named) if row.released_seq is None}
    for link in db.rows("item_case", item=voucher):
        for row in db.rows("hold", docket=link.docket, whole_case=True, released_seq=None):
            if link.detached_seq is None or row.seq < link.detached_seq:
                found[row.hold] = row
    return sorted(found.values(), key=lambda row: _by_number(row.hold))


def keep_until(db: Database, voucher: str) -> str | None:
    """The last day an item must be kept by the longest of its retention periods; nothing when none is set."""
    return max((row.keep_until for row in db.rows("retention", item=voucher)), default=None)


# Condition


def current_conditions(db: Database, voucher: str) -> list[Row]:
    """The declarations of an item's condition that have not lapsed, the oldest first."""
    return db.rows("condition", order=("seq",), item=voucher, lapsed_seq=None)


def is_cleared(db: Database, voucher: str) -> bool:
    """Whether two persons' declaration that the thing is unloaded still holds."""
    return any(
        row.condition == "cleared" and row.declared_by != row.verified_by
        for row in current_conditions(db, voucher)
    )


def rounds_known(db: Database, voucher: str) -> dict[int, Row]:
    """For each round that a current declaration names, the latest such declaration. Other rounds count as live."""
    return {number: row for row in current_conditions(db, voucher) for number in json.loads(row.rounds)}


def safety_violations(db: Database) -> list[Row]:
    """Current declarations of live, loaded or unknown rounds on a dramatic set without an exception in law."""
    rows = db.rows("condition", order=("seq",), condition__in=["live", "loaded", "unknown"], lapsed_seq=None)
    return [row for row in rows if row.dramatic_set and row.exception is None]


# Custody


def overdue_transfers(db: Database, now: int, hours: int) -> list[Row]:
    """Transfers that nobody accepted or refused within so many hours, the oldest first (rule C3)."""
    limit = now - hours * _HOUR
    return db.rows("transfer", order=("released_at", "released_seq"), status="open", released_at__lt=limit)


# Disclosure


def current_decision(db: Database, docket: str, voucher: str) -> Row | None:
    """The disclosure decision that stands for an item in a case, if there is one."""
    return db.one("decision", docket=docket, item=voucher, superseded_seq=None)


def current_decisions(db: Database, docket: str) -> dict[str, Row]:
    """The decisions that stand in a case, by item."""
    return {row.item: row for row in db.rows("decision", docket=docket, superseded_seq=None)}


def latest_certificate(db: Database, docket: str) -> Row | None:
    """The last certificate of disclosure in a case, if there is one."""
    found = db.rows("certificate", order=("-seq",), limit=1, docket=docket)
    return found[0] if found else None


# The log and its numbers


def entry_count(db: Database) -> int:
    """How many entries the record has now."""
    return int(db.rows("head", limit=1)[0].size)


def next_id(db: Database, table: str, column: str, prefix: str) -> str:
    """A number that is free: `next_id(db, "hold", "hold", "H")` is `H-13` after `H-12`.

    It is only certain once the act that uses it is appended. Numbers are found free by halving, not by reading the
    table; a number that was skipped may be given later, one whose act was destroyed never.
    """
    return _first_free(db, table, column, lambda number: f"{prefix}-{number}")


def next_ids(db: Database, table: str, column: str, prefix: str, count: int) -> list[str]:
    """So many numbers that are free, as `next_id` gives one."""
    found: list[str] = []
    promised = _promised.get()
    while len(found) < count:
        with keeping_free(promised | set(found)):
            number = next_id(db, table, column, prefix)
            found.append(number)
            while len(found) < count and not _is_taken(db, table, column, number := _after(number)):
                found.append(number)
    return found


def next_voucher(db: Database, year: int) -> str:
    """A free voucher number of a year, such as `V26-000124`; certain once the item is received under it."""
    return _first_free(db, "item", "item", lambda number: f"V{year % 100:02d}-{number:06d}")


def voucher_order(voucher: str) -> tuple[str, list[int]]:
    """What sorts vouchers as people do: sub-item .2 before .10."""
    base, *parts = voucher.split(".")
    return base, [int(part) for part in parts]


@contextmanager
def keeping_free(numbers: Collection[str]) -> Iterator[None]:
    """A block in which no number is given that was promised to an act which still waits for its signatures."""
    token = _promised.set(frozenset(numbers))
    try:
        yield
    finally:
        _promised.reset(token)


def _first_free(db: Database, table: str, column: str, spell: Callable[[int], str]) -> str:
    def is_taken(number: str) -> bool:
        return _is_taken(db, table, column, number)

    taken = 0
    step = 1
    while is_taken(spell(taken + step)):
        taken, step = taken + step, step * 2
    while step > 1:
        step //= 2
        if is_taken(spell(taken + step)):
            taken += step
    return spell(taken + 1)


def _is_taken(db: Database, table: str, column: str, number: str) -> bool:
    return number in _promised.get() or db.exists(table, **{column: number}) or is_retired(db, number)


def _after(number: str) -> str:
    prefix, digits = _by_number(number)
    return f"{prefix}-{digits + 1}"


def _by_number(number: str) -> tuple[str, int]:
    prefix, _, digits = number.rpartition("-")
    return prefix, int(digits)


def _named(db: Database, table: str, column: str, value: str, noun: str | None = None) -> Row:
    found = db.one(table, **{column: value})
    if found is None:
        raise unknown(noun or table, value)
    return found


def by_values(db: Database, table: str, column: str, values: Sequence[Any]) -> list[Row]:
    """The rows of a table whose column has any of these values, in as few reads as the databases allow."""
    found: list[Row] = []
    for start in range(0, len(values), _AT_ONCE):
        where: dict[str, Any] = {f"{column}__in": values[start : start + _AT_ONCE]}
        found += db.rows(table, **where)
    return found
