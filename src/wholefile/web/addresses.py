"""Where the pages are: one address for the office, one for signing, one for the defence.

Passkeys that sign acts belong to the host name of the signing pages alone, so that a challenge of signing in can
never be an act, and no page of the office can ask such a passkey for anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from wholefile.core.errors import Invalid

DEFAULT = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses without a slash at their end: `https://evidence.county.example`."""

    office: str
    signing: str
    portal: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names of all three, without ports."""
        return tuple(name_of(one) for one in (self.office, self.signing, self.portal))

    @property
    def secure(self) -> bool:
        """Whether people reach the pages over TLS."""
        return self.office.startswith("https://")


def addresses(environment: Mapping[str, str]) -> Addresses:
    """The addresses from WHOLEFILE_URL, and from WHOLEFILE_SIGNING_URL and WHOLEFILE_PORTAL_URL where they are given.

    Raises Invalid for what is no address, or when two of the three are the same host.
    """
    office = _checked(environment.get("WHOLEFILE_URL") or DEFAULT)
    signing = _checked(environment.get("WHOLEFILE_SIGNING_URL") or _below("sign", office))
    portal = _checked(environment.get("WHOLEFILE_PORTAL_URL") or _below("portal", office))
    found = Addresses(office, signing, portal)
    if len(set(found.hosts)) != len(found.hosts):
        raise Invalid(
            "settings.addresses",
            "The office, the signing pages and the portal need three different host names.",
        )
    if len({one.split(":", 1)[0] for one in (office, signing, portal)}) != 1:
        raise Invalid(
            "settings.addresses", "All three addresses are https, or for a trial on one machine http."
        )
    return found


def name_of(address: str) -> str:
    """The host name in an address, without a port."""
    return str(urlsplit(address).hostname)


def _below(label: str, address: str) -> str:
    """The address of a host one label below another."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{label}.{parts.netloc}"


def _checked(address: str) -> str:
    parts = urlsplit(address)
    try:
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port is not False
    except ValueError:
        known = False
    if not known or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise Invalid("settings.address", f"{address!r} is no address like https://evidence.county.example.")
    if parts.scheme == "http" and not (
        parts.hostname == "localhost" or str(parts.hostname).endswith(".localhost")
    ):
        raise Invalid("settings.address", "Without TLS (https) the pages work on localhost only.")
    return address.rstrip("/")
