"""When the database does not take an act: said in words, nothing half done, and the same act works later."""

import sqlite3

import pytest

from tests.record.small_record import item_body, no_rules
from wholefile.core.errors import Conflict, Unavailable
from wholefile.record.home import open_record
from wholefile.record.ledger import append
from wholefile.record.sql import Database, Insert


@pytest.fixture
def act(small):
    return small.signed("item.received", item_body(9, small.custodian), small.custodian)


def then_it_works(record, act):
    first = append(record, *act, rules=no_rules)
    assert not first.repeated
    assert append(record, *act, rules=no_rules).seq == first.seq


@pytest.mark.database("sqlite")
def test_another_program_holds_the_write_lock(record, act):
    record.db.run("PRAGMA busy_timeout=20")
    other = sqlite3.connect(record.folder / "record.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match=r"record[.]busy"):
        append(record, *act, rules=no_rules)
    other.close()
    then_it_works(record, act)


@pytest.mark.database("sqlite")
def test_the_disk_is_full(record, act):
    pages = record.db.query("PRAGMA page_count")[0][0]
    record.db.query(f"PRAGMA max_page_count={pages}")

    def fill(_draft, db):
        db.insert_many("reading_trace", ("person", "sealed"), [("P-1", bytes(500_000))])
        db.flush()

    with pytest.raises(Unavailable, match=r"record[.]full"):
        append(record, *act, rules=fill)
    then_it_works(record, act)


@pytest.mark.database("postgres")
def test_the_server_ends_the_connection(record, act):
    pid = record.db.query("SELECT pg_backend_pid()")[0][0]

    def end(_draft, db):
        from wholefile.record.databases import forget, open_database

        settings = {
            name: db_settings[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
        }
        other = open_database(settings)
        other.query("SELECT pg_terminate_backend(%s)", (pid,))
        forget(other)

    from django.db import connections

    db_settings = connections.settings[record.db.alias]
    with pytest.raises(Unavailable, match=r"record[.]database"):
        append(record, *act, rules=end)
    then_it_works(record, act)


def test_a_number_given_out_twice_is_a_conflict(record, act):
    before = record.db.count("entry")

    def twice(_draft, db):
        row = {"person": "P-77", "name": "x", "agency": "y", "seq": 1}
        db.execute([Insert("person", row), Insert("person", row)])
        db.flush()

    with pytest.raises(Conflict, match=r"record[.]taken"):
        append(record, *act, rules=twice)
    assert record.db.count("entry") == before
    then_it_works(record, act)


def test_what_is_wrong_in_the_program_is_not_hidden(record, act):
    def broken(_draft, _db):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        append(record, *act, rules=broken)
    then_it_works(record, act)


@pytest.mark.database("sqlite")
def test_after_an_input_output_error_the_record_must_be_opened_again(record, act, monkeypatch):

    def broken(_self, *_rest):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Database, "insert_many", broken)
        with pytest.raises(Unavailable, match=r"record[.]database"):
            append(record, *act, rules=no_rules)
    with pytest.raises(Unavailable, match=r"record[.]reopen"):
        append(record, *act, rules=no_rules)
    again = open_record(record.folder, record.clock, witnesses=())
    then_it_works(again, act)
    again.close()
