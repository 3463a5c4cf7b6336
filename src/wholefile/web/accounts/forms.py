"""The forms of accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from wholefile.web.accounts.invitations import NAME
from wholefile.web.accounts.models import Account
from wholefile.web.accounts.settings import LONGEST, SHORTEST


class SignIn(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"].label = _("Name")
        for one in self.fields.values():
            one.widget.attrs.pop("placeholder", None)


class Unlock(forms.Form):
    """The password of the account whose session is locked."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, account: Account, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._account = account

    def clean_password(self) -> str:
        """Raises ValidationError for another password, or for too many."""
        said: str = self.cleaned_data["password"]
        adapter = get_adapter()
        if not adapter.reauthenticate(self._account, said):
            raise adapter.validation_error("incorrect_password")
        return said


class FirstPassword(forms.Form):
    """A password that the owner of an account chooses, twice."""

    password1 = forms.CharField(
        label=_("New password"),
        help_text=_("From %(least)s to %(most)s characters: a short sentence is good.")
        % {"least": SHORTEST, "most": LONGEST},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._account = account

    def clean_password1(self) -> str:
        """Raises ValidationError with the reason why it will not do."""
        said: str = self.cleaned_data["password1"]
        validate_password(said, self._account)
        return said

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        said = super().clean() or {}
        if "password1" in said and said.get("password2") != said["password1"]:
            self.add_error("password2", _("It is not the same."))
        return said


class NewAccount(forms.Form):
    """An account for a person of the record."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    name = forms.CharField(
        label=_("Name to sign in with"),
        max_length=60,
        help_text=_("Small letters, digits, dots, hyphens. It is never given to anybody else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Where the link is mailed, if mail is set up.")
    )

    def __init__(self, people: list[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Raises ValidationError for what is no name."""
        said = str(self.cleaned_data["name"]).lower()
        if not NAME.fullmatch(said):
            raise forms.ValidationError(_("2 to 60 small letters, digits, dots, hyphens or underscores."))
        return said


class PersonOf(forms.Form):
    """Which person of the record an account is."""

    person = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, people: list[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]
