"""Words out of a stored file become a statement: the page finds where they stand, so that nobody counts characters."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazily

from wholefile.actions.sources import find_words
from wholefile.core.errors import NotFound, Unprocessable, http_status
from wholefile.showing import seeing
from wholefile.showing.files import check_seen, file_view
from wholefile.web import office
from wholefile.web.doable import may_sign
from wholefile.web.forms.fields import Words
from wholefile.web.pages.doing import filled_in
from wholefile.web.pages.files import called
from wholefile.web.people import Asking
from wholefile.web.readings import items_of
from wholefile.web.sentences import in_language

_LONGEST = 20_000


class Quoting(forms.Form):
    """What stands in the file."""

    words = Words(
        label=lazily("The words, exactly as they stand in the file"),
        help_text=lazily(
            "They must stand in it once. Take more of the sentence where they stand in it more often."
        ),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )


def quote(request: Asking, sha256: str) -> HttpResponse:
    """Which words; found, the form of a statement opens with them and their place in it. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    items = items_of(request, sha256)
    if not may_sign("statement", "record", request.roles) or not items:
        raise NotFound("page.missing", "There is no such page.")
    form, status = Quoting(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            words = form.cleaned_data["words"]
            try:
                source = find_words(record, sha256, words)
            except Unprocessable as error:
                form.add_error("words", in_language(error.message))
                status = http_status(error)
            else:
                return filled_in(request, "statement", "record", _told(request, items, words, source))
    name = called(file_view(record.db, sight, sha256))
    return render(request, "files/quote.html", {"form": form, "sha256": sha256, "name": name}, status=status)


def _told(request: Asking, items: list[str], words: str, source: dict[str, Any]) -> dict[str, Any]:
    db = office.record().db
    rows = db.rows("item_case", item__in=items, detached_seq=None)
    dockets = seeing.seen_cases(db, seeing.of_the_office(request.sight), {row.docket for row in rows})
    said = {"dockets": sorted(dockets), "words": words, "source": json.dumps(source), "exact": True}
    return {**said, "language": "en", "by": request.person}
