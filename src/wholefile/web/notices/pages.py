"""One's notices, and how one wants to be told of them by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from wholefile.core.errors import NotFound
from wholefile.record.visibility import DEFENCE
from wholefile.web import office
from wholefile.web.hosts import PORTAL, site_of
from wholefile.web.notices import showing
from wholefile.web.notices.finding import KINDS, OF_THE_DEFENCE
from wholefile.web.notices.mailing import DIGEST, IMMEDIATE, OFF, preferences
from wholefile.web.notices.models import Mailing, Notice, Preference
from wholefile.web.people import Asking, has_role

_CHOICES = ((OFF, later("No mail")), (DIGEST, later("Once a day")), (IMMEDIATE, later("At once")))


def notices(request: Asking) -> HttpResponse:
    """What waits for whoever asks, the unread first."""
    _check_person(request)
    found = showing.shown(office.record(), request.person, request.sight, portal=_at_portal(request))
    said = {
        "unread": [one for one in found if one["read_at"] is None],
        "read": [one for one in found if one["read_at"] is not None],
    }
    return render(request, "notices/notices.html", said)


def read(request: Asking) -> HttpResponse:
    """Take one notice as read, or all of them where none is named."""
    _check_person(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = Notice.objects.filter(person=request.person, read_at=None)
    named = request.POST.get("number", "")
    if named:
        rows = rows.filter(pk=int(named) if named.isascii() and named.isdecimal() and len(named) < 16 else 0)
    rows.update(read_at=office.record().clock())
    return HttpResponseRedirect(reverse("notices"))


def settings_page(request: Asking) -> HttpResponse:
    """How one wants to be told of each kind of thing by mail."""
    _check_person(request)
    shape = _form(_kinds(request))
    form, status, saved = shape(initial=preferences(request.person)), 200, False
    if request.method == "POST":
        form = shape(request.POST)
        saved = form.is_valid()
        status = 200 if saved else 400
        for kind, how in form.cleaned_data.items() if saved else ():
            Preference.objects.update_or_create(person=request.person, kind=kind, defaults={"how": how})
    said = {
        "form": form,
        "saved": saved,
        "mailing": Mailing.objects.filter(person=request.person).first(),
        "email": getattr(request.user, "email", ""),
        "can_mail": bool(settings.EMAIL_HOST),
    }
    return render(request, "notices/settings.html", said, status=status)


def _kinds(request: Asking) -> list[str]:
    """The kinds that this person can be told of here."""
    if _at_portal(request):
        return list(OF_THE_DEFENCE)
    return [one for one in KINDS if one not in OF_THE_DEFENCE or has_role(request, DEFENCE)]


def _form(kinds: Any) -> type[forms.Form]:
    fields = {
        kind: forms.ChoiceField(choices=_CHOICES, widget=forms.RadioSelect, label=_(showing.LABELS[kind]))
        for kind in kinds
    }
    return type("Preferences", (forms.Form,), fields)


def _at_portal(request: Asking) -> bool:
    return site_of(request) == PORTAL


def _check_person(request: Asking) -> None:
    if not request.person:
        raise NotFound("page.missing", "There is no such page.")
