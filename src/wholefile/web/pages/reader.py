"""The reader: the text of a file with the facts that are proposed of it in place; and one fact with its versions.

What is chosen is accepted under one signature. Nothing a reading proposes is in a case before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.actions.facts import MOST_AT_ONCE, accept_fact, accept_facts
from wholefile.actions.signing import absent
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Forbidden, Invalid, NotFound, WholefileError, http_status
from wholefile.core.harmless import harmless
from wholefile.reading.parts import KINDS as DOCUMENTS
from wholefile.showing.facts import SAID, fact_view, names_of_files, particulars, statement_of
from wholefile.showing.reader import Asked, reader_view
from wholefile.web import office, reading_ahead
from wholefile.web.doable import form_url, may_sign
from wholefile.web.pages import addressed
from wholefile.web.pages.case_asked import one_of
from wholefile.web.pages.doing import begin, filled_in
from wholefile.web.pages.reader_ways import address, look, query
from wholefile.web.people import Asking
from wholefile.web.reading_words import KINDS, MARKS, STATES, STATUSES, kind_words, particular_words
from wholefile.web.sentences import in_language

_LONGEST_PICK = 80
_LONGEST_ADDRESS = 3_000  # characters of a form's address; what would not fit is typed again


def reader(request: Asking, sha256: str) -> HttpResponse:
    """The text with its facts, filtered; posted to, what is chosen waits to be signed. Raises NotFound, Invalid."""
    asked = _asked(request)
    if request.method != "POST":
        return _looked(request, sha256, asked)
    view = reader_view(office.record(), request.sight, sha256, asked)
    if request.POST.get("ahead"):
        return _read_ahead(request, view, asked)
    if not may_sign("fact", "accept", request.roles):
        raise Forbidden(
            "fact.role", _("Facts are accepted by an investigator, prosecutor, paralegal or supervisor.")
        )
    wanted = [request.POST["accept"]] if request.POST.get("accept") else request.POST.getlist("pick")
    wanted = list(dict.fromkeys(wanted))
    if any(len(one) > _LONGEST_PICK or not one.isprintable() for one in wanted):
        raise Invalid("fact.pick", _("What was chosen cannot be read; open the page anew."))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        why = _("Choose at least one fact.") if not wanted else _("At most 500 facts are accepted at once.")
        return _shown(request, sha256, asked, why, 400)
    try:
        return _begin(request, view, wanted, asked)
    except WholefileError as error:
        return _shown(request, sha256, asked, in_language(error.message), http_status(error))


def fact(request: Asking, fact: str) -> HttpResponse:
    """One fact as it stands, where it stands, and every version of it. Raises NotFound."""
    db = office.record().db
    view = fact_view(db, request.sight, fact)
    docket = view["dockets"][0]
    _dress(view)
    for one in view["versions"]:
        _dress(one)
    known = {**_known(view), "fact": fact}
    standing = view["rejected"] is None
    said = {
        **view,
        "in_text": f"{_url(view['sha256'])}?{urlencode({'case': docket, 'layer': view['layer'], 'fact': fact})}",
        "correct": _form("correct", known) if standing and may_sign("fact", "correct", request.roles) else "",
        "reject": _reject(view, docket, {}) if standing and may_sign("fact", "reject", request.roles) else "",
        "record": f"/facts/{fact}/statement" if standing and _quotes(request, view) else "",
        "trail": [
            {"label": _("Cases"), "url": "/cases/"},
            {"label": docket, "url": f"/cases/{docket}/"},
            {"label": _("Facts"), "url": f"/cases/{docket}/facts/"},
            {"label": fact},
        ],
    }
    return render(request, "reader/fact.html", said)


def statement(request: Asking, fact: str) -> HttpResponse:
    """The form that records a quote as a statement, filled in from the fact. Raises NotFound."""
    record = office.record()
    view = fact_view(record.db, request.sight, fact)
    if view["rejected"] is not None or not _quotes(request, view):
        raise NotFound("page.missing", "There is no such page.")
    said = statement_of(record, view)
    if "source" in said:
        said["source"] = json.dumps(said["source"])
    return filled_in(request, "statement", "record", {**said, "by": request.person})


def _looked(request: Asking, sha256: str, asked: Asked) -> HttpResponse:
    """The text where it was asked for; from where it begins, and saying so, where it has no such page or line."""
    try:
        return _shown(request, sha256, asked)
    except NotFound as error:
        if error.code not in ("text.page", "text.line"):
            raise
        return _shown(request, sha256, replace(asked, on_page=0, line=0), in_language(error.message), 404)


def _begin(request: Asking, view: Mapping[str, Any], wanted: list[str], asked: Asked) -> HttpResponse:
    record, sha256 = office.record(), view["sha256"]
    told: dict[str, Any] = {"dockets": [view["docket"]], "layer": view["layer"]["text"]}
    told |= {name: value for name, value in (("read_as", asked.read_as), ("dated", asked.dated)) if value}
    signer = absent(request.person)
    kept = {"sha256": sha256, **told, "by": request.person}
    back = request.get_full_path()
    if len(wanted) == 1:
        call = lambda: accept_fact(record, sha256, wanted[0], **told, by=signer)  # noqa: E731
        return begin(request, "fact/accept", call, {**kept, "proposal": wanted[0]}, back)
    return begin(
        request,
        "fact/accept-many",
        lambda: accept_facts(record, sha256, wanted, **told, by=signer),
        {**kept, "proposals": wanted},
        back,
    )


def _read_ahead(request: Asking, view: Mapping[str, Any], asked: Asked) -> HttpResponse:
    """Have a long text read; the page says when it is."""
    layer = view["layer"]["text"]
    begun = not view["waiting"] or reading_ahead.begin(
        office.record(), layer, read_as=asked.read_as, dated=asked.dated
    )
    if not begun:
        why = _("Very many texts wait to be read; ask again in a while.")
        return _shown(request, view["sha256"], asked, why, 503)
    return HttpResponseRedirect(request.get_full_path())


def _asked(request: Asking) -> Asked:
    case = addressed.text(request, "case", 100)
    return Asked(
        docket=spell_docket(case) if case else "",
        layer=addressed.text(request, "layer", 100),
        read_as=one_of(request, "as", DOCUMENTS),
        dated=addressed.text(request, "day", 10),
        kind=one_of(request, "kind", KINDS),
        state=one_of(request, "state", STATES),
        status=one_of(request, "status", STATUSES),
        at=addressed.number(request, "at") or 0,
        fact=addressed.text(request, "fact", _LONGEST_PICK),
        on_page=addressed.number(request, "on_page") or 0,
        line=addressed.number(request, "line") or 0,
    )


def _shown(request: Asking, sha256: str, asked: Asked, why: str = "", status: int = 200) -> HttpResponse:
    view = reader_view(office.record(), request.sight, sha256, asked)
    asked = replace(asked, docket=view["docket"])
    accepts = may_sign("fact", "accept", request.roles)
    told = {"layer": view["layer"]["text"], "read_as": asked.read_as, "dated": asked.dated}
    for one in view["facts"]:
        _dress(one)
        about = {**one, "sha256": sha256, "proposal": one["identity"], "dockets": [view["docket"]]}
        known = {**_known(about), **({"fact": one["fact"]} if one["fact"] else {"sha256": sha256, **told})}
        if accepts:
            one["correct"] = _form("correct" if one["fact"] else "accept", known)
            one["reject"] = "" if one["state"] == "rejected" else _reject(about, view["docket"], told)
    for part in view["parts"]:
        part["text"] = harmless(part["text"])
        part["mark"] = MARKS.get(part["kind"], "")
    name = names_of_files(office.record().db, request.sight, [sha256]).get(sha256, f"{sha256[:16]}…")
    said = {
        **view,
        "name": name,
        "look": look(request, view, asked) if view["paged"] else {},
        "why": why,
        "accepts": accepts,
        "asked": asked,
        "documents": [(one, _(one)) for one in DOCUMENTS],
        "filters": _filters(view, asked),
        "hold": [
            (name, value) for name, value in query(asked).items() if name not in ("kind", "state", "status")
        ],
        "way": list(query(asked).items()),
        "jumps": bool(view["start"]) or view["later"] is not None or view["page_count"] > 1,
        "being_read": reading_ahead.is_waiting(view["layer"]["text"], asked.read_as, asked.dated),
        "earlier_url": address(asked, at=view["earlier"]) if view["earlier"] is not None else "",
        "later_url": address(asked, at=view["later"]) if view["later"] is not None else "",
        "trail": [
            {"label": _("Cases"), "url": "/cases/"},
            {"label": view["docket"], "url": f"/cases/{view['docket']}/"},
            {"label": _("Facts"), "url": f"/cases/{view['docket']}/facts/"},
            {"label": name},
        ],
    }
    return render(request, "reader/reader.html", said, status=status)


def _dress(one: dict[str, Any]) -> None:
    """The words of a page beside the codes of a fact."""
    one["kind_words"], one["mark"] = kind_words(one["kind"]), MARKS.get(one["kind"], "")
    one["particulars"] = [
        {"name": particular_words(name), "value": value} for name, value in particulars(one["told"]).items()
    ]


def _known(one: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of a correction is filled in with."""
    return {
        "proposal": one["proposal"],
        "dockets": one["dockets"],
        "kind": one["kind"],
        "words": one["words"],
        "status": one["status"],
        "told": [f"{part['name']}={part['value']}" for part in one["told"]],
        "chain": [f"{link['manner']}={link['who']}" for link in one["chain"]],
    }


def _form(verb: str, known: Mapping[str, Any]) -> str:
    """The address of a form; without the longest parts where it would be too long for some browser."""
    left = dict(known)
    for name in ("words", "told", "chain"):
        if len(form_url("fact", verb, **left)) <= _LONGEST_ADDRESS:
            break
        left.pop(name, None)
    return form_url("fact", verb, **left)


def _reject(one: Mapping[str, Any], docket: str, told: Mapping[str, str]) -> str:
    dockets = one.get("dockets") or [docket]
    known = {
        "sha256": one["sha256"],
        "proposal": one["proposal"],
        "dockets": dockets,
        "layer": one.get("layer"),
    }
    return form_url("fact", "reject", **{**known, **told})


def _quotes(request: Asking, view: Mapping[str, Any]) -> bool:
    """Whether the fact is what somebody said, and the one who asks may record statements."""
    return view["kind"] in SAID and may_sign("statement", "record", request.roles)


def _url(sha256: str) -> str:
    return f"/files/{sha256}/facts"


def _filters(view: Mapping[str, Any], asked: Asked) -> list[dict[str, Any]]:
    """What can be filtered by, each choice with how many there are in the whole text."""
    found = []
    known = (("kind", _("Kind"), KINDS), ("state", _("State"), STATES), ("status", _("Standing"), STATUSES))
    for name, label, words in known:
        counts = view["counts"][name]
        choices = [(one, f"{_(words[one])} ({counts[one]})") for one in words if one in counts]
        found.append({"name": name, "label": label, "chosen": getattr(asked, name), "choices": choices})
    return found
