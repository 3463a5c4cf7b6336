"""What of the record a person may be shown, asked for one thing or for many at once.

A thing outside a sight is refused in the very words in which one is that does not exist. What is seen through a role of
the defence alone is seen as the last production that names it showed it: nothing that came later, and nothing of where
it is now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Condition, Sight

EVERYTHING = Sight(everything=True)
_AT_ONCE = 500  # values in one statement with a condition of several parts


def at(db: Database, sight: Sight) -> Sight:
    """The sight in the SQL of these tables; those of a past day may be in another database."""
    return sight if sight.vendor == db.vendor else replace(sight, vendor=db.vendor)


def of_the_office(sight: Sight) -> Sight:
    """What the office's roles alone let through."""
    return replace(sight, served=(), everywhere=False)


def of_the_defence(sight: Sight) -> Sight:
    """What the defence's roles alone let through."""
    return replace(sight, everything=False, dockets=())


def through_the_office(sight: Sight, docket: str) -> bool:
    """Whether a case that exists is seen through a role of the office."""
    return sight.everything or docket in sight.dockets


def item(db: Database, sight: Sight, voucher: str) -> Row:
    """The item. Raises NotFound for one that does not exist or is not seen."""
    return _one(lookups.item(db, voucher), seen_items(db, sight, [voucher]), voucher, "item")


def case(db: Database, sight: Sight, docket: str) -> Row:
    """The case. Raises NotFound for one that does not exist or is not seen."""
    return _one(lookups.case(db, docket), seen_cases(db, sight, [docket]), docket, "case")


def statement(db: Database, sight: Sight, number: str) -> Row:
    """The statement. Raises NotFound for one that does not exist or is not seen."""
    return _one(lookups.statement(db, number), seen_statements(db, sight, [number]), number, "statement")


def seen_items(db: Database, sight: Sight, vouchers: Iterable[str]) -> set[str]:
    """Those of these items that are seen."""
    return _seen(db, sight, ("item", "item"), at(db, sight).item, vouchers)


def seen_cases(db: Database, sight: Sight, dockets: Iterable[str]) -> set[str]:
    """Those of these cases that are seen."""
    return _seen(db, sight, ("case_file", "docket"), at(db, sight).case, dockets)


def seen_statements(db: Database, sight: Sight, numbers: Iterable[str]) -> set[str]:
    """Those of these statements that are seen."""
    return _seen(db, sight, ("statement", "statement"), at(db, sight).statement, numbers)


def seen_files(db: Database, sight: Sight, digests: Iterable[str]) -> set[str]:
    """Those of these files whose content is seen."""
    return _seen(db, sight, ("stored_file", "sha256"), at(db, sight).file, digests)


def served_until(db: Database, sight: Sight, vouchers: Collection[str]) -> dict[str, int]:
    """For each item that the defence sees, the position of the last production served to it that names the item."""
    found: dict[str, int] = {}
    for (_, voucher), last in served_in(db, sight, vouchers).items():
        found[voucher] = max(found.get(voucher, -1), last)
    return found


def seen_counsel(db: Database, sight: Sight, persons: Collection[str]) -> set[str]:
    """Those of these persons who appeared as counsel in a case that is seen."""
    rows = lookups.by_values(db, "counsel", "person", sorted(persons))
    cases = seen_cases(db, sight, {row.docket for row in rows})
    return {str(row.person) for row in rows if row.docket in cases}


def statements_served_until(db: Database, sight: Sight, numbers: Collection[str]) -> dict[str, int]:
    """For each of these statements the last position by which all that it is about was produced; -1 for never."""
    rows = lookups.by_values(db, "statement", "statement", sorted(numbers))
    about = {row.statement: json.loads(row.items) for row in rows}
    served = served_until(db, sight, {item for items in about.values() for item in items})
    return {
        number: min((served.get(item, -1) for item in items), default=-1) for number, items in about.items()
    }


def served_in(db: Database, sight: Sight, vouchers: Collection[str]) -> dict[tuple[str, str], int]:
    """The same by case: for (docket, voucher) the position of the last production of that case that names the item."""
    found: dict[tuple[str, str], int] = {}
    if not (sight.served or sight.everywhere):
        return found
    where, values = _in_served(sight)
    for part in chunks(sorted(set(vouchers))):
        marked = marks(part)
        rows = db.query(
            'SELECT p."docket", m."item", MAX(p."served_seq") FROM "production_member" m JOIN "production" p'  # noqa: S608
            f' ON p."production" = m."production" WHERE m."item" IN ({marked}) AND {where}'
            ' GROUP BY p."docket", m."item"',
            [*part, *values],
        )
        rows += db.query(
            'SELECT p."docket", x."item", MAX(p."served_seq") FROM "decision" x JOIN "production" p'  # noqa: S608
            ' ON p."docket" = x."docket" AND x."seq" < p."served_seq"'
            ' AND (x."superseded_seq" IS NULL OR x."superseded_seq" > p."served_seq")'
            f" WHERE x.\"item\" IN ({marked}) AND x.\"decision\" IN ('produced', 'partial') AND {where}"
            ' GROUP BY p."docket", x."item"',
            [*part, *values],
        )
        for docket, one, last in rows:
            found[docket, one] = max(found.get((docket, one), -1), int(last))
    return found


def cases_served_until(db: Database, sight: Sight) -> dict[str, int]:
    """For each case that the defence sees, the position of the last production served in it."""
    if not (sight.served or sight.everywhere):
        return {}
    where, values = _in_served(sight)
    rows = db.query(
        f'SELECT p."docket", MAX(p."served_seq") FROM "production" p WHERE {where} GROUP BY p."docket"',  # noqa: S608
        values,
    )
    return {docket: int(last) for docket, last in rows}


def marks(values: Sequence[Any]) -> str:
    """Places for so many values in a statement."""
    return ", ".join(["%s"] * len(values))


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Values in lists that one statement takes."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _in_served(sight: Sight) -> Condition:
    where = "p.\"status\" IN ('served', 'received') AND p.\"served_seq\" IS NOT NULL"
    if sight.everywhere:
        return where, []
    return f'{where} AND p."docket" IN ({marks(sight.served)})', list(sight.served)


def _seen(
    db: Database,
    sight: Sight,
    named: tuple[str, str],
    condition: Callable[[str], Condition],
    values: Iterable[str],
) -> set[str]:
    wanted = sorted(set(values))
    if sight.everything:
        return set(wanted)
    table, column = named
    found: set[str] = set()
    if sight.nothing:
        return found
    sql, given = condition(f't."{column}"')
    for part in chunks(wanted):
        rows = db.query(
            f'SELECT t."{column}" FROM "{table}" t WHERE t."{column}" IN ({marks(part)}) AND {sql}',  # noqa: S608
            [*part, *given],
        )
        found |= {str(one) for (one,) in rows}
    return found


def _one(row: Row, seen: set[str], number: str, noun: str) -> Row:
    if number not in seen:
        raise lookups.unknown(noun, number)
    return row
