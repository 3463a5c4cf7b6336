"""Pages about one's own session: the lock, a form that was kept, the banner, where one is signed in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wholefile.core.errors import NotFound, Unprocessable
from wholefile.web.accounts import events, second_factor, sessions
from wholefile.web.accounts.forms import Unlock
from wholefile.web.demo.guard import is_demo
from wholefile.web.people import Asking


def lock(request: Asking) -> HttpResponse:
    """The page of a locked session. Sent `state`, it answers the script that watches the screen; else it locks."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            return HttpResponse(
                _("Nobody is signed in."), status=401, content_type="text/plain; charset=utf-8"
            )
        return HttpResponseRedirect(reverse("account_login"))
    if request.method == "POST":
        return _told(request)
    if not request.session.get(sessions.LOCKED):
        return HttpResponseRedirect(sessions.safe_next(request))
    return _lock_page(request, Unlock(events.owner(request)))


def unlock(request: Asking) -> HttpResponse:
    """Unlock a session with the password or a passkey of its account."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("session-lock"))
    if is_demo():
        return _opened(request)
    with_passkey = "credential" in request.POST
    form: Any = Unlock(events.owner(request))
    if with_passkey:
        form = AuthenticateWebAuthnForm(user=request.user, data=request.POST)
    elif events.owner(request).has_usable_password():
        form = Unlock(events.owner(request), request.POST)
    if not form.is_bound or not form.is_valid():
        events.note("unlock", events.REFUSED, request=request, account=events.owner(request))
        if not with_passkey:
            return _lock_page(request, form, status=400)
        return _lock_page(
            request, Unlock(events.owner(request)), status=400, wrong=_("This passkey did not do.")
        )
    if with_passkey:
        form.cleaned_data["credential"].record_usage()
    return _opened(request)


def kept(request: Asking) -> HttpResponse:
    """The form that was sent while the session was locked: send it now, or throw it away."""
    form = sessions.kept(request)
    if not form:
        return HttpResponseRedirect("/")
    if request.method == "POST":
        del request.session[sessions.KEPT]
        return HttpResponseRedirect("/")
    return render(request, "accounts/kept.html", {"form": form, "page": form["path"].partition("?")[0]})


def banner(request: Asking) -> HttpResponse:
    """What everybody acknowledges after signing in."""
    if not settings.WHOLEFILE_BANNER:
        return HttpResponseRedirect("/")
    if request.method == "POST":
        request.session[sessions.ACKNOWLEDGED] = True
        events.note("banner acknowledged", events.DONE, request=request, account=events.owner(request))
        return HttpResponseRedirect(sessions.safe_next(request))
    said = {"words": settings.WHOLEFILE_BANNER, "next": sessions.safe_next(request)}
    return render(request, "accounts/banner.html", said)


def own_sessions(request: Asking) -> HttpResponse:
    """Where one is signed in, each with a button that ends it; and one that ends them all."""
    rows = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        return _ended(request, rows)
    rows.sort(key=lambda one: one.created_at, reverse=True)
    listed = [(one, one.session_key == request.session.session_key) for one in rows]
    return render(request, "accounts/sessions.html", {"sessions": listed})


def remove_passkey(request: Asking, pk: int) -> HttpResponse:
    """Remove a passkey, unless it is the only second factor, with which one comes in. Raises Unprocessable."""
    if request.user.is_authenticated:
        one = Authenticator.objects.filter(user_id=request.user.pk, pk=pk).first()
        if one is not None and not second_factor.others(one):
            raise Unprocessable("passkey.last", _("It is your only second factor. Add another one first."))
    answer: HttpResponse = remove_webauthn(request, pk=pk)
    return answer


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The page for a form that no page of ours sent, or that is older than the session."""
    said = {
        "title": _("This form cannot be taken"),
        "message": _(
            "It comes from another session or another site. Go back, load the page again, and send it again."
        ),
        "code": "form.origin",
    }
    return render(request, "error.html", said, status=403)


def _opened(request: Asking) -> HttpResponse:
    sessions.unlock(request)
    where = sessions.safe_next(request)
    return HttpResponseRedirect(reverse("session-kept") if sessions.kept(request) else where)


def _told(request: Asking) -> HttpResponse:
    state = request.POST.get("state", "")
    if state == "active":
        return HttpResponse(status=423 if request.session.get(sessions.LOCKED) else 204)
    sessions.lock(request)
    if state == "locked":
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("session-lock"))


def _lock_page(request: Asking, form: Any, status: int = 200, wrong: str = "") -> HttpResponse:
    has_passkey = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN
    ).exists()
    said = {
        "form": form if events.owner(request).has_usable_password() else None,
        "passkey": passkeys.begin_authentication(request.user) if has_passkey else None,
        "next": sessions.safe_next(request),
        "kept": bool(sessions.kept(request)),
        "wrong": wrong,
    }
    return render(request, "accounts/lock.html", said, status=status)


def _ended(request: Asking, rows: list[UserSession]) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = request.POST.get("end", "")
    ending = rows if asked == "all" else [one for one in rows if str(one.pk) == asked]
    if not ending:
        raise NotFound("session.over", _("This session is over already."))
    here = request.session.session_key
    for one in ending:
        if one.session_key != here:
            one.end()
    events.note(
        "sessions ended", events.DONE, request=request, account=events.owner(request), detail=str(len(ending))
    )
    if any(one.session_key == here for one in ending):
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    return HttpResponseRedirect(reverse("own-sessions"))
