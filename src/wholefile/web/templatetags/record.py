"""How pages write what the record keeps: moments in milliseconds, fingerprints."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.safestring import SafeString

from wholefile.web.signing.passkeys import fingerprint as grouped
from wholefile.web.templatetags.govuk import instant

register = template.Library()


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
