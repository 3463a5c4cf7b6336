"""Files of a case or an item and what came of reading them; one file in full.

What the same bytes are called, and under which items they lie, is shown of the items that are seen alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wholefile.core.errors import Invalid, NotFound
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.outcomes import (
    PENDING,
    UNREADABLE,
    FileOutcome,
    outcomes_of,
    path_of,
)
from wholefile.processing.search.documents import items_holding, layers_of
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Condition, Sight
from wholefile.showing import seeing

FILES_KEYS = {
    "files": "list of {path: names from the attached file down, sha256, items, kind, size, status, reason, extractor,"
    " flags}",
    "next": "digest after which the next page begins, or null at the end",
}
COUNTS_KEYS = {
    "counts": "files by how reading them ended: {status: count}",
    "more": "whether there are more than were counted, which are 10,000",
}
FILE_KEYS = {
    "sha256": "digest of the file",
    "path": "names from the attached file down",
    "size": "length in bytes",
    "items": "vouchers under which it is held, of those that are seen",
    "outcome": "how reading it ended, or pending",
    "reason": "why, in words, or null",
    "readings": "list of {extractor, version, settings, status, reason, kind, media_type, opinions, facts, flags,"
    " troubles, took: milliseconds, at}",
    "layers": "list of {extractor, name, label: native, ocr or speech, language, text: digest, map: digest, characters,"
    " complete}",
    "members": "list of {path, kind, sha256, size, complete, deleted, method, facts}",
    "more_members": "whether there are more than these",
    "inside": "list of {sha256, name}: the files that are seen in which it lies",
}
MOST_COUNTED = 10_000
_MOST_LOOKED_AT = 4_000  # files for one page
_MOST_MEMBERS = 500
_LATELY = 500


def files_view(
    db: Database,
    sight: Sight,
    *,
    docket: str | None = None,
    item: str | None = None,
    status: str = "",
    exceptions: bool = False,
    after: str = "",
    most: int = 100,
) -> dict[str, Any]:
    """The files of a case or an item in the order of their digests, also those inside others, a page at a time.

    A page looks at 4,000 files at most, so one of exceptions may be short and yet not the last, and shows all of what
    lies in the files it looked at. Raises NotFound for a case or item that does not exist or is not seen, Invalid
    unless one of them is named.
    """
    scope = _scope_of(db, sight, docket, item)
    found: list[FileOutcome] = []
    for _ in range(max(1, _MOST_LOOKED_AT // most)):
        digests = scope.digests(db, after, most)
        found += [
            one
            for one in _outcomes(db, digests, scope.items)
            if (not status or one.status == status) and (not exceptions or one.is_exception)
        ]
        if len(digests) < most:
            return {"files": _shown(found), "next": None}
        after = digests[-1]
        if len(found) >= most:
            break
    return {"files": _shown(found), "next": after}


def counts_view(
    db: Database, sight: Sight, *, docket: str | None = None, item: str | None = None
) -> dict[str, Any]:
    """How many files of a case or an item ended how; up to 10,000 are counted. Raises as `files_view`."""
    scope, values = _scope_of(db, sight, docket, item).condition()
    rows = db.query(
        'SELECT w."status", COUNT(*) FROM (SELECT COALESCE((SELECT d."status" FROM "derivation" d'  # noqa: S608
        ' WHERE d."sha256" = f."sha256" AND d."extractor" = %s AND d."version" = %s'
        ' ORDER BY CASE WHEN d."status" = \'read\' THEN 0 ELSE 1 END, d."at" DESC LIMIT 1), %s) AS "status"'
        f' FROM ({scope} LIMIT %s) f) w GROUP BY w."status"',
        [READ, VERSIONS[READ], PENDING, *values, MOST_COUNTED + 1],
    )
    counts = {str(status): int(number) for status, number in rows}
    more = sum(counts.values()) > MOST_COUNTED
    [(lost,)] = db.query(
        'SELECT COUNT(*) FROM (SELECT 1 AS "one" FROM "family" m WHERE m."kind" = %s AND m."parent" IN'  # noqa: S608
        f" ({scope}) LIMIT %s) w",
        [UNREADABLE, *values, MOST_COUNTED],
    )
    if lost:
        counts[UNREADABLE] = int(lost)
    return {"counts": dict(sorted(counts.items(), key=lambda one: (one[0] != "read", one[0]))), "more": more}


def file_view(db: Database, sight: Sight, sha256: str) -> dict[str, Any]:
    """Everything that is known of a file. Raises NotFound for one that does not exist or whose content is not seen."""
    check_seen(db, sight, sha256)
    items = sorted(seeing.seen_items(db, sight, items_holding(db, sha256)))
    content = db.one("content", sha256=sha256)
    attached = db.rows("item_file", sha256=sha256, limit=1)
    members = db.rows("family", parent=sha256, order=("n",), limit=_MOST_MEMBERS + 1)
    readings = [_reading(row) for row in db.rows("derivation", sha256=sha256, order=("at",))]
    outcome = next(iter(outcome_of(db, sha256, items)), None)
    return {
        "sha256": sha256,
        "path": list(path_of(db, sha256, items)),
        "size": content.size if content else attached[0].size if attached else None,
        "items": items,
        "outcome": outcome.status if outcome else PENDING,
        "reason": outcome.reason if outcome else None,
        "readings": readings,
        "layers": [layer_shown(row) for row in layers_of(db, sha256)],
        "members": [_member(row) for row in members[:_MOST_MEMBERS]],
        "more_members": len(members) > _MOST_MEMBERS,
        "inside": _inside(db, sight, sha256),
    }


def check_seen(db: Database, sight: Sight, sha256: str) -> None:
    """Raises NotFound for a file that does not exist, that a court had destroyed, or whose content is not seen."""
    stored = db.one("stored_file", sha256=sha256)
    known = stored is not None or db.exists("content", sha256=sha256)
    gone = stored is not None and stored.expunged_seq is not None
    if not known or gone or not content_seen(db, sight, sha256):
        raise NotFound("file.unknown", "There is no such file.")


def outcome_of(db: Database, sha256: str, items: Collection[str]) -> list[FileOutcome]:
    """How reading one file ended: by its best reading, then by each further extractor that did not end well."""
    found = outcomes_of(db, [sha256], {sha256: list(items)}, items)
    return [one for one in found if one.sha256 == sha256]


def unread_lately(db: Database, sight: Sight) -> int:
    """Of the last 500 files that were attached to items seen through a role of the office, how many nobody read yet."""
    sql, values = seeing.at(db, seeing.of_the_office(sight)).item('f."item"')
    [(number,)] = db.query(
        'SELECT COUNT(*) FROM (SELECT f."sha256" FROM "item_file" f JOIN "stored_file" s ON s."sha256" = f."sha256"'  # noqa: S608
        f' AND s."expunged_seq" IS NULL WHERE {sql} ORDER BY f."seq" DESC, f."n" DESC LIMIT %s) w'
        ' WHERE NOT EXISTS (SELECT 1 FROM "derivation" d WHERE d."sha256" = w."sha256" AND d."extractor" = %s'
        ' AND d."version" = %s)',
        [*values, _LATELY, READ, VERSIONS[READ]],
    )
    return int(number)


def layer_shown(row: Row) -> dict[str, Any]:
    """A text layer by its facts, without its words."""
    names = ("extractor", "name", "label", "language", "text", "map", "characters", "complete")
    return {one: getattr(row, one) for one in names}


@dataclass(frozen=True, slots=True)
class _Scope:
    """The items asked about, and the same as a condition on `h`."""

    items: frozenset[str]
    where: str
    value: str

    def condition(self, after: str = "") -> Condition:
        """The digests of the files held under these items, and of those that nobody took up yet."""
        where = f'{self.where} AND h."sha256" > %s' if after else self.where
        values = [self.value, after] if after else [self.value]
        return (
            f'SELECT h."sha256" FROM "holding" h WHERE {where} UNION SELECT h."sha256" FROM "item_file" h'  # noqa: S608
            f' JOIN "stored_file" s ON s."sha256" = h."sha256" AND s."expunged_seq" IS NULL WHERE {where}'
        ), [*values, *values]

    def digests(self, db: Database, after: str, most: int) -> list[str]:
        """The next of them in order."""
        scope, values = self.condition(after)
        sql = f'SELECT w."sha256" FROM ({scope}) w ORDER BY 1 LIMIT %s'  # noqa: S608
        return [str(one) for (one,) in db.query(sql, [*values, most])]


def _scope_of(db: Database, sight: Sight, docket: str | None, item: str | None) -> _Scope:
    """What is asked about, if it is seen through a role of the office."""
    office = seeing.of_the_office(sight)
    if (docket is None) == (item is None):
        raise Invalid("files.scope", "Name a case or an item.")
    if item is not None:
        seeing.item(db, office, item)
        return _Scope(frozenset([item]), 'h."item" = %s', item)
    case = str(seeing.case(db, office, str(docket)).docket)
    items = frozenset(row.item for row in db.rows("item_case", docket=case))
    return _Scope(items, 'h."item" IN (SELECT c."item" FROM "item_case" c WHERE c."docket" = %s)', case)


def _outcomes(db: Database, digests: Sequence[str], within: frozenset[str]) -> list[FileOutcome]:
    held: dict[str, set[str]] = {}
    attached: dict[str, Row] = {}
    for row in lookups.by_values(db, "item_file", "sha256", digests):
        if row.item in within:
            held.setdefault(row.sha256, set()).add(row.item)
            attached.setdefault(row.sha256, row)
    for row in lookups.by_values(db, "holding", "sha256", digests):
        if row.item in within:
            held.setdefault(row.sha256, set()).add(row.item)
    known = {row.sha256 for row in lookups.by_values(db, "content", "sha256", digests)}
    found = outcomes_of(db, [one for one in digests if one in known], _sorted(held), within)
    for sha256 in digests:
        if sha256 not in known and sha256 in attached:
            row, under = attached[sha256], tuple(sorted(held[sha256]))
            words = "It has not been read yet."
            found.append(FileOutcome((row.name,), sha256, under, "", row.size, PENDING, words))
    return found


def _sorted(held: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {sha256: sorted(items) for sha256, items in held.items()}


def _shown(found: Sequence[FileOutcome]) -> list[dict[str, Any]]:
    """Outcomes by name."""
    return [asdict(one) for one in sorted(found, key=lambda one: (one.path, one.extractor))]


def content_seen(db: Database, sight: Sight, sha256: str) -> bool:
    """Whether a condition of the sight lets the content pass; members of files are in no table of stored files."""
    if sight.everything:
        return bool(items_holding(db, sha256))
    sql, values = seeing.at(db, sight).file('w."sha256"')
    return bool(
        db.query(
            f'SELECT 1 FROM (SELECT CAST(%s AS TEXT) AS "sha256") w WHERE {sql}',  # noqa: S608
            [sha256, *values],
        )
    )


def _inside(db: Database, sight: Sight, sha256: str) -> list[dict[str, Any]]:
    """The files in which this one lies, of those whose content is seen."""
    return [
        {"sha256": row.parent, "name": row.shown}
        for row in db.rows("family", child=sha256, order=("parent", "n"), limit=_MOST_MEMBERS)
        if content_seen(db, sight, row.parent)
    ]


def _reading(row: Row) -> dict[str, Any]:
    words = ("extractor", "version", "status", "reason", "kind", "media_type", "took", "at")
    told = ("settings", "opinions", "facts", "flags", "troubles")
    return {
        **{one: getattr(row, one) for one in words},
        **{one: json.loads(getattr(row, one)) for one in told},
    }


def _member(row: Row) -> dict[str, Any]:
    names = ("kind", "size", "complete", "deleted", "method")
    said = {one: getattr(row, one) for one in names}
    return {"path": row.shown, "sha256": row.child, **said, "facts": json.loads(row.facts)}
