"""What every page shows besides its own: where one can go, who one is, which log this is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wholefile.core.errors import WholefileError
from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.hosts import PORTAL, site_of
from wholefile.web.people import Asking


def page(request: Asking) -> dict[str, Any]:
    """For every template: navigation by role, the person's name, the log, the addresses of the other sites."""
    from wholefile.web.routes import navigation  # noqa: PLC0415 - the routes import the pages, which render

    try:
        opened = office.record()
        origin = opened.origin
        name = lookups.person_name(opened.db, request.person) if getattr(request, "person", "") else ""
    except WholefileError:
        origin, name = "", ""
    return {
        "wordmark": "Wholefile",
        "base_template": "portal_base.html" if site_of(request) == PORTAL else "base.html",
        "log_name": origin,
        "person": getattr(request, "person", ""),
        "person_name": name,
        "addresses": settings.WHOLEFILE_ADDRESSES,
        "demo": settings.WHOLEFILE_DEMO,
        "navigation": [
            {"label": _(one.label), "url": one.url, "current": one.covers(request.path)}
            for one in navigation(request)
        ],
    }
