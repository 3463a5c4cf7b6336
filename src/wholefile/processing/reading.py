"""Reads texts for facts before anybody asks: work to be done is what is missing, as for everything derived.

A text is pending under a version of the reader until it was read by it; then what it proposes is kept, and a later
version makes it pending again. One at a time: the language model uses the whole of a core and much memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wholefile.actions.proposals import MOST_CHARACTERS, Reader, proposals_of
from wholefile.core.errors import WholefileError
from wholefile.reading.version import version_now
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.sql import Database


class Text(NamedTuple):
    """A text that was read out of a file: the digests of both, and how long it is."""

    sha256: str
    layer: str
    characters: int


class Done(NamedTuple):
    """What came of reading a text: how many facts are proposed, or why it was not read."""

    text: Text
    facts: int
    why: str = ""


def waiting(db: Database, docket: str) -> list[Text]:
    """The texts of a case that this version of the reader has not read, each once; not those read from pictures.

    Texts without a character and those too long to be one document are no work. Raises NotFound for an unknown case.
    """
    lookups.case(db, docket)
    rows = db.query(
        'SELECT DISTINCT t."text", MIN(t."sha256"), MIN(t."characters") FROM "text_layer" t WHERE t."label" = %s'
        ' AND t."characters" > 0 AND t."characters" <= %s AND t."sha256" IN (SELECT h."sha256" FROM "holding" h'
        ' JOIN "item_case" c ON c."item" = h."item" WHERE c."docket" = %s UNION SELECT f."sha256" FROM "item_file" f'
        ' JOIN "item_case" c ON c."item" = f."item" WHERE c."docket" = %s) AND NOT EXISTS (SELECT 1 FROM'
        ' "layer_reading" r WHERE r."text" = t."text" AND r."version" = %s AND r."read_as" = %s AND r."dated" = %s)'
        ' GROUP BY t."text" ORDER BY 1',
        ["native", MOST_CHARACTERS, docket, docket, version_now(), "", ""],
    )
    return [Text(str(sha256), str(layer), int(characters)) for layer, sha256, characters in rows]


def read_waiting(record: Record, docket: str, *, reader: Reader | None = None) -> Iterator[Done]:
    """Read what waits in a case, and say of each what came of it. What cannot be read stops nothing else."""
    for text in waiting(record.db, docket):
        try:
            found = proposals_of(record, text.layer, reader=reader)
        except WholefileError as error:
            yield Done(text, 0, error.message)
        else:
            yield Done(text, len(found.facts))
