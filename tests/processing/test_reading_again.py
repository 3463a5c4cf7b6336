"""Files that are read again, found again or attached again: nothing is lost, counted twice or charged twice."""

import io
import threading
import zipfile

import pytest

from tests.processing.test_engine import zipped
from wholefile.actions.passwords import unlock_file
from wholefile.core.errors import Invalid
from wholefile.extraction.contract import Job, Limits
from wholefile.processing import extractors, sandbox, work
from wholefile.processing.accept import Outcome, accept
from wholefile.processing.collect import Taken
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.frame_checks import TakenMember
from wholefile.processing.outcomes import outcomes, retry
from wholefile.processing.pending import pending, take_up
from wholefile.processing.settle import settle
from wholefile.record.derived import hold, one_at_a_time
from wholefile.settings import from_environment

LAST = {"kind": "zip", "media_type": "", "opinions": [], "flags": [], "troubles": [], "wants": [], "facts": {},
        "failed": None}  # fmt: skip


@pytest.fixture
def engine():
    made = engine_for("local:1")
    yield made
    made.close()


def member(path: bytes, sha256: str | None, kind: str = "file") -> TakenMember:
    return TakenMember(path, kind, "zip", False, None, {}, sha256 is not None, sha256, 1 if sha256 else None)


def ended(db, task, members, status="read", at=1):
    return accept(db, task, Outcome(status, None, 1, Taken(members=members, last=LAST)), at=at, worker="w")


def test_a_wrong_password_after_the_right_one_loses_nothing(office, attach):
    item = attach(("a.zip", b"a zip with two locked members"))
    take_up(office.db, 1)
    [first] = pending(office.db)
    locked = [member(b"open", "1" * 64), member(b"a", None, "unreadable"), member(b"b", None, "unreadable")]
    ended(office.db, first, locked, "partial")
    files = outcomes(office.db, item=item).files
    zipped_file = next(one for one in files if one.path == ("a.zip",))
    for password in ("right", "wrong"):
        office.clock.advance()
        unlock_file(
            office.record, item, zipped_file.sha256, password=password, source="x", by=office.custodian
        )
    right, wrong = [one for one in pending(office.db) if one.sha256 == zipped_file.sha256]
    opened = [member(b"open", "1" * 64), member(b"a", "2" * 64), member(b"b", "3" * 64)]
    ended(office.db, right, opened)
    assert not [one for one in pending(office.db) if one.sha256 == zipped_file.sha256], "it was read whole"
    ended(office.db, wrong, locked, "partial", at=2)
    found = outcomes(office.db, item=item)
    assert {one.path[-1] for one in found.files} == {"a.zip", "open", "a", "b"}
    assert "unreadable" not in found.counts


def test_a_new_version_reads_everything_again_and_costs_nothing_more(
    office, attach, engine, sandboxed, monkeypatch
):
    monkeypatch.setenv("WHOLEFILE_MOST_MEMBERS", "6")
    item = attach(("a.zip", zipped(**{f"{n}.txt": f"note {n}".encode() for n in range(4)})))
    monkeypatch.setattr(
        engine, "run", lambda _where, tasks: (work.process(office.record, one) for one in tasks)
    )
    process_all(office.record, engine)
    settle(office.record)
    before = outcomes(office.db, item=item).counts, office.db.rows("spent"), office.db.rows("family")
    monkeypatch.setitem(extractors.VERSIONS, "read", "2")
    assert process_all(office.record, engine).statuses == {"read": 5}
    settle(office.record)
    assert (
        outcomes(office.db, item=item).counts,
        office.db.rows("spent"),
        office.db.rows("family"),
    ) == before
    assert {row.version for row in office.db.rows("text_layer")} == {"1", "2"}


def test_a_file_that_makes_us_fail_is_recorded_and_stops_nobody(office, attach, sandboxed, monkeypatch):
    attach(("bad.txt", b"bad"), ("good.txt", b"good"))
    take_up(office.db, 1)
    real = work._run

    def fails(record, job, blob, segments):
        if job.name == "bad.txt":
            raise ZeroDivisionError("of our own\x1b[31m")
        return real(record, job, blob, segments)

    monkeypatch.setattr(work, "_run", fails)
    for task in pending(office.db):
        work.process(office.record, task)
    found = {one.path[0]: one for one in outcomes(office.db).files}
    assert (found["bad.txt"].status, found["good.txt"].status) == ("crashed", "read")
    assert found["bad.txt"].reason.isprintable()
    assert not office.db.rows("work")


def test_an_exit_code_that_is_no_signal_is_a_crash(tmp_path, sandboxed, monkeypatch):
    from tests.processing.test_sandbox import run_program

    for code in (168, 200, 255):
        _, over = run_program(f"import os; os._exit({code})", tmp_path, monkeypatch, Limits(seconds=20))
        assert over.status == "crashed"
    assert sandbox._judge(-9, None, None)[0] == "crashed"
    assert Job("read", "a", 1).limits.seconds


def test_a_file_attached_after_it_was_cut_short_inside_another_is_read_anew(office, attach):
    attach(("outer.zip", b"outer"))
    take_up(office.db, 1)
    [outer] = pending(office.db)
    inner = __import__("hashlib").sha256(b"inner").hexdigest()
    ended(office.db, outer, [member(b"inner.txt", inner)])
    [task] = pending(office.db)
    from wholefile.processing.collect import TakenLayer

    layer = TakenLayer("text", "native", None, "a" * 64, "b" * 64, 1, complete=False)
    cut = Taken(layers=[layer], last=LAST)
    accept(office.db, task, Outcome("truncated", "cut", 1, cut), at=1, worker="w")
    attach(("inner.txt", b"inner"))
    take_up(office.db, 2)
    [again] = pending(office.db)
    assert accept(office.db, again, Outcome("read", None, 1, cut), at=2, worker="w")


def test_retry_passes_over_members_that_came_out_in_part(office, attach):
    attach(("a.zip", b"a"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    half = member(b"half", "4" * 64)
    half.complete = False
    ended(office.db, task, [half, member(b"gone", None, "unreadable")], "crashed")
    assert retry(office.db, outcomes(office.db).exceptions) == 1
    [again] = pending(office.db)
    assert again == task, "a member waits for what it is inside of"
    ended(office.db, again, [half], "crashed")
    assert [one.sha256 for one in pending(office.db)] == ["4" * 64]


def test_a_report_of_one_item_knows_no_name_from_another(office, attach):
    first = attach(("the informant is Pruitt.txt", b"same"))
    second = attach(("scan.txt", b"same"))
    take_up(office.db, 1)
    assert [one.path for one in outcomes(office.db, item=second).files] == [("scan.txt",)]
    assert [one.path for one in outcomes(office.db, item=first).files] == [("the informant is Pruitt.txt",)]


@pytest.mark.database("postgres")
def test_taking_up_and_accepting_wait_for_each_other(office, attach):
    """Otherwise a member found meanwhile is held under one of the two items only."""
    attach(("a.zip", b"twice"))
    take_up(office.db, 1)
    [task] = pending(office.db)
    second = attach(("b.zip", b"twice"))
    accepted = threading.Event()

    def accept_it() -> None:
        try:
            ended(office.db, task, [member(b"in", "5" * 64)])
            accepted.set()
        finally:
            office.db.close()

    with one_at_a_time(office.db):
        thread = threading.Thread(target=accept_it)
        thread.start()
        hold(office.db, task.sha256, [second])
        assert not accepted.wait(1)
    thread.join(30)
    assert accepted.is_set()
    assert len(office.db.rows("holding", sha256="5" * 64)) == 2


def test_a_limit_that_is_no_number_is_refused():
    with pytest.raises(Invalid, match="WHOLEFILE_MOST_MEMBERS"):
        from_environment({"WHOLEFILE_MOST_MEMBERS": "many"})


def test_a_segment_behind_a_gap_speaks_for_itself(office, attach, engine, sandboxed):
    from tests.shared_files import shared

    first = shared("samples/forensic/ext2.split.E01")
    last = shared("samples/forensic/ext2.split.E02").read_bytes()
    item = attach(("d.E01", first.read_bytes()), ("d.E05", last))
    process_all(office.record, engine)
    found = {one.path[0]: one for one in outcomes(office.db, item=item).files if len(one.path) == 1}
    assert found["d.E01"].status != "read"
    assert found["d.E05"].status != "read"


def test_an_archive_that_holds_itself_is_held_once(office, attach):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "a")
    item = attach(("a.zip", out.getvalue()))
    take_up(office.db, 1)
    [task] = pending(office.db)
    ended(office.db, task, [member(b"itself", task.sha256)])
    hold(office.db, task.sha256, [item])
    assert outcomes(office.db, item=item).counts == {"read": 1}
