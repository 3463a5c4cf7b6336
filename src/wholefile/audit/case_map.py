"""The case index, worked out again from nothing but the headers: written apart from the code of the record.

Of each case: how many entries, the last position, and the right edge of its tree. The map over all cases is a
binary trie whose subtrees remember their hashes until something below changes. Memory grows with the number of cases
(about half a kilobyte each), not with the number of entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from wholefile.core.case_index import EMPTY_NODE, case_leaf, case_value, leaf_node, side
from wholefile.core.frontier import Frontier
from wholefile.core.merkle import HASH_BYTES

_NODE_TAG = sha256(b"wholefile/map-node/v1").digest()

# A subtree is None (no case), 64 bytes (one case: its label and its value) or a branch.


class _Branch:
    """A subtree with at least two cases; `hash` is forgotten when something below changes."""

    __slots__ = ("hash", "sides")

    def __init__(self) -> None:
        self.sides: list[_Branch | bytes | None] = [None, None]
        self.hash: bytes | None = None


class Cases:
    """All cases as the entries so far give them."""

    def __init__(self) -> None:
        self._state: dict[bytes, tuple[int, bytes]] = {}
        self._touched: set[bytes] = set()
        self._root: _Branch | bytes | None = None

    def __len__(self) -> int:
        return len(self._state)

    def __contains__(self, label: bytes) -> bool:
        return label in self._state

    def add(self, labels: Iterable[bytes], seq: int, leaf_hash: bytes) -> None:
        """One more entry with the labels of its cases."""
        leaf = case_leaf(seq, leaf_hash)
        for label in labels:
            known = self._state.get(label)
            tree = Frontier() if known is None else Frontier.from_bytes(known[1])
            tree.append(leaf)
            self._state[label] = seq, tree.to_bytes()
            self._touched.add(label)

    def root(self) -> bytes:
        """The root of the map over all cases as they stand."""
        for label in self._touched:
            last, edge = self._state[label]
            tree = Frontier.from_bytes(edge)
            self._root = _put(self._root, 0, label + case_value(tree.size, last, tree.root()))
        self._touched.clear()
        return _hash(self._root)


def _put(tree: _Branch | bytes | None, depth: int, case: bytes) -> _Branch | bytes:
    """The subtree with this case in it; a case that was there gets its new value."""
    if tree is None or (isinstance(tree, bytes) and tree[:HASH_BYTES] == case[:HASH_BYTES]):
        return case
    if isinstance(tree, bytes):
        branch = _Branch()
        branch.sides[side(tree, depth)] = tree
    else:
        branch = tree
    at = side(case, depth)
    branch.sides[at] = _put(branch.sides[at], depth + 1, case)
    branch.hash = None
    return branch


def _hash(tree: _Branch | bytes | None) -> bytes:
    if tree is None:
        return EMPTY_NODE.hash
    if isinstance(tree, bytes):
        return leaf_node(tree[:HASH_BYTES], tree[HASH_BYTES:]).hash
    if tree.hash is None:
        tree.hash = sha256(_NODE_TAG + _hash(tree.sides[0]) + _hash(tree.sides[1])).digest()
    return tree.hash
