"""Keeping derived files sound: what rots there is made again, and what belongs to nothing is swept.

Members and texts were worked out from files that are still in the store. So a rotten one is deleted, and the
derivation that made it is forgotten: then the file it came from is pending again, like any that was never read. What
only a superseded version of an extractor made is never made again, so it is kept as it is, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.fixity_queue import (
    DERIVED,
    UNNAMED,
    Wanted,
    forget_state,
    known_state,
    named_derived,
    note_read,
)
from wholefile.record.check_derived import lost_readings
from wholefile.record.days import DAY_MS
from wholefile.record.derived import forget_reading, one_at_a_time
from wholefile.record.home import Record, system_clock
from wholefile.record.sql import Database, Row

_MANY = 500
_KEY = ("sha256", "extractor", "version", "settings")


class Again(NamedTuple):
    """Files, by digest, whose next reading makes a derived file again, and those for which nothing does."""

    read: list[str]
    never: list[str]

    @property
    def words(self) -> str:
        """What follows, for a person."""
        parts = []
        if self.read:
            parts.append(f"it is made again when these are next read: {', '.join(self.read)}")
        if self.never:
            what = "an earlier version of the program made it from these, and it cannot be made again"
            parts.append(f"{what}: {', '.join(self.never)}")
        return "; ".join(parts)


def make_again(record: Record, sha256: str) -> Again:
    """Delete a rotten derived file and forget what made it, where that is made again; which files that concerns.

    The bytes go first: interrupted, the file is missing, and the next scrub comes here again. Bytes that nothing
    makes again stay, rotten as they are, and so do the rows that name them.
    """
    made = list(_derivations_of(record.db, sha256))
    present = [row for row in made if row.version == VERSIONS.get(row.extractor)]
    read = {row.sha256 for row in present} | _pending_parents(record.db, sha256)
    if read:
        record.derived.destroy(sha256)
    with one_at_a_time(record.db):
        for row in present:
            forget_reading(record.db, row.sha256, row.extractor, row.version)
    return Again(sorted(read), sorted({row.sha256 for row in made} - read))


def make_lost_again(record: Record) -> Again:
    """Forget each reading of which a text, map or member is lost, where it is made again; which files that concerns."""
    lost = sorted({one.sha256 for one in lost_readings(record)})
    made = [make_again(record, sha256) for sha256 in lost]
    read = {one for each in made for one in each.read}
    return Again(sorted(read), sorted({one for each in made for one in each.never} - read))


def sweep(record: Record, now: int) -> int:
    """Delete derived files that belong to nothing, left by a run that was not accepted; how many.

    Only what belonged to nothing a day ago as well, and nothing at all while anybody is at work: a run that is going
    on stores its files before its rows.
    """
    swept, part = 0, list[str]()
    for sha256 in record.derived.all():
        part.append(sha256)
        if len(part) >= _MANY:
            swept += _sweep_part(record, part, now)
            part = []
    return swept + _sweep_part(record, part, now)


def _sweep_part(record: Record, digests: list[str], now: int) -> int:
    swept = 0
    unnamed = sorted(set(digests) - named_derived(record.db, digests))
    for sha256 in unnamed:
        known = known_state(record.db, DERIVED, sha256)
        if known is None or known.outcome != UNNAMED or known.checked_at > now:
            note_read(record.db, [(Wanted(DERIVED, sha256, 0), UNNAMED)], now)
        elif known.checked_at <= now - DAY_MS:
            swept += _sweep_one(record, sha256)
    return swept


def _sweep_one(record: Record, sha256: str) -> bool:
    """Delete a file that belongs to nothing, unless somebody is at work; whether it was deleted.

    A task takes its lease before it stores anything, and what it stores may have been there already, without a trace.
    So no lease may be taken, and nothing accepted, between the look and the deletion.
    """
    db = record.db
    with one_at_a_time(db):
        if db.vendor != "sqlite":
            db.run('LOCK TABLE "work" IN SHARE MODE')
        if db.exists("work", lease_until__gt=system_clock()) or named_derived(db, [sha256]):
            return False
        record.derived.destroy(sha256)
        forget_state(db, DERIVED, sha256)
    return True


def _derivations_of(db: Database, sha256: str) -> Iterator[Row]:
    for column in ("text", "map"):
        where: dict[str, Any] = {column: sha256}
        for layer in db.rows("text_layer", **where):
            key: dict[str, Any] = {name: getattr(layer, name) for name in _KEY}
            yield from db.rows("derivation", **key)
    for parent in sorted({row.parent for row in db.rows("family", child=sha256)}):
        yield from db.rows("derivation", sha256=parent, members__gt=0)


def _pending_parents(db: Database, sha256: str) -> set[str]:
    """Files that contain this one and that the present version of the reader has not read: they are pending anyway."""
    return {
        row.parent
        for row in db.rows("family", child=sha256)
        if not db.exists("derivation", sha256=row.parent, extractor=READ, version=VERSIONS[READ])
    }
