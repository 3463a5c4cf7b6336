"""What must be true of a record at any moment, whatever people asked of it."""

import hashlib
from itertools import pairwise
from typing import Any

from wholefile.core.frontier import Frontier
from wholefile.record import journal
from wholefile.record.projections.moving import GONE
from wholefile.record.sql import tables


def digest(db: Any) -> str:
    """A digest of every row of every table, the log included."""
    found = hashlib.sha256()
    for name in ("entry", *sorted(set(tables()) - {"entry"})):
        found.update(name.encode())
        for row in sorted(repr(tuple(map(_plain, row))) for row in db.rows(name)):
            found.update(row.encode())
    return found.hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def the_head_is_that_of_the_entries(db: Any) -> None:
    """Positions have no gaps, and the root the head remembers is that of the headers."""
    entries = db.rows("entry", order=("seq",))
    head, frontier = journal.read_head(db), Frontier()
    frontier.extend(hashlib.sha256(b"\x00" + bytes(one.header)).digest() for one in entries)
    assert [one.seq for one in entries] == list(range(head.size))
    assert head.frontier == frontier


def every_item_is_in_one_place(db: Any) -> None:
    for row in db.rows("item"):
        places = sum(one is not None for one in (row.holder, row.location, row.out_to))
        assert places == (0 if row.status in GONE else 1), row
        assert row.open_transfer is None or row.status not in GONE, row


def custody_has_no_gaps(db: Any) -> None:
    """Each span ends where the next begins; only an item that was lost may have been in nobody's hands."""
    lost = {row.item for row in db.rows("loss")}
    for item in db.rows("item"):
        spans = db.rows("custody_span", item=item.item, order=("seq",))
        assert spans, f"{item.item} has no custody"
        for span, following in pairwise(spans):
            assert span.end_at is not None, span
            assert span.start_at <= span.end_at <= following.start_at, (span, following)
            if item.item not in lost:
                assert (span.end_seq, span.end_at) == (following.seq, following.start_at), (span, following)
        current = [span for span in spans if span.end_seq is None]
        assert len(current) == (0 if item.status in GONE else 1), item


def quantities_add_up(db: Any, consumed: dict[str, int]) -> None:
    """What came in is what is left, what became sub-items and what was used up."""
    for row in db.rows("item"):
        parts = sum(part.received_quantity for part in db.rows("item", parent=row.item))
        assert row.quantity >= 0, row
        assert row.received_quantity == row.quantity + parts + consumed.get(row.item, 0), row


def one_decision_is_current(db: Any) -> None:
    """Of an item in a case there is at most one decision that no later one replaced."""
    seen = set()
    for row in db.rows("decision"):
        if row.superseded_seq is None:
            assert (row.docket, row.item) not in seen, row
            seen.add((row.docket, row.item))
