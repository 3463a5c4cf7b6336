"""Access: who looked at an item's contents and why, and what left the record.

The defence's own reading is no act: see `reading_traces`.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from wholefile.actions.reading_traces import trace_reading
from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import Conflict, NotFound
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.visibility import read_for_the_defence


def open_items(
    record: Record, items: Sequence[str], *, purpose: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Record that somebody looked at the contents of items."""
    body = {"items": list(items), "purpose": purpose, "by": by.person}
    return record_with(record, "access.opened", body, [by], remarks)


def export_items(
    record: Record,
    items: Sequence[str],
    *,
    what: str,
    by: Signer,
    docket: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record that contents left: files, a report or a production folder."""
    body = {"items": list(items), "docket": docket, "what": what, "by": by.person}
    return record_with(record, "access.exported", body, [by], remarks)


def read_files(
    record: Record, item: str, folder: Path, *, purpose: str, by: Signer, **remarks: Unpack[Remarks]
) -> tuple[list[Path], Receipt | None]:
    """Copy the files of an item into a folder, after the reading is recorded; returns the copies.

    The defence's reading is kept as a trace sealed to the reader, and there is no receipt. Nothing is overwritten.
    Raises NotFound for an item without files, Conflict where a file of that name lies already.
    """
    held = {row.sha256: row for row in lookups.files_of(record.db, item)}
    gone = {
        row.sha256 for row in record.db.rows("stored_file", sha256__in=sorted(held), expunged_seq__null=False)
    }
    wanted = {copy_name(row.name, sha256): sha256 for sha256, row in held.items() if sha256 not in gone}
    lookups.item(record.db, item)
    if not wanted:
        raise NotFound("item.no_files", f"{item} has no files.")
    taken = [name for name in wanted if (folder / name).exists()]
    if taken:
        raise Conflict("file.exists", f"{folder / taken[0]} is there already; name an empty folder.")
    receipt = None
    if read_for_the_defence(record.db, by.person, [item]):
        trace_reading(record, by.person, [item], what=purpose)
    else:
        receipt = open_items(record, [item], purpose=purpose, by=by, **remarks)
    folder.mkdir(parents=True, exist_ok=True)
    for name, sha256 in wanted.items():
        with record.store.open(sha256) as source, (folder / name).open("xb") as target:
            shutil.copyfileobj(source, target)
    return [folder / name for name in wanted], receipt


def copy_name(name: str, sha256: str) -> str:
    """The name of a copy: the first digits of its digest, so that no two collide, and its own name made harmless."""
    plain = "".join("_" if one in '/\\:*?"<>|' or ord(one) < 32 else one for one in name).strip(". ")
    return f"{sha256[:8]}-{plain[-120:] or 'file'}"
