"""An act in words with all that proves it, and the acts that a person signed."""

from __future__ import annotations

from typing import Any

from wholefile.core.acts import docket_numbers, item_ids
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts import act_lines, act_view, first_seen
from wholefile.showing.people import check_person, person_view
from wholefile.showing.words import act_in_words, act_words, names_in

_HELD_SHOWN = 50


def act_in_full(db: Database, sight: Sight, position: int) -> dict[str, Any]:
    """An act as `act_view` has it, with its fields in words, what it is about, and what covers it. Raises NotFound.

    `checkpoint` is the first signed tree head over it, {size, at}, or null while none was made since; it is told to
    whoever sees the whole record, since sizes count what others did.
    """
    view = act_view(db, sight, position)
    body = view["body"]
    covered = db.rows("checkpoint", order=("size",), limit=1, size__gt=position) if sight.everything else []
    named = body or {}
    items, cases = item_ids(view["kind"], named) if named else [], docket_numbers(named)
    seen_items, seen_cases = seeing.seen_items(db, sight, items), seeing.seen_cases(db, sight, cases)
    return {
        **view,
        "words": act_in_words(view["kind"], body),
        "fields": act_words(view["kind"], named, names_in(db, view["kind"], named)),
        "items": [one for one in items if one in seen_items],
        "cases": [one for one in cases if one in seen_cases],
        "checkpoint": {"size": covered[0].size, "at": covered[0].at} if covered else None,
    }


def acts_signed(
    db: Database,
    sight: Sight,
    person: str,
    *,
    before: int | None = None,
    most: int = 50,
    administers: bool = False,
) -> dict[str, Any]:
    """The acts that a person signed with any of their keys, the newest first, those before a position when it is named.

    `next` is the position before which to go on, or null at the end. Raises NotFound.
    """
    check_person(db, sight, person, administers=administers)
    keys = [row.key for row in db.rows("signing_key", order=("enrolled_seq",), person=person)]
    if not keys or sight.nothing:
        return {"acts": [], "next": None}
    inside = (
        'instr(e."header", CAST(%s AS BLOB)) > 0'
        if db.vendor == "sqlite"
        else 'position(CAST(%s AS bytea) IN e."header") > 0'
    )
    fitting = ([f"({' OR '.join([inside] * len(keys))})"], [key.encode() for key in keys])
    start = lookups.entry_count(db) if before is None else before
    found = first_seen(db, sight, fitting, most=most + 1, before=start)
    shown = found[:most]
    return {"acts": act_lines(db, shown), "next": shown[-1].seq if len(found) > most else None}


def recent_acts(db: Database, sight: Sight, *, before: int | None = None, most: int = 20) -> dict[str, Any]:
    """What was recorded last of what is seen, the newest first, each in a line of words."""
    if sight.nothing:
        return {"acts": [], "next": None}
    start = lookups.entry_count(db) if before is None else before
    found = first_seen(db, sight, (["e.\"kind\" <> 'index'"], []), most=most + 1, before=start)
    shown = found[:most]
    lines = [
        {**line, "words": act_in_words(act.kind, act.fields)}
        for act, line in zip(shown, act_lines(db, shown), strict=True)
    ]
    return {"acts": lines, "next": shown[-1].seq if len(found) > most else None}


def person_page(
    db: Database, sight: Sight, person: str, *, before: int | None = None, administers: bool = False
) -> dict[str, Any]:
    """A person as `person_view` has them, the first things they hold with how many there are, and acts they signed.

    Raises NotFound.
    """
    view = person_view(db, sight, person, administers=administers)
    return {
        **view,
        "holds": view["holds"][:_HELD_SHOWN],
        "holds_total": len(view["holds"]),
        **acts_signed(db, sight, person, before=before, administers=administers),
    }
