"""A proxy before a real S3 service that spoils chosen requests: errors, resets, missing, changed and late bytes.

    with Proxy(server.port) as proxy:
        proxy.spoil(status(503), "PUT", times=3)
        store = store_on(proxy.port, "s3://bucket/x", folder)

A fault is a function that answers the client in its own way. Requests that no fault wants pass unchanged.
"""

import contextlib
import http.client
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Answer:
    """What the service said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    length: str | None


@dataclass
class Rule:
    """A fault for requests of a method, so many times, after letting some pass."""

    fault: "Fault"
    method: str
    times: int
    skip: int
    path: str

    def wants(self, handler: "Handler") -> bool:
        """Whether this request is to be spoiled; counts it."""
        if handler.command != self.method or self.path not in handler.path or self.times <= 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class Handler(BaseHTTPRequestHandler):
    """One request on its way."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def handle_one_request(self) -> None:
        """As the library does, but a client that hung up is no news."""
        with contextlib.suppress(ConnectionError):
            super().handle_one_request()

    def go(self) -> None:
        """Pass the request on, or hand it to the fault that wants it."""
        proxy = self.server.proxy
        with proxy.lock:
            proxy.seen.append((self.command, self.path))
            rule = next((one for one in proxy.rules if one.wants(self)), None)
        if rule is None:
            self.say(self.ask(self.taken()))
        else:
            rule.fault(self)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = go  # noqa: N815 - the library's names

    def taken(self) -> bytes:
        """The body that the client sends."""
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def ask(self, body: bytes) -> Answer:
        """What the service answers to this request with this body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.proxy.behind, timeout=60)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body or None)
            got = connection.getresponse()
            headers = [(n, v) for n, v in got.getheaders() if n.lower() not in _HOP_BY_HOP]
            return Answer(got.status, headers, got.read(), got.getheader("content-length"))
        finally:
            connection.close()

    def say(self, answer: Answer, *, length: int | None = None) -> None:
        """Give the answer to the client, claiming another length when told to."""
        self.begin(answer, length)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def begin(self, answer: Answer, length: int | None = None) -> None:
        """Status and headers only."""
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        told = answer.length if self.command == "HEAD" and answer.length else str(len(answer.body))
        self.send_header("content-length", told if length is None else str(length))
        self.end_headers()

    def cut(self, *, rudely: bool = True) -> None:
        """End the connection; rudely, with a reset."""
        self.wfile.flush()
        self.close_connection = True
        if rudely:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()


Fault = Callable[[Handler], None]


def status(code: int) -> Fault:
    """The service answers with an error; the request did not reach it."""

    def fault(handler: Handler) -> None:
        handler.taken()
        handler.say(Answer(code, [], b"<Error><Code>SlowDown</Code></Error>", None))

    return fault


def done_but_failed(code: int) -> Fault:
    """The request is carried out, and the answer says it failed."""

    def fault(handler: Handler) -> None:
        handler.ask(handler.taken())
        handler.say(Answer(code, [], b"", None))

    return fault


def done_then_reset(handler: Handler) -> None:
    """The request is carried out, and the connection breaks before the answer."""
    handler.ask(handler.taken())
    handler.cut()


def reset_in_request(handler: Handler) -> None:
    """The connection breaks while the body is on its way to the service."""
    handler.rfile.read(max(1, int(handler.headers.get("content-length") or 0) // 2))
    handler.cut()


def reset_in_answer(handler: Handler) -> None:
    """The connection breaks in the middle of the body that is read."""
    answer = handler.ask(handler.taken())
    handler.begin(answer)
    handler.wfile.write(answer.body[: len(answer.body) // 2])
    handler.cut()


def cut_short(handler: Handler) -> None:
    """The body ends early, without a word, though its length was told."""
    answer = handler.ask(handler.taken())
    handler.begin(answer)
    handler.wfile.write(answer.body[: len(answer.body) // 2])
    handler.cut(rudely=False)


def lies_of_length(handler: Handler) -> None:
    """Half of the body comes, and the length told is that of the half."""
    answer = handler.ask(handler.taken())
    answer.body = answer.body[: len(answer.body) // 2]
    handler.say(answer)


def corrupt_answer(handler: Handler) -> None:
    """One bit of the body that is read is another."""
    answer = handler.ask(handler.taken())
    answer.body = flipped(answer.body)
    handler.say(answer)


def corrupt_request(handler: Handler) -> None:
    """One bit of the body that is sent is another."""
    handler.say(handler.ask(flipped(handler.taken())))


def swallowed(handler: Handler) -> None:
    """The service says it has stored what never reached it."""
    handler.taken()
    handler.say(Answer(200, [("ETag", '"0"')], b"", None))


def halved(handler: Handler) -> None:
    """Somebody else, who checks nothing, stores half of the body."""
    body = handler.taken()
    connection = http.client.HTTPConnection("127.0.0.1", handler.server.proxy.behind, timeout=60)
    connection.request("PUT", handler.path, body[: len(body) // 2])
    answer = connection.getresponse()
    answer.read()
    connection.close()
    handler.say(Answer(answer.status, [("ETag", '"0"')], b"", None))


def slow(seconds: float) -> Fault:
    """The body comes drop by drop."""

    def fault(handler: Handler) -> None:
        answer = handler.ask(handler.taken())
        handler.begin(answer)
        step = max(1, len(answer.body) // 10)
        for start in range(0, len(answer.body), step):
            handler.wfile.write(answer.body[start : start + step])
            handler.wfile.flush()
            time.sleep(seconds / 10)

    return fault


def silent(seconds: float) -> Fault:
    """Nothing is answered for so long."""

    def fault(handler: Handler) -> None:
        handler.taken()
        time.sleep(seconds)
        handler.cut()

    return fault


def flipped(data: bytes) -> bytes:
    """The same with one bit changed in the middle."""
    changed = bytearray(data)
    changed[len(data) // 2] ^= 0x10
    return bytes(changed)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    proxy: "Proxy"

    def handle_error(self, *_args: Any) -> None:
        """A broken connection is what we are here for."""


class Proxy:
    """Listens on `port` of this machine before the service at port `behind`; `seen` are requests in order."""

    def __init__(self, behind: int) -> None:
        self.behind = behind
        self.lock = threading.Lock()
        self.rules: list[Rule] = []
        self.seen: list[tuple[str, str]] = []
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.proxy = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def spoil(self, fault: Fault, method: str, *, times: int = 1, skip: int = 0, path: str = "") -> Rule:
        """Spoil the next requests of this method whose path holds these words."""
        rule = Rule(fault, method, times, skip, path)
        with self.lock:
            self.rules.append(rule)
        return rule

    def counted(self, method: str) -> int:
        """How many requests of this method came."""
        return sum(one == method for one, _ in self.seen)
