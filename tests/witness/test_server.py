"""The witness over HTTP: what it refuses before it thinks, and that it is on this machine alone."""

import http.client
import ipaddress
import socket
import threading
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.witness.logs import Log, new_witness
from wholefile.witness import running, server
from wholefile.witness.server import WitnessServer


@pytest.fixture
def log():
    return Log(10)


@pytest.fixture
def witness(tmp_path, log):
    return new_witness(tmp_path, log)


@pytest.fixture
def url(witness):
    with running(witness) as url:
        yield url


def connect(url):
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)


def ask(url, body, path="/add-checkpoint", method="POST", headers=None):
    with closing(connect(url)) as connection:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Content-Type")


def raw(url, data, *, shut=False):
    """What comes back to bytes sent as they are."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        connection.sendall(data)
        if shut:
            connection.shutdown(socket.SHUT_WR)
        found = b""
        while part := connection.recv(65_536):
            found += part
    return found


def test_a_checkpoint_is_cosigned_and_a_fork_refused(url, log):
    status, body, kind = ask(url, log.request(0))
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert body.startswith("\u2014 witness.example/court ".encode())
    assert ask(url, log.fork(5).request(10))[0] == 422
    assert ask(url, log.grow(1).request(0)) == (409, b"10\n", "text/x.tlog.size")


def test_several_requests_go_over_one_connection(url, log):
    connection = connect(url)
    for old in (0, 10, 10):
        connection.request("POST", "/add-checkpoint", log.request(old))
        response = connection.getresponse()
        assert response.status == 200
        response.read()
    connection.close()


def test_it_listens_on_the_loopback_alone(witness, url):
    assert ipaddress.ip_address(urlsplit(url).hostname).is_loopback
    made = WitnessServer(witness)
    assert ipaddress.ip_address(made.server_address[0]).is_loopback
    made.server_close()


def test_two_witnesses_run_beside_each_other(witness, url):
    with running(witness) as second:
        assert second != url


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/add-checkpoint", 405),
        ("GET", "/", 405),
        ("POST", "/", 404),
        ("POST", "/add-checkpoint/", 404),
        ("POST", "/../add-checkpoint", 404),
        ("DELETE", "/add-checkpoint", 501),
    ],
)
def test_there_is_one_path_and_one_method(url, log, method, path, status):
    assert ask(url, log.request(0) if method == "POST" else None, path, method)[0] == status


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"", b"411"),
        (b"Content-Length: -1\r\n", b"411"),
        (b"Content-Length: 1_0\r\n", b"411"),
        (b"Content-Length: \xb2\r\n", b"411"),
        (b"Transfer-Encoding: chunked\r\n", b"411"),
        (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"411"),
        (b"Content-Length: 65537\r\n", b"413"),
        (b"Content-Length: 99999999999999999999\r\n", b"413"),
        (b"Content-Length: 4\r\n", b"400"),
    ],
)
def test_the_length_is_said_and_bounded(url, head, status):
    sent = b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n"
    if status == b"400":
        sent = sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + b"old\n"
    assert raw(url, sent).split(b" ")[1] == status


def test_a_request_that_is_cut_off_is_not_answered(url, witness, log):
    body = log.request(0)
    head = b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert raw(url, head + body[:-1], shut=True) == b""
    assert witness._store.logs()[0].size == 0


def test_who_says_nothing_is_left(witness, monkeypatch):
    monkeypatch.setattr(server._Handler, "timeout", 0.1)
    with running(witness) as url:
        assert raw(url, b"POST /add-checkpoint HTTP/1.1\r\n") == b""


def test_who_drips_is_left_when_the_time_of_a_connection_is_over(witness, monkeypatch):
    monkeypatch.setattr(server, "_CONNECTION_SECONDS", 0.3)
    with running(witness) as url:
        parts = urlsplit(url)
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            done = threading.Event()

            def drip():
                while not done.wait(0.05):
                    try:
                        connection.send(b"x")
                    except OSError:
                        return

            thread = threading.Thread(target=drip)
            thread.start()
            try:
                assert connection.recv(1) == b""
            except ConnectionResetError:
                pass
            finally:
                done.set()
                thread.join()


def test_too_many_connections_are_turned_away_and_the_next_is_served(witness, monkeypatch, log):
    monkeypatch.setattr(server, "_CONNECTIONS", 2)
    with running(witness) as url:
        parts = urlsplit(url)
        held = [socket.create_connection((parts.hostname, parts.port), timeout=5) for _ in range(2)]
        for one in held:
            one.sendall(b"POST")
        assert raw(url, b"") == b""
        for one in held:
            one.close()
        for _attempt in range(100):
            try:
                assert ask(url, log.request(0))[0] == 200
                break
            except (http.client.HTTPException, ConnectionError):
                continue
        else:
            pytest.fail("no place became free")


def test_a_witness_whose_disk_failed_says_503_and_not_why(url, witness, log, capfd):
    witness._store._broken = True
    status, body, _kind = ask(url, log.request(0))
    assert status == 503
    assert b"disk" not in body
    assert "restarted" in capfd.readouterr().err
