"""Everybody known to the record, a person, and everything that one signed oneself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.showing import seeing
from wholefile.showing.act_pages import acts_signed
from wholefile.showing.lists import people_list
from wholefile.showing.own_acts import own_acts_view
from wholefile.showing.people import person_view, role_words
from wholefile.web import office
from wholefile.web.doable import form_url
from wholefile.web.pages import addressed
from wholefile.web.people import Asking, has_role


def people(request: Asking) -> HttpResponse:
    """The people of the record."""
    words = addressed.text(request, "words")
    found = people_list(
        office.record().db,
        seeing.of_the_office(request.sight),
        words=words,
        page=addressed.page(request),
        administers=has_role(request, "administrator"),
    )
    said = {**found, "words": words, "administers": has_role(request, "administrator")}
    return render(request, "people/list.html", said)


def person(request: Asking, person: str) -> HttpResponse:
    """A person: roles, keys, what they hold, what waits for them, what they signed. Raises NotFound."""
    db, sight = office.record().db, seeing.of_the_office(request.sight)
    administers = has_role(request, "administrator")
    view = person_view(db, sight, person, administers=administers)
    signed = acts_signed(
        db, sight, person, before=addressed.number(request, "before"), administers=administers
    )
    said = {**view, "acts": signed["acts"], "next": signed["next"], **_common(view)}
    said["actions"] = _actions(view) if administers else []
    return render(request, "people/person.html", said)


def me(request: Asking) -> HttpResponse:
    """Oneself, and every act one ever signed, also those of cases that one no longer sees. Raises NotFound."""
    if not request.person:
        raise NotFound("page.missing", "There is no such page.")
    db, sight = office.record().db, seeing.of_the_office(request.sight)
    row = lookups.person(db, request.person)
    try:
        view = person_view(db, sight, request.person, administers=has_role(request, "administrator"))
    except NotFound:
        nothing: dict[str, Any] = dict.fromkeys(
            ("roles", "past_roles", "keys", "holds", "transfers", "findings", "cases"), ()
        )
        names = ("person", "name", "agency", "title")
        view = {**nothing, **{name: getattr(row, name) for name in names}}
    own = own_acts_view(db, request.person, before=addressed.number(request, "before"))
    said = {**view, "acts": own["acts"], "next": own["earlier"], "mine": True, **_common(view)}
    return render(request, "people/person.html", said)


def _common(view: dict[str, Any]) -> dict[str, Any]:
    return {
        "roles_words": [role_words(one) for one in view["roles"]],
        "past_words": [role_words(one) for one in view["past_roles"]],
        "dues": [
            {
                "what": _("Transfer %(number)s from %(giver)s: %(items)s")
                % {"number": one["transfer"], "giver": one["released_by"], "items": ", ".join(one["items"])},
                "url": form_url("custody", "accept", transfer=one["transfer"], by=view["person"]),
                "state": "due",
            }
            for one in view["transfers"]
        ],
        "trail": [{"label": _("People"), "url": "/people/"}, {"label": view["name"]}],
        "facts": [
            {"key": _("Number"), "value": view["person"]},
            {"key": _("Agency"), "value": view["agency"]},
            *([{"key": _("Title"), "value": view["title"]}] if view["title"] else []),
        ],
    }


def _actions(view: dict[str, Any]) -> list[dict[str, str]]:
    number = view["person"]
    return [
        {"label": _("Give a role"), "url": form_url("person", "grant", person=number)},
        {"label": _("End a role"), "url": form_url("person", "end-role", person=number)},
        {"label": _("Revoke a key"), "url": form_url("key", "revoke", person=number)},
    ]
