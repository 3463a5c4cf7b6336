"""A form for everything that can be done, made from the action itself; the last resort, and never missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wholefile.actions.catalogue import SUBJECTS, Verb
from wholefile.actions.parameters import parameters
from wholefile.core.acts import kind_of
from wholefile.core.errors import WholefileError, http_status
from wholefile.web import office
from wholefile.web.forms.acts import call_of, form_of, plain, verb_of
from wholefile.web.forms.seen import check_seen
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language
from wholefile.web.signing import waiting

_ABOUT = ("items", "item", "docket", "dockets")  # left empty, some acts are about everything
_KNOW_EVERYBODY = ("administrator", "supervisor")  # the list of all people is theirs too


def everything(request: Asking) -> HttpResponse:
    """Every form, by subject."""
    subjects = [
        {"name": name, "about": one.about, "verbs": [_listed(verb, each) for verb, each in one.verbs.items()]}
        for name, one in SUBJECTS.items()
    ]
    return render(request, "doing/everything.html", {"subjects": subjects})


def do(request: Asking, subject: str, verb: str) -> HttpResponse:
    """The form of one verb. Sent, the act is prepared and its signing page opens; nothing is recorded yet."""
    found = verb_of(subject, verb)
    knows = any(role in _KNOW_EVERYBODY and not docket for role, docket in request.roles)
    shape = form_of(found, office.record().db, request.sight, everybody=knows)
    if request.method != "POST":
        return _shown(request, subject, verb, shape(initial=_initial(request, found)))
    form = shape(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, subject, verb, form, status=400)
    try:
        check_seen(office.record().db, request.sight, found.kind, form.cleaned_data)
        with call_of(found, office.record(), form.cleaned_data) as call:
            return begin(request, f"{subject}/{verb}", call, plain(form.cleaned_data))
    except WholefileError as error:
        form.add_error(None, in_language(error.message))
        return _shown(request, subject, verb, form, status=http_status(error))


def filled_in(request: Asking, subject: str, verb: str, told: Mapping[str, Any]) -> HttpResponse:
    """The form of one verb with all of this in it, more than an address holds; sent, it goes where it always does."""
    shape = form_of(verb_of(subject, verb), office.record().db, request.sight)
    action = reverse("do", args=[subject, verb])
    return _shown(request, subject, verb, shape(initial=dict(told)), action=action)


def begin(
    request: Asking, verb: str, call: Callable[[], Any], told: Mapping[str, Any], back: str = ""
) -> HttpResponse:
    """Prepare what an action would record, and go to its signing page; undone, `back` to this address of the office.

    Without one, undoing leads back to the form of the verb. Raises what the action raises.
    """
    row = waiting.begin(
        office.record(), verb, call, begun_by=request.person, sight=request.sight, told=told, back=back
    )
    return HttpResponseRedirect(waiting.address(row))


def _can_wait(one: BoundField) -> bool:
    """Whether a field stands behind the others until somebody asks for it: optional, empty, and without an error.

    A box to tick takes a line and asks a question, so it stays; so does what the act is about.
    """
    stays = isinstance(one.field.widget, forms.CheckboxInput) or one.name in _ABOUT
    return not (stays or one.field.required or one.errors or one.value() not in (None, "", [], ()))


def _listed(name: str, verb: Verb) -> dict[str, str]:
    return {"name": name, "words": kind_of(verb.kind).doc}


def _initial(request: Asking, verb: Verb) -> dict[str, Any]:
    """What the address asks to be filled in; the first signer is the one who asks."""
    given = parameters(verb.action)
    if draft := request.GET.get("draft"):
        return waiting.draft(draft, request.person)
    initial: dict[str, Any] = {
        one.name: request.GET.getlist(one.name) if one.many else request.GET[one.name]
        for one in given
        if one.name in request.GET
    }
    for one in given:
        if one.signs:
            initial.setdefault(one.name, request.person)
            break
    return initial


def _shown(
    request: Asking, subject: str, verb: str, form: Any, *, status: int = 200, action: str = ""
) -> HttpResponse:
    about = kind_of(verb_of(subject, verb).kind)
    said = {"subject": subject, "verb": verb, "form": form, "about": _(about.doc), "kind": _(about.name)}
    more = [one for one in form if _can_wait(one)]
    said |= {"action": action, "more": more, "fields": [one for one in form if one not in more]}
    return render(request, "doing/do.html", said, status=status)
