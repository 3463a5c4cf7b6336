"""What counsel does of a case before anything is produced: object to a test, have it kept, meet the defence's duty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholefile.actions.holds import place_hold
from wholefile.actions.laboratory import object_to_test as object_to
from wholefile.actions.obligations import reciprocate
from wholefile.actions.signing import absent
from wholefile.record.lookups import unknown
from wholefile.showing.counsel import counsel_view
from wholefile.web import office
from wholefile.web.forms.fields import Day, Words
from wholefile.web.people import Asking
from wholefile.web.portal.answers import answered

_MOST_TEXT = 20_000
_MOST_DISCLOSED = 12_000
_MOST_LINE = 300


class Objection(forms.Form):
    """Why a test must not be carried out as it is asked for."""

    reason = Words(max_length=_MOST_TEXT, label=gettext_lazy("Why you object"))


class Hold(forms.Form):
    """Why nothing of a case may go."""

    reason = forms.CharField(max_length=_MOST_LINE, label=gettext_lazy("Why it must be kept"))


class Disclosure(forms.Form):
    """What the defence disclosed to the State, and which duty that meets."""

    duty = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("Which duty does it meet?"))
    text = Words(
        max_length=_MOST_DISCLOSED,
        label=gettext_lazy("What you disclosed"),
        help_text=gettext_lazy(
            "Say it so that both sides know it again: a list of witnesses, a report and its date."
        ),
    )
    disclosed_on = Day(label=gettext_lazy("Day on which you disclosed it"))
    how = forms.CharField(
        max_length=_MOST_LINE,
        label=gettext_lazy("How you handed it over, and to whom"),
        help_text=gettext_lazy("For example: by hand to the office of the district attorney."),
    )

    def __init__(self, *args: Any, duties: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        cast("forms.ChoiceField", self.fields["duty"]).choices = duties


def disclose(request: Asking, docket: str) -> HttpResponse:
    """What the defence disclosed, for a duty of its own or besides: the form, and the act. Raises NotFound."""
    record = office.record()
    case = next((one for one in _cases(request) if one["docket"] == docket and one["defendants"]), None)
    if case is None:
        raise unknown("case", docket)
    form = Disclosure(duties=_duties(case), initial={"duty": request.GET.get("duty", "")})
    shown = {"title": _("Say what you disclosed"), "case": case}

    def act() -> Any:
        told = form.cleaned_data
        *obligation, party = told["duty"].split()
        return reciprocate(
            record,
            docket,
            text=told["text"],
            disclosed_on=told["disclosed_on"].isoformat(),
            how=told["how"],
            by=absent(request.person),
            obligation=obligation[0] if obligation else None,
            party=party,
        )

    return answered(
        request, form, act, verb="disclose/reciprocate", template="portal/disclose.html", shown=shown,
        checked=("docket", "obligation"),
    )  # fmt: skip


def _duties(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each open duty of each defendant, and none of them: as the form sends it, and in words."""
    owed = [
        (
            f"{one['obligation']} {one['party']}",
            _("%(number)s: %(what)s (%(rule)s) for %(defendant)s, last day %(day)s")
            % {
                "number": one["obligation"],
                "what": one["what"],
                "rule": one["rule"],
                "defendant": one["defendant"],
                "day": one["due_on"],
            },
        )
        for one in case["duties"]
        if one["open"]
    ]
    besides = [
        (one["party"], _("None of these, for %(defendant)s") % {"defendant": one["name"]})
        for one in case["defendants"]
    ]
    return owed + besides


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
