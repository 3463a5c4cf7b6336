"""What happens to accounts by time: those that nobody used for 90 days are closed (CJIS Security Policy AC-2(3))."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from wholefile.web.accounts import events
from wholefile.web.accounts.models import Account, Invitation, LockedName

UNUSED = timedelta(days=90)


def close_unused(now: datetime | None = None, unused: timedelta = UNUSED) -> list[str]:
    """Close accounts that nobody signed in to for that long; their names. An administrator can open them again."""
    before = (now or timezone.now()) - unused
    idle = Account.objects.filter(is_active=True).filter(
        Q(last_login__lt=before) | Q(last_login=None, date_joined__lt=before)
    )
    closed = list(idle)
    for one in closed:
        one.is_active = False
        one.save(update_fields=["is_active"])
        events.note("account closed", events.DONE, account=one, detail=f"unused for {unused.days} days")
    return [one.username for one in closed]


def forget(now: datetime | None = None) -> None:
    """Forget links that are long over, and locks on names that no account has."""
    moment = now or timezone.now()
    Invitation.objects.filter(expires_at__lt=moment - UNUSED).delete()
    names = [events.digest_of(one) for one in Account.objects.values_list("username", flat=True)]
    LockedName.objects.filter(since__lt=moment - UNUSED).exclude(named__in=names).delete()
