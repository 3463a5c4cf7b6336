"""Mail about notices: that something waits, how much of which kind, and where to look. Never what it is.

What could not be sent stays as it is and is tried again, each time after twice as long; nothing is lost, and after a
crash in between a mail may come twice.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from wholefile.record.home import Record
from wholefile.record.visibility import visible
from wholefile.web.accounts.models import Account
from wholefile.web.api.narrowing import roles_now
from wholefile.web.notices.finding import KINDS, MOST, SIGNATURE
from wholefile.web.notices.models import Mailing, Notice, Preference
from wholefile.web.notices.showing import LABELS, in_sight

OFF, DIGEST, IMMEDIATE = "off", "digest", "immediate"
WAYS = (OFF, DIGEST, IMMEDIATE)
DIGEST_HOUR = 6  # UTC
_FIRST_WAIT_MS = 60_000
_LONGEST_WAIT_MS = 3_600_000
_SECONDS = 5  # after so long the other jobs have their turn


def send(record: Record) -> None:
    """Mail everybody what they want to be mailed and was not yet, for a few seconds; the rest the next time."""
    if not settings.EMAIL_HOST:
        return
    until = time.monotonic() + _SECONDS
    waiting = Notice.objects.filter(settled_at=None, read_at=None, mailed_at=None)
    for person in waiting.order_by("person").values_list("person", flat=True).distinct():
        if time.monotonic() > until:
            return
        _to(record, person)


def preferences(person: str) -> dict[str, str]:
    """How a person wants to be told of each kind; without a word of theirs a digest, and signatures at once."""
    said = dict(Preference.objects.filter(person=person).values_list("kind", "how"))
    return {kind: said.get(kind, IMMEDIATE if kind == SIGNATURE else DIGEST) for kind in KINDS}


def _to(record: Record, person: str) -> None:
    now = record.clock()
    state, _ = Mailing.objects.get_or_create(person=person)
    account = Account.objects.filter(person=person, is_active=True).exclude(email="").first()
    if account is None or state.again_at > now:
        return
    moment = datetime.fromtimestamp(now / 1000, UTC)
    today = f"{moment:%Y-%m-%d}"
    with_digest = state.digest_on < today and moment.hour >= DIGEST_HOUR
    told = _chosen(record, person, with_digest=with_digest)
    if not told:
        return
    try:
        _message(record, person, account.email, told).send()
    except (SMTPException, OSError) as error:
        state.attempts += 1
        state.again_at = now + min(_FIRST_WAIT_MS * 2 ** min(state.attempts - 1, 10), _LONGEST_WAIT_MS)
        state.failure = type(error).__name__
        state.save()
        return
    Notice.objects.filter(pk__in=[one.pk for one in told]).update(mailed_at=now)
    state.attempts, state.again_at, state.failure = 0, 0, ""
    state.digest_on = today if with_digest else state.digest_on
    state.save()


def _chosen(record: Record, person: str, *, with_digest: bool) -> list[Notice]:
    """The notices to be mailed now, of those in sight now."""
    ways = preferences(person)
    wanted = [kind for kind, how in ways.items() if how == IMMEDIATE or (with_digest and how == DIGEST)]
    rows = Notice.objects.filter(
        person=person, settled_at=None, read_at=None, mailed_at=None, kind__in=wanted
    ).order_by("-made_at")[:MOST]
    return in_sight(record.db, visible(record.db, person), rows)


def _message(record: Record, person: str, address: str, told: Sequence[Notice]) -> EmailMessage:
    defence = {role for role, _ in roles_now(record.db, person)} == {"defence"}
    site = settings.WHOLEFILE_ADDRESSES.portal if defence else settings.WHOLEFILE_ADDRESSES.office
    return EmailMessage(
        subject=f"Wholefile: {_things(len(told))} for you",
        body="\n".join([*_lines(told), "", f"Look here: {site}/notices/", ""]),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        connection=get_connection(),
    )


def _lines(told: Iterable[Notice]) -> list[str]:
    counted = Counter(one.kind for one in told)
    return [f"{LABELS[kind]}: {counted[kind]}" for kind in KINDS if counted[kind]]


def _things(many: int) -> str:
    return "one notice" if many == 1 else f"{many} notices"
