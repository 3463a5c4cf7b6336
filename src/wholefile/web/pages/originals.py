"""The original of a file: saying why one reads it, its bytes, and pictures of its pages. Nobody sees it unrecorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.actions.access import copy_name, open_items
from wholefile.actions.signing import absent
from wholefile.core.errors import Conflict, NotFound, Unavailable, WholefileError, http_status
from wholefile.processing.page_pictures import NoPicture, as_png
from wholefile.showing import seeing
from wholefile.showing.files import check_seen, file_view
from wholefile.showing.page_places import places_on_page
from wholefile.web import office
from wholefile.web.doable import may_sign
from wholefile.web.page_drawing import page_drawn
from wholefile.web.pages import addressed
from wholefile.web.pages.doing import begin
from wholefile.web.pages.files import called
from wholefile.web.people import Asking
from wholefile.web.readings import items_of, reading_of
from wholefile.web.sentences import in_language
from wholefile.web.signing.models import LONGEST_BACK

_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"  # what a browser may do with what it is given


class Reading(forms.Form):
    """Why somebody looks at the contents of an item."""

    item = forms.ChoiceField(label=lazily("Item under which you read it"))
    purpose = forms.CharField(
        label=lazily("Why you read it"),
        help_text=lazily("It stands in the record with your name, for everybody who handles the case."),
        max_length=300,
    )

    def __init__(self, items: Sequence[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item"].choices = [(one, one) for one in items]  # type: ignore[attr-defined]


def read(request: Asking, sha256: str) -> HttpResponse:
    """Say why one reads a file; the reading is an act, and its signing page opens. Raises NotFound.

    Signed, it leads to the page of the file that the address names under `back`, where there is one.
    """
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    items = items_of(request, sha256)
    if not may_sign("item", "opened", request.roles) or not items:
        raise NotFound("page.missing", "There is no such page.")
    back = _back(request, sha256)
    form = Reading(items, request.POST if request.method == "POST" else None, initial={"item": items[0]})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            told = dict(form.cleaned_data)
            try:
                return begin(
                    request,
                    "item/opened",
                    lambda: open_items(
                        record, [told["item"]], purpose=told["purpose"], by=absent(request.person)
                    ),
                    {"items": [told["item"]], "purpose": told["purpose"], "by": request.person},
                    back,
                )
            except WholefileError as error:
                form.add_error(None, error.message)
                status = http_status(error)
        else:
            status = 400
    said = {"form": form, "sha256": sha256, "name": _name(request, sha256), "back": back}
    return render(request, "files/read.html", said, status=status)


def download(request: Asking, sha256: str) -> HttpResponse:
    """The bytes of a file, always as a download that no browser shows, after the reading was recorded.

    Without a reading of the last twelve hours the page that records one opens. Raises NotFound.
    """
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    if reading_of(request, items_of(request, sha256)) is None:
        return HttpResponseRedirect(f"/files/{sha256}/read")
    stored = record.db.exists("stored_file", sha256=sha256)
    try:
        stream = (record.store if stored else record.derived).open(sha256)
    except NotFound:
        raise Conflict(
            "file.bytes_missing", "Its bytes are not in the store; the operator restores them from a copy."
        ) from None
    answer: Any = FileResponse(stream, as_attachment=True, filename=copy_name(_name(request, sha256), sha256))
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Security-Policy"] = _CLOSED
    return answer  # type: ignore[no-any-return]


def page(request: Asking, sha256: str, page: int) -> HttpResponse:
    """A picture of a page of a file, drawn in the sandbox, after the reading was recorded as for a download.

    The characters from `start` to `end` of the text `layer` that the address names are outlined. Where there is no
    picture, a page says why, in words. Raises NotFound for a file that does not exist or is not seen.
    """
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    layer = addressed.text(request, "layer", 100)
    start, end = addressed.number(request, "start"), addressed.number(request, "end")
    if reading_of(request, items_of(request, sha256)) is None:
        if request.headers.get("Sec-Fetch-Dest") == "image":
            why = _("Say first why you read it; then its pages are shown for twelve hours.")
            return _no_picture(request, why, "page.unread", 403)
        return HttpResponseRedirect(f"/files/{sha256}/read?{urlencode({'back': request.get_full_path()})}")
    try:
        drawn = page_drawn(record, sha256, page)
    except (Conflict, Unavailable) as error:
        return _no_picture(request, in_language(error.message), error.code, http_status(error))
    if isinstance(drawn, NoPicture):
        return _no_picture(request, in_language(drawn.reason), f"page.{drawn.status.replace(' ', '_')}", 422)
    outlines = places_on_page(record, sha256, page, layer=layer, start=start or 0, end=end or 0)
    answer = HttpResponse(as_png(drawn, outlines), content_type="image/png")
    answer.headers["Content-Security-Policy"] = _CLOSED
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _no_picture(request: Asking, why: str, code: str, status: int) -> HttpResponse:
    said = {"title": _("There is no picture of this page"), "message": why, "code": code}
    return render(request, "error.html", said, status=status)


def _back(request: Asking, sha256: str) -> str:
    """The page of this file to which one goes on, or nothing: an address of elsewhere is not followed."""
    back = str(request.GET.get("back", ""))
    fits = len(back) <= LONGEST_BACK and back.isascii() and back.isprintable()
    fits = fits and not any(one in back for one in ("\\", ".."))
    return back if fits and back.startswith(f"/files/{sha256}/") else ""


def _name(request: Asking, sha256: str) -> str:
    return called(file_view(office.record().db, seeing.of_the_office(request.sight), sha256))
