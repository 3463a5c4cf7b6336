"""From acts to tables: what each kind of act writes into the current state.

`apply` depends on the act and on the tables as earlier acts left them, and on nothing else: no clock, no chance. So the
tables always equal a replay of the entries, on either database. `record.rebuild` replays, `record.check` compares.

An act about an item that is not in the tables is refused, so that a mistake in a rule cannot write half an act.
A replay that leaves acts out on purpose (their bodies are destroyed, or they had not happened yet) is `tolerant`:
it applies an act to those of its items that are there, and is told by NotFound that there are none.
"""

from __future__ import annotations

from wholefile.core.acts import item_ids, kind_of
from wholefile.core.errors import NotFound
from wholefile.record.act import Recorded
from wholefile.record.projections import cases, custody, disclosure, facts, holds, items, register, statements
from wholefile.record.projections.knowing import history, knowledge
from wholefile.record.projections.moving import GONE
from wholefile.record.projections.state import Fold, State
from wholefile.record.sql import Row, Write

FOLDS: dict[str, Fold] = {
    **register.FOLDS,
    **cases.FOLDS,
    **items.FOLDS,
    **custody.FOLDS,
    **holds.FOLDS,
    **statements.FOLDS,
    **facts.FOLDS,
    **disclosure.FOLDS,
}
# Kinds that say something of their own beside the items they mention, and stand without them.
MENTION = frozenset(
    ("order.entered", "statement.recorded", "inventory.recorded", "objection.raised", "access.exported")
)


def apply(act: Recorded, db: State, *, tolerant: bool = False) -> list[Write]:
    """The writes that follow from an act, in order.

    Raises NotFound when it is about an item that does not exist, Invalid for an unknown kind, and Unprocessable
    when an item would be left in two places or with less than nothing.
    """
    kind_of(act.kind)
    created = _created(act)
    named = [one for one in item_ids(act.kind, act.body) if one not in created]
    found = _found(act, db, named, tolerant=tolerant)
    writes = list(FOLDS[act.kind](act, db, found))
    writes += history(act, [*found, *created])
    # A part inherits what was known of the whole, which its split writes down.
    writes += knowledge(act, db, created if act.kind == "item.received" else found, act.persons)
    return writes


def _created(act: Recorded) -> list[str]:
    """Items that begin with this act."""
    if act.kind == "item.received":
        return [act.body["item"]]
    return [part["item"] for part in act.body["parts"]] if act.kind == "item.split" else []


def _found(act: Recorded, db: State, named: list[str], *, tolerant: bool) -> dict[str, Row]:
    if not named:
        return {}
    if len(named) == 1:
        row = db.one("item", item=named[0])
        found = {} if row is None else {named[0]: row}
    else:
        rows = {row.item: row for row in db.rows("item", item__in=named)}
        found = {one: rows[one] for one in named if one in rows}
    missing = [one for one in named if one not in found]
    if missing and not (tolerant and (found or act.kind in MENTION)):
        raise NotFound("item.unknown", f"There is no item {missing[0]}.")
    return found


__all__ = ["FOLDS", "GONE", "MENTION", "State", "apply"]
