"""The map from case labels to case values, kept so that a change costs one path and not a million cases.

`map_leaf` holds each case's value as of the last index entry; `map_node` every subtree that can be reached: the
nodes with two cases or more below them, and each single case where its path ends. A batch of changes reads the
tree level by level and hashes every changed node once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias

from wholefile.core.case_index import (
    BRANCH,
    EMPTY_NODE,
    LEAF,
    MAX_DEPTH,
    MapProof,
    Node,
    case_value,
    combine,
    leaf_node,
    path_of,
    prove_from,
    side,
)
from wholefile.core.errors import IntegrityFailure
from wholefile.core.frontier import Frontier
from wholefile.core.merkle import HASH_BYTES
from wholefile.record.sql import Database

_MANY = 500
_Place: TypeAlias = tuple[int, bytes]  # depth, and the path's bits left-aligned in bytes

_UPSERT_NODE = (
    'INSERT INTO "map_node" ("depth", "prefix", "state", "hash") VALUES (%s, %s, %s, %s) '
    'ON CONFLICT ("depth", "prefix") DO UPDATE SET "state" = excluded."state", "hash" = excluded."hash"'
)
_UPSERT_LEAF = (
    'INSERT INTO "map_leaf" ("label", "value") VALUES (%s, %s) '
    'ON CONFLICT ("label") DO UPDATE SET "value" = excluded."value"'
)


def case_values(db: Database, labels: Iterable[bytes]) -> dict[bytes, bytes]:
    """What the map must hold for these cases now, from the count, last position and tree of each."""
    found: dict[bytes, bytes] = {}
    wanted = list(labels)
    for start in range(0, len(wanted), _MANY):
        for row in db.rows("case_index", label__in=wanted[start : start + _MANY]):
            frontier = Frontier.from_bytes(bytes(row.frontier))
            if frontier.size != row.count:
                raise IntegrityFailure("case_index.count", "The count of a case does not fit its tree.")
            found[bytes(row.label)] = case_value(row.count, row.last, frontier.root())
    return found


def update(db: Database, changes: Mapping[bytes, bytes]) -> bytes:
    """Put these values (by label) into the map; the new root."""
    if not changes:
        return root(db)
    change = _Change(_Stored(db), changes)
    node = change.subtree(0, sorted(changes))
    db.run_many(_UPSERT_LEAF, sorted(changes.items()))
    db.run_many(_UPSERT_NODE, [(*place, *node) for place, node in change.written.items()])
    return node.hash


def root(db: Database) -> bytes:
    """The root of the map as of the last index entry."""
    return node_at(db, 0, 0).hash


def prove(db: Database, label: bytes) -> MapProof:
    """The proof that the map, as of the last index entry, holds what it holds for a case, or nothing."""
    return prove_from(lambda d, p: node_at(db, d, p), _Stored(db).case_at, label)


def node_at(db: Database, depth: int, path: int) -> Node:
    """The subtree at a depth under a path."""
    row = db.one("map_node", depth=depth, prefix=_prefix(depth, path))
    return EMPTY_NODE if row is None else Node(row.state, bytes(row.hash))


def _prefix(depth: int, path: int) -> bytes:
    return (path << (-depth % 8)).to_bytes((depth + 7) // 8, "big")


class _Kept(Protocol):
    """Where a map is kept."""

    def level(self, depth: int, paths: set[int]) -> dict[int, Node]:
        """The subtrees at a depth under these paths; empty ones are left out."""

    def case_at(self, depth: int, path: int) -> tuple[bytes, bytes]:
        """Label and value of the only case below a place where there is a leaf."""

    def among(self, labels: Iterable[bytes]) -> set[bytes]:
        """Those of the labels whose cases are in the map."""


class _Stored:
    """The map in the tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def level(self, depth: int, paths: set[int]) -> dict[int, Node]:
        prefixes = {_prefix(depth, path): path for path in paths}
        wanted = list(prefixes)
        return {
            prefixes[bytes(row.prefix)]: Node(row.state, bytes(row.hash))
            for start in range(0, len(wanted), _MANY)
            for row in self._db.rows("map_node", depth=depth, prefix__in=wanted[start : start + _MANY])
        }

    def case_at(self, depth: int, path: int) -> tuple[bytes, bytes]:
        low = (path << (MAX_DEPTH - depth)).to_bytes(HASH_BYTES, "big")
        row = next(iter(self._db.rows("map_leaf", order=("label",), limit=1, label__gte=low)), None)
        if row is None or path_of(bytes(row.label), depth) != path:
            raise IntegrityFailure("case_index.leaf", "The case index lacks a case that it counts.")
        return bytes(row.label), bytes(row.value)

    def among(self, labels: Iterable[bytes]) -> set[bytes]:
        """As `_Kept`."""
        wanted = list(labels)
        return {
            bytes(row.label)
            for start in range(0, len(wanted), _MANY)
            for row in self._db.rows("map_leaf", label__in=wanted[start : start + _MANY])
        }


class MemoryMap:
    """A map in memory, by the same steps: for working all index entries out again."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}
        self.nodes: dict[_Place, Node] = {}
        self._cases: dict[_Place, bytes] = {}

    def update(self, changes: Mapping[bytes, bytes]) -> None:
        """Put these values into the map."""
        if changes:
            change = _Change(self, changes)
            change.subtree(0, sorted(changes))
            self.values |= changes
            self.nodes |= change.written
            self._cases |= change.ends

    def root(self) -> bytes:
        """The root of the map."""
        return self.nodes.get((0, b""), EMPTY_NODE).hash

    def level(self, depth: int, paths: set[int]) -> dict[int, Node]:
        """As `_Kept`."""
        places = ((path, self.nodes.get((depth, _prefix(depth, path)))) for path in paths)
        return {path: node for path, node in places if node is not None}

    def case_at(self, depth: int, path: int) -> tuple[bytes, bytes]:
        """As `_Kept`."""
        label = self._cases[depth, _prefix(depth, path)]
        return label, self.values[label]

    def among(self, labels: Iterable[bytes]) -> set[bytes]:
        """As `_Kept`."""
        return {label for label in labels if label in self.values}


class _Change:
    """One batch of changes: the nodes it read and the nodes it writes."""

    def __init__(self, kept: _Kept, changes: Mapping[bytes, bytes]) -> None:
        self._kept = kept
        self._values = dict(changes)
        self._there = kept.among(changes)
        self._standing = self._read(changes)
        self.written: dict[_Place, Node] = {}
        self.ends: dict[_Place, bytes] = {}

    def subtree(self, depth: int, labels: list[bytes], path: int = 0) -> Node:
        """The subtree at this place once the values of these labels, all below it and sorted, are in it."""
        place = (depth, _prefix(depth, path))
        standing = self._standing.get(place, EMPTY_NODE)
        if not labels:
            return standing
        if standing.state == LEAF and self._there.isdisjoint(labels):
            # Otherwise the only case here is one of those that change, and what it held does not matter.
            label, value = self._kept.case_at(depth, path)
            self._values.setdefault(label, value)
            labels = sorted({*labels, label})
        if len(labels) == 1 and standing.state != BRANCH:
            node = leaf_node(labels[0], self._values[labels[0]])
            self.ends[place] = labels[0]
        else:
            sides: tuple[list[bytes], list[bytes]] = ([], [])
            for label in labels:
                sides[side(label, depth)].append(label)
            node = combine(
                self.subtree(depth + 1, sides[0], path << 1), self.subtree(depth + 1, sides[1], path << 1 | 1)
            )
        self.written[place] = node
        return node

    def _read(self, labels: Iterable[bytes]) -> dict[_Place, Node]:
        """Every kept node on the paths of the labels, with its neighbours, one level at a time."""
        found: dict[_Place, Node] = {}
        depth, reaching = 0, list(labels)
        wanted = {0}
        while wanted:
            here = self._kept.level(depth, wanted)
            found |= {(depth, _prefix(depth, path)): node for path, node in here.items()}
            branches = {path for path, node in here.items() if node.state == BRANCH}
            reaching = [label for label in reaching if path_of(label, depth) in branches]
            depth += 1
            inside = {path_of(label, depth) for label in reaching}
            wanted = inside | {path ^ 1 for path in inside}
        return found
