"""Pages for administrators: accounts, and links for their owners. They show nothing of what the record holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.errors import Conflict, Forbidden, Invalid, NotFound, WholefileError, http_status
from wholefile.showing.people import people_view
from wholefile.web import office
from wholefile.web.accounts import events, invitations, lockout
from wholefile.web.accounts.forms import NewAccount, PersonOf
from wholefile.web.accounts.models import Account, Invitation, LockedName
from wholefile.web.accounts.sessions import stepped_up
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language

_LINK = "wf-link"


@stepped_up
def accounts(request: Asking) -> HttpResponse:
    """Every account, what is wrong with which first; and a form that makes one."""
    people = _people(request)
    form = NewAccount(people, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            said = form.cleaned_data
            try:
                made = invitations.make_account(
                    said["name"], person=said["person"], email=said["email"], by=request.user.username
                )
            except WholefileError as error:
                form.add_error("name", in_language(error.message))
                status = http_status(error)
            else:
                return _link_to(request, made, afresh=False)
    rows = _rows(dict(people))
    return render(
        request, "accounts/accounts.html", {"rows": rows, "form": form, **_wrong(rows)}, status=status
    )


@stepped_up
def account(request: Asking, number: int) -> HttpResponse:
    """One account, and what can be done with it. A new link is shown once, to be handed over."""
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("page.missing", _("There is no such page."))
    if request.method == "POST":
        doing = _DOING.get(request.POST.get("do", ""))
        if doing is None:
            raise Invalid("account.do", _("There is no such thing to do with an account."))
        return doing(request, found)
    people = _people(request)
    link = request.session.pop(_LINK, None)
    said = {
        "row": next(one for one in _rows(dict(people)) if one["pk"] == number),
        "link": link["url"] if link and link["account"] == number else "",
        "picture": _picture(link["url"]) if link and link["account"] == number else "",
        "form": PersonOf(people, initial={"person": found.person}),
        "myself": found.pk == request.user.pk,
        "mail": found.email,
    }
    return render(request, "accounts/account.html", said)


def _link_to(request: Asking, found: Account, *, afresh: bool) -> HttpResponse:
    url = invitations.invite(found, by=request.user.username, afresh=afresh)
    request.session[_LINK] = {"account": found.pk, "url": url}
    return _back(found)


def _link(request: Asking, found: Account) -> HttpResponse:
    if not found.is_active:
        raise Invalid("account.closed", _("This account is closed; open it first."))
    return _link_to(request, found, afresh=request.POST.get("afresh") == "on")


def _close(request: Asking, found: Account) -> HttpResponse:
    if found.pk == request.user.pk:
        raise Invalid("account.own", _("You cannot close your own account; another administrator can."))
    found.is_active = False
    found.save(update_fields=["is_active"])
    for one in UserSession.objects.filter(user=found):
        one.end()
    invitations.used_up(found)
    events.note("account closed", events.DONE, request=request, account=found, by=request.user.username)
    return _back(found)


def _open(request: Asking, found: Account) -> HttpResponse:
    found.is_active, found.last_login = True, None
    found.date_joined = events.now()
    found.save(update_fields=["is_active", "last_login", "date_joined"])
    events.note("account opened", events.DONE, request=request, account=found, by=request.user.username)
    return _back(found)


def _release(request: Asking, found: Account) -> HttpResponse:
    lockout.release(found.username)
    events.note("released", events.DONE, request=request, account=found, by=request.user.username)
    return _back(found)


def _person(request: Asking, found: Account) -> HttpResponse:
    form = PersonOf(_people(request), request.POST)
    if not form.is_valid():
        raise Invalid("account.person", _("The record knows nobody under this number."))
    given = form.cleaned_data["person"]
    if found == request.user:
        raise Forbidden(
            "account.own_person", _("Somebody else says which person of the record your account is.")
        )
    if given and Account.objects.filter(person=given, is_active=True).exclude(pk=found.pk).exists():
        raise Conflict("account.person_taken", _("This person has an account already; deactivate it first."))
    found.person = given
    found.save(update_fields=["person"])
    for one in UserSession.objects.filter(user=found).exclude(session_key=request.session.session_key):
        one.end()
    events.note(
        "person changed",
        events.DONE,
        request=request,
        account=found,
        by=request.user.username,
        detail=found.person,
    )
    return _back(found)


_DOING: dict[str, Callable[[Asking, Account], HttpResponse]] = {
    "link": _link,
    "close": _close,
    "open": _open,
    "release": _release,
    "person": _person,
}


def _picture(url: str) -> str:
    """A link as a code that a phone can scan (ISO/IEC 18004), as the address of a picture."""
    return str(segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff"))


def _back(found: Account) -> HttpResponse:
    return HttpResponseRedirect(f"/admin/accounts/{found.pk}")


def _people(request: Asking) -> list[tuple[str, str]]:
    """The register of people, which administrators keep."""
    shown = people_view(office.record().db, request.sight, administers=True)["people"]
    return [(one["person"], f"{one['name']}, {one['agency']} ({one['person']})") for one in shown]


def _rows(people: dict[str, str]) -> list[dict[str, Any]]:
    factors: dict[int, set[str]] = {}
    for user, kind in Authenticator.objects.values_list("user_id", "type"):
        factors.setdefault(user, set()).add(kind)
    locked = set(LockedName.objects.values_list("named", flat=True))
    invited = set(
        Invitation.objects.filter(used_at=None, expires_at__gt=events.now()).values_list(
            "account_id", flat=True
        )
    )
    return [
        {
            "pk": one.pk,
            "name": one.username,
            "person": people.get(one.person, one.person),
            "active": one.is_active,
            "locked": events.digest_of(one.username) in locked,
            "invited": one.pk in invited,
            "password": one.has_usable_password(),
            "passkey": "webauthn" in factors.get(one.pk, ()),
            "codes": "totp" in factors.get(one.pk, ()),
            "last": one.last_login,
            "made": one.date_joined,
        }
        for one in Account.objects.order_by("username")
    ]


def _wrong(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is due: names that are locked, accounts whose owner has not come in, accounts of nobody."""
    open_rows = [one for one in rows if one["active"]]
    told = (
        ("bad", _("locked after wrong attempts"), [one for one in open_rows if one["locked"]]),
        (
            "due",
            _("not entered yet, and without a link that is still good"),
            [one for one in open_rows if not (one["password"] or one["passkey"] or one["invited"])],
        ),
        ("due", _("of no person in the record"), [one for one in open_rows if not one["person"]]),
    )
    dues = [
        {"what": f"{one['name']}: {what}", "url": f"/admin/accounts/{one['pk']}", "state": state}
        for state, what, found in told
        for one in found
    ]
    return {"dues": dues}
