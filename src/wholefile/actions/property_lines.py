"""From a line of a property room's CSV to the body of `item.received`, or to words that say why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from wholefile.actions.property_csv import IDENTIFIER_KINDS, Line
from wholefile.actions.recording import Body
from wholefile.core.acts import kind_of
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid

_ORDERS = {"dmy": ("day", "month", "year"), "mdy": ("month", "day", "year"), "ymd": ("year", "month", "day")}
_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_WORDS = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y")
_CASE_MARKS = re.compile(r"[;\n]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is the same for every line: the file's name, how days are written and where, who imports."""

    file: str
    date_format: str | None
    zone: tzinfo
    by: str
    counted_by: str | None
    hold_firearms: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a line cannot be imported."""

    line: int
    words: str


def body_of(line: Line, reading: Reading) -> tuple[Body, list[Trouble]]:
    """The body without its voucher number, and everything that is wrong with the line's own words."""
    values = line.values
    troubles: list[Trouble] = []

    def tried(read: Any, name: str, *more: Any) -> Any:
        try:
            return read(values[name], *more) if name in values else None
        except Invalid as error:
            troubles.append(Trouble(line.number, f"{name}: {error.message}"))
            return None

    body: Body = {
        "description": values.get("description"),
        "category": values.get("category", "").casefold() or None,
        "quantity": tried(_whole, "quantity") if "quantity" in values else 1,
        "unit": values.get("unit", "each").casefold(),
        "submitted_by": _one_line(values.get("submitted_by")),
        "submitter_agency": _one_line(values.get("submitter_agency")),
        "collected_at": _one_line(values.get("collected_at")),
        "authority": values.get("authority", "").casefold() or None,
        "named_cases": list(_several(values.get("named_cases", ""))),
        "dockets": tried(_dockets, "dockets"),
        "identifiers": list(_identifiers(values)),
        "location": values.get("location"),
        **{name: _one_line(values.get(name)) for name in ("seal", "initials", "condition")},
        "occurred_at": tried(instant_of, "received_on", reading.date_format, reading.zone),
        "late_reason": f"imported from {reading.file}, line {line.number}"[:300],
        "note": values.get("note"),
        "by": reading.by,
        "counted_by": reading.counted_by if values.get("category", "").casefold() == "currency" else None,
    }
    if reading.hold_firearms and body["category"] == "firearm" and body["location"]:
        former = f"Place in the former system: {body.pop('location')}."
        body["note"] = f"{body['note']}\n{former}" if body["note"] else former
    body = {name: value for name, value in body.items() if value is not None}
    if not troubles:
        troubles += _of_schema(line.number, body)
    return body, troubles


def instant_of(text: str, date_format: str | None, zone: tzinfo) -> int:
    """A day, or a day and a time, as milliseconds since 1970 (UTC); a day alone is its first moment there.

    Raises Invalid for what is no time, and for 03/04/2019 unless an order of day and month was named.
    """
    moment = _strict(text, date_format) if date_format not in (None, *_ORDERS) else _read(text, date_format)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return int(moment.astimezone(UTC).timestamp() * 1000)


def _strict(text: str, date_format: str | None) -> datetime:
    try:
        return datetime.strptime(text, date_format or "")  # noqa: DTZ007 - the zone is the caller's
    except ValueError:
        raise Invalid("import.date", f"{text!r} is not written as {date_format}") from None


def _read(text: str, order: str | None) -> datetime:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        for form in _WORDS:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007
            except ValueError:
                continue
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise Invalid("import.date", f"{text!r} is no day known here; give --date-format") from None
    first, second, third = (int(found[at]) for at in (1, 2, 3))
    if order is None or len(found[1]) == 4:
        order = _order(text, found[1], first, second)
    parts = dict(zip(_ORDERS[order], (first, second, third), strict=True))
    if len(str(parts["year"])) != 4:
        raise Invalid("import.date", f"{text!r} has no year of four digits; give --date-format")
    hour, minute, seconds = (int(found[at] or 0) for at in (4, 5, 6))
    try:
        return datetime(parts["year"], parts["month"], parts["day"], hour, minute, seconds)  # noqa: DTZ001
    except ValueError:
        raise Invalid("import.date", f"{text!r} is no day of the calendar") from None


def _order(text: str, written: str, first: int, second: int) -> str:
    if len(written) == 4:
        return "ymd"
    if first > 12 or (first == second) or "." in text:
        return "dmy"
    if second > 12:
        return "mdy"
    raise Invalid(
        "import.date", f"{text!r} may be two days; say --date-format mdy (month first) or dmy (day first)"
    )


def _whole(text: str) -> int:
    plain = text.replace(",", "").replace(" ", "")
    plain = plain[:-3] if re.fullmatch(r"\d+\.00", plain) else plain
    if not plain.isascii() or not plain.isdecimal():
        raise Invalid("import.quantity", f"{text!r} is no whole number; choose a smaller unit")
    return int(plain)


def _dockets(text: str) -> list[str]:
    return list(dict.fromkeys(spell_docket(one) for one in _several(text)))


def _several(text: str) -> Iterator[str]:
    for one in _CASE_MARKS.split(text):
        if plain := " ".join(one.split()):
            yield plain


def _identifiers(values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    if "number" in values:
        yield {"kind": "lot", "value": " ".join(values["number"].split())}
    for kind in IDENTIFIER_KINDS:
        if kind != "lot":
            yield from ({"kind": kind, "value": value} for value in _several(values.get(kind, "")))


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _of_schema(number: int, body: Body) -> Iterator[Trouble]:
    """Every field that does not fit, not only the first."""
    for field in kind_of("item.received").all_fields:
        if field.name == "item":
            continue
        if field.name not in body:
            if field.required:
                yield Trouble(number, f"{field.name} is empty: {field.doc}")
        elif why := field.type.refuse(body[field.name]):
            yield Trouble(number, f"{field.name} {why}" + _shown(body[field.name]))


def _shown(value: Any) -> str:
    return f", not {value[:60]!r}" if isinstance(value, str) else ""
