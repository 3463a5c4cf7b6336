"""The small language in which every kind of act is written down.

A kind of act is a closed list of fields, each with a type that can say no. The same description checks a body
before it is signed, checks it again when a stranger verifies it, and writes the reference page, so the three cannot
drift apart. Invariant: a body that passes `Kind.check` encodes in the record's canonical encoding.

Units: instants are integer milliseconds since 1970-01-01T00:00:00Z; days are `YYYY-MM-DD`; digests of files are
lower-case hexadecimal, as evidence tools print them; all other binary values are unpadded base64url.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wholefile.core.acts.placing import placing_names, reasoning_names
from wholefile.core.canonical import unb64u
from wholefile.core.docket import canonical_docket
from wholefile.core.errors import Invalid, WholefileError

MAX_INTEGER = 2**53 - 1
ROLES = (
    "administrator",
    "auditor",
    "court",
    "custodian",
    "defence",
    "investigator",
    "laboratory",
    "paralegal",
    "prosecutor",
    "supervisor",
)


@dataclass(frozen=True)
class Type:
    """What a field may hold.

    `name` is for the reference page, `refuse` returns why a value is refused, and `spec` is the same type as plain
    data, from which the browser's verifier is given its copy of the vocabulary.
    """

    name: str
    refuse: Callable[[Any], str | None]
    spec: Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One named field of a body.

    `signer` lists the roles in which the person it names signs, empty for anybody enrolled; a field without it names
    nobody who signs.
    """

    name: str
    type: Type
    doc: str
    required: bool = True
    signer: tuple[str, ...] | None = None

    @property
    def signs(self) -> bool:
        """Whether the person this field names must sign the act."""
        return self.signer is not None


def _string(value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    if not value.isascii() and unicodedata.normalize("NFC", value) != value:
        return "must be in Unicode normal form C"
    return None


def _is_plain(value: str) -> bool:
    """Whether a text is ASCII without control characters, as most are; others are looked at one by one."""
    return value.isascii() and value.isprintable()


def line(limit: int = 300) -> Type:
    """One line of text without control characters."""

    def refuse(value: Any) -> str | None:
        if why := _string(value):
            return why
        if not value.strip() or value != value.strip():
            return "must not be empty or have spaces at its ends"
        if len(value) > limit:
            return f"must have at most {limit} characters"
        if not _is_plain(value) and any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in value):
            return "must be a single line without control characters"
        return None

    return Type(f"line (at most {limit})", refuse, {"type": "line", "limit": limit})


def text(limit: int = 12_000) -> Type:
    """Verbatim text of one or more lines; line ends are line feeds."""

    def refuse(value: Any) -> str | None:
        if why := _string(value):
            return why
        if not value.strip():
            return "must not be empty"
        if len(value) > limit:
            return f"must have at most {limit} characters"
        if not _is_plain(value) and any(
            unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value
        ):
            return "must not hold control characters other than line feed and tab"
        return None

    return Type(f"text (at most {limit})", refuse, {"type": "text", "limit": limit})


def pattern(name: str, expression: str) -> Type:
    """Text of a fixed spelling."""
    compiled = re.compile(expression, re.ASCII)

    def refuse(value: Any) -> str | None:
        if isinstance(value, str) and compiled.fullmatch(value):
            return None
        return f"must be spelled as {name}"

    return Type(name, refuse, {"type": "pattern", "name": name, "expression": expression})


def code(*words: str) -> Type:
    """One word of a closed list."""

    def refuse(value: Any) -> str | None:
        return None if isinstance(value, str) and value in words else f"must be one of: {', '.join(words)}"

    return Type(f"one of: {', '.join(words)}", refuse, {"type": "code", "words": list(words)})


def integer(low: int = 0, high: int = MAX_INTEGER) -> Type:
    """A whole number between two bounds, both included."""

    def refuse(value: Any) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return None
        return f"must be a whole number from {low} to {high}"

    return Type("whole number", refuse, {"type": "integer", "low": low, "high": high})


def octets(length: int | None = None) -> Type:
    """Binary value as unpadded base64url."""

    def refuse(value: Any) -> str | None:
        try:
            unb64u(value, length)
        except (WholefileError, TypeError, AttributeError):
            return "must be unpadded base64url" + (f" of {length} bytes" if length else "")
        return None

    name = f"base64url of {length} bytes" if length else "base64url"
    return Type(name, refuse, {"type": "octets", "length": length or 0})


def list_of(member: Type, *, least: int = 1, most: int = 500, unique: bool = True) -> Type:
    """A list whose members are all of one type, in the order given, by default without repeats."""

    def refuse(value: Any) -> str | None:
        if not isinstance(value, list):
            return "must be a list"
        if not least <= len(value) <= most:
            return f"must have from {least} to {most} members"
        for number, one in enumerate(value, 1):
            if why := member.refuse(one):
                return f"member {number} {why}"
        if unique and len({repr(one) for one in value}) != len(value):
            return "must not repeat a member"
        return None

    spec = {"type": "list", "of": member.spec, "least": least, "most": most, "unique": unique}
    return Type(f"list of {member.name}", refuse, spec)


def record_of(*fields: Field) -> Type:
    """A flat object with its own closed list of fields."""
    known = {field.name: field for field in fields}

    def refuse(value: Any) -> str | None:
        if not isinstance(value, dict):
            return "must be an object"
        return first_refusal(known, value)

    name = "{" + ", ".join(f.name + ("" if f.required else "?") for f in fields) + "}"
    return Type(name, refuse, {"type": "record", "fields": fields_spec(fields)})


def fields_spec(fields: Sequence[Field]) -> dict[str, Any]:
    """A closed list of fields as plain data."""
    return {one.name: {**one.type.spec, "required": one.required, "signer": one.signs} for one in fields}


def first_refusal(known: Mapping[str, Field], value: Mapping[str, Any]) -> str | None:
    """Why an object does not fit its closed list of fields, or nothing."""
    for name in value:
        if name not in known:
            return f"has no field {name!r}"
    for name, field in known.items():
        if name not in value:
            if field.required:
                return f"lacks {name}: {field.doc}"
        elif why := field.type.refuse(value[name]):
            return f"{name} {why}"
    return None


def _day(value: Any) -> str | None:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return None
    except ValueError:
        pass
    return "must be a day as YYYY-MM-DD"


def _flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _docket(value: Any) -> str | None:
    try:
        canonical_docket(value)
    except (WholefileError, TypeError):
        return "must be a docket number in its one canonical spelling"
    return None


LINE = line()
SHORT = line(80)
TEXT = text()
DAY = Type("day", _day, {"type": "day"})
TIME = integer(0, 253_402_300_799_999)
FLAG = Type("true or false", _flag, {"type": "flag"})
COUNT = integer(0, 10**12)
POSITION = integer(0)
DOCKET = Type("docket number", _docket, {"type": "docket"})
PERSON = pattern("person id, P-1", r"P-[1-9][0-9]{0,8}")
ITEM = pattern(
    "voucher number, V26-000123 or a sub-item V26-000123.1",
    r"V[0-9]{2}-[0-9]{6}(\.[1-9][0-9]{0,3}){0,4}",
)
SHA256 = pattern("64 hexadecimal digits", r"[0-9a-f]{64}")
SHA1 = pattern("40 hexadecimal digits", r"[0-9a-f]{40}")
MD5 = pattern("32 hexadecimal digits", r"[0-9a-f]{32}")
ROLE = code(*ROLES)


def identifier(prefix: str) -> Type:
    """A number given within the record, with a prefix that says of what: `H-12` is a hold."""
    return pattern(f"{prefix}-1", rf"{prefix}-[1-9][0-9]{{0,8}}")


def signer(name: str, doc: str, *roles: str) -> Field:
    """The field that names a person who signs this act, with the roles in which they may."""
    return Field(name, PERSON, doc, signer=roles)


FILE = record_of(
    Field("name", LINE, "name of the file as it came"),
    Field("media_type", SHORT, "media type, for example image/jpeg"),
    Field("size", COUNT, "length in bytes"),
    Field("sha256", SHA256, "SHA-256 of the bytes"),
    Field("sha1", SHA1, "SHA-1 of the bytes, for older tools"),
    Field("md5", MD5, "MD5 of the bytes, for older tools"),
)

COMMON = (
    Field(
        "occurred_at",
        TIME,
        "when it happened, if not when it was recorded",
        required=False,
    ),
    Field("late_reason", LINE, "why it is recorded late", required=False),
    Field(
        "corrects",
        POSITION,
        "log position of the act this one corrects",
        required=False,
    ),
    Field("note", TEXT, "remark of the signer", required=False),
)


@dataclass(frozen=True)
class Kind:
    """One kind of act: its name in the past tense, what it says, its fields and who signs it.

    `place` says under which labels it is indexed: `case` (dockets and items it names) or `register`.
    """

    name: str
    doc: str
    fields: tuple[Field, ...]
    place: str = "case"

    @property
    def spec(self) -> dict[str, Any]:
        """The kind as plain data."""
        return {
            "place": self.place,
            "fields": fields_spec(self.all_fields),
            "placing": sorted(self.placing),
            "reasoning": sorted(self.reasoning),
        }

    def __post_init__(self) -> None:
        known = {field.name: field for field in (*self.fields, *COMMON)}
        signers = [field.name for field in self.fields if field.signs]
        placing = placing_names(self.name, [field.name for field in self.fields], signers)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_signers", tuple(field for field in self.fields if field.signs))
        object.__setattr__(self, "_placing", placing)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The kind's own fields followed by those every act may carry."""
        return (*self.fields, *COMMON)

    @property
    def signers(self) -> tuple[Field, ...]:
        """The fields whose persons must sign, one signature each."""
        return self.__dict__["_signers"]  # type: ignore[no-any-return]

    @property
    def placing(self) -> frozenset[str]:
        """The fields that no production closes: what the act bears on, and who signed."""
        return self.__dict__["_placing"]  # type: ignore[no-any-return]

    @property
    def reasoning(self) -> frozenset[str]:
        """The fields that every production closes."""
        return reasoning_names(self.name)

    def check(self, body: Mapping[str, Any]) -> None:
        """Refuse a body that does not fit. Raises Invalid("act.body")."""
        known: Mapping[str, Field] = self.__dict__["_known"]
        if why := first_refusal(known, body):
            raise Invalid("act.body", f"{self.name}: {why}")


def kind(name: str, doc: str, *fields: Field, place: str = "case") -> Kind:
    """Write down one kind of act."""
    return Kind(name, doc, tuple(fields), place)


def table(kinds: Sequence[Kind]) -> dict[str, Kind]:
    """Kinds by name; a name given twice is a mistake in the vocabulary."""
    found = {one.name: one for one in kinds}
    if len(found) != len(kinds):
        raise ValueError("a kind of act is written down twice")
    return found
