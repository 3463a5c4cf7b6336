"""What goes wrong, as a page: which error has which status, in words that are safe to show."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.errors import NotFound, WholefileError, http_status
from wholefile.web.sentences import in_language

log = logging.getLogger("wholefile.web")


class Mistakes:
    """Turns errors of the record into pages. What does not exist and what one may not see get the same page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, where nothing goes wrong."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of the record; any other error is for Django, and for the log."""
        if isinstance(error, NotFound | Http404):
            return missing(request)
        if isinstance(error, WholefileError):
            return mistake(request, error)
        log.error(json.dumps({"event": "failed", "path": request.path}), exc_info=error)
        return None


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The one page for everything that is not there, or not for this person."""
    said = {"title": _("Page not found"), "message": _("It does not exist, or it is not yours to see.")}
    return render(request, "error.html", {**said, "code": "not_found"}, status=404)


def mistake(request: HttpRequest, error: WholefileError) -> HttpResponse:
    """The page for an error of the record: what it says is safe to show and says what would help."""
    titles = {
        400: _("That cannot be read"), 403: _("You may not do this"), 409: _("Somebody else was first"),
        422: _("A rule does not allow it"), 503: _("Not now"), 500: _("Something does not match"),
    }  # fmt: skip
    status = http_status(error)
    if status >= 500:
        log.error(json.dumps({"event": "failed", "code": error.code, "path": request.path}))
    said = {"title": titles.get(status, _("That did not work")), "message": in_language(error.message)}
    return render(request, "error.html", {**said, "code": error.code}, status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for what should never happen."""
    said = {
        "title": _("Something went wrong"),
        "message": _("Nothing was recorded. It was noted for the operator."),
    }
    return render(request, "error.html", {**said, "code": "failed"}, status=500)
