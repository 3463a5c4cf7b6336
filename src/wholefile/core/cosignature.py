"""Cosignatures: a witness says that at this time it had seen the log grow to this checkpoint, and never fork.

The form is `cosignature/v1` of C2SP tlog-cosignature, with keys of type 0x04: 8 bytes of time in seconds
since 1970, big-endian, and an Ed25519 signature over

    cosignature/v1
    time <seconds>
    <the text of the checkpoint>
"""

from wholefile.core import keys
from wholefile.core.checkpoint import parse_checkpoint
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.note import COSIGNATURE, NoteSignature, SignedNote, VerifierKey

_MAX_TIME = 2**63 - 1
_TIME_BYTES, _SIGNATURE_BYTES = 8, 64


def cosign(text: str, name: str, seed: bytes, at: int) -> NoteSignature:
    """The cosignature of the witness with this name and seed on the text of a checkpoint, at this second."""
    parse_checkpoint(text)
    if not 0 < at <= _MAX_TIME:
        raise Invalid("cosignature.time", "The time of a cosignature is in seconds since 1970.")
    key = VerifierKey(name, COSIGNATURE, keys.public_key_of(seed))
    signature = keys.ed25519_sign(seed, _message(text, at))
    return NoteSignature(name, key.key_hash, at.to_bytes(_TIME_BYTES, "big") + signature)


def cosigned_at(note: SignedNote, key: VerifierKey) -> int | None:
    """When this witness cosigned the note, in seconds since 1970; None when it did not.

    Of several cosignatures the latest counts, but one which says that it is by this witness and does
    not hold spoils the note: `IntegrityFailure`.
    """
    if key.type != COSIGNATURE:
        raise Invalid("cosignature.key_type", "A witness has a key of type 4.")
    times = [_verify(note.text, s.signature, key) for s in note.signatures if key.made(s)]
    return max(times, default=None)


def _verify(text: str, blob: bytes, key: VerifierKey) -> int:
    at = int.from_bytes(blob[:_TIME_BYTES], "big")
    if len(blob) != _TIME_BYTES + _SIGNATURE_BYTES or not 0 < at <= _MAX_TIME:
        raise IntegrityFailure(
            "cosignature.malformed", f"The cosignature by {key.name} does not have its form."
        )
    if not keys.ed25519_verify(key.public_key, _message(text, at), blob[_TIME_BYTES:]):
        raise IntegrityFailure(
            "cosignature.wrong", f"The cosignature by {key.name} does not belong to this checkpoint."
        )
    return at


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
