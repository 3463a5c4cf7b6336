"""Productions: planned with their numbers, served with their proof, received with a signature.

Planning fixes the files and their Bates numbers in the record. Serving draws up the schedule from the case as it
stands, records the digests of everything served, and only then writes the folder with the proof that covers that
very act. The act is refused when anything was recorded in the case since the schedule was drawn up, and the schedule
is drawn up anew: what is served is the case as of the act, to the entry.

Serving again with the same arguments finishes what was interrupted or finds it done; it never serves twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Unpack

from wholefile import rules
from wholefile.actions.production_drawn import MOVED_ON, keep_drawn_up, only_if_nothing_came_between
from wholefile.actions.production_folder import (
    Progress,
    holds,
    unfinished,
    write_natives,
    zip_folder,
)
from wholefile.actions.production_payload import LETTER, Occasion, Payload, draw_up
from wholefile.actions.production_plan import PlannedProduction, plan_production
from wholefile.actions.production_proof import (
    check_witnesses,
    finish_folder,
    keep_letter,
    kept_letter,
    opening_policy,
    served_by,
)
from wholefile.actions.recording import (
    Prepared,
    Remarks,
    prepare_act,
    record_with,
    stop_if_absent,
)
from wholefile.actions.signing import Signer
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound, Unavailable, Unprocessable
from wholefile.core.produced_files import files_left_out
from wholefile.record.act import Draft, SignedAct
from wholefile.record.bundles import CaseEntries, case_entries
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt, append
from wholefile.record.lookups import production as production_row
from wholefile.record.opening import disclosure_policy
from wholefile.record.sql import Database, Row

_ATTEMPTS = 8
_SERVED = ("served", "received")


@dataclass(frozen=True, slots=True)
class ServedProduction:
    """A production that was served: entry `seq` of the record names both digests; `size` is that of the checkpoint.

    `folder` holds it; `size` is 0 when it lay there already.
    """

    production: str
    docket: str
    seq: int
    at: int
    schedule: str
    payload: str
    items: int
    files: int
    certificate: str | None
    folder: Path
    zip: Path | None
    size: int


def serve_production(
    record: Record,
    production: str,
    *,
    to: str,
    by: Signer,
    folder: Path,
    zipped: bool = False,
    progress: Progress | None = None,
) -> ServedProduction:
    """Serve a planned production: record it, and write the folder (and its zip) that goes to the other side.

    Rests on the latest certificate, when no item came into the case since. Raises Conflict when it was served on
    somebody else or something is at the place, Unavailable when disk or a witness fails: then call again. When the act
    was recorded already, the second call writes what was served and serves nothing new.
    """
    row = production_row(record.db, production)
    check_witnesses(record)
    if row.status not in _SERVED:
        return _serve(record, row, to=to, by=by, folder=folder, zipped=zipped, progress=progress)
    if row.to != to:
        raise Conflict(
            "production.served_already", f"{production} was served on {row.to}; plan another production."
        )
    return export_production(record, production, folder, zipped=zipped, progress=progress)


def serve_on_record(record: Record, production: str, *, to: str, by: Signer) -> None:
    """Draw up a planned production and stop before it is recorded, for somebody who signs elsewhere.

    Raises ToBeSigned with the act of serving. Once it is signed, `export_production` writes the folder from the record;
    when something is recorded in the case before that, the act is refused and this is done again. Raises NotFound for
    a file that the store does not hold, and what `serve_production` raises for a plan that cannot be served.
    """
    row = production_row(record.db, production)
    check_witnesses(record)
    if row.status in _SERVED:
        raise Conflict(
            "production.served_already", f"{production} was served on {row.to}; plan another production."
        )
    payload, entries, at = next(_drafts(record, row, to, by))
    for path, digest in payload.natives.items():
        if not record.store.has(digest):
            raise NotFound(
                "production.file_missing", f"The file for {path} is not in the store; restore it first."
            )
    keep_letter(record, production, payload.small[LETTER], payload.digest)
    keep_drawn_up(record, production, payload.digest, entries.last)
    prepared = _prepared_serving(record, row, payload, to=to, by=by, at=at)
    stop_if_absent(record, [prepared], [by])
    raise Unprocessable("production.signer", "Whoever signs here serves with `serve_production`.")


def export_production(
    record: Record,
    production: str,
    folder: Path,
    *,
    zipped: bool = False,
    progress: Progress | None = None,
    by: Signer | None = None,
) -> ServedProduction:
    """Write a production that was served once more: the same payload, with a proof up to now.

    With `by`, that person's export is recorded first. Raises Unprocessable when files or acts of it were expunged
    since, so that it can no longer be what was served.
    """
    row = production_row(record.db, production)
    if row.status not in _SERVED:
        raise Unprocessable("production.not_served", f"{production} is {row.status}; serve it first.")
    check_witnesses(record)
    if holds(folder, row.payload):
        return _result(row, folder, zip_folder(folder, row.served_at) if zipped else None, 0)
    entries = case_entries(record.db, row.docket)
    payload = _drawn_up_again(record, row, entries)
    if by is not None:
        what = f"production {production}, folder written once more"
        body = {"items": [], "docket": row.docket, "what": what, "by": by.person}
        record_with(record, "access.exported", body, [by], {})
    with unfinished(folder) as made:
        write_natives(record.store, payload.natives, made, progress)
        size = finish_folder(record, row, payload, made)
    return _result(row, folder, zip_folder(folder, row.served_at) if zipped else None, size)


def receive_production(
    record: Record, production: str, schedule: str, result: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """The receiver acknowledges a production by the digest of the schedule in hand, and says how checking it went.

    Another digest than was served is recorded all the same: that two sides hold different schedules is what the act is
    there to show. `result` is `verified`, `failed` or `not checked`.
    """
    row = production_row(record.db, production)
    if row.status not in _SERVED:
        raise Unprocessable("production.not_served", f"{production} is {row.status}; it was not served yet.")
    body = {
        "docket": row.docket,
        "production": production,
        "schedule": schedule,
        "result": result,
        "by": by.person,
    }
    return record_with(record, "production.received", body, [by], remarks)


def _serve(
    record: Record, row: Row, *, to: str, by: Signer, folder: Path, zipped: bool, progress: Progress | None
) -> ServedProduction:
    with unfinished(folder) as made:
        natives: Mapping[str, str] | None = None
        for payload, entries, at in _drafts(record, row, to, by):
            if natives is None:
                write_natives(record.store, payload.natives, made, progress)
                natives = payload.natives
            if payload.natives != natives:
                raise IntegrityFailure(
                    "production.natives", "The plan of the production changed while it was served."
                )
            keep_letter(record, row.production, payload.small[LETTER])
            try:
                _record_served(record, row, payload, entries, to=to, by=by, at=at)
                break
            except Conflict as conflict:
                if conflict.code != MOVED_ON:
                    raise
        else:
            raise Unavailable(
                MOVED_ON, f"Too much is being recorded in {row.docket}; serve when it is quieter."
            )
        row = production_row(record.db, row.production)
        size = finish_folder(record, row, payload, made)
    return _result(row, folder, zip_folder(folder, row.served_at) if zipped else None, size)


def _drafts(record: Record, row: Row, to: str, by: Signer) -> Iterator[tuple[Payload, CaseEntries, int]]:
    """The payload drawn up from the case as it stands, as often as the case moves on meanwhile."""
    for _ in range(_ATTEMPTS):
        entries, at = case_entries(record.db, row.docket), record.clock()
        _check_plan_is_whole(row.production, entries)
        occasion = Occasion(to, by.person, at)
        yield (
            draw_up(record, row.production, entries, disclosure_policy(entries.case()), occasion),
            entries,
            at,
        )


def _check_plan_is_whole(production: str, entries: CaseEntries) -> None:
    """A plan that leaves out a file of an item produced would fail at the receiver's, so it is not served."""
    left_out = files_left_out(entries.case(), [*entries.brought, *entries.entries], production)
    if left_out:
        item, name = left_out[0]
        raise Conflict(
            "production.outdated",
            f"{len(left_out)} files of items produced are not in the plan of {production}, the first being {name} of "
            f"{item}; they came, or were decided on, since it was planned. Plan the production anew and serve that.",
        )


def _record_served(
    record: Record, row: Row, payload: Payload, entries: CaseEntries, *, to: str, by: Signer, at: int
) -> Receipt:
    prepared = _prepared_serving(record, row, payload, to=to, by=by, at=at)
    signed = SignedAct(prepared.act, [by.sign(prepared.act)])
    return append(
        record,
        signed,
        prepared.body,
        prepared.secret,
        rules=_only_if_nothing_came_between(row.docket, entries.last),
    )


def _prepared_serving(
    record: Record, row: Row, payload: Payload, *, to: str, by: Signer, at: int
) -> Prepared:
    body: dict[str, Any] = {
        "docket": row.docket,
        "production": row.production,
        "to": to,
        "schedule": payload.schedule_digest,
        "payload": payload.digest,
        "items": len(payload.schedule["rows"]),
        "files": len(payload.natives),
        "last": row.last,
        "by": by.person,
    }
    if payload.certificate:
        body["certificate"] = payload.certificate
    prepared = prepare_act(record, "production.served", body, persons=[by.person])
    return replace(prepared, act={**prepared.act, "at": at})  # the letter is dated by it


def _only_if_nothing_came_between(docket: str, last: int) -> Callable[[Draft, Database], None]:
    """The rules, and one more: the newest entry of the case is the one the schedule was drawn up to."""

    def check(draft: Draft, db: Database) -> None:
        only_if_nothing_came_between(db, docket, last)
        rules.check(draft, db)

    return check


def _drawn_up_again(record: Record, row: Row, entries: CaseEntries) -> Payload:
    """The payload as it was served, from the acts before; its digest must be the one on record."""
    before = entries.before(row.served_seq)
    policy = opening_policy(row.served_seq)(entries)
    occasion = Occasion(row.to, served_by(record, row), row.served_at, row.certificate or "")
    for letter in (kept_letter(record, row.production, row.payload), None):
        payload = draw_up(record, row.production, before, policy, replace(occasion, letter=letter))
        if payload.digest == row.payload:
            return payload
    raise Unprocessable(
        "production.changed",
        f"{row.production} can no longer be written as it was served: acts or files of it were expunged, or its letter "
        "is lost. The receiver's copy stays valid.",
    )


def _result(row: Row, folder: Path, zipped: Path | None, size: int) -> ServedProduction:
    return ServedProduction(
        production=row.production,
        docket=row.docket,
        seq=row.served_seq,
        at=row.served_at,
        schedule=row.schedule,
        payload=row.payload,
        items=row.items,
        files=row.files,
        certificate=row.certificate,
        folder=folder,
        zip=zipped,
        size=size,
    )


__all__: Sequence[str] = (
    "PlannedProduction",
    "ServedProduction",
    "export_production",
    "plan_production",
    "receive_production",
    "serve_on_record",
    "serve_production",
)
