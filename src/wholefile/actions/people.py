"""People, their signing keys, their roles, and the places and settings of the office.

The two founders who opened the record (`record.founding`) are its first administrators. From then on a person is
added by one officer, and a key becomes theirs when they sign with it and another person says how they checked it.
"""

from typing import Unpack

from wholefile.actions.recording import Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.core import keys
from wholefile.core.canonical import b64u
from wholefile.core.errors import NotFound
from wholefile.core.signatures import EnrolledKey
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import next_id


def add_person(
    record: Record,
    *,
    name: str,
    agency: str,
    by: Signer,
    title: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Make a person known to the record; returns their id, which is never reused."""
    return record_numbered(
        record,
        "person.added",
        {"name": name, "agency": agency, "title": title, "by": by.person},
        [by],
        field="person",
        number=lambda: next_id(record.db, "person", "person", "P"),
        remarks=remarks,
    )


def enrol_key(
    record: Record, owner: Signer, *, countersigner: Signer, how_checked: str, **remarks: Unpack[Remarks]
) -> Receipt:
    """Make the key that `owner` holds theirs: they sign with it, another person vouches for it."""
    held = EnrolledKey.of(keys.ED25519, owner.public_key)
    return _enrol(record, owner, held, countersigner, how_checked, remarks)


def enrol_passkey(
    record: Record,
    owner: Signer,
    passkey: EnrolledKey,
    *,
    countersigner: Signer,
    how_checked: str,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Make a passkey its owner's: it signs for them on the pages it names, and another person vouches for it."""
    return _enrol(record, owner, passkey, countersigner, how_checked, remarks)


def revoke_key(record: Record, key: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]) -> Receipt:
    """End a key from here on; what it signed before stays valid."""
    body = {"key": key, "reason": reason, "by": by.person}
    return record_with(record, "key.revoked", body, [by], remarks)


def grant_role(
    record: Record,
    person: str,
    role: str,
    *,
    by: Signer,
    docket: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Let a person act in a role, everywhere or in one case."""
    body = {"person": person, "role": role, "docket": docket, "by": by.person}
    return record_with(record, "role.granted", body, [by], remarks)


def end_role(
    record: Record,
    person: str,
    role: str,
    *,
    reason: str,
    by: Signer,
    docket: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """End a person's role, held everywhere or in one case."""
    body = {"person": person, "role": role, "docket": docket, "reason": reason, "by": by.person}
    return record_with(record, "role.ended", body, [by], remarks)


def add_location(
    record: Record,
    location: str,
    *,
    name: str,
    kind: str,
    stores: list[str],
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Name a place of the evidence room, and what may be stored there."""
    body = {"location": location, "name": name, "kind": kind, "stores": stores, "by": by.person}
    return record_with(record, "location.added", body, [by], remarks)


def adopt_policy(
    record: Record, policy: str, value: str, *, reason: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Change a setting of a rule from here on, for example `late_hours`."""
    body = {"policy": policy, "value": value, "reason": reason, "by": by.person}
    return record_with(record, "policy.adopted", body, [by], remarks)


def signer_for(record: Record, seed: bytes) -> Signer:
    """The person whose valid key this is. Raises NotFound when the key is nobody's, or is revoked."""
    unnamed = Signer.of("", seed)
    row = record.db.one("signing_key", key=unnamed.key, revoked_seq=None)
    if row is None:
        raise NotFound(
            "key.not_enrolled", "This key is nobody's here; have it enrolled and countersigned first."
        )
    return Signer(row.person, unnamed.key, seed)


def _enrol(  # noqa: PLR0917 - what the act says, and its remarks
    record: Record,
    owner: Signer,
    held: EnrolledKey,
    countersigner: Signer,
    how_checked: str,
    remarks: Remarks,
) -> Receipt:
    body = {
        "person": owner.person,
        "key": held.key,
        "algorithm": held.algorithm,
        "public_key": b64u(held.public_key),
        "rp_id": held.rp_id,
        "origins": list(held.origins) or None,
        "fingerprint_checked": how_checked,
        "countersigned_by": countersigner.person,
    }
    return record_with(record, "key.enrolled", body, [owner, countersigner], remarks)
