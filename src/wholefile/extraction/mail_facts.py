"""The facts of a mail, the same from every reader of mail, so that threads and searches can be built on them.

    message_id in_reply_to references   without angle brackets; the last two are lists
    subject from to cc bcc              decoded; people are a list of {name, address}
    date_raw date date_offset           as it stands; ms since 1970 UTC; minutes east of UTC
    received                            the lines of the way, the last station first, as they stand
    headers                             all of them, [name, raw value], bounded

`date` is only there where the header has a zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from wholefile.extraction.mail_headers import (
    Header,
    addresses,
    decoded,
    eight_bit,
    first,
    identifiers,
    moment,
)
from wholefile.extraction.output import Output

T = TypeVar("T")
_MOST_HEADERS = 500
_LONGEST = 2_000  # characters of a header that are kept among the facts
_LONGEST_PARSED = 1 << 20
_MOST_IDENTIFIERS = 1_000
_MOST_PEOPLE = 5_000
# Characters of one list among the facts: a character may take 12 bytes in a frame, and all must fit in one.
_MOST_CHARACTERS = 60_000
_ONCE = (
    "subject",
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
)
_PEOPLE = ("from", "to", "cc", "bcc")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


def facts_of_headers(headers: Sequence[Header]) -> dict[str, Any]:
    """The facts that the headers of a mail say; a header said twice counts once, but for people, who all count."""
    facts: dict[str, Any] = {}
    found = identifiers(first(headers, "message-id")) or [first(headers, "message-id")]
    facts["message_id"] = found[0][:_LONGEST].replace("\0", "\ufffd")
    for name, key in (("in_reply_to", "in-reply-to"), ("references", "references")):
        told = identifiers(first(headers, key)[:_LONGEST_PARSED])[:_MOST_IDENTIFIERS]
        facts[name] = bounded(told, len)
    facts["subject"] = decoded(first(headers, "subject")[:_LONGEST_PARSED])[:_LONGEST]
    for key in _PEOPLE:
        people = [
            person for one in headers if one.key == key for person in addresses(one.value[:_LONGEST_PARSED])
        ]
        facts[key] = bounded([_clean(one) for one in people[:_MOST_PEOPLE]], _length)
    raw = next((eight_bit(one.raw).strip() for one in headers if one.key == "date"), "")
    facts["date_raw"] = raw[:_LONGEST]
    facts["date"], facts["date_offset"] = moment(first(headers, "date")[:_LONGEST])
    received = [eight_bit(one.raw).strip()[:_LONGEST] for one in headers if one.key == "received"]
    facts["received"] = bounded(received, len)
    facts["headers"] = bounded(
        [
            [one.name.decode("ascii", "backslashreplace")[:200], eight_bit(one.raw).strip()[:_LONGEST]]
            for one in headers[:_MOST_HEADERS]
        ],
        lambda pair: len(pair[0]) + len(pair[1]),
    )
    return facts


def bounded(told: Iterable[T], length: Callable[[T], int], most: int = _MOST_CHARACTERS) -> list[T]:
    """The beginning of a list, up to so many characters in all."""
    kept: list[T] = []
    for one in told:
        most -= length(one)
        if most < 0:
            break
        kept.append(one)
    return kept


def _clean(person: dict[str, str]) -> dict[str, str]:
    return {name: value[:_LONGEST].replace("\0", "\ufffd") for name, value in person.items()}


def _length(person: dict[str, str]) -> int:
    return len(person["name"]) + len(person["address"])


def say_headers(headers: Sequence[Header], out: Output) -> None:
    """Say the facts of the headers, and flag what a person should look at."""
    for name, value in facts_of_headers(headers).items():
        out.fact(name, value)
    keys = [one.key for one in headers]
    repeated = [key for key in _ONCE if keys.count(key) > 1]
    if repeated:
        out.flag("repeated header", f"Said more than once, where once is allowed: {', '.join(repeated)}.")
    if any(_CONTROL.search(eight_bit(one.raw)) for one in headers):
        out.flag("control characters", "Headers hold control characters, which can hide what a mail says.")
    if any(not one.raw.isascii() and "\\x" in eight_bit(one.raw) for one in headers):
        out.flag(
            "undeclared charset", "Headers hold bytes of an undeclared charset; they are shown as numbers."
        )
    if len(out.facts.get("headers", ())) < len(headers) or any(len(one.raw) > _LONGEST for one in headers):
        out.flag(
            "long headers", f"There are {len(headers):,} headers; not all are kept in full among the facts."
        )
    if keys.count("date") and out.facts.get("date") is None:
        out.flag(
            "no instant", "The date names no time zone or breaks the standard, so the instant is not known."
        )
    signed = [key for key in ("dkim-signature", "arc-seal") if key in keys]
    if signed:
        out.fact("signature_headers", {"present": signed, "verified": "not verified"})


def header_text(headers: Sequence[Header]) -> str:
    """Subject, people and date in words, a line each, so that a search finds them."""
    lines = []
    for key, name in (("subject", "Subject"), ("from", "From"), ("to", "To"), ("cc", "Cc"), ("bcc", "Bcc")):
        lines += [f"{name}: {decoded(one.value[:_LONGEST_PARSED])}\n" for one in headers if one.key == key]
    lines += [f"Date: {one.value}\n" for one in headers if one.key == "date"]
    return "".join(lines).replace("\0", "\ufffd")
