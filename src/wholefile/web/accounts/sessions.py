"""Sessions: how long they last, when they lock, and what must still be done before anything is shown.

A session ends 12 hours after signing in and locks after 30 minutes in which nobody used it (CJIS Security Policy AC-11,
IA-11). The server counts; what a script in the page does besides only hides what is on the screen. A locked session
shows nothing but the page that unlocks it. A form sent to it is not lost: it is kept with the session, and offered
again to the same account once it is unlocked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wholefile.core.errors import Forbidden
from wholefile.web.accounts import events, second_factor
from wholefile.web.accounts.models import Account
from wholefile.web.demo.guard import is_demo

LASTS, IDLE, RECENT = 12 * 3600, 30 * 60, 15 * 60  # seconds
SIGNED_IN, USED, LOCKED, PROVED = "wf-signed-in", "wf-used", "wf-locked", "wf-proved"
KEPT, ACKNOWLEDGED = "wf-kept", "wf-acknowledged"
_WRITE_EVERY = 15  # seconds; a session is not written anew for each page
_OPEN = ("/session/lock", "/session/unlock", "/accounts/logout/", "/health/", "/language/")
_BEFORE = ("/accounts/", "/session/", "/invitation/", "/health/", "/language/")
_SECRET_FIELDS = (
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "credential",
)
_KEPT_AT_MOST = 512 * 1024  # characters of a kept form
View = TypeVar("View", bound=Callable[..., HttpResponse])


class Sessions:
    """Stands before every page: the end, the lock, the second factor, the banner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, where nothing stands before it."""
        if not request.path.startswith("/static/") and request.user.is_authenticated:
            count(request)
            if request.method != "POST" and (stopped := stopping(request)):
                return stopped
        return self._next(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The same for forms that are sent, once it is certain that our own page sent them."""
        if request.method == "POST" and request.user.is_authenticated:
            stopped = stopping(request)
            if stopped is None and request.path == kept(request).get("path", "").partition("?")[0]:
                del request.session[KEPT]
            return stopped
        return None


def begin(request: HttpRequest, account: Account) -> None:
    """A session begins: its clocks start. A form that somebody else sent before it is forgotten."""
    session, now = request.session, time.time()
    session.update({SIGNED_IN: now, USED: now, PROVED: now, LOCKED: False})
    if session.get(KEPT, {}).get("account") != account.pk:
        session.pop(KEPT, None)


def prove(request: HttpRequest) -> None:
    """Whoever sits there has just proved that they own the account."""
    now = time.time()
    request.session.update({PROVED: now, USED: now})


def recently_proved(request: HttpRequest) -> bool:
    """Whether that was within a quarter of an hour."""
    return time.time() - float(request.session.get(PROVED, 0)) < RECENT


def how(request: HttpRequest, account: Account) -> str:
    """How somebody signed in, in words for the stream: `password, mfa`."""
    methods = [str(one.get("method")) for one in get_authentication_records(request, account)]
    return ", ".join(dict.fromkeys(methods))


def count(request: HttpRequest) -> None:
    """Note that the session is used, or lock it because it was not."""
    session, now = request.session, time.time()
    if SIGNED_IN not in session:
        begin(request, events.owner(request))
    if session.get(LOCKED):
        return
    if now - float(session.get(USED, 0)) >= IDLE:
        lock(request)
    elif now - float(session[USED]) >= _WRITE_EVERY and not _by_itself(request):
        session[USED] = now


def lock(request: HttpRequest) -> None:
    """Lock the session; asking again changes nothing."""
    if not request.session.get(LOCKED):
        request.session[LOCKED] = True
        events.note("locked", events.DONE, request=request, account=events.owner(request))


def unlock(request: HttpRequest) -> None:
    """Unlock it again."""
    request.session[LOCKED] = False
    prove(request)
    events.note("unlocked", events.DONE, request=request, account=events.owner(request))


def stopping(request: HttpRequest) -> HttpResponse | None:
    """What stands before the page that is asked for, if anything."""
    session, path = request.session, request.path
    if time.time() - float(session.get(SIGNED_IN, 0)) >= LASTS:
        return _over(request)
    if session.get(LOCKED):
        return None if path.startswith(_OPEN) else _aside(request, "session-lock", 423)
    if path.startswith(_BEFORE):
        return None
    if not second_factor.enough(request):
        return _aside(request, "mfa_index", 403)
    if settings.WHOLEFILE_BANNER and not session.get(ACKNOWLEDGED):
        return _aside(request, "session-banner", 403)
    return None


def stepped_up(view: View) -> View:
    """For pages that manage things: whoever opens one proves again who they are, unless they did just now."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if is_demo() or recently_proved(request):
            return view(request, *args, **more)
        methods = get_adapter().get_reauthentication_methods(request.user)
        if not methods:
            said = _("Make a passkey or a password for your account first: this page asks for one.")
            raise Forbidden("account.proof", said)
        keep(request)
        return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({'next': return_to(request)})}")

    return asked  # type: ignore[return-value]


def keep(request: HttpRequest) -> None:
    """Keep a form that came while the session could not take it. Files are not kept, which the page then says."""
    if request.method != "POST" or request.content_type == "application/json":
        return
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name not in _SECRET_FIELDS
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > _KEPT_AT_MOST:
        return
    request.session[KEPT] = {
        "path": request.get_full_path(),
        "fields": fields,
        "files": sorted(request.FILES),
        "account": request.user.pk,
    }


def kept(request: HttpRequest) -> dict[str, Any]:
    """The form that was kept for this account, or nothing."""
    found = request.session.get(KEPT)
    return found if isinstance(found, dict) and found.get("account") == request.user.pk else {}


def return_to(request: HttpRequest) -> str:
    """Where to go once what stands before is done: the page that was asked for, or the form that was kept."""
    return reverse("session-kept") if request.method == "POST" else request.get_full_path()


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The page of this site to which a request wants to go on."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()}):
        return asked
    return default


def _over(request: HttpRequest) -> HttpResponse:
    """The session's time is over: sign in again. A form that was sent is kept for the same account."""
    keep(request)
    form, account = request.session.get(KEPT), events.owner(request)
    where = return_to(request)
    if _by_itself(request):
        return HttpResponse(_("Sign in again."), status=401, content_type="text/plain; charset=utf-8")
    events.note("session over", events.DONE, request=request, account=account)
    logout(request)
    if form:
        request.session[KEPT] = form
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': where})}")


def _aside(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """To the page that must come first, and afterwards back; a script is told so by the status."""
    if _by_itself(request):
        said = _("This session is locked.") if status == 423 else _("Something must be done first.")
        return HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
    keep(request)
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': return_to(request)})}")


def _by_itself(request: HttpRequest) -> bool:
    """Whether a script of the page asks, not a person: that is no use of the session, and cannot follow to a page."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or "HX-Request" in request.headers
