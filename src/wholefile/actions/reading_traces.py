"""What the defence has read, kept for the defence alone.

Everybody else's view of an item is an act (`access.opened`). A defence reader's is not: which exhibits counsel
went back to tells the other side how the case will be argued. It is sealed to the reader's own key, so that the
office that runs the record cannot read it either (rule D12). Sealing needs no signature; opening needs the key.

What remains visible is that a reader has traces, how many, and roughly when each was written. The sealed text is
padded, so that its length tells nothing of how much was read.

Sealed boxes are libsodium's (X25519, XSalsa20-Poly1305) to the X25519 form of the reader's Ed25519 key.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from wholefile.actions.signing import Signer
from wholefile.core.errors import Forbidden, Unprocessable
from wholefile.core.keys import ED25519
from wholefile.record.home import Record
from wholefile.record.sql import Insert

_BLOCK = 1_024  # bytes to a multiple of which a trace is padded


@dataclass(frozen=True, slots=True)
class Trace:
    """A reader opened these items at `at` (milliseconds since 1970, UTC), and why, in the reader's own words."""

    at: int
    items: tuple[str, ...]
    what: str


def trace_reading(record: Record, person: str, items: Sequence[str], *, what: str = "") -> None:
    """Keep what a defence reader opened, sealed to them.

    Raises Forbidden for a person who is not of the defence (their reading is an act), Unprocessable for one without a
    key that can be sealed to: passkeys only sign.
    """
    db = record.db
    if not db.exists("role_grant", person=person, role="defence", ended_seq=None):
        raise Forbidden(
            "reading.not_defence", "Only the defence reads unrecorded; record this view as an act of access."
        )
    keys = db.rows(
        "signing_key", order=("-enrolled_seq",), person=person, algorithm=ED25519, revoked_seq=None
    )
    if not keys:
        raise Unprocessable(
            "reading.no_key",
            "The reader has no key file to seal to; enrol one beside the passkey, or go on untraced.",
        )
    box = SealedBox(VerifyKey(bytes(keys[0].public_key)).to_curve25519_public_key())
    said = json.dumps({"at": record.clock(), "items": list(items), "what": what}).encode()
    sealed = box.encrypt(said + b" " * (-len(said) % _BLOCK))
    with db.atomic():
        db.execute([Insert("reading_trace", {"person": person, "sealed": sealed})])


def read_traces(record: Record, reader: Signer) -> Iterator[Trace]:
    """The reader's own traces, the oldest first. Those sealed to another of their keys stay closed."""
    box = SealedBox(SigningKey(reader.seed).to_curve25519_private_key())
    for row in record.db.rows("reading_trace", order=("id",), person=reader.person):
        try:
            said = json.loads(box.decrypt(bytes(row.sealed)))
        except CryptoError:
            continue
        yield Trace(int(said["at"]), tuple(said["items"]), str(said["what"]))
