"""The report of a place or a whole room: what the record has there, and what counts found of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.sql import Row
from wholefile.reports.contents import Asked, Column, Contents, Section, instant, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.acts_seen import acts_at

_UNCOUNTED = "not counted"


def inventory_report(asked: Asked, place: str) -> Contents:
    """A place with all inside it. Raises NotFound, also to the defence alone.

    Counts are of the room as a whole and are told to whoever sees the whole record.
    """
    sight = seeing.of_the_office(asked.sight)
    named = lookups.location(asked.db, place)
    if sight.nothing:
        raise lookups.unknown("location", place)
    items = lookups.items_at(asked.db, place)
    seen = seeing.seen_items(asked.db, sight, [one.item for one in items])
    items = [one for one in items if one.item in seen]
    counts = _counts(asked, place) if sight.everything else []
    found = _found(asked, counts)
    told = {one.item: _last(found, one.item) for one in items}
    missing = [one for one in items if told[one.item].startswith("missing")]
    unexpected = _unexpected(asked, counts)
    facts = [("Place", place), ("Name", str(named.name)), ("Recorded here", str(len(items)))]
    if sight.everything:
        facts += [
            ("Found when last counted", str(sum(one.startswith("found") for one in told.values()))),
            ("Missing when last counted", str(len(missing))),
            ("Never counted here", str(sum(one == _UNCOUNTED for one in told.values()))),
            ("Last counted", _counted(counts[0]) if counts else "never"),
        ]
    else:
        facts.append(("Counts", "told to whoever sees the whole record"))
    wrong = [f"{one.item} was {told[one.item]}." for one in missing]
    return Contents(
        report="inventory",
        title="Inventory report",
        about=place,
        caption=str(named.name),
        facts=tuple(facts),
        sections=(
            _unexpected_section(unexpected),
            _items(items, told if sight.everything else {}),
            _counts_section(asked, counts),
        ),
        wrong=tuple(wrong),
        past=asked.past,
        paper=paper_of(asked.db),
    )


def _counts(asked: Asked, place: str) -> list[Row]:
    """Counts of this place, of places in it, and of those it lies in, the newest first."""
    rows = asked.db.rows("inventory", order=("-seq",))
    within = [one for one in rows if f"{one.location}/".startswith(f"{place}/")]
    around = [one for one in rows if f"{place}/".startswith(f"{one.location}/") and one.location != place]
    return sorted([*within, *around], key=lambda one: -int(one.seq))


def _found(asked: Asked, counts: Sequence[Row]) -> list[tuple[str, set[str], set[str]]]:
    """For each count: what it is, what it found and what it missed. What was found stands in the act alone."""
    acts = {one.seq: one.fields or {} for one in acts_at(asked.log, [one.seq for one in counts])}
    return [
        (
            _counted(one),
            set(acts.get(one.seq, {}).get("found", ())),
            set(json.loads(one.missing)),
        )
        for one in counts
    ]


def _last(found: Sequence[tuple[str, set[str], set[str]]], item: str) -> str:
    for count, there, missing in found:
        if item in there:
            return f"found, {count}"
        if item in missing:
            return f"missing, {count}"
    return _UNCOUNTED


def _counted(count: Row) -> str:
    return f"{count.inventory} of {day_of(count.at)}"


def _unexpected(asked: Asked, counts: Sequence[Row]) -> list[tuple[Any, ...]]:
    """What the newest count found here that was recorded elsewhere, with where it is recorded now."""
    if not counts:
        return []
    newest = counts[0]
    vouchers = sorted(json.loads(newest.unexpected))
    rows = {one.item: one for one in lookups.by_values(asked.db, "item", "item", vouchers)}
    return [
        (
            one,
            rows[one].description,
            rows[one].location or rows[one].out_to or rows[one].holder,
            _counted(newest),
        )
        for one in vouchers
        if one in rows
    ]


def _unexpected_section(found: Sequence[tuple[Any, ...]]) -> Section:
    columns = (
        Column("item", 2, "id"),
        Column("description", 5),
        Column("recorded now", 3),
        Column("count", 2),
    )
    return Section(
        "unexpected",
        "Found here by the last count, recorded elsewhere then",
        columns,
        tuple(row(*one) for one in found),
    )


def _items(items: Sequence[Row], told: Mapping[str, str]) -> Section:
    return Section(
        "items",
        "Recorded here",
        (
            Column("item", 2, "id"),
            Column("description", 6),
            Column("category", 2),
            Column("place", 3),
            Column("status", 2),
            Column("when last counted", 3),
        ),
        tuple(
            row(one.item, one.description, one.category, one.location, one.status, told.get(one.item, ""))
            for one in items
        ),
    )


def _counts_section(asked: Asked, counts: Sequence[Row]) -> Section:
    names = lookups.person_names(asked.db, [who for one in counts for who in (one.leader, one.by)])
    return Section(
        "counts",
        "Counts of this place, of what is in it and of what it is in",
        (
            Column("count", 1),
            Column("recorded (UTC)", 3, "when"),
            Column("place", 3),
            Column("scope", 1),
            Column("cause", 2),
            Column("led by", 3),
            Column("counted by", 3),
            Column("found", 1, "number"),
            Column("missing", 1, "number"),
            Column("unexpected", 1, "number"),
        ),
        tuple(
            row(
                one.inventory,
                instant(one.at),
                one.location,
                one.scope,
                one.cause,
                names.get(one.leader, one.leader),
                names.get(one.by, one.by),
                one.found,
                len(json.loads(one.missing)),
                len(json.loads(one.unexpected)),
            )
            for one in counts
        ),
    )
