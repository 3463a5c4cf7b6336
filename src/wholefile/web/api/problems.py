"""What goes wrong, as RFC 9457 problem details: our code, our words, the status of `core.errors.HTTP_STATUS`."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from wholefile.core.errors import WholefileError, http_status

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("wholefile.web")


def problem(status: int, code: str, words: str, **more: Any) -> HttpResponse:
    """One problem. `code` is stable and for programs; `words` say what would make the thing possible."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words,
        "code": code,
    }
    return JsonResponse({**said, **more}, status=status, content_type=MEDIA_TYPE)


def of_error(request: HttpRequest, error: WholefileError) -> HttpResponse:
    """The problem for an error of the record."""
    status = http_status(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error(json.dumps({"event": "failed", "code": error.code, "path": request.path}))
    return problem(status, error.code, error.message)


def missing() -> HttpResponse:
    """For an address that is none."""
    return problem(404, "page.missing", "There is no such address; see openapi.json.")


def unread(errors: list[dict[str, Any]]) -> HttpResponse:
    """For a call that does not have the form described: where, and what is wrong there."""
    found = [
        {"where": "/".join(str(part) for part in one["loc"]), "what": str(one["msg"])[:300]}
        for one in errors[:20]
    ]
    first = f"{found[0]['where']}: {found[0]['what']}" if found else "see openapi.json"
    return problem(400, "request.form", f"This call does not have the form described: {first}.", errors=found)
