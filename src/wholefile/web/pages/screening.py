"""Screening: what of the whole record may concern a case, why, and both records side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.actions.screening import dismiss_candidate, link_candidate, screen
from wholefile.actions.signing import absent
from wholefile.core.acts import kind_of
from wholefile.core.errors import Invalid, NotFound, WholefileError, http_status
from wholefile.record import lookups
from wholefile.showing import seeing
from wholefile.showing.screening import screening_view
from wholefile.web import office
from wholefile.web.forms.fields import Words
from wholefile.web.pages.case_asked import docket_of, page_of
from wholefile.web.pages.case_parts import tabs, trail
from wholefile.web.pages.doing import begin
from wholefile.web.people import Asking

_SIZE = 10
_STEPS = ("run", "link", "dismiss")
_KINDS = {"run": "screening.run", "link": "item.linked", "dismiss": "candidate.dismissed"}


class Answering(forms.Form):
    """What is done with one candidate, and why."""

    step = forms.ChoiceField(choices=[(one, one) for one in _STEPS])
    item = forms.CharField(required=False, max_length=40)
    reason = Words(label=lazily("Reason"), required=False, max_length=4_000)

    def clean(self) -> dict[str, Any]:
        """A dismissal says why. Raises ValidationError."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("step") == "dismiss" and not told.get("reason"):
            self.add_error("reason", _("Say why it does not concern the case."))
        if told.get("step") in ("link", "dismiss") and not told.get("item"):
            self.add_error("item", _("Say which candidate."))
        return told


def screening(request: Asking, docket: str) -> HttpResponse:
    """The open candidates of a case; posted to, the search is signed for, or one candidate is linked or dismissed."""
    docket = docket_of(docket)
    seeing.case(office.record().db, seeing.of_the_office(request.sight), docket)
    if request.method != "POST":
        return _shown(request, docket, Answering())
    form = Answering(request.POST)
    if not form.is_valid():
        return _shown(request, docket, form, status=400)
    told = form.cleaned_data
    try:
        return _answered(request, docket, told["step"], told["item"], told["reason"].strip())
    except NotFound:
        raise
    except WholefileError as error:
        form.add_error(None, error.message)
        return _shown(request, docket, form, status=http_status(error))


def _answered(request: Asking, docket: str, step: str, item: str, reason: str) -> HttpResponse:
    record, by = office.record(), absent(request.person)
    if not _may(request, docket, step):
        raise Invalid("screening.role", _("Your role does not sign this."))
    if step == "run":
        # The act lists candidates of the whole record, so only who sees all of it is shown them.
        if not request.sight.everything:
            raise Invalid("screening.sight", str(_WHOLE_RECORD))
        return begin(
            request, "screen/run", lambda: screen(record, docket, by=by), {"docket": docket}, request.path
        )
    office_sight = seeing.of_the_office(request.sight)
    if item not in seeing.seen_items(record.db, office_sight, [item]) or not record.db.exists(
        "item", item=item
    ):
        raise lookups.unknown("item", item)
    told = {"docket": docket, "item": item, "reason": reason, "by": request.person}
    if step == "link":
        return begin(
            request,
            "screen/link",
            lambda: link_candidate(record, docket, item, by=by, reason=reason or None),
            told,
            request.path,
        )
    return begin(
        request,
        "screen/dismiss",
        lambda: dismiss_candidate(record, docket, item, explanation=reason, by=by),
        {**told, "explanation": reason},
        request.path,
    )


_WHOLE_RECORD = lazily(
    "The search goes through the whole record, so it is signed by somebody whose role is not limited to one case."
)


def _may(request: Asking, docket: str, step: str) -> bool:
    held = {role for role, where in request.roles if where in ("", docket)}
    return all(not one.signer or held & set(one.signer) for one in kind_of(_KINDS[step]).signers)


def _shown(request: Asking, docket: str, form: Answering, status: int = 200) -> HttpResponse:
    record = office.record()
    page = page_of(request, _SIZE)
    found = screening_view(record.db, request.sight, docket, page)
    last = found["last"]
    said = {
        **found,
        "form": form,
        "last_by": lookups.person_name(record.db, last["by"]) if last else "",
        "may": {step: _may(request, docket, step) for step in _STEPS},
        "whole": request.sight.everything,
        "whole_words": _WHOLE_RECORD,
        "asked_for": form.data.get("item", "") if form.is_bound else "",
        "trail": trail(docket, found["title"], _("Screening")),
        "tabs": tabs(request, docket, "screening/"),
        "heading": _("Screening"),
    }
    if page.number > found["pages"]:
        return HttpResponseRedirect("?")
    return render(request, "screening/screening.html", said, status=status)
