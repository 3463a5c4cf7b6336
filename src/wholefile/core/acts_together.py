"""Many acts under one gesture of a passkey: they form a Merkle tree, and its root is what the key is asked to sign.

    leaf      = SHA-256(0x00, act hash), in the order in which the acts were laid before the signer
    challenge = SHA-256("wholefile/acts/v1", newline, number of acts as 8 bytes big-endian, root)
    batch     = {"index", "path", "size"}: which of the acts this one is, and how its leaf leads to the root

The tree is that of RFC 6962. Each act carries the same assertion with a `batch` of its own, so that each is checked
alone, by who has no other of them. The first line of what is hashed is another than that of a single act, so no
challenge is ever that of both; a single act is signed as such, and a batch of one does not exist.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import cast

from wholefile.core import merkle
from wholefile.core.canonical import Value, b64u, unb64u
from wholefile.core.errors import Invalid

MOST_TOGETHER = 10_000

_ACTS_PREFIX = b"wholefile/acts/v1\n"
_NAMES = {"index", "path", "size"}


def acts_challenge(act_hashes: Sequence[bytes]) -> bytes:
    """The 32-byte challenge by which a passkey signs all acts with these hashes, in this order.

    Raises `Invalid` for fewer than 2 acts or more than 10,000, and for one act that stands there twice.
    """
    return _challenge(len(act_hashes), merkle.root(_leaves(act_hashes)))


def batch_parts(act_hashes: Sequence[bytes]) -> list[dict[str, Value]]:
    """The part `batch` of the signature on each of these acts, in the same order; raises like `acts_challenge`."""
    node, size = merkle.list_reader(_leaves(act_hashes)), len(act_hashes)
    return [
        {
            "index": index,
            "path": [b64u(one) for one in merkle.inclusion_proof(index, size, node)],
            "size": size,
        }
        for index in range(size)
    ]


def challenge_of_part(act_hash: bytes, batch: Mapping[str, object]) -> bytes:
    """The challenge that was signed if this act stood among others where a `batch` of the right form says."""
    index, size = cast(int, batch["index"]), cast(int, batch["size"])
    path = [unb64u(one) for one in cast(list[str], batch["path"])]
    return _challenge(size, merkle.root_from_inclusion(merkle.leaf_hash(act_hash), index, size, path))


def check_batch(batch: object) -> None:
    """A `batch` in its one form: exactly its parts, within bounds, and a path as long as index and size ask for."""
    if type(batch) is not dict or batch.keys() != _NAMES:
        raise Invalid(
            "signature.batch", "The batch of a signature has exactly these parts: index, path, size."
        )
    index, size, path = batch["index"], batch["size"], batch["path"]
    if type(size) is not int or not 2 <= size <= MOST_TOGETHER:
        raise Invalid("signature.batch", f"From 2 to {MOST_TOGETHER} acts are signed together.")
    if type(index) is not int or not 0 <= index < size:
        raise Invalid(
            "signature.batch", "The index of an act among others is counted from 0 and below their number."
        )
    if type(path) is not list or len(path) != merkle.inclusion_length(index, size):
        raise Invalid("signature.batch", "The path of an act among others has the wrong number of hashes.")
    for one in path:
        unb64u(one, merkle.HASH_BYTES)


def _leaves(act_hashes: Sequence[bytes]) -> list[bytes]:
    if len(act_hashes) == 1:
        raise Invalid("acts.together", "A single act is signed as such; there is no batch of one.")
    if not 2 <= len(act_hashes) <= MOST_TOGETHER:
        raise Invalid("acts.together", f"From 2 to {MOST_TOGETHER} acts are signed together.")
    if len(set(act_hashes)) != len(act_hashes):
        raise Invalid("acts.together", "An act stands twice among those to be signed together.")
    merkle.check_hashes(act_hashes)
    return [merkle.leaf_hash(one) for one in act_hashes]


def _challenge(size: int, root: bytes) -> bytes:
    return sha256(_ACTS_PREFIX + size.to_bytes(8, "big") + root).digest()
