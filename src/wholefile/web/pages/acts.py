"""Acts as they stand in the record: the receipt of what was just done, and any act in words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from wholefile.core.errors import NotFound
from wholefile.core.header import decode_header
from wholefile.web import office
from wholefile.web.people import Asking


def receipt(request: Asking, position: int) -> HttpResponse:
    """What was recorded, where and when, for those who signed it."""
    db = office.record().db
    entry = db.one("entry", seq=position)
    keys = [one["key"] for one in decode_header(bytes(entry.header)).signatures] if entry else []
    if entry is None or not db.exists("signing_key", key__in=keys, person=request.person):
        raise NotFound("page.missing", "There is no such page.")
    return render(request, "acts/receipt.html", {"entry": entry, "digest": bytes(entry.act_hash).hex()})
