"""Search: words, numbers and names in everything that is seen, leading to the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.actions.reading_traces import trace_reading
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid
from wholefile.core.harmless import harmless
from wholefile.processing.search.documents import KINDS
from wholefile.processing.search.finding import COUNTED, SORTS, Filters, Found, Result, search
from wholefile.processing.search.index import index_records
from wholefile.record.visibility import read_for_the_defence
from wholefile.showing import seeing
from wholefile.showing.files import unread_lately
from wholefile.web import office
from wholefile.web.people import Asking

_MOST = 50
_DIGEST = 64  # characters of a digest
_AT_ONCE = 200  # things brought into the index before a search is answered


class Question(forms.Form):
    """What is sought, and where."""

    q = forms.CharField(
        label=lazily("Words, a number, a name"),
        help_text=lazily(
            "All words must stand in one passage. “live round” is a phrase, cartr* a beginning, -blank excludes."
        ),
        required=False,
        max_length=2_000,
    )
    kind = forms.MultipleChoiceField(
        label=lazily("Only"),
        choices=[(one, one) for one in KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    case = forms.CharField(label=lazily("Case"), required=False, max_length=100)
    item = forms.CharField(label=lazily("Item"), required=False, max_length=40)
    person = forms.CharField(label=lazily("Said, sent or received by"), required=False, max_length=200)
    mark = forms.CharField(label=lazily("Part of a serial or other number"), required=False, max_length=100)
    since = forms.DateField(label=lazily("From"), required=False)
    until = forms.DateField(label=lazily("Until"), required=False)
    sort = forms.ChoiceField(label=lazily("First"), choices=[(one, one) for one in SORTS], required=False)


def find(request: Asking) -> HttpResponse:
    """What fits a question, of what is seen."""
    asking = any(request.GET.get(name) for name in Question.base_fields if name != "sort")
    form = Question(request.GET if asking else None)
    said: dict[str, Any] = {"form": form, "asked": False}
    if not asking:
        return render(request, "search/search.html", said)
    if not form.is_valid():
        return render(request, "search/search.html", said, status=400)
    record = office.record()
    try:
        filters = _filters(form.cleaned_data)
        index_records(record, _AT_ONCE)
        found = search(
            record,
            form.cleaned_data["q"],
            filters,
            person=request.person,
            sight=seeing.of_the_office(request.sight),
            sort=form.cleaned_data["sort"] or SORTS[0],
            most=_MOST,
        )
    except Invalid as error:
        form.add_error("q", error.message)
        return render(request, "search/search.html", said, status=400)
    _trace(request, found)
    said |= {
        "asked": True,
        "found": [_shown(one) for one in found.results],
        "total": found.total,
        "more": found.more,
        "ranked": found.ranked,
        "counted": COUNTED,
        "unread": unread_lately(record.db, request.sight),
    }
    return render(request, "search/search.html", said)


def _filters(told: Mapping[str, Any]) -> Filters:
    """Where to look. Raises Invalid for a docket that is none."""
    until = told["until"] + timedelta(days=1) if told["until"] else None
    return Filters(
        kinds=tuple(told["kind"]),
        docket=spell_docket(told["case"]) if told["case"] else None,
        item=told["item"].upper() or None,
        person=told["person"] or None,
        since=_instant(told["since"]),
        until=_instant(until),
        mark=told["mark"] or None,
    )


def _instant(day: Any) -> int | None:
    """The beginning of a day in milliseconds since 1970 (UTC)."""
    if day is None:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _trace(request: Asking, found: Found) -> None:
    """What a defence reader was shown is kept for them alone (rule D12)."""
    record = office.record()
    shown = sorted({item for one in found.results for item in one.items})
    if items := read_for_the_defence(record.db, request.person, shown):
        trace_reading(record, request.person, items, what="search")


def _shown(one: Result) -> dict[str, Any]:
    labels = {"ocr": _("read by machine"), "speech": _("heard by machine, unreviewed")}
    where = ", ".join(
        f"{name} {value}" for name, value in one.where.items() if not isinstance(value, list | dict)
    )
    return {
        "kind": one.kind,
        "title": harmless(one.title if one.title and one.title != one.object else _name(one.object)),
        "url": _url(one),
        "items": one.items[:5],
        "dockets": one.dockets[:5],
        "label": labels.get(one.label or "", ""),
        "where": where,
        "at": one.at,
        "parts": list(_parts(one.snippet, one.marks)),
    }


def _name(number: str) -> str:
    """A voucher, docket or statement by its number, a file without a name by the beginning of its digest."""
    return number if len(number) < _DIGEST else f"{number[:16]}…"


def _url(one: Result) -> str:
    """The exact place: the passage in the text of a file, or the page of a thing."""
    pages = {"item": "/items/", "case": "/cases/", "statement": "/statements/", "fact": "/facts/"}
    if one.kind in pages:
        end = "/" if one.kind == "case" else ""
        return f"{pages[one.kind]}{one.object}{end}"
    if one.source and one.start is not None:
        span = urlencode({"layer": one.source, "start": one.start, "end": one.end})
        return f"/files/{one.object}/text?{span}#hit"
    return f"/files/{one.object}"


def _parts(snippet: str, marks: Sequence[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """The words around a hit, cut where it begins and ends."""
    reached = 0
    for start, end in marks:
        if start > reached:
            yield {"text": harmless(snippet[reached:start]), "marked": False}
        yield {"text": harmless(snippet[max(start, reached) : end]), "marked": True}
        reached = max(reached, end)
    yield {"text": harmless(snippet[reached:]), "marked": False}
