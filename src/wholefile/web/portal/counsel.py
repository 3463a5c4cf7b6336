"""What counsel does before anything is produced: object to a destructive test, and have everything of a case kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholefile.actions.holds import place_hold
from wholefile.actions.laboratory import object_to_test as object_to
from wholefile.actions.signing import absent
from wholefile.record.lookups import unknown
from wholefile.showing.counsel import counsel_view
from wholefile.web import office
from wholefile.web.forms.fields import Words
from wholefile.web.people import Asking
from wholefile.web.portal.answers import answered

_MOST_TEXT = 20_000
_MOST_LINE = 300


class Objection(forms.Form):
    """Why a test must not be carried out as it is asked for."""

    reason = Words(max_length=_MOST_TEXT, label=gettext_lazy("Why you object"))


class Hold(forms.Form):
    """Why nothing of a case may go."""

    reason = forms.CharField(max_length=_MOST_LINE, label=gettext_lazy("Why it must be kept"))


def hold(request: Asking, docket: str) -> HttpResponse:
    """A hold on every item of a case, now and later: the form, and the act it prepares. Raises NotFound."""
    record = office.record()
    if docket not in {one["docket"] for one in _cases(request)}:
        raise unknown("case", docket)
    form = Hold()
    shown = {
        "title": _("Place a hold"),
        "about": _("Every item of %(docket)s is held, now and later, until you or the court release it.")
        % {"docket": docket},
    }

    def act() -> Any:
        return place_hold(record, docket, reason=form.cleaned_data["reason"], by=absent(request.person))

    return answered(
        request,
        form,
        act,
        verb="hold/place",
        template="portal/counsel.html",
        shown=shown,
        checked=("docket",),
    )


def object_to_test(request: Asking, number: str) -> HttpResponse:
    """An objection to a test of which notice was given: the form, and the act it prepares. Raises NotFound."""
    record = office.record()
    tests = {one["request"]: one for case in _cases(request) for one in case["tests"]}
    if number not in tests:
        raise unknown("laboratory request", number)
    form = Objection()
    shown = {
        "title": _("Object to %(number)s") % {"number": number},
        "about": _("After an objection only an order of the court permits the test."),
        "scope": tests[number]["scope"],
    }

    def act() -> Any:
        return object_to(record, number, reason=form.cleaned_data["reason"], by=absent(request.person))

    return answered(
        request, form, act, verb="laboratory/object", template="portal/counsel.html", shown=shown,
        checked=("request", "items"),
    )  # fmt: skip


def _cases(request: Asking) -> list[dict[str, Any]]:
    record = office.record()
    return counsel_view(record.db, request.sight, request.person, record.clock())
