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
                said = settings.WHOLEFILE
                _opened.append(
                    open_record(said.folder, database_url=said.database_url, witnesses=said.witnesses)
                )
    return _opened[0]


def serve(opened: Record | None) -> None:
    """Serve a record that is open already, or none until the next is asked for."""
    _opened[:] = [opened] if opened else []


def today() -> str:
    """The day (YYYY-MM-DD, UTC) by the record's clock."""
    return day_of(record().clock())
