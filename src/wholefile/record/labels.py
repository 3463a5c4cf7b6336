"""Under which cases an act must be indexed.

Completeness rests on this: an act about an item stands in the index of every case the item is or was linked to, and
an act that answers, corrects or ends another stands where that one stands. The ledger works the labels out
again and refuses an act that carries others (rule L1), so that nothing can be filed where nobody looks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from wholefile.core.acts import docket_numbers, item_ids, kind_of
from wholefile.core.canonical import b64u
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.record.sql import Row


class _Readable(Protocol):
    """Tables to read from: those of a record, or those of a replay."""

    def one(self, table: str, /, **where: Any) -> Row | None:
        """The first row that matches, or nothing."""

    def rows(self, table: str, /, **where: Any) -> list[Row]:
        """The rows that match."""


_label = lru_cache(maxsize=65_536)(case_label)
_MANY = 500  # values in one statement


def labels_for(kind: str, body: Mapping[str, Any], db: _Readable) -> list[str]:
    """The labels which an act of this kind with this body must carry now, sorted, none twice.

    Dockets it names; every docket, linked or detached, of each item it names; the dockets of the statements,
    holds and inconsistencies it refers to; and the labels of the entries it corrects or expunges. An act that
    belongs to no case belongs to the register.
    """
    place = kind_of(kind).place
    if place == "none":
        return []
    if place == "register":
        return [REGISTER_LABEL]
    dockets = set(docket_numbers(body))
    items = item_ids(kind, body)
    if items:
        dockets |= _dockets_of_items(db, items)
    dockets |= _dockets_referred_to(body, db)
    labels = {_label(docket) for docket in dockets}
    positions = [*body.get("positions", ())] if kind == "record.expunged" else []
    if "corrects" in body:
        positions.append(body["corrects"])
    if positions:
        labels |= _labels_of_entries(db, positions)
    return sorted(labels) or [REGISTER_LABEL]


def _dockets_of_items(db: _Readable, items: list[str]) -> set[str]:
    if len(items) == 1:
        return {row.docket for row in db.rows("item_case", item=items[0])}
    return {row.docket for part in _parts(items) for row in db.rows("item_case", item__in=part)}


def _dockets_referred_to(body: Mapping[str, Any], db: _Readable) -> set[str]:
    found: set[str] = set()
    statements = [body[name] for name in ("statement", "first", "second") if isinstance(body.get(name), str)]
    if "inconsistency" in body and not statements:
        pair = db.one("inconsistency", inconsistency=body["inconsistency"])
        statements = [pair.first, pair.second] if pair else []
    for statement in statements:
        row = db.one("statement", statement=statement)
        if row:
            found |= set(json.loads(row.dockets))
            found |= _dockets_of_items(db, json.loads(row.items) or [""])
    if "hold" in body and "docket" not in body:
        hold = db.one("hold", hold=body["hold"])
        if hold:
            held = [row.item for row in db.rows("hold_item", hold=body["hold"])]
            found |= {hold.docket} | (_dockets_of_items(db, held) if held else set())
    return found


def _labels_of_entries(db: _Readable, positions: list[int]) -> set[str]:
    return {b64u(row.label) for part in _parts(positions) for row in db.rows("entry_case", seq__in=part)}


def _parts(values: list[Any]) -> Iterable[list[Any]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
