"""Intake: everything that is there is listed, every content is kept once, and nothing is recorded that differs."""

import hashlib
import io
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.office import Clock
from tests.processing.intake_trees import (
    ODD,
    acts_on_files,
    attached,
    everything_is_sound,
    manifest_of,
    names_below,
    odd_tree,
)
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files, link_item
from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound, Unavailable, Unprocessable
from wholefile.processing import intake_acts, intake_reading
from wholefile.processing.intake import HashesDiffer, Stopped, take_in, take_in_stream
from wholefile.processing.intake_journal import Journal
from wholefile.record.home import open_record


@pytest.fixture
def item(office):
    return office.receive("digital", unit="file")


@pytest.fixture
def intake(office, item):
    def take(source, **more):
        office.clock.advance()
        return take_in(
            office.record, item, source, **{"purpose": "acquisition", "by": office.custodian, **more}
        )

    return take


@pytest.fixture
def tree(tmp_path):
    return odd_tree(tmp_path / "evidence")


def test_what_is_not_there_or_no_file_is_refused(intake, office, tmp_path):
    with pytest.raises(NotFound):
        intake(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Invalid, match="is a pipe"):
        intake(tmp_path / "pipe")
    with pytest.raises(Invalid, match="part of the record itself"):
        intake(office.record.folder / "store")
    with pytest.raises(NotFound):
        take_in(office.record, "V26-999999", tmp_path, purpose="document", by=office.custodian)
    with pytest.raises(Invalid, match="list of digests"):
        intake(tmp_path, expect="md5:" + "0" * 32)
    assert acts_on_files(office.record) == 0


def test_who_may_not_attach_leaves_the_intake_to_go_on_with(intake, office, tree):
    with pytest.raises(Unprocessable, match=r"court|role"):
        intake(tree, by=office.judge)
    assert acts_on_files(office.record) == 0
    done = intake(tree)
    assert done.finished_earlier
    everything_is_sound(office.record)


def test_a_folder_is_listed_whole_and_every_content_is_kept_once(intake, office, item, tree):
    done = intake(tree, tool="hand", write_blocker=True)
    listed = manifest_of(office.record, done.manifest)
    assert sorted(listed) == sorted(names_below(tree))
    assert (done.files, done.folders, done.links, done.others) == (len(ODD) + 4, 3, 3, 1)
    assert (done.occurrences, done.distinct, done.empty) == (len(ODD) + 4, len(ODD) + 2, 1)
    for path, one in listed.items():
        where = os.fsencode(tree) + b"/" + path
        told = os.lstat(where)
        assert one.fields["mtime"] == str(told.st_mtime_ns)
        assert one.fields["inode"] == str(told.st_ino)
        if one.fields["kind"] == "file":
            data = Path(os.fsdecode(where)).read_bytes()
            assert one.digests.sha256 == hashlib.sha256(data).hexdigest()
            assert one.digests.sha1 == hashlib.sha1(data).hexdigest()
            assert one.digests.md5 == hashlib.md5(data).hexdigest()
            assert office.record.store.verify(one.sha256)
    assert listed[b"sub/link"].fields["target_shown"] == "/etc/passwd"
    assert listed[b"sub/hard link"].fields["links"] == 2
    assert listed[b"pipe"].fields["kind"] == "pipe"
    assert listed[b"sub/empty"].flags == ("empty",)
    assert len(attached(office.record, item)) == done.distinct + 1
    everything_is_sound(office.record)


def test_the_acts_name_the_manifest_and_the_source_and_come_in_parts(
    intake, office, item, tmp_path, monkeypatch
):
    monkeypatch.setattr(intake_acts, "FILES_PER_ACT", 4)
    monkeypatch.setattr("wholefile.processing.intake_folder.FILES_PER_ACT", 4)
    monkeypatch.setattr(intake_acts, "ACTS_PER_TRANSACTION", 2)
    source = tmp_path / "source"
    source.mkdir()
    for number in range(10):
        (source / f"{number}").write_bytes(b"%d" % number)
    done = intake(source, source_name="Disk 7, label WD")
    assert len(done.receipts) == 1 + 3
    names = [name for name, _ in attached(office.record, item)]
    assert names == sorted([*map(str, range(10)), "source.intake.jsonl"])
    view = office.record.db.rows("body", seq__in=[one.seq for one in done.receipts])
    for row in view:
        assert done.manifest.encode() in bytes(row.fields)
        assert b"Disk 7, label WD" in bytes(row.fields)


def test_the_same_folder_again_is_the_same_acts(intake, office, item, tree):
    first = intake(tree)
    before = attached(office.record, item)
    second = intake(tree)
    assert second.manifest == first.manifest
    assert [one.seq for one in second.receipts] == [one.seq for one in first.receipts]
    assert all(one.repeated for one in second.receipts)
    assert attached(office.record, item) == before
    with pytest.raises(Conflict, match="with another purpose"):
        intake(tree, purpose="document")


def test_an_item_linked_to_another_case_since_does_not_make_the_acts_others(intake, office, item, tree):
    first = intake(tree)
    office.clock.advance()
    link_item(office.record, item, office.other_docket, reason="the same phone", by=office.custodian)
    assert [one.seq for one in intake(tree).receipts] == [one.seq for one in first.receipts]


def test_a_link_is_followed_only_where_it_is_named(intake, tree, tmp_path, office):
    (tmp_path / "named").symlink_to(tree)
    done = intake(tmp_path / "named")
    assert b"plain.txt" in manifest_of(office.record, done.manifest)


def test_the_record_is_not_taken_into_itself(intake, office, tmp_path):
    (tmp_path / "beside").write_bytes(b"beside the record")
    done = intake(tmp_path)
    listed = manifest_of(office.record, done.manifest)
    assert listed[b"record"].flags == ("not entered",)
    assert not [path for path in listed if path.startswith(b"record/")]
    assert done.unreadable == []


def test_a_file_that_goes_on_changing_is_listed_and_not_taken(intake, office, tree):
    going, ready = threading.Event(), threading.Event()

    def write():
        with (tree / "log").open("ab", buffering=0) as target:
            while not going.is_set():
                target.write(b"one more line\n")
                ready.set()
                time.sleep(0.001)

    writer = threading.Thread(target=write)
    (tree / "log").write_bytes(bytes(40 << 20))
    writer.start()
    try:
        ready.wait()
        done = intake(tree)
    finally:
        going.set()
        writer.join()
    assert done.changed == ["log"]
    listed = manifest_of(office.record, done.manifest)[b"log"]
    assert listed.flags == ("changed",)
    assert "written to while it was read" in listed.fields["reason"]
    assert listed.digests is None
    everything_is_sound(office.record)


def test_a_small_file_that_changed_once_is_read_again(intake, office, tree, monkeypatch):
    real, seen = os.read, []

    def read(handle, size):
        data = real(handle, size)
        if data == b"file 0" and not seen:
            seen.append(1)
            (tree / "plain.txt").write_bytes(b"file zero")
        return data

    monkeypatch.setattr(intake_reading.os, "read", read)
    done = intake(tree)
    assert done.changed == []
    listed = manifest_of(office.record, done.manifest)
    assert listed[b"plain.txt"].sha256 == hashlib.sha256(b"file zero").hexdigest()


def test_what_cannot_be_read_is_listed_with_the_reason(intake, office, tree, monkeypatch):
    real_open, real_scan = os.open, os.scandir

    def refuse(path, *more, **named):
        if isinstance(path, bytes) and path.endswith(b"same"):
            raise PermissionError(13, "Permission denied")
        if isinstance(path, bytes) and path.endswith(b"empty"):
            raise FileNotFoundError(2, "No such file or directory")
        return real_open(path, *more, **named)

    def scan(path):
        if isinstance(path, bytes) and path.endswith(b"deep"):
            raise OSError(5, "Input/output error")
        return real_scan(path)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", scan)
    done = intake(tree)
    assert done.unreadable == ["sub/deep", "sub/same"]
    assert done.changed == ["sub/empty"]
    listed = manifest_of(office.record, done.manifest)
    assert listed[b"sub/same"].fields["reason"] == "it could not be read: Permission denied"
    assert listed[b"sub/deep"].fields["reason"] == "the folder could not be listed: Input/output error"


def test_an_error_in_the_middle_of_a_file_is_the_file_s(intake, office, tree, monkeypatch):
    def broken(_handle, _views):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "readv", broken)
    done = intake(tree)
    assert done.unreadable == ["sub/deep/large.bin"]
    everything_is_sound(office.record)


@pytest.mark.parametrize("failing", ["write", "rename", "fchmod"])
def test_a_store_that_takes_no_more_ends_the_intake_without_an_act(
    intake, office, tree, monkeypatch, failing
):
    real = getattr(os, failing)

    def full(*told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(Unavailable, match="No space left"):
        intake(tree)
    monkeypatch.setattr(os, failing, real)
    assert acts_on_files(office.record) == 0
    assert intake(tree).manifest
    everything_is_sound(office.record)


def test_digests_that_differ_refuse_all(intake, office, tree, tmp_path):
    good = hashlib.sha256(b"file 0").hexdigest()
    lines = tmp_path / "list.txt"
    lines.write_bytes(
        f"{good}  plain.txt\n{good}  sub/empty\n{hashlib.md5(b'file 1').hexdigest()}  two\n".encode()
        + f"{good}  sub/gone\n".encode()
    )
    with pytest.raises(HashesDiffer, match="Nothing was recorded") as refused:
        intake(tree, hashes=lines)
    differences = refused.value.differences
    assert differences.mismatching == ["sub/empty"]
    assert differences.missing == ["two", "sub/gone"]
    assert "sub/same" in differences.extra
    assert acts_on_files(office.record) == 0
    assert list((office.record.folder / "intake").iterdir()) == []


def test_digests_that_agree_are_enough_and_files_beyond_them_are_told(intake, tree, tmp_path):
    lines = tmp_path / "list.txt"
    lines.write_bytes(hashlib.sha1(b"file 0").hexdigest().encode() + b" *./plain.txt\n")
    done = intake(tree, hashes=lines)
    assert "plain.txt" not in done.extra
    assert "sub/same" in done.extra
    assert done.receipts


def test_a_single_file_is_one_act_and_its_digest_is_compared(intake, office, item, tree):
    with pytest.raises(IntegrityFailure, match="was expected"):
        intake(tree / "plain.txt", expect="sha256:" + "0" * 64)
    assert acts_on_files(office.record) == 0
    done = intake(tree / "plain.txt", expect="MD5:" + hashlib.md5(b"file 0").hexdigest().upper())
    assert done.manifest is None
    assert attached(office.record, item) == [("plain.txt", hashlib.sha256(b"file 0").hexdigest())]
    assert intake(tree / "plain.txt").receipts[0].repeated
    with_times = intake(tree / "plain.txt", manifest=True)
    assert [*manifest_of(office.record, with_times.manifest)] == [b"plain.txt"]


def test_a_single_file_that_changes_is_refused(intake, office, tree, monkeypatch):
    real = os.read

    def read(handle, size):
        data = real(handle, size)
        if data.startswith(b"file 0"):
            with (tree / "plain.txt").open("ab") as target:
                target.write(b"!")
        return data

    monkeypatch.setattr(intake_reading.os, "read", read)
    with pytest.raises(Invalid, match="written to while it was read"):
        intake(tree / "plain.txt")
    assert acts_on_files(office.record) == 0


def test_an_upload_is_read_once_and_compared(office, item):
    told = {"purpose": "recording", "by": office.custodian}
    data = os.urandom(3 << 20)
    with pytest.raises(IntegrityFailure):
        take_in_stream(office.record, item, "call.wav", io.BytesIO(data), expect="sha1:" + "0" * 40, **told)
    assert acts_on_files(office.record) == 0
    done = take_in_stream(office.record, item, "call.wav", io.BytesIO(data), **told)
    again = take_in_stream(office.record, item, "call.wav", io.BytesIO(data), **told)
    assert (done.size, again.receipts[0].repeated) == (len(data), True)
    assert attached(office.record, item) == [("call.wav", hashlib.sha256(data).hexdigest())]


def test_stopped_it_keeps_what_is_durable_and_goes_on(intake, office, item, tree, monkeypatch):
    monkeypatch.setattr(intake_reading, "MOST_FILES", 4)
    stop, told = threading.Event(), []

    def progress(one):
        told.append(one)
        if one.durable >= 4:
            stop.set()

    with pytest.raises(Stopped, match="Run the same command again") as stopped:
        intake(tree, stop=stop, progress=progress)
    assert 4 <= stopped.value.durable < len(ODD) + 4
    assert acts_on_files(office.record) == 0
    done = intake(tree)
    assert done.resumed == stopped.value.durable
    assert sorted(manifest_of(office.record, done.manifest)) == sorted(names_below(tree))
    assert all(one.of_size for one in told if one.stage == "reading")
    everything_is_sound(office.record)


def test_stopped_between_two_transactions_the_rest_is_recorded_later(intake, office, item, tree, monkeypatch):
    monkeypatch.setattr(intake_acts, "FILES_PER_ACT", 2)
    monkeypatch.setattr("wholefile.processing.intake_folder.FILES_PER_ACT", 2)
    monkeypatch.setattr(intake_acts, "ACTS_PER_TRANSACTION", 2)
    stop = threading.Event()
    with pytest.raises(Stopped, match="part of it is recorded"):
        intake(tree, stop=stop, progress=lambda one: one.stage == "recording" and stop.set())
    assert acts_on_files(office.record) == 2
    with pytest.raises(Conflict, match="must sign the rest"):
        intake(tree, by=office.investigator)
    (tree / "plain.txt").write_bytes(b"changed since")
    done = intake(tree)
    assert done.finished_earlier
    assert hashlib.sha256(b"changed since").hexdigest() not in dict(
        map(reversed, attached(office.record, item))
    )
    assert len({*attached(office.record, item)}) == len(attached(office.record, item)) == done.distinct + 1
    everything_is_sound(office.record)


def test_a_journal_left_when_all_was_recorded_hides_no_later_change(intake, office, tree, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "finish", Journal.close)
        intake(tree)
    (tree / "plain.txt").write_bytes(b"changed since")
    done = intake(tree)
    assert not done.finished_earlier
    assert manifest_of(office.record, done.manifest)[b"plain.txt"].fields["size"] == 13
    everything_is_sound(office.record)


def test_two_at_once_are_not_let(office, item, tree, intake):
    journal = Journal(office.record.folder, item, os.fsencode(tree))
    with pytest.raises(Conflict, match="right now"):
        intake(tree)
    journal.close()
    assert intake(tree).receipts


def test_a_changed_file_is_read_again_when_going_on(intake, office, tree, monkeypatch):
    monkeypatch.setattr(intake_reading, "MOST_FILES", 3)
    stop = threading.Event()
    with pytest.raises(Stopped):
        intake(tree, stop=stop, progress=lambda one: one.durable >= 1 and stop.set())
    for name in ODD:
        Path(os.fsdecode(os.fsencode(tree) + b"/" + name)).write_bytes(b"changed " + name)
    done = intake(tree)
    for name in ODD:
        assert (
            manifest_of(office.record, done.manifest)[name].sha256
            == hashlib.sha256(b"changed " + name).hexdigest()
        )


def test_many_uploads_still_become_one_act(office, item, tree):
    uploads = [Upload(f"{number}.txt", b"%d" % number) for number in range(30)]
    attach_files(office.record, item, uploads, purpose="document", by=office.custodian)
    assert len(attached(office.record, item)) == 30
    everything_is_sound(office.record)


NAMES = st.binary(min_size=1, max_size=30).filter(
    lambda one: one not in (b".", b"..") and not {0, 47} & {*one}
)
TREES = st.recursive(
    st.binary(max_size=60), lambda one: st.dictionaries(NAMES, one, max_size=5), max_leaves=12
)


def grow(path: bytes, tree) -> None:
    if isinstance(tree, bytes):
        Path(os.fsdecode(path)).write_bytes(tree)
        return
    Path(os.fsdecode(path)).mkdir()
    for name, one in tree.items():
        grow(path + b"/" + name, one)


@settings(max_examples=25)
@given(st.dictionaries(NAMES, TREES, max_size=6))
def test_any_tree_is_listed_exactly(template, tmp_path_factory, tree):
    folder, opened = template
    where = tmp_path_factory.mktemp("tree")
    shutil.copytree(folder, where / "record")
    record = open_record(where / "record", clock=Clock(opened.clock.now), witnesses=())
    office = type(opened)(record, record.clock, opened.people)
    grow(os.fsencode(where / "source"), tree)
    item = office.receive("digital", unit="file")
    office.clock.advance()
    done = take_in(record, item, where / "source", purpose="acquisition", by=office.custodian)
    assert sorted(manifest_of(record, done.manifest)) == sorted(names_below(where / "source"))
    assert len(attached(record, item)) == done.distinct + 1
    everything_is_sound(record)
    record.close()
