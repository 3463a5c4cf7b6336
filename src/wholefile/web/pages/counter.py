"""The counter: item, item, then a place or a person; what lies there is seen at any time, and signed for as one act.

Everything works with a keyboard alone and without JavaScript. A scanner that types, or the camera of a phone, adds to
the same list; `counter.js` only spares the reload.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wholefile.actions.receipts import submitters_receipt
from wholefile.core.errors import Invalid, NotFound, WholefileError, http_status
from wholefile.core.label_text import ITEM_LABEL, PERSON_LABEL, PLACE_LABEL, Scanned
from wholefile.showing import seeing
from wholefile.showing.items import item_view
from wholefile.showing.scanned import scanned_view
from wholefile.web import office
from wholefile.web.headers import with_wasm
from wholefile.web.pages import counter_forms as shapes
from wholefile.web.pages.counter_list import Counter, keep, kept, scan
from wholefile.web.pages.counter_signing import begun, withdrawn
from wholefile.web.pages.counter_waiting import coming_to, handed_a_code, taken_in
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language


@with_wasm
def counter(request: Asking) -> HttpResponse:
    """The list, and what can be done with it."""
    return _page(request, kept(request))


@with_wasm
def do(request: Asking, verb: str) -> HttpResponse:
    """What is to be done with the list: its form, filled in as far as the list says it. Sent, it goes on to sign."""
    doing, db, list_ = shapes.doing_of(verb), office.record().db, kept(request)
    told = _taken_up(request, list_) if request.method != "POST" else {}
    rows = scanned_view(db, request.sight, list_.items)
    shape = shapes.counter_form(doing, db, request.sight)
    if request.method != "POST":
        given = shapes.filled_in(doing, db, request.person, list_, rows)
        return _page(request, list_, doing=doing, form=shape(initial={**given, **told}))
    form = shape(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, list_, doing=doing, form=form, status=400)
    try:
        if not rows:
            raise Invalid("counter.empty", _("Scan or type the items first."))
        items = [one["item"] for one in rows]
        told = {**form.cleaned_data, "items": items}
        response = begun(request, (doing.subject, doing.verb), told, f"/counter/{verb}")
    except WholefileError as error:
        form.add_error(None, in_language(error.message))
        return _page(request, list_, doing=doing, form=form, status=http_status(error))
    list_.change([], "", "")
    keep(request, list_)
    return response


def take(request: Asking) -> HttpResponse:
    """One scan, or one line that was typed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    list_, name = kept(request), request.POST.get("doing", "")
    name = name if name in shapes.DOINGS else ""
    try:
        found, words = scan(office.record().db, request.sight, list_, request.POST.get("text", ""))
    except WholefileError as error:
        if _by_script(request):
            return JsonResponse({"ok": False, "words": in_language(error.message)}, status=http_status(error))
        return _page(request, list_, problem=in_language(error.message), status=http_status(error))
    keep(request, list_)
    go = _where_to(found, name)
    if _by_script(request):
        html = render_to_string("counter/list.html", _listed(request, list_, name), request)
        return JsonResponse(
            {"ok": True, "words": words, "html": html, **_gone_on(request, list_, found, name)}
        )
    messages.success(request, words)
    return HttpResponseRedirect(go)


def remove(request: Asking) -> HttpResponse:
    """Take one item off the list."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    list_, gone = kept(request), request.POST.get("item", "")
    if gone not in list_.items:
        raise NotFound("counter.item", _("That item is not on the list."))
    list_.change([one for one in list_.items if one != gone], list_.place, list_.person)
    return _changed(request, list_, _("%(item)s is off the list.") % {"item": gone})


def undo(request: Asking) -> HttpResponse:
    """Take back the last step, be it a scan, an item taken off, or that the list was signed for."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    list_ = kept(request)
    words = _("The list is as it was.") if list_.undo() else _("There is nothing to undo.")
    return _changed(request, list_, words)


def clear(request: Asking) -> HttpResponse:
    """Begin anew."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    list_ = kept(request)
    list_.change([], "", "")
    return _changed(request, list_, _("The list is empty. Undo brings it back."))


def take_in(request: Asking) -> HttpResponse:
    """A new item: what it is, who hands it over, which cases they name. Signed, it has its voucher."""
    db = office.record().db
    shape = shapes.take_in_form(db, request.sight)
    if request.method != "POST":
        given = {"by": request.person, "quantity": 1, "unit": "each"}
        return _taking_in(request, shape(initial={**given, **withdrawn(request)}))
    form = shape(request.POST, request.FILES)
    if not form.is_valid():
        return _taking_in(request, form, status=400)
    try:
        return begun(request, ("item", "receive"), form.cleaned_data, "/counter/take-in")
    except WholefileError as error:
        form.add_error(None, in_language(error.message))
        return _taking_in(request, form, status=http_status(error))


def photographs(request: Asking, voucher: str) -> HttpResponse:
    """Photographs of an item that was taken in, made with the phone in one's hand."""
    db = office.record().db
    row = seeing.item(db, seeing.of_the_office(request.sight), voucher)
    shape = shapes.photographs_form(db, request.sight)
    form = shape(initial={"by": request.person, "purpose": "photograph", **withdrawn(request)})
    status = 200
    if request.method == "POST":
        form, status = shape(request.POST, request.FILES), 400
        if form.is_valid():
            try:
                told = {**form.cleaned_data, "item": voucher}
                return begun(request, ("item", "attach"), told, f"/counter/photographs/{voucher}")
            except WholefileError as error:
                form.add_error(None, in_language(error.message))
                status = http_status(error)
    said = {"item": voucher, "description": row.description, **_split(form)}
    return render(request, "counter/photographs.html", said, status=status)


def receipt(request: Asking, voucher: str) -> HttpResponse:
    """What the submitter takes home: on paper, and on request the file that proves it to anybody."""
    record = office.record()
    view = item_view(record.db, seeing.of_the_office(request.sight), voucher)
    if request.method == "POST":
        response = HttpResponse(submitters_receipt(record, voucher), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="receipt-{voucher}.json"'
        return response
    return render(request, "counter/receipt.html", {"item": view, "origin": record.origin})


def by_code(request: Asking, code: str) -> HttpResponse:
    """From the QR code on somebody else's screen to the acts that wait for one's own signature."""
    return HttpResponseRedirect(handed_a_code(request.person, code))


def _taken_up(request: Asking, list_: Counter) -> dict[str, Any]:
    """What was told for acts that were withdrawn before they were signed; their items are on the list again."""
    told = withdrawn(request)
    items = [str(one) for one in told.get("items", ())]
    if items and not list_.items:
        list_.change(items, list_.place, list_.person)
        keep(request, list_)
    return told


def _where_to(found: Scanned, name: str) -> str:
    if found.kind == PLACE_LABEL:
        name = "store"
    elif found.kind == PERSON_LABEL and name not in ("send", "lend"):
        name = "transfer"
    return f"/counter/{name}"


def _changed(request: Asking, list_: Counter, words: str) -> HttpResponse:
    keep(request, list_)
    messages.success(request, words)
    name = request.POST.get("doing", "")
    return HttpResponseRedirect(f"/counter/{name}" if name in shapes.DOINGS else "/counter/")


def _gone_on(request: Asking, list_: Counter, found: Scanned, name: str) -> dict[str, Any]:
    """Where a place or badge leads, and what it fills in where that form is open already."""
    if found.kind == ITEM_LABEL:
        return {"go": ""}
    go = _where_to(found, name)
    db, doing = office.record().db, shapes.doing_of(go.rpartition("/")[2])
    given = shapes.filled_in(doing, db, request.person, list_, scanned_view(db, request.sight, list_.items))
    fill = {one: given[one] for one in ("location", "received_by", "released_by", "to") if given[one]}
    return {"go": go, "fill": fill}


def _by_script(request: Asking) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _listed(request: Asking, list_: Counter, name: str = "") -> dict[str, Any]:
    db = office.record().db
    rows = scanned_view(db, request.sight, list_.items)
    return {
        "rows": list(reversed([{**row, "number": number} for number, row in enumerate(rows, 1)])),
        "hindered": sum(bool(row["hinders"]) for row in rows),
        "can_undo": bool(list_.before),
        "doing_name": name,
    }


def _page(
    request: Asking,
    list_: Counter,
    *,
    doing: shapes.Doing | None = None,
    form: forms.Form | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    name = doing.name if doing else ""
    said: dict[str, Any] = {
        **_listed(request, list_, name),
        "doing": doing and {"name": doing.name, "words": _(doing.words), "hint": _(doing.hint)},
        "doings": [
            {"label": _(one.words), "url": f"/counter/{one.name}", "current": one is doing}
            for one in shapes.DOINGS.values()
        ],
        "problem": problem,
        "coming": coming_to(request.person, request.sight),
        "taken": taken_in(request.person, request.sight),
        **(_split(form) if form else {}),
    }
    return render(request, "counter/counter.html", said, status=status)


def _taking_in(request: Asking, form: forms.Form, status: int = 200) -> HttpResponse:
    said = {"taken": taken_in(request.person, request.sight), **_split(form)}
    return render(request, "counter/take_in.html", said, status=status)


def _split(form: forms.Form) -> dict[str, Any]:
    """The form, and its fields in two parts: those of the act, and remarks that few acts need."""
    return {
        "form": form,
        "fields": [one for one in form if one.name not in shapes.REMARKS],
        "remarks": [one for one in form if one.name in shapes.REMARKS],
        "remarked": any(form[name].errors for name in shapes.REMARKS if name in form.fields),
    }
