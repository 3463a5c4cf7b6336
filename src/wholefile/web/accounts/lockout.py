"""Who guesses is slowed down, or under the stricter policy stopped; whether there is such an account is not told.

`default` profile: after five failures under one name from one address each further one makes the wait twice as long,
from half a minute to a quarter of an hour, so that nobody can keep somebody else out from elsewhere. `cjis` profile:
five failures within 15 minutes lock the name until an administrator releases it (CJIS Security Policy AC-7).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from wholefile.web.accounts import events
from wholefile.web.accounts.models import LockedName, SignInEvent

FREE = 5  # failures before anything happens
WINDOW = timedelta(minutes=15)
_FIRST_WAIT = timedelta(seconds=30)
_GUESSES = ("password", "second factor")


def refused(name: str, address: str) -> bool:
    """Whether nobody may try this name from this address now; locks it where the policy says so."""
    named, now = events.digest_of(name), timezone.now()
    if settings.WHOLEFILE_PROFILE == "cjis":
        return locked(name)
    failures = _failures(named, now, address)
    if len(failures) < FREE:
        return False
    wait: timedelta = min(_FIRST_WAIT * 2 ** min(len(failures) - FREE, 10), WINDOW)
    return failures[0] + wait > now


def locked(name: str) -> bool:
    """Whether an administrator must release this name first; only under the stricter policy."""
    if settings.WHOLEFILE_PROFILE != "cjis":
        return False
    named, now = events.digest_of(name), timezone.now()
    if LockedName.objects.filter(named=named).exists():
        return True
    if len(_failures(named, now)) < FREE:
        return False
    LockedName.objects.get_or_create(named=named, defaults={"since": now})
    events.note("locked out", events.DONE, name=name)
    return True


def release(name: str) -> bool:
    """Let a name be tried again. Says whether it was locked."""
    named = events.digest_of(name)
    gone, _ = LockedName.objects.filter(named=named).delete()
    return bool(gone)


def _failures(named: str, now: datetime, address: str = "") -> list[datetime]:
    """When guesses failed in the last quarter of an hour, the newest first; none from before a success or a release."""
    rows = SignInEvent.objects.filter(named=named, at__gt=now - WINDOW)
    if address:
        rows = rows.filter(address=address)
    ended = SignInEvent.objects.filter(
        named=named, at__gt=now - WINDOW, what__in=("sign-in", "released"), outcome=events.DONE
    )
    last = ended.order_by("-at").values_list("at", flat=True).first()
    if last is not None:
        rows = rows.filter(at__gt=last)
    wrong = rows.filter(what__in=_GUESSES, outcome=events.REFUSED)
    return list(wrong.order_by("-at").values_list("at", flat=True)[:50])
