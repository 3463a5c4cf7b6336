"""A file that is taken in again makes good a copy that was known to be damaged: that is told, and goes on record.

The store keeps what it is given wherever what lies there is not whole. Without this, the rot that a scrub had found
would end without a word.
"""

from __future__ import annotations

from wholefile.actions.fixity import ItemRead, record_readings
from wholefile.actions.signing import Signer
from wholefile.core.errors import WholefileError
from wholefile.processing.fixity_queue import WHOLE, items_of, known_wrong
from wholefile.processing.fixity_repair import note_mended
from wholefile.record.home import Record
from wholefile.rules.registry import Refused


def made_good(record: Record, item: str, *, by: Signer) -> list[str]:
    """The files of an item that were known to be damaged and are whole again, now on record under each of their items.

    Records `file.verified` as a repair does. One who may not sign that learns nothing, for the file may have been held
    elsewhere before; then the next scrub finds it whole and records it.
    """
    mended = []
    for sha256 in known_wrong(record.db):
        if not record.db.exists("item_file", sha256=sha256, item=item) or not _is_whole(record, sha256):
            continue
        note = f"File {sha256} had been found damaged. It was made good from a copy taken in, and read back."
        readings = [ItemRead(one, 1) for one in items_of(record.db, [sha256])]
        try:
            record_readings(record, readings, by=by, note=note)
        except Refused:
            continue
        note_mended(record, record.db.one("stored_file", sha256=sha256), WHOLE)
        mended.append(sha256)
    return mended


def _is_whole(record: Record, sha256: str) -> bool:
    try:
        return record.store.verify(sha256)
    except (WholefileError, OSError):
        return False
