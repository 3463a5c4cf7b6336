"""Items in motion: who or where each is with, without gap or overlap, and what handling does to its condition.

Invariants. An item has exactly one holder, location or receiver of a loan unless it is gone (rule C2). A span of
custody ends at the act and instant at which the next begins. Spans follow the order of the record: an act recorded
late, which says it happened before the span it ends began, begins its own span no earlier than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wholefile.core.errors import Unprocessable
from wholefile.record.act import Recorded
from wholefile.record.projections.state import Items, State
from wholefile.record.sql import Insert, Row, Update, Write

GONE = ("destroyed", "returned", "lost", "consumed", "split")


def begin_span(
    act: Recorded, item: str, where: dict[str, str | None], how: str, start_at: int | None = None
) -> Insert:
    """The item is with this holder, location or receiver from this act on."""
    begun = act.occurred_at if start_at is None else start_at
    return Insert(
        "custody_span",
        {
            "item": item,
            "seq": act.seq,
            **where,
            "how": how,
            "start_at": begun,
            "end_seq": None,
            "end_at": None,
        },
    )


def _end_span(act: Recorded, db: State, item: str) -> tuple[int, list[Write]]:
    """The instant at which the item's current span ends, and the write that ends it.

    An item that was gone and is found again has no current span; its next begins no earlier than its last ended.
    """
    last = db.rows("custody_span", order=("-seq",), limit=1, item=item)
    if not last:
        return act.occurred_at, []
    if last[0].end_seq is not None:
        return max(act.occurred_at, last[0].end_at), []
    at = max(act.occurred_at, last[0].start_at)
    ended = Update("custody_span", {"end_seq": act.seq, "end_at": at}, {"item": item, "end_seq": None})
    return at, [ended]


def place(
    *, holder: str | None = None, location: str | None = None, out_to: str | None = None
) -> dict[str, str | None]:
    """Who or where an item is with: exactly one of the three."""
    found = {"holder": holder, "location": location, "out_to": out_to}
    if sum(one is not None for one in found.values()) != 1:
        raise Unprocessable(
            "item.place", "An item is with one holder, in one location, or out to one receiver."
        )
    return found


def move(
    act: Recorded,
    db: State,
    items: Items,
    where: dict[str, str | None],
    how: str,
    *,
    status: str = "held",
) -> Iterator[Write]:
    """Items are somewhere else from this act on, and their declared conditions no longer hold."""
    for item in items:
        at, ended = _end_span(act, db, item)
        yield Update("item", {**where, "status": status, "open_transfer": None}, {"item": item})
        yield from ended
        yield begin_span(act, item, where, how, at)
    yield from lapse(act, items)


def leave(act: Recorded, db: State, items: Items, status: str, **more: Any) -> Iterator[Write]:
    """Items are gone: with nobody and nowhere."""
    nowhere = {"holder": None, "location": None, "out_to": None, "open_transfer": None}
    for item in items:
        yield Update("item", {**nowhere, "status": status, **more}, {"item": item})
        yield from _end_span(act, db, item)[1]
    yield from lapse(act, items)


def lapse(act: Recorded, items: Iterable[str]) -> Iterator[Write]:
    """Whoever handles a thing ends what was declared of its condition (rule S2)."""
    named = list(items)
    which: dict[str, Any] = {"item": named[0]} if len(named) == 1 else {"item__in": named}
    if named:
        yield Update("condition", {"lapsed_seq": act.seq}, {**which, "lapsed_seq": None})


def the_item(act: Recorded, items: Items) -> Row:
    """The one item an act is about."""
    return items[act.body["item"]]
