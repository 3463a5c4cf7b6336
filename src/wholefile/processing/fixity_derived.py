"""Keeping derived files sound: what rots there is made again, and what belongs to nothing is swept.

Members and texts were worked out from files that are still in the store. So a rotten one is deleted, and the
derivation that made it is forgotten: then the file it came from is pending again, like any that was never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.processing.fixity_queue import (
    DERIVED,
    UNNAMED,
    Wanted,
    forget_state,
    known_state,
    named_derived,
    note_read,
)
from wholefile.record.days import DAY_MS
from wholefile.record.home import Record
from wholefile.record.sql import Database, Delete, Row

_MANY = 500
_KEY = ("sha256", "extractor", "version", "settings")


def make_again(record: Record, sha256: str) -> list[str]:
    """Delete a rotten derived file and forget what made it; the files that are to be read again, by digest.

    The bytes go first: interrupted, the file is missing, and the next scrub comes here again.
    """
    record.derived.destroy(sha256)
    with record.db.atomic():
        made = list(_derivations_of(record.db, sha256))
        for row in made:
            key = {name: getattr(row, name) for name in _KEY}
            record.db.execute([Delete("text_layer", key), Delete("derivation", key)])
        forget_state(record.db, DERIVED, sha256)
    return sorted({row.sha256 for row in made})


def sweep(record: Record, now: int) -> int:
    """Delete derived files that belong to nothing, left by a run that was not accepted; how many.

    Only what belonged to nothing a day ago as well: a run that is going on stores its files before its rows.
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
            record.derived.destroy(sha256)
            forget_state(record.db, DERIVED, sha256)
            swept += 1
    return swept


def _derivations_of(db: Database, sha256: str) -> Iterator[Row]:
    for column in ("text", "map"):
        where: dict[str, Any] = {column: sha256}
        for layer in db.rows("text_layer", **where):
            key: dict[str, Any] = {name: getattr(layer, name) for name in _KEY}
            yield from db.rows("derivation", **key)
    for parent in sorted({row.parent for row in db.rows("family", child=sha256)}):
        yield from db.rows("derivation", sha256=parent, members__gt=0)
