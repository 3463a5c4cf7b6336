"""What a server does by itself, now and then: checkpoints, cosignatures, forgetting what waited too long.

Every process of every machine has this loop, and one of them all works: whoever holds the lock, which the next takes
when it ends or dies. With SQLite the lock is on a file of the record's folder, with PostgreSQL it is the database's.

A job is a line in `JOBS`: a name, seconds between two runs, and a function that is given the record. A job that fails
is tried again at its time; one that finds that something disagrees (IntegrityFailure) is stopped, since somebody must
look, and the others go on.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from wholefile.core.errors import IntegrityFailure
from wholefile.processing.search.index import index_pending
from wholefile.record import checkpoints, expunge, trust, witnessing
from wholefile.record.home import Record
from wholefile.web import metrics, office
from wholefile.web.accounts import upkeep
from wholefile.web.api import preparing, telling
from wholefile.web.notices import finding, mailing
from wholefile.web.portal import archives
from wholefile.web.signing import expunged, waiting
from wholefile.web.signing.models import WaitingActs

LOCK_FILE = "maintenance.lock"
KEPT_DAYS = 30  # how long an act that nobody signs is kept, and the address of one that is recorded
_DAY_MS = 86_400_000
_LOCK = 0x57484F4D  # names our lock among those of a PostgreSQL database
_LOOK = 0.5  # seconds between two looks at the clock
_AGAIN = 5.0  # seconds until a process asks for the lock again
_log = logging.getLogger("wholefile.web")


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done every so many seconds."""

    name: str
    seconds: float
    run: Callable[[Record], object]


class Lock(Protocol):
    """Held by one process of all that serve a record."""

    def holds(self) -> bool:
        """Whether this process has it, or can have it now."""

    def release(self) -> None:
        """Let another have it."""


def sign_checkpoint(record: Record) -> None:
    """Close off what was recorded since the last checkpoint."""
    if checkpoints.checkpoint_due(record):
        checkpoints.checkpoint(record)


def ask_witnesses(record: Record) -> None:
    """Ask the witnesses of the policy for what they have not cosigned yet."""
    urls = trust.addresses(record)
    if urls and checkpoints.latest(record) is not None:
        witnessing.gather(record, urls)


def index(record: Record) -> None:
    """Bring the search index up to what was recorded and read since."""
    while index_pending(record):
        pass


def forget_what_waited(record: Record) -> None:
    """Acts that nobody signed for a month are undone, and those that were recorded or undone a month ago forgotten."""
    old = WaitingActs.objects.filter(begun_at__lt=record.clock() - KEPT_DAYS * _DAY_MS)
    old.delete()


def forget_sessions(_record: Record) -> None:
    """Sessions that ended."""
    call_command("clearsessions")


def keep_accounts(_record: Record) -> None:
    """Forget links that are over and, where the profile asks for it, close accounts that nobody used for long."""
    if settings.WHOLEFILE_PROFILE == "cjis":
        upkeep.close_unused()
    upkeep.forget()


def carry_out_expungements(record: Record) -> None:
    """Destroy what an order names that was signed on the pages, which only record it."""
    if expunge.is_begun(record):
        expunge.finish(record)


JOBS: tuple[Job, ...] = (
    Job("checkpoint", 1.0, sign_checkpoint),
    Job("witnesses", 30.0, ask_witnesses),
    Job("archives for the defence", 10.0, archives.prepare_in_background),
    Job("search index", 10.0, index),
    Job("idempotency keys", 3600.0, preparing.forget),
    Job("webhooks", 5.0, telling.tell),
    Job("notices", 300.0, finding.note),
    Job("mail", 30.0, mailing.send),
    Job("waiting acts", 3600.0, forget_what_waited),
    Job("expungements", 10.0, carry_out_expungements),
    Job("expunged acts", 10.0, expunged.forget_expunged),
    Job("uploads", 3600.0, waiting.forget_uploads),
    Job("sessions", 3600.0, forget_sessions),
    Job("accounts", 3600.0, keep_accounts),
)


class Loop:
    """Runs the jobs in a thread while this process holds the lock."""

    def __init__(self, jobs: tuple[Job, ...] = JOBS) -> None:
        self._jobs = jobs
        self._next = dict.fromkeys((one.name for one in jobs), 0.0)
        self._stopped: set[str] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="maintenance", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the job at hand."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def once(self, record: Record) -> None:
        """Run what is due now."""
        for one in self._jobs:
            now = time.monotonic()
            if one.name in self._stopped or now < self._next[one.name] or self._ended.is_set():
                continue
            self._next[one.name] = now + one.seconds
            self._do(one, record)

    def _do(self, job: Job, record: Record) -> None:
        try:
            job.run(record)
        except IntegrityFailure as error:
            self._stopped.add(job.name)
            _tell(job, "stopped", error)
        except Exception as error:  # noqa: BLE001 - the other jobs and the pages go on
            _tell(job, "failed", error)
        else:
            metrics.saw_job(job.name, "well")

    def _run(self) -> None:
        lock: Lock | None = None
        while not self._ended.is_set():
            try:
                record = office.record()
                lock = lock or lock_of(record)
                if lock.holds():
                    self.once(record)
                    self._ended.wait(_LOOK)
                    continue
            except Exception as error:  # noqa: BLE001 - a database that restarts; the loop outlives it
                _log.warning(
                    "maintenance", extra={"told": {"event": "maintenance waits", "why": _why(error)}}
                )
                with suppress(Exception):
                    connections.close_all()
            self._ended.wait(_AGAIN)
        if lock is not None:
            lock.release()
        connections.close_all()


def _tell(job: Job, ended: str, error: Exception) -> None:
    metrics.saw_job(job.name, ended)
    told = {"event": "job", "job": job.name, "ended": ended, "why": _why(error)}
    _log.error("job", extra={"told": told}, exc_info=error if ended == "failed" else None)


def _why(error: Exception) -> str:
    return str(getattr(error, "code", type(error).__name__))


def lock_of(record: Record) -> Lock:
    """The lock that goes with the database of the record."""
    return _InDatabase() if record.db.vendor == "postgresql" else _OnFile(record)


class _OnFile:
    """A lock on a file of the folder; the kernel lets it go when the process dies."""

    def __init__(self, record: Record) -> None:
        self._path = record.folder / LOCK_FILE
        self._handle: int | None = None

    def holds(self) -> bool:
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class _InDatabase:
    """An advisory lock on a connection of its own; the server lets it go when the connection ends."""

    def __init__(self) -> None:
        self._connection: Any = None

    def holds(self) -> bool:
        if self._connection is not None:
            try:
                self._ask("SELECT true")
            except Exception:
                self._connection = None
                raise
            return True
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

        asked = connections["default"].get_connection_params()
        self._connection = psycopg.connect(**{**asked, "autocommit": True})
        if self._ask(f"SELECT pg_try_advisory_lock({_LOCK})"):
            return True
        self.release()
        return False

    def release(self) -> None:
        held, self._connection = self._connection, None
        if held is not None:
            held.close()

    def _ask(self, sql: str) -> bool:
        return bool(self._connection.execute(sql).fetchone()[0])
