"""Acts that wait: prepared by an action, kept until everybody has signed, then recorded.

What waits is no part of the record and binds nobody. Numbers that waiting acts would give are promised to them, so
that two counters at work at once do not take each other's. An act is good for the minutes by which clocks may differ;
after that it is prepared again as it was, with the time of now, and must be signed anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connections, transaction

from wholefile.actions.files import keeping_apart
from wholefile.actions.recording import Prepared, ToBeSigned, check_first, prepare_act, record_signed
from wholefile.core.canonical import Value, b64u, unb64u
from wholefile.core.errors import Conflict, Invalid, NotFound, Unprocessable, WholefileError
from wholefile.core.signatures import EnrolledKey, act_hash, verify_signature
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import SKEW_MS, Receipt
from wholefile.record.numbers import numbers_given
from wholefile.record.visibility import Sight
from wholefile.web.forms.seen import check_begun_by, check_prepared, in_sight
from wholefile.web.hosts import OFFICE, SIGNING, address_of
from wholefile.web.overseeing import refusals
from wholefile.web.signing import uploads
from wholefile.web.signing.models import LONGEST_BACK, WaitingActs

GOOD_FOR = SKEW_MS - 30_000  # milliseconds; what is signed in the last half minute may come too late
MOST_OPEN = 500  # acts that one person has begun and nobody has signed
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
_CODE_LENGTH = 8
_LOCK = 0x57484F53  # names our lock among those of a PostgreSQL database


def begin(
    record: Record,
    verb: str,
    act: Callable[[], Any],
    *,
    begun_by: str,
    sight: Sight,
    told: Mapping[str, Any],
    site: str = OFFICE,
    back: str = "",
    checked: Collection[str] = (),
) -> WaitingActs:
    """Call an action whose signers are absent, and keep what it would record.

    Raises what the action raises, in words that name nothing beyond `sight`; NotFound when what it would record does,
    Forbidden for whoever neither signs nor works for the office, Conflict for somebody with very many open acts.

    `told` is what the form said, so that the form can be filled in again; `site` and `back` as in `WaitingActs`;
    `checked` are fields of the acts of which the page itself made sure that they may be named.
    """
    with refusals.noted(record, verb, begun_by, site), transaction.atomic(using="default"):
        _one_at_a_time()
        _check_open(begun_by)
        with lookups.keeping_free(promised(record)):
            try:
                with keeping_apart(partial(uploads.store_of, record)):
                    act()
            except WholefileError as error:
                raise in_sight(record.db, sight, error, told) from None
            except ToBeSigned as stopped:
                check_begun_by(sight, begun_by, stopped.persons)
                check_prepared(record.db, sight, [_plain(one) for one in stopped.acts], checked)
                row = _kept(record, verb, stopped, begun_by, told)
                if (site, back) != (OFFICE, ""):
                    row.site, row.back = site, fitting(back)
                    row.save(update_fields=["site", "back"])
                return row
    raise Unprocessable("signing.nothing", "There is nothing in this to be signed.")


def fitting(back: str) -> str:
    """An address that fits its column: one that is too long loses what was asked of its page."""
    shorter = (one for one in (back, back.partition("?")[0]) if len(one) <= LONGEST_BACK)
    return next(shorter, "")


def _check_open(person: str) -> None:
    if (
        WaitingActs.objects.filter(begun_by=person, positions__isnull=True, withdrawn=False).count()
        >= MOST_OPEN
    ):
        raise Conflict(
            "signing.too_many", f"{MOST_OPEN} acts of yours wait already; sign or undo some first."
        )


def promised(record: Record) -> set[str]:
    """The numbers that acts which still wait would give."""
    live = WaitingActs.objects.filter(
        positions__isnull=True, withdrawn=False, prepared_at__gt=record.clock() - 2 * SKEW_MS
    )
    return {
        number
        for row in live
        for one in row.acts
        for number in numbers_given(str(one["act"]["kind"]), one["body"])
    }


def found(token: str) -> WaitingActs:
    """The acts behind the address of a signing page. Raises NotFound."""
    row = WaitingActs.objects.filter(token=token, withdrawn=False).first()
    if row is None:
        raise NotFound("signing.unknown", "Nothing waits to be signed at this address.")
    return row


def address(row: WaitingActs) -> str:
    """Where these acts are signed."""
    return f"{address_of(SIGNING)}/act/{row.token}"


def acts_of(row: WaitingActs) -> list[Prepared]:
    """The acts as they were prepared."""
    return [Prepared(one["act"], one["body"], unb64u(one["secret"])) for one in row.acts]


def hashes_of(row: WaitingActs) -> list[bytes]:
    """The digest of each act, which is what is signed."""
    return [act_hash(one["act"]) for one in row.acts]


def is_stale(record: Record, row: WaitingActs) -> bool:
    """Whether the acts are too old to be signed now."""
    return row.positions is None and record.clock() - row.prepared_at > GOOD_FOR


def unsigned(row: WaitingActs) -> list[str]:
    """Who must still sign, in the order of the acts."""
    return [one for one in row.persons if one not in row.signatures]


def prepare_again(record: Record, token: str) -> WaitingActs:
    """The same acts with the time of now; whoever had signed signs again."""
    with transaction.atomic(using="default"):
        _one_at_a_time()
        row = found(token)
        if row.positions is not None:
            raise Conflict("signing.recorded", "These acts are recorded already.")
        fresh = [prepare_act(record, str(one.act["kind"]), one.body) for one in acts_of(row)]
        row.acts, row.signatures, row.prepared_at = [_plain(one) for one in fresh], {}, record.clock()
        row.save()
    return row


def withdraw(token: str) -> WaitingActs:
    """Undo: these acts will not be recorded. Raises Conflict when they are already."""
    with transaction.atomic(using="default"):
        _one_at_a_time()
        row = found(token)
        if row.positions is not None:
            raise Conflict("signing.recorded", "These acts are recorded; correct them by a new act.")
        row.withdrawn = True
        row.save(update_fields=["withdrawn"])
    return row


def forget_uploads(record: Record) -> list[str]:
    """Take away the files of acts that were recorded, refused or undone; those that were taken away."""
    with transaction.atomic(using="default"):
        _one_at_a_time()
        live = WaitingActs.objects.filter(positions__isnull=True, withdrawn=False).values_list(
            "acts", flat=True
        )
        kept = uploads.named_in(one["body"] for acts in live.iterator() for one in acts)
        return uploads.forget_all_but(record, kept)


def draft(code: str, person: str) -> dict[str, Any]:
    """What the form said from which these acts were begun; nothing for anybody but who filled it in."""
    row = WaitingActs.objects.filter(code=code, begun_by=person).first()
    return dict(row.told) if row else {}


def sign(record: Record, token: str, person: str, signatures: Sequence[Mapping[str, Value]]) -> WaitingActs:
    """Take one person's signatures, one for each act in their order, and record the acts once nobody is missing.

    Raises Invalid for a wrong number of them, IntegrityFailure for one that does not hold, Conflict for acts that
    were withdrawn or that somebody overtook, Unprocessable by the rule that does not let them stand any more.
    """
    before = found(token)
    noted = refusals.noted(record, before.verb, before.begun_by, before.site)
    with noted, transaction.atomic(using="default"):
        _one_at_a_time()
        row = found(token)
        if row.positions is not None:
            return row
        acts = acts_of(row)
        if person not in row.persons:
            raise Invalid("signing.person", "These acts are not theirs to sign.")
        if len(signatures) != len(acts):
            raise Invalid("signing.count", f"There are {len(acts)} acts and {len(signatures)} signatures.")
        for one, signature in zip(acts, signatures, strict=True):
            verify_signature(signature, one.act, key_of(record, person, str(signature.get("key")), one))
        row.signatures = {**row.signatures, person: [dict(one) for one in signatures]}
        row.save(update_fields=["signatures"])
        # Recorded before anybody else can undo it or prepare it again.
        return row if unsigned(row) else _recorded(record, row, acts)


def key_of(record: Record, person: str, key: str, act: Prepared) -> EnrolledKey:
    """A valid key of this person, or the one that the act itself enrols for them. Raises Invalid for any other."""
    if act.act["kind"] == "key.enrolled" and (act.body["key"], act.body["person"]) == (key, person):
        body = act.body
        origins = tuple(body.get("origins", ()))
        return EnrolledKey(key, body["algorithm"], unb64u(body["public_key"]), body.get("rp_id"), origins)
    for one in lookups.valid_keys(record.db, person):
        if one.key == key:
            return one
    raise Invalid("signing.key", "This key is not one of the signer's valid keys.")


def _recorded(record: Record, row: WaitingActs, acts: Sequence[Prepared]) -> WaitingActs:
    each = [[row.signatures[person][number] for person in row.persons] for number in range(len(acts))]
    bodies = [one.body for one in acts]
    if uploads.named_in(bodies):
        check_first(record, acts)  # what is refused takes no file along
        uploads.put_into_the_store(record, bodies)
    receipts: list[Receipt] = record_signed(record, acts, each)
    row.positions = [one.seq for one in receipts]
    row.save(update_fields=["positions"])
    return row


def _kept(
    record: Record, verb: str, stopped: ToBeSigned, begun_by: str, told: Mapping[str, Any]
) -> WaitingActs:
    now = record.clock()
    return WaitingActs.objects.create(
        token=secrets.token_urlsafe(32),
        code="".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH)),
        acts=[_plain(one) for one in stopped.acts],
        persons=list(stopped.persons),
        verb=verb,
        told=dict(told),
        begun_by=begun_by,
        begun_at=now,
        prepared_at=now,
    )


def _plain(one: Prepared) -> dict[str, Any]:
    return {"act": dict(one.act), "body": dict(one.body), "secret": b64u(one.secret)}


def _one_at_a_time() -> None:
    """Nobody else prepares or signs until this transaction ends; SQLite's own transactions are that already."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
