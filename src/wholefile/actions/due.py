"""What is wrong, overdue or soon due: the list with which an office begins its day.

Everything here is read from the tables, nothing is decided. The limits are those of the rules that keep them, and of
the policies adopted for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wholefile.actions.inventory import inventories_due, missing_not_reported
from wholefile.actions.obligations import overdue as overdue_obligations
from wholefile.record import lookups
from wholefile.record.days import DAY_MS, day_of
from wholefile.record.sql import Database, Row
from wholefile.rules.certificates import late_items
from wholefile.screening import open_candidates

WRONG, OVERDUE, SOON, OPEN = "wrong", "overdue", "soon", "open"
_ORDER = {WRONG: 0, OVERDUE: 1, SOON: 2, OPEN: 3}
_AHEAD = timedelta(days=14)
_TRANSFER_HOURS = "24"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for somebody.

    `state` is wrong, overdue, soon (within fourteen days) or open; `by` its day as YYYY-MM-DD where it has one;
    `about` the number of the thing and `docket` its case where it belongs to one.
    """

    state: str
    what: str
    about: str
    docket: str | None
    by: str | None
    words: str


def everything_due(db: Database, now: int, docket: str | None = None) -> list[Due]:
    """All that waits, the worst first and then by day; only what concerns one case when it is named.

    `now` is in milliseconds since 1970 (UTC).
    """
    today = day_of(now)
    found = [
        *_of_safety(db),
        *_of_custody(db, now, today),
        *_of_items(db),
        *_of_days(db, today),
        *_of_laboratory(db, now, today),
        *_of_disclosure(db, docket),
        *(() if docket else _of_the_room(db, today)),
    ]
    if docket is not None:
        here = {row.item for row in db.rows("item_case", docket=docket, detached_seq=None)}
        about = items_of_each(db, found)
        found = [one for one in found if one.docket == docket or here & set(about.get(key_of(one), ()))]
    return sorted(found, key=lambda one: (_ORDER[one.state], one.by or "9999", one.what, one.about))


def _of_safety(db: Database) -> Iterator[Due]:
    for row in lookups.safety_violations(db):
        words = f"declared {row.condition} on a dramatic set, without an exception in law; make it safe"
        yield Due(WRONG, "live round on a set", row.item, None, None, words)
    differences = db.rows("seal_difference", order=("seq",))
    items = lookups.by_values(db, "item", "item", sorted({row.item for row in differences}))
    gone = {row.item for row in items if lookups.is_gone(row)}
    for row in differences:
        if row.item in gone:
            continue
        words = f"seal {row.expected} was recorded, found: {row.found}"
        yield Due(OPEN, "seal discrepancy", row.item, None, None, words)


def _of_custody(db: Database, now: int, today: str) -> Iterator[Due]:
    hours = int(lookups.policy(db, "open_transfer_hours", _TRANSFER_HOURS))
    late = {row.transfer for row in lookups.overdue_transfers(db, now, hours)}
    waiting = db.rows("transfer", order=("released_seq",), status="open")
    names = lookups.person_names(db, [row.to for row in waiting])
    for row in waiting:
        to = names.get(row.to, row.to)
        words = (
            f"{', '.join(json.loads(row.items))} released to {to} on {day_of(row.released_at)}, not accepted"
        )
        state = OVERDUE if row.transfer in late else OPEN
        yield Due(state, "open transfer", row.transfer, None, None, words)
    for row in db.rows("loan", order=("due_on", "seq", "n"), returned_seq=None):
        if day := _by_day(row.due_on, today):
            yield Due(day, "loan", row.item, None, row.due_on, f"with {row.to}; due back")


def _of_items(db: Database) -> Iterator[Due]:
    for row in db.rows("unlocated", order=("seq",), located_seq=None):
        yield Due(WRONG, "unlocated item", row.item, None, None, f"not found; searched: {row.searched}")
    damaged = db.rows("fixity_check", order=("seq",), failed__ne="[]")
    checks = lookups.by_values(db, "fixity_check", "item", sorted({row.item for row in damaged}))
    latest = {row.item: row.seq for row in sorted(checks, key=lambda row: row.seq)}
    for row in damaged:
        failed = json.loads(row.failed)
        if latest[row.item] == row.seq:
            words = f"{len(failed)} stored files do not have their digest; restore them from a copy"
            yield Due(WRONG, "damaged file", row.item, None, None, words)
    for row in db.rows("disposition", order=("seq",), status="open"):
        words = (
            f"{row.manner} of {', '.join(json.loads(row.items))} waits for consents, approvals or the deed"
        )
        yield Due(OPEN, "disposition", row.disposition, None, None, words)


def _of_days(db: Database, today: str) -> Iterator[Due]:
    for row in db.rows("deadline", order=("due_on", "seq"), met_seq=None):
        if state := _by_day(row.due_on, today):
            yield Due(state, "deadline", row.deadline, row.docket, row.due_on, f"{row.what} ({row.rule})")
    late = {one.obligation.obligation: one.days_late for one in overdue_obligations(db, today)}
    for row in db.rows("obligation", order=("due_on", "seq"), met_seq=None):
        words = f"{row.what} ({row.rule})"
        if row.obligation in late:
            words += f"; {late[row.obligation]} days late"
        if state := _by_day(row.due_on, today):
            yield Due(state, "obligation", row.obligation, row.docket, row.due_on, words)


def _of_laboratory(db: Database, now: int, today: str) -> Iterator[Due]:
    requests = db.rows(
        "laboratory_request", order=("seq",), status__in=["requested", "accepted", "performed"]
    )
    notices: dict[str, list[Row]] = {}
    for one in lookups.by_values(db, "test_notice", "request", [row.request for row in requests]):
        notices.setdefault(one.request, []).append(one)
    for row in requests:
        state = _by_day(row.return_due, today)
        if state:
            words = f"{', '.join(json.loads(row.items))} due back from {row.laboratory}"
            yield Due(state, "laboratory", row.request, None, row.return_due, words)
        for notice in notices.get(row.request, ()):
            ends = notice.at + notice.window_days * DAY_MS
            if row.destructive and ends > now:
                words = f"days to object to the destructive test run for {notice.served_on}"
                yield Due(OPEN, "test notice", row.request, None, day_of(ends), words)


def _of_disclosure(db: Database, docket: str | None) -> Iterator[Due]:
    of_one: dict[str, Any] = {"docket": docket} if docket else {}
    for row in db.rows("objection", order=("seq",), answered_seq=None, **of_one):
        yield Due(OPEN, "objection", row.objection, row.docket, None, f"{row.kind}: {row.text}")
    for case in db.rows("case_file", order=("docket",), status="open", **of_one):
        certificate = lookups.latest_certificate(db, case.docket)
        for item in late_items(db, case.docket, certificate):
            words = (
                f"came after certificate {certificate.certificate if certificate else ''}; needs a supplement"
            )
            yield Due(WRONG, "late item", item, case.docket, None, words)
        if certificate is not None or docket is not None:
            yield from _of_candidates(db, case)


def _of_candidates(db: Database, case: Row) -> Iterator[Due]:
    for one in open_candidates(db, case.docket):
        yield Due(OPEN, "candidate", one.item, case.docket, None, " ".join(one.words))


def _of_the_room(db: Database, today: str) -> Iterator[Due]:
    for inventory, item in missing_not_reported(db):
        words = f"missing in inventory {inventory}; report it unlocated or found"
        yield Due(WRONG, "missing item", item, None, None, words)
    for one in inventories_due(db, today):
        words = f"count it in full: {one.why}" + (f", last on {one.last_on}" if one.last_on else "")
        yield Due(OVERDUE, "inventory", one.location, None, None, words)


def _by_day(day: str, today: str) -> str | None:
    if day < today:
        return OVERDUE
    return SOON if date.fromisoformat(day) <= date.fromisoformat(today) + _AHEAD else None


# What is about several items, and the table that lists them.
_OF_SEVERAL = {
    "open transfer": ("transfer", "transfer"),
    "disposition": ("disposition", "disposition"),
    "laboratory": ("laboratory_request", "request"),
    "test notice": ("laboratory_request", "request"),
}


def key_of(one: Due) -> tuple[str, str]:
    """By what and about which number a thing waits."""
    return one.what, one.about


def items_of_each(db: Database, found: Sequence[Due]) -> dict[tuple[str, str], list[str]]:
    """The items that each thing is about, under its `key_of`; a few reads, however many things."""
    named: dict[tuple[str, str], list[str]] = {}
    for table, column in sorted(set(_OF_SEVERAL.values())):
        several = [one for one in found if _OF_SEVERAL.get(one.what) == (table, column)]
        rows = lookups.by_values(db, table, column, sorted({one.about for one in several}))
        items = {getattr(row, column): json.loads(row.items) for row in rows}
        named |= {key_of(one): items[one.about] for one in several if one.about in items}
    single = [one for one in found if one.what not in _OF_SEVERAL]
    known = {row.item for row in lookups.by_values(db, "item", "item", sorted({one.about for one in single}))}
    return named | {key_of(one): [one.about] for one in single if one.about in known}
