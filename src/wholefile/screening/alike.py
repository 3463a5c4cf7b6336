"""What of the whole record is like a case: one statement for all kinds of likeness.

Each arm goes through an index, so that the work grows with what is alike and not with the record, and leaves out what
is linked to the case, detached or not, in the database itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from wholefile.core.folding import NAMED_CASE, SUBMITTER
from wholefile.record.sql import Database
from wholefile.screening.keys import CaseKeys, chunks, marks
from wholefile.screening.reasons import SAME_THING_KINDS

_KINDS = (*SAME_THING_KINDS, "person", SUBMITTER, NAMED_CASE)
_MOST = 20_000  # values in one statement
_FEW = 500  # items in one statement, once for each arm
_LINKED = "SELECT 1 FROM item_case x WHERE x.item = {} AND x.docket = %s"
_OF_CASE = "JOIN item_case c ON c.item = {} WHERE c.docket = %s AND c.detached_seq IS NULL"


class _Arm(NamedTuple):
    """What is looked for, with what it tells of each item; `item` is the column with the item that is alike."""

    item: str
    sql: str
    values: Sequence[Any]


def alike(
    db: Database, docket: str, keys: CaseKeys, only: Collection[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """(what, item, and four words of it) for everything that is like the case; with `only`, just of these items.

    `identifier` tells kind, value, folded; `round` calibre and headstamp, each as written and folded; `ammunition` a
    calibre; `address` and `incident` a place; `part` the whole it was taken from, `whole` the part taken from it.
    """
    folded = list(chunks({key for _, key in keys.same} | set(keys.people) | set(keys.numbers)))
    arms = [
        _Arm(
            "i.item",
            "SELECT 'identifier', i.item, i.kind, i.value, i.folded, '' FROM identifier i"  # noqa: S608
            f" WHERE i.folded IN ({marks(part)}) AND i.kind IN ({marks(_KINDS)})",
            [*part, *_KINDS],
        )
        for part in folded
    ]
    arms += [*_of_ammunition(keys), *_of_the_incident(keys), *_of_the_family(docket)]
    for items in [None] if only is None else chunks(only, _FEW):
        for some in _statements(arms):
            yield from db.query(*_together(some, docket, items))


def linked(db: Database, docket: str, items: Collection[str]) -> set[str]:
    """Those of these items that are or were linked to a case."""
    found: set[str] = set()
    for part in chunks(items):
        rows = db.query(
            f"SELECT c.item FROM item_case c WHERE c.docket = %s AND c.item IN ({marks(part)})",  # noqa: S608
            [docket, *part],
        )
        found |= {str(item) for (item,) in rows}
    return found


def parts_of(db: Database, docket: str, wholes: Collection[str]) -> list[tuple[str, str]]:
    """(part, whole) for the parts of these items that are not linked to a case, ever."""
    found: list[tuple[str, str]] = []
    for part in chunks(wholes):
        rows = db.query(
            f"SELECT i.item, i.parent FROM item i WHERE i.parent IN ({marks(part)})"  # noqa: S608
            f" AND NOT EXISTS ({_LINKED.format('i.item')})",
            [*part, docket],
        )
        found += [(str(item), str(parent)) for item, parent in rows]
    return found


def _statements(arms: Sequence[_Arm]) -> Iterator[Sequence[_Arm]]:
    """Arms in statements with no more values than a database takes: most often one."""
    several: list[_Arm] = []
    for one in arms:
        if several and sum(len(each.values) for each in several) + len(one.values) > _MOST:
            yield several
            several = []
        several.append(one)
    yield several


def _together(arms: Sequence[_Arm], docket: str, only: Sequence[str] | None) -> tuple[str, list[Any]]:
    parts, values = [], []
    for one in arms:
        sql = f"{one.sql} AND NOT EXISTS ({_LINKED.format(one.item)})"
        values += [*one.values, docket]
        if only is not None:
            sql += f" AND {one.item} IN ({marks(only)})"
            values += only
        parts.append(sql)
    return " UNION ALL ".join(parts), values


def _of_ammunition(keys: CaseKeys) -> Iterator[_Arm]:
    """The same calibre with the same headstamp; or ammunition of the calibre the case is about."""
    for part in chunks({calibre for calibre, _ in keys.rounds}):
        yield _Arm(
            "i.item",
            "SELECT 'round', i.item, i.value, i.folded, h.value, h.folded FROM identifier i JOIN identifier h"  # noqa: S608
            " ON h.item = i.item AND h.kind = 'headstamp'"
            f" WHERE i.kind = 'calibre' AND i.folded IN ({marks(part)})",
            part,
        )
    for part in chunks(keys.ammunition):
        yield _Arm(
            "i.item",
            "SELECT 'ammunition', i.item, i.value, '', '', '' FROM identifier i JOIN item t ON t.item = i.item"  # noqa: S608
            f" WHERE i.kind = 'calibre' AND t.category = 'ammunition' AND i.folded IN ({marks(part)})",
            part,
        )


def _of_the_incident(keys: CaseKeys) -> Iterator[_Arm]:
    """Bearing its address; or collected there on its day."""
    if keys.place and ("address", keys.place) not in keys.same:
        yield _Arm(
            "i.item",
            "SELECT 'address', i.item, i.value, '', '', '' FROM identifier i"
            " WHERE i.folded = %s AND i.kind = 'address'",
            [keys.place],
        )
    if keys.place and keys.day is not None:
        # Few things happened on one day, and much may have been collected at one place: the day is looked up first.
        yield _Arm(
            "i.item",
            "SELECT 'incident', i.item, i.value, '', '', '' FROM identifier i WHERE i.item IN"
            " (SELECT t.item FROM item t WHERE t.occurred_at >= %s AND t.occurred_at < %s)"
            " AND i.kind = 'place' AND i.folded || '' = %s",
            [*keys.day, keys.place],
        )


def _of_the_family(docket: str) -> Iterator[_Arm]:
    """Parts of the case's items, and the whole from which a part in the case came."""
    yield _Arm(
        "i.item",
        f"SELECT 'part', i.item, i.parent, '', '', '' FROM item i {_OF_CASE.format('i.parent')}",  # noqa: S608
        [docket],
    )
    yield _Arm(
        "i.parent",
        f"SELECT 'whole', i.parent, i.item, '', '', '' FROM item i {_OF_CASE.format('i.item')}"  # noqa: S608
        " AND i.parent IS NOT NULL",
        [docket],
    )
