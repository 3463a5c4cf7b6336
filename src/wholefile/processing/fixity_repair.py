"""A rotten or missing file is made good from a replica, and only from one whose copy has every recorded digest.

What lay under the digest is kept aside as evidence. Two acts frame the repair: that the file was found wrong, before
anything is changed, and that it is right again, read back from the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wholefile.actions.fixity import ItemRead, record_readings
from wholefile.actions.signing import Signer
from wholefile.core.errors import (
    Conflict,
    Forbidden,
    IntegrityFailure,
    Invalid,
    NotFound,
    Unavailable,
    Unprocessable,
)
from wholefile.processing.fixity_doubt import forget_doubtful
from wholefile.processing.fixity_queue import MISSING, ROTTEN, STORE, WHOLE, Wanted, items_of, note_read
from wholefile.record.blob_digests import Digests
from wholefile.record.home import Record
from wholefile.record.s3_spool import spool
from wholefile.record.set_aside import lies_there, set_aside
from wholefile.record.sql import Row
from wholefile.record.stores import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file that is right again; `kept` is where its rotten bytes are, below the store, if there were any."""

    sha256: str
    size: int
    items: tuple[str, ...]
    kept: str | None
    positions: tuple[int, ...]


def repair(record: Record, sha256: str, replica: Store, *, by: Signer, source: str) -> Repaired:
    """Put the right bytes of a file back into the store, from a replica; `source` names it in the acts.

    Raises NotFound for a file that the record or the replica does not have, Unprocessable for one that was expunged,
    Conflict when nothing is wrong with it, IntegrityFailure when the replica's copy does not match either, Unavailable,
    Forbidden or Invalid when the replica cannot be read, and Refused when the signer may not. In each case nothing was
    changed.
    """
    record.check_usable()
    row = _recorded(record, sha256)
    found = _found(record.store, sha256)
    wanted = Digests(row.sha256, row.sha1, row.md5, row.size)
    if found == wanted:
        raise Conflict("repair.whole", f"File {sha256} is whole; there is nothing to repair.")
    with reading_replica(source):
        _check_replica(replica, wanted)
    items = tuple(items_of(record.db, [sha256]))
    missing = found is None and not lies_there(record.store, sha256)
    how = "was missing" if missing else "did not have its digests"
    before = record_readings(
        record,
        [ItemRead(item, 1, (sha256,)) for item in items],
        by=by,
        note=f"File {sha256} {how}. A copy in {source} has all of them and is to replace it.",
    )
    note_mended(record, row, MISSING if missing else ROTTEN)
    kept = _replace(record, replica, wanted, source)
    aside = f" What was there is kept as {kept}." if kept else ""
    after = record_readings(
        record,
        [ItemRead(item, 1) for item in items],
        by=by,
        note=f"File {sha256} was replaced by the copy in {source}, and read back: all digests match.{aside}",
    )
    note_mended(record, row, WHOLE)
    return Repaired(sha256, row.size, items, kept, tuple(one.seq for one in [*before, *after]))


def note_mended(record: Record, row: Row, outcome: str) -> None:
    """Remember how the file was found; what was read from it while it was wrong is forgotten, to be read again.

    Before and after the repair: broken off between, the next scrub still knows that it was wrong.
    """
    now, read = record.clock(), [(Wanted(STORE, row.sha256, row.size), outcome)]
    forget_doubtful(record.db, read, now)
    note_read(record.db, read, now)


def _recorded(record: Record, sha256: str) -> Row:
    record.store.has(sha256)  # refuses what is no digest
    row = record.db.one("stored_file", sha256=sha256)
    if row is None:
        raise NotFound("repair.unknown", f"The record has no file {sha256}.")
    if row.expunged_seq is not None:
        raise Unprocessable(
            "repair.expunged", f"File {sha256} was destroyed by order of a court and is not brought back."
        )
    return row


def _found(store: Store, sha256: str) -> Digests | None:
    """The digests of what is under this name; None when nothing is, or nothing that can be read."""
    try:
        return store.digests(sha256)
    except (NotFound, IntegrityFailure, OSError):
        return None


@contextmanager
def reading_replica(source: str) -> Iterator[None]:
    """Whatever goes wrong in reading a replica is said of the replica: the record's own store may be in a bucket too.

    Raises the error of the same kind: Unavailable where it does not answer, Forbidden where it refuses, Invalid where
    it is not named or configured as it must be.
    """
    try:
        yield
    except (Unavailable, Forbidden, Invalid) as error:
        raise type(error)(
            error.code, f"The copy in {source} cannot be read, and nothing was changed. {error.message}"
        ) from error
    except OSError as error:
        raise Unavailable(
            "repair.replica",
            f"The copy in {source} cannot be read, and nothing was changed: {error.strerror}.",
        ) from error


def _check_replica(replica: Store, wanted: Digests) -> None:
    try:
        found = replica.digests(wanted.sha256)
    except NotFound:
        raise NotFound(
            "repair.replica", f"The replica has no file {wanted.sha256}; nothing was changed."
        ) from None
    _check_same(found, wanted)


def _check_same(found: Digests, wanted: Digests) -> None:
    if found != wanted:
        raise IntegrityFailure(
            "repair.replica",
            f"What the replica has under {wanted.sha256} does not match either; nothing was changed.",
        )


def _replace(record: Record, replica: Store, wanted: Digests, source: str) -> str | None:
    """Keep the rotten bytes aside and give the name to the right ones; never is there nothing where something was.

    The copy is brought here first and its digests worked out on the way, so that what another hand changes in the
    replica meanwhile comes nowhere.
    """
    with reading_replica(source), replica.open(wanted.sha256) as stream:
        copy, digests = spool(stream, record.folder / "incoming")
    with copy:
        _check_same(digests, wanted)
        kept = (
            set_aside(record.store, wanted.sha256, record.clock())
            if lies_there(record.store, wanted.sha256)
            else None
        )
        record.store.put(copy)
    if record.store.digests(wanted.sha256) != wanted:
        raise IntegrityFailure(
            "repair.failed",
            f"The store does not give back file {wanted.sha256} as it was put there; check its disk.",
        )
    return kept
