"""What the address of a page asks for, refused in words where it cannot be read."""

from __future__ import annotations

from django.http import HttpRequest

from wholefile.core.errors import Invalid
from wholefile.showing.paging import Page

_LONGEST = 500  # characters
_LARGEST = 2**53 - 1


def text(request: HttpRequest, name: str, longest: int = _LONGEST) -> str:
    """A word or line of the address, or empty. Raises Invalid for one that is too long or has controls in it."""
    return _read(request.GET.get(name, ""), name, longest)


def texts(request: HttpRequest, name: str, longest: int = _LONGEST) -> list[str]:
    """All the words of the address under one name, as boxes that were ticked. Raises Invalid likewise."""
    return [said for one in request.GET.getlist(name) if (said := _read(one, name, longest))]


def _read(said: str, name: str, longest: int) -> str:
    said = said.strip()
    if len(said) > longest:
        raise Invalid("page.too_long", f"What is asked for under {name} is longer than {longest} characters.")
    if any(ord(one) < 32 or 0xD800 <= ord(one) <= 0xDFFF for one in said):
        raise Invalid("page.controls", f"What is asked for under {name} has control characters in it.")
    return said


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number of the address, or nothing. Raises Invalid for what is none."""
    said = text(request, name, 20)
    if not said:
        return None
    if not said.isascii() or not said.isdecimal() or int(said) > _LARGEST:
        raise Invalid("page.number", f"What is asked for under {name} is no number.")
    return int(said)


def page(request: HttpRequest, size: int = 50) -> Page:
    """The page of a list that is asked for. Raises Invalid for what is no number."""
    return Page(max(1, min(number(request, "page") or 1, 1_000_000)), size)
