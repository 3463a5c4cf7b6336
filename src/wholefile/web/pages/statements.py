"""What somebody said: in order, alone, and two side by side with where their words part."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.docket import spell_docket
from wholefile.showing import seeing
from wholefile.showing.statements import compare_view, statements_list, statements_shown
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.pages import addressed
from wholefile.web.people import Asking


def statements(request: Asking) -> HttpResponse:
    """Statements in the order in which they were made, of a case, a speaker or an item. Raises NotFound, Invalid."""
    case, item = addressed.text(request, "case", 100), addressed.text(request, "item", 40)
    speaker = addressed.text(request, "speaker", 200)
    found = statements_list(
        office.record().db,
        seeing.of_the_office(request.sight),
        docket=spell_docket(case) if case else None,
        speaker=speaker or None,
        item=item or None,
        page=addressed.page(request),
    )
    said = {**found, "case": case, "item": item, "speaker": speaker}
    return render(request, "statements/list.html", said)


def statement(request: Asking, statement: str) -> HttpResponse:
    """A statement whole, its translations, and what is said to differ from it. Raises NotFound."""
    db, sight = office.record().db, seeing.of_the_office(request.sight)
    row = seeing.statement(db, sight, statement)
    (view,) = statements_shown(db, sight, [row])
    pairs = [db.one("inconsistency", inconsistency=number) for number in view["inconsistencies"]]
    said = {
        **view,
        "pairs": [_pair(one, statement) for one in pairs if one],
        "answers": may_sign("statement", "answer", request.roles),
        "dues": _dues(view),
        "actions": [
            {"label": label, "url": form_url("statement", verb, statement=statement, first=statement)}
            for label, verb in (
                (_("Add a translation"), "translate"),
                (_("Attest its words"), "attest"),
                (_("Say that another differs"), "flag"),
            )
            if may_sign("statement", verb, request.roles)
        ],
        "trail": [{"label": _("Statements"), "url": "/statements/"}, {"label": statement}],
    }
    return render(request, "statements/statement.html", said)


def compare(request: Asking) -> HttpResponse:
    """Two statements side by side; without both named, the form that asks which. Raises NotFound."""
    first, second = addressed.text(request, "first", 40), addressed.text(request, "second", 40)
    said: dict[str, Any] = {"first_number": first, "second_number": second, "compared": None}
    if first and second:
        db, sight = office.record().db, seeing.of_the_office(request.sight)
        compared = compare_view(db, sight, first, second)
        rows = [seeing.statement(db, sight, compared[name]) for name in ("first", "second")]
        both = {one["statement"]: one for one in statements_shown(db, sight, rows)}
        said |= {
            "compared": compared,
            "left": both[compared["first"]],
            "right": both[compared["second"]],
            "flag_url": form_url("statement", "flag", first=compared["first"], second=compared["second"]),
        }
    return render(request, "statements/compare.html", said)


def _pair(row: Any, number: str) -> dict[str, Any]:
    other = row.second if row.first == number else row.first
    return {
        "inconsistency": row.inconsistency,
        "other": other,
        "about": row.about,
        "answer": row.answer,
        "explained": row.answer_explanation,
        "answer_url": form_url("statement", "answer", inconsistency=row.inconsistency),
    }


def _dues(view: dict[str, Any]) -> list[dict[str, str]]:
    found = []
    if view["machine"] and not view["attested"]:
        found.append({"what": _("A machine took it down and nobody has attested the words"), "state": "due"})
    if not view["exact"]:
        found.append({"what": _("It is a paraphrase, not exact words"), "state": "due"})
    return found
