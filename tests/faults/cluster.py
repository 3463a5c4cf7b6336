"""A PostgreSQL server of this test alone, durable as in earnest, that may be stopped and killed."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server; `url` leads to an empty database of its own."""

    folder: Path
    port: int
    password: str

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://wholefile:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template1") -> str:
        """A new database, empty or a copy of another; its address."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def sql(self, statement: str) -> list[tuple]:
        import psycopg

        for attempt in range(100):
            try:
                with psycopg.connect(self.url(), autocommit=True) as connection:
                    cursor = connection.execute(statement)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:  # it recovers from a fault just now
                if attempt == 99:
                    raise
                time.sleep(0.1)
        raise AssertionError("the last attempt returns or raises")

    def restart(self, mode: str) -> None:
        """Stop as `mode` says (`immediate`: as if killed, the log is replayed at the start) and start again."""
        self.control("restart", "-m", mode)

    def backends(self) -> list[int]:
        """Processes that serve somebody else."""
        rows = self.sql(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return [row[0] for row in rows]

    def control(self, *arguments: str) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        )
        _as_owner(
            self.folder, "pg_ctl", *arguments, "-w", "-D", str(self.folder / "data"), "-l",
            str(self.folder / "log"), "-o", options,
        )  # fmt: skip


@contextmanager
def running() -> Iterator[Cluster]:
    """A server that is gone afterwards. Skips where there is none to start."""
    if not BINARIES and not shutil.which("initdb"):
        pytest.skip("PostgreSQL's server programs are not installed")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root, and there is no runuser to become somebody else")
    folder = Path(mkdtemp(prefix="wholefile-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(secret, "postgres")
    _as_owner(
        folder, "initdb", "-D", str(folder / "data"), "-U", "wholefile", "--auth=scram-sha-256",
        f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8",
    )  # fmt: skip
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = Cluster(folder, port, password)
    cluster.control("start")
    try:
        yield cluster
    finally:
        cluster.control("stop", "-m", "immediate")
        shutil.rmtree(folder)


def _as_owner(folder: Path, program: str, *arguments: str) -> None:
    found = shutil.which(program) or str(BINARIES[-1] / program)
    if BINARIES:
        found = str(BINARIES[-1] / program)
    command: Sequence[str] = [found, *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, check=False, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.decode()}")
