"""What every answer tells the browser: nothing from elsewhere, nothing inline, nothing kept, no frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_WASM = "wholefile_wasm"
View = TypeVar("View", bound=Callable[..., HttpResponse])


class Headers:
    """Sets the headers of every answer; a page that compiles WebAssembly is given that one source more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers."""
        response = self._next(request)
        response.headers.setdefault("Content-Security-Policy", policy(wasm=hasattr(response, _WASM)))
        # Not no-referrer: with that, browsers send forms without saying where from, and the check of it fails.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


def policy(*, wasm: bool = False) -> str:
    """The content security policy (CSP level 3).

    A form may lead to another of our own sites, on to sign and back, and to the agency's sign-in where there is one.
    """
    where = settings.WHOLEFILE_ADDRESSES
    forms = (where.office, where.signing, where.portal, *settings.AGENCY_ORIGINS)
    sources = {**_SOURCES, "form-action": " ".join(("'self'", *forms))}
    if wasm:
        sources["script-src"] = "'self' 'wasm-unsafe-eval'"
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def with_wasm(view: View) -> View:
    """For the pages that scan or verify: they may compile WebAssembly of our own."""

    def allowed(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
        response = view(request, *args, **more)
        setattr(response, _WASM, True)
        return response

    allowed.__name__, allowed.__doc__, allowed.__module__ = view.__name__, view.__doc__, view.__module__
    return allowed  # type: ignore[return-value]
