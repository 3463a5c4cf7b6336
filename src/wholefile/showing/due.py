"""What is wrong, overdue or soon due, of what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from wholefile.actions.due import Due, everything_due
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

DUE_KEYS = {
    "due": "list of {state: wrong, overdue, soon or open; what; about: its number; docket or null; by: day or null;"
    " words}, the worst first",
}


def due_seen(db: Database, sight: Sight, now: int, docket: str | None = None) -> list[dict[str, Any]]:
    """What waits for the office, the worst first, of what is seen through its roles; nothing to the defence alone.

    `now` is in milliseconds since 1970 (UTC).
    """
    office = seeing.of_the_office(sight)
    if office.nothing:
        return []
    return [_told(one) for one in _shown(db, office, everything_due(db, now, docket))]


def _told(one: Due) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("state", "what", "about", "docket", "by", "words")}


def _shown(db: Database, sight: Sight, found: Sequence[Due]) -> Iterable[Due]:
    if sight.everything:
        return found
    seen = seeing.seen_items(db, sight, {item for one in found for item in one.items})
    cases = seeing.seen_cases(db, sight, {one.docket for one in found if one.docket})
    told = []
    for one in found:
        left = [item for item in one.items if item in seen]
        if (one.docket is not None and one.docket not in cases) or (one.items and not left):
            continue
        if one.docket is None and not one.items:  # of the room as a whole
            continue
        told.append(replace(one, words=one.words.replace(", ".join(one.items), ", ".join(left), 1)))
    return told
