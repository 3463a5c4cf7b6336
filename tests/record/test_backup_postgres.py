"""Backups of a record on PostgreSQL, with PostgreSQL's own programs."""

import os
import secrets
import shutil
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import attach
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.core.errors import Conflict, Unavailable
from wholefile.record import backup_postgres
from wholefile.record.backup import back_up
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.databases import forget, open_postgres
from wholefile.record.lookups import entry_count
from wholefile.record.restore import newest, restore

pytestmark = [pytest.mark.database("postgres"), pytest.mark.postgres]


@pytest.fixture
def empty_database():
    """An empty database beside that of the tests: its address without a schema."""
    url = os.environ["WHOLEFILE_TEST_POSTGRES_URL"]
    name = f"again_{secrets.token_hex(4)}"
    admin = open_postgres(url)
    admin.raw().execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    admin.raw().execute(f"DROP DATABASE {name} WITH (FORCE)")
    forget(admin)


def test_it_is_dumped_and_loaded_again(office, tmp_path, empty_database):  # noqa: F811
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not there: install postgresql-client")
    attach(office, office.receive(), **{"front.jpg": b"a photograph"})
    checkpoint(office.record)
    copied = back_up(office.record, tmp_path / "backup", with_log_key=True)
    assert copied.rotten == []
    with pytest.raises(Conflict, match="WHOLEFILE_DATABASE_URL"):
        restore(tmp_path / "backup", tmp_path / "nowhere")
    url = f"{empty_database}?{urlsplit(office.record.database_url).query}"
    again, missing = restore(tmp_path / "backup", tmp_path / "again", database_url=url)
    assert missing == []
    assert entry_count(again.db) == entry_count(office.record.db) == copied.entries
    assert [one for one in check(again) if not one.is_note] == []
    with pytest.raises(Unavailable, match="pg_restore failed"):  # never over a database that holds something
        restore(tmp_path / "backup", tmp_path / "twice", database_url=url)
    again.close()


def test_without_pg_dump_it_says_so_and_takes_the_rest(office, tmp_path, monkeypatch):  # noqa: F811
    attach(office, office.receive(), **{"front.jpg": b"a photograph"})
    monkeypatch.setattr(backup_postgres.shutil, "which", lambda _name: None)
    copied = back_up(office.record, tmp_path / "backup", with_log_key=False)
    assert any("pg_dump is not installed" in one for one in copied.said)
    assert copied.files == 1
    assert newest(tmp_path / "backup")[1]["database"] == "none"


def test_the_password_is_not_among_the_arguments_that_others_can_see():
    url = "postgresql://ana:se%20cret@db.example:5433/evidence?schema=office"
    assert backup_postgres._where(url) == ["--dbname=postgresql://ana@db.example:5433/evidence"]
    assert backup_postgres._schema(url) == ["--schema=office"]


def test_a_server_that_does_not_answer_is_said(tmp_path):
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not there: install postgresql-client")
    with pytest.raises(Unavailable, match="pg_dump failed"):
        backup_postgres.dump("postgresql://nobody@127.0.0.1:1/nothing", tmp_path / "dump")
