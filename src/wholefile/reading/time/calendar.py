"""TIMEX3 values of dates, and the first and last day that each allows.

Weeks are those of ISO 8601. Seasons are taken so wide that both the calendar's and the weather's fit; a fiscal year
has no bounds, since the text does not say when it begins.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_MONTH_DAYS = {"SP": ((3, 1), (6, 21)), "SU": ((6, 1), (9, 23)), "FA": ((9, 1), (12, 21))}
_CLOCK = {"MO", "MI", "AF", "EV", "NI", "DT"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a value allows, None where it is open, and how precise it is in words."""

    first: date | None
    last: date | None
    precision: str


NONE = Bounds(None, None, "")


def bounds(value: str, day: date | None = None) -> Bounds:
    """The days that a TIMEX3 value allows; `day` bounds the past and the future. Open where the value does not tell."""
    if value in {"PAST_REF", "FUTURE_REF", "PRESENT_REF"}:
        return _reference(value, day)
    try:
        return _bounds(value)
    except (ValueError, OverflowError):
        return NONE


def _reference(value: str, day: date | None) -> Bounds:
    if value == "PAST_REF":
        return Bounds(None, day, "on or before")
    if value == "FUTURE_REF":
        return Bounds(day, None, "on or after")
    return Bounds(None, None, "present")


def _bounds(value: str) -> Bounds:
    plain, _, clock = value.partition("T")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        one = date.fromisoformat(plain)
        precision = "day" if not clock else "part of the day" if clock in _CLOCK else "time of day"
        return Bounds(one, one, precision)
    if clock or not plain[:2].isdigit():
        return NONE
    if re.fullmatch(r"\d{4}-\d\d(-XX)?", plain):
        precision = "day, not stated" if plain.endswith("XX") else "month"
        return Bounds(*month_days(int(plain[:4]), int(plain[5:7])), precision)
    if re.fullmatch(r"\d{4}(-XX){0,2}", plain):
        return Bounds(date(int(plain[:4]), 1, 1), date(int(plain[:4]), 12, 31), "year")
    if re.fullmatch(r"\d{2,3}", plain):
        return _many_years(plain)
    return _part_of_year(plain)


def _part_of_year(plain: str) -> Bounds:
    """A quarter, half-year, week, weekend or season."""
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", plain):
        size = 3 if found[2] == "Q" else 6
        last = size * int(found[3])
        first = date(int(found[1]), last - size + 1, 1)
        return Bounds(first, month_days(int(found[1]), last)[1], "quarter" if size == 3 else "half-year")
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", plain):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        first = monday + timedelta(5 if found[3] else 0)
        return Bounds(first, monday + timedelta(6), "weekend" if found[3] else "week")
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", plain):
        return _season(int(found[1]), found[2])
    return NONE


def _many_years(digits: str) -> Bounds:
    size = 10 if len(digits) == 3 else 100
    first = max(int(digits) * size, MINYEAR)
    return Bounds(date(first, 1, 1), date(first + size - 1, 12, 31), "decade" if size == 10 else "century")


def _season(year: int, season: str) -> Bounds:
    """A winter may begin in the year or end in it: both are allowed."""
    if season == "WI":
        return Bounds(date(year - 1, 12, 1), date(year + 1, 3, 21), "season")
    first, last = _MONTH_DAYS[season]
    return Bounds(date(year, *first), date(year, *last), "season")


def month_days(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def moved(day: date, months: int) -> date:
    """The same day of another month, or the last one there is. Raises OverflowError beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, weekend, month, quarter, year, decade or century that holds a day."""
    year, week, _ = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04d}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }[unit]


def stepped(day: date, count: int, unit: str) -> date:
    """A day so many units later, or earlier when negative. Raises OverflowError beyond the calendar."""
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
    if unit in months:
        return moved(day, count * months[unit])
    return day + timedelta(days=count * (1 if unit == "D" else 7))


def shifted(day: date, count: int, unit: str) -> str:
    """The value of the unit that lies so many units after that of a day. Raises OverflowError beyond the calendar."""
    return value_of(stepped(day, count, unit), unit)


def duration(count: float | str, unit: str) -> str:
    """The TIMEX3 value of a length of time; a count of "X" is an unknown one."""
    if unit in {"DE", "CE"} and not isinstance(count, str):
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    elif unit in {"DE", "CE"}:
        unit = unit[1] if unit == "DE" else "C"
    if not isinstance(count, str) and count != int(count):
        return _broken(count, unit)
    number = count if isinstance(count, str) else f"{int(count)}"
    return f"PT{number}{unit[1]}" if unit in {"TS", "TM", "TH"} else f"P{number}{unit}"


def _broken(count: float, unit: str) -> str:
    """Two and a half years are two years and six months, where the smaller unit divides evenly."""
    whole, rest = int(count), count - int(count)
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "H")}.get(unit)
    if not smaller or rest * smaller[0] != int(rest * smaller[0]):
        number = f"{count:g}"
        return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"
    part = f"{int(rest * smaller[0])}{smaller[1]}"
    if unit == "D":
        return f"P{whole}DT{part}" if whole else f"PT{part}"
    head = f"{whole}{unit[-1]}" if whole else ""
    return f"PT{head}{part}" if unit.startswith("T") else f"P{head}{part}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method published in Nature on 20 April 1876."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    more, years = divmod(rest, 4)
    week = (32 + 2 * left + 2 * more - moon - years) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, count: int, weekday: int) -> date:
    """The first, second … weekday of a month, or its last for -1; Monday is 1."""
    first, last = month_days(year, month)
    if count < 0:
        return last - timedelta((last.isoweekday() - weekday) % 7)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (count - 1))
