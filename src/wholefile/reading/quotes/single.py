"""Single quotation marks, told from apostrophes."""

import re
from bisect import bisect_right

from wholefile.reading.spans import Span

_MARK = re.compile(r"['’‘‚‛]")
# What is cut off at its beginning: '90s, 'em, 'til.
_CUT = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|round|cuz|n|im|er)\b", re.IGNORECASE)
_BEFORE_OPENING = '([{—–"“-/'
LONGEST = 1_500


def find_single(text: str, double: list[Span]) -> list[tuple[Span, Span]]:
    """What stands in single marks, as pairs of the stretch without and with its marks, none inside another.

    A pair never crosses one of the `double` stretches, a blank line, or LONGEST characters. A mark inside a word,
    before cut-off words ('90s) and after a plural ("the defendants' fees") is an apostrophe.
    """
    marks = [one.start() for one in _MARK.finditer(text)]
    bounds = sorted({place for one in double for place in (one.start, one.end)})
    found: list[tuple[Span, Span]] = []
    n = 0
    while n < len(marks):
        if not _opens(text, marks[n]):
            n += 1
            continue
        closing = _closing(text, marks, n, bounds)
        if closing is None:
            n += 1
            continue
        start, end = marks[n], marks[closing]
        found.append((Span(start + 1, end), Span(start, end + 1)))
        n = closing + 1
    return found


def _opens(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if not after.isalnum() or not (before.isspace() or before in _BEFORE_OPENING):
        return False
    return text[place] in "‘‚‛" or not _CUT.match(text, place + 1)


def _closing(text: str, marks: list[int], n: int, bounds: list[int]) -> int | None:
    """The index of the mark that closes: the first that can, or the last before the next opening one after plurals."""
    plural = None
    limit = bisect_right(bounds, marks[n])
    furthest = min(marks[n] + LONGEST, bounds[limit] if limit < len(bounds) else len(text))
    for m in range(n + 1, min(len(marks), n + 40)):
        place = marks[m]
        if place >= furthest or "\n\n" in text[marks[m - 1] : place]:
            break
        if text[place] in "‘‚‛" or _opens(text, place):
            break
        before = text[place - 1]
        after = text[place + 1] if place + 1 < len(text) else " "
        if before.isspace() or after.isalnum() or place == marks[n] + 1:
            continue
        if before == "s" and after == " " and text[place + 2 : place + 3].islower():
            plural = m if plural is None else plural
            continue
        return m
    return plural
