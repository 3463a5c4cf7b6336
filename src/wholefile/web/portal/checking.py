"""Checking a production: in this page on what is downloaded here, or with the page that works from disk.

The checks are those of `wholefile verify`, made in the reader's own browser by the very modules of which `verify.html`
is made. The server learns nothing of what they find.
"""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.errors import NotFound
from wholefile.showing.served import served_one
from wholefile.verify import page
from wholefile.web import office
from wholefile.web.people import Asking
from wholefile.web.portal import archives

_VOCABULARY = "vocabulary"


def check(request: Asking, production: str) -> HttpResponse:
    """Download a production and check it, in this page."""
    record = office.record()
    found = served_one(record.db, request.sight, request.person, production)
    archive = archives.kept(record, production)
    return render(request, "portal/check.html", {"one": found, "archive": archive})


def verifier(request: Asking) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The page that checks any production from a file, under its own policy: it may ask nobody for anything."""
    response = HttpResponse(page.html())
    response.headers["Content-Security-Policy"] = f"{page.policy()}; frame-ancestors 'none'"
    return response


def verifier_file(request: Asking) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The same page, to be kept and opened from disk."""
    response = HttpResponse(page.html())
    response.headers["Content-Security-Policy"] = f"{page.policy()}; frame-ancestors 'none'"
    response.headers["Content-Disposition"] = 'attachment; filename="verify.html"'
    return response


def module(request: Asking, name: str) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """A module of the checks, or the list of them in the reader's language, with the vocabulary of acts."""
    if name == f"{_VOCABULARY}.json":
        known = json.loads(page.vocabulary())
        for one in known["checks"]:
            one["claim"] = _(one["claim"])
        return HttpResponse(json.dumps(known), content_type="application/json")
    text = page.module(name.removesuffix(".js")) if name.endswith(".js") else None
    if text is None:
        raise NotFound("page.missing", "There is no such page.")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
