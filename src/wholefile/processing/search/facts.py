"""The facts of a file as lines that can be found, and the people in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_LEFT_OUT = {"headers", "received", "picture", "signature_headers"}  # long, or no words
_LONGEST = 40_000  # characters of all facts
_DEEPEST = 4
_PEOPLE = ("from", "to", "cc", "bcc", "sender")
_NAMES = ("author", "creator", "last_modified_by", "artist", "owner", "manager", "copyright")
_LATEST = 253_402_300_799_000  # 9999-12-31T23:59:59Z
_NOT_WRITABLE = re.compile("[\0\ud800-\udfff]")


def writable(said: Any) -> Any:
    """A text, or whatever has texts in it, without characters that no database takes: each is U+FFFD instead.

    These are U+0000 (PostgreSQL documentation, 8.3) and halves of surrogate pairs. The length stays, so that whatever
    counts characters still leads to the same ones.
    """
    if isinstance(said, str):
        return _NOT_WRITABLE.sub("\ufffd", said)
    if isinstance(said, Mapping):
        return {writable(name): writable(one) for name, one in said.items()}
    if isinstance(said, (list, tuple)):
        return type(said)(map(writable, said))
    return said


def lines_of(facts: Mapping[str, Any]) -> list[str]:
    """One line for each fact, as `subject: Live round`."""
    found: list[str] = []
    room = _LONGEST
    for name, value in facts.items():
        if name in _LEFT_OUT:
            continue
        line = f"{name.replace('_', ' ')}: {', '.join(_said(value, _DEEPEST))}"
        if len(line) > room:
            line = line[:room]
        room -= len(line)
        found.append(line)
        if room <= 0:
            break
    return found


def people_of(facts: Mapping[str, Any]) -> list[str]:
    """Names and addresses of those who wrote, sent or received it."""
    found: list[str] = []
    for key in _PEOPLE:
        value = facts.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                found += [str(part) for part in (one.get("name"), one.get("address")) if part]
            elif isinstance(one, str):
                found.append(one)
    found += [str(facts[key]) for key in _NAMES if isinstance(facts.get(key), str)]
    return list(dict.fromkeys(found))[:1_000]


def mail_date(facts: Mapping[str, Any]) -> int | None:
    """When a mail was sent by its own header, in milliseconds since 1970 UTC; None where that cannot be."""
    said = facts.get("date")
    if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= _LATEST:
        return said
    return None


def _said(value: Any, deep: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            if deep:
                yield f"{name} {' '.join(_said(one, deep - 1))}"
    elif isinstance(value, (list, tuple)):
        for one in value:
            if deep:
                yield " ".join(_said(one, deep - 1))
    elif value is not None:
        yield str(value)
