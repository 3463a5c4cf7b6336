"""The proof that goes with a production, and what the record's folder remembers of it.

A checkpoint that covers the act of serving, cosigned by the witnesses that the policy asks for; the completeness bundle
of the case at that checkpoint; the suggested policy. Beside the record are kept, for each production, the letter as it
was first typeset, since another version of the typesetter may set it otherwise, and the sizes of the checkpoints that
were sent with it, from which later productions prove that the record only grew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wholefile.actions.production_folder import BUNDLE, CHECKPOINT, POLICY, seal, write_small
from wholefile.actions.production_payload import Payload
from wholefile.core.bundle import encode_bundle
from wholefile.core.errors import Conflict, IntegrityFailure, Unavailable, Unprocessable
from wholefile.core.policy import NO_QUORUM, check_checkpoint, parse_policy
from wholefile.record import checkpoints, witnessing
from wholefile.record.bundles import CaseEntries, completeness_bundle
from wholefile.record.home import Record
from wholefile.record.lookups import person
from wholefile.record.opening import OpeningPolicy, disclosure_policy
from wholefile.record.sql import Row

_ATTEMPTS = 8


def check_witnesses(record: Record) -> None:
    """A policy that asks for witnesses needs their addresses, before anything is served."""
    policy = parse_policy(record.policy_path.read_bytes())
    if policy.quorum != NO_QUORUM and not record.witnesses:
        raise Unprocessable(
            "production.no_witnesses",
            "The policy of this record asks for witnesses and none is configured; set their addresses first.",
        )


def opening_policy(served: int) -> Callable[[CaseEntries], OpeningPolicy]:
    """What a production served at this position opens of its case as it stands now."""
    return lambda entries: disclosure_policy(entries.case(), entries.before(served).case(), served)


def finish_folder(record: Record, row: Row, payload: Payload, made: Path) -> int:
    """Write everything but the natives into the folder: the rest of the payload, the proof and the manifests."""
    suggested = record.policy_path.read_bytes()
    for _ in range(_ATTEMPTS):
        checkpoints.checkpoint(record)
        if record.witnesses:
            witnessing.gather(record)
        try:
            bundle, note = completeness_bundle(
                record, row.docket, opening_policy(row.served_seq), _earlier_sizes(record, row)
            )
            check_checkpoint(note.encode(), parse_policy(suggested))
            break
        except (Conflict, IntegrityFailure) as error:
            # Somebody else made a newer checkpoint meanwhile, which the witnesses have not seen yet.
            if error.code not in ("bundle.no_checkpoint", "policy.quorum"):
                raise
    else:
        raise Unavailable(
            "production.witnesses",
            f"{row.production} is served, but the witnesses that the policy asks for have not all cosigned; serve "
            "again to write the folder.",
        )
    write_small(made, payload.small)
    proof = {CHECKPOINT: note.encode(), POLICY: suggested, BUNDLE: encode_bundle(bundle)}
    seal(made, payload, proof, _bag_info(record, row))
    _remember_size(record, row.production, bundle.size)
    return bundle.size


def _bag_info(record: Record, row: Row) -> list[tuple[str, str]]:
    day = datetime.fromtimestamp(row.served_at / 1000, UTC).date().isoformat()
    sender = person(record.db, served_by(record, row)).agency
    return [
        ("Source-Organization", sender),
        ("Bagging-Date", day),
        ("External-Identifier", row.production),
        ("Internal-Sender-Identifier", row.docket),
    ]


def served_by(record: Record, row: Row) -> str:
    """The person who served it. Raises Unprocessable when the act itself was expunged."""
    kept = record.db.one("body", seq=row.served_seq)
    if kept is None:
        raise Unprocessable("production.expunged", f"The act of serving {row.production} was expunged.")
    return str(json.loads(bytes(kept.fields))["by"])


def _kept(record: Record, production: str) -> Path:
    return record.folder / "productions" / production


def keep_letter(record: Record, production: str, letter: bytes, payload: str = "") -> None:
    """Keep the letter as it is about to be served; with the digest of its payload, beside those of other drafts."""
    folder = _kept(record, production)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _letter_of(payload)).write_bytes(letter)


def kept_letter(record: Record, production: str, payload: str = "") -> bytes | None:
    """The letter as it was served, if it was kept: the one of this payload before one that is under no digest."""
    for name in dict.fromkeys((_letter_of(payload), _letter_of(""))):
        path = _kept(record, production) / name
        if path.is_file():
            return path.read_bytes()
    return None


def _letter_of(payload: str) -> str:
    return f"cover-letter-{payload}.pdf" if payload else "cover-letter.pdf"


def _remember_size(record: Record, production: str, size: int) -> None:
    folder = _kept(record, production)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "checkpoints").open("a", encoding="ascii") as sizes:
        sizes.write(f"{size}\n")


def _earlier_sizes(record: Record, row: Row) -> list[int]:
    """Sizes of checkpoints which receivers of productions of this case may have kept."""
    newest = checkpoints.latest(record)
    found: set[int] = set()
    for one in record.db.rows("production", docket=row.docket, served_seq__null=False):
        path = _kept(record, one.production) / "checkpoints"
        sizes = path.read_text("ascii").split() if path.is_file() else []
        first = record.db.rows("checkpoint", order=("size",), limit=1, size__gt=one.served_seq)
        found |= {int(size) for size in sizes if size.isdigit()}
        found |= {checkpoint.size for checkpoint in first if one.production != row.production}
    return sorted(
        size for size in found if newest and size < newest.size and record.db.exists("checkpoint", size=size)
    )
