"""Checkpoints: the log closes off its case index and signs how long it is and what its root is.

The last entry under a checkpoint is always the index, so nothing can hide behind it. A checkpoint is signed
only over tiles that were written from the entries and lead to the root the head remembers, and only when they
continue what was signed and published before: a restored backup or a changed entry is refused, not signed.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

from wholefile.core import merkle
from wholefile.core.canonical import b64u, encode
from wholefile.core.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from wholefile.core.commitment import SECRET_BYTES, commit
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, Unprocessable, WholefileError
from wholefile.core.header import INDEX_KIND, NONCE_BYTES, encode_header, make_act
from wholefile.core.signatures import act_hash, sign_act
from wholefile.record import case_map, journal, publishing
from wholefile.record.failures import translated
from wholefile.record.home import Record
from wholefile.record.ledger import locked_head
from wholefile.record.sql import Insert, Row

_LOCK_FILE = "checkpoint.lock"


class Damaged(IntegrityFailure):
    """The published checkpoint cannot be read as one of this log; making the tiles again mends it."""


def checkpoint(record: Record) -> str:
    """The signed note over everything recorded so far, published; a new one when anything is new.

    Raises Unprocessable for a record that is not opened, IntegrityFailure when the log does not continue what was
    signed before, Unavailable when disk or database do not take it.
    """
    record.check_usable()
    with translated(record), one_at_a_time(record):
        with locked_head(record) as head:
            if head.size == 0:
                raise Unprocessable(
                    "record.opening", "The record is not opened yet; there is nothing to sign."
                )
            if head.size > head.indexed:
                _append_index(record, head)
            now = Checkpoint(record.origin, head.size, head.frontier.root())
        stored = latest(record)
        if stored is None or stored.size != now.size:
            return _sign(record, now)
        _refuse_rollback(record, now, open_checkpoint(stored.note.encode(), record.log_key))
        _mend_published(record, stored.note, now)
        return str(stored.note)


def checkpoint_due(record: Record) -> bool:
    """Whether anything was recorded since the last index entry."""
    head = journal.read_head(record.db)
    return head.size > head.indexed


def latest(record: Record) -> Row | None:
    """The last checkpoint signed (size, at, note), or nothing."""
    return next(iter(record.db.rows("checkpoint", order=("-size",), limit=1)), None)


def latest_note(record: Record) -> str:
    """The note of the last checkpoint with the cosignatures it has. Raises NotFound before the first."""
    row = latest(record)
    if row is None:
        raise NotFound("checkpoint.none", "No checkpoint was made yet; make one first.")
    return str(row.note)


def consistency(record: Record, old: int, new: Checkpoint) -> list[bytes]:
    """The proof that a checkpoint of this record continues its first `old` entries, verified before it is given."""
    if old == 0:
        return []
    reader = publishing.node_reader(record, new.size)
    proof = merkle.consistency_proof(old, new.size, reader)
    merkle.verify_consistency(old, new.size, merkle.subtree_hash(0, old, reader), new.root, proof)
    return proof


def rebuild_tiles(record: Record, *, progress: publishing.Progress | None = None) -> None:
    """Make every tile again from the entries, up to the last checkpoint, and publish that checkpoint.

    Raises IntegrityFailure when the entries do not lead to what was signed.
    """
    with translated(record), one_at_a_time(record):
        row = latest(record)
        publishing.remove_tiles(record)
        if row is None:
            return
        signed = open_checkpoint(row.note.encode(), record.log_key)
        publishing.write_tiles(record, 0, signed.size, progress=progress)
        _check_root(record, signed)
        # A damaged checkpoint file is what this mends; a good one still counts.
        with suppress(Damaged):
            _refuse_rollback(record, signed, _published(record))
        publishing.write_checkpoint_file(record, row.note)


@contextmanager
def one_at_a_time(record: Record) -> Iterator[None]:
    """Only one process and thread makes or changes checkpoints of a record at a time."""
    handle = os.open(record.folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class CheckpointLoop:
    """Makes a checkpoint every so many seconds while something is due, beside a server's other work."""

    def __init__(self, record: Record, seconds: float = 1.0) -> None:
        self._record, self._seconds = record, seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
        self.problem: WholefileError | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(self._seconds):
            try:
                if checkpoint_due(self._record):
                    checkpoint(self._record)
                self.problem = None
            except IntegrityFailure as error:
                self.problem = error
                break  # never retried: somebody must look
            except WholefileError as error:
                self.problem = error
        self._record.db.close()


def _append_index(record: Record, head: journal.Head) -> None:
    """The index entry: root of the case map over every entry before it, signed by the log's own key."""
    db = record.db
    touched = [
        bytes(row[0])
        for row in db.query('SELECT DISTINCT "label" FROM "entry_case" WHERE "seq" >= %s', (head.indexed,))
    ]
    head.map_root = case_map.update(db, case_map.case_values(db, touched))
    body = {"cases": db.count("map_leaf"), "map": b64u(head.map_root), "size": head.size}
    secret = secrets.token_bytes(SECRET_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    at = max(record.clock(), head.last_at)
    act = make_act(
        log=record.origin, kind=INDEX_KIND, cases=(), at=at, nonce=nonce, body=commit(body, secret)
    )
    seq = head.size
    header = encode_header(act, seq, [sign_act(record.log_seed, act)])
    journal.append_entries(db, head, [journal.NewEntry(INDEX_KIND, at, act_hash(act), nonce, header)])
    db.insert_many("body", ("seq", "fields", "secret"), [(seq, encode(body), secret)])
    head.indexed = head.size


def _sign(record: Record, now: Checkpoint) -> str:
    stored, published = latest(record), _published(record)
    earlier = [] if stored is None else [open_checkpoint(stored.note.encode(), record.log_key)]
    earlier += [] if published is None else [published]
    for before in earlier:
        _refuse_smaller(before, now)
    publishing.write_tiles(record, published.size if published else 0, now.size)
    _check_root(record, now)
    for before in earlier:
        _refuse_rollback(record, now, before)
    note = sign_checkpoint(now, record.log_seed).decode()
    index = record.db.rows("entry", seq=now.size - 1)[0]
    with record.db.atomic():
        record.db.execute([Insert("checkpoint", {"size": now.size, "at": index.at, "note": note})])
    publishing.write_checkpoint_file(record, note)
    return note


def _published(record: Record) -> Checkpoint | None:
    """The checkpoint that anyone can fetch now. Raises Damaged when its file does not hold one of this log."""
    raw = publishing.published_checkpoint(record)
    if raw is None:
        return None
    try:
        return open_checkpoint(raw, record.log_key)
    except (IntegrityFailure, Invalid):
        raise Damaged(
            "checkpoint.damaged",
            "The published checkpoint is damaged or not this log's; make the tiles again.",
        ) from None


def _mend_published(record: Record, note: str, now: Checkpoint) -> None:
    """Publish a checkpoint that was signed and stored, if a crash came before that."""
    published = _published(record)
    if published == now:
        return
    _refuse_rollback(record, now, published)
    publishing.write_tiles(record, published.size if published else 0, now.size)
    _check_root(record, now)
    publishing.write_checkpoint_file(record, note)


def _check_root(record: Record, now: Checkpoint) -> None:
    if publishing.root_from_tiles(record, now.size) != now.root:
        raise IntegrityFailure(
            "checkpoint.root",
            f"The first {now.size} entries do not lead to the root {b64encode(now.root).decode()}. Tiles may be "
            "damaged: make them again; if it stays so, an entry was changed.",
        )


def _refuse_smaller(before: Checkpoint, now: Checkpoint) -> None:
    if before.size > now.size:
        raise IntegrityFailure(
            "checkpoint.rollback",
            f"{before.size} entries were signed before and only {now.size} are here; a backup was restored or "
            "entries were removed.",
        )


def _refuse_rollback(record: Record, now: Checkpoint, before: Checkpoint | None) -> None:
    """What was signed before must be continued by what is to be signed now. Raises IntegrityFailure."""
    if before is None or before == now:
        return
    _refuse_smaller(before, now)
    if before.size == now.size:
        raise IntegrityFailure("checkpoint.fork", f"Another root was signed for {now.size} entries.")
    reader = publishing.node_reader(record, now.size)
    proof = merkle.consistency_proof(before.size, now.size, reader)
    try:
        merkle.verify_consistency(before.size, now.size, before.root, now.root, proof)
    except IntegrityFailure as error:
        raise IntegrityFailure(
            "checkpoint.fork", f"The log does not continue the {before.size} entries that were signed before."
        ) from error
