"""What every page shows besides its own: where one can go, who one is, which log this is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from wholefile.core.errors import WholefileError
from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.accounts.sessions import IDLE
from wholefile.web.hosts import OFFICE, PORTAL, SIGNING, site_of
from wholefile.web.notices.showing import unread
from wholefile.web.people import Asking

_BASES = {OFFICE: "base.html", SIGNING: "signing_base.html", PORTAL: "portal_base.html"}


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
        "log_name": origin,
        "person": getattr(request, "person", ""),
        "person_name": name,
        "addresses": settings.WHOLEFILE_ADDRESSES,
        "demo": settings.WHOLEFILE_DEMO,
        "lock_seconds": IDLE,
        "base_template": _BASES[site_of(request)],
        "account_menu": _account_menu(request),
        **_notices(request),
        "navigation": [
            {"label": _(one.label), "url": one.url, "current": one.covers(request.path)}
            for one in navigation(request)
        ],
    }


def _notices(request: Asking) -> dict[str, Any]:
    """Where one's notices are and how many wait unread; nothing on a site that has no such page."""
    person = getattr(request, "person", "")
    try:
        url = reverse("notices", urlconf=getattr(request, "urlconf", None)) if person else ""
        count = (
            unread(office.record(), person, request.sight, portal=site_of(request) == PORTAL) if url else 0
        )
    except (NoReverseMatch, WholefileError):
        return {}
    return {"notices_url": url, "notices_count": count}


def _account_menu(request: Asking) -> list[dict[str, str]]:
    """What somebody who is signed in can see of their own, where the site has such a page."""
    named = (
        ("keys", _("My keys")),
        ("mfa_index", _("Signing in")),
        ("own-sessions", _("Where I am signed in")),
        ("tokens", _("Tokens for other systems")),
    )
    found = []
    for name, label in named:
        try:
            found.append({"label": label, "url": reverse(name, urlconf=getattr(request, "urlconf", None))})
        except NoReverseMatch:
            continue
    return found
