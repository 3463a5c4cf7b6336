"""A small record on each database; a test that asks for `record` runs on both.

SQLite records are files of their own. PostgreSQL has one schema for the whole run; it is emptied between tests.
"""

import os
import secrets
from collections.abc import Iterator

import pytest

from tests.record.small_record import START, Hand, Small
from wholefile.record.databases import create_tables, forget, open_postgres
from wholefile.record.home import create_record

ORIGIN = "records.example/test"


class Clock:
    """A clock that a test sets; it moves on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        self.now += 1000
        return self.now


@pytest.fixture(scope="session")
def postgres_schema() -> Iterator[str]:
    """The address of an empty schema of this run alone, with the record's tables."""
    url = os.environ.get("WHOLEFILE_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("WHOLEFILE_TEST_POSTGRES_URL is not set; tools/with-postgres sets it")
    schema = f"record_{secrets.token_hex(6)}"
    admin = open_postgres(url)
    admin.raw().execute(f"CREATE SCHEMA {schema}")
    address = f"{url}?schema={schema}"
    db = open_postgres(address)
    create_tables(db)
    forget(db)
    yield address
    admin.raw().execute(f"DROP SCHEMA {schema} CASCADE")
    forget(admin)


@pytest.fixture
def empty_postgres(postgres_schema) -> str:
    """The same, emptied. Guards are off for the moment of emptying: only the owner of a table can do that."""
    db = open_postgres(postgres_schema)
    names = [
        row[0]
        for row in db.query(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
            "AND tablename NOT LIKE 'django_%%'"
        )
    ]
    for table in ("entry", "body"):
        db.raw().execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    filled = [name for name in names if db.query(f'SELECT 1 FROM "{name}" LIMIT 1')]
    if filled:
        db.raw().execute("TRUNCATE " + ", ".join(f'"{name}"' for name in filled))
    for table in ("entry", "body"):
        db.raw().execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    forget(db)
    return postgres_schema


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request) -> str | None:
    """None for SQLite in the folder of the record, else the address of an empty schema."""
    return request.getfixturevalue("empty_postgres") if request.param == "postgres" else None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty_record(tmp_path, database_url, clock):
    """A record before its first act."""
    record = create_record(tmp_path / "record", ORIGIN, clock=clock, database_url=database_url, witnesses=())
    yield record
    record.close()


@pytest.fixture
def small(empty_record) -> Small:
    """A record with two founders, a custodian, an investigator, a court, a case and two items."""
    return Small.set_up(empty_record)


@pytest.fixture
def record(small):
    """The same record by itself."""
    return small.record


@pytest.fixture
def stranger() -> Hand:
    """Somebody with a key that is not enrolled."""
    return Hand("P-99", secrets.token_bytes(32))
