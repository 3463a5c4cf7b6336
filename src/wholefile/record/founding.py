"""The first act of a record: two founders with their keys open it together."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.canonical import b64u
from wholefile.core.commitment import SECRET_BYTES, commit
from wholefile.core.docket import REGISTER_LABEL
from wholefile.core.header import NONCE_BYTES, make_act
from wholefile.core.keys import ED25519, key_id, public_key_of
from wholefile.core.signatures import sign_act
from wholefile.record.act import SignedAct
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt, append
from wholefile.record.preparation import GENESIS


@dataclass(frozen=True, slots=True)
class Founder:
    """A founding administrator whose key is a file: `seed` is its 32 bytes."""

    person: str
    name: str
    agency: str
    seed: bytes


def opening_body(record: Record, title: str, founders: Sequence[Founder]) -> dict[str, Any]:
    """What the first act says."""
    return {
        "title": title,
        "log_key": b64u(record.log_key.public_key),
        "map_version": 1,
        "founders": [
            {
                "person": one.person,
                "name": one.name,
                "agency": one.agency,
                "key": key_id(ED25519, public_key_of(one.seed)),
                "algorithm": ED25519,
                "public_key": b64u(public_key_of(one.seed)),
            }
            for one in founders
        ],
        "by": founders[0].person,
        "witnessed_by": founders[1].person,
    }


def open_log(record: Record, title: str, founders: Sequence[Founder]) -> Receipt:
    """Append the first act of a record that has none. Raises Unprocessable when it has one."""
    body, secret = opening_body(record, title, founders), secrets.token_bytes(SECRET_BYTES)
    act = make_act(
        log=record.origin,
        kind=GENESIS,
        cases=[REGISTER_LABEL],
        at=record.clock(),
        nonce=secrets.token_bytes(NONCE_BYTES),
        body=commit(body, secret),
    )
    signed = SignedAct(act, [sign_act(one.seed, act) for one in founders])
    return append(record, signed, body, secret, rules=_nothing_to_judge_by)


def _nothing_to_judge_by(_draft: object, _db: object) -> None:
    """Before the first act there are no roles, cases or items that a rule could look at."""
