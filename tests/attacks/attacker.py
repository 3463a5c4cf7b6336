"""What an attacker does and what those do who look: copies of records, changed bundles, verdicts."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.actions.office import Clock, Office
from tests.verify.maker import edit_json, reseal
from wholefile.core.canonical import encode
from wholefile.record.home import open_record
from wholefile.verify import Report, Status, verify

BUNDLE, CHECKPOINT = "proof/bundle.json", "proof/checkpoint"


def copy_of(office: Office, folder: Path) -> Office:
    """The same office on a copy of its record: a restored backup, or the other side of a split view."""
    office.db.query("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(office.record.folder, folder)
    clock = Clock(office.clock.now)
    record = open_record(folder, clock=clock, witnesses=office.record.witnesses)
    return Office(record, clock, deepcopy(office.people))


def overwrite(office: Office, *statements: str) -> None:
    """Change the database as its administrator can: without guards."""
    database = sqlite3.connect(office.record.folder / "record.sqlite3", isolation_level=None)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        database.execute(statement)
    database.close()


def edit_bundle(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the proof of a production and put the bag in order again."""
    edit_json(folder / BUNDLE, change)
    reseal(folder)


def header_of(entry: dict[str, Any]) -> dict[str, Any]:
    return json.loads(entry["header"])


def edit_header(entry: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> None:
    header = header_of(entry)
    change(header)
    entry["header"] = encode(header).decode()


def find(bundle: dict[str, Any], kind: str, which: int = 0) -> dict[str, Any]:
    return [one for one in bundle["entries"] if header_of(one)["act"]["kind"] == kind][which]


def failed(folder: Path, **given: bytes) -> set[str]:
    """The ids of the checks that a production fails."""
    return {one.id for one in look(folder, **given).lines if one.outcome.status is Status.FAILED}


def look(folder: Path, **given: bytes) -> Report:
    return verify(folder, **given)
