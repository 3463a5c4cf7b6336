"""The right edge of a growing tree: all that is needed to append to it and to know its root.

A compact range in the sense of RFC 6962: the hashes of the complete subtrees, largest first, one for
each bit set in the size. It keeps the head of the log and the root over each case's own entries without
reading what is already there: 64 leaves cost 6 hashes to remember, a billion cost 30.
"""

from collections.abc import Iterable
from hashlib import sha256

from wholefile.core.errors import IntegrityFailure
from wholefile.core.merkle import EMPTY_ROOT, HASH_BYTES, check_hashes

_SIZE_BYTES = 8


class Frontier:
    """The size of a tree and the hashes along its right edge; `append` and `extend` change it in place."""

    __slots__ = ("_edge", "_size")

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self._size = size
        self._edge = list(edge)
        if size < 0 or len(self._edge) != size.bit_count():
            raise IntegrityFailure("frontier.shape", "The right edge does not fit the size of the tree.")
        check_hashes(self._edge)

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._size

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The hashes of the complete subtrees, largest first."""
        return tuple(self._edge)

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf, given by its hash."""
        self.extend((leaf_hash,))

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Add leaves, given by their hashes, in order; none of them is added when one is not a hash."""
        size, edge = self._size, self._edge.copy()
        for leaf_hash in leaf_hashes:
            if len(leaf_hash) != HASH_BYTES:
                raise IntegrityFailure("merkle.hash_length", f"A hash has {len(leaf_hash)} bytes.")
            carry, full = leaf_hash, size
            while full & 1:
                carry = sha256(b"\x01" + edge.pop() + carry).digest()
                full >>= 1
            edge.append(carry)
            size += 1
        self._size, self._edge = size, edge

    def root(self) -> bytes:
        """The RFC 6962 root of the tree as it stands."""
        if not self._edge:
            return EMPTY_ROOT
        *larger, result = self._edge
        for subtree in reversed(larger):
            result = sha256(b"\x01" + subtree + result).digest()
        return result

    def copy(self) -> "Frontier":
        """A second one that grows on its own."""
        return Frontier(self._size, self._edge)

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, then the hashes, largest subtree first."""
        return self._size.to_bytes(_SIZE_BYTES, "big") + b"".join(self._edge)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Frontier":
        """What `to_bytes` wrote; anything else raises `IntegrityFailure`."""
        if len(raw) < _SIZE_BYTES:
            raise IntegrityFailure("frontier.shape", "The right edge does not fit the size of the tree.")
        edge = [raw[i : i + HASH_BYTES] for i in range(_SIZE_BYTES, len(raw), HASH_BYTES)]
        return cls(int.from_bytes(raw[:_SIZE_BYTES], "big"), edge)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frontier) and self._size == other._size and self._edge == other._edge

    __hash__ = None  # type: ignore[assignment]  # it changes in place
