"""Reports: what is printed, filed and handed over of an item, a case, a person, a place. Making one records nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.core.errors import Invalid, NotFound
from wholefile.record import lookups
from wholefile.reports.contents import Past
from wholefile.reports.lines import report_lines
from wholefile.reports.making import REPORTS, Report, check_seen, make_report
from wholefile.reports.typeset import LONG, report_pdf, rows_of
from wholefile.web import office
from wholefile.web.pages import addressed
from wholefile.web.pages.case_asked import past_of
from wholefile.web.people import Asking
from wholefile.web.reporting import making
from wholefile.web.reporting.models import LongReport
from wholefile.web.spreadsheet import BYTE_ORDER_MARK

FORMATS = {"pdf": lazily("PDF, to print and file"), "csv": lazily("CSV, for a spreadsheet"), "json": "JSON"}
_LONGEST = 200
_LATELY = 10
# The address of each report; {} is what it is of.
_ADDRESSES = {
    "custody": "/items/{}/report.",
    "audit-item": "/items/{}/audit.",
    "exceptions-item": "/items/{}/exceptions.",
    "schedule": "/cases/{}/schedule.",
    "knowledge": "/cases/{}/knowledge.",
    "audit": "/cases/{}/audit.",
    "exceptions": "/cases/{}/exceptions.",
    "audit-person": "/people/{}/audit.",
    "inventory": "/room/inventory.",
}
_OF = {
    "item": lazily("an item, such as V26-000001"),
    "case": lazily("a case, by its docket number"),
    "person": lazily("a person, such as P-7"),
    "place": lazily("a place or a whole room, by its code"),
}


class ReportWanted(forms.Form):
    """Which report, of what, as what."""

    report = forms.ChoiceField(
        label=lazily("Report"),
        widget=forms.RadioSelect,
        choices=[(name, kind.title) for name, kind in REPORTS.items()],
    )
    about = forms.CharField(
        label=lazily("Of"),
        help_text=lazily(
            "An item (V26-000001), a case (its docket number), a person (P-7), or a place (its code)."
        ),
        max_length=_LONGEST,
    )
    as_of = forms.DateField(
        label=lazily("As of the end of a past day (UTC)"),
        help_text=lazily("Leave it empty for today."),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput,
    )
    by = forms.ChoiceField(
        label=lazily("Of a past day"),
        required=False,
        choices=[
            ("recorded", lazily("what the record said then")),
            ("occurred", lazily("what had happened by then, as known today")),
        ],
    )
    format = forms.ChoiceField(
        label=lazily("As"), widget=forms.RadioSelect, choices=list(FORMATS.items()), initial="pdf"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        hints = {name: f"{kind.says} {_('Of')} {_OF[kind.of]}." for name, kind in REPORTS.items()}
        self.fields["report"].option_hints = hints  # type: ignore[attr-defined]


def reports(request: Asking) -> HttpResponse:
    """Every report there is, with the form to ask for one; and the long ones of this person."""
    wanted = {name: request.GET[name] for name in ("report", "about") if name in request.GET}
    form = ReportWanted(initial={"format": "pdf", **wanted})
    return _page(request, form)


def take(request: Asking) -> HttpResponse:
    """From the form to the address of the report that is asked for."""
    form = ReportWanted(request.GET)
    if not form.is_valid():
        return _page(request, form, status=400)
    told = form.cleaned_data
    past = {"as_of": told["as_of"].isoformat(), "by": told["by"] or "recorded"} if told["as_of"] else {}
    url = address(told["report"], told["about"], told["format"])
    query = urlencode(past)
    joined = f"{url}{'&' if '?' in url else '?'}{query}" if query else url
    return HttpResponseRedirect(joined)


def custody(request: Asking, voucher: str, format: str) -> HttpResponse:  # noqa: A002 - the address says so
    """The custody report of an item. Raises NotFound."""
    return _answer(request, "custody", voucher, format)


def item_audit(request: Asking, voucher: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """The audit trail of an item. Raises NotFound."""
    return _answer(request, "audit-item", voucher, format)


def item_exceptions(request: Asking, voucher: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """The files of an item that were not read whole. Raises NotFound."""
    return _answer(request, "exceptions-item", voucher, format)


def schedule(request: Asking, docket: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """The disclosure schedule of a case. Raises NotFound."""
    return _answer(request, "schedule", docket, format)


def knowledge(request: Asking, docket: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """Who knew what since when in a case. Raises NotFound."""
    return _answer(request, "knowledge", docket, format)


def audit(request: Asking, docket: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """The audit trail of a case. Raises NotFound."""
    return _answer(request, "audit", docket, format)


def exceptions(request: Asking, docket: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """The files of a case that were not read whole. Raises NotFound."""
    return _answer(request, "exceptions", docket, format)


def person_audit(request: Asking, person: str, format: str) -> HttpResponse:  # noqa: A002 - as above
    """What a person signed. Raises NotFound."""
    return _answer(request, "audit-person", person, format)


def inventory(request: Asking, format: str) -> HttpResponse:  # noqa: A002 - as above
    """A place or a whole room: what is recorded there, what counts found. Raises NotFound, Invalid without one."""
    place = addressed.text(request, "place", _LONGEST)
    if not place:
        raise Invalid("report.place", "Say which place or room: its code, such as ROOM-A.")
    return _answer(request, "inventory", place, format)


def long_report(request: Asking, job: int) -> HttpResponse:
    """A report in the making, or made. Raises NotFound for anybody else's."""
    row = _own(request, job)
    state = "failed" if row.failure or making.is_lost(row) else "made" if row.ended_at else "waiting"
    said = {
        "row": row,
        "state": state,
        "failure": row.failure or _("The server was stopped in between; ask again."),
        "again": address(row.name, row.about, "pdf"),
        "trail": [{"label": _("Reports"), "url": "/reports/"}, {"label": row.title}],
    }
    response = render(request, "reports/long.html", said)
    if state == "waiting":
        response["Refresh"] = "3"
    return response


def long_report_pdf(request: Asking, job: int) -> HttpResponse:
    """The PDF of a long report. Raises NotFound while there is none, or once its reader may not see the thing."""
    row = _own(request, job)
    check_seen(office.record().db, request.sight, REPORTS[row.name].of, row.about)
    if not row.pdf:
        raise NotFound("report.waits", "It is not made yet.")
    made = HttpResponse(bytes(row.pdf), content_type="application/pdf")
    return _download(made, row.digest, f"{_name(row.name, row.about)}.pdf")


def address(name: str, about: str, form: str) -> str:
    """The address of a report in a format."""
    if name == "inventory":
        return f"{_ADDRESSES[name]}{form}?{urlencode({'place': about})}"
    return _ADDRESSES[name].format(quote(about, safe="")) + form


def of_case(docket: str, past: str = "", by: str = "") -> list[dict[str, str]]:
    """Links to the reports of a case, as of the same past day where one is looked at."""
    asked_for = f"?{urlencode({'as_of': past, 'by': by})}" if past else ""
    return [
        {"label": kind.title, **{form: address(name, docket, form) + asked_for for form in ("pdf", "csv")}}
        for name, kind in REPORTS.items()
        if kind.of == "case" and (kind.past or not past)
    ]


def _answer(request: Asking, name: str, about: str, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise NotFound("report.format", "A report is a PDF, CSV or JSON.")
    if len(about) > _LONGEST:
        raise NotFound("report.about", "There is no such thing.")
    record = office.record()
    found = past_of(request, record.clock())
    past = Past(found.moment, found.day, found.by) if found else None
    by = f"{lookups.person_name(record.db, request.person)} ({request.person})"
    report = make_report(record, request.sight, name, about, by, past)
    if form == "pdf" and rows_of(report) > LONG:
        row = making.begin(request.person, name, report.contents.about, report)
        return HttpResponseRedirect(f"/reports/made/{row.pk}")
    return _download(_made(report, form), report.contents.digest(), f"{_name(name, about)}.{form}")


def _made(report: Report, form: str) -> HttpResponse:
    if form == "pdf":
        return HttpResponse(report_pdf(report), content_type="application/pdf")
    if form == "csv":
        lines = [BYTE_ORDER_MARK, *report_lines(report)]
        return HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    return JsonResponse(report.as_data(), json_dumps_params={"ensure_ascii": False, "indent": 2})


def _download(response: HttpResponse, digest: str, name: str) -> HttpResponse:
    kind = "inline" if response["Content-Type"] == "application/pdf" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["ETag"] = f'"{digest}"'
    return response


def _name(name: str, about: str) -> str:
    """The name of a file, of plain letters only."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-.") else "-" for one in about)
    return f"{name}-{plain[:80]}"


def _own(request: Asking, number: int) -> LongReport:
    row = LongReport.objects.filter(pk=number, person=request.person).first() if number < 2**63 else None
    if row is None or not request.person:
        raise NotFound("report.unknown", "There is no such report.")
    return row


def _page(request: Asking, form: ReportWanted, status: int = 200) -> HttpResponse:
    lately = LongReport.objects.filter(person=request.person).defer("pdf").order_by("-pk")[:_LATELY]
    rows = [{"row": one, "lost": making.is_lost(one)} for one in lately] if request.person else []
    return render(request, "reports/reports.html", {"form": form, "lately": rows}, status=status)
