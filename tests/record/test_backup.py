"""A backup of a record at work is whole, and one that is damaged, short or old is told from one that is not."""

import io
import json
import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager
from hashlib import sha256

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import attach
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.demo.witness import court_witness
from wholefile.record.backup import back_up
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import create_record, open_record
from wholefile.record.lookups import entry_count
from wholefile.record.restore import compare_with, newest, restore
from wholefile.record.witnessing import gather

pytestmark = pytest.mark.database("sqlite")
DIGEST = sha256(b"a photograph").hexdigest()


@pytest.fixture
def busy(office):  # noqa: F811
    """An office with a file and a checkpoint."""
    item = office.receive()
    attach(office, item, **{"front.jpg": b"a photograph"})
    checkpoint(office.record)
    return office


def backed(busy, tmp_path, **more):
    return back_up(busy.record, tmp_path / "backup", with_log_key=more.pop("with_log_key", True))


def restored(tmp_path, **more):
    return restore(tmp_path / "backup", tmp_path / "again", **more)


@contextmanager
def watched(office, folder):  # noqa: F811
    """The record with a witness that remembers."""

    class Time:
        milliseconds = office.clock.now

    with court_witness(folder, Time()) as court:
        court.meet(office.record)
        yield court


def file_of(folder, digest=DIGEST):
    return folder / "store" / digest[:2] / digest[2:]


# What must not pass.


def test_a_folder_with_something_else_is_left_alone(busy, tmp_path):
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "letters").write_text("of somebody")
    with pytest.raises(Conflict, match=r"backup[.]folder"):
        backed(busy, tmp_path)
    assert [one.name for one in (tmp_path / "backup").iterdir()] == ["letters"]


def test_the_backup_of_another_record_is_not_written_over(busy, tmp_path):
    other = create_record(tmp_path / "other", busy.record.origin, witnesses=())
    back_up(other, tmp_path / "backup", with_log_key=False)
    other.close()
    with pytest.raises(Conflict, match=r"backup[.]other"):
        backed(busy, tmp_path)


@pytest.mark.parametrize("inside", ["", "store", "backups/today"])
def test_no_backup_lies_in_the_record_itself(busy, inside):
    with pytest.raises(Conflict, match=r"backup[.]inside"):
        back_up(busy.record, busy.record.folder / inside, with_log_key=False)


def test_a_rotten_file_does_not_enter(busy, tmp_path):
    path = file_of(busy.record.folder)
    path.chmod(0o600)
    path.write_bytes(b"A photograph")
    copied = backed(busy, tmp_path)
    assert copied.rotten == [DIGEST]
    assert not file_of(tmp_path / "backup").exists()
    assert list((tmp_path / "backup" / "store").glob("??/*")) == []


def test_rot_after_the_first_backup_does_not_reach_it(busy, tmp_path):
    backed(busy, tmp_path)
    path = file_of(busy.record.folder)
    path.chmod(0o600)
    path.write_bytes(b"A photograph")
    backed(busy, tmp_path)
    assert file_of(tmp_path / "backup").read_bytes() == b"a photograph"


def test_a_file_that_is_lost_in_the_record_stays_in_the_backup(busy, tmp_path):
    backed(busy, tmp_path)
    file_of(busy.record.folder).unlink()
    backed(busy, tmp_path)
    again, missing = restored(tmp_path)
    again.close()
    assert missing == []
    assert file_of(tmp_path / "again").read_bytes() == b"a photograph"


@pytest.mark.parametrize("name", ["record.sqlite3", "wholefile.json", "policy", "store.list", "log.key"])
@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_backup_that_was_changed_is_not_restored(busy, tmp_path, name, change):
    backed(busy, tmp_path)
    (state,) = (tmp_path / "backup").glob("state-*")
    if change == "gone":
        (state / name).unlink()
    else:
        (state / name).write_bytes((state / name).read_bytes() + b"\n")
    with pytest.raises(IntegrityFailure, match=name):
        restore(tmp_path / "backup", tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{}", b'{"files": [], "format": "wholefile backup v1"}', b'{"format": 1, "files": {}}'],
)
def test_a_manifest_of_another_form_is_refused(busy, tmp_path, manifest):
    backed(busy, tmp_path)
    (state,) = (tmp_path / "backup").glob("state-*")
    (state / "manifest.json").write_bytes(manifest)
    with pytest.raises(IntegrityFailure):
        newest(tmp_path / "backup")


def test_a_manifest_cannot_lead_out_of_its_folder(busy, tmp_path):
    backed(busy, tmp_path)
    (state,) = (tmp_path / "backup").glob("state-*")
    told = json.loads((state / "manifest.json").read_bytes())
    told["files"]["../../outside"] = sha256(b"x").hexdigest()
    (tmp_path / "outside").write_bytes(b"x")
    (state / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(IntegrityFailure):
        restore(tmp_path / "backup", tmp_path / "again")


def test_a_file_that_rotted_in_the_backup_is_named_and_left_out(busy, tmp_path):
    backed(busy, tmp_path)
    path = file_of(tmp_path / "backup")
    path.chmod(0o600)
    path.write_bytes(b"A photograph")
    again, missing = restored(tmp_path)
    assert missing == [DIGEST]
    assert not again.store.has(DIGEST)
    assert any(DIGEST in one.words for one in check(again))
    again.close()


def test_nothing_is_restored_over_something(busy, tmp_path):
    backed(busy, tmp_path)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "letters").touch()
    with pytest.raises(Conflict):
        restore(tmp_path / "backup", tmp_path / "again")


def test_without_the_log_key_it_is_asked_for_and_another_key_is_refused(busy, tmp_path):
    copied = backed(busy, tmp_path, with_log_key=False)
    assert any("log's key is not in it" in one for one in copied.said)
    assert not list((tmp_path / "backup").rglob("log.key"))
    with pytest.raises(NotFound, match=r"restore[.]log_key"):
        restore(tmp_path / "backup", tmp_path / "again")
    again, _ = restored(tmp_path, log_key=busy.record.folder / "log.key")
    again.close()
    other = create_record(tmp_path / "other", busy.record.origin, witnesses=())
    other.close()
    with pytest.raises(IntegrityFailure, match=r"record[.]other_database"):
        restore(tmp_path / "backup", tmp_path / "wrong", log_key=tmp_path / "other" / "log.key")


def test_a_backup_that_never_ended_is_none(busy, tmp_path, monkeypatch):
    def no_space(*_):
        raise OSError(28, "full")

    monkeypatch.setattr("wholefile.record.backup._finish", no_space)
    with pytest.raises(OSError, match="full"):
        backed(busy, tmp_path)
    with pytest.raises(NotFound):
        newest(tmp_path / "backup")
    monkeypatch.undo()
    (tmp_path / "backup" / "state-000000000000001").mkdir()  # killed before it could clear away
    backed(busy, tmp_path)
    assert len(list((tmp_path / "backup").glob("state-*"))) == 1


# A backup that is behind.


def test_a_backup_behind_what_a_witness_saw_is_told(busy, tmp_path):
    with watched(busy, tmp_path / "witness") as court:
        gather(busy.record, [court.url])
        backed(busy, tmp_path)
        busy.receive()
        checkpoint(busy.record)
        gather(busy.record, [court.url])
        again, _ = restored(tmp_path)
        assert [one for one in check(again) if not one.is_note] == []  # alone it cannot know
        with pytest.raises(IntegrityFailure, match=r"witness[.]rollback"):
            gather(again, [court.url])
        again.close()


def test_a_backup_that_is_not_behind_passes_a_witness(busy, tmp_path):
    with watched(busy, tmp_path / "witness") as court:
        gather(busy.record, [court.url])
        backed(busy, tmp_path)
        again, _ = restored(tmp_path)
        gather(again, [court.url])
        again.close()


def test_a_checkpoint_that_somebody_kept_tells_a_backup_that_is_behind(busy, tmp_path):
    old = open_checkpoint(checkpoint(busy.record).encode(), busy.record.log_key)
    backed(busy, tmp_path)
    busy.receive()
    new = open_checkpoint(checkpoint(busy.record).encode(), busy.record.log_key)
    again, _ = restored(tmp_path)
    compare_with(again, old)
    with pytest.raises(IntegrityFailure, match=r"restore[.]behind"):
        compare_with(again, new)
    again.close()


def test_a_checkpoint_of_another_history_is_told(busy, tmp_path):
    shutil.copytree(busy.record.folder, tmp_path / "fork")
    fork = open_record(tmp_path / "fork", clock=busy.clock, witnesses=())
    busy.receive()
    checkpoint(busy.record)
    backed(busy, tmp_path)
    busy.record, mine = fork, busy.record
    busy.receive(description="Another item altogether, in another history")
    other = open_checkpoint(checkpoint(fork).encode(), fork.log_key)
    busy.record = mine
    again, _ = restored(tmp_path)
    with pytest.raises(IntegrityFailure, match=r"restore[.]fork"):
        compare_with(again, other)
    again.close()
    fork.close()


# What is whole.


def test_what_is_restored_is_the_record_and_goes_on(busy, tmp_path):
    backed(busy, tmp_path)
    again, missing = restored(tmp_path)
    assert missing == []
    assert [one for one in check(again) if not one.is_note] == []
    assert entry_count(again.db) == entry_count(busy.record.db)
    assert file_of(tmp_path / "again").read_bytes() == b"a photograph"
    before = entry_count(busy.record.db)
    busy.record, mine = again, busy.record
    busy.receive()
    checkpoint(again)
    assert entry_count(again.db) > before
    busy.record = mine
    again.close()


def test_only_its_owner_reads_it(busy, tmp_path):
    backed(busy, tmp_path)
    restored(tmp_path)[0].close()
    for folder in ("backup", "again"):
        for path in (tmp_path / folder).glob("**/*"):
            if path.parent.name not in ("store", "derived") and path.is_file():
                assert path.stat().st_mode & 0o077 == 0 or "store" in path.parts, path


def test_the_second_backup_copies_only_what_is_new_and_keeps_one_state(busy, tmp_path):
    first = backed(busy, tmp_path)
    attach(busy, busy.receive(), **{"back.jpg": b"another photograph"})
    second = backed(busy, tmp_path)
    assert (first.fresh, second.fresh, second.files) == (first.files, 1, first.files + 1)
    assert second.entries == entry_count(busy.record.db)
    assert len(list((tmp_path / "backup").glob("state-*"))) == 1


def test_what_was_ordered_destroyed_is_destroyed_in_the_backup_too(busy, tmp_path):
    backed(busy, tmp_path)
    with closing(sqlite3.connect(busy.record.folder / "record.sqlite3")) as db, db:
        db.execute("UPDATE stored_file SET expunged_seq = 1 WHERE sha256 = ?", (DIGEST,))
    busy.record.store.destroy(DIGEST)
    backed(busy, tmp_path)
    assert not file_of(tmp_path / "backup").exists()


def test_the_accounts_of_the_pages_are_in_it(busy, tmp_path):
    with closing(sqlite3.connect(busy.record.folder / "web.sqlite3")) as db, db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE account (name TEXT)")
        db.execute("INSERT INTO account VALUES ('somebody')")
    backed(busy, tmp_path)
    restored(tmp_path)[0].close()
    with closing(sqlite3.connect(tmp_path / "again" / "web.sqlite3")) as db:
        assert db.execute("SELECT * FROM account").fetchall() == [("somebody",)]


def test_it_is_whole_while_others_go_on_working(busy, tmp_path):
    """Backups are taken while acts, files and checkpoints go on; every one of them is whole."""
    stop, failed = threading.Event(), []

    def work():
        number = 0
        try:
            while not stop.is_set():
                number += 1
                attach(busy, busy.receive(), **{f"{number}.txt": f"number {number}".encode()})
                checkpoint(busy.record)
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)
        busy.record.db.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(4):
            back_up(busy.record, tmp_path / f"backup-{number}", with_log_key=True)
    finally:
        stop.set()
        thread.join()
    assert failed == []
    for number in range(4):
        again, missing = restore(
            tmp_path / f"backup-{number}", tmp_path / f"again-{number}", clock=busy.clock
        )
        assert missing == []
        assert [one for one in check(again) if not one.is_note] == []
        checkpoint(again)
        again.close()


def test_a_backup_of_a_large_file_streams(busy, tmp_path):
    stored = busy.record.store.put(io.BytesIO(b"x" * (9 << 20)))
    backed(busy, tmp_path)
    assert file_of(tmp_path / "backup", stored.sha256).stat().st_size == 9 << 20
