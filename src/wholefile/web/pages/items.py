"""The register of items, and an item: first what is wrong with it, then what it is, where it was and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.core.acts.items import CATEGORY
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid
from wholefile.record.days import day_of
from wholefile.showing import seeing
from wholefile.showing.dispositions import dispositions_of
from wholefile.showing.items import item_view
from wholefile.showing.keeping import keeping_view
from wholefile.showing.lists import ItemFilters, items_list
from wholefile.showing.paging import LONGEST_PAGE, Page
from wholefile.showing.proofs import covered_view
from wholefile.showing.statements import statements_view
from wholefile.web import office
from wholefile.web.doable import doable, form_url
from wholefile.web.drawings.custody import custody_drawing
from wholefile.web.pages import addressed
from wholefile.web.pages.case_parts import BOARD
from wholefile.web.people import Asking, has_role
from wholefile.web.spreadsheet import csv_response

STATUSES = ("held", "lent", "unlocated", "destroyed", "returned", "lost", "consumed", "split")
STATES = {"held": "good", "lent": "due", "unlocated": "bad", "lost": "bad"}
_CLEARED = ("firearm",)
_HISTORY = 50
_BUTTONS = 3  # of what can be done now; the rest is folded away
_WORDS = [(word, word) for word in CATEGORY.spec["words"]]


class ItemsWanted(forms.Form):
    """By what items are found."""

    words = forms.CharField(label=lazily("Number or words"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=lazily("Status"), required=False, choices=[("", ""), *((one, one) for one in STATUSES)]
    )
    category = forms.ChoiceField(label=lazily("Category"), required=False, choices=[("", ""), *_WORDS])
    place = forms.CharField(label=lazily("Place, with all inside it"), required=False, max_length=200)
    holder = forms.CharField(label=lazily("Holder (P-7, or me)"), required=False, max_length=20)
    case = forms.CharField(label=lazily("Case"), required=False, max_length=100)


def items(request: Asking) -> HttpResponse:
    """The register of items that are seen and fit, a page at a time."""
    form = ItemsWanted(request.GET)
    if not form.is_valid():
        shown: dict[str, Any] = {"items": [], "page": 1, "pages": 1, "total": 0}
        return render(request, "items/list.html", {"form": form, **shown}, status=400)
    found = items_list(
        office.record().db,
        seeing.of_the_office(request.sight),
        _filters(request, form.cleaned_data),
        addressed.page(request),
    )
    query = request.GET.copy()
    query.pop("page", None)
    said = {"form": form, "selected": _selected(request, form), "query": query.urlencode(), "states": STATES}
    return render(request, "items/list.html", {**said, **found})


def items_csv(request: Asking) -> HttpResponse:
    """The same as a file for a spreadsheet, all pages. Raises Invalid for filters that cannot be read."""
    form = ItemsWanted(request.GET)
    if not form.is_valid():
        raise Invalid("page.filter", "One of the filters cannot be read.")
    head = (
        "item",
        "description",
        "category",
        "status",
        "quantity",
        "unit",
        "holder",
        "place",
        "out to",
        "cases",
    )
    answer: Any = csv_response("items", head, _rows(request, _filters(request, form.cleaned_data)))
    return answer  # type: ignore[no-any-return]


def item(request: Asking, voucher: str) -> HttpResponse:
    """Everything about an item. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    view = item_view(record.db, sight, voucher)
    keeping = keeping_view(record.db, sight, voucher)
    now = record.clock()
    page = addressed.page(request, _HISTORY)
    history = list(reversed(view["history"]))
    last = view["history"][-1]["position"] if view["history"] else 0
    actions = doable(view, request.roles)
    said = {
        **view,
        "keeping": keeping,
        "dues": [
            *_dues(view, keeping, day_of(now), boards=has_role(request, *BOARD)),
            *_disposals(dispositions_of(record.db, sight, voucher)),
        ],
        "drawing": custody_drawing(
            view["custody"], keeping["conditions"], now=now, clearance=view["category"] in _CLEARED
        ),
        "statements": statements_view(record.db, sight, item=voucher)["statements"],
        "covered": covered_view(record, sight, last) if sight.everything else None,
        "last": last,
        "shown_history": page.cut(history),
        "history_page": page.of(len(history)),
        "photographs": [one for one in view["files"] if one["media_type"].startswith("image/")],
        "actions": actions[:_BUTTONS],
        "more_actions": actions[_BUTTONS:],
        "facts": _facts(view),
        "tags": [{"text": view["status"], "state": STATES.get(view["status"], "plain")}],
        "trail": [{"label": _("Items"), "url": "/items/"}, {"label": voucher}],
        "reading_url": form_url("item", "opened", items=voucher),
        "statement_url": form_url("statement", "record", items=voucher),
    }
    return render(request, "items/item.html", said)


def _filters(request: Asking, told: Mapping[str, str]) -> ItemFilters:
    """What the form says as the lists are asked; a docket in any spelling."""
    case = told["case"]
    if case:
        try:
            case = spell_docket(case)
        except Invalid:
            case = "?"  # the docket of no case
    return ItemFilters(
        docket=case or None,
        category=told["category"] or None,
        status=told["status"] or None,
        holder=(request.person if told["holder"] == "me" else told["holder"]) or None,
        place=told["place"] or None,
        words=told["words"] or None,
        order="newest",
    )


def _selected(request: Asking, form: forms.Form) -> list[dict[str, str]]:
    """The filters that are set, each with the address without it."""
    found = []
    for name, value in form.cleaned_data.items():
        if value:
            query = request.GET.copy()
            query.pop(name, None)
            query.pop("page", None)
            found.append({"label": f"{form.fields[name].label}: {value}", "url": f"?{query.urlencode()}"})
    return found


def _rows(request: Asking, filters: ItemFilters) -> Iterator[Sequence[Any]]:
    db, sight, number = office.record().db, seeing.of_the_office(request.sight), 1
    while True:
        found = items_list(db, sight, replace(filters, order="item"), Page(number, LONGEST_PAGE))
        for one in found["items"]:
            at = one["with"]
            yield (
                *(one[name] for name in ("item", "description", "category", "status", "quantity", "unit")),
                *(at["holder_name"], at["location"], at["out_to"], " ".join(one["cases"])),
            )
        if number >= found["pages"]:
            return
        number += 1


def _dues(
    view: Mapping[str, Any], keeping: Mapping[str, Any], today: str, *, boards: bool
) -> list[dict[str, Any]]:
    """What is wrong with an item or due of it, the worst first, each leading to what helps.

    `boards` says whether whoever reads it may open the boards on which is decided.
    """
    found = [{"what": one, "state": "bad", "why": ""} for one in view["wrong"]]
    for loan in keeping["loans"]:
        if loan["returned"] is None:
            late = loan["due_on"] < today
            said = _("Lent to %(to)s, due back %(day)s") % {"to": loan["to"], "day": loan["due_on"]}
            url = form_url("custody", "take-back", items=view["item"], item=view["item"])
            found.append({"what": said, "state": "bad" if late else "due", "url": url})
    if view["open_transfer"]:
        said = _("Transfer %(number)s waits to be accepted") % {"number": view["open_transfer"]}
        url = form_url("custody", "accept", transfer=view["open_transfer"])
        found.append({"what": said, "state": "due", "url": url})
    for case in view["cases"]:
        if case["decision"] == "undecided" and case["detached_seq"] is None:
            said = _("Undecided in %(docket)s") % {"docket": case["docket"]}
            url = f"/cases/{case['docket']}/{'board/' if boards else ''}"
            found.append({"what": said, "state": "due", "url": url})
    if view["keep_until"] and view["keep_until"] < today and view["status"] == "held":
        said = _("The time for which it is kept is over")
        found.append({"what": said, "why": view["keep_until"], "state": "due"})
    return found


def _disposals(found: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The requests to dispose of an item that are open, each leading to what stands in its way."""
    return [
        {
            "what": _("Disposition %(number)s waits: %(manner)s")
            % {"number": one["disposition"], "manner": _(one["manner"])},
            "why": _("Its page says what stands in the way."),
            "state": "due",
            "url": f"/room/dispositions/{one['disposition']}",
        }
        for one in found
    ]


def _facts(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    at = view["with"]
    where = [
        {"key": _("Held by"), "value": at["holder_name"], "url": f"/people/{at['holder']}"},
        {"key": _("Place"), "value": at["location"], "url": f"/items/?place={at['location']}"},
        {"key": _("Out to"), "value": at["out_to"]},
        {"key": _("Category"), "value": view["category"], "url": f"/items/?category={view['category']}"},
        {"key": _("Quantity"), "value": f"{view['quantity']} {view['unit']}"},
        {"key": _("Seals"), "value": ", ".join(view["seals"]) or _("none")},
        {"key": _("Kept until"), "value": view["keep_until"]},
    ]
    return [one for one in where if one["value"]]
