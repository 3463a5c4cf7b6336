"""Rules for dates that are counted from the document's date, or from the date told before them."""

from datetime import date, timedelta

from wholefile.reading.time.calendar import bounds, duration, shifted, value_of
from wholefile.reading.time.dates import NARROWED, month_of, near_day
from wholefile.reading.time.grammar import Found, Meaning, Rule, rule
from wholefile.reading.time.words import PARTS, SEASONS, WEEKDAYS

# The place of the unknown when there is no date to count from.
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "X" * 3,
    "CE": "XX",
}  # fmt: skip
STEP = {"last": -1, "previous": -1, "preceding": -1, "prior": -1, "latest": 0, "past": -1}
STEP |= {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "subsequent": 1}
_SAYING = frozenset("said says told announced added".split())
_FROM_TEXT = frozenset({"following", "previous", "preceding", "subsequent", "that", "same"})


def _date(value: str | None, basis: str = "document") -> Meaning | None:
    return Meaning("DATE", value, basis) if value else None


def weekday_near(day: date, number: int, forward: int) -> date:
    """The last such weekday up to a day, or the next from it on; the day itself where it is one."""
    if forward > 0:
        return day + timedelta((number - day.isoweekday()) % 7)
    return day - timedelta((day.isoweekday() - number) % 7)


def focus_day(found: Found) -> date | None:
    """The first day of the date told before, when that was one."""
    return bounds(found.focus[:10]).first if found.focus else None


def _deictic(found: Found) -> Meaning | None:
    word = found.word("w")
    step = {"yesterday": -1, "overnight": -1, "tomorrow": 1}.get(word, 0)
    value = (found.day + timedelta(step)).isoformat() if found.day else UNKNOWN["D"]
    part = PARTS.get(found.word("p"), "NI" if word in {"tonight", "overnight"} else "")
    return Meaning("TIME", f"{value}T{part}", "document") if part else _date(value)


def _beyond(found: Found) -> Meaning | None:
    """`the day before yesterday`."""
    step = {"yesterday": -2, "tomorrow": 2}.get(found.word("w"))
    if found.word("u") != "day" or step is None or (step < 0) != (found.word("b") == "before"):
        return None
    return _date((found.day + timedelta(step)).isoformat() if found.day else UNKNOWN["D"])


def _part_of_day(found: Found) -> Meaning | None:
    """`this morning`, `last night`, `the next morning`."""
    word, part = found.word("w"), PARTS[found.word("p")]
    if word == "present":
        return None
    told = word in {"that", "same", "next", "following", "previous"}
    day = focus_day(found) if told else found.day
    if told and len(found.focus) < 10:
        return Meaning("TIME", f"{UNKNOWN['D']}T{part}", "text")
    value = (day + timedelta(STEP.get(word, 0))).isoformat() if day else UNKNOWN["D"]
    return Meaning("TIME", f"{value}T{part}", "text" if told else "document")


def _weekday(found: Found) -> Meaning | None:
    number = WEEKDAYS[found.word("d").rstrip(".")]
    told = focus_day(found) if found.word("w") == "following" and len(found.focus) >= 10 else None
    start = told or found.day
    day = _weekday_of(found, start, number) if start else None
    value = day.isoformat() if day else f"XXXX-WXX-{number}"
    basis = "text" if told else "document"
    if found.has("p"):
        return Meaning("TIME", f"{value if day else UNKNOWN['D']}T{PARTS[found.word('p')]}", basis)
    return _date(value, basis)


def _weekday_of(found: Found, day: date, number: int) -> date | None:
    """The day that is meant; None in a story of another time, where it may be of that time or of the telling."""
    step = STEP.get(found.word("w"))
    if step == 1:
        return weekday_near(day + timedelta(1), number, 1)
    if step == -1:
        return weekday_near(day - timedelta(1), number, -1)
    if found.word("w") == "this":
        return weekday_near(day, number, found.forward or 1)
    if near_day(found) != day and not {found.previous_word(), found.previous_word(1)} & _SAYING:
        return None
    return weekday_near(day, number, found.forward)


def _weekday_of_week(found: Found) -> Meaning | None:
    """`Monday of last week`, `Friday next week`."""
    if found.unit() != "W" or found.day is None:
        return None
    monday = found.day - timedelta(found.day.isoweekday() - 1) + timedelta(7 * STEP.get(found.word("w"), 0))
    return _date((monday + timedelta(WEEKDAYS[found.word("d").rstrip(".")] - 1)).isoformat())


def _month(found: Found) -> Meaning | None:
    """`last July`, `this September`, `November` alone."""
    month, word = month_of(found.word("m")), found.word("w")
    if not word and _names_somebody(found):
        return None
    if found.day is None:
        return _date(f"XXXX-{month:02d}")
    now = found.day.month
    if STEP.get(word) == -1 and word != "latest":
        year = found.day.year - (0 if month < now else 1)
    elif STEP.get(word) == 1:
        year = found.day.year + (0 if month > now else 1)
    elif word:
        year = found.day.year
    else:
        start = near_day(found) or found.day
        told = start != found.day
        year = _near_month(start, month, 0 if told else found.forward)
        return _date(f"{year:04d}-{month:02d}", "text" if told else "document")
    return _date(f"{year:04d}-{month:02d}")


def _near_month(day: date, month: int, looks: int) -> int:
    """The year of the month that is meant: in the direction that the clause looks, else of the nearer one."""
    back = (day.month - month) % 12
    ahead = (month - day.month) % 12
    forward = looks > 0 or (looks == 0 and ahead < back)
    return day.year + (month < day.month if forward else -(month > day.month))


def _names_somebody(found: Found) -> bool:
    """`April Jones`: a month before a word with a capital, unless a preposition or the like shows that it is one."""
    tokens, start, end = found.tokens, *found.match.span()
    before = tokens.letters[start - 1] if start else "_"
    if end >= len(tokens.letters) or tokens.letters[end] != "0" or before in "ixjLXC" or end - start > 1:
        return False
    return tokens.text[tokens.starts[end]].isupper()


def _lone_month(found: Found) -> Meaning | None:
    """May and March only where a preposition shows that a month is meant; one shortened without a dot may be a name."""
    return _month(found) if found.word("m") in {"may", "march"} else None


def _month_of_year(found: Found) -> Meaning | None:
    """`July last year`."""
    if found.unit() != "Y" or found.day is None:
        return None
    return _date(f"{found.day.year + STEP.get(found.word('w'), 0):04d}-{month_of(found.word('m')):02d}")


def _season(found: Found) -> Meaning | None:
    season, word = SEASONS[found.word("s")], found.word("w")
    if found.has("y"):
        return _date(f"{found.word('y')}-{season}", "")
    if found.day is None:
        return _date(f"XXXX-{season}")
    year = found.day.year
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    step = STEP.get(word)
    if step == 1:
        year += 0 if begins > found.day.month else 1
    elif step == -1:
        year -= 0 if begins + 2 < found.day.month else 1
    elif word != "this":
        year -= 1 if begins > found.day.month and found.forward <= 0 else 0
    return _date(f"{year:04d}-{season}")


def _unit(found: Found) -> Meaning | None:
    """`last week`, `this year`, `the following month`, `that day`."""
    word, unit = found.word("w"), found.unit()
    if unit in {"TS", "TM", "TH"} or word == "present":
        return Meaning("DURATION", duration(1, unit)) if word in {"last", "past", "next"} else None
    if word == "past" and unit != "WE":
        return Meaning("DURATION", duration(1, unit))
    if unit == "D" and word in {"this", "last", "current"}:
        return None
    told = word in _FROM_TEXT or (word == "next" and unit == "D")
    day = focus_day(found) if told else found.day
    basis = "text" if told and day else "document"
    if told and not day and word not in {"that", "same"}:
        day = found.day
    if told and len(found.focus) < len(UNKNOWN[unit]) and unit == "D":
        return _date(f"{found.focus}-XX" if len(found.focus) == 7 else UNKNOWN[unit], "text")
    if day is None:
        return _date(UNKNOWN[unit], basis)
    step = STEP.get(word, 0)
    if unit == "WE" and step <= 0:
        return _date(value_of(_weekend(day, step), "WE"), basis)
    return _date(shifted(day, step, unit), basis)


def _weekend(day: date, step: int) -> date:
    """The Saturday of the weekend that is over, or of the one before when the day is in it."""
    saturday = weekday_near(day, 6, -1)
    return saturday - timedelta(7) if step == -1 and day.isoweekday() > 5 else saturday


def _the_weekend(found: Found) -> Meaning | None:
    if found.day is None:
        return _date(UNKNOWN["WE"])
    return _date(value_of(weekday_near(found.day, 6, found.forward), "WE"))


def _week_of(found: Found) -> Meaning | None:
    """`the week of March 6`."""
    if found.unit() != "W":
        return None
    month, day = month_of(found.word("m")), int(found.word("d").rstrip("stndrh"))
    year = found.day.year if found.day else None
    if found.has("y"):
        year = int(found.word("y"))
    if year is None or not bounds(f"{year:04d}-{month:02d}-{day:02d}").first:
        return None
    return _date(value_of(date(year, month, day), "W"))


def _of_the_unit(found: Found) -> Meaning | None:
    """`the end of the year`, `earlier in the month`."""
    unit = found.unit()
    if unit in {"TS", "TM", "TH", "D", "WE", "DE", "CE"}:
        return None
    told = focus_day(found) if found.forward <= 0 and len(found.focus) >= 4 else None
    if told and found.day and told.year != found.day.year:
        return _date(value_of(told, unit), "text")
    return _date(value_of(found.day, unit) if found.day else UNKNOWN[unit])


def _year_end(found: Found) -> Meaning | None:
    return _date(value_of(found.day, "Y") if found.day else UNKNOWN["Y"])


_SPAN = "(?P<w>[LXCcZ])"
RULES: tuple[Rule, ...] = (
    rule("relative.day", "[jBF]?(?:[jBF]-?P)?(?P<w>T)(?:'?(?P<p>P))?", _deictic),
    rule("relative.day-beyond", "d?(?P<u>u)(?P<b>[<>])(?P<w>T)", _beyond),
    rule("relative.part-of-day", "d?[jBF]?(?P<w>[LCXZ])(?P<p>P)", _part_of_day),
    rule("relative.weekday", "d?[jBF]?(?P<w>[LXC])?[LX]?(?P<d>{weekday})(?:'?(?P<p>P))?", _weekday),
    rule("relative.weekday-of-week", "(?P<d>{weekday})x?(?P<w>[LXC])(?P<u>u)", _weekday_of_week),
    rule("relative.month", "(?:" + NARROWED + ")(?P<w>[LXC])[LX]?(?P<m>{month})", _month),
    rule("relative.month", NARROWED + "(?P<m>{sure_month})", _month),
    rule("relative.month", "(?:i|j-?|ex|&|[BF]i)d?(?P<x>(?P<m>g))", _lone_month),
    rule("relative.month-of-year", "(?P<m>{month})x?(?P<w>[LXC])(?P<u>u)", _month_of_year),
    rule("relative.season", "d?[jBF]?-?(?P<w>[LXC])[LX]?(?P<s>{season})", _season),
    rule("date.season", "d?" + NARROWED + "(?P<s>{season})x?(?P<y>{year})", _season),
    rule("relative.season", "i(?P<x>d[jBF]?-?(?P<s>{season}))", _season),
    rule("relative.unit", NARROWED + "d?" + _SPAN + "l?-?(?P<u>[uE])", _unit),
    rule("relative.unit", "dC(?P<w>C)(?P<u>u)", _unit),
    rule("relative.weekend", "d?(?:[jBF]d?)?(?P<u>E)", _the_weekend),
    rule("relative.week-of", "d?(?P<u>u)x(?P<m>{month})(?P<d>{day_number})(?:,?(?P<y>{year}))?", _week_of),
    rule("relative.of-unit", "d?(?:ex|[jBF]i)d(?P<u>u)", _of_the_unit),
    rule("relative.year-end", "8", _year_end),
)
