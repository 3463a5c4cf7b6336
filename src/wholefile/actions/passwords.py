"""Passwords of locked files: who brought one, and from where. Trying it is the work of processing."""

from typing import Unpack

from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def unlock_file(
    record: Record,
    item: str,
    sha256: str,
    *,
    password: str,
    source: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Give the password of a locked file of an item, or of a file inside one. Raises NotFound for another file.

    The password stands in the record and is closed in every production. No password is ever guessed.
    """
    if not any(record.db.exists(table, item=item, sha256=sha256) for table in ("item_file", "holding")):
        raise NotFound("file.unknown", f"{item} holds no file {sha256}.")
    body = {"item": item, "sha256": sha256, "password": password, "source": source, "by": by.person}
    return record_with(record, "file.unlocked", body, [by], remarks)
