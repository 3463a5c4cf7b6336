"""Dates as forms of police and laboratories write them: 18APR26, 18 APR 2026, 18-Apr-26, 20.02.2026, 2026/02/20.

With points it is the day that mostly comes first, but some offices write the month; where both could be, another such
date of the same document decides, and without one the day stays open.
"""

import re
from functools import lru_cache

from wholefile.reading.time.words import MONTHS

_SHORT = "|".join(sorted((name for name in MONTHS if len(name) in {3, 4}), key=len, reverse=True))
_YEAR = r"(?:(?:1[5-9]|2[01])\d\d|\d\d)"
_BESIDE = rf"(?i:{_SHORT})"
# A capital month and two figures with spaces are a date only where nothing follows that they might count.
_ENDS = r"(?=[ \t]*(?:$|[\n,.;:)|/]|\d{3,4}(?!\d)|at\b|@))"
MONTH_NAMED = (
    rf"(?<![\w/.$-])\d{{1,2}}(?:{_BESIDE}{_YEAR}|-{_BESIDE}-{_YEAR}|/{_BESIDE}/{_YEAR}|"
    rf"[ ](?:{_SHORT.upper()})[ ](?:(?:1[5-9]|2[01])\d\d|\d\d{_ENDS}))(?![\w-])"
)
DOTTED = r"(?<![\w.$-])\d{1,2}\.\d{1,2}\.(?:1[5-9]|2[01])\d\d(?!\w|[.,]\d|-\d)"
YEAR_FIRST = r"(?<![\w/.-])(?:1[5-9]|2[01])\d\d/\d{1,2}/\d{1,2}(?![\w/])"
_DOTTED = re.compile(DOTTED)
_NAMED = re.compile(r"(\d{1,2})[-/ ]?([a-z]{3,4})[-/ ]?(\d{2,4})", re.IGNORECASE)
# So far into a document other dates are asked; its forms stand at its beginning.
_ASKED = 200_000


@lru_cache(maxsize=2)  # every date of a form asks for it; a document has its text as it is, and unwrapped
def day_first(text: str) -> bool | None:
    """Whether the dates with points of a document write the day first; None where none tells, or two differ."""
    told = set()
    for match in _DOTTED.finditer(text, 0, _ASKED):
        first, second, _ = (int(one) for one in match.group().split("."))
        if (first > 12) != (second > 12):
            told.add(first > 12)
    return told.pop() if len(told) == 1 else None


def parts_of(words: str) -> tuple[str, int, int, bool] | None:
    """The year as it is written, month and day; True where day and month may change places. None for other forms.

    With points the day comes first in what is returned, unless only the other way makes a month.
    """
    named = _NAMED.fullmatch(words)
    if named:
        return named[3], MONTHS[named[2].lower()], int(named[1]), False
    figures = words.replace("/", ".").split(".")
    if len(figures) != 3:
        return None
    if len(figures[0]) == 4:
        return figures[0], int(figures[1]), int(figures[2]), False
    if "." not in words:
        return None
    first, second = int(figures[0]), int(figures[1])
    if second > 12 >= first:
        return figures[2], first, second, False
    return figures[2], second, first, first <= 12 and first != second
