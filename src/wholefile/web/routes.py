"""The one table of pages: address, view, name, and who may open it.

A page that is not in this table does not exist, and a test opens each of them in every role. Who may open a page says
nothing of what they see on it: that is for `request.sight`, inside every query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_noop as _
from django.views.i18n import set_language

from wholefile.core.acts.schema import ROLES
from wholefile.core.errors import NotFound
from wholefile.web.demo import pages as demo
from wholefile.web.hosts import PORTAL, site_of
from wholefile.web.pages import acts, doing, health, home, labels
from wholefile.web.people import Asking, has_role
from wholefile.web.signing import pages as signing

ANYBODY: frozenset[str] = frozenset({"anybody"})
SIGNED_IN: frozenset[str] = frozenset({"signed in"})
OFFICE = frozenset(ROLES) - {"defence"}
EVERYBODY = frozenset(ROLES)
VOUCHES = frozenset({"administrator", "supervisor"})
HANDLES = frozenset({"custodian", "supervisor", "investigator", "laboratory", "court"})
DEFENCE = frozenset({"defence"})
PROSECUTION = frozenset({"prosecutor", "paralegal", "supervisor"})


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address (Django's `path` syntax), its view, its name, and the roles that may open it."""

    address: str
    view: Callable[..., HttpResponse]
    name: str
    who: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    who: frozenset[str]

    def covers(self, asked: str) -> bool:
        """Whether the page asked for lies below this entry."""
        return asked == self.url or (self.url != "/" and asked.startswith(self.url))


OFFICE_ROUTES: tuple[Route, ...] = (
    Route("", home.home, "home", SIGNED_IN),
    Route("language/", set_language, "set_language", ANYBODY),
    Route("health/live", health.live, "live", ANYBODY),
    Route("health/ready", health.ready, "ready", ANYBODY),
    Route("do/", doing.everything, "doing", EVERYBODY),
    Route("do/<slug:subject>/<slug:verb>", doing.do, "do", EVERYBODY),
    Route("receipt/<int:position>", acts.receipt, "receipt", EVERYBODY),
    Route("waiting/", signing.waiting_list, "waiting", SIGNED_IN),
    Route("waiting/code", signing.by_code, "by-code", SIGNED_IN),
    Route("keys/", signing.keys, "keys", SIGNED_IN),
    Route("keys/enrolments/", signing.enrolments, "enrolments", VOUCHES),
    Route("keys/enrolments/<str:key>", signing.enrol, "enrol", VOUCHES),
    Route("labels/", labels.labels, "labels", OFFICE),
    Route("labels/sheet.pdf", labels.sheet, "label-sheet", OFFICE),
    Route("labels/labels.zpl", labels.printer, "label-printer", OFFICE),
    Route("I/<str:code>", labels.item, "label-of-item", EVERYBODY),
    Route("i/<str:code>", labels.item, "label-of-item-small", EVERYBODY),
    Route("L/<path:code>", labels.place, "label-of-place", OFFICE),
    Route("P/<str:code>", labels.person, "label-of-person", OFFICE),
)

SIGNING_ROUTES: tuple[Route, ...] = (
    Route("language/", set_language, "set_language", ANYBODY),
    Route("act/<str:token>", signing.sign, "sign", ANYBODY),
    Route("act/<str:token>/signature", signing.take_signature, "take-signature", ANYBODY),
    Route("act/<str:token>/again", signing.again, "prepare-again", ANYBODY),
    Route("act/<str:token>/withdraw", signing.withdraw, "withdraw", ANYBODY),
    Route("act/<str:token>/demo", demo.sign, "demo-sign", ANYBODY),
    Route("key/<str:ticket>", signing.make_key, "make-key", ANYBODY),
)

PORTAL_ROUTES: tuple[Route, ...] = (
    Route("waiting/", signing.waiting_list, "waiting", DEFENCE),
    Route("waiting/code", signing.by_code, "by-code", DEFENCE),
    Route("keys/", signing.keys, "keys", DEFENCE),
    Route("receipt/<int:position>", acts.receipt, "receipt", DEFENCE),
)

PORTAL_PLACES: tuple[Place, ...] = (
    Place(_("Waiting"), "/waiting/", DEFENCE),
    Place(_("My keys"), "/keys/", DEFENCE),
)

# At the office and at the portal; outside the demo these pages do not exist.
DEMO_ROUTES: tuple[Route, ...] = (
    Route("demo/", demo.doors, "demo", ANYBODY),
    Route("demo/enter/<slug:word>", demo.enter, "demo-enter", ANYBODY),
)

PLACES: tuple[Place, ...] = (
    Place(_("Home"), "/", SIGNED_IN),
    Place(_("Waiting"), "/waiting/", SIGNED_IN),
    Place(_("All forms"), "/do/", EVERYBODY),
    Place(_("My keys"), "/keys/", SIGNED_IN),
)


def addresses(routes: Iterable[Route]) -> list[URLPattern]:
    """Routes as Django has them, each behind its guard."""
    return [path(one.address, guarded(one), name=one.name) for one in routes]


def guarded(route: Route) -> Callable[..., HttpResponse]:
    """The view behind its guard: who is not signed in is asked to; who may not open it finds no such page."""

    def view(request: Asking, *args: Any, **more: Any) -> HttpResponse:
        if route.who != ANYBODY and not request.user.is_authenticated:
            return to_sign_in(request)
        if not allowed(route.who, request):
            raise NotFound("page.missing", "There is no such page.")
        return route.view(request, *args, **more)

    view.__name__, view.__doc__ = route.view.__name__, route.view.__doc__
    return view


def allowed(who: frozenset[str], request: Asking) -> bool:
    """Whether this request's person is among those."""
    if who == ANYBODY:
        return True
    return bool(request.user.is_authenticated) and (who == SIGNED_IN or has_role(request, *who))


def navigation(request: Asking) -> list[Place]:
    """Where this person can go on the site they are at."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    places = PORTAL_PLACES if site_of(request) == PORTAL else PLACES
    return [one for one in places if allowed(one.who, request)]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - needs the applications

    answer: HttpResponseRedirect = redirect_to_login(request.get_full_path())
    return answer
