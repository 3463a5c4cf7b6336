"""What was said, as the defence has it: statements that productions served on it open, and what it says of them.

A statement is told with the last production of everything that it is about; what was recorded afterwards is not, be it
a statement, a translation or an inconsistency that somebody else flagged. What this person flagged is told to them
with its answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.paging import FIRST, Page
from wholefile.showing.statements import compare_view, statements_shown, told_until

_DEEPEST = 20  # containers around a file that are looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a speaker and a medium as they are written, days as YYYY-MM-DD; empty for any."""

    speaker: str = ""
    medium: str = ""
    since: str = ""
    until: str = ""

    def fits(self, row: Row) -> bool:
        """Whether a statement is one of those."""
        return (
            self.speaker in ("", row.speaker)
            and self.medium in ("", row.medium)
            and self.since <= row.said_on
            and (not self.until or row.said_on <= self.until)
        )


ANYTHING = Asked()


def served_statements(
    db: Database, sight: Sight, person: str, asked: Asked = ANYTHING, page: Page = FIRST
) -> dict[str, Any]:
    """Statements that were produced to the defence, in the order in which they were made, a page at a time.

    `speakers` and `media` are those of all that were produced, to choose from.
    """
    rows = _produced(db, sight)
    found = [row for row in rows if asked.fits(row)]
    return {
        "statements": _told(db, sight, person, page.cut(found)),
        "speakers": sorted({row.speaker for row in rows}),
        "media": sorted({row.medium for row in rows}),
        **page.of(len(found)),
    }


def served_statement(db: Database, sight: Sight, person: str, number: str) -> dict[str, Any]:
    """One statement, with its `source` where that was produced, its `pairs`, and `others` to set it beside.

    Raises NotFound for one that does not exist, and in the same words for one that was not produced.
    """
    row = seeing.statement(db, seeing.of_the_defence(sight), number)
    (view,) = _told(db, sight, person, [row])
    return {**view, "source": _source(db, sight, row), "others": others_to_compare(db, sight, row)}


def served_comparison(db: Database, sight: Sight, person: str, first: str, second: str) -> dict[str, Any]:
    """Two statements side by side as `compare_view` has them, with both as `left` and `right`. Raises NotFound."""
    defence = seeing.of_the_defence(sight)
    compared = compare_view(db, defence, first, second)
    rows = [seeing.statement(db, defence, compared[name]) for name in ("first", "second")]
    told = {one["statement"]: one for one in _told(db, sight, person, rows)}
    left, right = told[compared["first"]], told[compared["second"]]
    pairs = [one for one in left["pairs"] if one["other"] == right["statement"]]
    return {**compared, "left": left, "right": right, "pairs": pairs}


def others_to_compare(db: Database, sight: Sight, row: Row | None = None) -> list[dict[str, Any]]:
    """Statements to choose from, {statement, speaker, said_on, words}; beside one, its own speaker's come first."""
    rows = [one for one in _produced(db, sight) if row is None or one.statement != row.statement]
    if row is not None:
        rows.sort(key=lambda one: one.speaker != row.speaker)
    return [
        {name: getattr(one, name) for name in ("statement", "speaker", "said_on", "words")} for one in rows
    ]


def count_served(db: Database, sight: Sight) -> int:
    """How many statements were produced to the defence."""
    condition, values = _condition(db, sight)
    found = db.query(f'SELECT COUNT(*) FROM "statement" t WHERE {condition}', values)  # noqa: S608
    return int(found[0][0])


def _condition(db: Database, sight: Sight) -> tuple[str, list[str]]:
    return seeing.at(db, seeing.of_the_defence(sight)).statement('t."statement"')


def _produced(db: Database, sight: Sight) -> list[Row]:
    condition, values = _condition(db, sight)
    found = db.query(f'SELECT t."statement" FROM "statement" t WHERE {condition}', values)  # noqa: S608
    rows = lookups.by_values(db, "statement", "statement", [str(number) for (number,) in found])
    return sorted(rows, key=lambda row: (row.said_on, row.seq))


def _told(db: Database, sight: Sight, person: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    defence = seeing.of_the_defence(sight)
    shown = statements_shown(db, defence, rows)
    pairs = _pairs(db, defence, person, [one["statement"] for one in shown])
    for one in shown:
        one["pairs"] = [_side(row, one["statement"], till) for row, till in pairs.get(one["statement"], ())]
        one["inconsistencies"] = [pair["inconsistency"] for pair in one["pairs"]]
    return shown


def _pairs(
    db: Database, defence: Sight, person: str, numbers: Iterable[str]
) -> dict[str, list[tuple[Row, int]]]:
    """For each statement what was flagged of it, with the last position of an answer that may be told."""
    rows = {
        row.inconsistency: row
        for column in ("first", "second")
        for row in lookups.by_values(db, "inconsistency", column, sorted(set(numbers)))
    }
    named = sorted({one for row in rows.values() for one in (row.first, row.second)})
    seen = seeing.seen_statements(db, defence, named)
    last = told_until(db, defence, sorted(seen))
    found: dict[str, list[tuple[Row, int]]] = {}
    for row in sorted(rows.values(), key=lambda one: one.seq):
        if not {row.first, row.second} <= seen:
            continue
        till = min(last[row.first], last[row.second])
        if row.flagged_by == person or row.seq <= till:
            for number in (row.first, row.second):
                found.setdefault(number, []).append((row, 2**62 if row.flagged_by == person else till))
    return found


def _side(row: Row, number: str, till: int) -> dict[str, Any]:
    answered = row.answered_seq is not None and row.answered_seq <= till
    return {
        "inconsistency": row.inconsistency,
        "other": row.second if row.first == number else row.first,
        "about": row.about,
        "explanation": row.explanation,
        "answer": row.answer if answered else "",
        "answer_explanation": row.answer_explanation if answered else "",
    }


def _source(db: Database, sight: Sight, row: Row) -> dict[str, Any] | None:
    """The place of the words, and where productions have its file; None where it was not produced."""
    said = json.loads(row.source) if row.source else None
    defence = seeing.of_the_defence(sight)
    if said is None or said["sha256"] not in seeing.seen_files(db, defence, [said["sha256"]]):
        return None
    return {**said, "files": _members(db, defence, said["sha256"])}


def _members(db: Database, defence: Sight, sha256: str) -> list[dict[str, Any]]:
    """Where productions served to the defence have a file, or, with `inside`, what it lies in."""
    around, inside = [sha256], False
    for _ in range(_DEEPEST):
        rows = lookups.by_values(db, "production_member", "sha256", around)
        served = _served(db, defence, {one.production for one in rows})
        found = [
            {**{name: getattr(one, name) for name in ("production", "item", "name", "bates_first", "bates_last")},
             "inside": inside}
            for one in sorted(rows, key=lambda one: (one.seq, one.n))
            if one.production in served
        ]  # fmt: skip
        if found or not around:
            return found
        around = sorted({one.parent for one in lookups.by_values(db, "family", "child", around)})
        inside = True
    return []


def _served(db: Database, defence: Sight, numbers: set[str]) -> set[str]:
    rows = lookups.by_values(db, "production", "production", sorted(numbers))
    rows = [one for one in rows if one.status in ("served", "received")]
    seen = seeing.seen_cases(db, defence, {one.docket for one in rows})
    return {one.production for one in rows if one.docket in seen}
