"""How much may be sent by whoever is not signed in: what a sign-in form or a signature needs, and no more.

Without this anybody could have files of many megabytes written to this machine's temporary folder. It stands before
everything that reads what was sent. Other systems come with a token, which their call is asked for before its body is
read; theirs is limited there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MOST = 64 * 1024  # bytes
_OF_TOKENS = "/api/v1/"


class Bodies:
    """Refuses what is too much before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, where what was sent may be read."""
        if _length(request) > MOST and not _is_of_a_token(request) and not request.user.is_authenticated:
            return too_much(request)
        return self._next(request)


def too_much(request: HttpRequest) -> HttpResponse:
    """The page for whoever sends too much. Nothing of it was read."""
    said = {
        "title": _("That is too much"),
        "message": _("Nothing of it was read. Sign in first, then send it again."),
    }
    return render(request, "error.html", {**said, "code": "request.too_much"}, status=413)


def _length(request: HttpRequest) -> int:
    """Bytes that are announced; without this header nothing is read by anybody."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_of_a_token(request: HttpRequest) -> bool:
    """A call of another system: whatever its token is worth, it is asked for before a body in JSON is read."""
    announced = "Authorization" in request.headers and request.content_type == "application/json"
    return announced and request.path.startswith(_OF_TOKENS)
