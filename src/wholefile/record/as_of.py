"""The record as it stood on a past day.

Two questions differ, and both are asked in court. By `recorded`: what did the record say then? By `occurred`: what had
happened by then, as the record tells it today, late entries included? The answer is a database of its own in memory,
with the same tables, which every lookup can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from wholefile.core.canonical import unb64u
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.record import lookups
from wholefile.record.act import Recorded
from wholefile.record.databases import memory_database
from wholefile.record.rebuild import HasDatabase, load
from wholefile.record.replay import entries, replay, snapshot, uncollected
from wholefile.record.sql import Database


@contextmanager
def as_of(
    record: HasDatabase,
    moment: int,
    by: Literal["recorded", "occurred"] = "recorded",
    *,
    dockets: Sequence[str] = (),
) -> Iterator[Database]:
    """The tables as a replay up to a moment gives them, in milliseconds since 1970 (UTC), the moment included.

    With `dockets`, only what concerns these cases is replayed: their entries, the register's, and the earlier
    history of every item linked to them. Acts keep the order of the record; one that rests on what had not happened
    yet is left out as far as it does. Bodies that are destroyed say nothing about any day. The database belongs
    to the thread that asked and is gone at the end of the block.
    """

    def by_then(act: Recorded) -> bool:
        return (act.at if by == "recorded" else act.occurred_at) <= moment

    with snapshot(record.db):
        positions = _positions(record.db, dockets) if dockets else None
        state = replay(entries(record.db, positions), wanted=by_then, tolerant=True)
    with memory_database() as db:
        with db.atomic(), uncollected():
            load(state, db)
        yield db


def _positions(db: Database, dockets: Sequence[str]) -> set[int]:
    """Positions of the entries of these cases and of the register, and of every act on an item of these cases."""
    labels = [unb64u(label) for label in (REGISTER_LABEL, *map(case_label, dockets))]
    found = {row.seq for row in db.rows("entry_case", label__in=labels)}
    for docket in dockets:
        on_items = db.query(
            'SELECT a."seq" FROM "item_case" c JOIN "item_act" a ON a."item" = c."item" WHERE c."docket" = %s',
            [docket],
        )
        found.update(int(seq) for (seq,) in on_items)
        for item in lookups.items_of(db, docket, detached=True):
            if item.parent is not None:
                found.update(lookups.history(db, item.item))
    return found
