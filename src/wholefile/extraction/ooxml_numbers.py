"""Numbers of a sheet as they are meant: a date is a number whose format says so (ECMA-376 part 1, 18.8.30, 18.17.4)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# Formats that are dates by their number alone; 27-36 and 50-58 are those of East Asia.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_LAST = 2_958_466  # the day after 9999-12-31


def is_date(number: int, code: str) -> bool:
    """Whether a number format shows a date or a time of day; one of elapsed time ([h]:mm) is neither."""
    if not code:
        return number in _DATE_FORMATS
    first = code.partition(";")[0]
    if re.search(r"\[[hms]+\]", first, re.IGNORECASE):
        return False
    plain = _ASIDE.sub("", first)
    return (
        bool(_DATE_LETTERS.search(plain))
        and "general" not in plain.lower()
        and "0" not in plain.split(".")[0]
    )


def date_of(serial: float, *, from_1904: bool) -> str | None:
    """The date or time of day that a number of days is, in ISO 8601 without a zone; None where it is none.

    In the system of 1900 day 60 is the 29th of February 1900, which never was; the days before it count one less.
    """
    if not 0 <= serial < _LAST - (1462 if from_1904 else 0):
        return None
    days, part = divmod(round(serial * 86_400_000), 86_400_000)
    if from_1904:
        start = datetime(1904, 1, 1)  # noqa: DTZ001  # a sheet knows no zone
    elif days == 60:
        return None
    else:
        start = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    when = start + timedelta(days=days, milliseconds=part)
    clock = when.isoformat(timespec="milliseconds" if part % 1000 else "seconds")
    if serial < 1 and not from_1904:
        return clock.partition("T")[2]
    return clock if part else clock.partition("T")[0]
