"""The disclosure board: one row per item, filtered and paged; many are decided at once under one gesture.

What is chosen is laid before the person once more with its exceptions before anything is signed. Each row carries the
position of the act it was last changed by. Where somebody else changed it since, the page says who and when, keeps
the draft, and nothing is signed until that row was looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholefile.actions.decisions_together import refusals_of
from wholefile.actions.disclosure import decide_many
from wholefile.actions.signing import absent
from wholefile.core.acts.disclosure import STATE, TAG
from wholefile.core.acts_together import MOST_TOGETHER
from wholefile.core.errors import Invalid, WholefileError, http_status
from wholefile.showing import seeing
from wholefile.showing.board_pages import (
    STATES,
    BoardFilters,
    before_deciding,
    board_page,
    fitting_items,
    orders_that_permit,
    reviewers,
)
from wholefile.web import office
from wholefile.web.forms.decisions import CHOICES, Deciding
from wholefile.web.pages.case_asked import docket_of, one_of, page_of, words_of
from wholefile.web.pages.case_parts import can_do, tabs, trail
from wholefile.web.pages.doing import begin
from wholefile.web.people import Asking

_PICK = re.compile(r"(V[0-9]{2}-[0-9]{6}(?:\.[0-9]{1,4})*)@([0-9]{1,15})", re.ASCII)
_SIZE = 100
_TAGS = tuple(TAG.spec["words"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was chosen: the case, the version in which each item was seen, and whether to change decided ones.

    `all_of` is the length of the log with which all that fit were chosen, empty where they were not; `picked` are the
    items that were chosen one by one, `seen` these and all that fit.
    """

    docket: str
    picked: dict[str, int]
    all_of: str
    seen: dict[str, int]
    again: bool


def board(request: Asking, docket: str) -> HttpResponse:
    """The board; posted to, what is chosen is shown with its exceptions, and then goes on to be signed."""
    docket = docket_of(docket)
    seeing.case(office.record().db, seeing.of_the_office(request.sight), docket)
    if request.method != "POST":
        return _board(request, docket, _form(request, docket, None))
    form = _form(request, docket, request.POST)
    asked = _chosen(request, docket)
    if not _decides(request, docket):
        raise Invalid("board.role", _("Who decides here is a prosecutor or paralegal of the case."))
    if not asked.seen:
        form.add_error(None, _("Choose at least one item."))
    if len(asked.seen) > MOST_TOGETHER:
        form.add_error(None, _("At most 10,000 items are decided at once; choose fewer."))
    if not form.is_valid():
        return _board(request, docket, form, asked, status=400)
    return _confirm(request, asked, form)


def _confirm(request: Asking, asked: _Asked, form: Deciding) -> HttpResponse:
    """What is about to be signed and what is left out of it; signed once nothing changed since it was looked at."""
    record, told = office.record(), form.cleaned_data
    found = before_deciding(record.db, request.sight, asked.docket, asked.seen)
    chosen = [one["item"] for one in found["fresh"]]
    chosen += [one["item"] for one in found["decided"]] if asked.again else []
    refused = refusals_of(record, asked.docket, chosen, **_particulars(request, told))
    ready = [one for one in chosen if one not in refused]
    if request.POST.get("step") == "sign" and ready and not found["changed"] and not refused:
        try:
            return _begin(request, asked.docket, ready, told)
        except WholefileError as error:
            form.add_error(None, error.message)
            return _board(request, asked.docket, form, asked, status=http_status(error))
    versions = {one["item"]: one["version"] for rows in found.values() for one in rows}
    left = set(refused) | {one["item"] for one in found["detached"]}
    people = dict(reviewers(record.db, request.sight, asked.docket, request.person))
    said = {
        **found,
        "docket": asked.docket,
        "form": form,
        "told": told,
        "decision": dict(CHOICES)[told["decision"]],
        "reviewer": people.get(told["reviewer"], ""),
        "again": asked.again,
        "ready": ready,
        "refused": sorted(refused.items()),
        "picks": [f"{item}@{version}" for item, version in versions.items() if item not in left],
        "back": request.get_full_path(),
        "trail": trail(asked.docket, asked.docket, _("Decide")),
        "most": MOST_TOGETHER,
    }
    return render(request, "board/confirm.html", said, status=409 if found["changed"] else 200)


def _begin(request: Asking, docket: str, items: list[str], told: dict[str, Any]) -> HttpResponse:
    record = office.record()
    named = _particulars(request, told)
    signers: dict[str, Any] = {"author": absent(named.pop("author"))}
    if reviewer := named.pop("reviewer"):
        signers["reviewer"] = absent(reviewer)
    kept = {"docket": docket, "items": items, "author": request.person, "reviewer": reviewer or ""}
    return begin(
        request,
        "disclose/decide-many",
        lambda: decide_many(record, docket, items, **named, **signers),
        {**kept, **{name: value for name, value in named.items() if value}},
        request.get_full_path(),
    )


def _particulars(request: Asking, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "decision": told["decision"],
        "author": request.person,
        "reviewer": told["reviewer"] or None,
        "ground": told["ground"] or None,
        "explanation": told["explanation"].strip() or None,
        "tags": told["tags"],
        "order": told["order"] or None,
    }


def _board(
    request: Asking, docket: str, form: Deciding, asked: _Asked | None = None, status: int = 200
) -> HttpResponse:
    record, filters = office.record(), _filters(request)
    found = board_page(record.db, request.sight, docket, record.clock(), filters, page_of(request, _SIZE))
    chosen = asked.picked if asked else {}
    on_page = {row["item"] for row in found["rows"]}
    query = {"state": filters.state, "words": filters.words, "tag": filters.tag}
    said = {
        **found,
        "form": form,
        "filters": filters,
        "states": [(one, _(one)) for one in STATES],
        "all_tags": _TAGS,
        "chosen": chosen,
        "elsewhere": [f"{item}@{seen}" for item, seen in chosen.items() if item not in on_page],
        "all_of": asked.all_of if asked else "",
        "decides": _decides(request, docket),
        "certify": _certify(request, docket, found["open"]),
        "dues": _dues(found),
        "trail": trail(docket, found["title"], _("Board")),
        "tabs": tabs(request, docket, "board/"),
        "heading": _("Disclosure board"),
        "query": urlencode({name: value for name, value in query.items() if value}),
    }
    return render(request, "board/board.html", said, status=status)


def _filters(request: Asking) -> BoardFilters:
    return BoardFilters(one_of(request, "state", STATES), words_of(request), one_of(request, "tag", _TAGS))


def _form(request: Asking, docket: str, data: Any) -> Deciding:
    db = office.record().db
    return Deciding(
        data,
        reviewers=reviewers(db, request.sight, docket, request.person),
        orders=orders_that_permit(db, request.sight, docket),
    )


def _chosen(request: Asking, docket: str) -> _Asked:
    """The chosen items with the version in which each was seen. Raises Invalid for what no board sends."""
    picked: dict[str, int] = {}
    for one in request.POST.getlist("pick"):
        found = _PICK.fullmatch(one)
        if found is None:
            raise Invalid("board.pick", _("What was chosen cannot be read; open the board anew."))
        picked[found[1]] = int(found[2])
    seen, newest = picked, request.POST.get("all", "")
    if newest:
        if not re.fullmatch(r"[0-9]{1,15}", newest, re.ASCII):
            raise Invalid("board.pick", _("What was chosen cannot be read; open the board anew."))
        items = fitting_items(office.record().db, request.sight, docket, _filters(request))
        seen = dict.fromkeys(items, int(newest)) | picked
    return _Asked(docket, picked, newest, seen, request.POST.get("again") == "on")


def _decides(request: Asking, docket: str) -> bool:
    return any(role in STATE and where in ("", docket) for role, where in request.roles)


def _certify(request: Asking, docket: str, undecided: int) -> dict[str, str]:
    """The link to the certificate, or why there is none yet."""
    links = can_do(request, docket, [("disclose", "certify", _("Certify disclosure"))])
    if not links:
        return {}
    if not undecided:
        return links[0]
    said = ngettext(
        "No certificate yet: %(count)s item is undecided (rule D3).",
        "No certificate yet: %(count)s items are undecided (rule D3).",
        undecided,
    )
    return {"label": links[0]["label"], "why": said % {"count": undecided}}


def _dues(found: dict[str, Any]) -> list[dict[str, Any]]:
    said = []
    if found["late"]:
        what = _("came after the certificate and need a supplement")
        said.append({"what": what, "count": found["late"], "url": "?state=late", "state": "bad"})
    if found["open"]:
        why = _("No certificate can be signed before each is decided.")
        said.append({"what": _("undecided"), "count": found["open"], "why": why, "url": "?state=open"})
    return said
