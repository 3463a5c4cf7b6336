"""What was read from bytes that were not whole is forgotten, so that it never stands as what the file says.

Between the last reading that found a file whole and the one that found it wrong, nobody knows when it rotted. So
whatever an extractor made of it in between is in doubt, goes, and is made again.
"""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.extraction.contract import CRASHED
from wholefile.processing.fixity_queue import DERIVED, WHOLE, WRONG, Wanted, known_state
from wholefile.processing.segments import read_with
from wholefile.record.derived import forget_reading, one_at_a_time
from wholefile.record.sql import Database


def forget_doubtful(db: Database, read: Sequence[tuple[Wanted, str]], now: int) -> dict[str, list[str]]:
    """Forget what was made of files while they were not whole; by such a file, those that are to be read again.

    To be called before what was found is noted. `read` is files and how their reading ended: of one that is wrong now
    everything goes that was made since it was last looked at, and so it does of one that is whole now and was wrong
    then, whoever mended it. A member that was made again cannot have been read rotten, only missed. A further segment
    of a disk image is read as part of the first: what was read from that one is in doubt with it.
    """
    doubtful: dict[str, list[str]] = {}
    wrong_before = {
        (row.store, row.sha256)
        for row in db.rows("fixity_state", sha256__in=[one.sha256 for one, _ in read], outcome__in=WRONG)
    }
    for one, outcome in read:
        mended = outcome == WHOLE and (one.store, one.sha256) in wrong_before
        if outcome in WRONG or mended:
            only = CRASHED if mended and one.store == DERIVED else None
            again = [sha256 for sha256 in read_with(db, one.sha256) if _forget(db, one, sha256, now, only)]
            if again:
                doubtful[one.sha256] = again
    return doubtful


def _forget(db: Database, one: Wanted, sha256: str, now: int, status: str | None) -> bool:
    """Forget what was made of a file since `one`, itself or a segment of it, was last looked at."""
    known = known_state(db, one.store, one.sha256)
    # A reading in the future, by a clock that was wrong, counts as none.
    since = 0 if known is None or known.checked_at > now else known.checked_at
    with one_at_a_time(db):
        made = {
            (row.extractor, row.version)
            for row in db.rows("derivation", sha256=sha256, at__gte=since)
            if status in (None, row.status)
        }
        for extractor, version in sorted(made):
            forget_reading(db, sha256, extractor, version)
    return bool(made)
