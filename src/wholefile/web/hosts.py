"""Which of the three sites a request came to: the office, the signing pages or the portal of the defence."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wholefile.web.addresses import name_of


class Hosts:
    """Gives each site its own addresses; a page of one site does not exist on another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response
        where = settings.WHOLEFILE_ADDRESSES
        self._addresses = {
            name_of(where.office): "wholefile.web.urls",
            name_of(where.signing): "wholefile.web.urls_signing",
            name_of(where.portal): "wholefile.web.urls_portal",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the site whose host name was asked."""
        host = request.get_host().rsplit(":", 1)[0]
        request.urlconf = self._addresses.get(host, "wholefile.web.urls")
        return self._next(request)
