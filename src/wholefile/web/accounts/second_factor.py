"""Everybody has a second factor: an authenticator's codes or a passkey."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from wholefile.web.accounts.models import Account
from wholefile.web.demo.guard import is_demo

_KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def enough(request: HttpRequest) -> bool:
    """Whether whoever asks has one; in the demo, and where the agency's sign-in sees to it, none is needed."""
    if is_demo():
        return True
    if settings.WHOLEFILE_SSO_FACTORS and any(
        one.get("method") == "socialaccount" for one in get_authentication_records(request, request.user)
    ):
        return True
    return has_one(int(request.user.pk or 0))


def has_one(account: int) -> bool:
    """Whether the account has a second factor."""
    return bool(Authenticator.objects.filter(user_id=account, type__in=_KINDS).exists())


def others(one: Authenticator) -> bool:
    """Whether the account has another than this."""
    rest = Authenticator.objects.filter(user_id=one.user_id, type__in=_KINDS).exclude(pk=one.pk)
    return one.type == Authenticator.Type.RECOVERY_CODES or bool(rest.exists())


def remove_all(account: Account) -> int:
    """Forget every second factor of an account, whose device is lost. Says how many there were."""
    gone, _ = Authenticator.objects.filter(user_id=account.pk).delete()
    return int(gone)
