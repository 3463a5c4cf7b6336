"""The history of each item and the knowledge clock: which acts are about it, and who came to know of it by which.

A person knows of an item from the earliest occurrence of an act on it that they signed: a transfer by handing over
or receiving, a view of its contents, a search that showed it. An act recorded late moves knowledge back to when it
happened. What was known of an item is known of its parts. A transfer not yet accepted gives its receiver no knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wholefile.record.act import Recorded
from wholefile.record.projections.state import State
from wholefile.record.sql import Insert, Update, Write


def history(act: Recorded, items: Iterable[str]) -> Iterator[Write]:
    """The act joins the history of each item it names."""
    for item in items:
        yield Insert("item_act", {"item": item, "seq": act.seq})


def knowledge(act: Recorded, db: State, items: Iterable[str], persons: Iterable[str]) -> Iterator[Write]:
    """These persons know of these items by this act, unless they knew earlier."""
    named = list(dict.fromkeys(items))
    for person in dict.fromkeys(persons):
        known = _known(db, named, person)
        for item in named:
            since = known.get(item)
            if since is None:
                yield learned(act, item, person)
            elif act.occurred_at < since:
                yield Update(
                    "knowledge",
                    {"seq": act.seq, "at": act.at, "occurred_at": act.occurred_at, "how": act.kind},
                    {"item": item, "person": person},
                )


def learned(act: Recorded, item: str, person: str) -> Insert:
    """A person first knows of an item by this act."""
    return Insert(
        "knowledge",
        {
            "item": item,
            "person": person,
            "seq": act.seq,
            "at": act.at,
            "occurred_at": act.occurred_at,
            "how": act.kind,
        },
    )


def _known(db: State, items: list[str], person: str) -> dict[str, int]:
    if len(items) == 1:
        row = db.one("knowledge", item=items[0], person=person)
        return {} if row is None else {items[0]: row.occurred_at}
    return {row.item: row.occurred_at for row in db.rows("knowledge", item__in=items, person=person)}
