"""What a form may name: only what the person who fills it in may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wholefile.core.errors import Forbidden, NotFound
from wholefile.record.lookups import unknown
from wholefile.record.numbers import numbers_given
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts_seen import ActsSeen, acts_at

# These name cases into which their signers need not be able to look: who takes a thing in notes down the case that is
# named to them, and who manages roles handles no evidence (rule A3).
_NAMES_ANY_CASE = ("item.received", "case.opened", "role.granted", "role.ended")
# What this act lists are candidates from the whole record.
_LISTS_ANY_CASE = ("screening.run",)
# Numbers that the record gave: what they are of, and the table, column and position of the act that gave them.
_NUMBERED = {
    "transfer": ("transfer", "transfer", "transfer", "released_seq"),
    "hold": ("hold", "hold", "hold", "seq"),
    "disposition": ("disposition", "disposition", "disposition", "seq"),
    "request": ("laboratory request", "laboratory_request", "request", "seq"),
    "objection": ("objection", "objection", "objection", "seq"),
    "inconsistency": ("inconsistency", "inconsistency", "inconsistency", "seq"),
    "statement": ("statement", "statement", "statement", "seq"),
    "first": ("statement", "statement", "statement", "seq"),
    "second": ("statement", "statement", "statement", "seq"),
    "order": ("order", "court_order", "order", "seq"),
    "deadline": ("deadline", "deadline", "deadline", "seq"),
    "obligation": ("obligation", "obligation", "obligation", "seq"),
}
_ITEMS = ("item", "items", "vouchers")
_CASES = ("docket", "dockets", "other")


def check_seen(db: Database, sight: Sight, kind: str, told: Mapping[str, Any]) -> None:
    """Every item, case and number that is named is in sight.

    Without this a rule's refusal would tell about things that its reader must not know to exist. Raises NotFound in
    the same words for what does not exist and for what is not seen, Forbidden for an act that would list what is not.
    """
    if sight.everything:
        return
    if kind in _LISTS_ANY_CASE:
        raise Forbidden(
            "sight.whole", "This act lists what lies in other cases; somebody who sees all of them does it."
        )
    items = _named(told, _ITEMS)
    _refuse_first("item", items, seeing.seen_items(db, sight, items))
    if kind not in _NAMES_ANY_CASE:
        cases = _named(told, _CASES)
        _refuse_first("case", cases, seeing.seen_cases(db, sight, cases))
    for field, (noun, table, column, position) in _NUMBERED.items():
        for number in _named(told, (field,)):
            if not _is_seen(db, sight, db.one(table, **{column: number}), position):
                raise unknown(noun, number)


def check_prepared(db: Database, sight: Sight, acts: Iterable[Mapping[str, Any]]) -> None:
    """What an action would record names nothing beyond sight either, as the items of an open transfer.

    Raises NotFound.
    """
    for one in acts:
        kind, body = str(one["act"]["kind"]), one["body"]
        given = numbers_given(kind, body)
        named = {name: value for name, value in body.items() if value not in given}
        check_seen(db, sight, kind, named)


def _is_seen(db: Database, sight: Sight, row: Row | None, position: str) -> bool:
    """Whether the act that gave a number is shown."""
    if row is None:
        return False
    acts = acts_at(db, [getattr(row, position)])
    return bool(acts) and ActsSeen(db, sight, acts).is_seen(acts[0].seq)


def _named(told: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = told.get(name)
        found += [value] if isinstance(value, str) else [one for one in value or () if isinstance(one, str)]
    return [one for one in found if one]


def _refuse_first(noun: str, named: Iterable[str], seen: set[str]) -> None:
    for one in named:
        if one not in seen:
            raise NotFound(f"{noun}.unknown", f"There is no {noun} {one}.")
