"""Candidates of a case with both records side by side: the item that may concern it, and what of the case it fits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.screening import Candidate, open_candidates
from wholefile.showing import seeing
from wholefile.showing.lists import item_rows
from wholefile.showing.paging import FIRST, Page


def screening_view(db: Database, sight: Sight, docket: str, page: Page = FIRST) -> dict[str, Any]:
    """The open candidates of a case that are seen, each beside the items of the case that share something with it.

    A candidate belongs to no case of its viewer's unless they see several, so somebody of one case alone is mostly
    shown none: who may judge them all sees the whole record. `last` is the last screening on file, {position, at, by}.
    Raises NotFound, also for a case of which only productions are seen.
    """
    office = seeing.of_the_office(sight)
    case = seeing.case(db, office, docket)
    found = open_candidates(db, docket)
    seen = seeing.seen_items(db, office, [one.item for one in found])
    shown = [one for one in found if one.item in seen]
    runs = db.rows("screening", order=("-seq",), limit=1, docket=docket)
    dismissed = db.rows("dismissal", order=("seq",), docket=docket)
    told = seeing.seen_items(db, office, [row.item for row in dismissed])
    return {
        "docket": docket,
        "title": case.title,
        "last": {"position": runs[0].seq, "at": runs[0].at, "by": runs[0].by} if runs else None,
        "candidates": _side_by_side(db, office, docket, page.cut(shown)),
        "dismissed": [
            {
                "item": row.item,
                "reasons": json.loads(row.reasons),
                "explanation": row.explanation,
                "by": row.by,
                "position": row.seq,
            }
            for row in dismissed
            if row.item in told
        ],
        **page.of(len(shown)),
    }


def _side_by_side(
    db: Database, sight: Sight, docket: str, candidates: Sequence[Candidate]
) -> list[dict[str, Any]]:
    rows = {row.item: row for row in lookups.by_values(db, "item", "item", [one.item for one in candidates])}
    marks = _marks(db, list(rows))
    fitting = _fitting(db, sight, docket, [row.folded for found in marks.values() for row in found])
    others = {item for found in fitting.values() for item, _ in found}
    rows |= {row.item: row for row in lookups.by_values(db, "item", "item", sorted(others - rows.keys()))}
    shown = {one["item"]: one for one in item_rows(db, sight, list(rows.values()))}
    return [
        {
            "candidate": {
                **shown[one.item],
                **_intake(rows[one.item]),
                "identifiers": _said(marks.get(one.item, ())),
            },
            "reasons": [{"kind": why.kind, "value": why.value, "words": why.words} for why in one.reasons],
            "of_the_case": [
                {**shown[item], **_intake(rows[item]), "shares": sorted(shared)}
                for item, shared in _shared(_meant(one, marks.get(one.item, ())), fitting).items()
            ],
        }
        for one in candidates
    ]


def _intake(row: Row) -> dict[str, Any]:
    """What the record says of how a thing came in."""
    return {
        "collected_at": row.collected_at,
        "submitted_by": row.submitted_by,
        "named_cases": json.loads(row.named_cases),
        "occurred_at": row.occurred_at,
    }


def _marks(db: Database, items: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(lookups.by_values(db, "identifier", "item", items), key=lambda one: (one.seq, one.n)):
        found.setdefault(row.item, []).append(row)
    return found


def _fitting(
    db: Database, sight: Sight, docket: str, folded: Sequence[str]
) -> dict[str, list[tuple[str, str]]]:
    """For each mark the items of the case that bear it, with how it is written there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in seeing.chunks(sorted(set(folded) - {""})):
        rows = db.query(
            'SELECT i."folded", i."item", i."kind", i."value" FROM "identifier" i JOIN "item_case" c'  # noqa: S608
            ' ON c."item" = i."item" WHERE c."docket" = %s AND c."detached_seq" IS NULL'
            f' AND i."folded" IN ({seeing.marks(part)}) ORDER BY i."item", i."seq", i."n" LIMIT 2000',
            [docket, *part],
        )
        for mark, item, kind, value in rows:
            found.setdefault(mark, []).append((item, f"{kind} {value}"))
    seen = seeing.seen_items(db, sight, {item for pairs in found.values() for item, _ in pairs})
    return {mark: [pair for pair in pairs if pair[0] in seen] for mark, pairs in found.items()}


def _meant(candidate: Candidate, marks: Sequence[Row]) -> list[Row]:
    """The marks of an item that are among the reasons why it is a candidate."""
    reasons = {(why.kind, why.value) for why in candidate.reasons}
    return [row for row in marks if (row.kind, row.value) in reasons]


def _shared(marks: Sequence[Row], fitting: dict[str, list[tuple[str, str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in marks:
        for item, words in fitting.get(row.folded, ()):
            found.setdefault(item, set()).add(words)
    return dict(list(found.items())[:10])


def _said(marks: Sequence[Row]) -> list[dict[str, str]]:
    return [{"kind": row.kind, "value": row.value} for row in marks]
