"""Rules for quarters, half-years and fiscal years."""

from datetime import date

from wholefile.reading.time.calendar import bounds, moved, value_of
from wholefile.reading.time.grammar import Found, Meaning, Rule, ordinal, rule
from wholefile.reading.time.relative import STEP


def _quarter(found: Found) -> Meaning | None:
    """`the third quarter of 1990`, `this year's first quarter`, `fourth-quarter`."""
    word = found.word("o")
    number = int(word[1]) if word.startswith("q") and word[1:].isdigit() else ordinal(word)
    if not 1 <= number <= 4:
        return None
    if found.has("y"):
        return Meaning("DATE", f"{found.word('y')}-Q{number}")
    if found.day is None:
        return Meaning("DATE", f"XXXX-Q{number}", "document")
    year = found.day.year
    if found.has("w"):
        return Meaning("DATE", f"{year + STEP.get(found.word('w'), 0):04d}-Q{number}", "document")
    now = (found.day.month + 2) // 3
    if found.forward > 0 and number != now - 1:
        year += 0 if number >= now else 1
    else:
        year -= 0 if number <= now else 1
    return Meaning("DATE", f"{year:04d}-Q{number}", "document")


def _half(found: Found) -> Meaning | None:
    """`the first half of 2010`."""
    number = 2 if found.word("o") in {"last", "latter"} else ordinal(found.word("o"))
    if number not in {1, 2} or not found.word("b").startswith("half"):
        return None
    if found.has("y"):
        return Meaning("DATE", f"{found.word('y')}-H{number}")
    if found.day is None or not found.has("w"):
        return None
    return Meaning("DATE", f"{found.day.year + STEP.get(found.word('w'), 0):04d}-H{number}", "document")


def _lone_quarter(found: Found) -> Meaning | None:
    """`the quarter`, `the latest quarter`: the one told before, else the last that has ended."""
    word = found.word("w")
    if found.day is None:
        return Meaning("DATE", "XXXX-QX", "document")
    if word in {"next", "coming", "following"}:
        return Meaning("DATE", value_of(moved(found.day, 3), "Q"), "document")
    if word in {"this", "current"}:
        return Meaning("DATE", value_of(found.day, "Q"), "document")
    if "-Q" in found.focus and not word:
        return Meaning("DATE", found.focus, "text")
    return Meaning("DATE", value_of(moved(found.day, -3), "Q"), "document")


def _year_quarter(found: Found) -> Meaning | None:
    """`the 1988 quarter`: the same quarter of another year as that told before."""
    if "-Q" not in found.focus:
        return Meaning("DATE", found.word("y"))
    return Meaning("DATE", found.word("y") + found.focus[4:], "text")


def _year_before(found: Found) -> Meaning | None:
    """`a year ago`, `the year-earlier quarter`: the same quarter of the year before, when one was told just before."""
    if found.word("u") != "year" or found.day is None:
        return None
    quarter = (
        f"-Q{ordinal(found.word('o'))}" if found.has("o") else found.focus[4:7] if "-Q" in found.focus else ""
    )
    if not quarter:
        return Meaning("DATE", f"{found.day.year - 1:04d}", "document")
    start = bounds(found.focus).first if "-Q" in found.focus else date(found.day.year, 1, 1)
    year = (start or found.day).year - 1
    return Meaning("DATE", f"{year:04d}{quarter}", "text" if "-Q" in found.focus else "document")


def _fiscal(found: Found) -> Meaning | None:
    """`fiscal 1989`, `fiscal year 2024`."""
    if found.has("u") and found.word("u") != "year":
        return None
    return Meaning("DATE", found.word("y"))


_YEARS = "(?:x?(?:l?u?)?(?P<y>{year})|x?d?(?P<w>[LXC])l?u)"
RULES: tuple[Rule, ...] = (
    rule("period.quarter", "d?l?-?(?P<o>[O2o])-?Q" + _YEARS, _quarter),
    rule("period.quarter", "d?l?-?(?P<o>[O2o])-?Q", _quarter),
    rule("period.quarter", "d?(?P<y>{year})l?-?(?P<o>[O2o])-?Q", _quarter),
    rule("period.quarter", "d?(?P<w>[LXC])u'l?-?(?P<o>[O2o])-?Q", _quarter),
    rule("period.quarter", "(?P<o>r)(?:x?(?P<y>{year}))?", _quarter),
    rule("period.half", "d?(?P<o>[O2L])(?P<b>[Hb])" + _YEARS, _half),
    rule("period.lone-quarter", "[dC](?P<w>[LXCc])?l?Q", _lone_quarter),
    rule("period.lone-quarter", "(?P<w>[LXCc])l?Q", _lone_quarter),
    rule("period.year-quarter", "d(?P<y>{year})[Qb]", _year_quarter),
    rule("period.year-before", "a(?P<u>u)-?[AB]", _year_before),
    rule("period.year-before", "[da]?0?(?P<u>u)-[AB](?:-?[Qb]|(?P<o>[O2o])-?Q)?", _year_before),
    rule("period.fiscal", "d?l(?P<u>u)?(?P<y>{year})", _fiscal),
)
