"""What several rules ask of a draft: the items it names as they stand, and lists kept as text."""

import json
from collections.abc import Sequence
from typing import Any

from wholefile.core.acts import item_ids
from wholefile.record.act import Draft
from wholefile.record.sql import Database, Row


def items_named(draft: Draft, db: Database) -> list[Row]:
    """The items an act is about, in its order, as they stand before it; those that do not exist are left out."""
    return rows_of(db, item_ids(draft.kind, draft.body))


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
