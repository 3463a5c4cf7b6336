"""The evidence room: places and what is in them, what cannot be found, holds, what may go, the laboratory, loans."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.showing.laboratory import laboratory_view
from wholefile.showing.paging import Page
from wholefile.showing.places import place_view, places_view
from wholefile.showing.room import evidence_room_view
from wholefile.web import office
from wholefile.web.doable import may_sign
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

LISTS = {
    "unlocated": gettext_noop("Cannot be found"),
    "dispositions": gettext_noop("To be returned or destroyed"),
    "loans": gettext_noop("Loans overdue"),
    "retention": gettext_noop("Retention over"),
    "holds": gettext_noop("Holds"),
}
_VIEWED = {"loans": "loans_overdue", "retention": "retention_due"}


def room(request: Asking) -> HttpResponse:
    """First what is wrong or due, then the places with how many items are in each."""
    record = office.record()
    seen = evidence_room_view(record.db, request.sight, record.clock())
    places = places_view(record.db, request.sight)["places"]
    codes = {one["location"] for one in places}
    for one in places:
        parts = one["location"].split("/")
        one["depth"] = sum("/".join(parts[:length]) in codes for length in range(1, len(parts)))
    said = {
        "dues": [_due(one) for one in seen["due"]],
        "tabs": _tabs(seen, "", laboratory_view(record.db, request.sight, record.clock())["total"]),
        "places": places,
        "counts": request.sight.everything,
        "adds": may_sign("location", "add", request.roles),
    }
    return render(request, "room/room.html", said)


def place(request: Asking, location: str) -> HttpResponse:
    """A place: what may be stored there, the places inside it, what is in it, how it was counted."""
    view = place_view(office.record().db, request.sight, location, Page(_number(request)))
    parents = location.split("/")[:-1]
    trail = [{"label": _("Evidence room"), "url": "/room/"}]
    trail += [
        {"label": one, "url": f"/room/places/{'/'.join(parents[: depth + 1])}"}
        for depth, one in enumerate(parents)
    ]
    said = {"place": view, "trail": [*trail, {"label": view["location"]}], "counts": request.sight.everything}
    return render(request, "room/place.html", said)


def unlocated(request: Asking) -> HttpResponse:
    """What cannot be found where the record says it is."""
    return _listing(request, "unlocated")


def holds(request: Asking) -> HttpResponse:
    """Holds that bind items, or whole cases."""
    return _listing(request, "holds")


def retention(request: Asking) -> HttpResponse:
    """Items whose time is over; whether something else keeps them is for the rules to say."""
    return _listing(request, "retention")


def dispositions(request: Asking) -> HttpResponse:
    """Requests to return or destroy, with whose approval and consent each still needs."""
    return _listing(request, "dispositions")


def loans(request: Asking) -> HttpResponse:
    """What was lent and is not back by its day."""
    return _listing(request, "loans")


def laboratory(request: Asking) -> HttpResponse:
    """Requests to the laboratory, each with the gate before a destructive test."""
    record, everything = office.record(), request.GET.get("which") == "all"
    view = laboratory_view(
        record.db, request.sight, record.clock(), everything=everything, page=Page(_number(request), 25)
    )
    for one in view["requests"]:
        one["gate"] = _gate(one)
    seen = evidence_room_view(record.db, request.sight, record.clock())
    total = (
        view["total"]
        if not everything
        else laboratory_view(record.db, request.sight, record.clock())["total"]
    )
    said = {"view": view, "everything": everything, "tabs": _tabs(seen, "laboratory", total)}
    return render(request, "room/laboratory.html", said)


def _listing(request: Asking, name: str) -> HttpResponse:
    record = office.record()
    seen = evidence_room_view(record.db, request.sight, record.clock())
    found = seen[_VIEWED.get(name, name)]
    if name == "dispositions":
        _name_people(found["rows"])
    requests = laboratory_view(record.db, request.sight, record.clock())["total"]
    said = {
        "title": _(LISTS[name]),
        "rows": found["rows"],
        "total": found["total"],
        "more": found["total"] - len(found["rows"]),
        "tabs": _tabs(seen, name, requests),
    }
    return render(request, f"room/{name}.html", said)


def _name_people(rows: list[dict[str, Any]]) -> None:
    """Names for those who asked and approved, and the approvals and consents that are still wanting."""
    db = office.record().db
    persons = {row["requested_by"] for row in rows} | {one for row in rows for one in row["approved_by"]}
    names = lookups.person_names(db, persons)
    for row in rows:
        row["asked_by"] = names.get(row["requested_by"], row["requested_by"])
        row["approvers"] = [names.get(one, one) for one in row["approved_by"]]
        row["wanting"] = max(0, 2 - len(row["approved_by"]))
        row["carries_out"] = "destroy" if row["manner"] == "destruction" else "return"


def _gate(one: dict[str, Any]) -> dict[str, str]:
    """Whether a destructive test may go ahead as far as the record shows it, and why not."""
    if not one["destructive"]:
        return {"word": _("Not destructive"), "state": "plain", "why": ""}
    if any(notice["objections"] for notice in one["notices"]):
        return {
            "word": _("Gate closed"), "state": "bad",
            "why": _("The other side objected; only an order to permit the test opens it."),
        }  # fmt: skip
    if not one["notices"]:
        return {
            "word": _("Gate closed"), "state": "bad",
            "why": _("Nobody was told: photographs first, then notice to the other side, or an order."),
        }  # fmt: skip
    running = [notice["until"] for notice in one["notices"] if notice["runs"]]
    if running:
        why = _("The other side may object until %(day)s.") % {"day": max(running)}
        return {"word": _("Gate closed"), "state": "due", "why": why}
    return {
        "word": _("Days are over"),
        "state": "good",
        "why": _("Nobody objected; photographs are still asked for."),
    }


def _tabs(seen: dict[str, Any], current: str, requests: int) -> list[dict[str, Any]]:
    tabs: list[dict[str, Any]] = [{"label": _("Places"), "url": "/room/", "current": current == ""}]
    tabs += [
        {
            "label": _(words),
            "url": f"/room/{name}/",
            "current": current == name,
            "count": seen[_VIEWED.get(name, name)]["total"],
        }
        for name, words in LISTS.items()
    ]
    return [
        *tabs,
        {
            "label": _("Laboratory"),
            "url": "/room/laboratory/",
            "current": current == "laboratory",
            "count": requests,
        },
    ]


def _due(one: dict[str, Any]) -> dict[str, Any]:
    about, what = one["about"], one["what"]
    if what == "inventory":
        url = f"/room/places/{about}/count"
    elif what == "open transfer":
        url = f"/do/custody/accept?transfer={about}"
    else:
        url = f"/items/{about}"
    state = "bad" if one["state"] == "wrong" else "due"
    return {
        "what": f"{_(what).capitalize()}: {about}",
        "why": in_language(one["words"]),
        "url": url,
        "state": state,
    }


def _number(request: Asking) -> int:
    given = request.GET.get("page", "1")
    if not (given.isascii() and given.isdecimal() and len(given) < 8 and int(given)):
        raise NotFound("page.missing", "There is no such page.")
    return int(given)
