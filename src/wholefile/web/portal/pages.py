"""What was served on me, what is in it, and its archive: all as it was served, nothing of what came later."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wholefile.core.errors import Conflict, NotFound
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.showing import seeing
from wholefile.showing.counsel import counsel_view
from wholefile.showing.proofs import covered_view
from wholefile.showing.served import own_objections, served_list, served_one
from wholefile.showing.statements_served import count_served
from wholefile.web import office
from wholefile.web.people import Asking
from wholefile.web.portal import archives, ranges
from wholefile.web.portal.archives import Archive
from wholefile.web.portal.reading import is_traced, traced
from wholefile.web.sentences import late
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs
from wholefile.web.signing.words import act_lines

_ROWS = 200
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "html": "text/html",
}
_KEPT_BACK = ("withheld", "partial")


def home(request: Asking) -> HttpResponse:
    """What is due, the productions served on the defence, what waits for a signature, and what was asked."""
    db = office.record().db
    served = served_list(db, request.sight, request.person)
    for one in served:
        one["dues"] = _dues(one)
    objections = own_objections(db, request.sight, request.person)
    cases = counsel_view(db, request.sight, request.person, office.record().clock())
    said = {
        "productions": served,
        "dues": [
            *_tests(cases),
            *_duties(cases),
            *(due for one in served for due in one["dues"]),
            *_waiting(request),
        ],
        "objections_open": sum(one["open"] for one in objections),
        "objections_total": len(objections),
        "statements_total": count_served(db, request.sight),
        "traced": is_traced(request.person),
        "cases": cases,
    }
    return render(request, "portal/home.html", said)


def production(request: Asking, production: str) -> HttpResponse:
    """One production: what is in it, what is kept back and why, how many, and its digests."""
    record = office.record()
    found = served_one(record.db, request.sight, request.person, production)
    archive = archives.kept(record, production)
    said: dict[str, Any] = {
        "one": found,
        "dues": _dues(found),
        "archive": archive,
        "why_not": "" if archive else archives.why_not(record, production),
        "covered": _covered(found["served_seq"]),
        "traced": is_traced(request.person),
        "objections": [one for one in own_objections(record.db, request.sight, request.person)
                       if one["docket"] == found["docket"]],
    }  # fmt: skip
    if archive:
        said |= _contents(archive, request.GET.get("status", ""), request.GET.get("page", ""))
        said["log_rows"] = _kept_back(archive)
    traced(request, f"opened production {production}")
    return render(request, "portal/production.html", said)


def download(request: Asking, production: str) -> HttpResponse:
    """The archive, in parts where the browser asks for parts. Nothing of it is recorded."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    archive = archive_of(request, production)
    if "Range" not in request.headers and request.method == "GET":
        traced(request, f"downloaded production {production}")
    facts: dict[str, Any] = {"size": archive.size, "digest": archive.digest, "name": archive.zip.name}
    return cast("HttpResponse", ranges.answer(request, archive.zip, **facts, kind="application/zip"))


def part(request: Asking, production: str, name: str) -> HttpResponse:
    """One of the small files of a production: its schedule, privilege log, letter or certificate."""
    path = archive_of(request, production).part(name)
    if path is None:
        raise NotFound("page.missing", "There is no such page.")
    kind = _KINDS.get(name.rpartition(".")[2], "text/plain; charset=utf-8")
    response = HttpResponse(path.read_bytes(), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{production}-{name}"'
    traced(request, f"downloaded {name} of production {production}")
    return response


def objections(request: Asking) -> HttpResponse:
    """What I objected to and asked for, and what was answered."""
    found = own_objections(office.record().db, request.sight, request.person)
    return render(request, "portal/objections.html", {"objections": found})


def receipt(request: Asking, position: int) -> HttpResponse:
    """What I signed: where it stands, in words, and who has seen the log since."""
    record = office.record()
    entry = record.db.one("entry", seq=position)
    keys = [one["key"] for one in decode_header(bytes(entry.header)).signatures] if entry else []
    if entry is None or not record.db.exists("signing_key", key__in=keys, person=request.person):
        raise NotFound("page.missing", "There is no such page.")
    said = {
        "entry": entry,
        "digest": bytes(entry.act_hash).hex(),
        "lines": _lines(position, entry.kind),
        "covered": _covered(position),
    }
    return render(request, "portal/receipt.html", said)


def archive_of(request: Asking, production: str) -> Archive:
    """The archive of a production that was served on this person. Raises NotFound, Conflict while it is being made."""
    record = office.record()
    served_one(record.db, request.sight, request.person, production)
    archive = archives.kept(record, production)
    if archive is None:
        raise Conflict(
            "portal.archive",
            archives.why_not(record, production) or _("The archive is being made; try again in a minute."),
        )
    return archive


def _covered(position: int) -> dict[str, Any]:
    """Who cosigned the log over an act that the defence holds already: it served them, or they signed it."""
    return covered_view(office.record(), seeing.EVERYTHING, position)


def _contents(archive: Archive, status: str, page: str) -> dict[str, Any]:
    """Rows of the schedule, a page at a time, and how many stand in each status."""
    rows = archive.schedule["rows"]
    counts = Counter(row["status"] for row in rows)
    shown = [row for row in rows if status in ("", row["status"])]
    last = max(1, -(-len(shown) // _ROWS))
    number = min(last, max(1, int(page))) if page.isascii() and page.isdecimal() and len(page) < 8 else 1
    return {
        "rows": shown[(number - 1) * _ROWS : number * _ROWS],
        "shown": len(shown),
        "status": status if status in counts else "",
        "counts": sorted(counts.items()),
        "page_number": number,
        "page_last": last,
        "candidates": archive.schedule["candidates"],
        "parts": [name for name in archives.PARTS if archive.part(name)],
    }


def _kept_back(archive: Archive) -> list[dict[str, Any]]:
    db = office.record().db
    rows = archive.privilege_log["rows"]
    persons = {row[name] for row in rows for name in ("author", "reviewer") if name in row}
    names = lookups.person_names(db, persons)
    return [
        {**row, **{f"{field}_name": names.get(row.get(field, ""), "") for field in ("author", "reviewer")}}
        for row in rows
    ]


def _dues(one: dict[str, Any]) -> list[dict[str, Any]]:
    """What is wrong or due about a production, for the defence."""
    number, url = one["production"], f"/productions/{one['production']}/"
    if one["replaced_by"]:
        later = ", ".join(one["replaced_by"])
        return [
            {
                "what": _("%(number)s was replaced by %(later)s") % {"number": number, "later": later},
                "url": f"/productions/{one['replaced_by'][-1]}/",
            }
        ]
    if not one["receipts"]:
        return [{"what": _("Acknowledge %(number)s") % {"number": number}, "url": f"{url}receipt",
                 "why": _("You have not said that you have it. Check it first.")}]  # fmt: skip
    last = one["receipts"][-1]
    if not last["same"]:
        return [
            {
                "what": _("You acknowledged %(number)s with another schedule than was served")
                % {"number": number},
                "url": f"/receipt/{last['position']}",
                "state": "bad",
            }
        ]
    if last["result"] == "failed":
        return [{"what": _("%(number)s did not check out") % {"number": number}, "url": f"{url}check", "state": "bad",
                 "why": _("Object, or ask for it again.")}]  # fmt: skip
    return []


def _tests(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The destructive tests to which nobody objected yet and one still may."""
    tests = {one["request"]: one for case in cases for one in case["tests"]}
    return [
        {
            "what": _("Days to object to the destructive test %(number)s run") % {"number": number},
            "why": _("until %(day)s") % {"day": one["until"]},
            "url": f"/tests/{number}/objection",
            "state": "due",
        }
        for number, one in tests.items()
        if one["runs"] and not one["objected"]
    ]


def _duties(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the defence itself owes and has not disclosed."""
    return [
        {
            "what": _("Your disclosure in %(docket)s for %(defendant)s")
            % {"docket": one["docket"], "defendant": one["defendant"]},
            "why": _("%(what)s (%(rule)s), until %(day)s")
            % {"what": one["what"], "rule": one["rule"], "day": one["due_on"]}
            + (f"; {late(one['days_late'])}" if one["days_late"] else ""),
            "url": f"{reverse('disclose', args=[one['docket']])}?duty={one['obligation']}+{one['party']}",
            "state": "bad" if one["days_late"] else "due",
            "mark": _("Late") if one["days_late"] else "",
        }
        for case in cases
        for one in case["duties"]
        if one["open"]
    ]


def _waiting(request: Asking) -> list[dict[str, Any]]:
    rows = WaitingActs.objects.filter(positions__isnull=True, withdrawn=False)[:500]
    mine = sum(request.person in waiting.unsigned(row) for row in rows)
    return [{"what": _("waiting for your signature"), "count": mine, "url": "/waiting/"}] if mine else []


def _lines(position: int, kind: str) -> list[dict[str, Any]]:
    db = office.record().db
    body = db.one("body", seq=position)
    return act_lines(db, kind, json.loads(bytes(body.fields)), described=False) if body else []
