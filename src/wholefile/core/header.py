"""Headers: what the log holds of an act, forever.

A header is the act, the signatures on it and its number in the log. It names no person, no item and no
content: those are in the body, of which the act carries only a commitment, so that a body can be withheld
or destroyed by order while the header stays.

    act    = {"at", "body", "cases", "kind", "log", "nonce", "v"}
    header = {"act", "seq", "signatures"}, canonical, ASCII, at most 65,535 bytes
    leaf   = SHA-256(0x00, header)

Signatures stand in the order of their key ids, one per key. Malformed acts and headers raise `Invalid`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from wholefile.core import signatures as sig
from wholefile.core.canonical import MAX_BYTES, MAX_INTEGER, Value, b64u, decode_object, encode
from wholefile.core.errors import Invalid
from wholefile.core.keys import ED25519
from wholefile.core.merkle import leaf_hash

NONCE_BYTES = 16
MAX_SIGNATURES = 8
INDEX_KIND = "index"

_ACT_NAMES = {"at", "body", "cases", "kind", "log", "nonce", "v"}
_HEADER_NAMES = {"act", "seq", "signatures"}
# Unpadded base64url whose last character has no stray bits: the only spelling of 32 and of 16 bytes.
_B64U_32 = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_B64U_16 = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}(?:\.[a-z][a-z0-9_]{0,39})?")
# A log's origin is the name of a note key: no space, no plus, and here ASCII only (C2SP signed-note).
_ORIGIN = re.compile(r"[!-*,-~]{1,255}")

# A header whose signatures are all plain Ed25519, as bytes; a log's name with a quotation mark or backslash is not.
_LABEL, _SHORT, _LONG = (
    rb"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]",
    rb"[A-Za-z0-9_-]{21}[AQgw]",
    rb"[A-Za-z0-9_-]{85}[AQgw]",
)
_NUMBER = rb"(0|[1-9][0-9]{0,15})"
_SIGNATURE = rb'\{"algorithm":"ed25519","key":"%s","signature":"%s"\}'
_PLAIN_SIGNATURE = re.compile(_SIGNATURE % (b"(%s)" % _LABEL, b"(%s)" % _LONG))
_PLAIN_HEADER = re.compile(
    rb'\{"act":\{"at":%s,"body":"(%s)","cases":\[((?:"%s"(?:,"%s")*)?)\],"kind":"(%s)","log":"([!#-*,-\[\]-~]{1,255})",'
    rb'"nonce":"(%s)","v":1\},"seq":%s,"signatures":\[(%s(?:,%s){0,7})\]\}'
    % (
        _NUMBER, _LABEL, _LABEL, _LABEL, _KIND.pattern.encode(), _SHORT, _NUMBER,
        _SIGNATURE % (_LABEL, _LONG), _SIGNATURE % (_LABEL, _LONG),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """One entry of the log, read back: `seq` is its number, counted from 0."""

    act: dict[str, Value]
    seq: int
    signatures: list[dict[str, Value]]

    @property
    def kind(self) -> str:
        """The kind of the act, such as `custody.transferred`."""
        return str(self.act["kind"])

    @property
    def cases(self) -> list[str]:
        """The labels of the cases this entry belongs to, in order."""
        return self.act["cases"]  # type: ignore[return-value]


def make_act(  # the seven facts of an act
    *, log: str, kind: str, cases: Iterable[str], at: int, nonce: bytes, body: bytes
) -> dict[str, Value]:
    """A checked act, ready to be signed.

    `cases` are labels in any order, `at` is milliseconds since 1970 (UTC), `nonce` 16 random bytes and
    `body` the 32-byte commitment to the body.
    """
    labels: list[Value] = [*sorted(set(cases))]
    act: dict[str, Value] = {
        "at": at,
        "body": b64u(body),
        "cases": labels,
        "kind": kind,
        "log": log,
        "nonce": b64u(nonce),
        "v": 1,
    }
    check_act(act)
    return act


def check_act(act: object) -> None:
    """An act of exactly the right shape; `Invalid` says what is wrong."""
    if type(act) is not dict or act.keys() != _ACT_NAMES:
        raise Invalid("act.names", f"An act has exactly these parts: {', '.join(sorted(_ACT_NAMES))}.")
    if type(act["v"]) is not int or act["v"] != 1:
        raise Invalid("act.version", "Only version 1 of acts is known.")
    if type(act["at"]) is not int or not 0 <= act["at"] <= MAX_INTEGER:
        raise Invalid("act.at", "The time of an act is in whole milliseconds since 1970.")
    for name, pattern in (("body", _B64U_32), ("nonce", _B64U_16), ("kind", _KIND), ("log", _ORIGIN)):
        value = act[name]
        if type(value) is not str or not pattern.fullmatch(value):
            raise Invalid(f"act.{name}", f"The part {name} of an act does not have its form.")
    cases = act["cases"]
    if type(cases) is not list or not all(type(c) is str and _B64U_32.fullmatch(c) for c in cases):
        raise Invalid("act.cases", "The cases of an act are labels, 32 bytes each in base64url.")
    if any(first >= second for first, second in pairwise(cases)):
        raise Invalid("act.cases_order", "The cases of an act stand in order, none twice.")
    if act["kind"] == INDEX_KIND and cases:
        raise Invalid("act.index_cases", "An index entry belongs to no case.")


def encode_header(act: Mapping[str, Value], seq: int, signatures: Iterable[Mapping[str, Value]]) -> bytes:
    """The bytes of an entry. Signatures may come in any order."""
    ordered = sorted(signatures, key=lambda s: str(s["key"]) if isinstance(s, dict) and "key" in s else "")
    header = {"act": act, "seq": seq, "signatures": ordered}
    _check_header(header)
    raw = encode(header)
    if not raw.isascii():
        raise Invalid("canonical.not_ascii", "Only ASCII characters may stand in a header.")
    if len(raw) > MAX_BYTES:
        raise Invalid(
            "header.too_long", f"A header has at most {MAX_BYTES} bytes; this one would have {len(raw)}."
        )
    return raw


def decode_header(raw: bytes) -> Header:
    """The entry these bytes stand for; anything but its one permitted form is refused."""
    return _decode_plain(raw) or _decode_any(raw)


def _decode_any(raw: bytes) -> Header:
    header = decode_object(raw)
    if not raw.isascii():
        raise Invalid("canonical.not_ascii", "Only ASCII characters may stand in a header.")
    _check_header(header)
    return Header(header["act"], header["seq"], header["signatures"])  # type: ignore[arg-type]


def _decode_plain(raw: bytes) -> Header | None:
    """The same for the common case, entries signed with keys held as files, without reading JSON.

    The pattern has only texts without escapes, in the one order and spelling, so what it matches is canonical. What
    it does not match, and what fails a comparison, is left to `_decode_any`, which says what is wrong.
    """
    match = _PLAIN_HEADER.fullmatch(raw) if len(raw) <= MAX_BYTES else None
    if match is None:
        return None
    at, body, labels, kind, log, nonce, seq, signed = match.groups()
    cases: list[Value] = [*labels.decode()[1:-1].split('","')] if labels else []
    signatures: list[dict[str, Value]] = [
        {"algorithm": ED25519, "key": key.decode(), "signature": signature.decode()}
        for key, signature in _PLAIN_SIGNATURE.findall(signed)
    ]
    if int(at) > MAX_INTEGER or int(seq) > MAX_INTEGER or (cases and kind == b"index"):
        return None
    if len(cases) > 1 and not _strictly_rising(cases):
        return None
    if len(signatures) > 1 and not _strictly_rising([one["key"] for one in signatures]):
        return None
    act: dict[str, Value] = {
        "at": int(at),
        "body": body.decode(),
        "cases": cases,
        "kind": kind.decode(),
        "log": log.decode(),
        "nonce": nonce.decode(),
        "v": 1,
    }
    return Header(act, int(seq), signatures)


def _strictly_rising(texts: Sequence[Any]) -> bool:
    return all(first < second for first, second in pairwise(texts))


def header_leaf(raw: bytes) -> bytes:
    """The hash by which this entry stands in the log."""
    return leaf_hash(raw)


def _check_header(header: Mapping[str, object]) -> None:
    if header.keys() != _HEADER_NAMES:
        raise Invalid(
            "header.names", f"A header has exactly these parts: {', '.join(sorted(_HEADER_NAMES))}."
        )
    check_act(header["act"])
    seq, signatures = header["seq"], header["signatures"]
    if type(seq) is not int or not 0 <= seq <= MAX_INTEGER:
        raise Invalid("header.seq", "The number of an entry is a whole number from 0.")
    if type(signatures) is not list or not 1 <= len(signatures) <= MAX_SIGNATURES:
        raise Invalid("header.signatures", f"An entry carries one to {MAX_SIGNATURES} signatures.")
    previous = ""
    for signature in signatures:
        sig.check_shape(signature)
        if signature["key"] <= previous:
            raise Invalid(
                "header.signature_order", "Signatures stand in the order of their keys, one per key."
            )
        previous = signature["key"]
