"""Facts of a case: as a list with the documents to read, by when it happened, and by who said what to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.facts import (
    HAPPENED,
    SAID,
    events_view,
    facts_view,
    names_of_files,
    particulars,
    sayings_view,
)
from wholefile.showing.side_by_side import side_by_side_view
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.pages.case_asked import docket_of, one_of, page_of
from wholefile.web.pages.case_parts import case_url, tabs, trail
from wholefile.web.people import Asking
from wholefile.web.reading_words import KINDS, MARKS, kind_words, particular_words
from wholefile.web.sentences import in_language

_MOST_DOCUMENTS = 200
_PARTS = (
    ("facts/", noop("All")),
    ("facts/events/", noop("When it happened")),
    ("facts/said/", noop("Who said what")),
    ("facts/side-by-side/", noop("What differs")),
)


def facts(request: Asking, docket: str) -> HttpResponse:
    """The facts of a case, and its documents with how many facts of each were accepted. Raises NotFound."""
    docket, kind = docket_of(docket), one_of(request, "kind", KINDS)
    db = office.record().db
    found = facts_view(db, request.sight, docket)["facts"]
    counts = {one: sum(1 for fact in found if fact["kind"] == one) for one in KINDS}
    fit = [one for one in found if kind in ("", one["kind"])]
    page = page_of(request, 100)
    said = {
        "facts": [_dressed(one, docket) for one in page.cut(fit)],
        **page.of(len(fit)),
        "all": len(found),
        "counts": [(one, _(KINDS[one]), counts[one]) for one in KINDS if counts[one]],
        "kind": kind,
        "query": urlencode({"kind": kind} if kind else {}),
        "documents": _documents(db, request.sight, docket, found),
    }
    return _page(request, docket, "facts/", _("Facts"), said)


def events(request: Asking, docket: str) -> HttpResponse:
    """What happened by the facts of a case, in its order, every source of a time beside the others. Raises NotFound."""
    docket = docket_of(docket)
    found = events_view(office.record().db, request.sight, docket)
    for one in found["events"]:
        one["facts"] = [_dressed(fact, docket) for fact in one["facts"]]
    found["undated"] = [_dressed(one, docket) for one in found["undated"]]
    return _page(request, docket, "facts/events/", _("When it happened"), found)


def said(request: Asking, docket: str) -> HttpResponse:
    """Who said what, when and to whom: what was said to the public beside what is on record. Raises NotFound."""
    docket = docket_of(docket)
    found = sayings_view(office.record().db, request.sight, docket)
    person = request.GET.get("person", "")[:300]
    every = found["people"]
    chosen = [one for one in every if person in ("", one["name"])]
    records = may_sign("statement", "record", request.roles)
    for one in chosen:
        for saying in (*one["public"], *one["record"]):
            if saying["fact"]:
                saying["in_text"] = in_text(saying, docket)
                saying["record"] = f"/facts/{saying['fact']}/statement" if records else ""
    told = {
        "people": chosen,
        "names": [one["name"] for one in every],
        "person": person,
        "flag": form_url("statement", "flag") if may_sign("statement", "flag", request.roles) else "",
    }
    return _page(request, docket, "facts/said/", _("Who said what"), told)


def side_by_side(request: Asking, docket: str) -> HttpResponse:
    """What was said or told of one thing and differs, in pairs with both places, to be flagged. Raises NotFound."""
    docket = docket_of(docket)
    pairs = side_by_side_view(office.record().db, request.sight, docket)["pairs"]
    page = page_of(request, 25)
    records = may_sign("statement", "record", request.roles)
    flags = may_sign("statement", "flag", request.roles)
    shown = page.cut(pairs)
    for one in shown:
        for side in (one["first"], one["second"]):
            side["in_text"] = in_text(side, docket) if side["fact"] else ""
            quoted = side.get("kind") in SAID and not side["statement"]
            side["record"] = f"/facts/{side['fact']}/statement" if records and quoted else ""
        numbers = [side["statement"] for side in (one["first"], one["second"])]
        one["flag"] = _flag(numbers, one["words"]) if flags and all(numbers) else ""
        one["same"] = [in_language(words) for words in one["same"]]
    said = {"pairs": shown, **page.of(len(pairs))}
    return _page(request, docket, "facts/side-by-side/", _("What differs"), said)


def _flag(numbers: list[str], words: str) -> str:
    first, second = numbers
    return form_url("statement", "flag", first=first, second=second, explanation=words[:2_000])


def in_text(fact: Mapping[str, Any], docket: str) -> str:
    """Where a fact stands in its text."""
    asked = urlencode({"case": docket, "layer": fact["layer"], "fact": fact["fact"]})
    return f"/files/{fact['sha256']}/facts?{asked}"


def _page(request: Asking, docket: str, part: str, heading: str, told: Mapping[str, Any]) -> HttpResponse:
    title = seeing.case(office.record().db, seeing.of_the_office(request.sight), docket).title
    shown = {
        **told,
        "docket": docket,
        "title": title,
        "heading": heading,
        "here": case_url(docket, part),
        "tabs": tabs(request, docket, "facts/"),
        "trail": trail(docket, title, heading),
        "parts": [
            {"label": _(label), "url": case_url(docket, one), "current": one == part} for one, label in _PARTS
        ],
    }
    return render(request, f"reader/{part.strip('/').replace('/', '_').replace('-', '_')}.html", shown)


def _dressed(one: dict[str, Any], docket: str) -> dict[str, Any]:
    hidden: set[str] = {"first", "last", "date", "precision"} if one["kind"] in HAPPENED else set()
    hidden |= {"speaker_words", "cue"} if one["kind"] in SAID else set()
    return {
        **one,
        "kind_words": kind_words(one["kind"]),
        "mark": MARKS.get(one["kind"], ""),
        "particulars": [
            {"name": particular_words(name), "value": value}
            for name, value in particulars(one["told"]).items()
            if name not in hidden
        ],
        "in_text": in_text(one, docket),
    }


def _documents(db: Database, sight: Sight, docket: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a case from which words were read, with how many facts of each were accepted."""
    rows = db.query(
        'SELECT DISTINCT f."sha256" FROM "item_file" f JOIN "item_case" c ON c."item" = f."item"'
        ' JOIN "stored_file" s ON s."sha256" = f."sha256" AND s."expunged_seq" IS NULL'
        ' JOIN "text_layer" t ON t."sha256" = f."sha256" WHERE c."docket" = %s ORDER BY 1 LIMIT %s',
        [docket, _MOST_DOCUMENTS],
    )
    digests = [str(one) for (one,) in rows]
    names = names_of_files(db, sight, digests)
    known = [
        {
            "sha256": one,
            "name": names[one],
            "accepted": sum(1 for fact in found if fact["sha256"] == one),
            "url": f"/files/{one}/facts?{urlencode({'case': docket})}",
        }
        for one in digests
        if one in names
    ]
    return sorted(known, key=lambda one: str(one["name"]).casefold())
