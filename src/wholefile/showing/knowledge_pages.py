"""Who knew what since when in a case, a page of its items at a time; and the same as a net of people and items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.knowledge import ItemClock, Knower
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.knowing import known
from wholefile.showing.paging import FIRST, Page


def knowledge_page(  # noqa: PLR0917 - a case, a moment, a page, and the log of a past day
    db: Database, sight: Sight, docket: str, now: int, page: Page = FIRST, log: Database | None = None
) -> dict[str, Any]:
    """For each item of the page who knows of it, the earliest first. Raises NotFound, also to the defence alone.

    Known is who signed an act on the item that is seen here; `until` is the day it was first produced.
    """
    items, rows = _items(db, sight, docket, page)
    people = known(db, log or db, sight, [row.item for row in rows])
    produced = _produced(db, docket, [row.item for row in rows])
    told = []
    for row in rows:
        knowers: Sequence[Knower] = people.get(row.item, ())
        state = next((one for one in knowers if one.for_the_state), None)
        on, production = produced.get(row.item, (None, None))
        clock = ItemClock(row.item, row.description, tuple(knowers), state, on, production)
        told.append(
            {
                "item": row.item,
                "description": row.description,
                "state_since": state.since if state else None,
                "state_by": state.name if state else None,
                "produced_on": on,
                "production": production,
                "days_held_back": clock.days_held_back(day_of(now)),
                "known_to": [_knower(one) for one in knowers],
            }
        )
    return {"docket": docket, "items": told, **page.of(items)}


def _items(db: Database, sight: Sight, docket: str, page: Page) -> tuple[int, list[Row]]:
    seeing.case(db, seeing.of_the_office(sight), docket)
    rows = lookups.items_of(db, docket, detached=True)
    return len(rows), page.cut(rows)


def _produced(db: Database, docket: str, vouchers: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The day on which each item was first served in the case, and in which production."""
    found: dict[str, tuple[str, str]] = {}
    for part in seeing.chunks(vouchers):
        rows = db.query(
            'SELECT m."item", p."served_at", p."production" FROM "production_member" m JOIN "production" p'  # noqa: S608
            ' ON p."production" = m."production" WHERE p."docket" = %s AND p."served_seq" IS NOT NULL'
            f' AND m."item" IN ({seeing.marks(part)}) ORDER BY p."served_seq"',
            [docket, *part],
        )
        for item, at, production in rows:
            found.setdefault(item, (day_of(at), production))
    return found


def _knower(one: Knower) -> dict[str, Any]:
    return {
        **{
            name: getattr(one, name) for name in ("person", "name", "agency", "since", "how", "for_the_state")
        },
        "position": one.seq,
    }
