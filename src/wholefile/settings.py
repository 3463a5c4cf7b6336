"""Settings of the server part: read from the environment, typed, with safe defaults.

    WHOLEFILE_RECORD        folder of the record; default `record` here
    WHOLEFILE_DATABASE_URL  postgresql://user:password@host:port/name[?schema=NAME]; else SQLite there
    WHOLEFILE_WITNESSES     addresses of witnesses, separated by commas
    WHOLEFILE_STORE         s3://bucket/prefix; else files are kept in the folder of the record. Endpoint, region and
                            credentials are those of the AWS_ variables, which only the client reads

Django is used for connections, migrations and models only; it is set up once per process with no database
of its own. Every record that is opened adds its database under an alias (see `record.databases`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from wholefile.core.errors import Invalid

SQLITE_FILE = "record.sqlite3"
SQLITE_WAIT_SECONDS = 20

# recursive_triggers: without it INSERT OR REPLACE deletes rows behind the back of the guard on entries.
# The sizes (pages of 4 KiB until the write-ahead log is folded in; KiB of cache) are for batches of acts.
_SQLITE_PRAGMAS = "; ".join(
    f"PRAGMA {one}"
    for one in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "wal_autocheckpoint=8000",
        "cache_size=-65536",
    )
)
_STATEMENTS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    folder: Path
    database_url: str | None
    witnesses: tuple[str, ...]
    store: str | None = None


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises Invalid for a database address or a limit that cannot be read."""
    values = os.environ if environment is None else environment
    url = values.get("WHOLEFILE_DATABASE_URL") or None
    if url:
        postgres_database(url)
    for name in ("WHOLEFILE_MOST_MEMBERS", "WHOLEFILE_MOST_PRODUCED"):
        if not values.get(name, "1").isdecimal():
            raise Invalid("settings.limit", f"{name} is a whole number, not {values[name]!r}.")
    witnesses = (one.strip() for one in values.get("WHOLEFILE_WITNESSES", "").split(","))
    folder, asked = Path(values.get("WHOLEFILE_RECORD") or "record"), tuple(w for w in witnesses if w)
    return Settings(folder, url, asked, values.get("WHOLEFILE_STORE") or None)


def configure() -> None:
    """Set Django up for the record's tables; calling it again changes nothing."""
    import django  # noqa: PLC0415  # the base install has no Django
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["wholefile.record"],
            DATABASES={"default": {"ENGINE": "django.db.backends.dummy"}},
            USE_TZ=True,
            TIME_ZONE="UTC",
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        )
    if not apps.ready:
        django.setup()


def sqlite_database(path: Path | str) -> dict[str, Any]:
    """A Django database in one file, durable at every commit; `:memory:` for one that is not kept."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT_SECONDS,
            "cached_statements": _STATEMENTS_KEPT,
            "init_command": _SQLITE_PRAGMAS,
        },
    }


def postgres_database(url: str) -> dict[str, Any]:
    """A Django database on a PostgreSQL server; raises Invalid for an address of another form."""
    try:
        parts = urlsplit(url)
        port, query = parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise Invalid("settings.database_url", "The database address cannot be read.") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name or query.keys() - {"schema"}:
        raise Invalid(
            "settings.database_url",
            "The database address has the form postgresql://user:password@host:port/name.",
        )
    options: dict[str, Any] = {"prepare_threshold": 3}
    if "schema" in query:
        options["options"] = f"-c search_path={query['schema'][0]}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
