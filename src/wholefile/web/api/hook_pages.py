"""Webhooks, for administrators: where acts are told, for whom, and what went wrong there."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as later

from wholefile.core.errors import NotFound, WholefileError, http_status
from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.accounts.sessions import stepped_up
from wholefile.web.api.calling import place_of
from wholefile.web.api.models import Webhook
from wholefile.web.api.telling import secret_of
from wholefile.web.people import Asking


class WebhookForm(forms.Form):
    """A new webhook."""

    url = forms.CharField(
        max_length=500, label=later("Address"), help_text=later("Its host must be on the operator's list.")
    )
    person = forms.RegexField(
        r"\AP-[1-9][0-9]{0,8}\Z",
        max_length=12,
        label=later("For whom"),
        help_text=later("A person of the record, such as P-7. The address is told what they see."),
    )


@stepped_up
def webhooks(request: Asking) -> HttpResponse:
    """Every webhook and how it goes; a new one, whose secret is on the answer to it and nowhere else."""
    form, secret, status = WebhookForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                secret, status = secret_of(_made(request, **form.cleaned_data)), 200
                form = WebhookForm()
            except WholefileError as error:
                form.add_error(None, error.message)
                status = http_status(error)
    said = {
        "form": form,
        "secret": secret,
        "webhooks": _listed(),
        "hosts": settings.WHOLEFILE_WEBHOOK_HOSTS,
    }
    return render(request, "api/webhooks.html", said, status=status)


@stepped_up
def go_on(request: Asking, number: int) -> HttpResponse:
    """Try again at once where telling had stopped."""
    return _changed(request, number, stopped=False, attempts=0, again_at=0)


@stepped_up
def remove(request: Asking, number: int) -> HttpResponse:
    """Tell this address nothing more."""
    return _changed(request, number, removed_at=office.record().clock())


def _made(request: Asking, url: str, person: str) -> Webhook:
    record = office.record()
    place_of(url, settings.WHOLEFILE_WEBHOOK_HOSTS)
    if record.db.one("person", person=person) is None:
        raise NotFound("person.unknown", f"There is no person {person}.")
    return Webhook.objects.create(
        person=person,
        url=url,
        salt=secrets.token_urlsafe(24),
        position=lookups.entry_count(record.db),
        made_by=request.person,
        made_at=record.clock(),
    )


def _changed(request: Asking, number: int, **to: Any) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not Webhook.objects.filter(pk=min(number, 2**53), removed_at=None).update(**to):
        raise NotFound("page.missing", "There is no such page.")
    return HttpResponseRedirect(reverse("webhooks"))


def _listed() -> list[dict[str, Any]]:
    record = office.record()
    rows = list(Webhook.objects.filter(removed_at=None).order_by("-stopped", "-attempts", "pk"))
    names = lookups.person_names(record.db, sorted({one.person for one in rows}))
    size = lookups.entry_count(record.db)
    return [
        {
            "row": one,
            "person_name": names.get(one.person, one.person),
            "behind": max(0, size - one.position),
            "go_on": reverse("webhook-go-on", args=[one.pk]),
            "remove": reverse("webhook-remove", args=[one.pk]),
        }
        for one in rows
    ]
