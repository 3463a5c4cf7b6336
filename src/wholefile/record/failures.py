"""What the databases report, in the terms of the record's own errors.

After an input or output error nobody knows what reached the disk, and a later success proves nothing (the kernel may
have dropped the pages). So the record is then closed to further appending in this process: opened again, it reads
what is really there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error as DjangoError

from wholefile.core.errors import Conflict, Unavailable
from wholefile.record.home import Record

_UNTRUSTED = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOLFS,
}
_RETRY = "Try again with the same act: it is recorded once."


@contextmanager
def translated(record: Record) -> Iterator[None]:
    """Turn database errors into Unavailable or Conflict; after an I/O error close the record to appending."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(record, error) from error
    except DjangoError as error:
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error):
            raise _of_sqlite(record, cause) from error
        raise _of_postgres(record, error) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] != "psycopg":
            raise
        raise _of_postgres(record, error) from error


def _of_sqlite(record: Record, error: sqlite3.Error) -> Conflict | Unavailable:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _taken()
    record.db.close()
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unavailable("record.busy", f"Others are writing to the record just now. {_RETRY}")
    if code == sqlite3.SQLITE_FULL:
        return Unavailable(
            "record.full", f"The disk is full; nothing was recorded. Free some space. {_RETRY}"
        )
    if code in _UNTRUSTED:
        record.distrust()
    return Unavailable("record.database", f"The database did not take the act. {_RETRY}")


def _of_postgres(record: Record, error: Exception) -> Conflict | Unavailable:
    state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None) or ""
    if state.startswith("23"):
        return _taken()
    record.db.close()
    return Unavailable("record.database", f"The database did not take the act. {_RETRY}")


def _taken() -> Conflict:
    return Conflict(
        "record.taken", "A number that this act gives out was given out already; prepare it again."
    )
