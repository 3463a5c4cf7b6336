"""What the server writes down: one line of JSON a request, and one for whatever else happens.

A line names the page by its name in the table of routes, never by its address: addresses of signing pages and of
tickets are secrets, and questions are somebody's work.

    {"at": "2026-11-26T09:30:00.120Z", "event": "request", "method": "POST", "route": "take-signature", "status": 200,
     "milliseconds": 41, "person": "P-3", "request": "7f3a..."}

What is asked of the portal of the defence is written down without who asked or for which page (rule D12).
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from wholefile.web import metrics
from wholefile.web.hosts import PORTAL, site_of

STATIC, UNKNOWN = "static", "none"
# What a machine asks all day: pictures, style sheets, whether the server lives. Good answers to it say nothing.
_UNTOLD = frozenset({STATIC, "live", "ready"})
HEADER = "X-Request-Id"
_requests = logging.getLogger("wholefile.requests")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Requests:
    """Measures each request and writes its line; the answer carries the number under which the line is found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the number of the request."""
        began = time.perf_counter()
        number = secrets.token_hex(8)
        response = self._next(request)
        response.headers[HEADER] = number
        seconds = time.perf_counter() - began
        method = request.method if request.method in _METHODS else "other"
        route = route_of(request)
        metrics.saw_request(route, str(method), response.status_code, seconds)
        told = {
            "event": "request",
            "method": method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
            "person": "" if site_of(request) == PORTAL else getattr(request, "person", ""),
            "request": number,
        }
        if route not in _UNTOLD or response.status_code >= 400:
            _requests.info("request", extra={"told": told})
        return response


def route_of(request: HttpRequest) -> str:
    """The page's name in the table of routes: `static` for files, `none` for no page, `portal` for all of that."""
    if site_of(request) == PORTAL:
        return PORTAL
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or UNKNOWN
    return STATIC if request.path_info.startswith("/static/") else UNKNOWN


class Lines(logging.Formatter):
    """Every record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, what, and the trace of a fault; never the address that was asked."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at.replace("+00:00", "Z"), **_told(record)}
        if record.levelno >= logging.WARNING:
            told["level"] = record.levelname.lower()
        if record.exc_info and record.exc_info[0] is not None:
            told["trace"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


def begin() -> None:
    """Write the log of this process to standard error, a line of JSON each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Django tells each refused request again, by its address.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.security").setLevel(logging.ERROR)
    for name in ("gunicorn.error", "gunicorn.access"):
        one = logging.getLogger(name)
        one.handlers[:], one.propagate = [], True


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told = getattr(record, "told", None)
    if isinstance(told, dict):
        return told
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return {"event": "failed", "route": route_of(request), "status": getattr(record, "status_code", None)}
    # gunicorn puts the address into its messages; what stands around it is enough.
    said = str(record.msg) if record.name.startswith("gunicorn") else record.getMessage()
    try:
        told = json.loads(said) if said.startswith("{") else None
    except ValueError:
        told = None
    if isinstance(told, dict):
        return {name: value for name, value in told.items() if name != "path"}
    return {"event": "message", "from": record.name, "words": said}
