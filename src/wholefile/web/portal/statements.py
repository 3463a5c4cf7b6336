"""What was said, as it was produced to the defence: found, read with its place, set side by side, and flagged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholefile.actions.signing import absent
from wholefile.actions.statements import flag_inconsistency
from wholefile.core.errors import Invalid
from wholefile.record.lookups import unknown
from wholefile.showing.statements_served import (
    Asked,
    others_to_compare,
    served_comparison,
    served_statement,
    served_statements,
)
from wholefile.web import office
from wholefile.web.forms.fields import Words
from wholefile.web.pages import addressed
from wholefile.web.people import Asking
from wholefile.web.portal.answers import answered
from wholefile.web.portal.reading import is_traced, traced

_MOST_LINE, _MOST_TEXT = 300, 12_000  # as long as the act takes them
_MOST_CHOICES = (
    1_000  # statements to choose from in one list; beyond them the number is written in the address
)


class Flag(forms.Form):
    """On what two statements differ, and how."""

    about = forms.CharField(max_length=_MOST_LINE, label=gettext_lazy("What they differ on"))
    explanation = Words(max_length=_MOST_TEXT, label=gettext_lazy("How they differ"))


def statements(request: Asking) -> HttpResponse:
    """Statements that were produced, by speaker, day and medium, with boxes to choose two. Raises Invalid."""
    asked = Asked(
        speaker=addressed.text(request, "speaker"),
        medium=addressed.text(request, "medium", 40),
        since=_day(request, "since"),
        until=_day(request, "until"),
    )
    db = office.record().db
    found = served_statements(db, request.sight, request.person, asked, addressed.page(request))
    if found["statements"]:
        traced(
            request,
            "listed statements",
            sorted({item for one in found["statements"] for item in one["items"]}),
        )
    said = {**found, "asked": asked, "any": asked != Asked(), "traced": is_traced(request.person)}
    return render(request, "portal/statements.html", said)


def statement(request: Asking, statement: str) -> HttpResponse:
    """One statement whole, where it stands when that was produced, and what was flagged of it. Raises NotFound."""
    db = office.record().db
    view = served_statement(db, request.sight, request.person, statement)
    view["others"] = view["others"][:_MOST_CHOICES]
    traced(request, f"opened statement {statement}", view["items"])
    said = {
        **view,
        "traced": is_traced(request.person),
        "trail": [{"label": _("Statements"), "url": reverse("statements")}, {"label": statement}],
    }
    return render(request, "portal/statement.html", said)


def compare(request: Asking) -> HttpResponse:
    """Two statements side by side; without two, the form that asks which. Raises NotFound."""
    db = office.record().db
    picked = _picked(request)
    said: dict[str, Any] = {"traced": is_traced(request.person), "picked": picked}
    if len(set(picked)) == 2 == len(picked):
        compared = served_comparison(db, request.sight, request.person, *picked)
        said |= {"compared": compared, "left": compared["left"], "right": compared["right"]}
        _trace_both(request, compared)
        return render(request, "portal/compare.html", said)
    said["choices"] = others_to_compare(db, request.sight)[:_MOST_CHOICES]
    return render(request, "portal/compare.html", said, status=400 if picked else 200)


def flag(request: Asking, statement: str, second: str) -> HttpResponse:
    """Say that two statements differ: the form, and the act it prepares. Raises NotFound."""
    record = office.record()
    if statement == second:
        raise unknown("statement", second)
    compared = served_comparison(record.db, request.sight, request.person, statement, second)
    if request.method != "POST":
        _trace_both(request, compared)
    form = Flag()
    shown = {
        "title": _("Say that they differ"),
        "compared": compared,
        "left": compared["left"],
        "right": compared["right"],
    }

    def act() -> Any:
        told = form.cleaned_data
        return flag_inconsistency(
            record,
            compared["first"],
            compared["second"],
            about=told["about"],
            explanation=told["explanation"],
            by=absent(request.person),
        )

    return answered(request, form, act, verb="statement/flag", template="portal/flag.html", shown=shown)


def _trace_both(request: Asking, compared: dict[str, Any]) -> None:
    items = sorted({*compared["left"]["items"], *compared["right"]["items"]})
    traced(request, f"compared statements {compared['first']} and {compared['second']}", items)


def _picked(request: Asking) -> list[str]:
    """The numbers that were chosen: boxes of a list, or the first and the second. Raises Invalid."""
    named = [addressed.text(request, name, 40) for name in ("first", "second")]
    return addressed.texts(request, "pick", 40) or [one for one in named if one]


def _day(request: Asking, name: str) -> str:
    """A day that is asked for, or empty. Raises Invalid for what is none."""
    said = addressed.text(request, name, 20)
    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        raise Invalid("page.day", "Write the day as 2026-11-26.") from None
