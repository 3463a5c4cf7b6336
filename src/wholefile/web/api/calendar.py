"""A calendar of deadlines as a file that calendar programs read (RFC 5545), written without a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

_LINE_OCTETS = 75  # RFC 5545, 3.1
_NAME = "-//Wholefile//Deadlines//EN"


def calendar(name: str, host: str, deadlines: Iterable[Mapping[str, Any]], now: int) -> bytes:
    """The deadlines as all-day events; `now` is in milliseconds since 1970 (UTC).

    A deadline keeps its UID (its number at this host) for ever, so that a changed one stays one event.
    """
    stamp = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_NAME}",
        f"X-WR-CALNAME:{escaped(name)}",
        "METHOD:PUBLISH",
    ]
    for one in deadlines:
        lines += _event(one, host, stamp)
    return b"".join(part + b"\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11); control characters become spaces."""
    plain = "".join(one if one == "\n" or (ord(one) >= 32 and ord(one) != 127) else " " for one in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, never inside a character; each after the first begins with a space."""
    part, room = b"", _LINE_OCTETS
    for one in line:
        octets = one.encode("utf-8", "replace")
        if len(part) + len(octets) > room:
            yield part
            part = b" "
        part += octets
    yield part


def _event(one: Mapping[str, Any], host: str, stamp: str) -> list[str]:
    begins = date.fromisoformat(one["due_on"])
    # The last day of the calendar has no day after it; an event without an end lasts its one day (3.6.1).
    ends = [] if begins == date.max else [f"DTEND;VALUE=DATE:{_day(begins + timedelta(days=1))}"]
    words = f"{one['what']} ({one['docket']})"
    return [
        "BEGIN:VEVENT",
        f"UID:{one['deadline']}@{host}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(begins)}",
        *ends,
        f"SUMMARY:{escaped(words)}",
        f"DESCRIPTION:{escaped(one['rule'])}",
        f"STATUS:{'CONFIRMED' if one['met_seq'] is None else 'CANCELLED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    """Eight digits, which `strftime` does not give to a year before 1000."""
    return day.isoformat().replace("-", "")
