"""How pages write what the record keeps: moments in milliseconds, fingerprints."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.safestring import SafeString

from wholefile.web.sentences import in_language
from wholefile.web.signing.passkeys import fingerprint as grouped
from wholefile.web.templatetags.govuk import instant

register = template.Library()


@register.filter
def spoken(word: str | None) -> str:
    """A word or sentence of the record (a kind of act, a state, a reason, a refusal) in the language of its reader."""
    return in_language(word or "")


@register.filter
def moment(milliseconds: int | None) -> SafeString | str:
    """A moment of the record, to the second, in UTC and saying so. Empty where there is none."""
    if milliseconds is None:
        return ""
    return instant(datetime.fromtimestamp(milliseconds / 1000, UTC))


@register.filter
def fingerprint(key: str) -> str:
    """A key's id in groups of five."""
    return grouped(key)
