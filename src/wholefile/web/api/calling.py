"""Calls to other machines: to hosts that the operator listed and nowhere else, without following anybody further.

The address is looked up once, looked at, and then called as it is, so that a name cannot mean one machine when it is
checked and another when it is called.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wholefile.core.errors import Forbidden, Invalid, Unavailable

SECONDS = 5
_READ_BYTES = 65_536
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: `https` or `http`, host, port and path with its query."""

    scheme: str
    host: str
    port: int
    path: str


def place_of(url: str, allowed: Sequence[str]) -> Place:
    """The place that an address means.

    `allowed` lists hosts as `name` or `name:port`; without a port that of https. Plain http is for this machine alone.
    Raises Invalid for what is no such address, Forbidden for a host that is not listed.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Invalid("webhook.url", "This address cannot be read.") from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if (
        parts.scheme not in _PORTS
        or not host
        or parts.username
        or parts.password
        or parts.fragment
        or not plain
    ):
        raise Invalid("webhook.url", "An address is like https://cases.county.example/hooks/wholefile.")
    found = Place(parts.scheme, host, port or _PORTS[parts.scheme], parts.path or "/")
    if parts.query:
        found = Place(found.scheme, found.host, found.port, f"{found.path}?{parts.query}")
    if f"{found.host}:{found.port}" not in {one if _has_port(one) else f"{one}:443" for one in allowed}:
        raise Forbidden(
            "webhook.host", "This host is not among those that the operator allows (WHOLEFILE_WEBHOOK_HOSTS)."
        )
    if found.scheme == "http" and not _is_here(found.host):
        raise Invalid("webhook.url", "Without TLS (https) only this machine itself is called.")
    return found


def post(place: Place, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a body; done when the answer is one of success (2xx). Raises Unavailable with what came instead."""
    address = _looked_up(place)
    connection: http.client.HTTPConnection
    if place.scheme == "https":
        connection = _Tls(place, address)
    else:
        connection = http.client.HTTPConnection(address, place.port, timeout=SECONDS)
    try:
        connection.request("POST", place.path, body, {**headers, "Host": _host_header(place)})
        answer = connection.getresponse()
        answer.read(_READ_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable("webhook.unreachable", f"No answer: {type(error).__name__}.") from None
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise Unavailable("webhook.refused", f"The answer was {answer.status}.")


class _Tls(http.client.HTTPSConnection):
    """A connection to an address that was looked at, under the name that its certificate must bear."""

    def __init__(self, place: Place, address: str) -> None:
        self._asked = ssl.create_default_context()
        super().__init__(place.host, place.port, timeout=SECONDS, context=self._asked)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = self._asked.wrap_socket(plain, server_hostname=self.host)


def _looked_up(place: Place) -> str:
    """One address of the host. Raises Unavailable where there is none that may be called."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unavailable("webhook.name", "The name of the host is not known.") from None
    for *_, where in found:
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
            continue
        if address.is_loopback and not _is_here(place.host):
            continue
        return str(address)
    raise Unavailable("webhook.address", "The name of the host leads to an address that is not called.")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal() and not host.endswith("]")


def _host_header(place: Place) -> str:
    return place.host if place.port == _PORTS[place.scheme] else f"{place.host}:{place.port}"
