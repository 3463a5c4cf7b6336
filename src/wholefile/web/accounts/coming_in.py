"""The page behind an invitation: its owner sets a password, makes a passkey, or links the agency's sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.accounts import adapters, events, invitations, second_factor
from wholefile.web.accounts.forms import FirstPassword
from wholefile.web.accounts.models import Account, Invitation
from wholefile.web.people import Asking

WAYS = ("password", "passkey", "agency")


def come_in(request: Asking, token: str) -> HttpResponse:
    """What the link is for, and the ways to make use of it. The link is used up once the owner can come in without."""
    invitation = invitations.found(token)
    account = invitation.account
    way = request.POST.get("way", "password") if request.method == "POST" else ""
    if way not in WAYS or way == "password":
        form = FirstPassword(account, request.POST if request.method == "POST" else None)
        if request.method != "POST" or not form.is_valid():
            return _shown(request, invitation, form)
        _begin_anew(request, invitation)
        account.set_password(form.cleaned_data["password1"])
        account.save(update_fields=["password"])
        invitations.used_up(account)
        events.note("password set", events.DONE, request=request, account=account, detail="by invitation")
        return _in(request, account, "/")
    _begin_anew(request, invitation)
    where = "mfa_add_webauthn" if way == "passkey" else "socialaccount_connections"
    return _in(request, account, reverse(where))


def _begin_anew(request: Asking, invitation: Invitation) -> None:
    """Nobody else stays signed in, here or elsewhere; what was lost is forgotten, once."""
    account: Account = invitation.account
    if request.user.is_authenticated:
        logout(request)
    with transaction.atomic():
        if invitation.afresh:
            gone = second_factor.remove_all(account)
            account.set_unusable_password()
            account.save(update_fields=["password"])
            invitation.afresh = False
            invitation.save(update_fields=["afresh"])
            events.note(
                "second factors removed", events.DONE, request=request, account=account, by=invitation.made_by,
                detail=str(gone),
            )  # fmt: skip
        for one in UserSession.objects.filter(user=account):
            one.end()


def _in(request: Asking, account: Account, where: str) -> HttpResponse:
    """Sign in; whoever has a second factor is asked for it."""
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=where))
    return answer


def _shown(request: Asking, invitation: Invitation, form: FirstPassword) -> HttpResponse:
    account = invitation.account
    said: dict[str, Any] = {
        "account": account,
        "owner": lookups.person_name(office.record().db, account.person) if account.person else "",
        "form": form,
        "expires": invitation.expires_at,
        "agencies": adapters.Agencies(request).list_providers(request),
    }
    return render(request, "accounts/come_in.html", said, status=400 if form.is_bound else 200)
