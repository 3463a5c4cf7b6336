"""What can be judged of an act before the log is locked: its form, its body, and the arithmetic of its signatures.

Whether its keys were valid at its position is judged later, under the lock.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import check_body, kind_of, signer_persons
from wholefile.core.canonical import b64u, encode, unb64u
from wholefile.core.commitment import commit
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, Unprocessable
from wholefile.core.header import INDEX_KIND, check_act
from wholefile.core.keys import check_public_key
from wholefile.core.signatures import EnrolledKey, act_hash, check_shape, verify_signature
from wholefile.record.act import SignedAct
from wholefile.record.sql import Database

GENESIS = "record.opened"
ENROLMENT = "key.enrolled"
REVOCATION = "key.revoked"
EXPUNGEMENT = "record.expunged"
# Without these nobody could check the signatures, the index and the expungements of all the rest.
KEPT_FOREVER = (GENESIS, ENROLMENT, REVOCATION, EXPUNGEMENT, INDEX_KIND)
MAX_BODY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act whose form, body and signatures hold. `brought` maps keys that the body itself enrols to persons."""

    act: dict[str, Any]
    kind: str
    body: Mapping[str, Any]
    fields: bytes
    secret: bytes
    signatures: Sequence[Mapping[str, Any]]
    keys: tuple[str, ...]
    brought: Mapping[str, str]
    act_hash: bytes
    nonce: bytes


class KeyRing:
    """Public keys by their id, those of the record and those which earlier acts of a batch will enrol.

    A key's bytes never change under its id, so what is read before the lock stays true.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, EnrolledKey] = {}

    def learn(self, keys: Sequence[EnrolledKey]) -> None:
        """Keys that an act brings with it."""
        self._known |= {key.key: key for key in keys}

    def find(self, key: str) -> EnrolledKey:
        """The key of this id. Raises Forbidden when nobody enrolled it."""
        if key not in self._known:
            row = self._db.one("signing_key", key=key)
            if row is None:
                raise Forbidden(
                    "signature.unknown_key",
                    "A signature is by a key that is not enrolled; enrol the key first.",
                )
            origins = tuple(json.loads(row.origins or "[]"))
            self._known[key] = EnrolledKey(row.key, row.algorithm, bytes(row.public_key), row.rp_id, origins)
        return self._known[key]


def prepare(
    origin: str, signed: SignedAct, body: Mapping[str, Any], secret: bytes, ring: KeyRing
) -> Prepared:
    """The act, once everything about it holds that does not depend on the state of the record.

    Raises Invalid for a malformed act or body, IntegrityFailure for a body or signature that is not this
    act's, Forbidden for a key that is not enrolled.
    """
    act = dict(signed.act)
    check_act(act)
    kind = act["kind"]
    if act["log"] != origin:
        raise Invalid("act.other_log", f"This act was signed for the log {act['log']}, not for {origin}.")
    if kind == INDEX_KIND:
        raise Forbidden("act.index", "Index entries are made by the log itself, at a checkpoint.")
    check_body(kind, body)
    fields = encode(body)
    if len(fields) > MAX_BODY_BYTES:
        raise Invalid("act.body_too_long", f"What an act says has at most {MAX_BODY_BYTES} bytes; divide it.")
    if b64u(commit(body, secret)) != act["body"]:
        raise IntegrityFailure("act.other_body", "This body is not the one that was signed.")
    brought = keys_brought(kind, body)
    ring.learn(list(brought))
    keys = _check_signatures(signed, act, ring)
    owners = {key.key: person for key, person in brought.items()}
    return Prepared(
        act,
        kind,
        body,
        fields,
        secret,
        signed.signatures,
        keys,
        owners,
        act_hash(act),
        unb64u(act["nonce"], 16),
    )


def _check_signatures(signed: SignedAct, act: Mapping[str, Any], ring: KeyRing) -> tuple[str, ...]:
    if not signed.signatures:
        raise Unprocessable("signature.missing", "Nobody signed this act.")
    keys = []
    for signature in signed.signatures:
        check_shape(signature)
        keys.append(str(signature["key"]))
        verify_signature(signature, act, ring.find(keys[-1]))
    if len(set(keys)) != len(keys):
        raise Invalid("header.signature_order", "One key signs an act once.")
    return tuple(sorted(keys))


def keys_brought(kind: str, body: Mapping[str, Any]) -> dict[EnrolledKey, str]:
    """Keys which an act enrols, each with the person it becomes the key of. Raises Invalid for a weak key."""
    if kind == ENROLMENT:
        return {_key(body): str(body["person"])}
    if kind == GENESIS:
        return {_key(founder): str(founder["person"]) for founder in body["founders"]}
    return {}


def _key(named: Mapping[str, Any]) -> EnrolledKey:
    public_key = unb64u(named["public_key"])
    check_public_key(named["algorithm"], public_key)
    try:
        return EnrolledKey(
            named["key"],
            named["algorithm"],
            public_key,
            named.get("rp_id"),
            tuple(named.get("origins", ())),
        )
    except IntegrityFailure as error:
        raise Invalid("key.id", error.message) from None


def expected_signers(kind: str, body: Mapping[str, Any]) -> set[str]:
    """The persons whose signatures an act of this kind must carry, all of them and nobody else's."""
    kind_of(kind)
    return set(signer_persons(kind, body).values())
