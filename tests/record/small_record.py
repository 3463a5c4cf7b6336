"""A small record to test the ledger on: people with keys, one case, items; and how to sign anything at all."""

import hashlib
import secrets
from dataclasses import dataclass, field

from wholefile.core.canonical import b64u
from wholefile.core.commitment import commit
from wholefile.core.header import make_act
from wholefile.core.keys import ED25519, key_id, public_key_of
from wholefile.core.signatures import sign_act
from wholefile.record.act import SignedAct
from wholefile.record.founding import Founder, open_log
from wholefile.record.home import Record
from wholefile.record.labels import labels_for
from wholefile.record.ledger import Receipt, append

START = 1_760_000_000_000
DOCKET = "2026-CR-42"
OTHER_DOCKET = "2026-CR-43"


@dataclass(frozen=True)
class Hand:
    """A person who can sign."""

    person: str
    seed: bytes

    @property
    def key(self) -> str:
        return key_id(ED25519, public_key_of(self.seed))


def hand(person: str) -> Hand:
    return Hand(person, hashlib.sha256(person.encode()).digest())


def no_rules(_draft: object, _db: object) -> None:
    """The ledger alone: what the rules say is tested with the rules."""


def signed(  # the parts of an act, each of which a test may get wrong
    record: Record,
    kind: str,
    body: dict,
    hands: list[Hand],
    *,
    at=None,
    nonce=None,
    secret=None,
    cases=None,
    log=None,
) -> tuple[SignedAct, dict, bytes]:
    """An act with its signatures, its body and the body's secret."""
    secret = secret or secrets.token_bytes(32)
    act = make_act(
        log=log or record.origin,
        kind=kind,
        cases=labels_for(kind, body, record.db) if cases is None else cases,
        at=record.clock() if at is None else at,
        nonce=nonce or secrets.token_bytes(16),
        body=commit(body, secret),
    )
    return SignedAct(act, [sign_act(one.seed, act) for one in hands]), body, secret


def do(record: Record, kind: str, body: dict, hands: list[Hand], *, rules=no_rules, **parts) -> Receipt:
    """Sign and append in one go."""
    return append(record, *signed(record, kind, body, hands, **parts), rules=rules)


def item_body(number: int, by: Hand, docket: str = DOCKET, **more) -> dict:
    return {
        "item": f"V26-{number:06d}",
        "description": f"Spent cartridge case number {number}, brass",
        "category": "ammunition",
        "quantity": 1,
        "unit": "round",
        "submitted_by": "Officer Ramírez",
        "collected_at": "North field, row 3",
        "authority": "incident to arrest",
        "named_cases": [],
        "dockets": [docket],
        "identifiers": [{"kind": "calibre", "value": ".45 Colt"}],
        "by": by.person,
        **more,
    }


def described(number: int, by: Hand, words: str, **more) -> dict:
    return {
        "item": f"V26-{number:06d}",
        "description": words,
        "reason": "clearer words",
        "by": by.person,
        **more,
    }


def case_body(docket: str, by: Hand) -> dict:
    return {
        "docket": docket,
        "as_printed": docket,
        "kind": "criminal",
        "title": "State v. Doe",
        "court": "First District",
        "jurisdiction": "us-nm",
        "by": by.person,
    }


def enrolment(new: Hand, by: Hand, *, public_key: bytes | None = None, key: str | None = None) -> dict:
    public_key = public_key or public_key_of(new.seed)
    return {
        "person": new.person,
        "key": key or key_id(ED25519, public_key),
        "algorithm": ED25519,
        "public_key": b64u(public_key),
        "fingerprint_checked": "read aloud in person",
        "countersigned_by": by.person,
    }


@dataclass
class Small:
    record: Record
    founders: tuple[Hand, Hand] = field(default_factory=lambda: (hand("P-1"), hand("P-2")))
    custodian: Hand = field(default_factory=lambda: hand("P-3"))
    investigator: Hand = field(default_factory=lambda: hand("P-4"))
    court: Hand = field(default_factory=lambda: hand("P-5"))

    @classmethod
    def set_up(cls, record: Record) -> "Small":
        small = cls(record)
        first, second = small.founders
        open_log(
            record,
            "Test record",
            [Founder(one.person, f"Founder {one.person}", "Office", one.seed) for one in (first, second)],
        )
        for new, role in (
            (small.custodian, "custodian"),
            (small.investigator, "investigator"),
            (small.court, "court"),
        ):
            small.do(
                "person.added",
                {
                    "person": new.person,
                    "name": f"Person {new.person}",
                    "agency": "Police",
                    "by": first.person,
                },
                first,
            )
            small.do("key.enrolled", enrolment(new, first), new, first)
            small.do("role.granted", {"person": new.person, "role": role, "by": first.person}, first)
        small.do("case.opened", case_body(DOCKET, small.investigator), small.investigator)
        for number in (1, 2):
            small.do("item.received", item_body(number, small.custodian), small.custodian)
        return small

    def do(self, kind: str, body: dict, *hands: Hand, **parts) -> Receipt:
        return do(self.record, kind, body, list(hands), **parts)

    def signed(self, kind: str, body: dict, *hands: Hand, **parts):
        return signed(self.record, kind, body, list(hands), **parts)
