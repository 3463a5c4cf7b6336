"""Whether what was worked out from evidence is still there: texts, their maps, and files found inside others.

Nothing of the record depends on it, and it can be made again from the evidence. So what is lost is a reading, and a
note in the check of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wholefile.core.errors import WholefileError
from wholefile.record.finding import Finding
from wholefile.record.home import Record
from wholefile.record.sql import Database

LOST = "derived.lost"
CURE = "`wholefile file retry --lost`, then `wholefile file process`, make it again"
# Members of a file that is to be read again anyway are not looked for, nor those that are attached by themselves.
_NAMED = """
    SELECT t."text", 'text', t."sha256", t."extractor" FROM "text_layer" t
    UNION SELECT t."map", 'map of a text', t."sha256", t."extractor" FROM "text_layer" t
    UNION SELECT f."child", 'member', f."parent", 'read' FROM "family" f
    WHERE f."child" IS NOT NULL
    AND EXISTS (SELECT 1 FROM "derivation" d WHERE d."sha256" = f."parent" AND d."members" > 0)
    AND NOT EXISTS (SELECT 1 FROM "stored_file" s WHERE s."sha256" = f."child")
    ORDER BY 1, 3, 4
"""


class Lost(NamedTuple):
    """A derived file that is not there whole: its digest, what it is, and of which file and extractor."""

    sha256: str
    what: str
    of: str
    extractor: str


def lost_readings(record: Record) -> Iterator[Lost]:
    """Derived files that are named and missing, and texts and maps whose bytes changed; members are not read here.

    What may be as large as a disk is read by a scrub, which looks at the bytes of everything.
    """
    present = set(record.derived.all())
    for row in _named(record.db):
        if row.sha256 not in present or (row.what != "member" and not _is_whole(record, row.sha256)):
            yield row


def derived_findings(record: Record) -> Iterator[Finding]:
    """A note for each reading that is lost, with what makes it again."""
    for one in lost_readings(record):
        lost = f"the {one.what} {one.sha256} that `{one.extractor}` made of file {one.of}"
        yield Finding(LOST, None, f"a reading is lost, no evidence: {lost}; {CURE}", is_note=True)


def _named(db: Database) -> Iterator[Lost]:
    for row in db.query(_NAMED):
        yield Lost(*row)


def _is_whole(record: Record, sha256: str) -> bool:
    try:
        return record.derived.verify(sha256)
    except (WholefileError, OSError):
        return False
