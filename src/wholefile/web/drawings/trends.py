"""A number month by month as a line of points, with its scale."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from wholefile.web.drawings.shapes import BLUE, LINE, QUIET, dot, drawing, line, markup, path, words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 520, 190, 44, 16, 14, 34
_STEPS = 4


def trend_drawing(points: Sequence[tuple[str, int | None]], name: str) -> SafeString:
    """Months (YYYY-MM) with their numbers as a drawing called `name`. A month without a number leaves a gap."""
    made = drawing(WIDTH, HEIGHT, name)
    top = _top(max((value for _, value in points if value is not None), default=0))
    for number in range(_STEPS + 1):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / _STEPS
        line(made, LEFT, y, WIDTH - RIGHT, y, LINE)
        words(made, LEFT - 6, y + 4, str(top * number // _STEPS), anchor="end", colour=QUIET)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for number, (month, value) in enumerate(points):
        x = LEFT + step * number
        if number in _told(len(points)):
            anchor = "start" if number == 0 else "end" if number == len(points) - 1 else "middle"
            words(made, x, HEIGHT - 12, month, anchor=anchor, colour=QUIET)
        if value is None:
            runs.append([])
            continue
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top
        runs[-1].append((x, y))
        dot(made, x, y, 4, BLUE, f"{month}: {value}")
    for run in runs:
        if len(run) > 1:
            path(made, run, BLUE)
    return markup(made)


def _told(count: int) -> set[int]:
    """The months that are written out: every third, and the last with room before it."""
    return {number for number in range(0, count, 3) if count - 1 - number > 2} | {count - 1}


def _top(most: int) -> int:
    """The end of the scale: the next number that the steps divide into whole ones."""
    return max(_STEPS, -(-most // _STEPS) * _STEPS)
