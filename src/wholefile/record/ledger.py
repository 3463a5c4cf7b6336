"""The ledger: the only writer of what people do.

One transaction locks the head of the log, judges the act against the keys, labels, times, rules and tables of that
moment, writes the entry, applies it to the tables and advances the head. So an act is recorded whole or not at
all, and what a rule saw is what the act was recorded upon. What does not depend on the state was judged before.

An act is named by its nonce: sent again it gets the same receipt, with other content it is refused.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeAlias

from wholefile.core import case_index
from wholefile.core.canonical import unb64u
from wholefile.core.errors import Conflict, Forbidden, Unprocessable
from wholefile.core.frontier import Frontier
from wholefile.core.header import decode_header, encode_header
from wholefile.record import journal
from wholefile.record.act import Draft, SignedAct, recorded
from wholefile.record.failures import translated
from wholefile.record.home import Record
from wholefile.record.labels import labels_for
from wholefile.record.preparation import (
    ENROLMENT,
    EXPUNGEMENT,
    GENESIS,
    KEPT_FOREVER,
    REVOCATION,
    KeyRing,
    Prepared,
    expected_signers,
    prepare,
)
from wholefile.record.projections import apply
from wholefile.record.sql import Database, Row

Rules: TypeAlias = Callable[[Draft, Database], None]

SKEW_MS = 5 * 60 * 1000  # how far clocks of signers may differ from the log's

# SQLite lets waiting writers poll, which starves some; within a process they queue here instead.
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act stands at `seq` with the time `at` (milliseconds since 1970, UTC), for good.

    `repeated` says that it stood there before this call.
    """

    seq: int
    at: int
    leaf_hash: bytes
    act_hash: bytes
    repeated: bool


def append(
    record: Record, signed: SignedAct, body: Mapping[str, Any], secret: bytes, *, rules: Rules
) -> Receipt:
    """Record one act; durable when this returns.

    Raises Invalid, Forbidden, Unprocessable or Conflict when it may not stand, IntegrityFailure when body or
    signatures are not its own, Unavailable when the database does not take it: then try again with the same act.
    """
    return append_many(record, [(signed, body, secret)], rules=rules)[0]


def append_many(
    record: Record, acts: Sequence[tuple[SignedAct, Mapping[str, Any], bytes]], *, rules: Rules
) -> list[Receipt]:
    """Record acts in this order in one transaction, all of them or none; raises as `append` does."""
    if not acts:
        return []
    record.check_usable()
    with translated(record):
        ring = KeyRing(record.db)
        prepared = [prepare(record.origin, *one, ring) for one in acts]
        with locked_head(record) as head:
            return _Session(record, head, rules).append(prepared)


@contextmanager
def locked_head(record: Record) -> Iterator[journal.Head]:
    """A transaction in which nobody else appends; the head is written back at its end."""
    db = record.db
    with _turn if db.vendor == "sqlite" else nullcontext(), db.atomic(), db.buffered():
        head = journal.read_head(db, lock=True)
        before = head.size
        yield head
        if head.size != before:
            journal.write_head(db, head)


@dataclass(slots=True)
class _Case:
    """Count, last position and tree of the entries of one label."""

    count: int
    last: int
    frontier: Frontier


class _Session:
    """One transaction's appending: what it has read and what it will write at the end."""

    def __init__(self, record: Record, head: journal.Head, rules: Rules) -> None:
        self._record, self._db, self._head, self._rules = record, record.db, head, rules
        self._now = record.clock()
        newest = record.db.query('SELECT MAX("at") FROM "checkpoint"')[0][0]
        self._floor = (newest or 0) - SKEW_MS
        self._keys: dict[str, Row | None] = {}
        self._cases: dict[bytes, _Case] = {}

    def append(self, acts: Sequence[Prepared]) -> list[Receipt]:
        standing = self._standing(acts)
        receipts: dict[bytes, tuple[Prepared, Receipt]] = {}
        result = []
        for act in acts:
            if act.nonce in standing:
                receipt = self._repeat(act, standing[act.nonce])
            elif act.nonce in receipts:
                first, made = receipts[act.nonce]
                _same_content(act, first.act, first.fields)
                receipt = Receipt(made.seq, made.at, made.leaf_hash, made.act_hash, repeated=True)
            else:
                receipt = self._record_one(act)
                receipts[act.nonce] = (act, receipt)
            result.append(receipt)
        self._write_cases()
        return result

    def _standing(self, acts: Sequence[Prepared]) -> dict[bytes, Row]:
        """Entries that already carry one of these nonces."""
        nonces = [act.nonce for act in acts]
        parts = (nonces[start : start + 500] for start in range(0, len(nonces), 500))
        return {bytes(row.nonce): row for part in parts for row in self._db.rows("entry", nonce__in=part)}

    def _repeat(self, act: Prepared, entry: Row) -> Receipt:
        body = self._db.one("body", seq=entry.seq)
        _same_content(act, decode_header(bytes(entry.header)).act, bytes(body.fields) if body else None)
        return Receipt(entry.seq, entry.at, bytes(entry.leaf_hash), bytes(entry.act_hash), repeated=True)

    def _record_one(self, act: Prepared) -> Receipt:
        seq, at = self._head.size, act.act["at"]
        self._check_opening(act)
        self._check_persons(act)
        self._check_labels(act)
        self._check_time(at)
        if act.kind == EXPUNGEMENT:
            self._check_expungement(act)
        draft = recorded(seq, act.act, act.body, act.keys)
        if act.kind != GENESIS:
            self._rules(draft, self._db)
        header = encode_header(act.act, seq, act.signatures)
        entry = journal.NewEntry(act.kind, at, act.act_hash, act.nonce, header)
        leaf = journal.append_entries(self._db, self._head, [entry])[0]
        self._db.insert_many("body", ("seq", "fields", "secret"), [(seq, act.fields, act.secret)])
        self._db.execute(apply(draft, self._db))
        self._index(act.act["cases"], seq, leaf)
        if act.kind in (GENESIS, ENROLMENT, REVOCATION):
            self._keys.clear()
        return Receipt(seq, at, leaf, act.act_hash, repeated=False)

    def _check_opening(self, act: Prepared) -> None:
        """The first act opens the record, and no other does."""
        if (self._head.size == 0) != (act.kind == GENESIS):
            raise Unprocessable(
                "record.opening", "A record begins with the act that opens it, signed by its founders, once."
            )
        if act.kind != GENESIS:
            return
        founders = {founder["person"] for founder in act.body["founders"]}
        if not len(act.brought) == len(founders) == 2 or founders != expected_signers(act.kind, act.body):
            raise Unprocessable("record.founders", "Two different founders, each with a key, open a record.")
        if unb64u(act.body["log_key"], 32) != self._head.log_key or act.body["map_version"] != 1:
            raise Unprocessable("record.log_key", "The record is opened with the key and map of this log.")

    def _check_persons(self, act: Prepared) -> None:
        """Each person who must sign signed once, with a key that is theirs at this position, and nobody else."""
        persons = [self._owner(act, key) for key in act.keys]
        expected = expected_signers(act.kind, act.body)
        if len(persons) != len(expected) or set(persons) != expected:
            raise Forbidden(
                "signature.persons",
                f"This act needs one signature by each of {', '.join(sorted(expected))}; "
                f"it is signed by {', '.join(sorted(persons))}.",
            )

    def _owner(self, act: Prepared, key: str) -> str:
        if key not in self._keys:
            self._keys[key] = self._db.one("signing_key", key=key)
        row = self._keys[key]
        if key in act.brought:
            if row is not None:
                raise Conflict("key.enrolled", "This key is enrolled already; enrol another.")
            return act.brought[key]
        if row is None:
            raise Forbidden("signature.unknown_key", "A signature is by a key that is not enrolled.")
        if row.revoked_seq is not None:
            raise Forbidden("signature.revoked_key", "A signature is by a key that was revoked; use another.")
        return str(row.person)

    def _check_expungement(self, act: Prepared) -> None:
        """An order names entries that are there, and none by which the rest is checked."""
        positions = act.body["positions"]
        beyond = [one for one in positions if one >= self._head.size]
        if beyond:
            raise Unprocessable("record.expunge_nothing", f"There is no entry {beyond[0]} to expunge.")
        for start in range(0, len(positions), 500):
            for row in self._db.rows(
                "entry", seq__in=positions[start : start + 500], kind__in=KEPT_FOREVER, limit=1
            ):
                raise Unprocessable(
                    "record.cannot_expunge",
                    f"Entry {row.seq} ({row.kind}) must stay: keys, indexes and expungements are what the rest of "
                    "the record is checked by. Name the entries that hold the content.",
                )

    def _check_labels(self, act: Prepared) -> None:
        if list(act.act["cases"]) != labels_for(act.kind, act.body, self._db):
            raise Unprocessable(
                "rule.L1",
                "L1: the act is not filed under exactly the cases it concerns at this moment; prepare and sign it "
                "again.",
            )

    def _check_time(self, at: int) -> None:
        floor = max(self._head.last_at - SKEW_MS, self._floor)
        if not floor <= at <= self._now + SKEW_MS:
            raise Unprocessable(
                "act.time",
                "The time of the act is more than five minutes from that of the log; set the clock and sign again. "
                "For something that happened earlier give the time it happened.",
            )

    def _index(self, labels: Sequence[str], seq: int, leaf: bytes) -> None:
        """Add the entry to the tree of each of its cases."""
        rows = []
        for text in labels:
            label = unb64u(text, 32)
            case = self._cases.get(label)
            if case is None:
                row = self._db.one("case_index", label=label)
                case = self._cases[label] = (
                    _Case(row.count, row.last, Frontier.from_bytes(row.frontier))
                    if row
                    else _Case(0, 0, Frontier())
                )
            case.count += 1
            case.last = seq
            case.frontier.append(case_index.case_leaf(seq, leaf))
            rows.append((label, seq))
        if rows:
            self._db.insert_many("entry_case", ("label", "seq"), rows)

    def _write_cases(self) -> None:
        upsert = (
            'INSERT INTO "case_index" ("label", "count", "last", "frontier") VALUES (%s, %s, %s, %s) '
            'ON CONFLICT ("label") DO UPDATE SET "count" = excluded."count", "last" = excluded."last", '
            '"frontier" = excluded."frontier"'
        )
        values = [
            (label, case.count, case.last, case.frontier.to_bytes()) for label, case in self._cases.items()
        ]
        self._db.run_many(upsert, values)


def _same_content(act: Prepared, standing: Mapping[str, Any], fields: bytes | None) -> None:
    """A repeated nonce stands for the same kind, cases and body as before. Raises Conflict.

    Signed again, an act has another time and another secret; once its body is expunged, only the very same
    signed act can still be recognised.
    """
    same = act.kind == standing["kind"] and act.act["cases"] == standing["cases"]
    same_body = act.act["body"] == standing["body"] if fields is None else act.fields == fields
    if not (same and same_body):
        raise Conflict(
            "act.nonce_reused", "This idempotency key already stands for another act; use a new one."
        )


__all__ = [
    "SKEW_MS",
    "Draft",
    "Receipt",
    "Rules",
    "SignedAct",
    "append",
    "append_many",
    "locked_head",
]
