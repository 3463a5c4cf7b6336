"""The pages of an office served on a free port, and browsers at them in which everybody has their passkeys.

live.person("custodian")                     a page at the office, signed in, with their signing passkey
live.person("custodian", "investigator")     the same screen; both passkeys are in reach, the first is signed in
live.person("defence", portal=True)          at the portal
live.page()                                  nobody is signed in
live.url("/items/"), live.portal("/")        addresses

What a browser complains of (the content policy, scripts that fail, a request to anywhere else) fails the test.
"""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.test import Client, override_settings

from tests.web.site import Site, passkey
from wholefile.web.addresses import Addresses, name_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATIENCE = 20_000  # milliseconds to wait for what comes after a click, on a machine that does much else
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, all of them ended before the server is."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests it answers."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


@contextmanager
def served() -> Iterator[Addresses]:
    """The pages on a free port of this machine, with addresses to match, until the end."""
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", 0, None, Threads, Quiet) as server:
        port = server.server_port
        where = Addresses(
            f"http://localhost:{port}", f"http://sign.localhost:{port}", f"http://portal.localhost:{port}"
        )
        with addressed(where):
            server.set_app(get_wsgi_application())
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield where
        server.shutdown()
        thread.join()


def addressed(where: Addresses) -> override_settings:
    """The settings with these addresses."""
    return override_settings(
        WHOLEFILE_ADDRESSES=where, CSRF_TRUSTED_ORIGINS=[where.office, where.signing, where.portal]
    )


@dataclass
class Live:
    """The pages over one office, in real browsers."""

    site: Site
    browser: "Browser"
    where: Addresses
    complaints: list[str] = field(default_factory=list)
    contexts: "list[BrowserContext]" = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        """An address of the office's pages."""
        return self.where.office + path

    def portal(self, path: str = "/") -> str:
        """An address of the portal."""
        return self.where.portal + path

    def context(self, **options: Any) -> "BrowserContext":
        """A browser of its own, closed at the end; it may go nowhere but to the pages."""
        made = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        made.set_default_timeout(PATIENCE)
        made.on("request", self._asked)
        made.on("console", self._said)
        made.on("weberror", lambda error: self._complain(str(error.error)))
        self.contexts.append(made)
        return made

    def page(self, context: "BrowserContext | None" = None, **options: Any) -> "Page":
        """A page at which nobody is signed in, with an authenticator that has no passkey yet."""
        return plugged((context or self.context(**options)).new_page())

    def person(
        self, *parts: str, context: "BrowserContext | None" = None, portal: bool = False, **options: Any
    ) -> "Page":
        """A page at which the first of these is signed in, with the signing passkeys of all of them in reach."""
        context = context or self.context(**options)
        self.sign_in(context, parts[0], portal=portal)
        return plugged(context.new_page(), *parts)

    def sign_in(self, context: "BrowserContext", part: str, *, portal: bool = False) -> None:
        """Sign a person in without the sign-in pages."""
        where = self.where.portal if portal else self.where.office
        client = Client(SERVER_NAME=name_of(where))
        client.force_login(self.site.account(part), backend=BACKEND)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": where}])

    @contextmanager
    def expected(self, *words: str) -> Iterator[None]:
        """Complaints with these words are what the test is about (a refusal is an error to a console)."""
        before = len(self.complaints)
        yield
        new = self.complaints[before:]
        self.complaints[before:] = [one for one in new if not any(word in one for word in words)]

    def close(self) -> None:
        """Close every browser; raises AssertionError for what they complained of."""
        for one in self.contexts:
            one.close()
        assert not self.complaints, self.complaints

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and not self._ours(request.url):
            self._complain(f"asked for {request.url}")

    def _said(self, told: Any) -> None:
        if told.type == "error":
            self._complain(f"{told.text} ({told.location.get('url', '')})")

    def _ours(self, url: str) -> bool:
        return any(
            url == one or url.startswith(one + "/")
            for one in (self.where.office, self.where.signing, self.where.portal)
        )

    def _complain(self, words: str) -> None:
        self.complaints.append(words)


def plugged(page: "Page", *parts: str) -> "Page":
    """The page with a virtual authenticator that holds the signing passkeys of these people.

    `page.authenticator` is (its session of the developer tools, its id).
    """
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    page.authenticator = (tools, made)  # type: ignore[attr-defined]
    for part in parts:
        give(page, part)
    return page


def give(page: "Page", part: str) -> None:
    """Put the signing passkey of this person into the page's authenticator."""
    tools, identity = page.authenticator  # type: ignore[attr-defined]
    made = passkey(part)
    key = made._p256.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    credential = {
        "credentialId": base64.b64encode(part.encode()).decode(),
        "isResidentCredential": False,
        "rpId": made.enrolled.rp_id,
        "privateKey": base64.b64encode(key).decode(),
        "signCount": 0,
    }
    tools.send("WebAuthn.addCredential", {"authenticatorId": identity, "credential": credential})
