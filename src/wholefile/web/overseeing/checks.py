"""Checking the whole record from a page: in the background, one at a time, with its progress and result kept."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import connections

from wholefile.core.errors import Conflict, WholefileError
from wholefile.record.check import check
from wholefile.record.home import Record
from wholefile.record.lookups import entry_count
from wholefile.web.overseeing.models import RecordCheck

SILENT_MS = 10 * 60_000  # after which a check that says nothing was cut off with its process
_TOLD_EVERY = 0.5  # seconds
_MOST_FINDINGS = 2_000
_begin = threading.Lock()


def begin(record: Record, person: str) -> RecordCheck:
    """Start checking the record. Raises Conflict while a check is running."""
    with _begin:
        running = latest()
        if running is not None and is_running(record, running):
            raise Conflict("check.running", "A check of the record is running; wait for it.")
        now = record.clock()
        row = RecordCheck.objects.create(
            begun_by=person, begun_at=now, seen_at=now, entries=entry_count(record.db)
        )
    threading.Thread(target=_in_background, args=(record, row), name=f"check-{row.pk}", daemon=True).start()
    return row


def run(record: Record, row: RecordCheck) -> None:
    """Check the record and keep what is found."""
    told = _Told(record, row)
    try:
        findings = check(record, progress=told)
        row.findings = [
            {"kind": one.kind, "position": one.position, "words": one.words, "note": one.is_note}
            for one in findings[:_MOST_FINDINGS]
        ]
    except WholefileError as error:
        row.stopped = error.message[:300]
    except Exception as error:
        row.stopped = f"The check could not go on ({type(error).__name__})."
        raise
    finally:
        row.ended_at = row.seen_at = record.clock()
        row.doing = ""
        row.save()


def latest() -> RecordCheck | None:
    """The check that was begun last."""
    return RecordCheck.objects.order_by("-pk").first()


def is_running(record: Record, row: RecordCheck) -> bool:
    """Whether a check goes on; one that said nothing for ten minutes does not."""
    return row.ended_at is None and record.clock() - row.seen_at < SILENT_MS


def outcome(record: Record, row: RecordCheck | None) -> dict[str, Any]:
    """How a check stands: state (none, running, cut off, stopped, wrong, whole), and how many findings and notes."""
    if row is None:
        return {"state": "none", "wrong": 0, "notes": 0}
    wrong = sum(not one["note"] for one in row.findings)
    if row.ended_at is None:
        state = "running" if is_running(record, row) else "cut off"
    elif row.stopped:
        state = "stopped"
    else:
        state = "wrong" if wrong else "whole"
    return {"state": state, "wrong": wrong, "notes": len(row.findings) - wrong}


class _Told:
    """Writes down how far the check is, but not more than twice a second."""

    def __init__(self, record: Record, row: RecordCheck) -> None:
        self._record, self._row = record, row
        self._next = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() < self._next and what == self._row.doing:
            return
        self._next = time.monotonic() + _TOLD_EVERY
        self._row.doing, self._row.done, self._row.total = what[:120], done, total
        self._row.seen_at = self._record.clock()
        self._row.save(update_fields=["doing", "done", "total", "seen_at"])


def _in_background(record: Record, row: RecordCheck) -> None:
    try:
        run(record, row)
    finally:
        record.db.close()
        connections.close_all()
