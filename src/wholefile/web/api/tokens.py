"""Tokens of other systems: made, shown once, and looked up for each call anew."""

from __future__ import annotations

import math
import secrets
import threading
import time
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from wholefile.core.errors import Forbidden, Invalid, Unavailable
from wholefile.web import office
from wholefile.web.accounts.models import Account
from wholefile.web.api.models import ApiToken
from wholefile.web.api.narrowing import narrowed, roles_now, sight_of
from wholefile.web.people import Asking

PREFIX = "wf_"
DAY_MS = 86_400_000
LONGEST_DAYS = 366
_USED_EVERY_MS = 60_000  # the last use is noted to the minute
_SHOWN = 11  # characters by which a token is told from another


class TooMany(Unavailable):
    """More calls in a minute than a token may make."""

    def __init__(self, seconds: int) -> None:
        super().__init__("api.rate", f"Too many calls with this token; go on in {seconds} seconds.")
        self.seconds = seconds


class TokenCall(Asking):
    """A call with a token: person, roles and sight are those that the token leaves."""

    token: ApiToken


class Rate:
    """So many calls a minute for each token, counted in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: dict[int, tuple[int, int]] = {}

    def count(self, token: int, most: int) -> None:
        """Count a call. Raises TooMany."""
        now = time.monotonic()
        minute = int(now // 60)
        with self._lock:
            began, calls = self._counted.get(token, (minute, 0))
            calls = calls + 1 if began == minute else 1
            self._counted[token] = (minute, calls)
        if calls > most:
            raise TooMany(max(1, math.ceil((minute + 1) * 60 - now)))

    def forget(self) -> None:
        """Begin anew."""
        self._counted.clear()


RATE = Rate()


def make(
    person: str,
    name: str,
    *,
    days: int,
    may_prepare: bool = False,
    roles: Iterable[str] = (),
    dockets: Iterable[str] = (),
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown now and never again. Raises Invalid."""
    if not person:
        raise Invalid("token.person", "A token belongs to a person of the record.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid("token.days", f"A token is good for 1 to {LONGEST_DAYS} days.")
    secret = PREFIX + secrets.token_urlsafe(32)
    now = office.record().clock()
    made = ApiToken.objects.create(
        digest=digest_of(secret),
        prefix=secret[:_SHOWN],
        person=person,
        name=name,
        roles=sorted(set(roles)),
        dockets=sorted(set(dockets)),
        may_prepare=may_prepare,
        made_at=now,
        expires_at=now + days * DAY_MS,
    )
    return made, secret


def digest_of(secret: str) -> str:
    """What is kept of a secret of 256 random bits: a plain SHA-256, since there is nothing in it to guess."""
    return sha256(secret.encode()).hexdigest()


def entered(request: HttpRequest, secret: str) -> ApiToken | None:
    """The token behind a secret, with the request made its person's; None for one that is not, or no longer, good."""
    record = office.record()
    now = record.clock()
    token = ApiToken.objects.filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now).first()
    if token is None or not is_somebody(token.person):
        return None
    RATE.count(token.pk, settings.WHOLEFILE_API_RATE)
    if token.last_used is None or now - token.last_used > _USED_EVERY_MS:
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)
    call: TokenCall = request  # type: ignore[assignment]
    call.token, call.person = token, token.person
    call.roles = narrowed(roles_now(record.db, token.person), token.roles, token.dockets)
    call.sight = sight_of(call.roles, record.db)
    return token


def is_somebody(person: str) -> bool:
    """Whether this person has an account that is not locked: with it, everything that acts for them ends."""
    return Account.objects.filter(person=person, is_active=True).exists()


def check_may_prepare(request: TokenCall) -> None:
    """Raises Forbidden for a token that only reads."""
    if not request.token.may_prepare:
        raise Forbidden("token.reads", "This token only reads; make one that may prepare acts.")
