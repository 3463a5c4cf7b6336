"""People and items of a case as a small net: people left, items right, a line where one knows of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from wholefile.web.drawings.shapes import (
    BLUE,
    GREEN,
    QUIET,
    box,
    dot,
    drawing,
    line,
    markup,
    shortened,
    words,
)

WIDTH, LEFT, RIGHT, ROW, TOP = 1000, 330, 640, 26, 20
_LONGEST = 44


def graph_drawing(items: Sequence[Mapping[str, Any]], name: str) -> SafeString:
    """Items (each with item, description and known_to) and those who know of them, as a drawing called `name`.

    A person of the prosecution team is drawn in blue, anybody else in green; the list beside it says which is which.
    """
    people: dict[str, Mapping[str, Any]] = {}
    for one in items:
        for knower in one["known_to"]:
            people.setdefault(knower["person"], knower)
    if not people:
        return SafeString("")
    made = drawing(WIDTH, TOP * 2 + ROW * max(len(people), len(items)), name)
    left = {person: TOP + ROW * number for number, person in enumerate(people)}
    right = {one["item"]: TOP + ROW * number for number, one in enumerate(items)}
    for one in items:
        for knower in one["known_to"]:
            line(made, LEFT, left[knower["person"]], RIGHT, right[one["item"]])
    for person, knower in people.items():
        colour = BLUE if knower["for_the_state"] else GREEN
        said = shortened(
            f"{knower['name']}, {knower['agency']}" if knower["agency"] else knower["name"], _LONGEST
        )
        dot(made, LEFT, left[person], 6, colour, said)
        words(made, LEFT - 12, left[person] + 4, said, anchor="end")
    for one in items:
        said = shortened(f"{one['item']} {one['description']}", _LONGEST)
        box(made, RIGHT - 5, right[one["item"]] - 5, (10, 10), QUIET, one["description"])
        words(made, RIGHT + 12, right[one["item"]] + 4, said)
    return markup(made)
