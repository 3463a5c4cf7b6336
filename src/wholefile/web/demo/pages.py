"""The demo's own pages: everybody's door, and a button that signs with somebody's key of the story."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from wholefile.core.errors import NotFound
from wholefile.demo.cast import signer
from wholefile.web import office
from wholefile.web.accounts.models import Account
from wholefile.web.demo import accounts, guard
from wholefile.web.signing import waiting

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def doors(request: HttpRequest) -> HttpResponse:
    """Who is who in the story, each with their door."""
    guard.only_in_demo()
    return render(request, "demo/doors.html", {"entrances": accounts.entrances()})


def enter(request: HttpRequest, word: str) -> HttpResponse:
    """Come in as somebody of the story, without a secret."""
    guard.only_in_demo()
    account = Account.objects.filter(username=word).first()
    if account is None or accounts.number_of(word) is None:
        raise NotFound("demo.nobody", "Nobody in the story is called that.")
    login(request, account, backend=_BACKEND)
    return HttpResponseRedirect("/")


def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Sign what waits with the key that somebody has in the story. The server holds these keys, in a demo alone."""
    guard.only_in_demo()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    number = accounts.number_of(request.POST.get("word", ""))
    if number is None:
        raise NotFound("demo.nobody", "Nobody in the story is called that.")
    who = signer(request.POST["word"], number)
    row = waiting.found(token)
    signatures = [who.sign(one.act) for one in waiting.acts_of(row)]
    row = waiting.sign(office.record(), token, who.person, signatures)
    where = settings.WHOLEFILE_ADDRESSES
    if row.positions is None:
        return HttpResponseRedirect(f"{where.signing}/act/{token}")
    return HttpResponseRedirect(f"{where.office}/receipt/{row.positions[0]}")


def words_of(persons: list[str]) -> dict[str, str]:
    """In the demo, the word by which each of these people is known in the story; outside it nothing."""
    if not guard.is_demo():
        return {}
    return {one.person: one.word for one in accounts.entrances() if one.person in persons}
