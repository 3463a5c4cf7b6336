"""The guard of tests/conftest.py does refuse, and lets through what stays here."""

import socket

import pytest

# An address that RFC 5737 reserves for documentation: if the guard failed, nobody would answer.
ELSEWHERE = "192.0.2.1"


def test_connections_to_another_machine_are_refused():
    with socket.socket() as outgoing, pytest.raises(pytest.fail.Exception, match="stay on this machine"):
        outgoing.connect((ELSEWHERE, 9))


def test_datagrams_to_another_machine_are_refused():
    with (
        socket.socket(type=socket.SOCK_DGRAM) as outgoing,
        pytest.raises(pytest.fail.Exception, match="stay on this machine"),
    ):
        outgoing.sendto(b"x", (ELSEWHERE, 9))


def test_looking_up_another_machine_is_refused():
    with pytest.raises(pytest.fail.Exception, match="stay on this machine"):
        socket.getaddrinfo("evidence.example", 443)


def test_the_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as outgoing:
        outgoing.connect(server.getsockname())
        served, _ = server.accept()
        served.close()
    assert socket.getaddrinfo("localhost", 80)
