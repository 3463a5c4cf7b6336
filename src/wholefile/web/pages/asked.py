"""What an address asks for: which page of a list, which number. What is no number is refused in words."""

from __future__ import annotations

import re

from wholefile.core.errors import Invalid
from wholefile.showing.paging import Page
from wholefile.web.people import Asking

_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_LAST_PAGE = 10_000_000


def page(request: Asking, size: int = 50) -> Page:
    """The page of a list that is asked for, of so many rows; the first where none is. Raises Invalid."""
    return Page(max(1, min(number(request, "page") or 1, _LAST_PAGE)), size)


def number(request: Asking, name: str) -> int | None:
    """A number that is asked for under this name, if one is. Raises Invalid for what is none."""
    written = request.GET.get(name, "").strip()
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        raise Invalid("page.number", f"{name.replace('_', ' ').capitalize()} is a number.")
    return int(written)
