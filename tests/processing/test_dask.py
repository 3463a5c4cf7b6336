"""The same work on a Dask cluster: a real scheduler, real workers, which are killed."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.processing.test_engine import in_thread, zipped
from wholefile.core.errors import Unavailable
from wholefile.processing.engine import engine_for
from wholefile.processing.outcomes import outcomes
from wholefile.processing.pending import pending

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'wholefile[cluster]'")
pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.slow]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Cluster:
    """A scheduler and workers as processes of their own, on loopback."""

    def __init__(self, folder) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"dask://127.0.0.1:{self.port}"
        self.processes = []
        self._start(
            "dask.cli", "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        self.workers = [self.worker() for _ in range(2)]

    def worker(self) -> subprocess.Popen:
        return self._start(
            "dask.cli", "worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", "1", "--no-dashboard", "--no-nanny",
            "--host", "127.0.0.1", "--local-directory", str(self.folder), "--death-timeout", "60",
        )  # fmt: skip

    def _start(self, module: str, *args: str) -> subprocess.Popen:
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, "-c", "from dask.__main__ import main; main()", *args]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        self.processes.append(process)
        return process

    def close(self) -> None:
        for one in self.processes:
            one.kill()
            one.wait()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _quiet():
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_a_scheduler_that_is_not_there_is_said(office):
    with pytest.raises(Unavailable, match="does not answer"):
        engine_for(f"dask://127.0.0.1:{free_port()}")


@pytest.mark.timeout(240)
def test_a_cluster_reads_everything_once_though_workers_are_killed(office, attach, cluster):
    files = [(f"{number}.txt", f"note {number}".encode()) for number in range(40)]
    item = attach(*files, ("a.zip", zipped(**{"in.txt": b"inside the zip"})))
    engine = engine_for(cluster.address)
    done = {}
    thread = in_thread(office.record, engine, done)
    while thread.is_alive() and not office.db.query('SELECT COUNT(*) FROM "derivation"')[0][0]:
        time.sleep(0.05)
    cluster.workers[0].send_signal(signal.SIGKILL)
    cluster.worker()
    thread.join(200)
    engine.close()
    assert "all" in done, done.get("error", "the engine did not end")
    assert outcomes(office.db, item=item).counts == {"read": 42}
    assert len(office.db.rows("text_layer")) == 41
    assert not pending(office.db)
