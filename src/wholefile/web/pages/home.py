"""The first page: what is due, what waits for this person, what they do most, and what happened last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from wholefile.actions.due import OF_THE_DEFENCE
from wholefile.showing import seeing
from wholefile.showing.home import home_view
from wholefile.web import office
from wholefile.web.doable import form_url
from wholefile.web.pages.case_parts import SCREENS
from wholefile.web.people import Asking, has_role
from wholefile.web.sentences import in_language
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs

# What each role does most, in the order of their first day: label, address.
BUTTONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "custodian": (
        (noop("Counter: scan in and out"), "/counter/"),
        (noop("Take an item in"), "/do/item/receive"),
        (noop("Items I hold"), "/items/?holder=me"),
        (noop("Evidence room"), "/room/"),
    ),
    "investigator": (
        (noop("Take an item in"), "/do/item/receive"),
        (noop("Items I hold"), "/items/?holder=me"),
        (noop("Record a statement"), "/do/statement/record"),
        (noop("Cases"), "/cases/"),
    ),
    "prosecutor": (
        (noop("Cases and their boards"), "/cases/"),
        (noop("Statements"), "/statements/"),
        (noop("Search"), "/search/"),
    ),
    "paralegal": (
        (noop("Cases and their boards"), "/cases/"),
        (noop("Search"), "/search/"),
        (noop("Statements"), "/statements/"),
    ),
    "supervisor": (
        (noop("Evidence room"), "/room/"),
        (noop("Keys to vouch for"), "/keys/enrolments/"),
        (noop("Cases"), "/cases/"),
    ),
    "laboratory": (
        (noop("Items I hold"), "/items/?holder=me"),
        (noop("Accept a transfer"), "/do/custody/accept"),
        (noop("Report findings"), "/do/laboratory/report"),
    ),
    "court": ((noop("Cases"), "/cases/"), (noop("Enter an order"), "/do/case/order")),
    "auditor": ((noop("What was recorded"), "/acts/"), (noop("Oversight"), "/oversight/")),
    "administrator": (
        (noop("People and roles"), "/people/"),
        (noop("Keys to vouch for"), "/keys/enrolments/"),
        (noop("Add a person"), "/do/person/add"),
    ),
}
_MOST_BUTTONS = 6
_VOUCHER = re.compile(r"\bV[0-9]{2}-[0-9]{6,}(?:\.[0-9]+)*")
_WAITING_SHOWN = 10


def home(request: Asking) -> HttpResponse:
    """Home, for whoever asks; whoever is of the defence alone goes to the portal."""
    held = {role for role, _docket in request.roles}
    if held == {"defence"}:
        return HttpResponseRedirect(f"{settings.WHOLEFILE_ADDRESSES.portal}/")
    record, sight = office.record(), seeing.of_the_office(request.sight)
    view = home_view(record.db, sight, request.person, request.roles, record.clock())
    mine = _unsigned(request.person)
    if not has_role(request, *SCREENS):  # candidates wait for those who answer them
        view["due_total"] -= sum(one["items"] for one in view["waits"]["candidates"])
        view["waits"]["candidates"] = []
    said = {
        "dues": [_due(one) for one in view["due"]],
        "due_total": view["due_total"],
        "signatures": mine[:_WAITING_SHOWN],
        "signatures_total": len(mine),
        "transfers": [
            {**one, "url": form_url("custody", "accept", transfer=one["transfer"], by=request.person)}
            for one in view["waits"]["transfers"]
        ],
        "waits": view["waits"],
        "reciprocal": view["reciprocal"],
        "reciprocal_total": view["reciprocal_total"],
        "recent": view["recent"],
        "buttons": _buttons(held),
        "sees": not sight.nothing,
        "roles_held": sorted(held),
    }
    return render(request, "home.html", said)


def _unsigned(person: str) -> list[dict[str, Any]]:
    """What waits for this person's signature, the newest first."""
    if not person:
        return []
    rows = WaitingActs.objects.filter(positions__isnull=True, withdrawn=False).order_by("-begun_at")[:500]
    return [
        {
            "url": waiting.address(row),
            "kind": str(row.acts[0]["act"]["kind"]),
            "many": len(row.acts),
            "begun_at": row.begun_at,
            "by": row.begun_by,
        }
        for row in rows
        if person in waiting.unsigned(row)
    ]


def _due(one: Mapping[str, Any]) -> dict[str, Any]:
    """Something due as a line that leads to what it is about."""
    by = _(" by %(day)s") % {"day": one["by"]} if one["by"] else ""
    return {
        "what": f"{in_language(one['what']).capitalize()}: {one['about']}{by}",
        "why": in_language(one["words"]),
        "url": _url(one),
        "state": "theirs" if one["what"] == OF_THE_DEFENCE else "bad" if one["state"] == "wrong" else "due",
    }


def _url(one: Mapping[str, Any]) -> str:
    about = str(one["about"])
    if one["what"] == "disposition":
        return f"/room/dispositions/{about}"
    named = _VOUCHER.search(about) or (None if one["docket"] else _VOUCHER.search(one["words"]))
    if named:
        return f"/items/{named.group()}"
    if one["docket"]:
        return f"/cases/{one['docket']}/"
    return f"/room/places/{about}" if one["what"] == "inventory" else ""


def _buttons(held: set[str]) -> list[dict[str, str]]:
    """What these roles do most, each once, and only pages that there are."""
    found: dict[str, str] = {}
    for role in BUTTONS:
        for label, url in BUTTONS[role] if role in held else ():
            if exists(url):
                found.setdefault(url, _(label))
    return [{"url": url, "label": label} for url, label in list(found.items())[:_MOST_BUTTONS]]


def exists(url: str) -> bool:
    """Whether there is such a page."""
    try:
        resolve(url.partition("?")[0])
    except Resolver404:
        return False
    return True
