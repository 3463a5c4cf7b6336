"""Acts as they stand in the record: the receipt of what was just done, and any act in words with what proves it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.acts import item_ids
from wholefile.core.acts.schema import MAX_INTEGER
from wholefile.core.canonical import unb64u
from wholefile.core.errors import NotFound
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.showing import seeing
from wholefile.showing.act_pages import act_in_full, recent_acts
from wholefile.showing.own_acts import own_act_view
from wholefile.showing.proofs import covered_view, proof_view
from wholefile.showing.words import act_words, names_in
from wholefile.web import office
from wholefile.web.pages import addressed
from wholefile.web.people import Asking


def receipt(request: Asking, position: int) -> HttpResponse:
    """What was recorded, where and when, for those who signed it."""
    try:
        view = own_act_view(office.record().db, request.person, position)
    except NotFound:
        raise NotFound("page.missing", "There is no such page.") from None
    said = {
        "view": view,
        "fields": _fields(view),
        "items": _things(view),
        "digest": unb64u(view["act_hash"]).hex(),
    }
    return render(request, "acts/receipt.html", said)


def act(request: Asking, position: int) -> HttpResponse:
    """An act in words, who signed it with which key, and what covers it; one's own always. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    view = _act(request, position)
    corrects = (view["body"] or {}).get("corrects")
    said = {
        **view,
        "digest": unb64u(view["act_hash"]).hex(),
        "leaf": unb64u(view["leaf_hash"]).hex(),
        "corrects": corrects if isinstance(corrects, int) else None,
        "covered": covered_view(record, sight, position) if sight.everything else None,
        "labels": _labels(view["header"]),
        "before": position - 1 if position and sight.everything else None,
        "after": position + 1 if sight.everything and position + 1 < lookups.entry_count(record.db) else None,
        "trail": [{"label": _("Acts"), "url": "/acts/"}, {"label": str(position)}],
    }
    return render(request, "acts/act.html", said)


def proof(request: Asking, position: int) -> HttpResponse:
    """The proof that an act stands in the log, as a file. Raises NotFound, Conflict, IntegrityFailure."""
    found = proof_view(office.record(), seeing.of_the_office(request.sight), position)
    answer = JsonResponse(found, json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="proof-of-{position}.json"'
    return answer


def acts(request: Asking) -> HttpResponse:
    """What was recorded last, of what is seen."""
    found = recent_acts(
        office.record().db,
        seeing.of_the_office(request.sight),
        before=addressed.number(request, "before"),
        most=50,
    )
    return render(request, "acts/list.html", found)


def _act(request: Asking, position: int) -> dict[str, Any]:
    """The act as far as it is seen; as a whole to whoever signed it."""
    db = office.record().db
    if position > MAX_INTEGER:
        raise NotFound("act.unknown", f"There is no entry {position}.")
    try:
        own = own_act_view(db, request.person, position)
    except NotFound:
        return act_in_full(db, seeing.of_the_office(request.sight), position)
    found = {"fields": _fields(own), "items": [], "cases": []}
    try:
        seen = act_in_full(db, seeing.of_the_office(request.sight), position)
    except NotFound:
        return {**own, **found}
    return {**own, **found, **{name: seen[name] for name in ("items", "cases", "header")}}


def _fields(view: dict[str, Any]) -> list[dict[str, Any]]:
    """What an act says, field by field."""
    body = view["body"] or {}
    return act_words(view["kind"], body, names_in(office.record().db, view["kind"], body))


def _things(view: dict[str, Any]) -> list[str]:
    """The first of the items that an act names."""
    return item_ids(view["kind"], view["body"])[:20] if view["body"] else []


def _labels(header: str | None) -> list[str]:
    """The labels under which an act is indexed, out of its header, where that is shown."""
    return [str(one) for one in decode_header(header.encode()).cases] if header else []
