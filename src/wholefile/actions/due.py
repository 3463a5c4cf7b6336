"""What is wrong, overdue or soon due: the list with which an office begins its day.

Everything here is read from the tables, nothing is decided. The limits are those of the rules that keep them, and of
the policies adopted for them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wholefile.actions.inventory import inventories_due, missing_not_reported
from wholefile.record import lookups
from wholefile.record.days import DAY_MS, day_of, days_late
from wholefile.record.gathered import Asked, gathered
from wholefile.record.sql import Database, Row
from wholefile.rules.certificates import late_items
from wholefile.rules.packs import owed_by_the_defence
from wholefile.screening import open_candidates

WRONG, OVERDUE, SOON, OPEN = "wrong", "overdue", "soon", "open"
OF_THE_DEFENCE = "duty of the defence"
_ORDER = {WRONG: 0, OVERDUE: 1, SOON: 2, OPEN: 3}
_AHEAD = timedelta(days=14)
_TRANSFER_HOURS = "24"
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for somebody.

    `state` is wrong, overdue, soon (within fourteen days) or open; `by` its day as YYYY-MM-DD where it has one;
    `about` the number of the thing, `docket` its case where it belongs to one, and `items` the items it is about.
    """

    state: str
    what: str
    about: str
    docket: str | None
    by: str | None
    words: str
    items: tuple[str, ...] = field(default=(), kw_only=True)


def everything_due(db: Database, now: int, docket: str | None = None) -> list[Due]:
    """All that waits, the worst first and then by day; only what concerns one case when it is named.

    `now` is in milliseconds since 1970 (UTC). What is open in all tables is read by one statement.
    """
    today = day_of(now)
    rows = _open(db, docket)
    found = [
        *_of_safety(rows),
        *_of_custody(rows, now, today),
        *_of_items(rows),
        *_of_days(db, rows, today),
        *_of_laboratory(rows, now, today),
        *_of_disclosure(db, rows, docket),
        *(() if docket else _of_the_room(db, today)),
    ]
    if docket is not None:
        here = _linked(db, docket, {item for one in found if one.docket is None for item in one.items})
        found = [one for one in found if one.docket == docket or here & set(one.items)]
    return sorted(found, key=lambda one: (_ORDER[one.state], one.by or "9999", one.what, one.about))


# What is open, table by table, and whether it is narrowed by the items or the docket of a case that is named. What
# lists several items is narrowed afterwards.
_ITEM, _DOCKET = "item", "docket"
_ASKED: Mapping[str, tuple[str, str]] = {
    "condition": (""" "condition"."condition" IN ('live', 'loaded', 'unknown') AND "condition"."lapsed_seq" IS NULL
        AND "condition"."exception" IS NULL""", _ITEM),
    "seal_difference": (""" NOT EXISTS (SELECT 1 FROM "item" i WHERE i."item" = "seal_difference"."item"
        AND i."status" IN ('destroyed', 'returned', 'lost', 'consumed', 'split'))""", _ITEM),
    "policy": (""" "policy"."policy" = 'open_transfer_hours'""", ""),
    "transfer": (""" "transfer"."status" = 'open'""", ""),
    "person": (""" "person"."person" IN (SELECT t."to" FROM "transfer" t WHERE t."status" = 'open')""", ""),
    "loan": (""" "loan"."returned_seq" IS NULL""", _ITEM),
    "unlocated": (""" "unlocated"."located_seq" IS NULL""", _ITEM),
    "fixity_check": (""" "fixity_check"."failed" <> '[]' AND NOT EXISTS (SELECT 1 FROM "fixity_check" n
        WHERE n."item" = "fixity_check"."item" AND n."seq" > "fixity_check"."seq")""", _ITEM),
    "disposition": (""" "disposition"."status" = 'open'""", ""),
    "deadline": (""" "deadline"."met_seq" IS NULL""", _DOCKET),
    "obligation": (""" "obligation"."met_seq" IS NULL""", _DOCKET),
    "reciprocal_disclosure": (""" "reciprocal_disclosure"."obligation" IN
        (SELECT o."obligation" FROM "obligation" o WHERE o."met_seq" IS NULL)""", _DOCKET),
    "laboratory_request": (""" "laboratory_request"."status" IN ('requested', 'accepted', 'performed')""", ""),
    "test_notice": (""" "test_notice"."request" IN (SELECT r."request" FROM "laboratory_request" r
        WHERE r."status" IN ('requested', 'accepted', 'performed'))""", ""),
    "objection": (""" "objection"."answered_seq" IS NULL""", _DOCKET),
    "case_file": (""" "case_file"."status" = 'open'""", _DOCKET),
    "certificate": (" 1 = 1", _DOCKET),
}  # fmt: skip
_LINKED = 'SELECT 1 FROM "item_case" l WHERE l."docket" = %s AND l."detached_seq" IS NULL AND l."item" ='
_Rows = Mapping[str, Sequence[Row]]


def _open(db: Database, docket: str | None) -> _Rows:
    """The rows of everything that is open, by table, in the order of the acts that made them."""
    asked = [_narrowed(table, *one, docket) for table, one in _ASKED.items()]
    return {name: sorted(rows, key=_made) for name, rows in zip(_ASKED, gathered(db, asked), strict=True)}


def _made(row: Row) -> tuple[int, int]:
    return row.released_seq if hasattr(row, "released_seq") else row.seq, getattr(row, "n", 0)


def _narrowed(table: str, condition: str, by: str, docket: str | None) -> Asked:
    if docket is None or not by:
        return Asked(table, condition)
    if by == _DOCKET:
        return Asked(table, f'{condition} AND "{table}"."docket" = %s', [docket])
    return Asked(table, f'{condition} AND EXISTS ({_LINKED} "{table}"."item")', [docket])


def _linked(db: Database, docket: str, items: Collection[str]) -> set[str]:
    """Those of these items that belong to a case now."""
    links = lookups.by_values(db, "item_case", "item", sorted(items))
    return {row.item for row in links if row.docket == docket and row.detached_seq is None}


def _of_safety(rows: _Rows) -> Iterator[Due]:
    for row in rows["condition"]:
        if row.dramatic_set:
            words = f"declared {row.condition} on a dramatic set, without an exception in law; make it safe"
            yield Due(WRONG, "live round on a set", row.item, None, None, words, items=(row.item,))
    for row in rows["seal_difference"]:
        words = f"seal {row.expected} was recorded, found: {row.found}"
        yield Due(OPEN, "seal discrepancy", row.item, None, None, words, items=(row.item,))


def _of_custody(rows: _Rows, now: int, today: str) -> Iterator[Due]:
    hours = int(rows["policy"][0].value if rows["policy"] else _TRANSFER_HOURS)
    names = {row.person: row.name for row in rows["person"]}
    for row in rows["transfer"]:
        items, to = json.loads(row.items), names.get(row.to, row.to)
        words = f"{', '.join(items)} released to {to} on {day_of(row.released_at)}, not accepted"
        state = OVERDUE if row.released_at < now - hours * _HOUR_MS else OPEN
        yield Due(state, "open transfer", row.transfer, None, None, words, items=tuple(items))
    for row in sorted(rows["loan"], key=lambda row: row.due_on):
        if day := _by_day(row.due_on, today):
            words = f"with {row.to}; due back"
            yield Due(day, "loan", row.item, None, row.due_on, words, items=(row.item,))


def _of_items(rows: _Rows) -> Iterator[Due]:
    for row in rows["unlocated"]:
        words = f"not found; searched: {row.searched}"
        yield Due(WRONG, "unlocated item", row.item, None, None, words, items=(row.item,))
    for row in rows["fixity_check"]:
        words = (
            f"{len(json.loads(row.failed))} stored files do not have their digest; restore them from a copy"
        )
        yield Due(WRONG, "damaged file", row.item, None, None, words, items=(row.item,))
    for row in rows["disposition"]:
        items = json.loads(row.items)
        words = f"{row.manner} of {', '.join(items)} waits for consents, approvals or the deed"
        yield Due(OPEN, "disposition", row.disposition, None, None, words, items=tuple(items))


def _of_days(db: Database, rows: _Rows, today: str) -> Iterator[Due]:
    """Deadlines and obligations; what the defence owes is told as theirs, and is never late of the office."""
    for row in sorted(rows["deadline"], key=lambda row: row.due_on):
        if state := _by_day(row.due_on, today):
            yield Due(state, "deadline", row.deadline, row.docket, row.due_on, f"{row.what} ({row.rule})")
    where = _jurisdictions(db, rows)
    disclosed: dict[str, list[str]] = {}
    for one in rows["reciprocal_disclosure"]:
        disclosed.setdefault(one.obligation, []).append(one.party)
    for row in sorted(rows["obligation"], key=lambda row: row.due_on):
        theirs = owed_by_the_defence(where.get(row.docket), row.rule)
        words = f"{row.what} ({row.rule})"
        if late := days_late(row.due_on, today):
            words = f"{words}; {late} days late"
        if parties := disclosed.get(row.obligation):
            words = f"{words}; disclosed for {', '.join(parties)} alone"
        if theirs:
            words = f"owed by the defence: {words}"
        if state := _by_day(row.due_on, today):
            what, state = (OF_THE_DEFENCE, OPEN) if theirs else ("obligation", state)
            yield Due(state, what, row.obligation, row.docket, row.due_on, words)


def _jurisdictions(db: Database, rows: _Rows) -> dict[str, str | None]:
    """The jurisdiction of each case that has an open obligation; cases that are closed are looked up besides."""
    known = {row.docket: row.jurisdiction for row in rows["case_file"]}
    closed = sorted({row.docket for row in rows["obligation"]} - known.keys())
    return known | {
        row.docket: row.jurisdiction for row in lookups.by_values(db, "case_file", "docket", closed)
    }


def _of_laboratory(rows: _Rows, now: int, today: str) -> Iterator[Due]:
    notices: dict[str, list[Row]] = {}
    for one in rows["test_notice"]:
        notices.setdefault(one.request, []).append(one)
    for row in rows["laboratory_request"]:
        items = tuple(json.loads(row.items))
        state = _by_day(row.return_due, today)
        if state:
            words = f"{', '.join(items)} due back from {row.laboratory}"
            yield Due(state, "laboratory", row.request, None, row.return_due, words, items=items)
        for notice in notices.get(row.request, ()):
            ends = notice.at + notice.window_days * DAY_MS
            if row.destructive and ends > now:
                words = f"days to object to the destructive test run for {notice.served_on}"
                yield Due(OPEN, "test notice", row.request, None, day_of(ends), words, items=items)


def _of_disclosure(db: Database, rows: _Rows, docket: str | None) -> Iterator[Due]:
    for row in rows["objection"]:
        yield Due(OPEN, "objection", row.objection, row.docket, None, f"{row.kind}: {row.text}")
    latest = {row.docket: row for row in rows["certificate"]}
    for case in sorted(rows["case_file"], key=lambda row: row.docket):
        certificate = latest.get(case.docket)
        for item in late_items(db, case.docket, certificate):
            words = (
                f"came after certificate {certificate.certificate if certificate else ''}; needs a supplement"
            )
            yield Due(WRONG, "late item", item, case.docket, None, words, items=(item,))
        if certificate is not None or docket is not None:
            yield from _of_candidates(db, case)


def _of_candidates(db: Database, case: Row) -> Iterator[Due]:
    for one in open_candidates(db, case.docket):
        yield Due(OPEN, "candidate", one.item, case.docket, None, " ".join(one.words), items=(one.item,))


def _of_the_room(db: Database, today: str) -> Iterator[Due]:
    for inventory, item in missing_not_reported(db):
        words = f"missing in inventory {inventory}; report it unlocated or found"
        yield Due(WRONG, "missing item", item, None, None, words, items=(item,))
    for one in inventories_due(db, today):
        words = f"count it in full: {one.why}" + (f", last on {one.last_on}" if one.last_on else "")
        yield Due(OVERDUE, "inventory", one.location, None, None, words)


def _by_day(day: str, today: str) -> str | None:
    if day < today:
        return OVERDUE
    return SOON if date.fromisoformat(day) <= date.fromisoformat(today) + _AHEAD else None
