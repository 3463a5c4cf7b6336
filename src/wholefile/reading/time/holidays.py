"""Rules for the holidays of the United States and of the churches."""

from datetime import date, timedelta

from wholefile.reading.time.calendar import easter, nth_weekday
from wholefile.reading.time.dates import near_day
from wholefile.reading.time.grammar import Found, Meaning, Rule, rule
from wholefile.reading.time.words import HOLIDAYS


def holiday(name: str, year: int) -> date:
    """The day of a holiday in a year."""
    told = HOLIDAYS[name]
    if isinstance(told, int):
        return easter(year) + timedelta(told)
    if isinstance(told, tuple):
        return nth_weekday(year, *told)
    if told == "election":
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    month, day = str(told).split("-")
    return date(year, int(month), int(day))


def _holiday(found: Found) -> Meaning | None:
    name = found.word("h")
    if found.has("y"):
        return Meaning("DATE", holiday(name, int(found.word("y"))).isoformat())
    if found.day is None:
        return None
    start = near_day(found) or found.day
    around = [holiday(name, year) for year in range(max(1, start.year - 1), min(9999, start.year + 2))]
    day = _meant(found, start, around)
    return Meaning("DATE", day.isoformat(), "document") if day else None


def _meant(found: Found, day: date, around: list[date]) -> date | None:
    """The one before the document's date, or after it, as the words or the clause say; the nearer one otherwise."""
    word = found.word("w")
    if word == "this":
        return next((one for one in around if one.year == day.year), None)
    before = max((one for one in around if one < day or (one == day and not word)), default=None)
    after = min((one for one in around if one >= day), default=None)
    looks = -1 if word in {"last", "past"} else 1 if word == "next" else found.forward
    looks = 0 if day != found.day and not word else looks
    if looks == 0 and before and after:
        looks = -1 if day - before <= after - day else 1
    return after if looks > 0 else before


RULES: tuple[Rule, ...] = (
    rule("holiday", "(?P<w>[LXC])?(?P<h>%),?x?(?P<y>{year})", _holiday),
    rule("holiday", "(?P<w>[LXC])?(?P<h>%)", _holiday),
)
