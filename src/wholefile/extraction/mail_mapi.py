"""An Outlook item as MAPI properties, whether it lies in an MSG file or in a PST ([MS-OXPROPS], [MS-OXCDATA]).

The readers of both formats make an `Item`; its facts, text and rendering are worked out here and in `mail_render`, so
that the same message says the same wherever it was kept. Strings of 8 bits are in the code page the message names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from wholefile.extraction.filetime import since_1970
from wholefile.extraction.mail_charset import charset_of_code_page, decode

BINARY, STRING8, UNICODE, OBJECT = 0x0102, 0x001E, 0x001F, 0x000D
_SHORT, _LONG, _BOOLEAN, _LONGLONG, _TIME = 0x0002, 0x0003, 0x000B, 0x0014, 0x0040

MESSAGE_CLASS, SUBJECT, SUBMIT_TIME, TRANSPORT_HEADERS = 0x001A, 0x0037, 0x0039, 0x007D
REPRESENTING_NAME, REPRESENTING_ADDRESS, REPRESENTING_SMTP = 0x0042, 0x0065, 0x5D02
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
RECIPIENT_TYPE, DELIVERY_TIME, FLAGS = 0x0C15, 0x0E06, 0x0E07
BODY, RTF, HTML, MESSAGE_ID, REFERENCES, REPLY_ID = 0x1000, 0x1009, 0x1013, 0x1035, 0x1039, 0x1042
DISPLAY_NAME, ADDRESS, SMTP_ADDRESS = 0x3001, 0x3003, 0x39FE
CREATED, MODIFIED, CODE_PAGE, INTERNET_CODE_PAGE = 0x3007, 0x3008, 0x3FFD, 0x3FDE
ATTACH_DATA, ATTACH_NAME, ATTACH_METHOD, ATTACH_LONG_NAME = 0x3701, 0x3704, 0x3705, 0x3707
ATTACH_PATHNAME, ATTACH_LONG_PATHNAME, ATTACH_TYPE, ATTACH_CONTENT_ID = 0x3708, 0x370D, 0x370E, 0x3712
ATTACH_HIDDEN, ATTACH_TAG = 0x7FFE, 0x370A

BY_VALUE, EMBEDDED, OLE = 1, 5, 6
METHODS = {0: "none", 1: "by value", 2: "by reference", 3: "by reference resolve", 4: "by reference only",
           5: "embedded message", 6: "ole object", 7: "by web reference"}  # fmt: skip


class Unreadable(Exception):
    """A library cannot read a part of the file; the words are its own."""


class Value(NamedTuple):
    """A property's type and its bytes, as stored."""

    type: int
    raw: bytes


@dataclass(slots=True)
class Properties:
    """The properties of an item, recipient or attachment, by their number. `notes` say what could not be read well."""

    values: Mapping[int, Value]
    charset: str | None = None
    notes: list[str] = field(default_factory=list)

    def text(self, *numbers: int) -> str:
        """The first of these strings that says something, without its closing NUL; PST's subject prefix is left out."""
        for number in numbers:
            found = self.values.get(number)
            if found is None or found.type not in (STRING8, UNICODE):
                continue
            said = self._string(found).rstrip("\0")
            if number == SUBJECT and said[:1] == "\1":
                said = said[2:]  # [MS-PST] section 2.5.3.1.1.1
            if said:
                return said
        return ""

    def _string(self, found: Value) -> str:
        if found.type == UNICODE:
            return found.raw[: len(found.raw) // 2 * 2].decode("utf-16-le", "replace")
        said, _, note = decode(found.raw.rstrip(b"\0"), self.charset)
        if note and note not in self.notes:
            self.notes.append(note)
        return said

    def number(self, number: int) -> int | None:
        """A number or truth value."""
        found = self.values.get(number)
        if found is None:
            return None
        size = {_SHORT: 2, _LONG: 4, _BOOLEAN: 1, _LONGLONG: 8}.get(found.type)
        return None if size is None else int.from_bytes(found.raw[:size], "little")

    def time(self, number: int) -> int | None:
        """An instant in ms since 1970 UTC ([MS-DTYP] FILETIME, which is UTC); None for none and for nonsense."""
        found = self.values.get(number)
        if found is None or found.type != _TIME or len(found.raw) < 8:
            return None
        ticks = int.from_bytes(found.raw[:8], "little")
        at = since_1970(ticks)
        # Outlook writes the year 4501 for "none".
        return at if ticks and at < 79_000_000_000_000 else None

    def binary(self, number: int) -> bytes:
        """Bytes as stored, of a binary or a string."""
        found = self.values.get(number)
        return b"" if found is None else found.raw


@dataclass(slots=True)
class Attachment:
    """An attachment: its properties and its bytes, or the message inside it, or the reason why neither can be had."""

    properties: Properties
    content: Callable[[], Iterable[bytes]] | None = None
    item: Item | None = None
    reason: str = ""
    size: int | None = None

    @property
    def method(self) -> int | None:
        """How it is attached ([MS-OXCMSG] section 2.2.2.9)."""
        return self.properties.number(ATTACH_METHOD)

    @property
    def name(self) -> str:
        """The file name as declared: the long one, the short one, or what is displayed."""
        return self.properties.text(ATTACH_LONG_NAME, ATTACH_NAME, DISPLAY_NAME)

    def facts(self) -> dict[str, Any]:
        """What the message says of the attachment."""
        told = self.properties
        facts: dict[str, Any] = {
            "filename": self.name[:1000],
            "content_type": told.text(ATTACH_TAG, ATTACH_TYPE)[:200],
            "content_id": told.text(ATTACH_CONTENT_ID)[:1000],
            "attach_method": METHODS.get(self.method or 0, str(self.method)),
            "reference": told.text(ATTACH_LONG_PATHNAME, ATTACH_PATHNAME)[:1000],
            "hidden": bool(told.number(ATTACH_HIDDEN)) or None,
            "created": told.time(CREATED),
            "modified": told.time(MODIFIED),
            "reason": self.reason,
        }
        return {key: value for key, value in facts.items() if value not in (None, "")}


@dataclass(slots=True)
class Item:
    """A message, contact, appointment or note: its properties, recipients and attachments."""

    properties: Properties
    recipients: list[Properties] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def people(self, kind: int) -> list[tuple[str, str]]:
        """Name and address of the recipients of a type: 1 to, 2 cc, 3 bcc."""
        # The upper bits are flags ([MS-OXOMSG] section 2.2.3.1).
        return [
            (one.text(DISPLAY_NAME), one.text(SMTP_ADDRESS, ADDRESS))
            for one in self.recipients
            if (one.number(RECIPIENT_TYPE) or 0) & 0xF == kind
        ]

    def sender(self) -> tuple[str, str]:
        """Name and address of whom the message is from: the one represented, or else the sender."""
        told = self.properties
        name, address = told.text(REPRESENTING_NAME), told.text(REPRESENTING_SMTP, REPRESENTING_ADDRESS)
        if not address and name in ("", told.text(SENDER_NAME)):
            return self.by()
        return name, address

    def by(self) -> tuple[str, str]:
        """Name and address of whoever sent it, which may be on behalf of another."""
        told = self.properties
        return told.text(SENDER_NAME), told.text(SENDER_SMTP, SENDER_ADDRESS)

    def facts(self) -> dict[str, Any]:
        """Class, times and flags, as stored; times in ms since 1970 UTC."""
        told = self.properties
        facts: dict[str, Any] = {
            "message_class": told.text(MESSAGE_CLASS)[:200],
            "created": told.time(CREATED),
            "modified": told.time(MODIFIED),
            "submitted": told.time(SUBMIT_TIME),
            "delivered": told.time(DELIVERY_TIME),
            "flags": told.number(FLAGS),
            "read": None if told.number(FLAGS) is None else bool((told.number(FLAGS) or 0) & 1),
        }
        return {key: value for key, value in facts.items() if value not in (None, "")}


def charset_of(values: Mapping[int, Value]) -> str | None:
    """The charset of the 8-bit strings of a message: PR_MESSAGE_CODEPAGE, else PR_INTERNET_CPID."""
    told = Properties(values)
    return charset_of_code_page(told.number(CODE_PAGE)) or charset_of_code_page(
        told.number(INTERNET_CODE_PAGE)
    )


def moment_in_words(instant: int) -> str:
    """An instant as RFC 5322 writes it, in UTC."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][at.month - 1]
    return f"{day}, {at.day:02} {month} {at.year:04} {at:%H:%M:%S} +0000"
