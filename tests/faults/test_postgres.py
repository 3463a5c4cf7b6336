"""PostgreSQL stopped, restarted and its processes killed while acts are appended, by one program and by two."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.actions.office import open_office
from tests.faults.cluster import Cluster, running
from tests.faults.injection import child_command, environment
from tests.faults.table import Table
from tests.faults.verdict import Verdict, acknowledged, judge
from tests.faults.work import created

pytestmark = pytest.mark.postgres
_numbers = count()


@pytest.fixture(scope="module")
def cluster():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def origin(cluster, tmp_path_factory) -> tuple[Path, int]:
    """A folder and a database with an office, of which each test gets copies; and the number of its entries."""
    folder = tmp_path_factory.mktemp("postgres") / "record"
    record = created(folder, cluster.create_database("office"))
    open_office(record, record.clock)
    base = record.db.count("entry")
    record.close()
    return folder, base


def interrupted(  # noqa: PLR0917
    cluster: Cluster, origin: tuple[Path, int], into: Path, acts: int, disturb: Callable[[], None], times: int
) -> tuple[Path, str, Path, int]:
    """Let a child work and disturb the server so many times meanwhile."""
    name = f"copy{next(_numbers)}"
    url = cluster.create_database(name, "office")
    folder, acks = into / name, into / f"{name}.acks"
    shutil.copytree(origin[0], folder)
    command = child_command(folder, acks, ["--acts", str(acts), "--url", url])
    child = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    done = disturbed = 0
    for _ in range(times):
        _wait(lambda done=done: child.poll() is not None or len(acknowledged(acks)) > done)
        if child.poll() is not None:
            break
        disturb()
        disturbed += 1
        done = len(acknowledged(acks)) + 5
    _, error = child.communicate(timeout=120)
    assert child.returncode == 0, error.decode()
    return folder, url, acks, disturbed


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "the child does not get on"
        time.sleep(0.005)


def judged(  # noqa: PLR0917
    table: Table, family: str, folder: Path, url: str, acks: Path, acts: int, base: int, injected: int = 1
) -> Verdict:
    verdict = judge(folder, acks, acts, base=base, url=url)
    table.add(family, verdict, injected)
    assert verdict.clean, (verdict.lost, verdict.half, verdict.doubled)
    return verdict


def restarts(cluster, origin, into, table, *, acts, times):
    folder, url, acks, disturbed = interrupted(
        cluster, origin, into, acts, lambda: cluster.restart("immediate"), times
    )
    assert any("refused" in one for one in acknowledged(acks)), "no restart fell into the work"
    judged(table, "PostgreSQL stopped at once and restarted", folder, url, acks, acts, origin[1], disturbed)


def kills(cluster, origin, into, table, *, acts, times):
    """Killing one process of the server makes it end all others and recover."""

    def kill() -> None:
        for pid in cluster.backends():
            os.kill(pid, signal.SIGKILL)

    folder, url, acks, disturbed = interrupted(cluster, origin, into, acts, kill, times)
    assert any("refused" in one for one in acknowledged(acks)), "no kill fell into the work"
    judged(table, "PostgreSQL process killed", folder, url, acks, acts, origin[1], disturbed)


def test_a_restart_in_the_middle_loses_nothing(cluster, origin, tmp_path, table):
    restarts(cluster, origin, tmp_path, table, acts=60, times=2)


def test_a_killed_backend_loses_nothing(cluster, origin, tmp_path, table):
    kills(cluster, origin, tmp_path, table, acts=60, times=2)


def test_two_programs_doing_the_same_work_at_once_do_it_once(cluster, origin, tmp_path, table):
    """Each act is asked for twice, by two processes: both get one and the same receipt."""
    acts, url = 40, cluster.create_database("twins", "office")
    folder = tmp_path / "record"
    shutil.copytree(origin[0], folder)
    acks = [tmp_path / f"{number}.acks" for number in range(2)]
    children = [
        subprocess.Popen(child_command(folder, one, ["--acts", str(acts), "--url", url]), env=environment())
        for one in acks
    ]
    for child in children:
        assert child.wait(timeout=120) == 0
    first, second = ([one for one in acknowledged(file) if "act" in one] for file in acks)
    assert [(one["seq"], one["leaf"]) for one in first] == [(one["seq"], one["leaf"]) for one in second]
    assert all(one["repeated"] != other["repeated"] for one, other in zip(first, second, strict=True))
    judged(table, "two programs at once", folder, url, acks[0], acts, origin[1])


@pytest.mark.faults
@pytest.mark.parametrize("disturbance", [restarts, kills])
@pytest.mark.parametrize("turn", range(4))
def test_many_disturbances(cluster, origin, tmp_path, table, disturbance, turn):  # noqa: PLR0917
    disturbance(cluster, origin, tmp_path, table, acts=300, times=8)
