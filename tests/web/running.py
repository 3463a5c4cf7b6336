"""A server as an office runs it: a process of its own, asked over HTTP.

with running(folder) as server:
    server.get("/health/live")
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
_SECONDS = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Any
    text: str


@dataclass
class Browser:
    """Cookies of one person, by host."""

    server: "Server"
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(self, address: str, told: dict[str, str] | None = None, server: "Server | None" = None) -> Answer:
        """GET, or POST when something is told; `address` is whole. Redirections are not followed."""
        parts = urlsplit(address)
        jar = self.cookies.setdefault(str(parts.hostname), {})
        headers = {"Host": parts.netloc, "Cookie": "; ".join(f"{name}={one}" for name, one in jar.items())}
        body = None
        if told is not None:
            token = jar.get("wholefile-csrf", "")
            body = urlencode({**told, "csrfmiddlewaretoken": token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"{parts.scheme}://{parts.netloc}"
        where = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        answer = (server or self.server).ask("GET" if told is None else "POST", where, headers, body)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            jar[name] = rest.partition(";")[0]
        return answer


@dataclass
class Server:
    """A running server; `url` is what it believes to be the office's address."""

    process: subprocess.Popen[str]
    port: int
    url: str
    errors: Path
    said: Path

    def get(self, path: str) -> Answer:
        """The office's page at this path."""
        return self.ask("GET", path, {"Host": urlsplit(self.url).netloc})

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None, port: int = 0
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=_SECONDS)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said.read_text() + self.errors.read_text()[-3000:]
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/health/live").status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(self.errors.read_text()[-3000:])

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=_SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def settings(folder: Path, port: int, **more: str) -> dict[str, str]:
    """What a server over this record is told: nothing of the machine's own settings."""
    inherited = {name: one for name, one in os.environ.items() if not name.startswith(("WHOLEFILE_", "AWS_"))}
    return {
        **inherited,
        "PYTHONPATH": str(ROOT / "src"),
        "WHOLEFILE_RECORD": str(folder),
        "WHOLEFILE_ADDRESS": f"127.0.0.1:{port}",
        "WHOLEFILE_URL": f"http://localhost:{port}",
        **more,
    }


def serve(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """`wholefile serve` where it is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "wholefile.cli.main", "serve", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )


@contextlib.contextmanager
def running(
    folder: Path, scratch: Path, *, command: tuple[str, ...] = ("serve",), **more: str
) -> Iterator[Server]:
    """A server over the record in this folder, asked to stop at the end."""
    port = free_port()
    environment = settings(folder, port, **more)
    errors, said = scratch / f"errors-{port}", scratch / f"said-{port}"
    with errors.open("w") as stderr, said.open("w") as stdout:
        process = subprocess.Popen(
            [sys.executable, "-m", "wholefile.cli.main", *command],
            env=environment,
            stdout=stdout,
            stderr=stderr,
            text=True,
        )
    server = Server(process, port, environment["WHOLEFILE_URL"], errors, said)
    try:
        server.wait()
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
