"""One proof that many entries stand in the log, as small as it can be.

The proof is a list of hashes without positions: both sides know which are needed. Go through the
levels of the RFC 6962 tree from the leaves up, and in each level from left to right through the nodes
already known; where the neighbour that completes the pair is not known, it is the next hash of the proof.
The last node of a level without a neighbour moves up unchanged.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.merkle import NodeReader, check_hashes, node_hash, subtree_hash


def prove_many(indexes: Sequence[int], size: int, node: NodeReader) -> list[bytes]:
    """The hashes that lead from these leaves, named in order, to the root over `size` leaves."""
    _check_indexes(indexes, size, Invalid)
    proof: list[bytes] = []
    known, width, level = list(indexes), size, 0
    while width > 1:
        have = set(known)
        for index in known:
            neighbour = index ^ 1
            if neighbour < width and neighbour not in have:
                start = neighbour << level
                proof.append(subtree_hash(start, min(start + (1 << level), size), node))
        known = sorted({index >> 1 for index in known})
        width, level = (width + 1) >> 1, level + 1
    return proof


def root_from_many(leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes]) -> bytes:
    """The root that these leaf hashes, by index, and this proof lead to."""
    indexes = sorted(leaves)
    _check_indexes(indexes, size, IntegrityFailure)
    check_hashes(leaves.values())
    check_hashes(proof)
    rest = iter(proof)
    row, width = [(index, leaves[index]) for index in indexes], size
    try:
        while width > 1:
            row = _row_above(row, width, rest)
            width = (width + 1) >> 1
    except StopIteration:
        raise IntegrityFailure("multiproof.too_short", "The proof has too few hashes.") from None
    if next(rest, None) is not None:
        raise IntegrityFailure("multiproof.too_long", "The proof has hashes that nothing needs.")
    return row[0][1]


def verify_many(leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes], expected_root: bytes) -> None:
    """All these leaf hashes stand at their indexes in the tree with this root, or `IntegrityFailure`."""
    if root_from_many(leaves, size, proof) != expected_root:
        raise IntegrityFailure(
            "multiproof.mismatch", f"These entries are not all in the log of {size} entries."
        )


def _row_above(row: list[tuple[int, bytes]], width: int, rest: Iterator[bytes]) -> list[tuple[int, bytes]]:
    above: list[tuple[int, bytes]] = []
    position, last = 0, len(row)
    while position < last:
        index, value = row[position]
        position += 1
        if index & 1:
            value = node_hash(next(rest), value)
        elif index + 1 < width:
            if position < last and row[position][0] == index + 1:
                value = node_hash(value, row[position][1])
                position += 1
            else:
                value = node_hash(value, next(rest))
        above.append((index >> 1, value))
    return above


def _check_indexes(indexes: Sequence[int], size: int, kind: type[Invalid] | type[IntegrityFailure]) -> None:
    if not indexes or indexes[0] < 0 or indexes[-1] >= size or any(a >= b for a, b in pairwise(indexes)):
        raise kind("multiproof.indexes", f"Entries are named in order, once each, within a log of {size}.")
