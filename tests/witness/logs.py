"""A log in memory that signs checkpoints and draws proofs, and a witness that has an injected clock."""

from base64 import b64encode
from pathlib import Path

from wholefile.core import merkle
from wholefile.core.checkpoint import Checkpoint, sign_checkpoint
from wholefile.core.keys import public_key_of
from wholefile.core.note import ED25519_NOTE, VerifierKey
from wholefile.witness import Witness, WitnessStore
from wholefile.witness.protocol import witness_key

ORIGIN = "records.example/sheriff"
NAME = "witness.example/court"
SEED = bytes([7]) * 32
LOG_SEED = bytes([1]) * 32


class Log:
    """A log over leaves that are given by name; a fork is a copy whose leaves differ."""

    def __init__(self, size: int = 0, *, origin: str = ORIGIN, seed: bytes = LOG_SEED) -> None:
        self.origin, self.seed = origin, seed
        self.leaves = [merkle.leaf_hash(b"entry %d" % number) for number in range(size)]

    @property
    def key(self) -> VerifierKey:
        return VerifierKey(self.origin, ED25519_NOTE, public_key_of(self.seed))

    def grow(self, count: int, word: bytes = b"entry") -> "Log":
        start = len(self.leaves)
        self.leaves += [merkle.leaf_hash(b"%s %d" % (word, start + n)) for n in range(count)]
        return self

    def fork(self, at: int) -> "Log":
        """Another log under the same key that agrees on the first `at` leaves and has as many in all."""
        other = Log(0, origin=self.origin, seed=self.seed)
        other.leaves = self.leaves[:at]
        return other.grow(len(self.leaves) - at, b"other")

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = len(self.leaves) if size is None else size
        return Checkpoint(self.origin, size, merkle.root(self.leaves[:size]))

    def note(self, size: int | None = None) -> bytes:
        return sign_checkpoint(self.checkpoint(size), self.seed)

    def proof(self, old: int, size: int | None = None) -> list[bytes]:
        size = len(self.leaves) if size is None else size
        if not 0 < old <= size:
            return []
        return merkle.consistency_proof(old, size, merkle.list_reader(self.leaves[:size]))

    def request(self, old: int, size: int | None = None, *, proof: list[bytes] | None = None) -> bytes:
        return request(old, self.proof(old, size) if proof is None else proof, self.note(size))


def request(old: int | str, proof: list[bytes], note: bytes) -> bytes:
    lines = [f"old {old}", *(b64encode(one).decode() for one in proof), "", ""]
    return "\n".join(lines).encode() + note


class Clock:
    """Seconds since 1970, set by the test."""

    def __init__(self, now: int = 1_900_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def new_witness(folder: Path, log: Log | None, clock: Clock | None = None, *, name: str = NAME) -> Witness:
    store = WitnessStore.create(folder / "witness.sqlite3", witness_key(name, SEED))
    if log is not None:
        store.trust(log.key)
    return Witness(SEED, store, clock or Clock())
