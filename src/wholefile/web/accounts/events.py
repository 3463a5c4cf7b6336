"""What happens at the doors, in a stream of its own beside the custody record: a row and a line of the log each."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import cast

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wholefile.web.accounts.models import Account, SignInEvent

DONE, REFUSED = "done", "refused"
log = logging.getLogger("wholefile.sign_in")


def owner(request: HttpRequest) -> Account:
    """The account of a request whose session somebody signed in to."""
    return cast("Account", request.user)


def note(
    what: str,
    outcome: str,
    *,
    request: HttpRequest | None = None,
    account: Account | None = None,
    name: str = "",
    by: str = "",
    detail: str = "",
) -> SignInEvent:
    """Keep what happened, and say it in the log. `name` is what was typed, where no account is known."""
    named = account.username if account else name
    row = SignInEvent(
        at=timezone.now(),
        what=what,
        outcome=outcome,
        account=account.username if account else "",
        named=digest_of(named) if named else "",
        by=by,
        address=address_of(request),
        agent=(request.META.get("HTTP_USER_AGENT", "") if request else "")[:200],
        detail=detail[:200],
    )
    row.save()
    said = {
        "event": "sign-in", "at": row.at.isoformat(timespec="milliseconds"), "what": what, "outcome": outcome,
        "account": row.account, "by": by, "address": row.address, "detail": row.detail,
    }  # fmt: skip
    log.info(json.dumps({key: value for key, value in said.items() if value}))
    return row


def now() -> datetime:
    """The time by which sessions and links are counted: the server's own."""
    return timezone.now()


def digest_of(name: str) -> str:
    """A name as it is kept where nobody knows whether it is one: a keyed digest."""
    return salted_hmac("wholefile sign-in", name.casefold().strip(), algorithm="sha256").hexdigest()[:32]


def address_of(request: HttpRequest | None) -> str:
    """The address a request came from; empty where that cannot be told."""
    if request is None:
        return ""
    try:
        return str(get_adapter(request).get_client_ip(request))[:45]
    except PermissionDenied:
        return ""
