"""Oversight: what the log signed and who cosigned it, checks of the record, rules and refusals, who opened what."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholefile.core.acts import KINDS
from wholefile.core.errors import NotFound, WholefileError, http_status
from wholefile.record import lookups
from wholefile.rules import RULES
from wholefile.showing.accesses import access_view
from wholefile.showing.oversight import oversight_view
from wholefile.web import office
from wholefile.web.overseeing import checks, refusals
from wholefile.web.overseeing.models import RecordCheck, Refusal
from wholefile.web.pages import addressed
from wholefile.web.people import Asking

SUBJECTS = {
    "A": "Authority", "N": "Numbers", "C": "Custody", "S": "Safety", "H": "Holds", "I": "Inventory",
    "D": "Disclosure", "T": "Statements", "L": "The log",
}  # fmt: skip
_OLD_MS = 24 * 3_600_000  # after which a cosignature that is missing is told


def oversight(request: Asking) -> HttpResponse:
    """First what is wrong or due with the log, then numbers with what they count, checkpoints and witnesses."""
    record = office.record()
    view = oversight_view(record, request.sight, addressed.page(request, 20))
    whole = request.sight.everything
    last = checks.latest() if whole else None
    said = {
        **view,
        "whole": whole,
        "now": record.clock(),
        "dues": _dues(view, checks.outcome(record, last), record.clock()) if whole else [],
        "last_check": last,
        "check": checks.outcome(record, last),
        "refused": sum(refusals.counts().values()) if whole else 0,
        "accesses": access_view(record.db, request.sight)["total"],
        "rules": len(RULES),
    }
    return render(request, "oversight/oversight.html", said)


def checkpoint(request: Asking, number: int) -> HttpResponse:
    """The signed note over so many entries, with its cosignatures, as a file."""
    row = _whole(request).db.one("checkpoint", size=number)
    if row is None:
        raise NotFound("page.missing", "There is no such page.")
    response = HttpResponse(row.note, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{number}.txt"'
    return response


def find_proof(request: Asking) -> HttpResponse:
    """From a position somebody has on paper to the act and its proof."""
    position = addressed.number(request, "position")
    return HttpResponseRedirect("/oversight/" if position is None else f"/act/{position}")


def record_checks(request: Asking) -> HttpResponse:
    """Every check of the record that was begun here; and begin one."""
    record, problem, status = _whole(request), "", 200
    if request.method == "POST":
        try:
            row = checks.begin(record, request.person)
            return HttpResponseRedirect(f"/oversight/checks/{row.pk}")
        except WholefileError as error:
            problem, status = error.message, http_status(error)
    rows = [{"row": one, **checks.outcome(record, one)} for one in RecordCheck.objects.order_by("-pk")[:50]]
    names = lookups.person_names(record.db, {one["row"].begun_by for one in rows})
    for one in rows:
        one["by"] = names.get(one["row"].begun_by, one["row"].begun_by)
    said = {"rows": rows, "problem": problem, "running": any(one["state"] == "running" for one in rows)}
    return render(request, "oversight/checks.html", said, status=status)


def record_check(request: Asking, number: int) -> HttpResponse:
    """One check: how far it is, or what it found. The page can be left, and looks again by itself."""
    record = _whole(request)
    row = RecordCheck.objects.filter(pk=number).first() if number < 2**63 else None
    if row is None:
        raise NotFound("page.missing", "There is no such page.")
    said = {"row": row, **checks.outcome(record, row), "by": lookups.person_name(record.db, row.begun_by)}
    response = render(request, "oversight/check.html", said)
    if said["state"] == "running":
        response.headers["Refresh"] = "2"
    return response


def rules(request: Asking) -> HttpResponse:
    """Every rule with its authority, and the acts it is asked of; of one kind of act, where one is named."""
    kind = request.GET.get("act", "")
    shown = [one for one in RULES.values() if not kind or kind in one.acts]
    shown.sort(key=lambda one: (list(SUBJECTS).index(one.id[0]), int(one.id[1:])))
    counted = refusals.counts() if request.sight.everything else {}
    groups: dict[str, list[Any]] = {}
    for one in shown:
        every = len(one.acts) == len(KINDS)
        groups.setdefault(_(SUBJECTS[one.id[0]]), []).append(
            {"rule": one, "every": every, "refused": counted.get(one.id, 0)}
        )
    said = {
        "groups": list(groups.items()),
        "kind": kind,
        "total": len(RULES),
        "shown": len(shown),
        "counted": request.sight.everything,
    }
    return render(request, "oversight/rules.html", said)


def refused(request: Asking) -> HttpResponse:
    """What rules refused at the pages: how often each, and the newest; nothing of what was written."""
    record, of, page = _whole(request), request.GET.get("rule", "")[:10], addressed.page(request)
    rows = Refusal.objects.filter(rule=of) if of else Refusal.objects.all()
    found = list(rows.order_by("-pk")[page.start : page.start + page.rows])
    names = lookups.person_names(record.db, {one.person for one in found})
    said = {
        "counts": refusals.counts(),
        "of": RULES.get(of),
        "rows": [{"row": one, "name": names.get(one.person, one.person)} for one in found],
        **page.of(rows.count()),
    }
    return render(request, "oversight/refusals.html", said)


def access(request: Asking) -> HttpResponse:
    """Who opened contents of what, and what left the record, of what is seen."""
    person, item = (" ".join(request.GET.get(name, "").split())[:40] for name in ("person", "item"))
    view = access_view(
        office.record().db, request.sight, person=person, item=item, page=addressed.page(request)
    )
    return render(request, "oversight/access.html", {**view, "person": person, "item": item})


def _whole(request: Asking) -> Any:
    """The record, for whoever sees all of it: the log's own affairs are nobody else's. Raises NotFound."""
    if not request.sight.everything:
        raise NotFound("page.missing", "There is no such page.")
    return office.record()


def _dues(view: dict[str, Any], check: dict[str, Any], now: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    state = check["state"]
    if state == "wrong":
        found.append(
            {
                "what": ngettext(
                    "thing the last check of the record found wrong",
                    "things the last check of the record found wrong",
                    check["wrong"],
                ),
                "count": check["wrong"],
                "url": "/oversight/checks/",
                "state": "bad",
            }
        )
    elif state in ("stopped", "cut off"):
        found.append({"what": _("The last check of the record did not end"), "url": "/oversight/checks/"})
    elif state == "none":
        found.append(
            {"what": _("The record was never checked from these pages"), "url": "/oversight/checks/"}
        )
    if not view["witnesses"]:
        found.append(
            {
                "what": _("No witness stands for this record"),
                "why": _("Nobody outside would notice if it were rewritten. See the guide on witnesses."),
                "url": "#witnesses",
            }
        )
    newest = view["checkpoints"][:1] if view["page"] == 1 else []
    for one in (by for row in newest for by in row["cosigned"]):
        if one["at"] is None:
            old = now - newest[0]["at"] > _OLD_MS
            words = _("%(name)s has not cosigned the newest checkpoint") % {"name": one["witness"]}
            found.append({"what": words, "url": "#checkpoints", "state": "bad" if old else "due"})
    return found
