"""Whole dates as a document writes its own: day, month and year. Parts of dates and words for days are not for here.

Where only figures stand and both could be the month, the month comes first, as courts and sheriffs of the United
States write; the reader is told.
"""

import re
from dataclasses import dataclass
from datetime import date

from wholefile.reading.kinds.lines import LOOKED_AT
from wholefile.reading.spans import Span
from wholefile.reading.time.compact import DOTTED, MONTH_NAMED, YEAR_FIRST, day_first, parts_of
from wholefile.reading.time.words import MONTHS

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CENTURY = r"(?:1[6-9]|20|21)"
_YEAR = rf"(?P<year>{_CENTURY}\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d/.-])(?P<year>{_CENTURY}\d\d)-(?P<m>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b{_MONTH}\s{{1,3}}{_DAY}(?:,|\s)\s{{0,3}}{_YEAR}",
        rf"(?<![\d/.-]){_DAY}\s{{1,3}}(?:day\s{{1,3}}of\s{{1,3}})?{_MONTH},?\s{{1,3}}{_YEAR}",
        (
            rf"(?<![\d/.-])(?P<m>\d{{1,2}})(?P<mark>[/-])(?P<day>\d{{1,2}})(?P=mark)(?P<year>{_CENTURY}\d\d|"
            rf"\d\d)(?![\d/-])"
        ),
    )
)
_COMPACT = re.compile(f"{MONTH_NAMED}|{DOTTED}|{YEAR_FIRST}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that stands in the text, as a day of the document by some source."""

    span: Span
    day: date
    source: str = ""
    unsure: bool = False  # day and month may have changed places


def dates_in(text: str, first: int, last: int) -> list[Dated]:
    """The whole dates between two places, in order. Look at short stretches only: a line, a few lines."""
    found: list[Dated] = []
    for form in _FORMS:
        for match in form.finditer(text, first, last):
            day = _day(match)
            span = Span(*match.span())
            if day and not any(one.span.meets(span) for one in found):
                told = match.groupdict()
                unsure = bool(told.get("mark")) and int(told["m"]) != day.day and day.day <= 12
                found.append(Dated(span, day, "", unsure))
    for match in _COMPACT.finditer(text, first, last):
        day = _compact(text, match.group())
        if day and not any(one.span.meets(Span(*match.span())) for one in found):
            found.append(Dated(Span(*match.span()), day))
    return sorted(found, key=lambda one: one.span)


def _compact(text: str, words: str) -> date | None:
    """The day that a date of a form tells; with points, as the other such dates of the text are written."""
    told = parts_of(words)
    if told is None:
        return None
    written, month, day, unsure = told
    if unsure:
        order = day_first(text)
        if order is None:
            return None
        month, day = (month, day) if order else (day, month)
    try:
        return date(int(written) + (2000 if len(written) < 4 else 0), month, day)
    except ValueError:
        return None


def first_date(text: str, first: int, last: int, source: str) -> Dated | None:
    """The first whole date between two places, as found in a source; a field of a form has it at its beginning."""
    found = dates_in(text, first, min(last, first + LOOKED_AT))
    return Dated(found[0].span, found[0].day, source, found[0].unsure) if found else None


def _day(match: re.Match[str]) -> date | None:
    told = match.groupdict()
    month = int(told["m"]) if told.get("m") else MONTHS[told["month"][:3].lower()]
    day, year = int(told["day"]), int(told["year"])
    # Two figures for a year are of this century: the documents are those of open cases.
    year += 2000 if year < 100 else 0
    if month > 12 >= day and told.get("mark"):
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
