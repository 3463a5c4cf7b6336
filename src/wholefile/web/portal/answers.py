"""What the defence says back: that it has a production and how checking it went, what it objects to, what it asks for.

All of it is signed like any act. What is asked for is an objection of a kind: the vocabulary has `missing item` and
`inspection request` among the kinds of `objection.raised`, and no act of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholefile.actions.disclosure import raise_objection
from wholefile.actions.productions import receive_production
from wholefile.actions.signing import absent
from wholefile.core.errors import WholefileError, http_status
from wholefile.showing.served import served_one
from wholefile.web import office
from wholefile.web.forms.fields import Vouchers, Words
from wholefile.web.hosts import PORTAL
from wholefile.web.people import Asking
from wholefile.web.portal import archives
from wholefile.web.sentences import in_language
from wholefile.web.signing import waiting

_RESULTS = (
    ("verified", gettext_lazy("I checked it, and everything matches")),
    ("failed", gettext_lazy("I checked it, and something does not match")),
    ("not checked", gettext_lazy("I have it and have not checked it")),
)
_KINDS = (
    ("missing item", gettext_lazy("Something is missing")),
    ("inspection request", gettext_lazy("I want to inspect something")),
    ("withholding", gettext_lazy("Something is withheld that should not be")),
    ("late", gettext_lazy("It came late")),
    ("format", gettext_lazy("I cannot use it in this form")),
    ("other", gettext_lazy("Something else")),
)
_HEADINGS = {
    "missing item": gettext_lazy("Ask for something missing"),
    "inspection request": gettext_lazy("Ask to inspect something"),
}
_MOST_TEXT = 20_000


class Receipt(forms.Form):
    """What a receiver says of a production."""

    result = forms.ChoiceField(
        choices=_RESULTS, widget=forms.RadioSelect, label=gettext_lazy("How did checking it go?")
    )
    schedule = forms.CharField(
        label=gettext_lazy("Digest of the schedule you have"),
        help_text=gettext_lazy(
            "SHA-256 of data/schedule.json in what you received. It is filled in with what the record says was "
            "served; where yours differs, write yours: that the two differ is then on record."
        ),
        max_length=64,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", gettext_lazy("It has 64 digits from 0 to f."))],
    )


class Objection(forms.Form):
    """What is objected to or asked for."""

    kind = forms.ChoiceField(
        choices=_KINDS, widget=forms.RadioSelect, label=gettext_lazy("What is it about?")
    )
    items = Vouchers(
        required=False,
        label=gettext_lazy("Items it is about"),
        help_text=gettext_lazy("Numbers from the schedule, one a line. Leave it empty where none is meant."),
    )
    text = Words(
        max_length=_MOST_TEXT,
        label=gettext_lazy("What you object to or ask for, and why"),
    )

    def __init__(self, *args: Any, schedule: frozenset[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._schedule = schedule

    def clean_items(self) -> list[str]:
        """Only what stands on the schedule is named: of anything else the defence must not learn whether it exists."""
        named: list[str] = self.cleaned_data["items"]
        for one in named:
            if one not in self._schedule:
                raise forms.ValidationError(_("%(item)s is not on the schedule."), params={"item": one[:40]})
        return named


def receive(request: Asking, production: str) -> HttpResponse:
    """Acknowledge a production: the form, and the act it prepares."""
    record = office.record()
    found = served_one(record.db, request.sight, request.person, production)
    given = {name: request.GET[name] for name in ("result", "schedule") if name in request.GET}
    form = Receipt(initial={"schedule": found["schedule"], **given})
    shown = {"one": found, "title": _("Acknowledge %(number)s") % {"number": production}}

    def act() -> Any:
        told = form.cleaned_data
        return receive_production(
            record, production, told["schedule"], told["result"], absent(request.person)
        )

    return answered(
        request, form, act, verb="production/receive", template="portal/receive.html", shown=shown
    )


def objection(request: Asking, production: str) -> HttpResponse:
    """Object, ask for something missing, or ask to inspect: the form, and the act it prepares."""
    record = office.record()
    found = served_one(record.db, request.sight, request.person, production)
    archive = archives.kept(record, production)
    schedule = frozenset(row["item"] for row in archive.schedule["rows"]) if archive else frozenset()
    kind = request.GET.get("kind", "")
    given = {"kind": kind, "items": request.GET.getlist("item")}
    form = Objection(initial=given, schedule=schedule)
    shown = {"one": found, "title": _HEADINGS.get(kind, _("Object")), "archive": archive}

    def act() -> Any:
        told = form.cleaned_data
        return raise_objection(
            record,
            found["docket"],
            kind=told["kind"],
            text=told["text"],
            by=absent(request.person),
            items=told["items"] or None,
        )

    return answered(request, form, act, verb="disclose/object", template="portal/object.html", shown=shown)


def answered(
    request: Asking,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    verb: str,
    template: str,
    shown: Mapping[str, Any],
    checked: Collection[str] = (),
) -> HttpResponse:
    """The form; once it is sent, its act is prepared and its signing page opens, or a rule's refusal is told.

    `checked` as in `waiting.begin`.
    """
    status = 200
    if request.method == "POST":
        form.is_bound, form.data = True, request.POST
        status = 400
        if form.is_valid():
            told = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in form.cleaned_data.items()
                if value
            }
            try:
                row = waiting.begin(
                    office.record(),
                    verb,
                    act,
                    begun_by=request.person,
                    sight=request.sight,
                    told=told,
                    site=PORTAL,
                    back=request.path,
                    checked=checked,
                )
            except WholefileError as error:
                form.add_error(None, in_language(error.message))
                status = http_status(error)
            else:
                return HttpResponseRedirect(waiting.address(row))
    return render(request, template, {**shown, "form": form}, status=status)
