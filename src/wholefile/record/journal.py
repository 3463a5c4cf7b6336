"""The journal: entries in order, and the head that says how many there are and what their root is.

Whoever appends first locks the head, so that positions are given out once and without gaps. The journal
checks nothing else; `ledger` and `checkpoints` are its only callers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from wholefile.core.errors import NotFound
from wholefile.core.frontier import Frontier
from wholefile.record.sql import Database, Insert, Update

_ENTRY_COLUMNS = ("seq", "kind", "at", "act_hash", "nonce", "leaf_hash", "header")
_HEAD_COLUMNS = ("origin", "log_key", "size", "frontier", "last_at", "indexed", "map_root")
_ONLY = 1  # the head has one row


class NewEntry(NamedTuple):
    """What an entry will be, except for its position: `header` holds the bytes of the leaf."""

    kind: str
    at: int
    act_hash: bytes
    nonce: bytes
    header: bytes


@dataclass(slots=True)
class Head:
    """Where the log stands.

    `last_at` is the latest time any entry carries, `indexed` how many entries the last index entry closed off,
    itself included, and `map_root` the root of the case index in it.
    """

    origin: str
    log_key: bytes
    size: int
    frontier: Frontier
    last_at: int
    indexed: int
    map_root: bytes


def create_head(db: Database, origin: str, log_key: bytes, map_root: bytes) -> None:
    """The head of an empty log."""
    values = (origin, log_key, 0, Frontier().to_bytes(), 0, 0, map_root)
    db.execute([Insert("head", {"id": _ONLY, **dict(zip(_HEAD_COLUMNS, values, strict=True))})])


def read_head(db: Database, *, lock: bool = False) -> Head:
    """The head; with `lock`, nobody else can append until this transaction ends.

    SQLite has locked already when the transaction began.
    """
    suffix = " FOR UPDATE" if lock and db.vendor != "sqlite" else ""
    columns = ", ".join(f'"{name}"' for name in _HEAD_COLUMNS)
    rows = db.query(f'SELECT {columns} FROM "head" WHERE "id" = {_ONLY}{suffix}')  # noqa: S608
    if not rows:
        raise NotFound("record.no_head", "There is no record in this database; create one first.")
    origin, log_key, size, frontier, last_at, indexed, map_root = rows[0]
    return Head(origin, log_key, size, Frontier.from_bytes(frontier), last_at, indexed, map_root)


def write_head(db: Database, head: Head) -> None:
    """Put the head back, as the last step of a transaction that appended."""
    db.execute(
        [
            Update(
                "head",
                {
                    "size": head.size,
                    "frontier": head.frontier.to_bytes(),
                    "last_at": head.last_at,
                    "indexed": head.indexed,
                    "map_root": head.map_root,
                },
                {"id": _ONLY},
            )
        ]
    )


def append_entries(db: Database, head: Head, entries: Sequence[NewEntry]) -> list[bytes]:
    """Append entries at the head and advance it; the leaf hashes come back in order.

    Call it within a transaction that holds the lock, and `write_head` before that ends.
    """
    first = head.size
    leaves = [sha256(b"\x00" + entry.header).digest() for entry in entries]
    head.frontier.extend(leaves)
    head.size += len(leaves)
    head.last_at = max(head.last_at, *(entry.at for entry in entries))
    rows = [
        (seq, kind, at, act_hash, nonce, leaf, header)
        for seq, ((kind, at, act_hash, nonce, header), leaf) in enumerate(
            zip(entries, leaves, strict=True), start=first
        )
    ]
    db.insert_many("entry", _ENTRY_COLUMNS, rows)
    return leaves
