"""A witness over HTTP: one path, bounded requests, bounded time, and on this machine alone unless told otherwise.

`running` serves beside other work, as a demonstration or a test needs it; `wholefile witness serve` serves until it is
stopped. Towards the outside put a web server with TLS in front of it.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wholefile.core.errors import WholefileError
from wholefile.witness.protocol import MAX_REQUEST_BYTES, Answer, Witness

LOOPBACK = "127.0.0.1"
PATH = "/add-checkpoint"

_IDLE_SECONDS = 10  # between two pieces of a request
_CONNECTION_SECONDS = 60  # a connection as a whole, however many requests it carries
_CONNECTIONS = 64  # at a time; more are turned away


class WitnessServer(ThreadingHTTPServer):
    """The server of one witness. Port 0 takes any free one."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, witness: Witness, host: str = LOOPBACK, port: int = 0) -> None:
        self.witness = witness
        self._places = threading.BoundedSemaphore(_CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address to give to a record."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own, if there is a place for one more."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection, which is closed when its time is over."""
        over = threading.Timer(_CONNECTION_SECONDS, _close, (request,))
        over.daemon = True
        over.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            over.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away or fell silent is nobody's trouble; anything else is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: WitnessServer
    server_version = "wholefile-witness"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS

    def do_POST(self) -> None:
        """Answer a request to cosign."""
        if self.path != PATH:
            self._answer(Answer(404, b"There is nothing here but /add-checkpoint.\n"), close=True)
            return
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdecimal()):
            self._answer(Answer(411, b"Say the length of the request.\n"), close=True)
            return
        if len(length) > 9 or int(length) > MAX_REQUEST_BYTES:
            self._answer(Answer(413, b"The request is too long.\n"), close=True)
            return
        body = self.rfile.read(int(length))
        if len(body) != int(length):
            self.close_connection = True
            return
        try:
            answer = self.server.witness.add_checkpoint(body)
        except WholefileError as error:
            self.log_error("%s", error)
            answer = Answer(503, b"The witness cannot answer now; try again later.\n")
        self._answer(answer)

    def do_GET(self) -> None:
        """Nothing is served to readers."""
        self._answer(Answer(405, b"POST a checkpoint to /add-checkpoint.\n"), close=True)

    def _answer(self, answer: Answer, *, close: bool = False) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are not logged; what matters of them is in the store."""


@contextmanager
def running(witness: Witness, port: int = 0) -> Iterator[str]:
    """Serve on the loopback beside other work; the address to give to a record."""
    server = WitnessServer(witness, LOOPBACK, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="witness", daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _close(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
