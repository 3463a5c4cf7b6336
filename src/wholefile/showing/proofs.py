"""What proves that an act stands in the log: the first checkpoint that covers it, who cosigned that, and the hashes.

It is told to whoever sees the whole record. Sizes count what others did, and when a checkpoint was made can tell that
they did something; a production proves to its recipient what is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wholefile.core.acts.schema import MAX_INTEGER
from wholefile.core.canonical import b64u
from wholefile.core.checkpoint import parse_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound, WholefileError
from wholefile.core.merkle import inclusion_proof, verify_inclusion
from wholefile.core.note import SignedNote, parse_note
from wholefile.core.policy import parse_policy
from wholefile.record.home import Record
from wholefile.record.publishing import node_reader
from wholefile.record.visibility import Sight

COVERED_KEYS = {
    "size": "entries under the first checkpoint that covers the act, or null while none does",
    "at": "when that checkpoint was signed, milliseconds since 1970 UTC, or null",
    "witnesses": "list of {name, at: milliseconds since 1970 UTC}: who cosigned it",
}
PROOF_KEYS = {
    "origin": "name of the log",
    "position": "position of the act in the log, from 0",
    "leaf_hash": "hash of its entry (RFC 6962, 2.1), base64url",
    "proof": "hashes from the leaf to the root (RFC 6962, 2.1.1), base64url",
    "checkpoint": "the signed note with its cosignatures (C2SP tlog-checkpoint)",
}


def covered_view(record: Record, sight: Sight, position: int) -> dict[str, Any]:
    """The first checkpoint over an act, and the witnesses of this record's policy who cosigned it."""
    row = _covering(record, position) if sight.everything else None
    if row is None:
        return {"size": None, "at": None, "witnesses": []}
    return {"size": row.size, "at": row.at, "witnesses": witnesses_of(record, parse_note(row.note.encode()))}


def proof_view(record: Record, sight: Sight, position: int) -> dict[str, Any]:
    """The proof that an act stands under the first checkpoint after it, verified before it is given.

    Raises NotFound for an act that does not exist and to whoever does not see the whole record, Conflict before a
    checkpoint covers it, IntegrityFailure when the tiles do not lead to the root that was signed.
    """
    entry = record.db.one("entry", seq=position) if sight.everything and position <= MAX_INTEGER else None
    if entry is None:
        raise NotFound("act.unknown", f"There is no entry {position}.")
    row = _covering(record, position)
    if row is None:
        raise Conflict("proof.no_checkpoint", "No checkpoint covers this act yet; ask again after the next.")
    checkpoint = parse_checkpoint(parse_note(row.note.encode()).text)
    leaf = bytes(entry.leaf_hash)
    try:
        proof: Sequence[bytes] = inclusion_proof(
            position, checkpoint.size, node_reader(record, checkpoint.size)
        )
        verify_inclusion(leaf, position, checkpoint.size, proof, checkpoint.root)
    except (IntegrityFailure, NotFound) as error:
        raise IntegrityFailure(
            "proof.tree", "The tiles do not lead to the root that was signed; have the record checked."
        ) from error
    return {
        "origin": record.origin,
        "position": position,
        "leaf_hash": b64u(leaf),
        "proof": [b64u(one) for one in proof],
        "checkpoint": str(row.note),
    }


def witnesses_of(record: Record, note: SignedNote) -> list[dict[str, Any]]:
    """Who of this record's policy cosigned a checkpoint, and when (milliseconds since 1970 UTC)."""
    found = []
    try:
        known = parse_policy(record.policy_path.read_bytes()).witnesses
    except (WholefileError, OSError):
        return []
    for key in known.values():
        seconds = cosigned_at(note, key)
        if seconds is not None:
            found.append({"name": key.name, "at": seconds * 1000})
    return sorted(found, key=lambda one: str(one["name"]))


def _covering(record: Record, position: int) -> Any:
    return next(iter(record.db.rows("checkpoint", order=("size",), limit=1, size__gt=position)), None)
