"""Django and allauth say by their signals what happened at the doors; here it becomes the stream of sign-ins."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed, password_set
from allauth.mfa import signals as factors
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from wholefile.web.accounts import invitations, sessions
from wholefile.web.accounts.events import DONE, REFUSED, note
from wholefile.web.accounts.models import Account


def listen() -> None:
    """Connect what Django and allauth say to the stream."""
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _password_wrong),
        (authentication_step_completed, _proved),
        (password_changed, _password_kept),
        (password_set, _password_kept),
        (factors.authentication_failed, _factor_wrong),
        (factors.authenticator_added, _factor_added),
        (factors.authenticator_reset, _factor_added),
        (factors.authenticator_removed, _factor_removed),
        (social_account_added, _linked),
        (social_account_removed, _unlinked),
    ):
        signal.connect(receiver, dispatch_uid=f"wholefile {receiver.__name__}")


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    sessions.begin(request, user)
    note("sign-in", DONE, request=request, account=user, detail=sessions.how(request, user))


def _signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is not None:
        note("sign-out", DONE, request=request, account=user)


def _password_wrong(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    name = str(credentials.get("username", ""))
    note(
        "password", REFUSED, request=request, account=Account.objects.filter(username=name).first(), name=name
    )


def _proved(request: HttpRequest, user: Account, method: str, **more: Any) -> None:
    if more.get("reauthenticated"):
        sessions.prove(request)
        note("asked again", DONE, request=request, account=user, detail=method)


def _password_kept(request: HttpRequest, user: Account, **_: Any) -> None:
    note("password set", DONE, request=request, account=user)


def _factor_wrong(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    note("second factor", REFUSED, request=request, account=user, detail=str(authenticator.type))


def _factor_added(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    note("second factor added", DONE, request=request, account=user, detail=str(authenticator.type))
    invitations.used_up(user)


def _factor_removed(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    note("second factor removed", DONE, request=request, account=user, detail=str(authenticator.type))


def _linked(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    note(
        "agency linked", DONE, request=request, account=sociallogin.user, detail=sociallogin.account.provider
    )
    invitations.used_up(sociallogin.user)


def _unlinked(request: HttpRequest, socialaccount: Any, **_: Any) -> None:
    note("agency unlinked", DONE, request=request, account=socialaccount.user, detail=socialaccount.provider)
