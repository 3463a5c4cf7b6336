"""Mail that is signed or encrypted: what it is, and what of it can be read without a key.

S/MIME (RFC 8551) wraps content in CMS (RFC 5652); PGP/MIME is RFC 3156. Signatures are listed, never verified here.
The content of opaquely signed S/MIME lies open inside the structure and is taken out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # RFC 5652 section 5.1
_ENCRYPTED = {
    bytes.fromhex("2a864886f70d010703"): "enveloped",  # section 6.1
    bytes.fromhex("2a864886f70d010706"): "encrypted",  # section 8
    bytes.fromhex("2a864886f70d0109100117"): "authenticated and enveloped",  # RFC 5083
}
_DEEPEST = 16


class Wrapped(NamedTuple):
    """What a CMS structure is: `signed`, a kind of encryption, or `unknown`; and the signed content inside."""

    kind: str
    content: bytes | None = None


class _Value(NamedTuple):
    tag: int
    body: bytes


def unwrap(data: bytes) -> Wrapped:
    """What a CMS structure holds. Never raises: what cannot be followed is `unknown` or signed without content."""
    try:
        outer = next(_values(data), None)
        if outer is None or outer.tag != 0x30:
            return Wrapped("unknown")
        inside = list(_values(outer.body))
        if len(inside) < 2 or inside[0].tag != 0x06:
            return Wrapped("unknown")
        kind = inside[0].body
        if kind in _ENCRYPTED:
            return Wrapped(_ENCRYPTED[kind])
        return Wrapped("signed", _signed_content(inside[1])) if kind == SIGNED_DATA else Wrapped("unknown")
    except (ValueError, IndexError):
        return Wrapped("unknown")


def _signed_content(explicit: _Value) -> bytes | None:
    """SignedData.encapContentInfo.eContent (RFC 5652 section 5.2): the third value inside, then [0] EXPLICIT."""
    signed = next(_values(explicit.body), None)
    if signed is None:
        return None
    fields = list(_values(signed.body))
    encapsulated = list(_values(fields[2].body)) if len(fields) > 2 else []
    if len(encapsulated) < 2 or encapsulated[1].tag != 0xA0:
        return None
    octets = next(_values(encapsulated[1].body), None)
    return None if octets is None else _octets(octets)


def _octets(value: _Value) -> bytes | None:
    """An OCTET STRING, in one piece or in several (X.690 section 8.7)."""
    if value.tag == 0x04:
        return value.body
    if value.tag == 0x24:
        return b"".join(one.body for one in _values(value.body) if one.tag == 0x04)
    return None


def _values(data: bytes, depth: int = 0) -> Iterator[_Value]:
    """The values of a row in BER (X.690 section 8.1), of definite and indefinite length. Raises ValueError."""
    at = 0
    while at < len(data):
        if data[at : at + 2] == b"\0\0":
            return
        body, end, stop = _extent(data, at, depth)
        yield _Value(data[at], data[body:end])
        at = stop


def _extent(data: bytes, at: int, depth: int) -> tuple[int, int, int]:
    """Where the body of the value at `at` begins and ends, and where the next one begins."""
    length = data[at + 1]
    body = at + 2
    if length == 0x80:
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        inner = body
        while data[inner : inner + 2] != b"\0\0":
            inner = _extent(data, inner, depth + 1)[2]
        return body, inner, inner + 2
    if length > 0x80:
        body += length & 0x7F
        length = int.from_bytes(data[at + 2 : body], "big")
    if body + length > len(data):
        raise ValueError("cut off")
    return body, body + length, body + length
