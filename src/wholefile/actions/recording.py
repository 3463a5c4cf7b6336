"""From what a person says to an entry of the record: fill in the act, sign it, append it under the rules.

Every action ends here. Numbers given by the record (vouchers, transfers, holds) are taken when the act is
made and are only certain once it is appended, so `record_numbered` takes the next one when another was first.

An idempotency key is whatever text the caller repeats when it is not sure whether the first attempt arrived;
it becomes the nonce of the act, so that the ledger answers a repeated act with the first receipt.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict, TypeVar

from wholefile import rules
from wholefile.actions.production_drawn import rules_for_waiting
from wholefile.actions.signing import Signer
from wholefile.core.acts import check_body, item_ids, kind_of
from wholefile.core.canonical import Value, encode
from wholefile.core.commitment import SECRET_BYTES, commit
from wholefile.core.docket import REGISTER_LABEL
from wholefile.core.errors import Conflict, Unprocessable
from wholefile.core.header import NONCE_BYTES, decode_header, make_act
from wholefile.record import ledger
from wholefile.record.act import SignedAct, recorded
from wholefile.record.failures import translated
from wholefile.record.home import Record
from wholefile.record.labels import labels_for
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import entry_count
from wholefile.rules.registry import Refused

Body = dict[str, Any]
_ATTEMPTS = 25
_ATTEMPTS_AT_MANY = 5  # each signs all of them again
Result = TypeVar("Result")


class Remarks(TypedDict, total=False):
    """What any act may carry besides its own fields, and the key by which a repeated call is recognised."""

    occurred_at: int
    late_reason: str
    corrects: int
    note: str
    idempotency: str


class Planned(NamedTuple):
    """One act of many: `cases` are its labels when the caller knows better than the tables do yet."""

    kind: str
    body: Body
    signers: Sequence[Signer]
    cases: Sequence[str] | None = None
    idempotency: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act that waits for its signatures, with the body it commits to and the secret of the commitment."""

    act: dict[str, Value]
    body: Body
    secret: bytes


class ToBeSigned(Exception):
    """Acts that an action would record, in this order and all or none, once these persons have signed each of them.

    Every rule let the first of them pass when they were prepared; the ledger asks again when they are recorded. They
    are good for the minutes by which clocks may differ (`ledger.SKEW_MS`).
    """

    def __init__(self, acts: Sequence[Prepared], persons: Sequence[str]) -> None:
        super().__init__(f"{len(acts)} acts wait for signatures of {', '.join(persons)}")
        self.acts = tuple(acts)
        self.persons = tuple(persons)


def prepare_act(
    record: Record,
    kind: str,
    body: Body,
    *,
    persons: Sequence[str] = (),
    cases: Sequence[str] | None = None,
    idempotency: str | None = None,
) -> Prepared:
    """The act that says this, ready to be signed; a body that does not fit its kind is refused first."""
    check_body(kind, body)
    secret = secrets.token_bytes(SECRET_BYTES)
    if cases is None:
        with translated(record):
            cases = labels_for(kind, body, record.db)
    act = make_act(
        log=record.origin,
        kind=kind,
        cases=cases,
        at=record.clock(),
        nonce=nonce_for(persons, idempotency),
        body=commit(body, secret),
    )
    return Prepared(act, body, secret)


def record_prepared(record: Record, prepared: Prepared, signatures: Sequence[Mapping[str, Value]]) -> Receipt:
    """Append a prepared act with the signatures that were gathered for it."""
    signed = SignedAct(prepared.act, [dict(one) for one in signatures])
    return ledger.append(record, signed, prepared.body, prepared.secret, rules=rules.check)


def record_signed(
    record: Record, acts: Sequence[Prepared], signatures: Sequence[Sequence[Mapping[str, Value]]]
) -> list[Receipt]:
    """Append acts that waited, each with its signatures, all or none; an act sent again gets its first receipt."""
    signed = [
        (SignedAct(one.act, [dict(each) for each in theirs]), one.body, one.secret)
        for one, theirs in zip(acts, signatures, strict=True)
    ]
    return ledger.append_many(record, signed, rules=rules_for_waiting(record))


def record_act(
    record: Record, kind: str, body: Body, signers: Sequence[Signer], *, idempotency: str | None = None
) -> Receipt:
    """Sign and record one act. Raises `Refused` by the rule that does not allow it, `ToBeSigned` for absent signers."""
    persons = [one.person for one in signers]
    cases = _cases_of_earlier(record, persons, idempotency)
    prepared: Prepared | None = None

    def attempt() -> Receipt:
        nonlocal prepared
        prepared = prepare_act(record, kind, body, persons=persons, cases=cases, idempotency=idempotency)
        stop_if_absent(record, [prepared], signers)
        return record_prepared(record, prepared, _signatures(prepared.act, signers))

    return while_labels_move(attempt, lambda: prepared is not None and _labels_moved(record, prepared))


def while_labels_move(attempt: Callable[[], Result], moved: Callable[[], bool] = lambda: True) -> Result:
    """Try to record until the labels of an act are still those of the tables when the log is locked.

    An item may be linked to one more case between our look at the tables and the lock; then rule L1 refuses, and the
    act is made anew. `moved` says whether that can have happened. Raises what the last attempt raises.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except Unprocessable as error:
            if error.code != "rule.L1" or not moved():
                raise
    return attempt()


def while_numbers_move(attempt: Callable[[], Result]) -> Result:
    """Try to record many acts under the next free numbers, anew when somebody else was given one (rule N1).

    `attempt` asks for the numbers each time. Raises what the last attempt raises.
    """
    for _ in range(_ATTEMPTS_AT_MANY - 1):
        try:
            return attempt()
        except Refused as refused:
            if refused.rule != "N1":
                raise
    return attempt()


def record_with(
    record: Record, kind: str, body: Body, signers: Sequence[Signer], remarks: Remarks
) -> Receipt:
    """Sign and record one act with the remarks of its signer; fields that are not known are left out."""
    return record_act(record, kind, full_body(body, remarks), signers, idempotency=remarks.get("idempotency"))


def record_numbered(
    record: Record,
    kind: str,
    body: Body,
    signers: Sequence[Signer],
    *,
    field: str,
    number: Callable[[], str],
    remarks: Remarks,
) -> tuple[str, Receipt]:
    """Record an act under the next free number, put into `field`; returns the number and the receipt.

    A repeated call with the same idempotency key gets the number of the first. When somebody else was given
    the number meanwhile (rule N1), the next one is tried.
    """
    repeated = remarks.get("idempotency")
    for _ in range(_ATTEMPTS):
        given = _number_of_earlier(record, signers, field, repeated) or number()
        try:
            return given, record_with(record, kind, {field: given, **body}, signers, remarks)
        except Refused as refused:
            if refused.rule != "N1":
                raise
        except Conflict as conflict:
            # Asked for twice at the same moment: the other call was recorded first, under another number.
            earlier = _number_of_earlier(record, signers, field, repeated)
            if conflict.code != "act.nonce_reused" or earlier in (None, given):
                raise
    raise Conflict("act.number", f"No free number was found for {kind}; try again.")


def record_acts(
    record: Record, acts: Iterable[Planned | tuple[str, Body, Sequence[Signer]]]
) -> list[Receipt]:
    """Sign and record many acts, all or none, in one transaction.

    Acts may build on items received, linked or split earlier in the same call. Acts that refer to anything
    else made in the same call (a hold released where it was placed) say their `cases` themselves.
    """
    learned: dict[str, Sequence[str]] = {}
    ready: list[tuple[Prepared, Sequence[Signer]]] = []
    for one in acts:
        planned = Planned(*one)
        cases = _cases_of(record, planned, learned) if planned.cases is None else planned.cases
        prepared = prepare_act(
            record,
            planned.kind,
            planned.body,
            persons=[signer.person for signer in planned.signers],
            cases=cases,
            idempotency=planned.idempotency,
        )
        if planned.kind in ("item.received", "item.linked", "item.split"):
            learned.update(dict.fromkeys(item_ids(planned.kind, planned.body), cases))
        ready.append((prepared, planned.signers))
    stop_if_absent(record, [one for one, _ in ready], ready[0][1] if ready else ())
    return record_signed(
        record, [one for one, _ in ready], [_signatures(one.act, signers) for one, signers in ready]
    )


def full_body(body: Mapping[str, Any], remarks: Remarks) -> Body:
    """Fields and remarks as one body; what is not known (None) is left out, as the encoding has no null."""
    joined = {**body, **{name: value for name, value in remarks.items() if name != "idempotency"}}
    return {name: value for name, value in joined.items() if value is not None}


def nonce_for(persons: Sequence[str], idempotency: str | None) -> bytes:
    """16 bytes: random, or always the same for these signers and this idempotency key."""
    if idempotency is None:
        return secrets.token_bytes(NONCE_BYTES)
    said = encode([sorted(persons), idempotency])
    return sha256(b"wholefile/idempotency/v1\n" + said).digest()[:NONCE_BYTES]


def _number_of_earlier(
    record: Record, signers: Sequence[Signer], field: str, idempotency: str | None
) -> str | None:
    """The number which the first call with this idempotency key was given, if there was one."""
    if idempotency is None:
        return None
    with translated(record):
        entry = record.db.one("entry", nonce=nonce_for([one.person for one in signers], idempotency))
        kept = record.db.one("body", seq=entry.seq) if entry else None
    body = json.loads(bytes(kept.fields)) if kept else None
    return str(body[field]) if isinstance(body, dict) and field in body else None


def _cases_of_earlier(record: Record, persons: Sequence[str], idempotency: str | None) -> list[str] | None:
    """The labels which the first call with this idempotency key was signed with, if there was one."""
    if idempotency is None:
        return None
    with translated(record):
        entry = record.db.one("entry", nonce=nonce_for(persons, idempotency))
    return decode_header(bytes(entry.header)).cases if entry else None


def stop_if_absent(record: Record, acts: Sequence[Prepared], signers: Sequence[Signer]) -> None:
    """Where the signers sign elsewhere, the acts wait; what a rule refuses already is refused before anybody signs."""
    if not any(one.is_absent for one in signers):
        return
    check_first(record, acts)
    raise ToBeSigned(acts, list(dict.fromkeys(one.person for one in signers)))


def check_first(record: Record, acts: Sequence[Prepared]) -> None:
    """Every rule lets the first of these acts pass as the record is now; the ledger asks for all when it appends them.

    Raises `Refused`.
    """
    first, head = acts[0], entry_count(record.db)
    with translated(record):
        rules.check(recorded(head, first.act, first.body, ()), record.db)


def _signatures(act: Mapping[str, Value], signers: Sequence[Signer]) -> list[dict[str, Value]]:
    return [one.sign(act) for one in {signer.key: signer for signer in signers}.values()]


def _labels_moved(record: Record, prepared: Prepared) -> bool:
    return labels_for(str(prepared.act["kind"]), prepared.body, record.db) != prepared.act["cases"]


def _cases_of(record: Record, planned: Planned, learned: Mapping[str, Sequence[str]]) -> list[str]:
    """Labels of an act from the tables and from the acts before it in the same call."""
    labels = set(labels_for(planned.kind, planned.body, record.db))
    if kind_of(planned.kind).place == "case":
        more = {label for item in item_ids(planned.kind, planned.body) for label in learned.get(item, ())}
        labels = (labels - {REGISTER_LABEL}) | more if more else labels
    return sorted(labels)
