"""Productions: planned, looked at as the receiver will see them, served, taken away and acknowledged.

Serving and taking a copy are acts. The folder is written from the record once the act stands, for whoever signed it.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.actions.access import export_items
from wholefile.actions.production_plan import draft_plan, plan_production
from wholefile.actions.production_preview import letter_as_it_is, schedule_as_it_is
from wholefile.actions.productions import receive_production, serve_on_record
from wholefile.actions.signing import absent
from wholefile.core.acts import kind_of
from wholefile.core.errors import Conflict, Invalid, NotFound, WholefileError, http_status
from wholefile.record.sql import Row
from wholefile.showing import seeing
from wholefile.showing.production_pages import (
    exported_lately,
    production_page,
    production_seen,
    productions_of,
)
from wholefile.web import office
from wholefile.web.pages.case_asked import docket_of, page_of, production_of
from wholefile.web.pages.case_parts import can_do, case_url, tabs, trail
from wholefile.web.pages.doing import begin
from wholefile.web.people import Asking
from wholefile.web.portal import archives, ranges

_GOOD_FOR = 3_600_000  # milliseconds after the act of taking a copy in which it may be fetched
_SERVED = ("served", "received")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHOWN = 500  # rows of a schedule or members of a plan on one page


class Planning(forms.Form):
    """The next production of a case."""

    volume = forms.CharField(label=lazily("Volume"), help_text=lazily("For example VOL001."), max_length=100)
    bates_prefix = forms.CharField(
        label=lazily("Bates prefix"),
        help_text=lazily("Capitals and digits, for example SFDA."),
        max_length=20,
    )
    supersedes = forms.ChoiceField(label=lazily("Replaces"), required=False)

    def __init__(self, *given: Any, served: list[str], **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["supersedes"]
        field.choices = [("", ""), *((one, one) for one in served)]


class Serving(forms.Form):
    """On whom a production is served."""

    to = forms.CharField(label=lazily("On whom it is served"), max_length=300)


class Acknowledging(forms.Form):
    """What the receiver says of a production in hand."""

    schedule = forms.CharField(
        label=lazily("SHA-256 of data/schedule.json, as received"),
        help_text=lazily("64 characters; `wholefile verify` and the page in the production show it."),
        max_length=64,
    )
    result = forms.ChoiceField(
        label=lazily("Result of checking it"),
        choices=[
            ("verified", lazily("verified")),
            ("failed", lazily("failed")),
            ("not checked", lazily("not checked")),
        ],
    )

    def clean_schedule(self) -> str:
        """A digest in lower case. Raises ValidationError for anything else."""
        written = str(self.cleaned_data["schedule"]).strip().lower()
        if not _SHA256.fullmatch(written):
            raise forms.ValidationError(_("A digest is 64 characters from 0 to 9 and a to f."))
        return written


def production_list(request: Asking, docket: str) -> HttpResponse:
    """The productions of a case, its objections and supplements."""
    docket = docket_of(docket)
    found = productions_of(office.record().db, request.sight, docket, page_of(request))
    for one in found["objections"]:
        more = {"objection": one["objection"]}
        one["actions"] = can_do(request, docket, [("disclose", "answer", _("Answer"))], more)
    verbs = [("disclose", "supplement", _("Explain late items in a supplement"))]
    said = {
        **found,
        "plans": _may(request, docket, "production.planned"),
        "actions": can_do(request, docket, verbs),
        "trail": trail(docket, found["title"], _("Productions")),
        "tabs": tabs(request, docket, "productions/"),
        "heading": _("Productions"),
    }
    return render(request, "productions/list.html", said)


def plan(request: Asking, docket: str) -> HttpResponse:
    """Plan the next production: first its files, numbers and warnings, then it is signed."""
    docket = docket_of(docket)
    record = office.record()
    case = seeing.case(record.db, seeing.of_the_office(request.sight), docket)
    served = [row.production for row in record.db.rows("production", docket=docket, served_seq__null=False)]
    form = Planning(request.POST if request.method == "POST" else None, served=served)
    said: dict[str, Any] = {
        "form": form,
        "docket": docket,
        "heading": _("Plan a production"),
        "title": case.title,
        "trail": trail(docket, case.title, _("Plan a production")),
        "tabs": tabs(request, docket, "productions/"),
    }
    if request.method != "POST":
        return render(request, "productions/plan.html", said)
    if not form.is_valid():
        return render(request, "productions/plan.html", said, status=400)
    told = {name: str(value).strip() for name, value in form.cleaned_data.items()}
    volume, prefix, supersedes = told["volume"], told["bates_prefix"], told["supersedes"] or None
    try:
        _check_may(request, docket, "production.planned")
        draft = draft_plan(record, docket, volume, prefix, supersedes=supersedes)
        if request.POST.get("step") == "sign":
            by = absent(request.person)
            return begin(
                request,
                "disclose/plan",
                lambda: plan_production(record, docket, volume, prefix, by, supersedes=supersedes),
                {"docket": docket, **told},
                request.path,
            )
    except WholefileError as error:
        form.add_error(None, _of_elsewhere(error))
        return render(request, "productions/plan.html", said, status=http_status(error))
    said |= {"draft": draft, "members": draft.members[:_SHOWN], "told": told}
    return render(request, "productions/plan.html", said)


def production(request: Asking, production: str) -> HttpResponse:
    """One production: its files, what is kept back and why as its schedule shows it, and what can be done with it."""
    number = production_of(production)
    return _shown(request, number, production_seen(office.record().db, request.sight, number))


def schedule(request: Asking, production: str) -> HttpResponse:
    """The schedule of a production as the receiver reads it."""
    number = production_of(production)
    row = production_seen(office.record().db, request.sight, number)
    found = schedule_as_it_is(office.record(), number)
    page = page_of(request, _SHOWN)
    said = {
        **found,
        "rows": page.cut(found["rows"]),
        **page.of(len(found["rows"])),
        "served": row.served_seq is not None,
        "heading": _("Schedule"),
        "title": number,
        "number": number,
        "trail": _way(row, _("Schedule")),
        "tabs": tabs(request, row.docket, "productions/"),
    }
    return render(request, "productions/schedule.html", said)


def letter(request: Asking, production: str) -> HttpResponse:
    """The letter that goes with a production, as PDF."""
    number = production_of(production)
    row = production_seen(office.record().db, request.sight, number)
    to = (request.GET.get("to") or row.to or _("the defence"))[:300]
    if not to.isprintable():
        raise Invalid("production.to", _("A name has printable characters only."))
    raw = letter_as_it_is(office.record(), number, to=to, by=request.person)
    return HttpResponse(
        raw,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{number}-letter.pdf"'},
    )


def serve(request: Asking, production: str) -> HttpResponse:
    """Draw a planned production up and go on to sign that it is served."""
    number = production_of(production)
    row = production_seen(office.record().db, request.sight, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = Serving(request.POST)
    if not form.is_valid():
        return _shown(request, number, row, serving=form, status=400)
    to = form.cleaned_data["to"].strip()
    try:
        _check_may(request, row.docket, "production.served")
        return begin(
            request,
            "disclose/serve",
            lambda: serve_on_record(office.record(), number, to=to, by=absent(request.person)),
            {"production": number, "to": to},
            f"/productions/{number}/",
        )
    except WholefileError as error:
        form.add_error(None, error.message)
        return _shown(request, number, row, serving=form, status=http_status(error))


def take(request: Asking, production: str) -> HttpResponse:
    """Put on record that one takes a copy of a served production; it can be fetched once that is signed."""
    number = production_of(production)
    row = production_seen(office.record().db, request.sight, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if row.status not in _SERVED:
        raise Conflict("production.not_served", _("It was not served yet; serve it first."))
    _check_may(request, row.docket, "access.exported")
    what = f"production {number}, folder written once more"
    by = absent(request.person)
    return begin(
        request,
        "item/exported",
        lambda: export_items(office.record(), [], what=what, by=by, docket=row.docket),
        {"docket": row.docket, "what": what, "by": request.person},
        f"/productions/{number}/",
    )


def fetch(request: Asking, production: str) -> HttpResponse:
    """The folder of a served production as a ZIP, for whoever served it or just put on record that they take it."""
    number = production_of(production)
    record = office.record()
    row = production_seen(record.db, request.sight, number)
    since = record.clock() - _GOOD_FOR
    if row.status not in _SERVED or not exported_lately(
        record.db, request.sight, number, request.person, since
    ):
        raise NotFound("page.missing", "There is no such page.")
    archive = archives.kept(record, number) or archives.prepare(record, number)
    facts: dict[str, Any] = {"size": archive.size, "digest": archive.digest, "name": f"{number}.zip"}
    return cast("HttpResponse", ranges.answer(request, archive.zip, **facts, kind="application/zip"))


def receive(request: Asking, production: str) -> HttpResponse:
    """Acknowledge a production by the digest of its schedule."""
    number = production_of(production)
    row = production_seen(office.record().db, request.sight, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = Acknowledging(request.POST)
    if not form.is_valid():
        return _shown(request, number, row, receiving=form, status=400)
    told, by = form.cleaned_data, absent(request.person)
    try:
        _check_may(request, row.docket, "production.received")
        return begin(
            request,
            "disclose/receive",
            lambda: receive_production(office.record(), number, told["schedule"], told["result"], by),
            {"production": number, **told},
            f"/productions/{number}/",
        )
    except WholefileError as error:
        form.add_error(None, error.message)
        return _shown(request, number, row, receiving=form, status=http_status(error))


def _shown(
    request: Asking,
    number: str,
    row: Row,
    *,
    serving: Serving | None = None,
    receiving: Acknowledging | None = None,
    status: int = 200,
) -> HttpResponse:
    record = office.record()
    found = production_page(record.db, request.sight, number, page_of(request, 200))
    drawn = schedule_as_it_is(record, number)
    kept_back = [one for one in drawn["rows"] if one["status"] not in ("produced", "detached")]
    served = row.status in _SERVED
    mine = served and exported_lately(
        record.db, request.sight, number, request.person, record.clock() - _GOOD_FOR
    )
    said = {
        **found,
        "kept_back": kept_back[:_SHOWN],
        "kept_back_all": len(kept_back),
        "counts": drawn["counts"],
        "served": served,
        "outdated": None if served else _late(row, record.db),
        "serving": (serving or Serving())
        if not served and _may(request, row.docket, "production.served")
        else None,
        "receiving": (receiving or Acknowledging())
        if served and _may(request, row.docket, "production.received")
        else None,
        "takes": served and not mine and _may(request, row.docket, "access.exported"),
        "fetches": mine,
        "forms": [one for one in (serving, receiving) if one],
        "heading": number,
        "trail": _way(row),
        "tabs": tabs(request, row.docket, "productions/"),
    }
    return render(request, "productions/production.html", said, status=status)


def _late(row: Row, db: Any) -> str:
    """Why a plan is better made anew: something was decided in its case since."""
    later = db.rows("decision", order=("-seq",), limit=1, docket=row.docket, seq__gt=row.seq)
    return (
        _("Items were decided since it was planned; plan it anew to have their files in it.") if later else ""
    )


def _way(row: Row, here: str = "") -> list[dict[str, str]]:
    found = trail(row.docket, row.docket, _("Productions"))
    found[-1]["url"] = case_url(row.docket, "productions/")
    found.append({"label": row.production, "url": f"/productions/{row.production}/" if here else ""})
    return [*found, {"label": here, "url": ""}] if here else found


def _may(request: Asking, docket: str, kind: str) -> bool:
    held = {role for role, where in request.roles if where in ("", docket)}
    return all(not one.signer or bool(held & set(one.signer)) for one in kind_of(kind).signers)


def _check_may(request: Asking, docket: str, kind: str) -> None:
    if not _may(request, docket, kind):
        raise Invalid("production.role", _("Your role in this case does not sign this."))


def _of_elsewhere(error: WholefileError) -> str:
    """The words of an error; a prefix of another case is not said to be that case's."""
    if error.code == "production.prefix":
        return _("This prefix is taken; choose another.")
    return error.message
