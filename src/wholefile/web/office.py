"""The record that this process serves: opened once, shared by its threads."""

from __future__ import annotations

import threading

from django.conf import settings

from wholefile.record.days import day_of
from wholefile.record.home import Record, open_record

_lock = threading.Lock()
_opened: list[Record] = []


def record() -> Record:
    """The record. Raises NotFound where the folder holds none, Unavailable when its database does not answer."""
    if not _opened:
        with _lock:
            if not _opened:
                _opened.append(_open())
    return _opened[0]


def _open() -> Record:
    said = settings.WHOLEFILE
    found = open_record(said.folder, database_url=said.database_url, witnesses=said.witnesses)
    if settings.WHOLEFILE_DEMO:
        from wholefile.web.demo import clock, guard  # noqa: PLC0415 - only in a demo

        if guard.is_of_the_story(found):
            clock.go_on(found)
    return found


def serve(opened: Record | None) -> None:
    """Serve a record that is open already, or none until the next is asked for."""
    _opened[:] = [opened] if opened else []


def today() -> str:
    """The day (YYYY-MM-DD, UTC) by the record's clock."""
    return day_of(record().clock())
