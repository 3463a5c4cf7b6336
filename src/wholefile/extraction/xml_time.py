"""Times as XML documents write them (W3CDTF, ISO 8601)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def instant(text: str) -> int | str:
    """Milliseconds since 1970 UTC; a time without a zone, and whatever is no time, stays as it stands."""
    found = _FORM.fullmatch(text.strip())
    if found is None or not found.group(8):
        return text.strip()
    year, month, day, hour, minute = (int(found.group(n)) for n in range(1, 6))
    second, part, zone = int(found.group(6) or 0), (found.group(7) or "")[:3].ljust(3, "0"), found.group(8)
    offset = timedelta()
    if zone != "Z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    try:
        when = datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError:
        return text.strip()
    return (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) + int(part)
