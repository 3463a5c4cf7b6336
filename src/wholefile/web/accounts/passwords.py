"""What a password must be: long enough, not endless, and none that is tried first. Nothing about its composition."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wholefile.web.accounts.settings import LONGEST, SHORTEST

_OURS = ("wholefile", "evidence", "custody", "sheriff", "password", "passwort", "contrasena")


class Length:
    """From 15 to 128 characters (NIST SP 800-63B-4, 3.1.1.2)."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's shape
        """Raises ValidationError for a password that is too short or too long."""
        if len(password) < SHORTEST:
            said = _("It has %(count)s characters; it needs at least %(least)s. A short sentence does.")
            raise ValidationError(said % {"count": len(password), "least": SHORTEST}, code="too_short")
        if len(password) > LONGEST:
            said = _("It has %(count)s characters; at most %(most)s are taken.")
            raise ValidationError(said % {"count": len(password), "most": LONGEST}, code="too_long")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("At least %(least)s characters: a short sentence is good.") % {"least": SHORTEST}


class Known:
    """None of the passwords that are tried first, once or repeated, and not the account's own name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with the reason."""
        said = password.casefold().strip()
        unit = _unit(said)
        if len(unit) <= 2 or said in "01234567890123456789abcdefghijklmnopqrstuvwxyz":  # "abab..."
            raise ValidationError(
                _("It repeats one or two characters, or counts; that is tried first."), "simple"
            )
        if unit in _common() or said in _common():
            raise ValidationError(
                _("It is on the list of passwords that became known elsewhere, or one of them repeated."),
                "common",
            )
        name = str(getattr(user, "username", "") or "").casefold()
        if name and unit.strip(" .-_") == name:
            raise ValidationError(_("It is the account's own name."), "own_name")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("None that became known elsewhere.")


def _unit(text: str) -> str:
    """The shortest text that gives this one when it is repeated."""
    at = (text + text).find(text, 1)
    return text[:at] if text else text


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | frozenset(_OURS)
