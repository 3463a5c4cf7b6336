"""Calendars of deadlines and duties at secret addresses: one for each person, of what they see when it is read."""

from __future__ import annotations

import secrets

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wholefile.core.errors import NotFound
from wholefile.record.visibility import visible
from wholefile.showing.deadlines import deadlines_seen
from wholefile.showing.reciprocal import duties_by_day
from wholefile.web import office
from wholefile.web.addresses import name_of
from wholefile.web.api.calendar import calendar
from wholefile.web.api.models import Feed
from wholefile.web.api.tokens import digest_of, is_somebody
from wholefile.web.hosts import address_of, site_of
from wholefile.web.people import Asking


def feed(request: Asking, token: str) -> HttpResponse:
    """The calendar of whoever made this address. Raises NotFound."""
    record = office.record()
    row = Feed.objects.filter(digest=digest_of(token), revoked_at=None).first()
    if row is None or not is_somebody(row.person):
        raise NotFound("page.missing", "There is no such page.")
    Feed.objects.filter(pk=row.pk).update(last_used=record.clock())
    sight = visible(record.db, row.person)
    found = [
        *deadlines_seen(record.db, sight),
        *(
            {**one, "deadline": one["obligation"], "met_seq": 0 if one["met"] else None}
            for one in duties_by_day(record.db, sight, row.person, record.clock())
        ),
    ]
    host = name_of(address_of(site_of(request)))
    told = calendar(f"Wholefile {record.origin}", host, found, record.clock())
    return HttpResponse(told, content_type="text/calendar; charset=utf-8")


def feeds(request: Asking) -> HttpResponse:
    """One's own calendar: whether there is one, and a new address, shown once; the one before ends with it."""
    if not request.person:
        raise NotFound("page.missing", "There is no such page.")
    made = ""
    if request.method == "POST":
        _end(request.person)
        token = secrets.token_urlsafe(32)
        Feed.objects.create(digest=digest_of(token), person=request.person, made_at=office.record().clock())
        made = f"{address_of(site_of(request))}{reverse('feed', args=[token])}"
    row = Feed.objects.filter(person=request.person, revoked_at=None).first()
    return render(request, "api/feeds.html", {"made": made, "row": row})


def revoke(request: Asking) -> HttpResponse:
    """End one's calendar."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _end(request.person)
    return HttpResponseRedirect(reverse("feeds"))


def _end(person: str) -> None:
    Feed.objects.filter(person=person, revoked_at=None).update(revoked_at=office.record().clock())
