"""Long lists a part at a time: an answer names the place from which the next goes on."""

from __future__ import annotations

import json
from typing import Annotated, Any

from ninja import Query

from wholefile.core.canonical import b64u, unb64u
from wholefile.core.errors import Invalid
from wholefile.showing.paging import Page

MOST = 200
_LAST = 1_000_000
Cursor = Annotated[
    str | None,
    Query(
        max_length=200,
        pattern=r"^[A-Za-z0-9_-]*$",
        description="`next` of the answer before, as it was given",
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="the most that one answer has")]


def page_of(cursor: str | None, limit: int) -> Page:
    """The part of a list that a cursor names; the first without one. Raises Invalid for one that was not given out."""
    if not cursor:
        return Page(1, limit)
    try:
        number, size = json.loads(unb64u(cursor))
    except (Invalid, ValueError, TypeError):
        number, size = 0, 0
    if not (_whole(number, _LAST) and _whole(size, MOST)):
        raise Invalid("api.cursor", "This cursor was not given out here; begin without one.")
    return Page(number, size)


def with_next(view: dict[str, Any]) -> dict[str, Any]:
    """A page of a view with `total` and `next`, a cursor, or null at its end."""
    number, last, size = view.pop("page"), view.pop("pages"), view.pop("size")
    following = b64u(json.dumps([number + 1, size]).encode()) if number < last else None
    return {**view, "next": following}


def _whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
