"""Signing passkeys: what a browser is asked, and what is taken from its answer.

Everything that matters is checked where the record checks it too (`core.signatures`); here only the new public key is
read out of what the browser sends when a passkey is made (WebAuthn level 2, section 7.1).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Q
from fido2.webauthn import AttestationObject, CollectedClientData

from wholefile.core import keys
from wholefile.core.acts_together import batch_parts
from wholefile.core.canonical import Value, b64u, unb64u
from wholefile.core.errors import Conflict, Invalid
from wholefile.core.signatures import EnrolledKey, check_shape
from wholefile.record.home import Record
from wholefile.web.addresses import name_of
from wholefile.web.signing.models import SigningPasskey

_ES256, _EDDSA = -7, -8  # COSE algorithms (RFC 9053)
_BACKED_UP = 0x10  # flag BS


def signing_host() -> str:
    """The relying party of all signing passkeys."""
    return name_of(settings.WHOLEFILE_ADDRESSES.signing)


def creation_options(person: str, name: str, challenge: bytes) -> dict[str, Any]:
    """What `navigator.credentials.create` is asked for: a passkey that verifies who uses it."""
    return {
        "challenge": b64u(challenge),
        "rp": {"id": signing_host(), "name": "Wholefile signing"},
        "user": {"id": b64u(sha256(person.encode()).digest()[:16]), "name": person, "displayName": name},
        "pubKeyCredParams": [{"type": "public-key", "alg": _ES256}, {"type": "public-key", "alg": _EDDSA}],
        "authenticatorSelection": {"userVerification": "required", "residentKey": "preferred"},
        "attestation": "none",
        "excludeCredentials": [
            {"type": "public-key", "id": one.credential}
            for one in SigningPasskey.objects.filter(person=person)
        ],
    }


def made(
    record: Record, person: str, name: str, challenge: bytes, answer: Mapping[str, Any]
) -> SigningPasskey:
    """Keep a passkey that a browser has just made for this person.

    Raises Invalid for an answer to another question.
    """
    try:
        response = answer["response"]
        client = CollectedClientData(unb64u(response["clientDataJSON"]))
        attested = AttestationObject(unb64u(response["attestationObject"])).auth_data
        credential = attested.credential_data
        asked = (client.type, client.challenge, client.origin)
    except (KeyError, TypeError, ValueError, Invalid):
        raise Invalid("passkey.answer", "What the browser sent cannot be read; try again.") from None
    if asked != ("webauthn.create", challenge, settings.WHOLEFILE_ADDRESSES.signing):
        raise Invalid(
            "passkey.answer", "This passkey was made on another page or for another question; try again."
        )
    if attested.rp_id_hash != sha256(signing_host().encode()).digest() or not attested.is_user_verified():
        raise Invalid(
            "passkey.verification", "A signing passkey must check who uses it: a PIN, a finger, a face."
        )
    if credential is None:
        raise Invalid("passkey.answer", "The browser sent no key; try again.")
    algorithm, public_key = _public_key(credential.public_key)
    keys.check_public_key(algorithm, public_key)
    known = Q(key=keys.key_id(algorithm, public_key)) | Q(credential=b64u(credential.credential_id))
    if SigningPasskey.objects.filter(known).exists():
        raise Conflict("passkey.known", "This passkey is known already.")
    return SigningPasskey.objects.create(
        key=keys.key_id(algorithm, public_key),
        person=person,
        credential=b64u(credential.credential_id),
        algorithm=algorithm,
        public_key=b64u(public_key),
        name=name or "passkey",
        backed_up=bool(attested.flags & _BACKED_UP),
        made_at=record.clock(),
    )


def as_enrolled(passkey: SigningPasskey) -> EnrolledKey:
    """The passkey as the record knows it once it is enrolled: bound to the signing pages."""
    return EnrolledKey(
        passkey.key,
        passkey.algorithm,
        unb64u(passkey.public_key),
        signing_host(),
        (settings.WHOLEFILE_ADDRESSES.signing,),
    )


def fingerprint(key: str) -> str:
    """A key's id in groups of five, to be compared with what is on paper."""
    return " ".join(key[start : start + 5] for start in range(0, len(key), 5))


def asserted(passkey: SigningPasskey, answer: Mapping[str, Any]) -> dict[str, Value]:
    """The signature in a browser's answer, in the record's form; whether it holds is checked afterwards."""
    try:
        response = answer["response"]
        signature: dict[str, Value] = {
            "algorithm": passkey.algorithm,
            "key": passkey.key,
            "signature": response["signature"],
            "authenticator_data": response["authenticatorData"],
            "client_data": response["clientDataJSON"],
        }
    except (KeyError, TypeError):
        raise Invalid("passkey.answer", "What the browser sent cannot be read; try again.") from None
    check_shape(signature)
    return signature


def for_each(signature: Mapping[str, Value], hashes: Sequence[bytes]) -> list[dict[str, Value]]:
    """One gesture as the signature on each of the acts that were signed together."""
    if len(hashes) == 1:
        return [dict(signature)]
    return [{**signature, "batch": part} for part in batch_parts(hashes)]


def passkey_of(answer: Mapping[str, Any], persons: Sequence[str]) -> SigningPasskey:
    """Whose passkey answered, among those who are to sign. Raises Invalid for anybody else's."""
    row = SigningPasskey.objects.filter(credential=str(answer.get("id")), person__in=persons).first()
    if row is None:
        raise Invalid("passkey.unknown", "This passkey belongs to nobody who signs here.")
    return row


def new_challenge() -> bytes:
    """A challenge for making a passkey; never one for signing, which is the digest of an act."""
    return secrets.token_bytes(32)


def parsed(body: bytes) -> dict[str, Any]:
    """The object in a request. Raises Invalid."""
    try:
        value = json.loads(body)
        json.dumps(
            value, ensure_ascii=False
        ).encode()  # a lone surrogate is no text that anything else could keep
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Invalid("request.json", "An object was expected.")
    return value


def _public_key(cose: Mapping[int, Any]) -> tuple[str, bytes]:
    """Algorithm and raw key of a COSE key (RFC 9053): an uncompressed P-256 point, or an Ed25519 point."""
    kind = cose.get(3)
    if kind == _ES256:
        return keys.WEBAUTHN_ES256, b"\x04" + cose[-2] + cose[-3]
    if kind == _EDDSA:
        return keys.WEBAUTHN_ED25519, cose[-2]
    raise Invalid("passkey.algorithm", "This passkey signs in a way the record does not know; use another.")
