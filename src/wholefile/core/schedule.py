"""The schedule: every item of a case, and what is done with each.

Nobody has to be believed for it: `derive_schedule` reads it off the opened acts of a completeness bundle, which is how
the sender writes it and how the receiver checks it. A row is never dropped. What is lost, destroyed, returned or
detached stays, says so, and keeps its decision; rows are numbered in the order items came into the case, so a number
means the same item on every later schedule.

The fields of the acts must have passed the vocabulary's own checks (`core.acts`); a field that is not shown counts as
not known, never as empty. Units and forms: docs/formats/production.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from wholefile.core.bates import native_path
from wholefile.core.canonical import decode_object, encode
from wholefile.core.case_file import NOT_OPENED, CaseFile, ItemView, Opened, read_case
from wholefile.core.errors import Invalid

FORMAT = "wholefile schedule v1"
LOG_FORMAT = "wholefile privilege log v1"
MAX_BYTES = 256 * 1024 * 1024
KEPT_BACK = ("withheld", "partial")

_NAMES = {"format", "docket", "production", "volume", "rows", "counts", "candidates"}
_ROW_NAMES = {"number", "item", "status", "tags", "files"}
_ROW_MAY = {"description", "category", "decision", "decided_by", "ground", "status_by", "earlier"}


def derive_schedule(acts: Iterable[Opened], docket: str, production: str) -> dict[str, Any]:
    """The schedule of a production, from the acts of its case recorded before it was served.

    `acts` are those of the case and those brought with linked items, in any order; each has `seq`, `kind` and `fields`
    (None when nothing is shown). The caller leaves out what came after `production.served`.
    """
    return schedule_of(read_case(acts, docket), production)


def schedule_of(case: CaseFile, production: str) -> dict[str, Any]:
    """The same from a case already read. Raises Invalid("schedule.production") for one that was never planned."""
    plan = case.productions.get(production)
    if plan is None:
        raise Invalid(
            "schedule.production", f"No act in the case {case.docket} plans the production {production}."
        )
    rows = [_row(case, item, production) for item in case.rows]
    schedule: dict[str, Any] = {
        "format": FORMAT,
        "docket": case.docket,
        "production": production,
        "volume": plan.volume,
        "rows": rows,
        "counts": dict(Counter(row["status"] for row in rows)),
        "candidates": {"dismissed": len(case.dismissed_candidates()), "open": len(case.open_candidates())},
    }
    if plan.supersedes:
        schedule["supersedes"] = plan.supersedes
    return schedule


def privilege_log_of(case: CaseFile, production: str) -> dict[str, Any]:
    """The items kept back wholly or in part: ground, author and reviewer of each decision, nothing of the content."""
    rows = []
    for item in case.rows:
        decision = item.decision
        if decision is None or decision.decision not in KEPT_BACK:
            continue
        row: dict[str, Any] = {
            "number": item.number,
            "item": item.item,
            "decision": decision.decision,
            "decided_by": decision.seq,
            "tags": list(decision.tags),
        }
        known = (
            ("category", item.category),
            ("ground", decision.ground),
            ("author", decision.author),
            ("reviewer", decision.reviewer),
        )
        rows.append(row | {name: value for name, value in known if value})
    return {"format": LOG_FORMAT, "docket": case.docket, "production": production, "rows": rows}


def _row(case: CaseFile, item: ItemView, production: str) -> dict[str, Any]:
    decision = item.decision
    status, status_by = item.overriding or ((decision.decision if decision else "pending"), None)
    row: dict[str, Any] = {
        "number": item.number,
        "item": item.item,
        "status": status,
        "tags": list(decision.tags) if decision else [],
        "files": [
            {
                "name": one["name"],
                "sha256": one["sha256"],
                "bates_first": one["bates_first"],
                "bates_last": one["bates_last"],
                "path": native_path(one["bates_first"], one["name"]),
            }
            for one in case.members(production, item.item)
        ],
    }
    if item.category:
        row["category"] = item.category
    if item.description and decision and decision.decision not in NOT_OPENED:
        row["description"] = item.description
    if decision:
        row |= {"decision": decision.decision, "decided_by": decision.seq}
        if decision.ground:
            row["ground"] = decision.ground
    if status_by is not None:
        row["status_by"] = status_by
    if earlier := case.earlier_ranges(production, item.item):
        row["earlier"] = earlier
    return row


def encode_schedule(schedule: Mapping[str, Any]) -> bytes:
    """The bytes of schedule.json, whose digest the act of serving names."""
    return encode(dict(schedule))


def parse_schedule(raw: bytes) -> dict[str, Any]:
    """A schedule read back, with the parts every schedule has; raises Invalid("schedule.…").

    Its numbers are not believed here: they are compared with what `derive_schedule` finds.
    """
    value: dict[str, Any] = decode_object(raw, max_bytes=MAX_BYTES)
    if not _NAMES <= value.keys() <= _NAMES | {"supersedes"} or value["format"] != FORMAT:
        raise Invalid("schedule.names", f"A schedule says that it is a {FORMAT} and has exactly its parts.")
    if any(type(value[name]) is not str for name in value.keys() - {"rows", "counts", "candidates"}):
        raise Invalid("schedule.head", "Case, production and volume of a schedule are texts.")
    if type(value["rows"]) is not list or any(
        type(value[name]) is not dict for name in ("counts", "candidates")
    ):
        raise Invalid("schedule.parts", "A schedule has a list of rows, and counts by name.")
    for number, row in enumerate(value["rows"], 1):
        if type(row) is not dict or not _ROW_NAMES <= row.keys() <= _ROW_NAMES | _ROW_MAY:
            raise Invalid("schedule.row", f"Row {number} of the schedule does not have the parts of a row.")
        if type(row["files"]) is not list or type(row["tags"]) is not list or type(row["item"]) is not str:
            raise Invalid("schedule.row", f"Row {number} of the schedule does not have the parts of a row.")
    return value
