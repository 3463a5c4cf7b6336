"""Signatures made in the browser with a key file. The file and its passphrase never leave the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.core import keys
from wholefile.core.canonical import Value
from wholefile.core.errors import Invalid
from wholefile.core.signatures import check_shape
from wholefile.record.home import Record

_MOST = 10_000  # acts under one address


def signed(
    record: Record, persons: Sequence[str], answer: Mapping[str, Any]
) -> tuple[str, list[dict[str, Value]]]:
    """Whose key signed, and the signature on each act in the order of the page; whether they hold is checked later.

    Raises Invalid for what is no such answer, or for a key of somebody who does not sign here.
    """
    key, made = answer.get("key"), answer.get("signatures")
    if not isinstance(key, str) or not isinstance(made, list) or len(made) > _MOST:
        raise Invalid("keyfile.answer", "What the browser sent cannot be read; try again.")
    row = record.db.one("signing_key", key=key, algorithm=keys.ED25519, revoked_seq=None)
    if row is None or row.person not in persons:
        raise Invalid("keyfile.unknown", "This key file belongs to nobody who signs here.")
    signatures: list[dict[str, Value]] = [
        {"algorithm": keys.ED25519, "key": key, "signature": one} for one in made
    ]
    for one in signatures:
        check_shape(one)
    return row.person, signatures
