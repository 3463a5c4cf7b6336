"""Rules for what is counted back or on from a date, and for the present, past and future without a count."""

from datetime import date, datetime, timedelta

from wholefile.reading.time.calendar import duration, shifted, stepped
from wholefile.reading.time.grammar import Found, Meaning, Rule, rule
from wholefile.reading.time.relative import focus_day, weekday_near
from wholefile.reading.time.words import PHRASE_REFERENCES, REFERENCES, WEEKDAYS


def _date(value: str, basis: str = "document") -> Meaning:
    return Meaning("DATE", value, basis)


def _ago(found: Found) -> Meaning | None:
    """`two weeks ago`, counted from the document's date."""
    count, unit = found.amount(), found.unit()
    words = found.all("so")
    if words and words[-1] != "so":
        return None
    if count == "X":
        return _date("PAST_REF")
    if isinstance(count, str) or unit in {"TS", "TM", "TH"}:
        return Meaning("DURATION", duration(count, unit))
    if count != int(count):
        count, unit = (round(count * 12), "M") if unit == "Y" else (count, unit)
    if found.day is None or count != int(count):
        return Meaning("DURATION", duration(count, unit))
    return _counted(found.day, -int(count), unit, "document")


def _counted(day: date, count: int, unit: str, basis: str) -> Meaning | None:
    """Decades ago are told in years, since nobody counts them from the first year of one."""
    if unit in {"DE", "CE"}:
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    if unit == "WE":
        unit = "W"
    try:
        return _date(shifted(day, count, unit), basis)
    except (OverflowError, ValueError):
        return None


def _vaguely_ago(_: Found) -> Meaning | None:
    return _date("PAST_REF")


def _from_text(found: Found) -> Meaning | None:
    """`two days later`, `a month earlier`: from the date told before, when that is as fine as the unit."""
    count, unit, word = found.amount(), found.unit(), found.word("w")
    if unit in {"TS", "TM", "TH"} and not isinstance(count, str):
        return _clock_from_text(found, count, unit) or Meaning("DURATION", duration(count, unit))
    if isinstance(count, str) or count != int(count):
        return Meaning("DURATION", duration(count, unit))
    day = focus_day(found)
    fine = {"D": 10, "W": 8, "M": 7, "Q": 7, "Y": 4}.get(unit, 4)
    if day is None or len(found.focus) < fine:
        return Meaning("DURATION", duration(count, unit))
    step = int(count) * (-1 if word in {"earlier", "before"} else 1)
    return _counted(day, step, unit, "text")


def _clock_from_text(found: Found, count: float, unit: str) -> Meaning | None:
    """`four minutes later`, when a time of the clock was told before it."""
    if found.focus[13:14] != ":" or "X" in found.focus:
        return None
    step = timedelta(seconds=count * {"TS": 1, "TM": 60, "TH": 3600}[unit])
    start = datetime.fromisoformat(found.focus.replace("T24:", "T23:"))
    if found.focus[11:13] == "24":
        start += timedelta(hours=1)
    back = found.word("w") in {"earlier", "before"}
    told = (start - step if back else start + step).isoformat(timespec="minutes")
    return Meaning("TIME", told, "text")


def _from_now(found: Found) -> Meaning | None:
    count, unit = found.amount(), found.unit()
    if found.day is None or isinstance(count, str) or count != int(count) or unit.startswith("T"):
        return None
    return _counted(found.day, int(count), unit, "document")


def _from_deictic(found: Found) -> Meaning | None:
    """`a week from Monday`, `two weeks from tomorrow`."""
    count, unit = found.amount(), found.unit()
    if found.day is None or isinstance(count, str) or count != int(count) or unit not in {"D", "W"}:
        return None
    word = found.word("t")
    if word in {"today", "tomorrow"}:
        start = found.day + timedelta(1 if word == "tomorrow" else 0)
    elif found.has("d"):
        start = weekday_near(found.day + timedelta(1), WEEKDAYS[found.word("d").rstrip(".")], 1)
    else:
        return None
    return _date(stepped(start, int(count), unit).isoformat())


def _reference(found: Found) -> Meaning | None:
    word = found.word("w")
    return _date(PHRASE_REFERENCES.get(word) or REFERENCES[word])


def _past(found: Found) -> Meaning | None:
    after = found.tokens.letters[found.match.end() : found.match.end() + 1]
    if found.word("w") != "past" or (after == "0" and found.next_word() not in {"is", "was", "has", "have"}):
        return None
    return _date("PAST_REF")


def _recent(found: Found) -> Meaning | None:
    return _date("FUTURE_REF" if found.word("w") in {"coming", "future", "upcoming"} else "PAST_REF")


RULES: tuple[Rule, ...] = (
    rule("relative.ago", "{about}?(?P<n>{number})-?(?P<u>{units})(?P<so>&0)?-?A", _ago),
    rule("relative.vaguely-ago", "UA", _vaguely_ago),
    rule(
        "relative.from-text",
        "{about}?(?P<n>{number})-?(?P<u>{units})(?P<w>[BF]|[<>](?=Z?(?:[_.,&]|$)))(?:(?<=[<>])Z)?",
        _from_text,
    ),
    rule("relative.from-now", "{about}?(?P<n>{number})(?P<u>{units})i(?P<t>J|T)", _from_now),
    rule("relative.from-day", "(?P<n>{number})(?P<u>{units})i(?:(?P<t>T)|(?P<d>{weekday}))", _from_deictic),
    rule("relative.reference", "(?P<w>J)", _reference),
    rule("relative.reference", "(?P<w>c)", _reference),
    rule("relative.past", "d(?P<w>L)(?![nDY9vuUPSWM])", _past),
    rule("relative.recent", "d?(?P<w>[GX])U", _recent),
)
