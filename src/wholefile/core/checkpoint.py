"""Checkpoints: the log says how long it is and what its root is, and signs it (C2SP tlog-checkpoint).

Three lines: the origin, which is the name of the log and of its key; the number of entries; the root in
base64. The extension lines which C2SP permits are refused, since neither witness nor auditor could
stand for what they say.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from wholefile.core import note
from wholefile.core.errors import Invalid
from wholefile.core.merkle import EMPTY_ROOT, HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_MAX_SIZE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log `origin` has `size` entries with this 32-byte root."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        note.check_key_name(self.origin)
        if not 0 <= self.size <= _MAX_SIZE:
            raise Invalid("checkpoint.size", "The size of a log is a whole number from 0.")
        if len(self.root) != HASH_BYTES or (self.size == 0 and self.root != EMPTY_ROOT):
            raise Invalid(
                "checkpoint.root", "The root in a checkpoint is not one that a log of this size can have."
            )

    @property
    def text(self) -> str:
        """The text that is signed and cosigned."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint which the text of a note stands for; `Invalid` unless this is its one form."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1]:
        raise Invalid("checkpoint.lines", "A checkpoint has three lines: origin, size and root.")
    if len(lines) > 4:
        raise Invalid("checkpoint.extension", "A checkpoint carries no lines after its root.")
    origin, size, root = lines[:3]
    if not _SIZE.fullmatch(size):
        raise Invalid("checkpoint.size", "The size of a log is a whole number without leading zeros.")
    try:
        checkpoint = Checkpoint(origin, int(size), b64decode(root, validate=True))
    except ValueError:
        raise Invalid("checkpoint.root", "The root in a checkpoint is 32 bytes in base64.") from None
    if checkpoint.text != text:
        raise Invalid("checkpoint.root", "The root in a checkpoint is not written in the one permitted way.")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, seed: bytes) -> bytes:
    """The note by which the log with this Ed25519 seed stands for a checkpoint, under its origin's name."""
    return note.format_note(checkpoint.text, [note.sign_note(checkpoint.text, checkpoint.origin, seed)])


def open_checkpoint(raw: bytes, log_key: note.VerifierKey) -> Checkpoint:
    """The checkpoint in a note, once it is certain that this log signed it."""
    signed = note.parse_note(raw)
    checkpoint = parse_checkpoint(signed.text)
    if checkpoint.origin != log_key.name:
        raise Invalid(
            "checkpoint.origin", f"This is a checkpoint of {checkpoint.origin}, not of {log_key.name}."
        )
    note.verify_note(signed, log_key)
    return checkpoint
