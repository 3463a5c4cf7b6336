"""The labels that somebody asked for, of what they may see."""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.core.errors import Invalid
from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.lists import item_rows
from wholefile.web.forms.acts import people
from wholefile.web.labels.sheets import MOST, Label

_TITLE = 160  # characters of a description; the rest is in the record


def gathered(
    db: Database, sight: Sight, items: Sequence[str], places: Sequence[str], persons: Sequence[str]
) -> list[Label]:
    """Labels of these, in their order. Raises NotFound for the first that is not there or not in sight."""
    if len(items) + len(places) + len(persons) > MOST:
        raise Invalid("labels.many", f"At most {MOST} labels at once; ask for the others after these.")
    return [
        *_of_items(db, seeing.of_the_office(sight), items),
        *_of_places(db, seeing.of_the_office(sight), places),
        *_of_persons(db, sight, persons),
    ]


def _of_items(db: Database, office: Sight, vouchers: Sequence[str]) -> list[Label]:
    seen = seeing.seen_items(db, office, vouchers)
    rows = {row.item: row for row in lookups.by_values(db, "item", "item", sorted(seen))}
    for one in vouchers:
        if one not in rows:
            raise lookups.unknown("item", one)
    shown = {one["item"]: one for one in item_rows(db, office, list(rows.values()))}
    return [
        Label(
            "item",
            one,
            " ".join(rows[one].description.split())[:_TITLE],
            (", ".join(shown[one]["cases"]), f"{rows[one].category}, {day_of(rows[one].at)}"),
        )
        for one in vouchers
    ]


def _of_places(db: Database, office: Sight, codes: Sequence[str]) -> list[Label]:
    found = []
    for one in codes:
        row = lookups.location(db, one)
        if office.nothing:
            raise lookups.unknown("location", one)
        found.append(Label("place", one, row.name, (row.kind,)))
    return found


def _of_persons(db: Database, sight: Sight, numbers: Sequence[str]) -> list[Label]:
    known = {person for person, _ in people(db, sight)} if numbers else set()
    found = []
    for one in numbers:
        if one not in known:
            raise lookups.unknown("person", one)
        row = lookups.person(db, one)
        found.append(Label("person", one, row.name, (row.agency,)))
    return found
