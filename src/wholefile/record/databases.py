"""Opening databases: each record, and each replay in memory, has one under an alias of its own."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wholefile.core.errors import NotFound, Unavailable
from wholefile.settings import configure, postgres_database, sqlite_database

configure()

from django.core.management import call_command  # noqa: E402  # Django must be set up first
from django.db import connections  # noqa: E402

from wholefile.record.sql import Database  # noqa: E402

_LOCK = 0x57485442  # an advisory lock of PostgreSQL that only changes of tables take
_MIGRATIONS = Path(__file__).parent / "migrations"
_numbers = itertools.count(1)
_template_lock = threading.Lock()
_template: list[bytes] = []


def open_database(settings: dict[str, Any]) -> Database:
    """A database under a new alias; nothing is created or changed in it."""
    alias = f"record-{next(_numbers)}"
    known = connections.settings
    known[alias] = connections.configure_settings({"default": known["default"], alias: settings})[alias]
    return Database(alias)


def open_sqlite(path: Path) -> Database:
    """The database in this file."""
    return open_database(sqlite_database(path))


def open_postgres(url: str) -> Database:
    """The database at this address."""
    return open_database(postgres_database(url))


def create_tables(db: Database) -> None:
    """Bring the tables to the current version. A fresh SQLite file starts as a copy of an empty database."""
    if db.vendor == "sqlite" and not db.query("SELECT 1 FROM sqlite_master LIMIT 1"):
        _copy_template(db.raw())
        return
    with alone(db.alias):
        call_command("migrate", "record", database=db.alias, verbosity=0, interactive=False)


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Nobody else changes tables of this database meanwhile; whoever comes second waits.

    Nodes of one office start together, and Django's migrations of two of them fail over each other. The lock is on a
    connection of its own, which ends with it however the block ends. SQLite has one machine and its own lock.

    Raises Django's OperationalError where the server does not answer.
    """
    if connections[alias].vendor != "postgresql":
        yield
        return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    asked = connections[alias].get_connection_params()
    with connections[alias].wrap_database_errors:
        held = psycopg.connect(**{**asked, "autocommit": True})
    with held:
        held.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield


def tables_are_current(db: Database) -> bool:
    """Whether every migration of this version has been applied.

    Raises NotFound where there are no tables, Unavailable for a server that does not answer.
    """
    try:
        applied = {row[0] for row in db.query("SELECT name FROM django_migrations WHERE app = 'record'")}
    except Exception as error:
        db.close()
        if db.vendor == "sqlite" or "UndefinedTable" in {
            type(one).__name__ for one in (error, error.__cause__)
        }:
            raise NotFound("record.no_tables", "This database holds no record.") from error
        raise Unavailable("record.database", "The database does not answer now; try again later.") from error
    return {path.stem for path in _MIGRATIONS.glob("0*.py")} <= applied


def forget(db: Database) -> None:
    """Close this thread's connection and give up the alias."""
    db.close()
    connections.settings.pop(db.alias, None)
    if hasattr(connections, db.alias):
        del connections[db.alias]


@contextmanager
def memory_database() -> Iterator[Database]:
    """Empty tables in memory, for a replay; for the thread that opened it, gone at the end."""
    db = open_database(sqlite_database(":memory:"))
    try:
        _copy_template(db.raw())
        yield db
    finally:
        forget(db)


def _copy_template(target: sqlite3.Connection) -> None:
    """Migrations take a second; they run once per process and their result is copied, page by page."""
    with _template_lock:
        if not _template:
            db = open_database(sqlite_database(":memory:"))
            call_command("migrate", "record", database=db.alias, verbosity=0, interactive=False)
            _template.append(db.raw().serialize())
            forget(db)
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(_template[0])
        source.backup(target)
    finally:
        source.close()
