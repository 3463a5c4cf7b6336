"""Commitments to the body of an act, which can be opened field by field.

Each field is a leaf under its own salt, so any subset can be shown and the rest withheld, provably,
and once body and secret are destroyed nobody can test a guess against what remains in the log.

    salt(name) = HMAC-SHA256(secret, name)
    leaf       = SHA-256(tag of `wholefile/field/v1`, salt, canonical [name, value])
    commitment = RFC 6962 root over the leaves in the order of the names

An opening is `{"fields", "secret"}`, everything; or `{"leaves": [{"name","salt","value"} or {"hash"}]}`,
some of it. Openings that do not fit raise `IntegrityFailure`.

A partial opening cannot show that a withheld leaf has another name than the shown ones; whoever opens
the whole body (the auditor, the court) sees that, since equal names cannot stand in one object.
"""

import hmac
from collections.abc import Collection, Mapping
from hashlib import sha256

from wholefile.core import merkle
from wholefile.core.canonical import Value, b64u, check_value, encode, encode_checked, unb64u
from wholefile.core.errors import IntegrityFailure, Invalid

SECRET_BYTES = 32
_FIELD_TAG = sha256(b"wholefile/field/v1").digest()


def commit(fields: Mapping[str, object], secret: bytes) -> bytes:
    """The 32-byte commitment to a body; `secret` is 32 fresh random bytes, one secret per body."""
    return merkle.root([merkle.leaf_hash(leaf) for leaf in _leaves(fields, secret)])


def open_all(fields: Mapping[str, Value], secret: bytes) -> dict[str, Value]:
    """The opening that shows every field."""
    _check_secret(secret)
    return {"fields": dict(fields), "secret": b64u(secret)}


def open_some(fields: Mapping[str, Value], secret: bytes, shown: Collection[str]) -> dict[str, Value]:
    """The opening that shows the named fields and only hashes of the others."""
    unknown = sorted(set(shown) - set(fields))
    if unknown:
        raise Invalid("commitment.no_such_field", f"There is no field {unknown[0]} to show.")
    leaves: list[Value] = []
    for name, value in sorted(fields.items()):
        salt = _salt(secret, name)
        if name in shown:
            leaves.append({"name": name, "salt": b64u(salt), "value": value})
        else:
            leaves.append({"hash": b64u(_leaf(name, value, salt))})
    return {"leaves": leaves}


def check_opening(opening: object, commitment: bytes) -> dict[str, Value]:
    """The fields which this opening shows, once it is certain that they are what was committed to."""
    try:
        shown, leaves = _read_opening(opening)
    except Invalid as error:
        raise IntegrityFailure(
            "commitment.malformed", f"This opening cannot be read: {error.message}"
        ) from None
    if merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]) != commitment:
        raise IntegrityFailure(
            "commitment.mismatch", "These fields are not the ones this entry was made with."
        )
    return shown


def shows_everything(opening: Mapping[str, object]) -> bool:
    """Whether an opening, already checked, withholds nothing."""
    leaves = opening.get("leaves")
    return not isinstance(leaves, list) or all("name" in leaf for leaf in leaves)


def _read_opening(opening: object) -> tuple[dict[str, Value], list[bytes]]:
    if isinstance(opening, dict) and opening.keys() == {"fields", "secret"}:
        fields, secret = opening["fields"], unb64u(opening["secret"], SECRET_BYTES)
        if not isinstance(fields, dict):
            raise Invalid("commitment.fields", "its fields are not an object.")
        return dict(fields), _leaves(fields, secret)
    if isinstance(opening, dict) and opening.keys() == {"leaves"} and isinstance(opening["leaves"], list):
        return _read_leaves(opening["leaves"])
    raise Invalid("commitment.shape", "it has neither fields with a secret nor leaves.")


def _read_leaves(entries: list[object]) -> tuple[dict[str, Value], list[bytes]]:
    shown: dict[str, Value] = {}
    leaves: list[bytes] = []
    previous = ""
    for entry in entries:
        if isinstance(entry, dict) and entry.keys() == {"hash"}:
            leaves.append(unb64u(entry["hash"], merkle.HASH_BYTES))
        elif isinstance(entry, dict) and entry.keys() == {"name", "salt", "value"}:
            name = entry["name"]
            if type(name) is not str or not name.isascii() or (shown and name <= previous):
                raise Invalid("commitment.order", "its names are not in order.")
            leaves.append(_leaf(name, entry["value"], unb64u(entry["salt"], SECRET_BYTES)))
            shown[name], previous = entry["value"], name
        else:
            raise Invalid("commitment.leaf", "a leaf is neither shown nor hidden.")
    return shown, leaves


def _leaves(fields: Mapping[str, object], secret: bytes) -> list[bytes]:
    """All leaves of a body in the order of their names, once its names and values are found to have their one form.

    A value stands as deep in `[name, value]` as in the body, so one look at the body is enough for all.
    """
    check_value(dict(fields))
    _check_secret(secret)
    return [
        sha256(
            _FIELD_TAG + hmac.digest(secret, name.encode(), "sha256") + encode_checked([name, fields[name]])
        ).digest()
        for name in sorted(fields)
    ]


def _leaf(name: str, value: object, salt: bytes) -> bytes:
    if not name.isascii():
        raise Invalid("commitment.name", "Field names must be ASCII.")
    return sha256(_FIELD_TAG + salt + encode([name, value])).digest()


def _salt(secret: bytes, name: str) -> bytes:
    _check_secret(secret)
    try:
        return hmac.digest(secret, name.encode("ascii"), "sha256")
    except UnicodeEncodeError:
        raise Invalid("commitment.name", "Field names must be ASCII.") from None


def _check_secret(secret: bytes) -> None:
    if len(secret) != SECRET_BYTES:
        raise Invalid("commitment.secret", f"The secret of a body has {SECRET_BYTES} bytes.")
