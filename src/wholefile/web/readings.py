"""Who may look at the original of a file now: whoever put on record that they read it, and why, within twelve hours.

For the defence nothing is recorded that anybody else can read; a trace is kept that only they can open (rule D12).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from wholefile.actions.reading_traces import trace_reading
from wholefile.processing.search.documents import items_holding
from wholefile.record.visibility import read_for_the_defence
from wholefile.showing import seeing
from wholefile.web import office
from wholefile.web.people import Asking

_HOUR = 3_600_000  # milliseconds
GOOD_FOR = 12 * _HOUR  # so long a reading that was recorded lets its reader look at the files of the item


def items_of(request: Asking, sha256: str) -> list[str]:
    """The items under which a file is held, of those that are seen through a role of the office."""
    db = office.record().db
    return sorted(seeing.seen_items(db, seeing.of_the_office(request.sight), items_holding(db, sha256)))


def reading_of(request: Asking, items: Sequence[str]) -> dict[str, Any] | None:
    """The reading by which this person may look at originals now: its act, and until when."""
    record = office.record()
    rows = record.db.rows(
        "access",
        order=("-seq",),
        limit=1,
        person=request.person,
        what="opened",
        item__in=list(items),
        at__gt=record.clock() - GOOD_FOR,
    )
    return {"position": rows[0].seq, "until": rows[0].at + GOOD_FOR} if rows else None


class Look(NamedTuple):
    """Whether somebody may look now, and by what: a reading on record, or their reading for the defence."""

    may: bool
    reading: dict[str, Any] | None
    for_the_defence: bool


def look_at(request: Asking, items: Sequence[str]) -> Look:
    """Whether this person may look at the original of a file of these items now; leaves no trace."""
    if _for_the_defence(request, items):
        return Look(may=True, reading=None, for_the_defence=True)
    reading = reading_of(request, items)
    return Look(reading is not None, reading, for_the_defence=False)


def let_in(request: Asking, items: Sequence[str], what: str) -> bool:
    """Whether this person may look now; a reader for the defence may, and leaves their trace of `what` they saw.

    Raises as `trace_reading` does.
    """
    found = look_at(request, items)
    if found.for_the_defence:
        trace_reading(office.record(), request.person, items, what=what)
    return found.may


def _for_the_defence(request: Asking, items: Sequence[str]) -> bool:
    """Whether all of these are read for the defence; what a role of the office shows is read for the office."""
    return bool(items) and len(read_for_the_defence(office.record().db, request.person, items)) == len(items)
