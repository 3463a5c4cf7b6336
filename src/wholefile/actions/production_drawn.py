"""What a schedule was drawn up from, for a production whose serving waits for a signature made elsewhere.

Between drawing up and signing the case may move on. Then what was drawn up is no longer the case as of the act, and the
act is refused when it is recorded, under the same lock as every rule. Beside the letter, the record's folder keeps for
each payload that was drawn up the newest entry of the case it was drawn up to.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wholefile import rules
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.core.errors import Conflict
from wholefile.record.act import Draft
from wholefile.record.home import Record
from wholefile.record.sql import Database

MOVED_ON = "production.moved_on"
_FILE = "drawn-up"


def keep_drawn_up(record: Record, production: str, payload: str, last: int) -> None:
    """Keep that this payload (its digest) was drawn up to this entry of its case."""
    path = _path(record, production)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as kept:
        kept.write(f"{payload} {last}\n")


def rules_for_waiting(record: Record) -> Callable[[Draft, Database], None]:
    """The rules, and for a serving that waited one more: nothing was recorded in the case since it was drawn up."""

    def check(draft: Draft, db: Database) -> None:
        if draft.kind == "production.served":
            body = draft.body
            last = _drawn_up_to(record, body["production"], body["payload"])
            only_if_nothing_came_between(db, body["docket"], last)
        rules.check(draft, db)

    return check


def only_if_nothing_came_between(db: Database, docket: str, last: int | None) -> None:
    """The newest entry of the case is the one the schedule was drawn up to. Raises Conflict when it is not."""
    now = db.one("case_index", label=unb64u(case_label(docket), 32))
    if now is None or now.last != last:
        raise Conflict(MOVED_ON, f"Something was recorded in {docket} meanwhile; draw up the schedule again.")


def _drawn_up_to(record: Record, production: str, payload: str) -> int | None:
    path = _path(record, production)
    if not path.is_file():
        return None
    lines = [line.split() for line in path.read_text("ascii").splitlines()]
    return next((int(line[1]) for line in reversed(lines) if line[:1] == [payload] and len(line) == 2), None)


def _path(record: Record, production: str) -> Path:
    return record.folder / "productions" / production / _FILE
