"""One request to dispose of items: what stands in its way and who may clear it; the way on when nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholefile.core.errors import NotFound
from wholefile.record.lookups import person_names
from wholefile.rules.holds import obstacles
from wholefile.rules.registry import Refused
from wholefile.showing.dispositions import disposition_view
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.forms.seen import in_sight
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

_NUMBER = re.compile(r"D-[0-9]{1,18}", re.ASCII)
_PERSON = re.compile(r"\bP-[0-9]+\b", re.ASCII)
_MOST_NAMED = 12  # persons of those who may give something
_MOST_JUDGED = 100  # items whose obstacles are looked for
_STATES = {"open": "due", "declined": "bad", "done": "good"}


def disposition(request: Asking, disposition: str) -> HttpResponse:
    """A request with what it still lacks, each with who may give it. Raises NotFound."""
    if not _NUMBER.fullmatch(disposition):
        raise NotFound("page.missing", "There is no such page.")
    view = disposition_view(office.record().db, request.sight, disposition)
    wanting = [*_approvals(request, view), *_consents(request, view), *_obstacles(request, view)]
    is_open = view["status"] == "open"
    said = {
        **view,
        "is_open": is_open,
        "dues": wanting if is_open else [],
        "state": _STATES.get(view["status"], "plain"),
        "ends": _ends(request, view) if is_open and not wanting else {},
        "steps": _steps(request, view) if is_open else [],
        "trail": [
            {"label": _("Evidence room"), "url": "/room/"},
            {"label": _("To be returned or destroyed"), "url": "/room/dispositions/"},
            {"label": disposition},
        ],
    }
    return render(request, "room/disposition.html", said)


def _approvals(request: Asking, view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The approvals that are wanting, as one line that names who may give one."""
    many, may = view["approvals_wanting"], view["may_approve"]
    if not many:
        return
    mine = any(one["person"] == request.person for one in may)
    yield {
        "mark": _("Wanting"),
        "what": ngettext("%(count)s approval is wanting", "%(count)s approvals are wanting", many)
        % {"count": many},
        "why": _(
            "An approval is given by a supervisor, a prosecutor or the court, who neither asked nor keeps the items."
        )
        + f" {_who(may)}",
        "url": form_url("disposition", "approve", disposition=view["disposition"], by=request.person)
        if mine
        else "",
    }


def _consents(request: Asking, view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The cases whose consent is wanting, each with who may give it."""
    for one in view["consents_wanting"]:
        known = {"disposition": view["disposition"], "docket": one["docket"], "by": request.person}
        mine = any(each["person"] == request.person for each in one["may"])
        yield {
            "mark": _("Wanting"),
            "what": _("The consent for %(docket)s is wanting") % {"docket": one["docket"]},
            "why": _("It is given by a prosecutor of the case, who does not keep the items.")
            + f" {_who(one['may'])}",
            "url": form_url("disposition", "consent", **known) if mine else "",
        }


def _obstacles(request: Asking, view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What else keeps the items (rule H1), in words that this person may read."""
    if view["status"] != "open":
        return
    record, items = office.record(), [one["item"] for one in view["items"] if not one["gone"]]
    told: dict[tuple[str, str], None] = {}
    for item in items[:_MOST_JUDGED]:
        for why in obstacles(record.db, item, record.clock()):
            safe = in_sight(record.db, request.sight, Refused("H1", why), {"items": items})
            told.setdefault((item, safe.message))
    named = {one for _item, why in told for one in _PERSON.findall(why)}
    names = person_names(record.db, named)
    for item, why in told:
        words = _PERSON.sub(lambda found: names.get(found.group(), found.group()), why)
        yield {
            "what": _("%(item)s must be kept") % {"item": item},
            "why": in_language(words),
            "url": f"/items/{item}",
            "state": "bad",
            "mark": _("Kept"),
        }


def _ends(request: Asking, view: Mapping[str, Any]) -> dict[str, str]:
    """The last step, once nothing stands in its way, and who takes it."""
    destroys = view["manner"] == "destruction"
    verb = "destroy" if destroys else "return"
    approved = {one["person"] for one in view["approved_by"]}
    mine = may_sign("disposition", verb, request.roles) and request.person not in approved
    who = (
        _(
            "A custodian or the laboratory destroys them, before a supervisor, investigator or auditor who signs too."
        )
        if destroys
        else _("A custodian hands them over.")
    )
    return {
        "label": _("Destroy the items") if destroys else _("Hand the items over"),
        "url": form_url("disposition", verb, disposition=view["disposition"], by=request.person)
        if mine
        else "",
        "who": " ".join((who, _("Nobody does who approved it."))),
    }


def _steps(request: Asking, view: Mapping[str, Any]) -> list[dict[str, str]]:
    """What else can be done about an open request, by this person."""
    told = (("decline", _("Decline it")), ("notify", _("Notify the owner")))
    return [
        {
            "label": label,
            "url": form_url("disposition", verb, disposition=view["disposition"], by=request.person),
        }
        for verb, label in told
        if may_sign("disposition", verb, request.roles)
    ]


def _who(may: Sequence[Mapping[str, str]]) -> str:
    """Those who may, by name."""
    if not may:
        return _("Nobody holds such a role; an administrator can grant it.")
    names = [one["name"] for one in may[:_MOST_NAMED]]
    if len(may) > _MOST_NAMED:
        names.append(_("and %(count)s more") % {"count": len(may) - _MOST_NAMED})
    return _("Who may: %(names)s.") % {"names": ", ".join(names)}
