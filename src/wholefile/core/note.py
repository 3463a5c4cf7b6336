"""Signed notes: a text and lines of signatures under it, readable by eye (C2SP signed-note).

    text, ending in a newline
    (an empty line)
    — key name base64(4 bytes of key hash, signature)

A key is told to others as a vkey: `name+hash in hex+base64(type, public key)`. Malformed notes and keys raise
`Invalid`; a signature by a known key that does not hold raises `IntegrityFailure`.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from wholefile.core import keys
from wholefile.core.errors import IntegrityFailure, Invalid

ED25519_NOTE = 0x01
COSIGNATURE = 0x04
MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
_DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: by the key with this name and these 4 bytes of hash."""

    name: str
    key_hash: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {b64encode(self.key_hash + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text, which ends in a newline, and the signatures under it, whether known or not."""

    text: str
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key that signs notes; Ed25519, of type 0x01 (logs) or 0x04 (witnesses)."""

    name: str
    type: int
    public_key: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if self.type not in (ED25519_NOTE, COSIGNATURE):
            raise Invalid(
                "note.key_type", "Only Ed25519 keys of type 1 (logs) and type 4 (witnesses) are known."
            )
        keys.check_public_key(keys.ED25519, self.public_key)

    @property
    def key_hash(self) -> bytes:
        """The first 4 bytes of SHA-256 over name, newline, type and public key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public_key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text to give to others."""
        key = b64encode(bytes([self.type]) + self.public_key).decode()
        return f"{self.name}+{self.key_hash.hex()}+{key}"

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits in groups of four, to be read aloud: the first half of SHA-256 over the vkey."""
        digits = sha256(self.vkey.encode()).hexdigest()[:32]
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    def made(self, signature: NoteSignature) -> bool:
        """Whether a signature line says that it is by this key."""
        return signature.name == self.name and signature.key_hash == self.key_hash


def parse_vkey(text: str) -> VerifierKey:
    """The key which a vkey text stands for."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Invalid("note.vkey", "A key is written as name+hash+key.")
    material = _unb64(parts[2])
    if len(material) != 1 + keys.PUBLIC_KEY_BYTES[keys.ED25519]:
        raise Invalid("note.vkey", "The key part of this vkey does not hold an Ed25519 key.")
    key = VerifierKey(parts[0], material[0], material[1:])
    if key.vkey != text:
        raise Invalid("note.vkey", "The hash in this vkey is not that of its name and key.")
    return key


def parse_note(raw: bytes) -> SignedNote:
    """A note read back, with at least one signature; the signatures are not checked yet."""
    if len(raw) > MAX_NOTE_BYTES:
        raise Invalid("note.too_long", f"A note has at most {MAX_NOTE_BYTES} bytes.")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("note.not_utf8", "The note is not valid UTF-8.") from None
    end = whole.rfind("\n\n")
    if end < 0 or not whole.endswith("\n") or end + 2 == len(whole):
        raise Invalid("note.shape", "A note is a text, an empty line and at least one signature line.")
    text, lines = whole[: end + 1], whole[end + 2 : -1].split("\n")
    _check_text(text)
    if len(lines) > MAX_SIGNATURES:
        raise Invalid("note.too_many_signatures", f"A note carries at most {MAX_SIGNATURES} signatures.")
    return SignedNote(text, tuple(parse_signature_line(line) for line in lines))


def parse_signature_line(line: str) -> NoteSignature:
    """A signature line, without its newline."""
    parts = line.removeprefix(_DASH).split(" ")
    if not line.startswith(_DASH) or len(parts) != 2:
        raise Invalid(
            "note.signature_line", "A signature line is a dash, a key name and the signature in base64."
        )
    check_key_name(parts[0])
    blob = _unb64(parts[1])
    if len(blob) < 5:
        raise Invalid("note.signature_line", "A signature line holds no signature.")
    return NoteSignature(parts[0], blob[:4], blob[4:])


def format_note(text: str, signatures: Iterable[NoteSignature]) -> bytes:
    """The bytes of a note."""
    _check_text(text)
    lines = "".join(signature.line for signature in signatures)
    if not lines:
        raise Invalid("note.unsigned", "A note carries at least one signature.")
    return f"{text}\n{lines}".encode()


def sign_note(text: str, name: str, seed: bytes) -> NoteSignature:
    """The signature on a text by the type 0x01 key of this name and 32-byte Ed25519 seed."""
    _check_text(text)
    key = VerifierKey(name, ED25519_NOTE, keys.public_key_of(seed))
    return NoteSignature(name, key.key_hash, keys.ed25519_sign(seed, text.encode()))


def verify_note(note: SignedNote, key: VerifierKey) -> None:
    """The note carries a signature by this type 0x01 key, and each that says it is by this key holds.

    Signatures by other keys are not looked at, even under the same name (C2SP signed-note, Signatures).
    """
    if key.type != ED25519_NOTE:
        raise Invalid("note.key_type", "A witness's key signs no notes of its own.")
    claimed = [s for s in note.signatures if key.made(s)]
    if not claimed:
        raise IntegrityFailure("note.not_signed", f"The note carries no signature by {key.name}.")
    message = note.text.encode()
    if not all(keys.ed25519_verify(key.public_key, message, s.signature) for s in claimed):
        raise IntegrityFailure(
            "note.wrong_signature", f"The signature by {key.name} does not belong to this text."
        )


def check_key_name(name: str) -> None:
    """Key names are not empty and hold no space of any kind, no plus and no control character."""
    if not name or any(c.isspace() or c == "+" or c < " " for c in name) or not _is_unicode(name):
        raise Invalid("note.key_name", "The name of a key is not empty and has no spaces and no plus sign.")


def _check_text(text: str) -> None:
    if not text.endswith("\n") or not _is_unicode(text):
        raise Invalid("note.text", "The text of a note is Unicode and ends in a newline.")
    if any(c < " " and c != "\n" for c in text):
        raise Invalid("note.control_character", "A note holds no control characters other than newlines.")


def _is_unicode(text: str) -> bool:
    """Whether the text has no half of a surrogate pair, so that UTF-8 can carry it."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _unb64(text: str) -> bytes:
    """Standard padded base64 (RFC 4648 section 4) in its only spelling."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("note.base64", "This is not base64 text.") from None
    if b64encode(data).decode() != text:
        raise Invalid("note.base64", "This base64 text is not the only spelling of its bytes.")
    return data
