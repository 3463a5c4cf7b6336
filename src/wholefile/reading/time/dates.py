"""Rules for dates that name a day, month, year, decade or century of the calendar."""

import re
from datetime import date

from wholefile.reading.time.calendar import month_days
from wholefile.reading.time.compact import parts_of
from wholefile.reading.time.grammar import Found, Meaning, Rule, amount, ordinal, rule
from wholefile.reading.time.words import CARDINALS, DECADES, MONTHS, WEEKDAYS

# "early", "the end of", "later in": they narrow a date without changing its value.
NARROWED = "(?:d?[jBF]-?|d?exd?|[jBF]id?)?"
# A year of two digits up to this one is of this century, as in POSIX for %y.
PIVOT = 68
# So many days from the document's date a story is of another time.
AWAY = 45
# A date so many days ago is that of a birth or a law, not of a story that is being told.
LONG_AGO = 1000
# So many times farther off is too far for a day without its year.
FAR = 3
# Years before and since these are numbers of something else.
OLDEST, NEWEST = 1500, 2200
_COUNTED = frozenset("people men women feet square children pages".split())
_STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd drive dr lane ln way court ct place highway".split()
)


def full_year(digits: str) -> int:
    """A year of two or four digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= PIVOT else 1900)


def month_of(word: str) -> int:
    """The number of a month from its name."""
    return MONTHS[word.rstrip(".")]


def day_value(year: int, month: int, day: int) -> str | None:
    """YYYY-MM-DD, or None when there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= month_days(year, month)[1].day:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _date(value: str | None, basis: str = "") -> Meaning | None:
    return Meaning("DATE", value, basis) if value else None


def _iso(found: Found) -> Meaning | None:
    word = found.word("w").upper()
    plain, _, clock = word.partition("T")
    parts = [int(one) for one in plain.split("-")]
    if not parts[0] or not 1 <= parts[1] <= 12 or (len(parts) > 2 and not day_value(*parts)):
        return None
    return Meaning("TIME" if clock else "DATE", word.removesuffix("Z"))


def _slashed(found: Found) -> Meaning | None:
    """Month first, as in the United States, unless only day first makes a date."""
    compact = parts_of(found.word("w"))
    if compact is not None:
        return _compact(found, compact)
    first, second, year = (int(one) for one in re.split(r"[/-]", found.word("w")))
    year = full_year(re.split(r"[/-]", found.word("w"))[2])
    month, day = (first, second) if first <= 12 else (second, first)
    return _date(day_value(year, month, day)) if OLDEST <= year < NEWEST else None


def _compact(found: Found, told: tuple[str, int, int, bool]) -> Meaning | None:
    """A date of a form; with points, as the other dates of the text are written, else of its year alone."""
    written, month, day, unsure = told
    year = full_year(written)
    if not OLDEST <= year < NEWEST:
        return None
    if unsure and found.tokens.day_first is None:
        return _date(f"{year:04d}-XX-XX")
    if unsure and not found.tokens.day_first:
        month, day = day, month
    return _date(day_value(year, month, day))


def _brief(found: Found) -> Meaning | None:
    month, day = (int(one) for one in found.word("w").split("/"))
    return _nearest_year(found, month, day) if 1 <= month <= 12 else None


def _full(found: Found) -> Meaning | None:
    year = full_year(found.word("y").lstrip("'‘"))
    return _date(day_value(year, month_of(found.word("m")), _day_number(found)))


def _day_number(found: Found) -> int:
    word = found.word("d") or found.word("e")
    return ordinal(word) or (int(word) if word.isdigit() else 0)


def _month_day(found: Found) -> Meaning | None:
    return _nearest_year(found, month_of(found.word("m")), _day_number(found))


def _nearest_year(found: Found, month: int, day: int) -> Meaning | None:
    """The last such day up to the document's date, or the next one where the clause looks forward."""
    if not 1 <= day <= month_days(2000, month)[1].day:
        return None
    start = near_day(found)
    if start is None:
        return _date(f"XXXX-{month:02d}-{day:02d}")
    named = _days(start, month, day, 8 if found.has("wd") or (month, day) == (2, 29) else 1)
    if found.has("wd"):
        number = WEEKDAYS[found.word("wd").rstrip(".")]
        named = [one for one in named if one.isoweekday() == number] or named
    looks = -1 if found.word("w") in {"last", "past"} else (found.forward or -1)
    told = start != found.day
    chosen = _chosen(named, start, 0 if found.has("wd") or told else looks)
    return _date(chosen.isoformat(), "text" if told else "document") if chosen else None


def near_day(found: Found) -> date | None:
    """The date that one without a year is near: a full date of another time told before, else the document's.

    Who has written "March 3, 2021" goes on with "on March 9" and means the same year.
    """
    if not found.plain or found.day is None:
        return found.day
    told = date.fromisoformat(found.plain)
    return told if AWAY < (found.day - told).days < LONG_AGO and found.forward <= 0 else found.day


def _chosen(named: list[date], start: date, looks: int) -> date | None:
    """The nearest day in the direction that the clause looks, unless the nearest of all is far nearer.

    Who leaves the year out means the near one: in November nobody means the December eleven months ago.
    """
    nearest = min(named, key=lambda one: (abs((one - start).days), one), default=None)
    fitting = [one for one in named if (one - start).days * looks >= 0]
    chosen = min(fitting, key=lambda one: abs((one - start).days), default=nearest)
    if nearest is None or chosen is None or abs((chosen - start).days) > FAR * abs((nearest - start).days):
        return nearest
    return chosen


def _days(day: date, month: int, number: int, around: int) -> list[date]:
    """That day of the month in the years around a date; 29 February only where there is one."""
    years = [year for year in range(day.year - around, day.year + around + 1) if 1 <= year <= 9999]
    return [date(year, month, number) for year in years if number <= month_days(year, month)[1].day]


def _legal_day(found: Found) -> Meaning | None:
    """`30th day of September, 2025`."""
    if found.word("u") != "day":
        return None
    return _full(found) if found.has("y") else _month_day(found)


def _day_of_year(found: Found) -> Meaning | None:
    """`November 20 of last year`."""
    if found.word("u") != "year" or found.day is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(
        found.word("w"), 0
    )
    return _date(day_value(found.day.year + step, month_of(found.word("m")), _day_number(found)), "document")


def _month_year(found: Found) -> Meaning | None:
    return _date(f"{full_year(found.word('y').lstrip(chr(39) + '‘')):04d}-{month_of(found.word('m')):02d}")


def _year(found: Found) -> Meaning | None:
    """A number of four digits, unless it counts something or is that of a house."""
    at = found.match.end("y")
    after, previous = found.next_word(), found.previous_word()
    letters = found.tokens.letters
    before = letters[found.match.start() - 1] if found.match.start() else "_"
    if at < len(letters) and letters[at] == "0":
        begins = found.tokens.text[found.tokens.starts[at]]
        counts = after.endswith("s") and not after.endswith("ss")
        if after in _COUNTED or (before not in "ix,-&" and (begins.isupper() or counts)):
            return None
        if begins.isupper() and (previous == "at" or {found.next_word(1), found.next_word(2)} & _STREETS):
            return None
    return _date(found.word("y"))


def _short_year(found: Found) -> Meaning | None:
    """`'98`, but never the opening of something in single marks."""
    if opens_title(found, "y"):
        return None
    return _date(f"{full_year(found.word('y').lstrip(chr(39) + '‘')):04d}")


def opens_title(found: Found, group: str) -> bool:
    """Whether the mark before the digits has a partner a little further on, so that the two hold a title."""
    at = found.match.end(group) - 1
    start, end = found.tokens.starts[at], found.tokens.ends[at]
    text = found.tokens.text
    if text[start] not in "'’‘":
        return False
    return bool(re.match(r"[^\n'’]{0,60}['’](?!\w)", text[end : end + 62]))


def _spoken_year(found: Found) -> Meaning | None:
    """`nineteen ninety-seven`."""
    words = [word for word in found.all("y") if word in CARDINALS]
    century, rest = CARDINALS[words[0]], sum(CARDINALS[word] for word in words[1:])
    if (
        century not in {17, 18, 19, 20}
        or not 10 <= rest <= 99
        or (len(words) > 2 and CARDINALS[words[1]] < 20)
    ):
        return None
    return _date(f"{century * 100 + rest}")


def _thousand_year(found: Found) -> Meaning | None:
    """`the year two thousand five`."""
    if not found.word("w").startswith("year"):
        return None
    number = int(amount(found.all("y")))
    return _date(f"{number}") if 1500 <= number < 2200 else None


def _decade(found: Found) -> Meaning | None:
    digits = re.sub(r"\D", "", found.word("w"))
    if opens_title(found, "w"):
        return None
    return _date(digits[:3] if len(digits) == 4 else f"19{digits[0]}")


def _named_decade(found: Found) -> Meaning | None:
    return _date(f"{190 + DECADES[found.word('w')] // 10}")


def _century(found: Found) -> Meaning | None:
    number = ordinal(found.word("o"))
    return _date(f"{number - 1:02d}") if found.word("u") == "century" and 1 <= number <= 30 else None


_ANY_YEAR = "(?P<y>{year}|{short_year})"
_WEEKDAY = "(?:(?P<wd>{weekday}),?d?)?"
RULES: tuple[Rule, ...] = (
    rule("date.iso", "(?P<w>1)", _iso),
    rule("date.slashed", "(?P<w>3)", _slashed),
    rule("date.brief", "i(?P<x>(?P<w>4))", _brief),
    rule("date.full", _WEEKDAY + "(?P<m>{month})d?(?P<d>{day_number}|O),?" + _ANY_YEAR, _full),
    rule(
        "date.day-first",
        _WEEKDAY + "d?(?P<d>{day_number}|(?:[O2](?=x)))x?(?P<m>{month}),?" + _ANY_YEAR,
        _full,
    ),
    rule(
        "date.of-range",
        "(?P<m>{month})(?P<d>{day_number})(?=[i&,-]&?{month}{day_number},?" + _ANY_YEAR + ")",
        _full,
    ),
    rule(
        "date.of-range", "(?P<m>{month})(?P<d>{day_number})(?=[i&,-]&?{day_number},?" + _ANY_YEAR + ")", _full
    ),
    rule("date.day-of-month", "d?(?P<d>o)(?P<u>u)x(?P<m>{month}),?(?:x?" + _ANY_YEAR + ")?", _legal_day),
    rule("date.month-day-of-year", "(?P<m>{month})d?(?P<d>{day_number})x(?P<w>[LXC])(?P<u>u)", _day_of_year),
    rule("date.month-day", "(?P<w>L)?" + _WEEKDAY + "(?P<m>{month})d?(?P<d>{day_number}|O)", _month_day),
    rule("date.day-month", "(?:d?(?P<d>o)x?|d(?P<e>[O2])x)(?P<m>{month})", _month_day),
    rule("date.day-month", "(?P<d>D)(?P<m>M)", _month_day),
    rule("date.month", NARROWED + "(?P<m>{month}),?x?" + _ANY_YEAR, _month_year),
    rule("date.year", NARROWED + "(?P<y>{year})", _year),
    rule("date.year", "[iMgSxLjXe&](?P<x>(?P<y>{short_year}))", _short_year),
    rule("date.year-spoken", "(?P<y>n-?n(?:-?n)?)", _spoken_year),
    rule("date.year-spoken", "d?(?P<w>u)(?P<y>{count}|{year})", _thousand_year),
    rule("date.decade", "d?" + NARROWED + "(?P<w>5)", _decade),
    rule("date.decade", "d" + NARROWED + "(?P<w>K)", _named_decade),
    rule("date.century", "d?" + NARROWED + "(?P<o>{ordinal})-?(?P<u>u)", _century),
)
