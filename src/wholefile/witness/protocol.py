"""What a witness answers to a checkpoint (C2SP tlog-witness v1.1, add-checkpoint; docs/formats/witness.md).

old <size the witness saw last>
<hashes of the consistency proof in base64, one a line>
(an empty line)
<the signed checkpoint>

200  cosignature lines            403  not signed by the log's key     409  the size seen last, which is not `old`
400  not of this form             404  a log that is not witnessed     422  does not continue what was seen
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from wholefile.core import merkle
from wholefile.core.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from wholefile.core.cosignature import cosign
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, NoteSignature, SignedNote, VerifierKey, parse_note
from wholefile.witness.store import FORK, UNPROVEN, Seen, Turn, WitnessStore

MAX_REQUEST_BYTES = 65_536
MAX_PROOF_LINES = 63
TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"

_OLD = re.compile(rb"old (0|[1-9][0-9]{0,18})")

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Request:
    """A checkpoint, the size it is said to continue, and the proof that it does."""

    old: int
    proof: tuple[bytes, ...]
    raw_note: bytes
    note: SignedNote
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content type and body of an HTTP response."""

    status: int
    body: bytes
    content_type: str = TEXT


class Witness:
    """One witness: its key, what it has seen, and its clock (seconds since 1970).

    Raises IntegrityFailure when the store belongs to another key.
    """

    def __init__(self, seed: bytes, store: WitnessStore, clock: Clock) -> None:
        if public_key_of(seed) != store.key.public_key:
            raise IntegrityFailure("witness.other_store", "This store belongs to a witness with another key.")
        self._seed = seed
        self._store = store
        self._clock = clock

    @property
    def key(self) -> VerifierKey:
        """The public key under which it cosigns, to be put into policies."""
        return self._store.key

    def add_checkpoint(self, body: bytes) -> Answer:
        """Judge a request; what it leads to is on disk before the answer comes back. Raises Unavailable."""
        try:
            request = parse_request(body)
        except Invalid as error:
            return _refusal(400, error.message)
        with self._store.turn() as turn:
            return self._judge(turn, request, body)

    def _judge(self, turn: Turn, request: Request, body: bytes) -> Answer:
        checkpoint, seen = request.checkpoint, turn.seen(request.checkpoint.origin)
        if seen is None:
            return _refusal(404, f"This witness does not know the log {checkpoint.origin}.")
        try:
            open_checkpoint(request.raw_note, seen.log_key)
        except IntegrityFailure as error:
            return _refusal(403, error.message)
        if request.old > checkpoint.size:
            return _refusal(400, "A checkpoint does not continue a larger one.")
        if checkpoint.size == seen.size and checkpoint.root != seen.root:
            turn.keep(FORK, checkpoint, body, seen, turn.time(self._clock()))
        if request.old != seen.size:
            return Answer(409, f"{seen.size}\n".encode(), SIZE)
        if problem := _problem(request, seen):
            if checkpoint.size != seen.size:
                turn.keep(UNPROVEN, checkpoint, body, seen, turn.time(self._clock()))
            return _refusal(422, problem)
        return self._cosign(turn, request)

    def _cosign(self, turn: Turn, request: Request) -> Answer:
        at = turn.time(self._clock())
        turn.advance(request.old, request.checkpoint, request.raw_note, at)
        line: NoteSignature = cosign(request.note.text, self.key.name, self._seed, at)
        return Answer(200, line.line.encode())


def parse_request(body: bytes) -> Request:
    """What an add-checkpoint body says; `Invalid` when it is not of that form."""
    if len(body) > MAX_REQUEST_BYTES:
        raise Invalid("witness.too_long", f"A request has at most {MAX_REQUEST_BYTES} bytes.")
    head, empty, raw_note = body.partition(b"\n\n")
    old, *proof = head.split(b"\n")
    size = _OLD.fullmatch(old)
    if not empty or size is None:
        raise Invalid("witness.form", "A request is the old size, a proof, an empty line and a checkpoint.")
    if len(proof) > MAX_PROOF_LINES:
        raise Invalid("witness.proof", f"A proof has at most {MAX_PROOF_LINES} lines.")
    note = parse_note(raw_note)
    return Request(
        int(size[1]), tuple(_hash(line) for line in proof), raw_note, note, parse_checkpoint(note.text)
    )


def proves_fork(one: bytes, other: bytes, log_key: VerifierKey) -> bool:
    """Whether these two notes convict a log: it signed two roots for one size."""
    first, second = open_checkpoint(one, log_key), open_checkpoint(other, log_key)
    return first.size == second.size and first.root != second.root


def witness_key(name: str, seed: bytes) -> VerifierKey:
    """The public key of a witness with this name and seed."""
    return VerifierKey(name, COSIGNATURE, public_key_of(seed))


def _problem(request: Request, seen: Seen) -> str:
    """Why this does not continue what was seen; empty when it does."""
    checkpoint = request.checkpoint
    if seen.size == 0:  # everything continues nothing, and needs no proof of it
        return "The proof from size 0 is empty." if request.proof else ""
    try:
        merkle.verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, request.proof)
    except IntegrityFailure as error:
        return error.message
    return ""


def _hash(line: bytes) -> bytes:
    try:
        value = b64decode(line, validate=True)
    except ValueError:
        value = b""
    if len(value) != merkle.HASH_BYTES or b64encode(value) != line:
        raise Invalid("witness.proof", "Each line of a proof is one hash of 32 bytes in base64.")
    return value


def _refusal(status: int, message: str) -> Answer:
    return Answer(status, f"{message}\n".encode())
