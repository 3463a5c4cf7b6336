"""kill -9 of workers, of the engine and of the database server while a folder is taken in and read.

Afterwards every file is attached once, read once, and has its layer once; the log and the tables are whole.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.actions.office import open_office
from tests.faults.cluster import running
from tests.faults.injection import environment
from tests.faults.verdict import Verdict
from tests.faults.work import created, reopened
from wholefile.processing import sandbox
from wholefile.processing.outcomes import outcomes
from wholefile.processing.pending import pending
from wholefile.record.check import check

pytestmark = [pytest.mark.slow]


@pytest.fixture(autouse=True)
def _sandboxed():
    if why := sandbox.usable():
        pytest.skip(why)


def made_files(folder: Path, count: int) -> Path:
    """A folder of so many files, every text different; every fiftieth is empty and one in ten lies deeper."""
    source = folder / "evidence"
    for number in range(count):
        path = (
            source
            / f"{number % 7}"
            / (f"deep {number % 3}" if number % 10 == 0 else "")
            / f"note {number}.txt"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if number % 50 == 0 else f"note {number}: the round was live\n".encode())
    return source


def start(record: Path, source: Path, url: str | None = None) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.faults.reader", str(record), str(source)]
    more = ["--url", url] if url else []
    return subprocess.Popen(
        [*command, *more],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def below(pid: int) -> list[int]:
    """The processes that a process started, not those that they started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def worker_of(pid: int, chance: random.Random) -> int | None:
    """One of the engine's workers."""
    found = []
    for one in below(pid):
        try:
            line = Path(f"/proc/{one}/cmdline").read_bytes()
        except OSError:
            continue
        if b"wholefile.processing.worker" in line:
            found.append(one)
    return chance.choice(found) if found else None


def finished(child: subprocess.Popen, seconds: float = 3000) -> None:
    _, error = child.communicate(timeout=seconds)
    assert child.returncode == 0, error.decode()[-2000:]


def judge(record: Path, files: int, url: str | None = None) -> Verdict:
    """Everything once, nothing missing."""
    verdict = Verdict()
    opened = reopened(record, url)
    db = opened.db
    attached = [row for row in db.rows("item_file") if row.name.endswith(".txt")]
    different = {row.sha256 for row in attached}
    wanted = files - files // 50 - (1 if files % 50 else 0) + 1  # the empty ones are one blob
    if len(different) != wanted:
        verdict.lost.append(f"{len(different)} of {wanted} files are attached")
    if len({(row.name, row.sha256) for row in attached}) != len(attached):
        verdict.doubled.append("a file is attached twice")
    layers = [row.sha256 for row in db.rows("text_layer") if row.sha256 in different]
    if len(layers) != len(set(layers)):
        verdict.doubled.append("a file has its layer twice")
    if len(set(layers)) != wanted - 1:
        verdict.lost.append(f"{len(set(layers))} of {wanted - 1} files have a layer")
    verdict.lost += [
        f"{row.sha256} is not in the store" for row in attached if not opened.store.has(row.sha256)
    ]
    verdict.half += [one.words for one in check(opened) if not one.is_note]
    verdict.half += [f"{one.sha256} is pending" for one in pending(db)]
    counts = outcomes(db).counts
    if set(counts) - {"read", "empty"} - {"unsupported"}:
        verdict.half.append(f"outcomes {counts}")
    opened.close()
    return verdict


def kill_engine(record: Path, source: Path, kills: int, pause: float, chance: random.Random) -> int:
    """Kill the engine with all its workers again and again, and let it go on; how often it was reached."""
    done = 0
    for _ in range(kills):
        child = start(record, source)
        time.sleep(0.5 + chance.random() * pause)
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            done += 1
        child.communicate()
    finished(start(record, source))
    return done


def kill_workers(record: Path, source: Path, kills: int, pause: float, chance: random.Random) -> int:
    """Kill single workers while the engine goes on; how many."""
    child, done = start(record, source), 0
    while child.poll() is None and done < kills:
        time.sleep(chance.random() * pause)
        victim = worker_of(child.pid, chance)
        if victim is not None:
            os.kill(victim, signal.SIGKILL)
            done += 1
            time.sleep(0.5)
    finished(child)
    return done


@pytest.fixture
def fresh(template, tmp_path) -> Path:
    folder = tmp_path / "record"
    shutil.copytree(template[0], folder)
    return folder


SMALL, LARGE = 120, 5_000


@pytest.mark.timeout(300)
def test_a_killed_engine_goes_on_where_it_was(fresh, tmp_path, table):
    source = made_files(tmp_path, SMALL)
    done = kill_engine(fresh, source, 4, 3, random.Random(1))
    verdict = judge(fresh, SMALL)
    table.add("kill -9 of the engine while files are taken in and read", verdict, done)
    assert done
    assert verdict.clean, verdict


@pytest.mark.timeout(300)
def test_killed_workers_are_replaced_and_their_files_read(fresh, tmp_path, table):
    source = made_files(tmp_path, SMALL)
    done = kill_workers(fresh, source, 4, 0.8, random.Random(2))
    verdict = judge(fresh, SMALL)
    table.add("kill -9 of workers while files are read", verdict, done)
    assert done
    assert verdict.clean, verdict


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_five_thousand_files_and_a_killed_engine(fresh, tmp_path, table):
    source = made_files(tmp_path, LARGE)
    done = kill_engine(fresh, source, 12, 30, random.Random(3))
    verdict = judge(fresh, LARGE)
    table.add("kill -9 of the engine while 5,000 files are taken in and read", verdict, done)
    assert done
    assert verdict.clean, verdict


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_five_thousand_files_and_killed_workers(fresh, tmp_path, table):
    source = made_files(tmp_path, LARGE)
    done = kill_workers(fresh, source, 40, 4, random.Random(4))
    verdict = judge(fresh, LARGE)
    table.add("kill -9 of workers while 5,000 files are read", verdict, done)
    assert done
    assert verdict.clean, verdict


def kill_server(cluster, into: Path, files: int, *, restarts: int, pause: float, chance: random.Random):
    """Stop the database server as if killed, again and again; the verdict and how often."""
    url = cluster.create_database(f"reading{files}")
    folder = into / "record"
    record = created(folder, url)
    open_office(record, record.clock)
    record.close()
    source, done = made_files(into, files), 0
    child = start(folder, source, url)
    while child.poll() is None and done < restarts:
        time.sleep(1 + chance.random() * pause)
        if child.poll() is None:
            cluster.restart("immediate")
            done += 1
    finished(child)
    return judge(folder, files, url), done


@pytest.mark.postgres
@pytest.mark.timeout(300)
def test_a_killed_database_server_loses_no_file(tmp_path, table):
    with running() as cluster:
        verdict, done = kill_server(cluster, tmp_path, SMALL, restarts=3, pause=3, chance=random.Random(5))
    table.add("PostgreSQL killed while files are taken in and read", verdict, done)
    assert done
    assert verdict.clean, verdict


@pytest.mark.faults
@pytest.mark.postgres
@pytest.mark.timeout(3600)
def test_five_thousand_files_and_a_killed_database_server(tmp_path, table):
    with running() as cluster:
        verdict, done = kill_server(cluster, tmp_path, LARGE, restarts=12, pause=25, chance=random.Random(6))
    table.add("PostgreSQL killed while 5,000 files are taken in and read", verdict, done)
    assert done
    assert verdict.clean, verdict
