"""Doing one task: the file out of the store, a run in the sandbox, what it said into store and tables.

Whoever calls this may die at any moment: until `accept` commits, nothing of the task is recorded, and afterwards all of
it is. A file of which workers die again and again is recorded as crashed, so that it cannot stop the others.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from wholefile.core.errors import IntegrityFailure, NotFound, Unavailable, WholefileError
from wholefile.extraction.contract import CRASHED, READ, Job
from wholefile.processing import sandbox
from wholefile.processing.accept import Outcome, accept, is_done
from wholefile.processing.collect import Taken, Taking
from wholefile.processing.extractors import OCR, VERSIONS, limits
from wholefile.processing.extractors import READ as READER
from wholefile.processing.fixity_queue import WRONG, known_state
from wholefile.processing.frame_checks import as_line
from wholefile.processing.pending import LEASE_MS, MOST_ATTEMPTS, Task, claim, release, renew, worker_name
from wholefile.processing.segments import first_segment, further_segments
from wholefile.record.failures import translated
from wholefile.record.home import Record, system_clock
from wholefile.record.sql import Row
from wholefile.record.stores import DERIVED, STORE, Store, local_path

_RENEW_SECONDS = LEASE_MS / 1000 / 4


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: `status` is None when somebody else was at it, or had done it before."""

    task: Task
    status: str | None
    reason: str | None = None
    members: int = 0
    characters: int = 0


def process(record: Record, task: Task) -> Done:
    """Do one task, if nobody else is at it. Raises Unavailable where there is no sandbox, store or database."""
    sandbox.check_usable()
    worker = worker_name()
    attempt = claim(record.db, task, worker, system_clock())
    if attempt is None:
        return Done(task, None)
    if is_done(record.db, task):
        release(record.db, task, worker)
        return Done(task, None)
    try:
        with _renewing(record, task, worker), translated(record):
            outcome = _too_often(attempt) or _outcome(record, task)
    except (WholefileError, KeyboardInterrupt, SystemExit):
        release(record.db, task, worker)
        raise
    except OSError as error:
        release(record.db, task, worker)
        raise Unavailable(
            "processing.disk", f"This machine has no room to read files: {error.strerror}."
        ) from error
    except Exception as error:  # noqa: BLE001  # whatever a file makes go wrong here, it must not stop the others
        outcome = Outcome(
            CRASHED, as_line(f"Taking in what it says failed: {type(error).__name__}: {error}")[:500], 0
        )
    if not accept(record.db, task, outcome, at=record.clock(), worker=worker):
        return Done(task, None)
    characters = sum(one.characters for one in outcome.taken.layers)
    return Done(task, outcome.status, outcome.reason, len(outcome.taken.members), characters)


def _too_often(attempt: int) -> Outcome | None:
    if attempt <= MOST_ATTEMPTS:
        return None
    return Outcome(CRASHED, f"{MOST_ATTEMPTS} workers died while they read it.", 0)


def _outcome(record: Record, task: Task) -> Outcome:
    content = record.db.one("content", sha256=task.sha256)
    if content is None:
        return Outcome(CRASHED, "It is no longer known.", 0)
    spent = record.db.one("spent", root=content.root)
    [(own_members, own_produced)] = record.db.query(
        'SELECT COUNT(*), COALESCE(SUM("size"), 0) FROM "family" WHERE "parent" = %s', [task.sha256]
    )
    job = Job(
        extractor=task.extractor,
        name=content.name,
        size=content.size,
        limits=limits(
            task.extractor,
            members=spent.members - own_members if spent else 0,
            produced=spent.produced - int(own_produced) if spent else 0,  # a Decimal on PostgreSQL
            depth=content.depth,
        ),
        settings=_settings(record, task),
        password=_password(record, task),
    )
    with ExitStack() as stack:
        try:
            blob = stack.enter_context(local_file(record, task.sha256))
            first = first_segment(record.db, content, _beginning(blob))
            if first is not None:
                last = {"kind": "e01", "facts": {"segment_of": first}}
                return Outcome(READ, "It is read as part of the first segment.", 0, Taken(last=last))
            more = [
                stack.enter_context(local_file(record, one)) for one in further_segments(record.db, content)
            ]
        except (NotFound, IntegrityFailure) as error:
            return Outcome(CRASHED, f"Its bytes cannot be read from the store: {error.message}", 0)
        return _run(record, job, blob, more)


def _beginning(blob: Path) -> bytes:
    with blob.open("rb") as stream:
        return stream.read(16)


def _run(record: Record, job: Job, blob: Path, segments: Sequence[Path]) -> Outcome:
    job = replace(job, segments=len(segments))
    size = job.size + sum(path.stat().st_size for path in segments)
    taking = Taking(record.derived, size, job.limits)
    taken, ended = sandbox.run(job, blob, taking.take, segments=segments)
    took = int(ended.seconds * 1000)
    if taken is None or ended.status is not None:
        return Outcome(ended.status or CRASHED, ended.reason, took, lost=taking.stored)
    return Outcome.of(taken, took)


def _settings(record: Record, task: Task) -> dict[str, object]:
    """The settings of a run. OCR of a PDF is told which pages the reader wants it to look at, unless told others."""
    settings = json.loads(task.settings_text)
    settings.pop("password", None)
    row = _reading(record, task.sha256) if task.extractor == OCR and "pages" not in settings else None
    pages = json.loads(row.facts).get("pages_for_ocr") if row is not None else None
    return {**settings, **({"pages": pages} if pages else {})}


def _password(record: Record, task: Task) -> str | None:
    """The password that was given for this task, or that opened the file for its reader."""
    if task.password is None:
        return None if task.extractor == READER else password_of(record, task.sha256)
    return _password_at(record, task.password)


def password_of(record: Record, sha256: str) -> str | None:
    """The password that opened a file for its reader, if it needed one and somebody gave it."""
    row = _reading(record, sha256)
    return _password_at(record, json.loads(row.settings).get("password")) if row is not None else None


def _password_at(record: Record, seq: int | None) -> str | None:
    given = None if seq is None else record.db.one("file_password", seq=seq)
    return str(given.password) if given else None


def _reading(record: Record, sha256: str) -> Row | None:
    """The reading of a file that went best, if it was read."""
    rows = record.db.rows(
        "derivation", sha256=sha256, extractor=READER, version=VERSIONS[READER], order=("at",)
    )
    return next((row for row in rows if row.status == READ), rows[-1] if rows else None)


@contextmanager
def local_file(record: Record, sha256: str) -> Iterator[Path]:
    """A stored file, attached or derived, as a file of this machine. Raises NotFound, IntegrityFailure.

    One that was not whole when it was last looked at is compared first: rotten bytes say nothing of the file.
    """
    store = store_of(record, sha256)
    known = known_state(record.db, STORE if store is record.store else DERIVED, sha256)
    if known is not None and known.outcome in WRONG and not _is_whole(store, sha256):
        raise IntegrityFailure("store.rotten", f"File {sha256} is not what was recorded.")
    with local_path(store, sha256) as path:
        yield path


def _is_whole(store: Store, sha256: str) -> bool:
    try:
        return store.verify(sha256)
    except OSError:
        return False


def store_of(record: Record, sha256: str) -> Store:
    """Where a file lies: among those that people brought, or among those that were found inside them."""
    return record.store if record.store.has(sha256) else record.derived


@contextmanager
def _renewing(record: Record, task: Task, worker: str) -> Iterator[None]:
    """Renew the lease while the task is being done, from a thread with a connection of its own."""
    over = threading.Event()

    def renew_now_and_then() -> None:
        try:
            while not over.wait(_RENEW_SECONDS):
                renew(record.db, task, worker, system_clock())
        finally:
            record.db.close()

    thread = threading.Thread(target=renew_now_and_then, daemon=True, name="lease")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
