"""Planning a production: which files are in it, and under which numbers.

The files of every item that is decided as produced and belongs to the case, unless they stand already in a production
that was served and is not replaced. An item produced in part has no redacted version yet, so nothing of it is in a
plan; its row on the schedule says so. Numbers run on under the prefix and are never given twice, not even when a plan
is never served.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.actions.recording import Planned, record_acts
from wholefile.actions.signing import Signer
from wholefile.core.bates import check_prefix, format_bates, native_path
from wholefile.core.canonical import encode
from wholefile.core.case_file import CaseFile
from wholefile.core.errors import Conflict, Invalid, NotFound
from wholefile.core.loadfile import Page, format_opt
from wholefile.record.bundles import CaseEntries, case_entries
from wholefile.record.home import Record
from wholefile.record.lookups import case, files_of, next_id
from wholefile.record.opening import opened_nevertheless
from wholefile.rules.productions import next_number
from wholefile.rules.registry import Refused

_ATTEMPTS = 10
_PART_FILES = 200  # members in one act, from the vocabulary
_PART_BYTES = 48_000  # of the 65,535 that a body may have
_TAKEN = ("N1", "D4", "D9")  # somebody else planned at the same moment


@dataclass(frozen=True, slots=True)
class PlannedProduction:
    """A plan as recorded: its members in the order of their numbers, and what the planner should look at first."""

    production: str
    docket: str
    volume: str
    prefix: str
    first: int
    last: int
    members: Sequence[dict[str, Any]]
    warnings: Sequence[str]


def plan_production(
    record: Record, docket: str, volume: str, prefix: str, by: Signer, *, supersedes: str | None = None
) -> PlannedProduction:
    """Fix the members of the next production of a case, with their Bates numbers.

    `supersedes` names a production that this one replaces: its files are produced again, under new numbers. A plan
    without any file is a plan: its schedule says that nothing is produced. Raises what `draft_plan` raises.
    """
    refused: Exception | None = None
    for _ in range(_ATTEMPTS):
        plan = draft_plan(record, docket, volume, prefix, supersedes=supersedes)
        try:
            record_acts(record, _acts(plan, by, supersedes))
            return plan
        except Refused as error:
            if error.rule not in _TAKEN or (
                next_number(record.db, prefix) == plan.first and _free(record, plan)
            ):
                raise
            refused = error
    raise Conflict("production.number", "Others keep planning productions; try again.") from refused


def draft_plan(
    record: Record, docket: str, volume: str, prefix: str, *, supersedes: str | None = None
) -> PlannedProduction:
    """The plan as it would be recorded now, with what the planner should look at first; nothing is recorded.

    Raises Invalid for a volume or prefix that no load file can carry, Conflict when the prefix belongs to another case,
    NotFound for files that the store does not hold.
    """
    db = record.db
    case(db, docket)
    check_prefix(prefix)
    format_opt([Page("X", volume, "X", begins=True, pages=1)])  # a volume with a comma could not be loaded
    if others := {row.docket for row in db.rows("production", prefix=prefix, docket__ne=docket)}:
        raise Conflict("production.prefix", f"The prefix {prefix} belongs to {min(others)}; choose another.")
    entries = case_entries(db, docket)
    known = entries.case()
    if supersedes and (supersedes not in known.productions or known.productions[supersedes].served is None):
        raise NotFound("production.supersedes", f"{supersedes} was not served in {docket}.")
    return _plan(record, known, entries, volume, prefix, supersedes)


def _free(record: Record, plan: PlannedProduction) -> bool:
    return not record.db.exists("production", production=plan.production)


def _plan(  # noqa: PLR0917 - what a plan is made from
    record: Record,
    known: CaseFile,
    entries: CaseEntries,
    volume: str,
    prefix: str,
    supersedes: str | None,
) -> PlannedProduction:
    first = next_number(record.db, prefix)
    members = []
    for number, (item, sha256, name) in enumerate(_files(record, known, supersedes), first):
        bates = format_bates(prefix, number)
        native_path(bates, name)
        members.append(
            {"item": item, "sha256": sha256, "name": name, "bates_first": bates, "bates_last": bates}
        )
    return PlannedProduction(
        production=next_id(record.db, "production", "production", "PR"),
        docket=known.docket,
        volume=volume,
        prefix=prefix,
        first=first,
        last=first + len(members) - 1,
        members=members,
        warnings=_warnings(known, entries),
    )


def _files(record: Record, known: CaseFile, supersedes: str | None) -> Iterator[tuple[str, str, str]]:
    """Item, digest and name of every file to be produced, in the order of the schedule; the same file once per name."""
    replaced = {one.supersedes for one in known.productions.values() if one.served is not None} | {supersedes}
    done = {
        (member["item"], member["sha256"], member["name"])
        for one in known.productions.values()
        if one.served is not None and one.production not in replaced
        for members in one.by_item.values()
        for member in members
    }
    for item in known.rows:
        if item.detached is not None or not item.decision or item.decision.decision != "produced":
            continue
        for row in files_of(record.db, item.item):
            file = (item.item, row.sha256, row.name)
            if file in done or _expunged(record, row.sha256):
                continue
            if not record.store.has(row.sha256):
                raise NotFound(
                    "production.file_missing", f"The file {row.name} of {item.item} is not in the store."
                )
            done.add(file)
            yield file


def _expunged(record: Record, sha256: str) -> bool:
    stored = record.db.one("stored_file", sha256=sha256)
    return stored is not None and stored.expunged_seq is not None


def _acts(plan: PlannedProduction, by: Signer, supersedes: str | None) -> list[Planned]:
    parts = list(_parts(plan.members)) or [[]]
    if len(parts) > 10_000:
        raise Invalid("production.too_large", "A production has at most 10,000 parts; plan several.")
    body: dict[str, Any] = {
        "docket": plan.docket,
        "production": plan.production,
        "volume": plan.volume,
        "prefix": plan.prefix,
        "first": plan.first,
        "last": plan.last,
        "parts": len(parts),
        "by": by.person,
    }
    if supersedes:
        body["supersedes"] = supersedes
    return [
        Planned("production.planned", {**body, "members": members, "part": number}, [by])
        for number, members in enumerate(parts, 1)
    ]


def _parts(members: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The members cut into acts that stay below what one body may hold."""
    part: list[dict[str, Any]] = []
    size = 0
    for member in members:
        length = len(encode(member)) + 1
        if part and (len(part) == _PART_FILES or size + length > _PART_BYTES):
            yield part
            part, size = [], 0
        part.append(member)
        size += length
    if part:
        yield part


def _warnings(known: CaseFile, entries: CaseEntries) -> list[str]:
    """What serving would show that the planner may not expect."""
    found = []
    undecided = [
        one.item
        for one in known.rows
        if one.detached is None and (not one.decision or one.decision.decision == "pending")
    ]
    if undecided:
        are, named, them = _said_of(undecided)
        found.append(
            f"{are} undecided, {named}: the schedule lists {them} as pending, and what is recorded about "
            f"{them} stays closed to the receiver until decided."
        )
    partial = [one.item for one in known.rows if one.decision and one.decision.decision == "partial"]
    if partial:
        are, named, them = _said_of(partial)
        found.append(
            f"{are} to be produced in part, {named}: no file of {them} is in it, and what is recorded about "
            f"{them} is open, but for the explanation of the decision."
        )
    for seq, kind, items in opened_nevertheless(entries.entries, known):
        found.append(
            f"Entry {seq} ({kind}) is open in full and also concerns {', '.join(items[:3])}, which is not opened."
        )
    return found


def _said_of(items: list[str]) -> tuple[str, str, str]:
    """How a sentence begins about these items, how it names them, and the word for them later on."""
    if len(items) == 1:
        return "One item is", items[0], "it"
    return f"{len(items)} items are", f"first {items[0]}", "them"
