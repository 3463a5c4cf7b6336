"""Public keys: which kinds there are, what names them, and one strict verdict on every signature.

Libraries disagree about odd Ed25519 signatures (small-order points, coordinates beyond the field prime),
and a record which one verifier accepts and another refuses is worth nothing in court. So the odd ones are
refused here before libsodium is asked: neither the key A nor the point R may be of small order or
written with y >= p, S must be below the group order L, and then RFC 8032's equation without cofactor
must hold.
"""

from functools import lru_cache
from hashlib import sha256

import nacl.bindings as sodium
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from nacl.exceptions import BadSignatureError

from wholefile.core.canonical import b64u
from wholefile.core.errors import Invalid

ED25519 = "ed25519"
WEBAUTHN_ED25519 = "webauthn-ed25519"
WEBAUTHN_ES256 = "webauthn-es256"

# Bytes of a public key: raw RFC 8032 points, or an uncompressed P-256 point (SEC 1 section 2.3.3).
PUBLIC_KEY_BYTES = {ED25519: 32, WEBAUTHN_ED25519: 32, WEBAUTHN_ES256: 65}
SEED_BYTES = 32

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_Y_MASK = 2**255 - 1
# The y coordinates of the eight points of small order on edwards25519; the sign of x does not matter.
_SMALL_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y = frozenset((0, 1, _P - 1, _SMALL_ORDER_8, _P - _SMALL_ORDER_8))
# The order of the base point of P-256 (SEC 2).
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key_id(algorithm: str, public_key: bytes) -> str:
    """What names a key everywhere: base64url of SHA-256 over `wholefile/key/v1`, algorithm and key."""
    _check_length(algorithm, public_key)
    return b64u(sha256(b"wholefile/key/v1\n" + algorithm.encode("ascii") + b"\n" + public_key).digest())


def check_public_key(algorithm: str, public_key: bytes) -> None:
    """A key that may be enrolled: a proper point of the right length; `Invalid` otherwise.

    Stricter than verification: an Ed25519 point outside the prime-order group, which no honest key
    generator makes, is refused as well.
    """
    _check_length(algorithm, public_key)
    if algorithm == WEBAUTHN_ES256:
        try:
            _p256_point(public_key)
        except ValueError:
            raise Invalid(
                "key.not_on_curve", "This is not an uncompressed point of the curve P-256."
            ) from None
    elif _is_odd_point(public_key) or not sodium.crypto_core_ed25519_is_valid_point(public_key):
        raise Invalid("key.weak", "This Ed25519 key is not a point of the prime-order group.")


def public_key_of(seed: bytes) -> bytes:
    """The Ed25519 public key of a 32-byte seed."""
    return sodium.crypto_sign_seed_keypair(seed)[0]


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature (RFC 8032) by the key of this seed."""
    secret_key = sodium.crypto_sign_seed_keypair(seed)[1]
    return sodium.crypto_sign(message, secret_key)[: sodium.crypto_sign_BYTES]


def ed25519_verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is a signature of the message by this key, by the one strict rule above."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    if _is_odd_key(public_key) or _is_odd_point(signature[:32]):
        return False
    # Below 2^252 it is below the group order, as nearly all are.
    if signature[63] >= 0x10 and int.from_bytes(signature[32:], "little") >= _L:
        return False
    try:
        sodium.crypto_sign_open(signature + message, public_key)
    except BadSignatureError:
        return False
    return True


def es256_verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is an ECDSA signature with P-256 and SHA-256, its DER form being the only one (X.690)."""
    try:
        r, s = decode_dss_signature(signature)
        if not (0 < r < _P256_ORDER and 0 < s < _P256_ORDER) or encode_dss_signature(r, s) != signature:
            return False
        _p256_point(public_key).verify(signature, message, ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _is_odd_point(point: bytes) -> bool:
    """Whether an encoded point is of small order or not written in the one canonical way."""
    y = int.from_bytes(point, "little") & _Y_MASK
    return y >= _P or y in _SMALL_ORDER_Y


_is_odd_key = lru_cache(maxsize=1024)(_is_odd_point)


@lru_cache(maxsize=1024)
def _p256_point(public_key: bytes) -> EllipticCurvePublicKey:
    if len(public_key) != PUBLIC_KEY_BYTES[WEBAUTHN_ES256] or public_key[0] != 0x04:
        raise ValueError("not an uncompressed point")
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)


def _check_length(algorithm: str, public_key: bytes) -> None:
    length = PUBLIC_KEY_BYTES.get(algorithm)
    if length is None:
        known = ", ".join(PUBLIC_KEY_BYTES)
        raise Invalid("key.algorithm", f"Keys are of one of these kinds: {known}.")
    if len(public_key) != length:
        raise Invalid("key.length", f"A public key of the kind {algorithm} has {length} bytes.")
