"""From attached files to rows: everything once, whatever dies."""

import io
import os
import shutil
import signal
import threading
import time
import zipfile

import pytest

from wholefile.actions.passwords import unlock_file
from wholefile.core.errors import Invalid
from wholefile.processing import work
from wholefile.processing.accept import Outcome, accept
from wholefile.processing.collect import Taken
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.outcomes import outcomes
from wholefile.processing.pending import Task, claim, pending, release, take_up, worker_name

pytestmark = pytest.mark.usefixtures("sandboxed")


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def text_of(record, layer) -> str:
    with record.derived.open(layer.text) as stream:
        return stream.read().decode()


def in_thread(record, engine, done: dict) -> threading.Thread:
    """Process in a thread, which closes its own connection."""

    def process() -> None:
        try:
            done["all"] = process_all(record, engine)
        except Exception as error:  # noqa: BLE001
            done["error"] = error
        finally:
            record.db.close()

    thread = threading.Thread(target=process)
    thread.start()
    return thread


@pytest.fixture
def engine():
    made = engine_for("local:2")
    yield made
    made.close()


def test_an_engine_of_another_name_is_refused():
    for name in ("spark://x", "local:two", "dask", ""):
        if name:
            with pytest.raises(Invalid):
                engine_for(name)


@pytest.mark.parametrize(
    "address", ["dask://", "dask://host", "dask://:8786", "dask://host:port", "dask://a b:1"]
)
def test_a_cluster_without_host_and_port_is_refused_by_the_name_of_the_setting(address, monkeypatch):
    monkeypatch.setenv("WHOLEFILE_ENGINE", address)
    with pytest.raises(Invalid, match=r"WHOLEFILE_ENGINE names the engine as .* dask://host:port"):
        engine_for()
    with pytest.raises(Invalid, match="--engine"):
        engine_for(address)


def test_of_two_engines_only_the_one_that_recorded_a_file_counts_it(office, attach, monkeypatch):
    attach(("note.txt", b"read by two"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    real = work._run

    def overtaken(record, job, blob, segments):
        outcome = real(record, job, blob, segments)
        assert accept(record.db, task, outcome, at=1, worker="another")
        return outcome

    with monkeypatch.context() as patched:
        patched.setattr(work, "_run", overtaken)
        assert work.process(office.record, task).status is None
    assert office.db.count("derivation") == 1
    assert work.process(office.record, task).status is None, "found pending before the other ended it"
    assert not office.db.rows("work")


def test_a_zip_in_a_zip_is_read_to_its_last_text(office, attach, engine):
    inner = zipped(**{"note.txt": b"the round was live"})
    item = attach(("outer.zip", zipped(**{"in/inner.zip": inner, "readme.txt": b"look inside"})))
    done = process_all(office.record, engine)
    assert done.statuses == {"read": 4}
    found = outcomes(office.db, item=item)
    assert found.counts == {"read": 4}
    assert ("outer.zip", "in/inner.zip", "note.txt") in {one.path for one in found.files}
    texts = {text_of(office.record, row) for row in office.db.rows("text_layer")}
    assert texts == {"the round was live", "look inside"}


def test_the_same_bytes_in_two_places_are_read_once_and_held_by_both(office, attach, engine):
    note = b"one note, many places"
    first = attach(("a.zip", zipped(**{"note.txt": note})))
    second = attach(("b.zip", zipped(**{"other.txt": note, "more.txt": b"more"})), ("note.txt", note))
    process_all(office.record, engine)
    [layer] = [
        row for row in office.db.rows("text_layer") if text_of(office.record, row).startswith("one note")
    ]
    assert {row.item for row in office.db.rows("holding", sha256=layer.sha256)} == {first, second}
    third = attach(("a.zip", zipped(**{"note.txt": note})))
    process_all(office.record, engine)
    assert {row.item for row in office.db.rows("holding", sha256=layer.sha256)} == {first, second, third}


def test_reading_again_changes_nothing(office, attach, engine):
    attach(("a.zip", zipped(**{"note.txt": b"note"})))
    process_all(office.record, engine)
    tables = ("content", "family", "holding", "derivation", "text_layer", "spent")
    before = {name: office.db.rows(name) for name in tables}
    assert process_all(office.record, engine).tasks == 0
    assert {name: office.db.rows(name) for name in tables} == before
    assert not office.db.rows("work")


def test_a_file_that_contains_itself_is_read_once(office, attach, engine):
    from tests.shared_files import shared

    item = attach(shared("samples/hostile/quine.gz"))
    process_all(office.record, engine)
    assert len(outcomes(office.db, item=item).files) == 1


def test_members_deeper_than_allowed_are_not_followed_and_it_is_said(office, attach, engine):
    data = b"deepest"
    for number in range(12):
        data = zipped(**{f"{number}.bin": data})
    item = attach(("deep.zip", data))
    process_all(office.record, engine)
    found = outcomes(office.db, item=item)
    assert found.counts == {"read": 8, "truncated": 1}
    assert "deeper" in found.exceptions[0].reason


def test_a_worker_that_is_killed_loses_nothing(office, attach, engine):
    attach(*[(f"{number}.txt", f"note {number}".encode()) for number in range(60)])
    thread = in_thread(office.record, engine, {})
    killed = 0
    while thread.is_alive() and killed < 4:
        time.sleep(0.3)
        for worker in list(engine._workers)[:1]:
            if worker.process.poll() is None:
                os.kill(worker.process.pid, signal.SIGKILL)
                killed += 1
    thread.join(90)
    assert killed
    assert (
        len(office.db.rows("text_layer")) == len({row.sha256 for row in office.db.rows("text_layer")}) == 60
    )
    assert not pending(office.db)


def test_a_lease_is_held_by_one_and_taken_over_from_the_dead(office, attach):
    attach(("a.txt", b"a"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    me = worker_name()
    assert claim(office.db, task, me, 1_000) == 1
    assert claim(office.db, task, f"{me}x/1/2", 1_000) is None
    release(office.db, task, me)
    gone = me.split("/")[0] + "/999999999/1"
    assert claim(office.db, task, gone, 1_000) == 1
    assert claim(office.db, task, me, 1_001) == 2, "whose process is gone holds nothing"


def test_a_file_of_which_workers_die_is_recorded_as_crashed(office, attach, engine):
    attach(("a.txt", b"a"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    for attempt in range(1, 4):
        gone = f"elsewhere/{attempt}/1"
        assert claim(office.db, task, gone, attempt * 100_000) == attempt
    office.clock.advance(10**9)
    process_all(office.record, engine)
    [found] = outcomes(office.db).files
    assert (found.status, found.reason) == ("crashed", "3 workers died while they read it.")


def test_a_task_names_the_act_that_gave_the_password():
    assert Task("0" * 64, "read", 7).settings_text == '{"password":7}'


def test_a_picture_in_a_locked_document_is_looked_at_with_the_password_that_opened_it(office, attach, engine):
    import pikepdf
    from PIL import Image, ImageDraw

    if shutil.which("tesseract") is None:
        pytest.skip("needs tesseract (Debian package tesseract-ocr)")
    page = Image.new("RGB", (900, 260), "white")
    ImageDraw.Draw(page).text((40, 80), "LANTERN RIDGE", fill="black", font_size=72)
    plain, locked = io.BytesIO(), io.BytesIO()
    page.save(plain, "PDF", resolution=150)
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="key", owner="owner"))
    item = attach(("scan.pdf", locked.getvalue()))
    process_all(office.record, engine)
    [one] = outcomes(office.db, item=item).files
    assert one.status == "locked"
    unlock_file(office.record, item, one.sha256, password="key", source="its owner", by=office.custodian)
    process_all(office.record, engine)
    [layer] = [row for row in office.db.rows("text_layer") if row.label == "ocr"]
    assert "LANTERN" in text_of(office.record, layer)


def test_ocr_that_ran_out_of_time_goes_on_with_the_pages_that_are_left(office, attach):
    attach(("scan.pdf", b"%PDF-"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    told = {"kind": "pdf", "media_type": "", "opinions": [], "flags": [], "troubles": [], "failed": None}
    accept(
        office.db,
        task,
        Outcome("read", None, 1, Taken(last={**told, "facts": {}, "wants": ["ocr"]})),
        at=1,
        worker="w",
    )
    [first] = pending(office.db)
    left = Taken(last={**told, "facts": {"pages_left": [7, 8]}, "wants": []})
    accept(office.db, first, Outcome("truncated", "time", 1, left), at=2, worker="w")
    [second] = pending(office.db)
    assert second.settings == {"pages": [7, 8]}
    accept(
        office.db,
        second,
        Outcome("read", None, 1, Taken(last={**told, "facts": {}, "wants": []})),
        at=3,
        worker="w",
    )
    assert not pending(office.db)
    assert outcomes(office.db).exceptions == []


def test_the_same_result_twice_is_recorded_once(office, attach):
    attach(("a.txt", b"a"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    told = {"opinions": [], "flags": [], "troubles": [], "wants": [], "facts": {}, "failed": None}
    outcome = Outcome("read", None, 1, Taken(last=told))
    assert accept(office.db, task, outcome, at=1, worker="w")
    assert not accept(office.db, task, outcome, at=2, worker="late")
    assert len(office.db.rows("derivation")) == 1


def test_without_that_check_a_late_worker_would_record_it_twice(office, attach, monkeypatch):
    """The mutant of the test before."""
    attach(("a.txt", b"a"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    told = {"opinions": [], "flags": [], "troubles": [], "wants": [], "facts": {}, "failed": None}
    outcome = Outcome("read", None, 1, Taken(last=told))
    accept(office.db, task, outcome, at=1, worker="w")
    real = type(office.db).exists
    monkeypatch.setattr(
        type(office.db),
        "exists",
        lambda db, table, **where: table != "derivation" and real(db, table, **where),
    )
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        accept(office.db, task, outcome, at=2, worker="late")
