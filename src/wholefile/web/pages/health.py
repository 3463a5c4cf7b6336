"""Whether the process lives, and whether it can serve: for whoever watches it."""

from __future__ import annotations

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse

from wholefile.core.errors import WholefileError
from wholefile.record.lookups import entry_count
from wholefile.web import office


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


def ready(_request: HttpRequest) -> HttpResponse:
    """The record can be read and so can the accounts; 503 with a code where not."""
    try:
        opened = office.record()
        opened.check_usable()
        entry_count(opened.db)
        connections["default"].ensure_connection()
    except WholefileError as error:
        return JsonResponse({"ready": False, "code": error.code}, status=503)
    except Exception as error:  # noqa: BLE001 - whatever it is, this node cannot serve
        return JsonResponse({"ready": False, "code": type(error).__name__}, status=503)
    return JsonResponse({"ready": True, "log": opened.origin})
