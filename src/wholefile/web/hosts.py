"""Which of the three sites a request came to: the office, the signing pages or the portal of the defence."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from wholefile.web.addresses import name_of

OFFICE, SIGNING, PORTAL = "office", "signing", "portal"
_ADDRESSES = {
    OFFICE: "wholefile.web.urls",
    SIGNING: "wholefile.web.urls_signing",
    PORTAL: "wholefile.web.urls_portal",
}


def site_of(request: HttpRequest) -> str:
    """The site a request came to: office, signing or portal."""
    asked = getattr(request, "urlconf", None)
    return next((site for site, urls in _ADDRESSES.items() if urls == asked), OFFICE)


def address_of(site: str) -> str:
    """The address of a site, without a slash at its end; that of the office where none is named."""
    where = settings.WHOLEFILE_ADDRESSES
    return str({SIGNING: where.signing, PORTAL: where.portal}.get(site, where.office))


class Hosts:
    """Gives each site its own addresses; a page of one site does not exist on another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response
        self._addresses = {name_of(address_of(site)): urls for site, urls in _ADDRESSES.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the site whose host name was asked."""
        host = request.get_host().rsplit(":", 1)[0].lower().rstrip(".")
        if host not in self._addresses:
            return HttpResponseBadRequest("There is no such site here.", content_type="text/plain")
        request.urlconf = self._addresses[host]
        return self._next(request)
