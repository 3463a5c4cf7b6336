"""Telling other systems of acts: each act that the webhook's person sees, in order, at least once, signed.

    Wholefile-Signature: t=1782216000,v1=<hexadecimal HMAC-SHA256 of `t`, a full stop and the body>

An act is told again until it is answered with success; whoever listens knows it by its position. After a failure the
next attempt waits, twice as long each time; after `MOST` in a row nothing more is sent until somebody looks.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from wholefile.core.acts import docket_numbers, item_ids
from wholefile.core.errors import WholefileError
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight, visible
from wholefile.showing import seeing
from wholefile.showing.acts_seen import Act, seen_acts
from wholefile.web.api.calling import place_of, post
from wholefile.web.api.models import Webhook
from wholefile.web.api.tokens import is_somebody

MOST = 12  # attempts, about three days with the waits between them
_FIRST_WAIT_MS = 60_000
_AT_ONCE = 200  # acts looked at in one read
_SECONDS = 3  # after so long the other jobs have their turn


def tell(record: Record) -> None:
    """Tell every webhook what it was not told yet, for a few seconds; the rest is for the next time."""
    until = time.monotonic() + _SECONDS
    now = record.clock()
    for one in Webhook.objects.filter(stopped=False, removed_at=None, again_at__lte=now).order_by(
        "told_at", "pk"
    ):
        _tell_one(record, one, until)


def secret_of(webhook: Webhook) -> str:
    """The secret that signs what this webhook is told."""
    return salted_hmac("wholefile.web.api.telling", webhook.salt, algorithm="sha256").hexdigest()


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The header that proves that a message is ours and when it was sent."""
    made = hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return f"t={seconds},v1={made}"


def message(db: Database, sight: Sight, act: Act, digest: bytes) -> dict[str, Any]:
    """What is told of an act: where it stands, its kind, when, its digest, and of its identifiers those in sight."""
    fields: Mapping[str, Any] = act.fields or {}
    items, cases = item_ids(act.kind, fields) if fields else [], docket_numbers(fields)
    seen_items, seen_cases = seeing.seen_items(db, sight, items), seeing.seen_cases(db, sight, cases)
    return {
        "position": act.seq,
        "kind": act.kind,
        "at": act.at,
        "digest": digest.hex(),
        "items": [one for one in items if one in seen_items],
        "cases": [one for one in cases if one in seen_cases],
    }


def _tell_one(record: Record, webhook: Webhook, until: float) -> None:
    db, sight = record.db, _sight_now(record.db, webhook)
    if sight.nothing:  # whoever sees nothing misses nothing that they may know; acts wait for the day they do
        return
    for act in _acts_from(db, sight, webhook):
        # Asked for each act anew: a role or an account may have ended while the one before was told.
        if time.monotonic() > until or _sight_now(db, webhook) != sight:
            return
        entry = db.one("entry", seq=act.seq)
        if entry is None or not _sent(record, webhook, message(db, sight, act, bytes(entry.act_hash))):
            return
        webhook.position, webhook.attempts, webhook.failure = act.seq + 1, 0, ""
        webhook.told_at = record.clock()
        webhook.save(update_fields=["position", "attempts", "failure", "told_at"])


def _sight_now(db: Database, webhook: Webhook) -> Sight:
    """What its person sees at this moment: nothing without an account, or once the webhook was stopped or removed."""
    listens = Webhook.objects.filter(pk=webhook.pk, stopped=False, removed_at=None).exists()
    return visible(db, webhook.person) if listens and is_somebody(webhook.person) else Sight(vendor=db.vendor)


def _acts_from(db: Database, sight: Sight, webhook: Webhook) -> Iterator[Act]:
    """The acts to be told, in order; where none of many is seen the webhook's position goes past them."""
    size = lookups.entry_count(db)
    start = webhook.position
    while start < size:
        end = min(start + _AT_ONCE, size)
        yield from seen_acts(db, sight, range(start, end))
        webhook.position = end
        webhook.save(update_fields=["position"])
        start = end


def _sent(record: Record, webhook: Webhook, told: Mapping[str, Any]) -> bool:
    body = json.dumps(told, separators=(",", ":")).encode()
    now = record.clock()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "wholefile",
        "Wholefile-Signature": signature(secret_of(webhook), now // 1000, body),
    }
    try:
        post(place_of(webhook.url, settings.WHOLEFILE_WEBHOOK_HOSTS), body, headers)
    except WholefileError as error:
        webhook.attempts += 1
        webhook.failure = error.message[:300]
        webhook.again_at = now + _FIRST_WAIT_MS * 2 ** (webhook.attempts - 1)
        webhook.stopped = webhook.attempts >= MOST
        webhook.save(update_fields=["attempts", "failure", "again_at", "stopped"])
        return False
    return True
