"""Passwords of locked files: who brought one, and from where. Trying it is the work of processing."""

from typing import Unpack

from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import Conflict, NotFound
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt

_SHORTEST, _DIGITS = 6, 64  # hexadecimal digits of a SHA-256


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
    """Give the password of a locked file of an item, or of a file inside one; the first digits of its digest will do.

    The password stands in the record and is closed in every production. No password is ever guessed.

    Raises NotFound for a file that the item does not hold, Conflict where several begin so.
    """
    sha256 = _whole(record, item, sha256)
    if not any(record.db.exists(table, item=item, sha256=sha256) for table in ("item_file", "holding")):
        raise NotFound("file.unknown", f"{item} holds no file {sha256}.")
    body = {"item": item, "sha256": sha256, "password": password, "source": source, "by": by.person}
    return record_with(record, "file.unlocked", body, [by], remarks)


def _whole(record: Record, item: str, digits: str) -> str:
    """The digest of a file of this item by its first digits, which decide nothing about files of other items."""
    start = digits.strip().lower()
    if not _SHORTEST <= len(start) < _DIGITS or set(start) - set("0123456789abcdef"):
        return start
    rows = record.db.query(
        'SELECT "sha256" FROM "item_file" WHERE "item" = %s AND "sha256" LIKE %s UNION '
        'SELECT "sha256" FROM "holding" WHERE "item" = %s AND "sha256" LIKE %s LIMIT 2',
        [item, f"{start}%", item, f"{start}%"],
    )
    if len(rows) > 1:
        raise Conflict("file.ambiguous", f"Several files begin with {start}; give more digits.")
    return str(rows[0][0]) if rows else start
