"""What was read from bytes that were not whole is forgotten, so that it never stands as what the file says.

Between the last reading that found a file whole and the one that found it wrong, nobody knows when it rotted. So
whatever an extractor made of it in between is in doubt, goes, and is made again.
"""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.extraction.contract import CRASHED
from wholefile.processing.fixity_queue import DERIVED, MISSING, ROTTEN, UNREADABLE, WHOLE, Wanted, known_state
from wholefile.record.derived import forget_reading, one_at_a_time
from wholefile.record.sql import Database

_WRONG = (ROTTEN, MISSING, UNREADABLE)


def forget_doubtful(db: Database, read: Sequence[tuple[Wanted, str]], now: int) -> set[str]:
    """Forget what was made of files while they were not whole; the files that are to be read again.

    To be called before what was found is noted. `read` is files and how their reading ended: of one that is wrong now
    everything goes that was made since it was last looked at, and so it does of one that is whole now and was wrong
    then, whoever mended it. A member that was made again cannot have been read rotten, only missed.
    """
    doubtful: set[str] = set()
    wrong_before = {
        (row.store, row.sha256)
        for row in db.rows("fixity_state", sha256__in=[one.sha256 for one, _ in read], outcome__in=_WRONG)
    }
    for one, outcome in read:
        mended = outcome == WHOLE and (one.store, one.sha256) in wrong_before
        if outcome in _WRONG or mended:
            only = CRASHED if mended and one.store == DERIVED else None
            if _forget(db, one, now, only):
                doubtful.add(one.sha256)
    return doubtful


def _forget(db: Database, one: Wanted, now: int, status: str | None) -> bool:
    known = known_state(db, one.store, one.sha256)
    # A reading in the future, by a clock that was wrong, counts as none.
    since = 0 if known is None or known.checked_at > now else known.checked_at
    with one_at_a_time(db):
        made = {
            (row.extractor, row.version)
            for row in db.rows("derivation", sha256=one.sha256, at__gte=since)
            if status in (None, row.status)
        }
        for extractor, version in sorted(made):
            forget_reading(db, one.sha256, extractor, version)
    return bool(made)
