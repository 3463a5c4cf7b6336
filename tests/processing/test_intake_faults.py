"""Killed or failed at any call of an intake of 300 files, and run again: every file once, none lost, no act twice."""

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults.injection import Call, Fault, calls, environment, needs_strace
from tests.processing.intake_child import small_batches
from tests.processing.intake_trees import (
    acts_on_files,
    attached,
    everything_is_sound,
    manifest_of,
    names_below,
)
from wholefile.core.errors import Unavailable
from wholefile.processing.intake import take_in
from wholefile.processing.intake_journal import Journal

FILES = 300
DIFFERENT = 250
CALLS = ("write", "rename", "syncfs", "fsync", "fdatasync", "pwrite64", "unlink", "mkdir")
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")


@pytest.fixture
def source(tmp_path) -> Path:
    """Files of which some are equal; two are too large to be read whole."""
    root = tmp_path / "source"
    for number in range(FILES):
        path = root / f"{number % 7}" / f"{number:03d}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%d" % (number % DIFFERENT) + bytes(7 * (number % DIFFERENT)))
    for number in range(2):
        (root / f"large {number}").write_bytes(bytes([number]) * (5 << 20))
    return root


@pytest.fixture
def child(office, source, database_url, tmp_path):
    """Runs the intake in a process of its own, under strace when a fault is to happen."""
    needs_strace()
    item = office.receive("digital", unit="file")
    durable, log = tmp_path / "durable", tmp_path / "trace"

    def run(
        fault: Fault | None = None, *, mutant: str = "", traced: bool = False
    ) -> tuple[int, list[Call], str]:
        command = [sys.executable, "-m", "tests.processing.intake_child"]
        command += [str(office.record.folder), item, str(source), str(durable)]
        command += ["--url", database_url] if database_url else []
        command += ["--mutant", mutant] if mutant else []
        if fault or traced:
            watch = ["strace", "-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
            watch += ["-e", f"inject={fault.call}:{fault.what}:when={fault.nth}"] if fault else []
            command = watch + command
        done = subprocess.run(command, env=environment(), check=False, capture_output=True, timeout=100)
        return done.returncode, calls(log) if log.exists() else [], done.stderr.decode()

    run.item, run.durable, run.log = item, durable, log
    return run


def said_durable(path: Path) -> int:
    """The most files that were said to be durable; the last line may be torn."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return max((int(one) for one in lines), default=0)


def noted(office, item: str, source: Path) -> int:
    """How many files the journal knows of, each of which must be whole in the store."""
    journal = Journal(office.record.folder, item, os.fsencode(source))
    rows = journal._kept.execute("SELECT path FROM kept").fetchall()
    for (path,) in rows:
        told = os.lstat(os.fsencode(source) + b"/" + path)
        listed, _ = journal.kept(path, told)
        assert office.record.store.verify(listed.sha256)
    journal.close()
    return len(rows)


def goes_on(office, item: str, source: Path, monkeypatch) -> None:
    """Run again in this process: each file once, whatever came before."""
    small_batches(monkeypatch)
    office.clock.now = office.db.query('SELECT "last_at" FROM "head"')[0][0] + 1_000
    done = take_in(office.record, item, source, purpose="acquisition", by=office.custodian)
    assert sorted(manifest_of(office.record, done.manifest)) == sorted(names_below(source))
    assert (done.occurrences, done.distinct) == (FILES + 2, DIFFERENT + 2)
    names = attached(office.record, item)
    assert len({digest for _, digest in names}) == len(names) == DIFFERENT + 2 + 1
    assert acts_on_files(office.record) == len(done.receipts) == 1 + -(-(DIFFERENT + 2) // 20)
    everything_is_sound(office.record)


def test_killed_at_random_moments_every_file_comes_in_once(child, office, source, monkeypatch):
    chance, killed = Random(11), 0
    for _ in range(4):
        fault = Fault(
            chance.choice(("write", "rename", "syncfs", "fsync")), chance.randrange(1, 6), "signal=KILL"
        )
        code, _, said = child(fault)
        assert code in (0, -9), said
        killed += code == -9
        if acts_on_files(office.record) == 0:
            assert noted(office, child.item, source) >= said_durable(child.durable)
    assert killed >= 2
    goes_on(office, child.item, source, monkeypatch)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize(("call", "nth"), [("syncfs", 1), ("syncfs", 2), ("rename", 3), ("fsync", 2)])
def test_a_failing_call_is_said_in_words_and_nothing_is_recorded(  # noqa: PLR0917
    child, office, source, monkeypatch, call, nth, error
):
    code, made, said = child(Fault(call, nth, f"error={error}"))
    assert any(one.name == call and not one.done for one in made)
    assert code == 1
    assert re.search(r"wholefile\.core\.errors\.Unavailable", said)
    assert acts_on_files(office.record) == 0
    assert noted(office, child.item, source) >= said_durable(child.durable)
    goes_on(office, child.item, source, monkeypatch)


def acknowledged_too_early(log: Path) -> list[str]:
    """Names given before the bytes were durable, and lines of the journal before the names were.

    One thread seals the batches one after the other, so its own calls are in the order in which it waited for them.
    """
    found: list[str] = []
    synced = renamed = False
    made = [
        match.groups() for match in map(_CALL.match, log.read_text(errors="replace").splitlines()) if match
    ]
    sealer = next(thread for thread, call, told in made if call == "rename" and "/incoming/intake-" in told)
    for thread, call, told in made:
        if thread != sealer:
            continue
        if call == "syncfs":
            synced, renamed = True, False
        elif call == "rename":
            found += [] if synced else ["a name before its bytes"]
            renamed = True
        elif call == "write" and ".jsonl>" in told:
            found += ["a note before the names"] if renamed else []
            synced = False
    return found


@pytest.mark.database("sqlite")
def test_bytes_then_names_then_notes(child):
    code, made, said = child(traced=True)
    assert code == 0, said
    assert sum(one.name == "rename" and "/incoming/intake-" in one.path for one in made) >= DIFFERENT + 2
    assert sum(one.name == "syncfs" for one in made) >= 2 * (FILES // 40)
    assert acknowledged_too_early(child.log) == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("mutant", "words"),
    [
        ("without syncing", "a name before its bytes"),
        ("names first", "a name before its bytes"),
        ("names unsynced", "a note before the names"),
    ],
)
def test_an_intake_that_does_not_sync_is_found_out(child, mutant, words):
    child(mutant=mutant, traced=True)
    assert words in acknowledged_too_early(child.log)


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.database("sqlite")
@pytest.mark.parametrize("what", ["signal=KILL", "error=EIO", "error=ENOSPC"])
@pytest.mark.parametrize("call", CALLS)
def test_at_many_calls(  # noqa: PLR0917
    child, office, source, monkeypatch, call, what
):
    for nth in (1, 2, 3, 5, 8, 13, 21, 34, 55):
        child(Fault(call, nth, what))
        if acts_on_files(office.record) == 0:
            assert noted(office, child.item, source) >= said_durable(child.durable)
    goes_on(office, child.item, source, monkeypatch)


def test_a_torn_line_of_the_journal_is_no_line(office, source, monkeypatch):
    item = office.receive("digital", unit="file")
    small_batches(monkeypatch)
    real = Journal.seal
    monkeypatch.setattr(
        Journal, "seal", lambda *_told, **_named: (_ for _ in ()).throw(Unavailable("test", "test"))
    )
    with pytest.raises(Unavailable):
        take_in(office.record, item, source, purpose="acquisition", by=office.custodian)
    monkeypatch.setattr(Journal, "seal", real)
    (path,) = (office.record.folder / "intake").glob("*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    assert noted(office, item, source) == FILES + 1
    goes_on(office, item, source, monkeypatch)
