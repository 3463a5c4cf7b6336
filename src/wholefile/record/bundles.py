"""The completeness bundle of a case, drawn from the record: every entry, what of it is open, and the proofs.

The work grows with the case, not with the record: entries come by their label, map proofs from the kept nodes, and the
hashes of the tree from its tiles.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core import bundle as bundles
from wholefile.core import merkle, multiproof
from wholefile.core.canonical import unb64u
from wholefile.core.case_file import CaseFile, read_case
from wholefile.core.case_index import MapProof
from wholefile.core.checkpoint import Checkpoint, parse_checkpoint
from wholefile.core.commitment import open_all, open_some
from wholefile.core.docket import REGISTER_LABEL, canonical_docket, case_label
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.core.note import parse_note
from wholefile.record import case_map, checkpoints, publishing
from wholefile.record.home import Record
from wholefile.record.ledger import locked_head
from wholefile.record.opening import (
    OpeningPolicy,
    StoredEntry,
    disclosure_policy,
    is_open_in_register,
)
from wholefile.record.sql import Database

_AT_ONCE = 500
_ENTRY = (
    'SELECT e."seq", e."kind", e."header", e."leaf_hash", b."fields", b."secret", x."by_seq" FROM "entry" e '
    'LEFT JOIN "body" b ON b."seq" = e."seq" LEFT JOIN "expunged" x ON x."seq" = e."seq" '
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An act as a bundle shows it, which is what schedules are derived from."""

    seq: int
    kind: str
    fields: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class CaseEntries:
    """The entries of a case in order, and the earlier ones that came with items linked to it."""

    docket: str
    entries: list[StoredEntry]
    brought: list[StoredEntry]

    @property
    def last(self) -> int:
        """Position of the newest entry of the case."""
        return self.entries[-1].seq

    def before(self, seq: int) -> CaseEntries:
        """The same as it stood just before a position."""
        entries = [one for one in self.entries if one.seq < seq]
        brought = _history_positions(self.docket, entries)
        return CaseEntries(self.docket, entries, [one for one in self.brought if one.seq in brought])

    def case(self) -> CaseFile:
        """The case as the office knows it, with nothing hidden."""
        return read_case([*self.brought, *self.entries], self.docket)

    def shown(self, policy: OpeningPolicy) -> list[Shown]:
        """The acts as a reader of the bundle sees them."""
        return [_shown(entry, policy) for entry in [*self.brought, *self.entries]]


def case_entries(db: Database, docket: str, size: int | None = None) -> CaseEntries:
    """The entries of a case, of those before position `size`. Raises NotFound when there is none."""
    label = unb64u(case_label(canonical_docket(docket)), 32)
    entries = _labelled(db, label, size)
    if not entries:
        raise NotFound("case.unknown", f"There is no case {docket} in the record.")
    missing = _history_positions(docket, entries) - {entry.seq for entry in entries}
    return CaseEntries(docket, entries, _at(db, sorted(missing)))


def completeness_bundle(
    record: Record,
    docket: str,
    opening_policy: Callable[[CaseEntries], OpeningPolicy] | None = None,
    earlier: Iterable[int] = (),
) -> tuple[bundles.Bundle, str]:
    """The bundle of a case at the newest checkpoint, and the note of that checkpoint.

    `opening_policy` is given the entries and says what of each is open; by default what a production opens.
    `earlier` are sizes of checkpoints to prove that this one continues. Raises Conflict("bundle.no_checkpoint") when
    the record has not been checkpointed since its last index entry, NotFound for a case without entries.
    """
    db, label = record.db, unb64u(case_label(canonical_docket(docket)), 32)
    with locked_head(
        record
    ) as head:  # the kept map is that of the newest index entry: nobody may move it meanwhile
        newest = checkpoints.latest(record)
        if newest is None or newest.size != head.indexed:
            raise Conflict(
                "bundle.no_checkpoint", "The record needs a checkpoint first; make one and try again."
            )
        note = str(newest.note)
        proofs = [case_map.prove(db, one) for one in (label, unb64u(REGISTER_LABEL, 32))]
    checkpoint = parse_checkpoint(parse_note(note.encode()).text)
    case = case_entries(db, docket, checkpoint.size)
    policy = opening_policy(case) if opening_policy else disclosure_policy(case.case())
    return _assemble(record, checkpoint, case, policy, proofs, earlier), note


def _assemble(  # noqa: PLR0917 - the parts of a bundle
    record: Record,
    checkpoint: Checkpoint,
    case: CaseEntries,
    policy: OpeningPolicy,
    proofs: Sequence[MapProof],
    earlier: Iterable[int],
) -> bundles.Bundle:
    register = _labelled(record.db, unb64u(REGISTER_LABEL, 32), checkpoint.size)
    index = _at(record.db, [checkpoint.size - 1])[0]
    leaves = {one.seq: one.leaf for one in [*case.entries, *case.brought, *register, index]}
    node = publishing.node_reader(record, checkpoint.size)
    proof = _multiproof(checkpoint, leaves, node)
    return bundles.Bundle(
        origin=record.origin,
        docket=case.docket,
        size=checkpoint.size,
        case_proof=proofs[0].to_json(),
        register_proof=proofs[1].to_json(),
        index=_open(index, names=None),
        entries=tuple(_entry(one, policy) for one in case.entries),
        register=tuple(_register_entry(one) for one in register),
        brought=tuple(_entry(one, policy) for one in case.brought),
        multiproof=tuple(proof),
        earlier=tuple(_earlier(record, size, checkpoint.size, node) for size in sorted(set(earlier))),
    )


def _multiproof(checkpoint: Checkpoint, leaves: dict[int, bytes], node: merkle.NodeReader) -> list[bytes]:
    """The proof that all these entries stand under the checkpoint, verified before it is given out."""
    try:
        proof = multiproof.prove_many(sorted(leaves), checkpoint.size, node)
        multiproof.verify_many(leaves, checkpoint.size, proof, checkpoint.root)
    except (IntegrityFailure, NotFound) as error:
        raise IntegrityFailure(
            "bundle.tree",
            "The tiles do not lead to the root that was signed; run `wholefile record check`.",
        ) from error
    return proof


def _earlier(record: Record, size: int, new: int, node: merkle.NodeReader) -> bundles.Earlier:
    row = record.db.one("checkpoint", size=size)
    if row is None:
        raise NotFound("checkpoint.unknown", f"There is no checkpoint of {size} entries.")
    root = parse_checkpoint(parse_note(row.note.encode()).text).root
    return bundles.Earlier(size, root, tuple(merkle.consistency_proof(size, new, node)))


def _labelled(db: Database, label: bytes, size: int | None) -> list[StoredEntry]:
    bound = ' AND c."seq" < %s' if size is not None else ""
    values: list[Any] = [label] if size is None else [label, size]
    sql = f'{_ENTRY} JOIN "entry_case" c ON c."seq" = e."seq" WHERE c."label" = %s{bound} ORDER BY e."seq"'
    return [_stored(row) for row in db.query(sql, values)]


def _at(db: Database, positions: Sequence[int]) -> list[StoredEntry]:
    found = []
    for start in range(0, len(positions), _AT_ONCE):
        part = positions[start : start + _AT_ONCE]
        marks = ", ".join(["%s"] * len(part))
        found += db.query(f'{_ENTRY} WHERE e."seq" IN ({marks}) ORDER BY e."seq"', part)
    return [_stored(row) for row in found]


def _stored(row: Sequence[Any]) -> StoredEntry:
    seq, kind, header, leaf, fields, secret, expunged_by = row
    open_body = fields is not None and expunged_by is None
    return StoredEntry(
        seq,
        kind,
        bytes(header),
        bytes(leaf),
        json.loads(bytes(fields)) if open_body else None,
        bytes(secret) if open_body else None,
        expunged_by,
    )


def _history_positions(docket: str, entries: Iterable[StoredEntry]) -> set[int]:
    """Positions named by the acts that linked items to this case."""
    return {
        seq
        for entry in entries
        if entry.kind == "item.linked" and entry.fields and entry.fields["docket"] == docket
        for seq in entry.fields["history"]
    }


def _shown(entry: StoredEntry, policy: OpeningPolicy) -> Shown:
    if entry.fields is None:
        return Shown(entry.seq, entry.kind, None)
    names = policy(entry).names
    fields = entry.fields if names is None else {n: v for n, v in entry.fields.items() if n in names}
    return Shown(entry.seq, entry.kind, dict(fields))


def _entry(entry: StoredEntry, policy: OpeningPolicy) -> bundles.Entry:
    if entry.fields is None:
        return _open(entry, names=frozenset())
    shown = policy(entry)
    closed = bundles.CLOSED_PENDING if shown.pending else None
    return _open(entry, names=shown.names, withheld_by=shown.withheld_by, closed=closed)


def _register_entry(entry: StoredEntry) -> bundles.Entry:
    if entry.fields is None or is_open_in_register(entry.kind, entry.fields):
        return _open(entry, names=None)
    return bundles.Entry(entry.header, closed=bundles.CLOSED_REGISTER)


def _open(
    entry: StoredEntry,
    *,
    names: frozenset[str] | None,
    withheld_by: int | None = None,
    closed: str | None = None,
) -> bundles.Entry:
    """The entry with these fields open (None: all of them), or with the order that destroyed its body."""
    if entry.fields is None or entry.secret is None:
        if entry.expunged_by is None:
            raise IntegrityFailure(
                "bundle.body", f"The body of entry {entry.seq} is missing and no order says why."
            )
        return bundles.Entry(entry.header, expunged_by=entry.expunged_by)
    shown = entry.fields.keys() if names is None else names
    whole = names is None or shown == entry.fields.keys()
    opening = open_all(entry.fields, entry.secret) if whole else open_some(entry.fields, entry.secret, shown)
    return bundles.Entry(entry.header, opening, withheld_by, closed=closed)
