"""The acts of an intake: they follow from its manifest alone, so that a repeated intake is the same acts again.

The first attaches the manifest; each of the others up to 200 different files, in the order of the manifest, under the
path at which their bytes were first met. Every other path is in the manifest. Each act has an idempotency key made of
the item, the digest of the manifest and its number: whatever was interrupted, in the end each file is attached once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from wholefile.actions.files import file_facts
from wholefile.actions.recording import Planned, full_body, nonce_for, record_acts, while_labels_move
from wholefile.actions.signing import Signer
from wholefile.core.canonical import Value
from wholefile.core.errors import Conflict
from wholefile.core.header import decode_header
from wholefile.processing.intake_manifest import MEDIA_TYPE, Listed, shown
from wholefile.record.blob_digests import Digests
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt

FILES_PER_ACT = 200
ACTS_PER_TRANSACTION = 20


@dataclass(frozen=True, slots=True)
class Attaching:
    """What all acts of an intake say, and who signs them."""

    item: str
    purpose: str
    source: str
    by: Signer
    tool: str | None = None
    write_blocker: bool | None = None
    remarks: tuple[tuple[str, Any], ...] = ()

    def body(self, files: list[dict[str, Value]], manifest: str | None) -> dict[str, Any]:
        """The body of one of the acts."""
        said = {
            "item": self.item,
            "files": files,
            "purpose": self.purpose,
            "tool": self.tool,
            "write_blocker": self.write_blocker,
            "source": self.source,
            "manifest": manifest,
            "by": self.by.person,
        }
        return full_body(said, dict(self.remarks))  # type: ignore[arg-type]  # remarks as they were given


def plan_acts(
    record: Record, attaching: Attaching, manifest: Digests, name: str, entries: Iterable[Listed]
) -> Iterator[Planned]:
    """The acts that put a manifest and its files on record."""
    listing = file_facts(name, manifest, MEDIA_TYPE)
    different = _different(entries, manifest.sha256)
    number, files = 0, [listing]
    while files:
        body = attaching.body(files, manifest.sha256)
        key = key_of(attaching.item, manifest.sha256, number)
        yield planned(record, attaching, body, key)
        number += 1
        files = list(islice(different, FILES_PER_ACT))


def _different(entries: Iterable[Listed], manifest: str) -> Iterator[dict[str, Value]]:
    """Each content once, under the first path it has."""
    seen = {bytes.fromhex(manifest)}
    for one in entries:
        digests = one.digests
        if digests is not None and (key := bytes.fromhex(digests.sha256)) not in seen:
            seen.add(key)
            yield file_facts(shown(one.path), digests)


def key_of(item: str, manifest: str, number: int) -> str:
    """The idempotency key of one of the acts."""
    return f"intake {item} {manifest} {number}"


def check_signer(record: Record, attaching: Attaching, manifest: str, began: str) -> None:
    """An intake of which some is on record is finished by who began it, or its acts would stand twice."""
    nonce = nonce_for([began], key_of(attaching.item, manifest, 0))
    if began != attaching.by.person and record.db.exists("entry", nonce=nonce):
        raise Conflict(
            "intake.other_signer", f"{began} began to record this intake and must sign the rest of it."
        )


def planned(record: Record, attaching: Attaching, body: dict[str, Any], key: str) -> Planned:
    """An act under its idempotency key; one that stands already keeps the cases it was filed under."""
    entry = record.db.one("entry", nonce=nonce_for([attaching.by.person], key))
    cases = decode_header(bytes(entry.header)).cases if entry else None
    return Planned("file.attached", body, [attaching.by], cases, key)


def record_all(
    record: Record, plan: Callable[[], Iterator[Planned]], done: Callable[[int], bool]
) -> list[Receipt]:
    """Record acts, some in each transaction; `done` is told how many stand and says whether to go on.

    Raises Conflict when the same files were taken in before with another purpose, tool or remark.
    """
    receipts: list[Receipt] = []
    acts = plan()
    while some := list(islice(acts, ACTS_PER_TRANSACTION)):
        receipts += _together(record, some)
        if not done(len(receipts)):
            break
    return receipts


def _together(record: Record, acts: list[Planned]) -> list[Receipt]:
    try:
        return while_labels_move(lambda: record_acts(record, acts))
    except Conflict as conflict:
        if conflict.code != "act.nonce_reused":
            raise
        raise Conflict(
            "intake.recorded",
            "These files were taken into this item before, with another purpose, tool, source or remark. "
            "Nothing was recorded twice; say what was said then, or correct that act.",
        ) from None
