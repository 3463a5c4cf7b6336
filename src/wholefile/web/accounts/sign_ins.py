"""The stream of sign-ins, for auditors and administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wholefile.web.accounts import events
from wholefile.web.accounts.models import SignInEvent
from wholefile.web.people import Asking

_PAGE = 100


class Sought(forms.Form):
    """What is looked for in the stream."""

    account = forms.CharField(label=_("Account"), required=False, max_length=150)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("any")), ("refused", _("refused")), ("done", _("done"))],
    )
    what = forms.ChoiceField(label=_("What happened"), required=False)

    def __init__(self, kinds: list[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what"].choices = [("", _("anything")), *((one, one) for one in kinds)]  # type: ignore[attr-defined]


def sign_ins(request: Asking) -> HttpResponse:
    """Who signed in, or tried to, from where; the newest first. What was refused lately stands at the head."""
    rows = SignInEvent.objects.order_by("-at", "-pk")
    kinds = sorted(set(SignInEvent.objects.values_list("what", flat=True)))
    form = Sought(kinds, request.GET or None)
    if request.GET and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if value}
        if "account" in asked:
            # A name that is no account is looked for by its digest, which is all that is kept of it.
            asked["named"] = events.digest_of(asked.pop("account"))
        rows = rows.filter(**asked)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    since = events.now() - timedelta(days=1)
    refused = SignInEvent.objects.filter(at__gt=since, outcome=events.REFUSED).count()
    said = {"form": form, "page": page, "refused": refused}
    return render(
        request, "accounts/sign_ins.html", said, status=200 if not request.GET or form.is_valid() else 400
    )
