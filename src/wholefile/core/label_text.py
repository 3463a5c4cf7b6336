"""What stands on a label, for people and machines, and how what was scanned or typed is read again.

    code       QR code                            bars (Code 128)
    item       HTTPS://HOST/I/V26-000123-S        V26-000123-S
    place      HTTPS://HOST/L/ROOM-A/SHELF-1-E    L:ROOM-A/SHELF-1:E
    person     HTTPS://HOST/P/P-7-D               P:P-7:D

Capitals keep the QR code small (its alphanumeric mode, ISO/IEC 18004). The last character is the check character. A
number that a person types may come without it; what was printed always has it. The host is not compared: a label of
another office names numbers of its own, so it is refused by whoever knows the own host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from wholefile.core.acts.register import LOCATION
from wholefile.core.acts.schema import ITEM, PERSON
from wholefile.core.check_character import ALPHABET, check_character, is_checked
from wholefile.core.errors import Invalid

ITEM_LABEL, PLACE_LABEL, PERSON_LABEL = "item", "place", "person"
LONGEST = 400
_LETTERS = {ITEM_LABEL: "I", PLACE_LABEL: "L", PERSON_LABEL: "P"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_TYPES = {ITEM_LABEL: ITEM, PLACE_LABEL: LOCATION, PERSON_LABEL: PERSON}
_BARS = re.compile(r"(?P<letter>[LP]):(?P<number>[^:]+):(?P<check>.)")
_CHECKED = re.compile(r"(?P<number>.+)-(?P<check>.)")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a label or a person at the keyboard said: a thing of this kind, under this number."""

    kind: str
    number: str


def with_check(number: str) -> str:
    """A number as it stands in words on a label: V26-000123-S."""
    return f"{number}-{check_character(number)}"


def link_text(kind: str, number: str, address: str) -> str:
    """What the QR code of a label says; `address` is that of the office's pages."""
    return f"{address}/{_LETTERS[kind]}/{with_check(number)}".upper()


def bar_text(kind: str, number: str) -> str:
    """What the bars of a label say."""
    if kind == ITEM_LABEL:
        return with_check(number)
    return f"{_LETTERS[kind]}:{number}:{check_character(number)}"


def read_label(text: str, host: str = "") -> Scanned:
    """What was scanned or typed. `host` is the host name of the office's own pages, of which labels are taken.

    Raises Invalid for a check character that does not fit, for the label of another office and for anything else.
    """
    said = text.strip().upper()
    if not said or len(said) > LONGEST or not said.isascii() or not said.isprintable():
        raise _not_ours(text)
    if said.startswith(("HTTP://", "HTTPS://")):
        return _read_link(said, text, host)
    if found := _BARS.fullmatch(said):
        return _checked(_KINDS[found["letter"]], found["number"], found["check"], text)
    for kind in (ITEM_LABEL, PERSON_LABEL):
        if not _TYPES[kind].refuse(said):
            return Scanned(kind, said)
        found = _CHECKED.fullmatch(said)
        if found and not _TYPES[kind].refuse(found["number"]):
            return _checked(kind, found["number"], found["check"], text)
    if not LOCATION.refuse(said):
        return Scanned(PLACE_LABEL, said)
    raise _not_ours(text)


def read_code(kind: str, code: str) -> str:
    """The number in the address of a label (`V26-000123-S`). Raises Invalid."""
    found = _CHECKED.fullmatch(code.strip().upper()[:LONGEST])
    if not found:
        raise _not_ours(code)
    return _checked(kind, found["number"], found["check"], code).number


def _read_link(said: str, text: str, host: str) -> Scanned:
    try:
        parts = urlsplit(said)
        name = (parts.hostname or "").upper()
    except ValueError:
        raise _not_ours(text) from None
    _, letter, code = [*parts.path.split("/", 2), "", ""][:3]
    found = _CHECKED.fullmatch(code)
    if letter not in _KINDS or not found or parts.query or parts.fragment:
        raise _not_ours(text)
    if host and name != host.upper():
        raise Invalid("label.other_office", "This label is of another office; its numbers mean nothing here.")
    return _checked(_KINDS[letter], found["number"], found["check"], text)


def _checked(kind: str, number: str, check: str, text: str) -> Scanned:
    if _TYPES[kind].refuse(number):
        raise _not_ours(text)
    if check not in ALPHABET or not is_checked(number, check):
        raise Invalid(
            "label.check",
            f"{_short(text)}: the check character does not fit. It was misread; scan or type it again.",
        )
    return Scanned(kind, number)


def _not_ours(text: str) -> Invalid:
    return Invalid(
        "label.unknown",
        f"{_short(text)} is no voucher, no place and no badge of this office. Nothing was added.",
    )


def _short(text: str) -> str:
    shown = "".join(one if one.isprintable() else " " for one in text.strip()[:60])
    return f"“{shown}”"
