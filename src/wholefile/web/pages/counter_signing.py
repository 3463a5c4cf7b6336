"""From a form at the counter or in the room to the signing page, and back to the form as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from wholefile.web import office
from wholefile.web.forms.acts import call_of, plain, verb_of
from wholefile.web.forms.seen import check_seen
from wholefile.web.people import Asking
from wholefile.web.signing import waiting


def begun(request: Asking, named: tuple[str, str], told: Mapping[str, Any], back: str) -> HttpResponse:
    """To the signing page of what was told for a subject's verb. Raises what the action raises.

    Whoever withdraws there comes `back` to the form.
    """
    found, record = verb_of(*named), office.record()
    check_seen(record.db, request.sight, found.kind, told)
    with call_of(found, record, told) as call:
        row = waiting.begin(
            record, "/".join(named), call, begun_by=request.person, sight=request.sight, told=plain(told)
        )
    row.back = f"{back}?draft={row.code}"
    row.save(update_fields=["back"])
    return HttpResponseRedirect(waiting.address(row))


def withdrawn(request: Asking) -> dict[str, Any]:
    """What the form said from which one comes back; nothing otherwise."""
    code = request.GET.get("draft", "")
    return waiting.draft(code, request.person) if code else {}
