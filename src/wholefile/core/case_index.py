"""The case index: a map from every case to all of its entries, by which a production proves it is complete.

For a case: the count of its entries, the number of the last one, and the RFC 6962 root over
(number as 8 bytes, leaf hash) of each in order. Hashed together they are the value of the case. A
sparse Merkle map leads from the case's label (32 bytes) to that value, and its root stands in the log as
the last entry of every checkpoint. Bit i of the label, the most significant first, picks the side at
depth i.

    leaf  = SHA-256(tag map-leaf, label, value)      node = SHA-256(tag map-node, left, right)

An empty subtree is 32 zero bytes; one that holds a single leaf is that leaf's hash at whatever depth; one
that holds more is a node even when a side is empty. So there is one tree for one set of cases, and since
the leaf names its whole label, a leaf under the wrong path proves nothing.

Labels and values here are 32 raw bytes.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from wholefile.core import merkle
from wholefile.core.canonical import Value, b64u, unb64u
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.merkle import HASH_BYTES

MAX_DEPTH = 256
EMPTY, LEAF, BRANCH = 0, 1, 2

_VALUE_TAG = sha256(b"wholefile/case-value/v1").digest()
_LEAF_TAG = sha256(b"wholefile/map-leaf/v1").digest()
_NODE_TAG = sha256(b"wholefile/map-node/v1").digest()


class Node(NamedTuple):
    """A subtree of the map: whether it holds no case (EMPTY), one (LEAF) or more (BRANCH), and its hash."""

    state: int
    hash: bytes


EMPTY_NODE = Node(EMPTY, bytes(HASH_BYTES))

# Gives the subtree at a depth under a path: the first `depth` bits of the labels below it, as a number.
NodeAt = Callable[[int, int], Node]
# Gives label and value of the only case below a depth and path where there is a `LEAF`.
CaseAt = Callable[[int, int], tuple[bytes, bytes]]


def case_leaf(index: int, leaf_hash: bytes) -> bytes:
    """The leaf of one entry in the subroot of its case: `index` is the number of the entry in the log."""
    merkle.check_hashes((leaf_hash,))
    return merkle.leaf_hash(_u64(index) + leaf_hash)


def case_subroot(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """The root over the entries of a case, given as (number in the log, leaf hash) in order."""
    return merkle.root([case_leaf(index, leaf_hash) for index, leaf_hash in entries])


def case_value(count: int, last: int, subroot: bytes) -> bytes:
    """What the map holds for a case with this many entries, the last of which has the number `last`."""
    merkle.check_hashes((subroot,))
    return sha256(_VALUE_TAG + _u64(count) + _u64(last) + subroot).digest()


def leaf_node(label: bytes, value: bytes) -> Node:
    """The subtree that holds this one case."""
    merkle.check_hashes((label, value))
    return Node(LEAF, sha256(_LEAF_TAG + label + value).digest())


def combine(left: Node, right: Node) -> Node:
    """The subtree with these two sides."""
    if left[0] == EMPTY and right[0] != BRANCH:
        return right
    if right[0] == EMPTY and left[0] == LEAF:
        return left
    return Node(BRANCH, sha256(_NODE_TAG + left[1] + right[1]).digest())


def side(label: bytes, depth: int) -> int:
    """Which side of a node at this depth a label is on: 0 left, 1 right."""
    return label[depth >> 3] >> (7 - (depth & 7)) & 1


def path_of(label: bytes, depth: int) -> int:
    """The path to the subtree at this depth which holds the label."""
    return int.from_bytes(label, "big") >> (MAX_DEPTH - depth)


def map_root(items: Mapping[bytes, bytes]) -> bytes:
    """The root of the map from labels to values."""
    return _Memory(items).subtree(0, 0, len(items)).hash


@dataclass(frozen=True, slots=True)
class MapProof:
    """Where the path of a label ends, and the siblings on the way, from the root down."""

    siblings: tuple[bytes, ...]
    terminal: tuple[bytes, bytes] | None

    def to_json(self) -> dict[str, Value]:
        """The proof as an object to put into a bundle; an empty sibling is an empty text."""
        siblings: list[Value] = ["" if s == EMPTY_NODE.hash else b64u(s) for s in self.siblings]
        proof: dict[str, Value] = {"depth": len(siblings), "siblings": siblings}
        if self.terminal:
            proof["terminal"] = {"label": b64u(self.terminal[0]), "value": b64u(self.terminal[1])}
        return proof

    @classmethod
    def from_json(cls, proof: object) -> "MapProof":
        """The proof an object stands for; `IntegrityFailure` when it stands for none."""
        try:
            return cls._read(proof)
        except Invalid as error:
            raise _failure(f"it cannot be read: {error.message}") from None

    @classmethod
    def _read(cls, proof: object) -> "MapProof":
        if type(proof) is not dict or proof.keys() - {"terminal"} != {"depth", "siblings"}:
            raise Invalid("case_index.names", "A map proof has a depth, siblings and perhaps a terminal.")
        depth, siblings, terminal = proof["depth"], proof["siblings"], None
        if type(siblings) is not list or type(depth) is not int or depth != len(siblings):
            raise Invalid("case_index.depth", "A map proof has as many siblings as its depth.")
        if "terminal" in proof:
            end = proof["terminal"]
            if type(end) is not dict or end.keys() != {"label", "value"}:
                raise Invalid("case_index.terminal", "The terminal of a map proof has a label and a value.")
            terminal = unb64u(end["label"], HASH_BYTES), unb64u(end["value"], HASH_BYTES)
        return cls(tuple(EMPTY_NODE.hash if s == "" else _sibling(s) for s in siblings), terminal)


def prove(items: Mapping[bytes, bytes], label: bytes) -> MapProof:
    """The proof for a label, whether it is in the map or not, from all cases in memory."""
    memory = _Memory(items)
    return prove_from(memory.node, memory.case, label)


def prove_from(node: NodeAt, case: CaseAt, label: bytes) -> MapProof:
    """The proof for a label from subtrees kept somewhere; one subtree is read for each side of each level."""
    merkle.check_hashes((label,))
    siblings: list[bytes] = []
    here, depth = node(0, 0), 0
    while here.state == BRANCH:
        depth += 1
        path = path_of(label, depth)
        siblings.append(node(depth, path ^ 1).hash)
        here = node(depth, path)
    return MapProof(tuple(siblings), case(depth, path_of(label, depth)) if here.state == LEAF else None)


def verify_presence(root: bytes, label: bytes, value: bytes, proof: MapProof) -> None:
    """The map with this root holds this value under this label; otherwise `IntegrityFailure`."""
    merkle.check_hashes((root, label, value))
    if proof.terminal != (label, value):
        raise _failure("it ends at another case or another value.")
    _verify_path(root, label, proof)


def verify_absence(root: bytes, label: bytes, proof: MapProof) -> None:
    """The map with this root holds nothing under this label; otherwise `IntegrityFailure`."""
    merkle.check_hashes((root, label))
    if proof.terminal and proof.terminal[0] == label:
        raise _failure("it ends at the very case which is said to be absent.")
    _verify_path(root, label, proof)


def _verify_path(root: bytes, label: bytes, proof: MapProof) -> None:
    depth = len(proof.siblings)
    if depth > MAX_DEPTH:
        raise _failure("it is deeper than a label has bits.")
    merkle.check_hashes(proof.siblings)
    if depth and proof.siblings[-1] == EMPTY_NODE.hash:
        raise _failure("a single case does not stand under an empty sibling.")
    result = EMPTY_NODE.hash
    if proof.terminal:
        end = proof.terminal[0]
        merkle.check_hashes(proof.terminal)
        if path_of(end, depth) != path_of(label, depth):
            raise _failure("it ends at a case that is not on this path.")
        result = leaf_node(*proof.terminal).hash
    for level in range(depth - 1, -1, -1):
        sibling = proof.siblings[level]
        pair = sibling + result if side(label, level) else result + sibling
        result = sha256(_NODE_TAG + pair).digest()
    if result != root:
        raise _failure("it does not lead to this root.")


def _u64(number: int) -> bytes:
    try:
        return number.to_bytes(8, "big")
    except OverflowError:
        raise Invalid(
            "case_index.number", "Counts and numbers of entries are whole numbers from 0."
        ) from None


def _sibling(text: object) -> bytes:
    value = unb64u(text, HASH_BYTES)
    if value == EMPTY_NODE.hash:
        raise Invalid("case_index.empty", "An empty sibling is written as an empty text.")
    return value


def _failure(why: str) -> IntegrityFailure:
    return IntegrityFailure("case_index.proof", f"The proof from the case index does not hold: {why}")


class _Memory:
    """All cases in order of their labels; a subtree is a slice of them."""

    def __init__(self, items: Mapping[bytes, bytes]) -> None:
        merkle.check_hashes(items.keys())
        self._cases = sorted(items.items())

    def node(self, depth: int, path: int) -> Node:
        return self.subtree(depth, *self._range(depth, path))

    def case(self, depth: int, path: int) -> tuple[bytes, bytes]:
        return self._cases[self._range(depth, path)[0]]

    def subtree(self, depth: int, start: int, end: int) -> Node:
        if start == end:
            return EMPTY_NODE
        if end - start == 1:
            return leaf_node(*self._cases[start])
        middle = self._first(start, end, path_of(self._cases[start][0], depth) << 1 | 1, depth + 1)
        return combine(self.subtree(depth + 1, start, middle), self.subtree(depth + 1, middle, end))

    def _range(self, depth: int, path: int) -> tuple[int, int]:
        start = self._first(0, len(self._cases), path, depth)
        return start, self._first(start, len(self._cases), path + 1, depth)

    def _first(self, start: int, end: int, path: int, depth: int) -> int:
        """The first case from `start` on whose label, cut to `depth` bits, is at least `path`."""
        return bisect_left(self._cases, path, start, end, key=lambda case: path_of(case[0], depth))
