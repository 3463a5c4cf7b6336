"""What somebody said, in the order in which it was said; and two statements side by side."""

from __future__ import annotations

import json
from typing import Any

from wholefile.actions.statements import side_by_side, statements_of
from wholefile.record import lookups
from wholefile.record.sql import Database, Row

STATEMENTS_KEYS = {
    "statements": "list of {statement, position, dockets, speaker, said_on, medium, venue, oath, public, exact,"
    " machine, attested, words, language, items, facts, translations, inconsistencies}",
}
COMPARE_KEYS = {
    "first": "number of the earlier statement",
    "second": "number of the later one",
    "same_speaker": "whether one person said both",
    "same_language": "whether both are in one language",
    "days_apart": "days between them",
    "items": "items both are about",
    "facts": "facts both are about",
    "unverified": "those that a machine took down and nobody attested",
    "paraphrased": "those that do not give exact words",
    "differences": "list of {same, first, second}: runs of words",
    "inconsistencies": "numbers of inconsistencies flagged between them",
}


def statements_view(db: Database, *, docket: str | None, speaker: str | None) -> dict[str, Any]:
    """What was said in a case, or by a speaker in any case, in the order in which it was said."""
    if docket is not None:
        lookups.case(db, docket)
    rows = statements_of(db, speaker) if speaker else db.rows("statement", order=("said_on", "seq"))
    return {
        "statements": [
            _statement(db, row) for row in rows if docket is None or docket in json.loads(row.dockets)
        ]
    }


def compare_view(db: Database, first: str, second: str) -> dict[str, Any]:
    """Two statements side by side. Raises NotFound."""
    seen = side_by_side(db, first, second)
    same = {name: getattr(seen, name) for name in ("same_speaker", "same_language", "days_apart")}
    lists = {name: list(getattr(seen, name)) for name in ("items", "facts", "unverified", "paraphrased")}
    return {
        "first": seen.first.statement,
        "second": seen.second.statement,
        **same,
        **lists,
        "differences": [{"same": o.same, "first": o.first, "second": o.second} for o in seen.differences],
        "inconsistencies": [one.inconsistency for one in seen.inconsistencies],
    }


def _statement(db: Database, row: Row) -> dict[str, Any]:
    number = row.statement
    flagged = [*db.rows("inconsistency", first=number), *db.rows("inconsistency", second=number)]
    plain = "statement speaker said_on medium venue oath public exact machine words language"
    return {
        **{name: getattr(row, name) for name in plain.split()},
        "position": row.seq,
        "attested": row.attested_seq is not None,
        **{name: json.loads(getattr(row, name)) for name in ("dockets", "items", "facts")},
        "translations": [
            [one.language, one.words] for one in db.rows("translation", order=("seq",), statement=number)
        ],
        "inconsistencies": sorted({one.inconsistency for one in flagged}),
    }
