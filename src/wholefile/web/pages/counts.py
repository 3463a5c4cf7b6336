"""Counting a place by scans, in both directions: what is on the shelf against the record, the record against the shelf.

The scans of each place are kept on the server for whoever counts, so that a count goes on after a pause or on another
page. Nothing is recorded before two people sign what was found, missing and unexpected.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wholefile.actions.inventory import compare_scan
from wholefile.core.errors import Conflict, Invalid, NotFound, WholefileError, http_status
from wholefile.core.label_text import ITEM_LABEL
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.showing.scanned import scanned_view
from wholefile.web import office
from wholefile.web.forms.acts import form_of, verb_of
from wholefile.web.headers import with_wasm
from wholefile.web.pages.counter_forms import REMARKS, unchosen, without
from wholefile.web.pages.counter_list import known
from wholefile.web.pages.counter_signing import begun, withdrawn
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

LONGEST = 4_500  # vouchers in one act; a larger place is counted by its parts
_KEY = "counts"
_SHOWN = 200


@with_wasm
def count(request: Asking, location: str) -> HttpResponse:
    """The count of a place as it stands. Sent, what was found, missing and unexpected goes on to be signed."""
    row, db = _place(request, location), office.record().db
    shape = _form(db, request)
    if request.method != "POST":
        given = {"by": request.person, "scope": "full", **withdrawn(request)}
        return _page(request, row, shape(initial=given))
    form = shape(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=400)
    told = {**form.cleaned_data, "location": location, "scanned": _scanned(request, location)}
    try:
        return begun(request, ("inventory", "record"), told, f"/room/places/{location}/count")
    except WholefileError as error:
        form.add_error(None, in_language(error.message))
        return _page(request, row, form, status=http_status(error))


def take(request: Asking, location: str) -> HttpResponse:
    """One more voucher that is on the shelf."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row, db = _place(request, location), office.record().db
    scanned = _scanned(request, location)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        found = known(db, request.sight, request.POST.get("text", ""))
        if found.kind != ITEM_LABEL:
            raise Invalid("count.item", _("That is no item. Scan the items that lie here."))
        if found.number in scanned:
            raise Conflict("count.twice", _("%(item)s was counted already.") % {"item": found.number})
        if len(scanned) >= LONGEST:
            raise Invalid("count.full", _("That is as much as one act holds; count this place by its parts."))
    except WholefileError as error:
        if by_script:
            return JsonResponse({"ok": False, "words": in_language(error.message)}, status=http_status(error))
        form = _form(db, request)(initial={"by": request.person, "scope": "full"})
        return _page(request, row, form, problem=in_language(error.message), status=http_status(error))
    scanned = [*scanned, found.number]
    _keep(request, location, scanned)
    words = _words(db, location, found.number)
    if by_script:
        html = render_to_string("room/compared.html", _compared(request, row), request)
        return JsonResponse({"ok": True, "words": words, "html": html, "go": ""})
    messages.success(request, words)
    return HttpResponseRedirect(f"/room/places/{location}/count")


def change(request: Asking, location: str) -> HttpResponse:
    """Take a scan back (the last one, where no item is named), or begin the count of this place anew (all)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _place(request, location)
    scanned, item = _scanned(request, location), request.POST.get("item", "")
    if request.POST.get("all"):
        scanned = []
    elif item:
        scanned = [one for one in scanned if one != item]
    else:
        scanned = scanned[:-1]
    _keep(request, location, scanned)
    return HttpResponseRedirect(f"/room/places/{location}/count")


def _place(request: Asking, location: str) -> Row:
    """The place, for those who see the whole record: a count says of everything there whether it is missing."""
    row = lookups.location(office.record().db, location)
    if not request.sight.everything:
        raise NotFound("page.missing", "There is no such page.")
    return row


def _form(db: Database, request: Asking) -> type[forms.Form]:
    shape = form_of(verb_of("inventory", "record"), db, request.sight)
    shape = unchosen(without(shape, "location", "scanned", "corrects"), "cause")
    shape.base_fields["looked_for"].help_text = _(
        "Of a sampled audit: the vouchers that were looked for, one a line."
    )
    return shape


def _all(request: Asking) -> dict[str, list[str]]:
    found = request.session.get(_KEY)
    return dict(found["places"]) if isinstance(found, dict) and found.get("of") == request.person else {}


def _scanned(request: Asking, location: str) -> list[str]:
    return list(_all(request).get(location, ()))


def _keep(request: Asking, location: str, scanned: list[str]) -> None:
    places = {**_all(request), location: scanned}
    request.session[_KEY] = {"of": request.person, "places": {key: one for key, one in places.items() if one}}


def _words(db: Database, location: str, item: str) -> str:
    row = lookups.item(db, item)
    if row.location == location or f"{row.location}/".startswith(f"{location}/"):
        return _("%(item)s is here, as recorded.") % {"item": item}
    where = row.location or lookups.person_name(db, row.holder or "") or row.out_to or row.status
    return _("%(item)s is recorded elsewhere: %(where)s.") % {"item": item, "where": where}


def _compared(request: Asking, row: Row) -> dict[str, Any]:
    db, scanned = office.record().db, _scanned(request, row.location)
    compared = compare_scan(db, row.location, scanned)
    return {
        "location": row.location,
        "scanned": scanned,
        "found": len(compared.found),
        "recorded": len(compared.found) + len(compared.missing),
        "missing_count": len(compared.missing),
        "missing": scanned_view(db, request.sight, compared.missing[:_SHOWN]),
        "missing_more": max(0, len(compared.missing) - _SHOWN),
        "unexpected": scanned_view(db, request.sight, compared.unexpected[:_SHOWN]),
        "unexpected_count": len(compared.unexpected),
        "last": scanned[-1] if scanned else "",
    }


def _page(
    request: Asking, row: Row, form: forms.Form, *, problem: str = "", status: int = 200
) -> HttpResponse:
    said = {
        "name": row.name,
        "problem": problem,
        "form": form,
        "fields": [one for one in form if one.name not in REMARKS],
        "remarks": [one for one in form if one.name in REMARKS],
        "trail": [
            {"label": _("Evidence room"), "url": "/room/"},
            {"label": row.location, "url": f"/room/places/{row.location}"},
            {"label": _("Count")},
        ],
        **_compared(request, row),
    }
    return render(request, "room/count.html", said, status=status)
