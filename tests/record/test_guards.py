"""Mistakes cannot change what is recorded: the databases themselves refuse."""

import pytest

CHANGES = [
    "UPDATE entry SET kind = 'x'",
    "UPDATE entry SET seq = seq + 1000",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE seq = 3",
    "UPDATE body SET secret = fields",
]


def try_to(record, statement):
    """What the database says, which must be no."""
    with pytest.raises(Exception, match=r"never|stays") as refusal, record.db.atomic():
        record.db.raw().execute(statement)
    return refusal


@pytest.mark.parametrize("statement", CHANGES)
def test_entries_stay_and_bodies_do_not_change(record, statement):
    before = record.db.rows("entry", order=("seq",)), record.db.rows("body", order=("seq",))
    try_to(record, statement)
    assert (record.db.rows("entry", order=("seq",)), record.db.rows("body", order=("seq",))) == before


@pytest.mark.database("postgres")
@pytest.mark.parametrize("table", ["entry", "body"])
def test_tables_are_not_emptied_on_postgresql(record, table):
    try_to(record, f"TRUNCATE {table}")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("clash", ["seq", "nonce"])
def test_replacing_does_not_get_round_the_guard_on_sqlite(record, verb, clash):
    seq, nonce = ("3", "randomblob(16)") if clash == "seq" else ("9999", "nonce")
    before = record.db.rows("entry", order=("seq",))
    try_to(
        record,
        f"{verb} INTO entry (seq, kind, at, act_hash, nonce, leaf_hash, header) "
        f"SELECT {seq}, 'x', at, act_hash, {nonce}, leaf_hash, header FROM entry WHERE seq = 3",
    )
    assert record.db.rows("entry", order=("seq",)) == before


@pytest.mark.database("sqlite")
def test_sqlite_is_durable_at_every_commit(record):
    found = {
        name: record.db.query(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


@pytest.mark.database("sqlite")
def test_sqlite_takes_the_write_lock_when_a_transaction_begins(record):
    import sqlite3

    with record.db.atomic():
        other = sqlite3.connect(record.folder / "record.sqlite3", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_models_and_migrations_agree(record):
    from django.core.management import call_command

    call_command("makemigrations", "record", check=True, dry_run=True, verbosity=0)
