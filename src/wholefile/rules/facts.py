"""What several rules ask of a draft: its items as they stand, roles of its signers, lists kept as text.

All rules judge a draft on one state, so what one of them looked up the next need not: the last look of a thread is kept
until `look_anew`, which `registry.check` calls for each draft.
"""

import json
import threading
from collections.abc import Sequence
from typing import Any

from wholefile.core.acts import item_ids
from wholefile.record.act import Draft
from wholefile.record.sql import Database, Row


class _Look(threading.local):
    """What this thread's rules have looked up for one draft."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self.items: list[Row] | None = None
        self.grants: dict[str, list[Row]] = {}


_look = _Look()


def look_anew(draft: Draft | None = None) -> None:
    """Forget what was looked up; the next looks are for this draft."""
    _look.draft, _look.items, _look.grants = draft, None, {}


def items_named(draft: Draft, db: Database) -> list[Row]:
    """The items an act is about, in its order, as they stand before it; those that do not exist are left out."""
    if _look.draft is not draft:
        return rows_of(db, item_ids(draft.kind, draft.body))
    if _look.items is None:
        _look.items = rows_of(db, item_ids(draft.kind, draft.body))
    return _look.items


def grants_of(draft: Draft, db: Database, person: str) -> list[Row]:
    """The roles a person of this act holds, everywhere and in single cases."""
    if _look.draft is not draft:
        return db.rows("role_grant", person=person, ended_seq=None)
    if person not in _look.grants:
        _look.grants[person] = db.rows("role_grant", person=person, ended_seq=None)
    return _look.grants[person]


def rows_of(db: Database, items: Sequence[str]) -> list[Row]:
    """These items as they stand, in this order; those that do not exist are left out."""
    if len(items) == 1:
        row = db.one("item", item=items[0])
        return [] if row is None else [row]
    found = {row.item: row for row in db.rows("item", item__in=list(items))} if items else {}
    return [found[one] for one in items if one in found]


def listed(text: str) -> list[Any]:
    """A list out of a column that keeps it as JSON text."""
    found: list[Any] = json.loads(text)
    return found


def one_of(things: Sequence[str]) -> str:
    """A choice in words: `a`, `a or b`, `a, b or c`."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} or {things[-1]}"
