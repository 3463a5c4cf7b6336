"""The check of the whole record: a sound one is sound, and a change to anything stored is found and placed."""

import io
import json
import random
import shutil

import pytest
from django.apps import apps

from tests.record.every_kind import FILE, every_kind
from tests.record.small_record import described, do, hand, item_body
from wholefile.core.acts import signer_persons
from wholefile.record import checkpoints
from wholefile.record.check import check, first_bad_position
from wholefile.record.home import open_record
from wholefile.record.set_aside import set_aside
from wholefile.record.sql import tables

PICTURE = b"\xff\xd8\xff"  # as long as the file of `every_kind` is said to be
# Not a statement of the record's: traces are sealed to their reader, and nobody else can say what they hold.
NOT_JUDGED = {"reading_trace"}


def bad(record):
    return [one for one in check(record) if not one.is_note]


def fill(small):
    """One act of every kind but an expungement, two checkpoints, and a stored file."""
    record = small.record
    found = record.store.put(io.BytesIO(PICTURE))
    for kind, body in every_kind(record.db):
        if kind == "record.expunged":
            continue
        words = json.dumps(body)
        for name in ("sha256", "sha1", "md5"):
            words = words.replace(FILE[name], getattr(found, name))
        words = words.replace("09" * 32, found.sha256)
        said = json.loads(words)
        do(
            record,
            kind,
            said,
            [hand(person) for person in dict.fromkeys(signer_persons(kind, said).values())],
        )
        if kind == "item.linked":
            checkpoints.checkpoint(record)
    checkpoints.checkpoint(record)


def copy_of(record, folder):
    """The same record in another folder, on SQLite, without its guards."""
    record.db.query("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(record.folder, folder)
    copy = open_record(folder, record.clock, witnesses=())
    for (name,) in copy.db.query("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        copy.db.raw().execute(f'DROP TRIGGER "{name}"')
    return copy


@pytest.fixture
def full(small):
    fill(small)
    return small.record


@pytest.fixture
def open_to_change(full, tmp_path):
    copy = copy_of(full, tmp_path / "copy")
    yield copy
    copy.close()


def changed(value, column, rng):
    """Another value of the same sort."""
    if isinstance(value, bytes):
        if not value:
            return b"\x00"
        at = rng.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1 << rng.randrange(8)]) + value[at + 1 :]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1_000_003
    if value is None:
        return 1 if column.endswith(("_seq", "_at", "items", "files", "days_late")) else "x"
    return value[:-1] + ("y" if value[-1:] == "x" else "x")


def key_of(table, row):
    return " AND ".join(f'"{name}" = ?' for name in table.key), [getattr(row, name) for name in table.key]


def test_a_sound_record_has_no_findings(full):
    assert check(full) == []


def test_a_new_record_has_no_findings(empty_record):
    assert check(empty_record) == []


def test_nearly_every_table_is_filled(full):
    """Otherwise the next test would show less than it says. What processing derives from files is no act's."""
    derived = {
        one._meta.db_table for one in apps.get_models() if one.__module__.endswith((".derived", ".search"))
    }
    empty = {name for name in tables() if not full.db.exists(name)} - derived
    assert len(derived) > 10
    assert empty <= {"reading_trace", "expunged", "retired_number"}


@pytest.mark.database("sqlite")
@pytest.mark.slow
def test_a_change_to_any_column_of_any_table_is_found(open_to_change):
    record, rng, missed = open_to_change, random.Random(20), []
    raw = record.db.raw()
    for table in tables().values():
        if table.name in NOT_JUDGED:
            continue
        for row in record.db.rows(table.name)[:1]:
            condition, key = key_of(table, row)
            for column in table.columns:
                raw.execute("BEGIN")
                value = changed(getattr(row, column), column, rng)
                raw.execute(f'UPDATE "{table.name}" SET "{column}" = ? WHERE {condition}', [value, *key])
                raw.execute("COMMIT")
                if not bad(record):
                    missed.append((table.name, column))
                undo = dict(zip(table.key, key, strict=True)) | (
                    {column: value} if column in table.key else {}
                )
                where = " AND ".join(f'"{name}" = ?' for name in undo)
                raw.execute(
                    f'UPDATE "{table.name}" SET "{column}" = ? WHERE {where}',
                    [getattr(row, column), *undo.values()],
                )
    assert missed == []
    assert check(record) == []


@pytest.mark.database("sqlite")
def test_a_deleted_row_of_any_table_is_found(open_to_change):
    record, missed = open_to_change, []
    raw = record.db.raw()
    for table in tables().values():
        rows = record.db.rows(table.name)
        if table.name in NOT_JUDGED or not rows:
            continue
        row = rows[len(rows) // 2]
        condition, key = key_of(table, row)
        raw.execute(f'DELETE FROM "{table.name}" WHERE {condition}', key)
        if not bad(record):
            missed.append(table.name)
        names = ", ".join(f'"{name}"' for name in table.columns)
        marks = ", ".join("?" * len(row))
        raw.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(row))
    assert missed == []
    assert check(record) == []


@pytest.mark.slow
@pytest.mark.database("sqlite")
def test_a_row_too_many_in_any_table_is_found(open_to_change):
    record, missed, rng = open_to_change, [], random.Random(5)
    raw = record.db.raw()
    for table in tables().values():
        rows = record.db.rows(table.name)
        if table.name in NOT_JUDGED or not rows or table.name == "entry":
            continue
        more = {name: getattr(rows[-1], name) for name in table.columns}
        for name in table.key:
            more[name] = changed(more[name], name, rng)
        if table.name == "production_member":
            more["bates_first"] += "9"
        names = ", ".join(f'"{name}"' for name in more)
        raw.execute(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(more))})', list(more.values())
        )
        if not bad(record):
            missed.append(table.name)
        condition = " AND ".join(f'"{name}" = ?' for name in table.key)
        raw.execute(f'DELETE FROM "{table.name}" WHERE {condition}', [more[name] for name in table.key])
    assert missed == []
    assert check(record) == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("seq", [0, 3, 20, -1])
def test_the_first_bad_position_is_named(open_to_change, seq):
    record = open_to_change
    seq = seq % record.db.count("entry")
    header = record.db.one("entry", seq=seq).header
    at = header.index(b'"nonce":"') + 12
    forged = header[:at] + (b"A" if header[at : at + 1] != b"A" else b"B") + header[at + 1 :]
    record.db.raw().execute("UPDATE entry SET header = ? WHERE seq = ?", [forged, seq])
    found = bad(record)
    assert first_bad_position(found) == seq
    assert {"entry.signature", "entry.column", "head", "checkpoint"} <= {one.kind for one in found}


@pytest.mark.database("sqlite")
def test_an_entry_cut_out_is_named(open_to_change):
    record = open_to_change
    for table in ("entry", "body", "entry_case"):
        record.db.raw().execute(f"DELETE FROM {table} WHERE seq = 7")
    found = bad(record)
    assert first_bad_position(found) == 7
    assert next(one for one in found if one.kind == "log.gap").position == 7


@pytest.mark.database("sqlite")
def test_a_tail_cut_off_is_found_by_the_checkpoint(open_to_change):
    record = open_to_change
    last = record.db.count("entry") - 1
    for table in ("entry", "body", "entry_case"):
        record.db.raw().execute(f"DELETE FROM {table} WHERE seq = {last}")
    assert {"checkpoint", "head"} <= {one.kind for one in bad(record)}


@pytest.mark.database("sqlite")
def test_a_body_gone_without_an_order_is_found(open_to_change):
    record = open_to_change
    record.db.raw().execute("DELETE FROM body WHERE seq = 11")
    assert ("body.missing", 11) in {(one.kind, one.position) for one in bad(record)}


@pytest.mark.database("sqlite")
def test_the_body_of_another_entry_is_found(open_to_change):
    record = open_to_change
    fields, secret = record.db.query("SELECT fields, secret FROM body WHERE seq = 12")[0]
    record.db.raw().execute("UPDATE body SET fields = ?, secret = ? WHERE seq = 11", [fields, secret])
    assert ("body.commitment", 11) in {(one.kind, one.position) for one in bad(record)}


def test_an_act_filed_elsewhere_with_the_keys_of_its_signers_is_found(small):
    """Whoever runs the database and holds the keys could append past the ledger; the labels show it."""
    from wholefile.record import ledger

    real = ledger.labels_for
    try:
        ledger.labels_for = lambda *_: []
        small.do("item.described", described(1, small.custodian, "hidden"), small.custodian, cases=[])
    finally:
        ledger.labels_for = real
    assert "entry.labels" in {one.kind for one in bad(small.record)}


def test_an_index_entry_that_leaves_a_case_out_is_found(small, monkeypatch):
    from wholefile.record import case_map

    real = case_map.case_values
    monkeypatch.setattr(case_map, "case_values", lambda db, labels: real(db, list(labels)[1:]))
    checkpoints.checkpoint(small.record)
    monkeypatch.undo()
    assert {"index.entry", "index.map"} <= {one.kind for one in bad(small.record)}


def test_every_bit_of_every_published_file_is_watched(full):
    rng = random.Random(4)
    for path in sorted(full.tiles.rglob("*")):
        if not path.is_file():
            continue
        before = path.read_bytes()
        for _ in range(3):
            at, bit = rng.randrange(len(before)), 1 << rng.randrange(8)
            path.write_bytes(before[:at] + bytes([before[at] ^ bit]) + before[at + 1 :])
            assert bad(full), (path, at, bit)
        path.write_bytes(before)
        path.unlink()
        older = path.name.isdigit() and path.parent.name.endswith(".p") and path.name != newest_width(full)
        assert bool(bad(full)) is not older, path
        path.write_bytes(before)
    assert check(full) == []


def newest_width(record):
    """Partial tiles of earlier checkpoints may be deleted (C2SP tlog-tiles); those of the last may not."""
    return str(checkpoints.latest(record).size % 256)


def test_stored_files_are_read_again(full):
    row = full.db.rows("stored_file")[0]
    path = full.store.path(row.sha256)
    path.chmod(0o644)
    path.write_bytes(PICTURE + b" ")
    assert [(one.kind, one.position) for one in bad(full)] == [("store.file", row.seq)]
    path.unlink()
    assert [(one.kind, one.position) for one in bad(full)] == [("store.file", row.seq)]


def test_what_nobody_names_in_the_store_is_a_note(full):
    full.store.put(io.BytesIO(b"orphan"))
    (full.store.folder / "incoming" / "half").write_bytes(b"half")
    assert sorted((one.kind, one.is_note) for one in check(full)) == [
        ("store.orphan", True),
        ("store.stranger", True),
    ]


def test_what_a_repair_set_aside_is_ours_and_no_stranger(full):
    row = full.db.rows("stored_file")[0]
    name = set_aside(full.store, row.sha256, 7)
    [one] = check(full)
    assert (one.kind, one.is_note) == ("store.rotten", True)
    assert name in one.words


def test_progress_is_told(full):
    told = []
    check(full, progress=lambda what, done, of: told.append((what, done, of)))
    assert ("entries", full.db.count("entry"), full.db.count("entry")) in told
    assert {"case index", "checkpoints", "tiles", "files", "table item"} <= {what for what, *_ in told}


def test_acts_may_go_on_while_it_checks(small):
    record = small.record
    calls = []

    def meanwhile(what, *_):
        if what == "entries" and not calls:
            calls.append(what)
            import threading

            def act():
                small.do("item.received", item_body(50, small.custodian), small.custodian)
                record.db.close()

            thread = threading.Thread(target=act)
            thread.start()
            thread.join()

    assert check(record, progress=meanwhile) == []
    assert calls
