"""What somebody may put into an address or a form, that no page falls over it, and what of a page always changes."""

import re
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator as Factor

from tests.web.site import TOTP_SECRET
from wholefile.web.accounts.models import Account

WORDS = (
    "<script>alert(1)</script>",
    "x" * 3_000,
    "نص عربي \u202etxt.exe",
    "证据",
    "a\x00b",
    "line\nline",
    "' OR 1=1 --",
    "%",
    "\\_%",
    "-1",
    "1e9",
    "9" * 40,
    "[]",
    "../../etc/passwd",
    "=1+1",
)


def asked(client: Any, address: str, *names: str) -> None:
    """Every parameter of a page with each of these: a page with words, nothing of them as markup, and no failure."""
    for name in names:
        for word in WORDS:
            answer = client.get(f"{address}?{urlencode({name: word})}")
            assert answer.status_code < 500, (address, name, word)
            assert "<script>alert(1)" not in whole(answer), (address, name)


def whole(answer: Any) -> str:
    """All of an answer as text."""
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


# What differs from one answer to the next whatever the record holds: tokens against forgery, the size of the log.
_CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*}|data-csrf="[^"]*"|data-log-size="\d+"'
)


def settled(page: str) -> str:
    """A page without what changes anyhow."""
    return _CHANGING.sub("", page)


def account_of_nobody(name: str) -> None:
    """An account that belongs to no person of the record."""
    account = Account.objects.create_user(name, "", "correct horse battery staple", person="")
    Factor.objects.create(user=account, type=Factor.Type.TOTP, data={"secret": TOTP_SECRET})
