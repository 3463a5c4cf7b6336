"""The database of a record on a PostgreSQL server, copied and loaded by PostgreSQL's own programs.

`pg_dump` takes one consistent state while others write. Where the program is not installed, whoever keeps the server
takes the copy, and is told so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

from wholefile.core.errors import Conflict, Unavailable
from wholefile.settings import postgres_database

DUMP = "record.pgdump"
_HOURS = 12


def dump(url: str, target: Path) -> str:
    """Copy the database into a file of pg_dump; words instead, where the program is not installed.

    Raises Unavailable when the server does not give it.
    """
    program = shutil.which("pg_dump")
    if program is None:
        return "pg_dump is not installed: take the database with it now, and keep its file with this backup."
    schema = _schema(url)
    _run([program, "--format=custom", "--no-owner", f"--file={target}", *schema, *_where(url)], url)
    target.chmod(0o600)
    return ""


def load(source: Path, url: str | None) -> None:
    """Load such a file into an empty database. Raises Conflict without an address, Unavailable when it fails."""
    program = shutil.which("pg_restore")
    if not url:
        raise Conflict(
            "restore.database",
            "This record was on PostgreSQL: set WHOLEFILE_DATABASE_URL to an empty database.",
        )
    if program is None:
        raise Unavailable(
            "restore.database", "pg_restore is not installed; it comes with PostgreSQL's client programs."
        )
    _run([program, "--no-owner", "--exit-on-error", "--single-transaction", *_where(url), str(source)], url)


def _where(url: str) -> list[str]:
    """The address without password and without our own part of it, as the programs take it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")
    user = host[0].partition(":")[0]
    plain = urlunsplit(("postgresql", f"{user}@{host[2]}" if user else host[2], parts.path, "", ""))
    return [f"--dbname={plain}"]


def _schema(url: str) -> list[str]:
    return [f"--schema={one}" for one in parse_qs(urlsplit(url).query).get("schema", [])]


def _run(command: list[str], url: str) -> None:
    password = str(postgres_database(url)["PASSWORD"])
    environment = {**os.environ, "PGPASSWORD": password} if password else dict(os.environ)
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        command, env=environment, capture_output=True, text=True, timeout=_HOURS * 3600, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["no reason was given"]
        raise Unavailable("backup.postgresql", f"{Path(command[0]).name} failed: {said[0]}")
