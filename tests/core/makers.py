"""Acts, keys and authenticators for tests: deterministic, so that a failure can be seen again."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wholefile.core import docket, header, keys
from wholefile.core.acts_together import acts_challenge, batch_parts
from wholefile.core.canonical import b64u
from wholefile.core.signatures import EnrolledKey, act_hash

ORIGIN = "wholefile.example/agency"
RP_ID = "sign.wholefile.example"
PAGE = "https://sign.wholefile.example"


def seed_of(name: str) -> bytes:
    return sha256(b"test seed of " + name.encode()).digest()


def enrolled(name: str) -> EnrolledKey:
    return EnrolledKey.of(keys.ED25519, keys.public_key_of(seed_of(name)))


def make_act(**changes):
    facts = {
        "log": ORIGIN,
        "kind": "item.received",
        "cases": [docket.case_label("2026-CR-42")],
        "at": 1_767_323_045_123,
        "nonce": bytes(range(16)),
        "body": sha256(b"a body").digest(),
    }
    return header.make_act(**{**facts, **changes})


class Authenticator:
    """A security key and the browser around it; every part can be made to lie."""

    def __init__(self, algorithm: str = keys.WEBAUTHN_ES256, name: str = "passkey") -> None:
        self.algorithm = algorithm
        self.seed = seed_of(name)
        if algorithm == keys.WEBAUTHN_ES256:
            self._p256 = ec.derive_private_key(int.from_bytes(self.seed, "big"), ec.SECP256R1())
            public = self._p256.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        else:
            public = keys.public_key_of(self.seed)
        self.enrolled = EnrolledKey.of(algorithm, public, RP_ID, (PAGE,))

    def sign_bytes(self, message: bytes) -> bytes:
        if self.algorithm == keys.WEBAUTHN_ES256:
            return self._p256.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))
        return keys.ed25519_sign(self.seed, message)

    def sign(self, act, *, flags=0x05, rp_id=RP_ID, extra=b"", raw_client=None, **client):
        data = sha256(rp_id.encode()).digest() + bytes([flags]) + bytes(4) + extra
        told = {
            "type": "webauthn.get",
            "challenge": b64u(act_hash(act)),
            "origin": PAGE,
            "crossOrigin": False,
            **client,
        }
        told = {name: value for name, value in told.items() if value is not ...}
        client_data = json.dumps(told).encode() if raw_client is None else raw_client
        return {
            "algorithm": self.algorithm,
            "authenticator_data": b64u(data),
            "client_data": b64u(client_data),
            "key": self.enrolled.key,
            "signature": b64u(self.sign_bytes(data + sha256(client_data).digest())),
        }

    def sign_together(self, acts, **lies):
        """Signatures on these acts, one each, made with a single gesture."""
        hashes = [act_hash(act) for act in acts]
        assertion = self.sign(acts[0], **{"challenge": b64u(acts_challenge(hashes)), **lies})
        return [{**assertion, "batch": part} for part in batch_parts(hashes)]
