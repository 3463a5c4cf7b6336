"""Labels: printed on sheets or sent to a label printer; and the addresses to which their QR codes lead."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholefile.core.errors import Invalid, NotFound, WholefileError, http_status
from wholefile.core.label_text import link_text, read_code
from wholefile.showing import seeing
from wholefile.web import office
from wholefile.web.forms.fields import Vouchers
from wholefile.web.labels.codes import as_address, qr_code
from wholefile.web.labels.gathered import gathered
from wholefile.web.labels.layouts import FIRST, LAYOUTS, layout_of
from wholefile.web.labels.sheets import Label, sheet_pdf
from wholefile.web.labels.zpl import printed
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

_SHOWN = 24  # drawings on the page itself; all are in the file


class Asked(forms.Form):
    """Which labels, and on what."""

    items = Vouchers(
        required=False,
        label=gettext_lazy("Items"),
        help_text=gettext_lazy("Voucher numbers, one a line or between commas."),
    )
    places = Vouchers(
        required=False, label=gettext_lazy("Places"), help_text=gettext_lazy("Codes of places.")
    )
    people = Vouchers(
        required=False,
        label=gettext_lazy("Badges of persons"),
        help_text=gettext_lazy("Numbers such as P-7."),
    )
    layout = forms.ChoiceField(
        choices=lambda: [(one.name, _(one.words)) for one in LAYOUTS.values()],
        initial=FIRST,
        label=gettext_lazy("Paper"),
    )
    first = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=65,
        initial=1,
        label=gettext_lazy("First free label of the sheet"),
        help_text=gettext_lazy("For a sheet that was begun: counted from the upper left, line by line."),
    )


def labels(request: Asking) -> HttpResponse:
    """Choose labels and paper; see them; take the sheet, or the file for a label printer."""
    form = Asked(_asked(request) or None)
    said: dict[str, Any] = {"form": form if form.is_bound else Asked(), "labels": [], "error": ""}
    if not form.is_bound:
        return render(request, "labels/labels.html", said)
    status = 400
    if form.is_valid():
        try:
            found = _labels(request, form)
            status = 200
            said |= _shown(found, form)
        except WholefileError as error:
            form.add_error(None, in_language(error.message))
            status = http_status(error)
    return render(request, "labels/labels.html", said, status=status)


def sheet(request: Asking) -> HttpResponse:
    """The labels as a PDF."""
    form = _checked(request)
    layout = layout_of(form.cleaned_data["layout"])
    first = min(form.cleaned_data["first"] or 1, layout.on_a_page)
    made = sheet_pdf(_labels(request, form), layout, settings.WHOLEFILE_ADDRESSES.office, first)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return response


def printer(request: Asking) -> HttpResponse:
    """The labels in the language of label printers."""
    found = _labels(request, _checked(request))
    made = printed(found, settings.WHOLEFILE_ADDRESSES.office)
    response = HttpResponse(made, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="labels.zpl"'
    return response


def item(request: Asking, code: str) -> HttpResponse:
    """From the label of an item to its page. What is not in sight is not there."""
    voucher = _read("item", code)
    seeing.item(office.record().db, request.sight, voucher)
    return HttpResponseRedirect(f"/items/{voucher}")


def place(request: Asking, code: str) -> HttpResponse:
    """From the label of a place to its page."""
    found = _read("place", code)
    gathered(office.record().db, request.sight, [], [found], [])
    return HttpResponseRedirect(f"/room/places/{found}")


def person(request: Asking, code: str) -> HttpResponse:
    """From a badge to the page of its person."""
    found = _read("person", code)
    gathered(office.record().db, request.sight, [], [], [found])
    return HttpResponseRedirect(f"/people/{found}")


def _bare(kind: str, number: str) -> str:
    """A number without a check character written after it; that of a place as it is, since it may end like one."""
    try:
        return number if kind == "place" else read_code(kind, number)
    except Invalid:
        return number


def _read(kind: str, code: str) -> str:
    try:
        return read_code(kind, code)
    except Invalid:
        raise NotFound("page.missing", "There is no such page.") from None


def _asked(request: Asking) -> dict[str, Any]:
    """What the address asks; numbers may be repeated or stand between commas."""
    given: dict[str, Any] = {
        name: "\n".join(request.GET.getlist(name))
        for name in ("items", "places", "people")
        if name in request.GET
    }
    if given:
        given |= {"layout": request.GET.get("layout", FIRST), "first": request.GET.get("first", "1")}
    return given


def _checked(request: Asking) -> Asked:
    form = Asked(_asked(request) or {})
    if not form.is_valid():
        raise Invalid("labels.asked", _("That names no labels and no paper; go back and choose them."))
    return form


def _labels(request: Asking, form: Asked) -> list[Label]:
    named = {
        name: [_bare(kind, one.upper()) for one in form.cleaned_data[name]]
        for name, kind in (("items", "item"), ("places", "place"), ("people", "person"))
    }
    found = gathered(office.record().db, request.sight, named["items"], named["places"], named["people"])
    if not found:
        raise Invalid("labels.none", _("Name an item, a place or a person."))
    return found


def _shown(found: list[Label], form: Asked) -> dict[str, Any]:
    said = form.cleaned_data
    query = [(name, one) for name in ("items", "places", "people") for one in said[name]]
    query += [("layout", said["layout"]), ("first", str(said["first"] or 1))]
    address = settings.WHOLEFILE_ADDRESSES.office
    return {
        "labels": [
            {
                "number": one.in_words,
                "title": one.title,
                "lines": one.lines,
                "qr": as_address(qr_code(link_text(one.kind, one.number, address))),
            }
            for one in found[:_SHOWN]
        ],
        "count": len(found),
        "more": max(0, len(found) - _SHOWN),
        "query": urlencode(query),
    }
