"""Where a record lives: creating, opening, and noticing that folder and database are not one another's."""

import hashlib
import io
import os
import stat

import pytest

from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound
from wholefile.core.keys import public_key_of
from wholefile.core.policy import parse_policy
from wholefile.record.checkpoints import checkpoint
from wholefile.record.founding import Founder, open_log
from wholefile.record.home import create_record, open_record
from wholefile.record.set_aside import set_aside
from wholefile.settings import from_environment, postgres_database

ORIGIN = "records.example/home"


@pytest.mark.parametrize("origin", ["", "two words", "plus+sign", "ümlaut.example", "line\nbreak", "x" * 300])
def test_a_name_that_no_log_can_have(tmp_path, origin):
    with pytest.raises(Invalid):
        create_record(tmp_path / "r", origin)
    assert not (tmp_path / "r").exists()


def test_one_record_in_a_folder(empty_record, database_url):
    with pytest.raises(Conflict):
        create_record(empty_record.folder, ORIGIN, database_url=database_url)


@pytest.mark.database("postgres")
def test_one_record_in_a_database(empty_record, tmp_path, database_url):
    with pytest.raises(Conflict):
        create_record(tmp_path / "second", ORIGIN, database_url=database_url)
    with pytest.raises(NotFound):
        open_record(tmp_path / "second", database_url=database_url)


def test_no_record_to_open(tmp_path):
    with pytest.raises(NotFound):
        open_record(tmp_path)
    with pytest.raises(NotFound):
        open_record(tmp_path / "nowhere")


def test_the_database_is_gone(tmp_path):
    create_record(tmp_path / "r", ORIGIN, witnesses=()).close()
    for path in (tmp_path / "r").glob("record.sqlite3*"):
        path.unlink()
    with pytest.raises(NotFound):
        open_record(tmp_path / "r")


@pytest.mark.parametrize("other", ["key", "name"])
def test_the_database_of_another_record(tmp_path, other):
    first = create_record(tmp_path / "1", ORIGIN, log_seed=b"1" * 32, witnesses=())
    second = create_record(
        tmp_path / "2",
        ORIGIN if other == "key" else "other.example",
        log_seed=b"2" * 32 if other == "key" else b"1" * 32,
        witnesses=(),
    )
    for record in (first, second):
        record.db.query("PRAGMA wal_checkpoint(TRUNCATE)")
        record.close()
    (tmp_path / "1/record.sqlite3").write_bytes((tmp_path / "2/record.sqlite3").read_bytes())
    with pytest.raises(IntegrityFailure):
        open_record(tmp_path / "1")


def test_what_was_created_is_what_is_opened(tmp_path):
    seed = bytes(range(32))
    made = create_record(tmp_path / "r", ORIGIN, log_seed=seed, witnesses=("http://w.example",))
    made.close()
    record = open_record(tmp_path / "r", lambda: 7, witnesses=("http://w.example",))
    assert (record.origin, record.log_seed, record.clock()) == (ORIGIN, seed, 7)
    assert record.witnesses == ("http://w.example",)
    assert record.log_key.public_key == public_key_of(seed)
    assert stat.S_IMODE((tmp_path / "r/log.key").stat().st_mode) == 0o600
    assert parse_policy(record.policy_path.read_bytes()).logs == (record.log_key,)
    record.close()


def test_nobody_else_of_the_machine_may_read_a_new_record_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        record = create_record(tmp_path / "r", ORIGIN, witnesses=())
        open_log(record, "Office", [Founder(f"P-{n}", f"N{n}", "Sheriff", bytes([n]) * 32) for n in (1, 2)])
        checkpoint(record)
        record.store.put_many([io.BytesIO(b"small"), io.BytesIO(b"large" * 500_000)])
        record.derived.put(io.BytesIO(b"a text"))
        set_aside(record.store, hashlib.sha256(b"small").hexdigest(), 1)
        made = [tmp_path / "r", *(tmp_path / "r").rglob("*")]
        open_to_others = [str(one) for one in made if one.stat().st_mode & 0o077]
        record.close()
    finally:
        os.umask(before)
    assert open_to_others == []
    assert tmp_path / "r/record.sqlite3-wal" in made
    blobs = [one for one in made if one.parent.parent.name in {"store", "derived"} and one.is_file()]
    assert {stat.S_IMODE(one.stat().st_mode) for one in blobs} == {0o400}
    assert any((tmp_path / "r/tiles").rglob("*"))


def test_two_records_in_one_process(tmp_path):
    one, two = (create_record(tmp_path / name, f"{name}.example", witnesses=()) for name in ("one", "two"))
    assert one.db.query('SELECT "origin" FROM "head"') == [("one.example",)]
    assert two.db.query('SELECT "origin" FROM "head"') == [("two.example",)]
    one.close()
    two.close()


def test_settings_from_the_environment():
    nothing = from_environment({})
    assert (str(nothing.folder), nothing.database_url, nothing.witnesses) == ("record", None, ())
    some = from_environment(
        {
            "WHOLEFILE_RECORD": "/srv/record",
            "WHOLEFILE_DATABASE_URL": "postgresql://u:p@db.example:5433/name",
            "WHOLEFILE_WITNESSES": "http://a.example, http://b.example,",
        }
    )
    assert str(some.folder) == "/srv/record"
    assert some.witnesses == ("http://a.example", "http://b.example")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://h/d",
        "postgresql://h/",
        "postgresql://h:x/d",
        "postgresql://h/d?mode=x",
        "nonsense",
        "postgresql://h/d?x",
    ],
)
def test_a_database_address_that_cannot_be_read(url):
    with pytest.raises(Invalid):
        from_environment({"WHOLEFILE_DATABASE_URL": url})


def test_a_database_address():
    found = postgres_database("postgresql://us%40er:p%2Fw@db.example:5433/na%20me?schema=s1")
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert found["OPTIONS"]["options"] == "-c search_path=s1"
