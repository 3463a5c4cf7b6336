"""Signatures of people on acts, checked offline and years later.

What is signed is `wholefile/act/v1`, a newline, and the canonical act. A key held as a file signs these
bytes with Ed25519. A passkey or security key signs them through WebAuthn (W3C Web Authentication level 2,
section 7.2): its challenge is the SHA-256 of these bytes, so what the authenticator signed is this act and
no other; authenticator data and client data are kept with the signature. With one gesture a passkey may sign
many acts (`wholefile.core.acts_together`): then the challenge is that of all of them, and the part `batch` leads
from this act to it.

A signature that does not hold raises `IntegrityFailure` with a code `signature.<why>`. Whether the key
was valid when the act was recorded is for the record to judge, by the entry's position.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from wholefile.core import acts_together, keys
from wholefile.core.canonical import Value, b64u, encode, parse_json, unb64u
from wholefile.core.errors import IntegrityFailure, Invalid

_ACT_PREFIX = b"wholefile/act/v1\n"
_PLAIN_NAMES = {"algorithm", "key", "signature"}
_WEBAUTHN_NAMES = _PLAIN_NAMES | {"authenticator_data", "client_data"}
_BATCH = "batch"
_USER_PRESENT, _USER_VERIFIED, _HAS_CREDENTIAL, _HAS_EXTENSIONS = 0x01, 0x04, 0x40, 0x80
_AUTHENTICATOR_DATA_BYTES = 37  # hash of the relying party, flags, counter


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """A signing key as it was enrolled in the record.

    `rp_id` and `origins` are those of the page on which a WebAuthn key signs; a plain key has none.
    """

    key: str
    algorithm: str
    public_key: bytes
    rp_id: str | None = None
    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.key != keys.key_id(self.algorithm, self.public_key):
            raise IntegrityFailure(
                "signature.key_id", "This public key is not the one which the key's name stands for."
            )
        signs_on = (self.rp_id is not None, bool(self.origins))
        if signs_on != ((False, False) if self.algorithm == keys.ED25519 else (True, True)):
            raise Invalid(
                "key.relying_party",
                "A WebAuthn key, and only such a key, is enrolled with the pages it signs on.",
            )

    @classmethod
    def of(
        cls, algorithm: str, public_key: bytes, rp_id: str | None = None, origins: tuple[str, ...] = ()
    ) -> "EnrolledKey":
        """The enrolled key with its name worked out."""
        return cls(keys.key_id(algorithm, public_key), algorithm, public_key, rp_id, origins)


def act_message(act: Mapping[str, object]) -> bytes:
    """The bytes that people sign: `wholefile/act/v1`, a newline and the canonical act, all of it ASCII."""
    raw = encode(act)
    if not raw.isascii():
        raise Invalid(
            "canonical.not_ascii",
            "Only ASCII characters may stand in an act; names and texts belong in its body.",
        )
    return _ACT_PREFIX + raw


def act_hash(act: Mapping[str, object]) -> bytes:
    """SHA-256 of the bytes that people sign; the challenge given to a passkey for this act alone."""
    return sha256(act_message(act)).digest()


def sign_act(seed: bytes, act: Mapping[str, object]) -> dict[str, Value]:
    """The signature on an act by the Ed25519 key of this 32-byte seed."""
    return {
        "algorithm": keys.ED25519,
        "key": keys.key_id(keys.ED25519, keys.public_key_of(seed)),
        "signature": b64u(keys.ed25519_sign(seed, act_message(act))),
    }


def verify_signature(
    signature: Mapping[str, object], act: Mapping[str, object], enrolled: EnrolledKey
) -> None:
    """This signature is by this enrolled key, on exactly this act; otherwise `IntegrityFailure`."""
    try:
        check_shape(signature)
    except Invalid as error:
        raise IntegrityFailure("signature.malformed", error.message) from None
    if signature["key"] != enrolled.key or signature["algorithm"] != enrolled.algorithm:
        raise IntegrityFailure(
            "signature.other_key", "The signature names another key than the one enrolled."
        )
    message, raw = act_message(act), unb64u(signature["signature"])
    if enrolled.algorithm == keys.ED25519:
        holds = keys.ed25519_verify(enrolled.public_key, message, raw)
    else:
        authenticator_data, client_data = (
            unb64u(signature["authenticator_data"]),
            unb64u(signature["client_data"]),
        )
        _check_client_data(client_data, _challenge(signature, message), enrolled)
        _check_authenticator_data(authenticator_data, enrolled)
        verify = keys.es256_verify if enrolled.algorithm == keys.WEBAUTHN_ES256 else keys.ed25519_verify
        holds = verify(enrolled.public_key, authenticator_data + sha256(client_data).digest(), raw)
    if not holds:
        raise IntegrityFailure("signature.wrong", "The signature does not belong to this act and this key.")


def check_shape(signature: object) -> None:
    """A signature object with exactly the right names and values of the right form; `Invalid` otherwise."""
    if type(signature) is not dict:
        raise Invalid("signature.shape", "A signature is an object.")
    algorithm = signature.get("algorithm")
    if type(algorithm) is not str or algorithm not in keys.PUBLIC_KEY_BYTES:
        raise Invalid(
            "signature.algorithm",
            f"Signatures are of one of these kinds: {', '.join(keys.PUBLIC_KEY_BYTES)}.",
        )
    names = _PLAIN_NAMES if algorithm == keys.ED25519 else _WEBAUTHN_NAMES | ({_BATCH} & signature.keys())
    if signature.keys() != names:
        raise Invalid(
            "signature.names", f"A signature of the kind {algorithm} has other parts than this one."
        )
    unb64u(signature["key"], 32)
    unb64u(signature["signature"], None if algorithm == keys.WEBAUTHN_ES256 else 64)
    if algorithm != keys.ED25519:
        unb64u(signature["authenticator_data"])
        unb64u(signature["client_data"])
    if _BATCH in signature:
        acts_together.check_batch(signature[_BATCH])


def _challenge(signature: Mapping[str, object], message: bytes) -> bytes:
    """What the passkey was asked to sign: the hash of this act, or what this act and others have in common."""
    hashed = sha256(message).digest()
    if _BATCH not in signature:
        return hashed
    return acts_together.challenge_of_part(hashed, cast(Mapping[str, object], signature[_BATCH]))


def _check_client_data(client_data: bytes, challenge: bytes, enrolled: EnrolledKey) -> None:
    """What the browser says it asked the authenticator for (WebAuthn section 5.8.1)."""
    try:
        client = parse_json(client_data)
    except Invalid as error:
        raise IntegrityFailure(
            "signature.client_data", f"The browser's part cannot be read: {error.message}"
        ) from None
    if type(client) is not dict or client.get("type") != "webauthn.get":
        raise IntegrityFailure("signature.client_data", "The browser's part is not that of a signature.")
    if client.get("challenge") != b64u(challenge):
        raise IntegrityFailure(
            "signature.other_act", "The security key signed something other than this act."
        )
    if client.get("origin") not in enrolled.origins:
        raise IntegrityFailure(
            "signature.origin", "The signature was made on a page this key is not enrolled for."
        )
    if "crossOrigin" in client and client["crossOrigin"] is not False:
        raise IntegrityFailure(
            "signature.cross_origin", "The signature was asked for by a page inside another site's page."
        )


def _check_authenticator_data(data: bytes, enrolled: EnrolledKey) -> None:
    """What the authenticator says (WebAuthn section 6.1): for whom, and that a verified person was there."""
    if len(data) < _AUTHENTICATOR_DATA_BYTES:
        raise IntegrityFailure("signature.authenticator_data", "The security key's part is too short.")
    flags = data[32]
    if len(data) > _AUTHENTICATOR_DATA_BYTES and not flags & (_HAS_CREDENTIAL | _HAS_EXTENSIONS):
        raise IntegrityFailure(
            "signature.authenticator_data", "The security key's part has bytes it does not announce."
        )
    if data[:32] != sha256(cast(str, enrolled.rp_id).encode()).digest():
        raise IntegrityFailure("signature.relying_party", "The signature was made for another relying party.")
    if not (flags & _USER_PRESENT and flags & _USER_VERIFIED):
        raise IntegrityFailure(
            "signature.user_not_verified", "The security key did not verify who was there."
        )
