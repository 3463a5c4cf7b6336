"""Openings for an auditor: bodies with their secrets, a line of canonical JSON each, in the order of the log.

`INDEX` opens the index entries alone, which say nothing about anybody: whoever has them and the published log can work
out every index root. `REGISTER` adds people and keys, `ALL` everything that was not expunged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wholefile.core.canonical import encode, unb64u
from wholefile.core.commitment import open_all
from wholefile.core.docket import REGISTER_LABEL
from wholefile.core.errors import Unavailable
from wholefile.core.header import INDEX_KIND
from wholefile.record.checkpoints import latest
from wholefile.record.home import Record

INDEX, REGISTER, ALL = "index", "register", "all"

_AT_ONCE = 1_000
_MAX_DEPTH = 12
_CHOSEN = {
    INDEX: 'e."kind" = %s',
    REGISTER: '(e."kind" = %s OR EXISTS '
    '(SELECT 1 FROM "entry_case" c WHERE c."seq" = e."seq" AND c."label" = %s))',
    ALL: "1 = 1",
}


def write_openings(record: Record, path: Path, what: str = INDEX) -> int:
    """Write the openings of all entries under the newest checkpoint to a file; returns how many. Raises Unavailable."""
    count = 0
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("wb") as target:
            os.fchmod(target.fileno(), 0o600)
            for line in opening_lines(record, what):
                target.write(line)
                count += 1
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
    except OSError as error:
        raise Unavailable(
            "openings.write", f"The openings could not be written: {error.strerror}."
        ) from error
    return count


def opening_lines(record: Record, what: str = INDEX) -> Iterator[bytes]:
    """The same, line by line. Raises KeyError for a choice that does not exist."""
    newest = latest(record)
    size = 0 if newest is None else int(newest.size)
    label = unb64u(REGISTER_LABEL, 32)
    values: dict[str, list[Any]] = {INDEX: [INDEX_KIND], REGISTER: [INDEX_KIND, label], ALL: []}
    sql = (
        'SELECT e."seq", b."fields", b."secret" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" '  # noqa: S608
        'LEFT JOIN "expunged" x ON x."seq" = e."seq" '
        f'WHERE e."seq" > %s AND e."seq" < %s AND x."seq" IS NULL AND {_CHOSEN[what]} '
        f'ORDER BY e."seq" LIMIT {_AT_ONCE}'
    )
    last = -1
    while rows := record.db.query(sql, [last, size, *values[what]]):
        for seq, fields, secret in rows:
            opening = open_all(json.loads(bytes(fields)), bytes(secret))
            yield encode({"opening": opening, "seq": seq}, max_depth=_MAX_DEPTH) + b"\n"
        last = rows[-1][0]
