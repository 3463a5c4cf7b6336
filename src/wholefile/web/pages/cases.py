"""Cases: the list of them, and for each its page, its timeline, who knew what, and its people and items.

A case can be looked at as of any past day. Then the page says so in its first line, and nothing can be done from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.errors import NotFound
from wholefile.record.as_of import as_of
from wholefile.record.sql import Database
from wholefile.rules.packs import owed_by_the_defence
from wholefile.showing import seeing
from wholefile.showing.board_pages import UNDECIDED
from wholefile.showing.case_pages import case_page, case_timeline
from wholefile.showing.knowledge_pages import knowledge_page
from wholefile.showing.lists import cases_list
from wholefile.showing.paging import Page
from wholefile.showing.trends import trends_view
from wholefile.web import office
from wholefile.web.drawings.graph import graph_drawing
from wholefile.web.drawings.timeline import timeline_drawing
from wholefile.web.drawings.trends import trend_drawing
from wholefile.web.pages.case_asked import Past, docket_of, one_of, page_of, past_of, words_of
from wholefile.web.pages.case_parts import BOARD, can_do, case_url, dues, tabs, trail
from wholefile.web.pages.reports import of_case as report_links
from wholefile.web.people import Asking, has_role

STATUSES = ("open", "closed")


def case_list(request: Asking) -> HttpResponse:
    """The cases that are seen, the newest first."""
    words, status = words_of(request), one_of(request, "status", STATUSES)
    found = cases_list(
        office.record().db, request.sight, status=status or None, words=words or None, page=page_of(request)
    )
    said = {**found, "words": words, "status": status, "statuses": STATUSES}
    said["boards"] = has_role(request, *BOARD)
    said["actions"] = [
        {"label": one["label"], "url": one["url"].partition("?")[0]}
        for one in can_do(request, "", [("case", "open", _("Open a case"))])
    ]
    return render(request, "cases/list.html", said)


def case(request: Asking, docket: str) -> HttpResponse:
    """One case: what is wrong or due first, then who and what it is about, then its items."""
    docket = docket_of(docket)
    record = office.record()
    past = past_of(request, record.clock())
    if past is not None:
        seeing.case(record.db, request.sight, docket)
    page = page_of(request, 100)
    with _tables(docket, past) as db:
        try:
            found = case_page(db, request.sight, docket, past.moment if past else record.clock(), page)
        except NotFound:
            if past is None:
                raise
            return render(
                request, "cases/not_yet.html", _frame(request, docket, "", past) | {"title": docket}
            )
    waiting = found["due"] if past is None else []
    owed = {one["obligation"] for one in found["obligations"]}  # one that was expunged is not there
    first = [] if past else _undecided(request, docket, found["decisions"])
    said = {
        **found,
        **_frame(request, docket, "", past),
        "trail": trail(docket, found["title"]),
        "dues": [*first, *dues(request, docket, waiting)],
        "facts": _facts(found),
        "obligations": [
            {
                **one,
                "owed_by_the_defence": owed_by_the_defence(found["jurisdiction"], one["rule"]),
                "disclosed": [
                    each for each in found["reciprocal"] if each["obligation"] == one["obligation"]
                ],
            }
            for one in found["obligations"]
        ],
        "disclosed_besides": [one for one in found["reciprocal"] if one["obligation"] not in owed],
        "doing": {} if past else _doing(request, docket, found["status"]),
        "case_reports": report_links(docket, past.day if past else "", past.by if past else ""),
        "board": case_url(docket, "board/") if has_role(request, *BOARD) else "",
    }
    return render(request, "cases/case.html", said)


def timeline(request: Asking, docket: str) -> HttpResponse:
    """What happened in a case in its order, as a list and drawn from the same."""
    docket = docket_of(docket)
    record = office.record()
    seeing.case(record.db, request.sight, docket)
    past = past_of(request, record.clock())
    with _tables(docket, past) as db:
        try:
            found = case_timeline(db, request.sight, docket, page_of(request), record.db)
            title = seeing.case(db, request.sight, docket).title
        except NotFound:
            return render(request, "cases/not_yet.html", _frame(request, docket, "timeline/", past))
    if past is not None:
        key = "at" if past.by == "recorded" else "occurred_at"
        found["acts"] = [one for one in found["acts"] if one[key] <= past.moment]
    name = _("The acts listed above on a line of time, a row for each subject.")
    said = {
        **found,
        **_frame(request, docket, "timeline/", past),
        "title": title,
        "trail": trail(docket, title, _("Timeline")),
        "drawn": timeline_drawing(found["acts"], name),
    }
    return render(request, "cases/timeline.html", said)


def knowledge(request: Asking, docket: str) -> HttpResponse:
    """For each item of a case since when whoever knows of it, and how long it was held back."""
    return _of_knowledge(request, docket, "knowledge/", _("Who knew what since when"), 50)


def people(request: Asking, docket: str) -> HttpResponse:
    """The people and items of a case and who knows of what, as a list and drawn from the same."""
    return _of_knowledge(request, docket, "people/", _("People and items"), 25)


def trends(request: Asking) -> HttpResponse:
    """How long disclosure takes and what was left undone, month by month."""
    found = trends_view(office.record().db, request.sight, office.record().clock())
    told = (
        ("days", _("Median days from booking to disclosure"), "/cases/"),
        (
            "undecided",
            _("Items of open cases that are undecided today, by month of booking"),
            "/cases/?status=open",
        ),
        ("lapsed", _("Declarations of condition that lapsed"), "/items/"),
        ("overdue", _("Deadlines and obligations not met by their day"), "/"),
    )
    charts = [
        {
            "name": name,
            "heading": heading,
            "now": found[name],
            "url": url,
            "drawn": trend_drawing([(one["month"], one[name]) for one in found["months"]], heading),
        }
        for name, heading, url in told
    ]
    return render(request, "cases/trends.html", {**found, "charts": charts})


def _of_knowledge(request: Asking, docket: str, part: str, heading: str, size: int) -> HttpResponse:
    docket = docket_of(docket)
    record = office.record()
    title = seeing.case(record.db, seeing.of_the_office(request.sight), docket).title
    past = past_of(request, record.clock())
    page = page_of(request, size)
    with _tables(docket, past) as db:
        try:
            found = _known(db, request, docket, past, page)
        except NotFound:
            return render(request, "cases/not_yet.html", _frame(request, docket, part, past))
    name = _("The people and items listed above, with a line from each person to each item they know of.")
    said = {
        **found,
        **_frame(request, docket, part, past),
        "title": title,
        "heading": heading,
        "trail": trail(docket, title, heading),
        "drawn": graph_drawing(found["items"], name) if part == "people/" else "",
    }
    return render(request, f"cases/{part.strip('/')}.html", said)


def _known(db: Database, request: Asking, docket: str, past: Past | None, page: Page) -> dict[str, Any]:
    record = office.record()
    return knowledge_page(db, request.sight, docket, past.moment if past else record.clock(), page, record.db)


@contextmanager
def _tables(docket: str, past: Past | None) -> Iterator[Database]:
    """The tables of today, or those of a past day as far as one case goes."""
    record = office.record()
    if past is None:
        yield record.db
        return
    with as_of(record, past.moment, past.by, dockets=[docket]) as db:
        yield db


def _frame(request: Asking, docket: str, part: str, past: Past | None) -> dict[str, Any]:
    """What every page of a case has around it."""
    return {
        "docket": docket,
        "past": past,
        "today": office.today(),
        "here": case_url(docket, part),
        "tabs": tabs(request, docket, part),
        "trail": trail(docket, docket),
    }


def _facts(found: dict[str, Any]) -> list[dict[str, Any]]:
    told = (
        (_("Docket"), found["as_printed"]), (_("Kind"), found["kind"]), (_("Court or agency"), found["court"]),
        (_("Jurisdiction"), found["jurisdiction"]), (_("Incident"), found["incident_on"]),
        (_("Place"), found["incident_place"]), (_("Outcome"), found["outcome"]),
        (_("Appeal until"), found["appeal_until"]), (_("Certificate"), found["certificate"]),
    )  # fmt: skip
    return [{"key": key, "value": value} for key, value in told if value]


def _undecided(request: Asking, docket: str, decisions: Mapping[str, int]) -> list[dict[str, Any]]:
    """How many items still wait for a decision, for whoever may see the board."""
    open_now = decisions.get(UNDECIDED, 0) + decisions.get("pending", 0)
    if not open_now or not has_role(request, *BOARD) or not seeing.through_the_office(request.sight, docket):
        return []
    words = _("undecided items") if open_now != 1 else _("undecided item")
    why = _("No certificate can be signed before each is decided.")
    return [{"what": words, "count": open_now, "why": why, "url": case_url(docket, "board/?state=open")}]


def _doing(request: Asking, docket: str, status: str | None) -> dict[str, list[dict[str, str]]]:
    """What can be done about each part of a case, by this person."""
    parts: dict[str, list[tuple[str, str, str]]] = {
        "case": [
            ("case", "relate", _("Relate to another case")),
            ("case", "reopen", _("Reopen")) if status == "closed" else ("case", "close", _("Close")),
            ("hold", "place", _("Place a hold")),
        ],
        "parties": [
            ("case", "party", _("Add a party")),
            ("case", "counsel", _("Counsel appears")),
            ("case", "counsel-withdraws", _("Counsel withdraws")),
        ],
        "counts": [
            ("case", "charge", _("Charge a count")),
            ("case", "dispose-count", _("Dispose of a count")),
        ],
        "claims": [("case", "claim", _("Plead a claim")), ("case", "relief", _("Seek relief"))],
        "events": [("case", "event", _("Record a court event"))],
        "orders": [("case", "order", _("Enter an order"))],
        "deadlines": [
            ("case", "deadline", _("Set a deadline")),
            ("case", "meet-deadline", _("Meet a deadline")),
        ],
        "obligations": [
            ("disclose", "oblige", _("Set obligations from the rules")),
            ("disclose", "obligation", _("Set one obligation")),
            ("disclose", "met", _("An obligation is met")),
            ("disclose", "hand-over", _("Everything was handed to the prosecutor")),
        ],
        "items": [("item", "receive", _("Receive an item")), ("item", "link", _("Link an item"))],
        "statements": [("statement", "record", _("Record a statement"))],
    }
    return {
        name: can_do(request, docket, verbs, {"dockets": docket} if name in ("items", "statements") else None)
        for name, verbs in parts.items()
    }
