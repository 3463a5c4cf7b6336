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
from wholefile.record import lookups
from wholefile.record.visibility import Sight
from wholefile.rules.disposition import kept_items
from wholefile.rules.registry import RULES, Refused
from wholefile.showing import seeing
from wholefile.showing.dispositions import disposition_view
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.forms.seen import in_sight
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

_NUMBER = re.compile(r"D-[0-9]{1,18}", re.ASCII)
_PERSON = re.compile(r"\bP-[0-9]+\b", re.ASCII)
_HOLD = re.compile(r"\bH-[0-9]+\b", re.ASCII)
_MOST_NAMED = 12  # persons of those who may give something
_STATES = {"open": "due", "declined": "bad", "done": "good"}


def disposition(request: Asking, disposition: str) -> HttpResponse:
    """A request with what it still lacks, each with who may give it. Raises NotFound."""
    if not _NUMBER.fullmatch(disposition):
        raise NotFound("page.missing", "There is no such page.")
    view = disposition_view(office.record().db, request.sight, disposition)
    is_open = view["status"] == "open"
    standing = _standing(request, view) if is_open else []
    said = {
        **view,
        "is_open": is_open,
        "dues": standing,
        "state": _STATES.get(view["status"], "plain"),
        "ends": _ends(request, view) if is_open and not standing else {},
        "steps": _steps(request, view) if is_open else [],
        "trail": [
            {"label": _("Evidence room"), "url": "/room/"},
            {"label": _("To be returned or destroyed"), "url": "/room/dispositions/"},
            {"label": disposition},
        ],
    }
    return render(request, "room/disposition.html", said)


def _standing(request: Asking, view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What stands in the way of the whole request; where none of it may be told, that something does."""
    record = office.record()
    kept = list(kept_items(record.db, lookups.disposition(record.db, view["disposition"]), record.clock()))
    told = [*_approvals(request, view), *_consents(request, view), *_obstacles(request, view, kept)]
    if told or (view["all_consented"] and not kept):
        return told
    refused = Refused("H1", RULES["H1"].text) if kept else Refused("H2", RULES["H2"].text)
    return [
        {
            "mark": _("Wanting"),
            "what": _("It cannot be carried out yet"),
            "why": in_language(refused.message),
            "url": "",
        }
    ]


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
        + f" {_who(may, whole=request.sight.everything)}",
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
            + f" {_who(one['may'], whole=True)}",
            "url": form_url("disposition", "consent", **known) if mine else "",
        }


def _obstacles(
    request: Asking, view: Mapping[str, Any], kept: Sequence[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """What keeps the items that this person sees (rule H1), in words that they may read."""
    db, sight = office.record().db, seeing.of_the_office(request.sight)
    items = {one["item"] for one in view["items"]}
    known = {"holds": _holds_seen(sight, [why for _item, why in kept])}
    told: dict[tuple[str, str], None] = {}
    for item, why in kept:
        if item in items:
            told.setdefault((item, in_sight(db, sight, Refused("H1", why), known).message))
    names = lookups.person_names(db, {one for _item, why in told for one in _PERSON.findall(why)})
    for item, why in told:
        words = _PERSON.sub(lambda found: names.get(found.group(), found.group()), why)
        yield {
            "what": _("%(item)s must be kept") % {"item": item},
            "why": in_language(words),
            "url": f"/items/{item}",
            "state": "bad",
            "mark": _("Kept"),
        }


def _holds_seen(sight: Sight, told: Sequence[str]) -> list[str]:
    """The holds that these words name and that stand in cases which this person sees."""
    db = office.record().db
    named = sorted({one for why in told for one in _HOLD.findall(why)})
    rows = lookups.by_values(db, "hold", "hold", named)
    cases = seeing.seen_cases(db, sight, {one.docket for one in rows})
    return [one.hold for one in rows if one.docket in cases]


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


def _who(may: Sequence[Mapping[str, str]], *, whole: bool) -> str:
    """Those who may, by name.

    Whoever does not see the `whole` office is always told that there may be others, so that it says nothing of cases
    which they do not see.
    """
    if not may:
        return (
            _("Nobody holds such a role; an administrator can grant it.")
            if whole
            else _("Nobody whose role you see; an administrator can grant such a role.")
        )
    names = [one["name"] for one in may[:_MOST_NAMED]]
    if len(may) > _MOST_NAMED:
        names.append(_("and %(count)s more") % {"count": len(may) - _MOST_NAMED})
    if not whole:
        names.append(_("or somebody else who may"))
    return _("Who may: %(names)s.") % {"names": ", ".join(names)}
