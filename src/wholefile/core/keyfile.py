"""Signing keys kept as files, under a passphrase.

A key file is one line of JSON: the public key and its name in the clear, the 32-byte Ed25519 seed encrypted
with XSalsa20-Poly1305 (libsodium secretbox) under a key derived from the passphrase by Argon2id (RFC 9106).
The passphrase is taken in Unicode form NFKC, so that it is the same on every keyboard.
"""

import unicodedata
from dataclasses import dataclass

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

from wholefile.core import keys
from wholefile.core.canonical import Value, b64u, encode, parse_json, unb64u
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid

FORMAT = "wholefile key file v1"
SALT_BYTES = 16
NONCE_BYTES = 24
# libsodium's limits for a key that is opened now and then by a person: about a second, 256 MiB.
MODERATE_OPS, MODERATE_MEM = 3, 268_435_456
_MIN_OPS, _MAX_OPS = 1, 20
_MIN_MEM, _MAX_MEM = 8_192, 2**30  # bytes; a file must not make its reader run out of memory
_MAX_FILE_BYTES = 4_096
_NAMES = {"algorithm", "ciphertext", "format", "kdf", "key", "nonce", "public_key"}
_KDF_NAMES = {"mem", "name", "ops", "salt"}


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says; `mem` is in bytes."""

    key: str
    public_key: bytes
    ops: int
    mem: int
    salt: bytes
    nonce: bytes
    ciphertext: bytes


def seal(  # noqa: PLR0917 - the ingredients in the order they are used
    seed: bytes,
    passphrase: str,
    salt: bytes,
    nonce: bytes,
    ops: int = MODERATE_OPS,
    mem: int = MODERATE_MEM,
) -> str:
    """The text of a key file for a 32-byte seed; `salt` is 16 and `nonce` 24 fresh random bytes."""
    if (len(seed), len(salt), len(nonce)) != (keys.SEED_BYTES, SALT_BYTES, NONCE_BYTES):
        raise Invalid("keyfile.length", "A seed has 32 bytes, a salt 16 and a nonce 24.")
    secret = _derive(passphrase, salt, ops, mem)
    public_key = keys.public_key_of(seed)
    kdf: dict[str, Value] = {"mem": mem, "name": "argon2id", "ops": ops, "salt": b64u(salt)}
    content: dict[str, Value] = {
        "algorithm": keys.ED25519,
        "ciphertext": b64u(sodium.crypto_secretbox(seed, nonce, secret)),
        "format": FORMAT,
        "kdf": kdf,
        "key": keys.key_id(keys.ED25519, public_key),
        "nonce": b64u(nonce),
        "public_key": b64u(public_key),
    }
    return encode(content).decode() + "\n"


def open_(text: str, passphrase: str) -> bytes:
    """The seed in a key file; `Forbidden` when the passphrase is not the right one."""
    file = read_key_file(text)
    secret = _derive(passphrase, file.salt, file.ops, file.mem)
    try:
        seed = sodium.crypto_secretbox_open(file.ciphertext, file.nonce, secret)
    except CryptoError:
        raise Forbidden("keyfile.passphrase", "This is not the passphrase of this key file.") from None
    if len(seed) != keys.SEED_BYTES or keys.public_key_of(seed) != file.public_key:
        raise IntegrityFailure("keyfile.other_key", "This key file holds another key than the one it names.")
    return seed


def read_key_file(text: str) -> KeyFile:
    """What a key file says in the clear; needs no passphrase."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > _MAX_FILE_BYTES:
        raise Invalid("keyfile.format", "This is too long to be a key file.")
    content = parse_json(raw)
    if type(content) is not dict or content.get("format") != FORMAT or content.keys() != _NAMES:
        raise Invalid("keyfile.format", f"This is not a key file of the form '{FORMAT}'.")
    kdf = content["kdf"]
    if type(kdf) is not dict or kdf.keys() != _KDF_NAMES or kdf["name"] != "argon2id":
        raise Invalid("keyfile.kdf", "Key files derive their key with argon2id.")
    ops, mem = kdf["ops"], kdf["mem"]
    if type(ops) is not int or type(mem) is not int:
        raise Invalid("keyfile.kdf", "The cost of a key file is in whole numbers.")
    _check_cost(ops, mem)
    public_key = unb64u(content["public_key"], keys.PUBLIC_KEY_BYTES[keys.ED25519])
    if content["algorithm"] != keys.ED25519 or content["key"] != keys.key_id(keys.ED25519, public_key):
        raise IntegrityFailure(
            "keyfile.key_id", "The public key in this file is not the one its name stands for."
        )
    return KeyFile(
        key=content["key"],
        public_key=public_key,
        ops=ops,
        mem=mem,
        salt=unb64u(kdf["salt"], SALT_BYTES),
        nonce=unb64u(content["nonce"], NONCE_BYTES),
        ciphertext=unb64u(content["ciphertext"], keys.SEED_BYTES + sodium.crypto_secretbox_MACBYTES),
    )


def _derive(passphrase: str, salt: bytes, ops: int, mem: int) -> bytes:
    _check_cost(ops, mem)
    try:
        password = unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError:
        raise Invalid("keyfile.passphrase", "The passphrase must be whole Unicode characters.") from None
    if not password:
        raise Invalid("keyfile.passphrase", "A key file needs a passphrase.")
    return sodium.crypto_pwhash_alg(
        sodium.crypto_secretbox_KEYBYTES, password, salt, ops, mem, sodium.crypto_pwhash_ALG_ARGON2ID13
    )


def _check_cost(ops: int, mem: int) -> None:
    if not (_MIN_OPS <= ops <= _MAX_OPS and _MIN_MEM <= mem <= _MAX_MEM):
        raise Invalid(
            "keyfile.kdf", "The cost of a key file lies between 1 and 20 passes and 8 KiB and 1 GiB."
        )
