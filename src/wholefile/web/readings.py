"""Who may look at the original of a file now: whoever put on record that they read it, and why, within twelve hours.

These are pages of the office. What somebody sees for the defence alone, they read at the portal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wholefile.processing.search.documents import items_holding
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
