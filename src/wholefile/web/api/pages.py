"""Pages of the interface: its description to be read, one's own tokens, and everybody's for an administrator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid, NotFound
from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.accounts.sessions import stepped_up
from wholefile.web.api.interface import described
from wholefile.web.api.models import ApiToken
from wholefile.web.api.tokens import LONGEST_DAYS, make
from wholefile.web.people import Asking

_MOST_DOCKETS = 50
_DAYS = 90


class TokenForm(forms.Form):
    """A new token of one's own, with which of one's roles and cases it sees."""

    name = forms.CharField(
        max_length=80, label=later("What it is for"), help_text=later("For example: the court's case system.")
    )
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, initial=_DAYS, label=later("Good for how many days")
    )
    may_prepare = forms.BooleanField(
        required=False,
        label=later("It may prepare acts"),
        help_text=later("People still sign them with their own keys. Without this it only reads."),
    )
    roles = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=later("Only with these of your roles"),
        help_text=later("None chosen: all that you hold when it is used."),
    )
    dockets = forms.CharField(
        required=False,
        max_length=_MOST_DOCKETS * 100,
        widget=forms.Textarea,
        label=later("Only in these cases"),
        help_text=later("Docket numbers, one a line. None: all that you see when it is used."),
    )

    def __init__(self, held: Iterable[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = self.fields["roles"]
        choices.choices = [(one, one) for one in sorted(set(held))]

    def clean_dockets(self) -> list[str]:
        """The docket numbers, spelled as the record spells them. Raises ValidationError."""
        lines = [one.strip() for one in self.cleaned_data["dockets"].splitlines() if one.strip()]
        if len(lines) > _MOST_DOCKETS:
            raise forms.ValidationError(_("At most 50 cases."))
        try:
            return [spell_docket(one) for one in lines]
        except Invalid as error:
            raise forms.ValidationError(error.message) from None


def documentation(request: Asking) -> HttpResponse:
    """The interface as a page: every operation, what it takes and what it gives."""
    return render(request, "api/documentation.html", {"groups": operations()})


def operations() -> list[dict[str, Any]]:
    """The operations by their tag, each as plain words: from the description that programs read."""
    said = described()
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in said["paths"].items():
        for method, one in methods.items():
            shown = {
                "method": method.upper(),
                "address": address,
                "anchor": f"{method}{address}".replace("/", "-").replace("{", "").replace("}", ""),
                "summary": one["summary"],
                "about": one.get("description", ""),
                "asks": [_asked(each) for each in one.get("parameters", ())] + _sent(said, one),
                "gives": _given(said, one),
            }
            groups.setdefault(one["tags"][0], []).append(shown)
    return [{"name": name, "operations": found} for name, found in groups.items()]


@stepped_up
def own_tokens(request: Asking) -> HttpResponse:
    """One's tokens, and a form for a new one, whose secret is on the answer to it and nowhere else."""
    if not request.person:
        raise NotFound("page.missing", "There is no such page.")
    held = [role for role, _ in request.roles]
    form, secret, status = TokenForm(held, request.POST or None), "", 200
    if request.method == "POST":
        if form.is_valid():
            secret = make(request.person, **form.cleaned_data)[1]
            form = TokenForm(held)
        else:
            status = 400
    rows = ApiToken.objects.filter(person=request.person).order_by("-made_at")
    said = {"form": form, "secret": secret, "tokens": _listed(rows, "revoke-token")}
    return render(request, "api/tokens.html", said, status=status)


@stepped_up
def revoke_own(request: Asking, number: int) -> HttpResponse:
    """End one of one's own tokens at once."""
    return _revoked(request, number, reverse("tokens"), person=request.person)


@stepped_up
def every_token(request: Asking) -> HttpResponse:
    """Everybody's tokens, for an administrator."""
    rows = ApiToken.objects.order_by("-made_at")[:1000]
    return render(request, "api/every_token.html", {"tokens": _listed(rows, "revoke-any-token")})


@stepped_up
def revoke_any(request: Asking, number: int) -> HttpResponse:
    """End anybody's token at once."""
    return _revoked(request, number, reverse("every-token"))


def _revoked(request: Asking, number: int, back: str, **of: str) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = ApiToken.objects.filter(pk=min(number, 2**53), **of).first()
    if row is None:
        raise NotFound("page.missing", "There is no such page.")
    ApiToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=office.record().clock())
    return HttpResponseRedirect(back)


def _listed(rows: Iterable[ApiToken], revoke: str) -> list[dict[str, Any]]:
    record = office.record()
    now = record.clock()
    found = list(rows)
    names = lookups.person_names(record.db, sorted({one.person for one in found}))
    return [
        {
            "name": one.name,
            "prefix": one.prefix,
            "person": one.person,
            "person_name": names.get(one.person, one.person),
            "may": _("reads and prepares") if one.may_prepare else _("reads"),
            "roles": one.roles,
            "dockets": one.dockets,
            "made_at": one.made_at,
            "expires_at": one.expires_at,
            "last_used": one.last_used,
            "state": "revoked" if one.revoked_at else "expired" if one.expires_at <= now else "good",
            "revoke": reverse(revoke, args=[one.pk]),
        }
        for one in found
    ]


def _asked(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "where": one["in"],
        "required": one["required"],
        "words": one.get("description") or one["schema"].get("description", ""),
    }


def _sent(said: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    body = operation.get("requestBody")
    if not body:
        return []
    schema = _followed(said, body["content"]["application/json"]["schema"])
    required = schema.get("required", ())
    return [
        {"name": name, "where": "body", "required": name in required, "words": one.get("description", "")}
        for name, one in schema.get("properties", {}).items()
    ]


def _given(said: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, str]]:
    good = next(one for status, one in sorted(operation["responses"].items()) if status.startswith("2"))
    schema = _followed(said, good["content"]["application/json"]["schema"])
    return [
        {"name": name, "words": one.get("description", "")}
        for name, one in schema.get("properties", {}).items()
    ]


def _followed(said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = said["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return found
    return schema
