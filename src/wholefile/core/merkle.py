"""The Merkle tree of RFC 6962, with proofs that an entry stands in a log and that a log only grew.

A leaf hash is SHA-256(0x00, data), a node is SHA-256(0x01, left, right), the root over nothing is
SHA-256 of nothing. Every hash that comes in is checked to have 32 bytes: without that a verifier can be
made to accept an empty leaf under an empty root.

Proofs are drawn through a reader `node(level, index)`, the hash of the complete subtree over leaves
[index * 2^level, (index + 1) * 2^level), so that the same code serves lists, database rows and tiles.
Failed checks raise `IntegrityFailure`; questions that make no sense raise `Invalid`.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from wholefile.core.errors import IntegrityFailure, Invalid

NodeReader = Callable[[int, int], bytes]

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf holding these bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes; SHA-256 of nothing when there are none."""
    if not leaf_hashes:
        return EMPTY_ROOT
    check_hashes(leaf_hashes)
    row = list(leaf_hashes)
    while len(row) > 1:
        row = _row_above(row)
    return row[0]


def _row_above(row: list[bytes]) -> list[bytes]:
    """Pair neighbours; a last one without a neighbour moves up unchanged, which gives RFC 6962's split."""
    above = [sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
    if len(row) & 1:
        above.append(row[-1])
    return above


def list_reader(leaf_hashes: Sequence[bytes]) -> NodeReader:
    """A node reader over leaf hashes held in memory; every complete subtree is hashed once."""
    check_hashes(leaf_hashes)
    rows = [list(leaf_hashes)]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append([sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)])
    return lambda level, index: rows[level][index]


def subtree_hash(start: int, end: int, node: NodeReader) -> bytes:
    """The root over leaves [start, end); `start` is a multiple of the power of two that spans the range."""
    parts = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append(node(level, start >> level))
        start += 1 << level
    result = parts.pop()
    while parts:
        result = node_hash(parts.pop(), result)
    return result


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """The hashes that lead from leaf `index` up to the root over `size` leaves (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size:
        raise Invalid("merkle.range", f"There is no entry {index} in a log of {size} entries.")
    proof = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(subtree_hash(middle, end, node))
            end = middle
        else:
            proof.append(subtree_hash(start, middle, node))
            start = middle
    proof.reverse()
    return proof


def inclusion_length(index: int, size: int) -> int:
    """How many hashes lead from leaf `index` to the root over `size` leaves; `index` lies within them."""
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that this inclusion proof leads to (RFC 9162 section 2.1.3.2)."""
    check_hashes((leaf, *proof))
    if not 0 <= index < size:
        raise IntegrityFailure("merkle.inclusion", f"There is no entry {index} in a log of {size} entries.")
    inner, result = (index ^ (size - 1)).bit_length(), leaf
    if len(proof) != inclusion_length(index, size):
        raise IntegrityFailure("merkle.inclusion", "The proof of inclusion has the wrong number of hashes.")
    for level, sibling in enumerate(proof):
        on_the_right = level >= inner or index >> level & 1
        result = node_hash(sibling, result) if on_the_right else node_hash(result, sibling)
    return result


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> None:
    """The leaf stands at `index` of the tree of `size` leaves with this root, or `IntegrityFailure`."""
    check_hashes((expected_root,))
    if root_from_inclusion(leaf, index, size, proof) != expected_root:
        raise IntegrityFailure(
            "merkle.inclusion", f"Entry {index} is not in the log of {size} entries with this root."
        )


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """The hashes which show that `new` leaves begin with the `old` ones (RFC 6962 section 2.1.2)."""
    if not 1 <= old <= new:
        raise Invalid("merkle.range", f"A log of {new} entries cannot be compared with one of {old}.")
    proof: list[bytes] = []
    start, end, at_old_root = 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(subtree_hash(middle, end, node))
            end = middle
        else:
            proof.append(subtree_hash(start, middle, node))
            start, at_old_root = middle, False
    if not at_old_root:
        proof.append(subtree_hash(start, end, node))
    proof.reverse()
    return proof


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """The tree of `new` leaves only adds to the one of `old` leaves, or `IntegrityFailure`.

    The check is that of RFC 9162 section 2.1.4.2. `old` is at least 1: everything grows from
    nothing, so there is nothing to prove from size 0.
    """
    check_hashes((old_root, new_root, *proof))
    if not 1 <= old <= new:
        raise IntegrityFailure("merkle.consistency", f"A log of {new} entries cannot continue one of {old}.")
    if old == new:
        if proof or old_root != new_root:
            raise IntegrityFailure("merkle.consistency", "Two logs of the same size have different roots.")
        return
    level = (old & -old).bit_length() - 1  # the complete subtree at the old right edge
    steps = list(proof)
    seed = old_root if old == 1 << level else (steps.pop(0) if steps else b"")
    inner = ((old - 1) ^ (new - 1)).bit_length()
    if not seed or len(steps) != inner - level + ((old - 1) >> inner).bit_count():
        raise IntegrityFailure(
            "merkle.consistency", "The proof of consistency has the wrong number of hashes."
        )
    before = after = seed
    for height, sibling in enumerate(steps, start=level):
        if height >= inner or (old - 1) >> height & 1:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    if before != old_root or after != new_root:
        raise IntegrityFailure(
            "merkle.consistency", f"The log of {new} entries does not continue the one of {old}."
        )


def check_hashes(hashes: Iterable[bytes]) -> None:
    """Every one of these is 32 bytes long."""
    for value in hashes:
        if len(value) != HASH_BYTES:
            raise IntegrityFailure(
                "merkle.hash_length", f"A hash has {len(value)} bytes instead of {HASH_BYTES}."
            )


def _split(size: int) -> int:
    """The largest power of two smaller than `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1
