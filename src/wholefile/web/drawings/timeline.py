"""Acts of a case on a line of time: a row for each subject, a mark for each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.safestring import SafeString

from wholefile.record.days import DAY_MS, day_of
from wholefile.web.drawings.shapes import BLUE, INK, LINE, QUIET, dot, drawing, line, markup, words

WIDTH, LEFT, RIGHT, ROW, TOP = 1100, 130, 20, 28, 24
_TICKS = 6


def timeline_drawing(acts: Sequence[Mapping[str, Any]], name: str) -> SafeString:
    """The acts (each with occurred_at, kind and position) as a drawing called `name`; empty where there are none.

    Instants are milliseconds since 1970 (UTC). Acts of one subject stand in a row, in the order in which they came.
    """
    if not acts:
        return SafeString("")
    subjects = list(dict.fromkeys(one["kind"].split(".")[0] for one in acts))
    first = min(one["occurred_at"] for one in acts)
    last = max(*(one["occurred_at"] for one in acts), first + DAY_MS)
    height = TOP + ROW * len(subjects) + 30
    made = drawing(WIDTH, height, name)

    def across(at: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * float(at - first) / float(last - first)

    for number in range(_TICKS + 1):
        at = first + (last - first) * number // _TICKS
        x = across(at)
        line(made, x, TOP - 6, x, height - 24)
        anchor = "start" if number == 0 else "end" if number == _TICKS else "middle"
        words(made, x, height - 8, _tick(at, last - first), anchor=anchor, colour=QUIET)
    rows = {subject: TOP + ROW * number + ROW / 2 for number, subject in enumerate(subjects)}
    for subject, y in rows.items():
        line(made, LEFT, y, WIDTH - RIGHT, y, LINE)
        words(made, 0, y + 4, subject, colour=INK)
    for one in acts:
        told = f"{_moment(one['occurred_at'])}: {one['kind']} (entry {one['position']})"
        dot(made, across(one["occurred_at"]), rows[one["kind"].split(".")[0]], 5, BLUE, told)
    return markup(made)


def _tick(at: int, span: int) -> str:
    return day_of(at) if span >= _TICKS * DAY_MS else _moment(at)[5:16]


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M} UTC"
