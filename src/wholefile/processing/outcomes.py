"""How the files of a case or an item came out of processing: all of them, each once, and what is wrong with which.

Invariant: every file held under the items is in the list with exactly one status, `pending` if nobody has read it yet;
and every member that a container tells of but whose bytes could not be had is in it too. So the counts add up,
and a file never disappears from them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wholefile.core.errors import Invalid
from wholefile.extraction.contract import EMPTY, FINE, PARTIAL, STATUSES
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.record import lookups
from wholefile.record.derived import forget_reading
from wholefile.record.sql import Database

PENDING, UNREADABLE = "pending", "unreadable"
_MOST_STEPS = 64
_MANY = 500


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file: where it lies (names from the attached file down), how reading it ended, and why in words.

    `sha256` is empty for a member whose bytes could not be had, `extractor` for one that came out in part: what was had
    of it is a file of its own in the list. `flags` are words for a person to look at.
    """

    path: tuple[str, ...]
    sha256: str
    items: tuple[str, ...]
    kind: str
    size: int | None
    status: str
    reason: str
    extractor: str = READ
    flags: tuple[str, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether a person should know: everything that was not read whole."""
        return self.status not in FINE


@dataclass(slots=True)
class Outcomes:
    """The files of a case or an item, and how many ended how."""

    files: list[FileOutcome] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many files by status, in the order of the statuses; further extractors are not counted again."""
        found = Counter(one.status for one in self.files if one.extractor == READ)
        order = [*STATUSES, UNREADABLE, PENDING]
        return {status: found[status] for status in order if found[status]}

    @property
    def exceptions(self) -> list[FileOutcome]:
        """The files that were not read whole."""
        return [one for one in self.files if one.is_exception]


def outcomes(db: Database, *, docket: str | None = None, item: str | None = None) -> Outcomes:
    """All files of a case, of an item, or of the whole record. Raises NotFound, or Invalid when both are named."""
    items = _items(db, docket, item)
    held = _held(db, items)
    found = Outcomes()
    digests = sorted(held)
    for start in range(0, len(digests), _MANY):
        found.files += outcomes_of(db, digests[start : start + _MANY], held, items)
    found.files.sort(key=lambda one: (one.path, one.extractor))
    return found


def outcomes_of(
    db: Database,
    digests: Sequence[str],
    held: Mapping[str, Collection[str]],
    items: Collection[str] | None = None,
) -> list[FileOutcome]:
    """How each of these files came out, with the members whose bytes could not be had; `held` says under which items.

    With `items` a file is named as it is under one of them.
    """
    found: list[FileOutcome] = []
    contents = {row.sha256: row for row in db.rows("content", sha256__in=digests)}
    derived = _derivations(db, digests)
    for sha256 in digests:
        if sha256 in contents:
            path = path_of(db, sha256, items)
            found += _of_file(path, contents[sha256], tuple(sorted(held[sha256])), derived.get(sha256, []))
    return found + _without_bytes(db, digests, held, items)


def path_of(db: Database, sha256: str, items: Collection[str] | None = None) -> tuple[str, ...]:
    """The names from an attached file down to this one; its digest when no way to it is known.

    With `items`, along a way that lies under one of them: what the same bytes are called elsewhere is nobody's here.
    """
    names: list[str] = []
    seen = {sha256}
    for _ in range(_MOST_STEPS):
        attached = [
            row
            for row in db.rows("item_file", sha256=sha256, order=("seq", "n"))
            if items is None or row.item in items
        ]
        if attached:
            return (attached[0].name, *reversed(names))
        above = next((row for row in _above(db, sha256, items) if row.parent not in seen), None)
        if above is None:
            break
        names.append(above.shown)
        sha256 = above.parent
        seen.add(sha256)
    return (sha256, *reversed(names))


def _above(db: Database, sha256: str, items: Collection[str] | None) -> Iterator[Any]:
    """The containers a file lies in that are held under one of these items."""
    for row in db.rows("family", child=sha256, order=("parent", "n")):
        held = items is None or any(one.item in items for one in db.rows("holding", sha256=row.parent))
        if held:
            yield row


def retry(db: Database, chosen: Sequence[FileOutcome]) -> int:
    """Make files pending again of which nothing was read; how many. A file with any text layer keeps it and stays."""
    done = 0
    with db.atomic():
        for one in chosen:
            version = VERSIONS.get(one.extractor)
            if not one.sha256 or version is None or one.status in (PENDING, EMPTY, *FINE):
                continue
            if not db.exists("text_layer", sha256=one.sha256, extractor=one.extractor, version=version):
                forget_reading(db, one.sha256, one.extractor, version)
                done += 1
    return done


def _items(db: Database, docket: str | None, item: str | None) -> list[str] | None:
    """The items asked about, or None for all."""
    if docket is not None and item is not None:
        raise Invalid("files.scope", "Name a case or an item, not both.")
    if item is not None:
        return [str(lookups.item(db, item).item)]
    if docket is not None:
        lookups.case(db, docket)
        return [row.item for row in db.rows("item_case", docket=docket)]
    return None


def _held(db: Database, items: list[str] | None) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    if items is None:
        for row in db.rows("holding"):
            held.setdefault(row.sha256, set()).add(row.item)
        return held
    for start in range(0, len(items), _MANY):
        for row in db.rows("holding", item__in=items[start : start + _MANY]):
            held.setdefault(row.sha256, set()).add(row.item)
    return held


def _derivations(db: Database, digests: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in db.rows("derivation", sha256__in=digests, order=("at",)):
        if row.version == VERSIONS.get(row.extractor):
            found.setdefault(row.sha256, []).append(row)
    return found


def _of_file(
    path: tuple[str, ...], content: Any, items: tuple[str, ...], rows: list[Any]
) -> list[FileOutcome]:
    """The file by its best reading (with a password, say), and each further extractor that did not end well."""
    reads = [row for row in rows if row.extractor == READ]
    best = next((row for row in reads if row.status in FINE), reads[-1] if reads else None)
    if best is None:
        return [
            FileOutcome(path, content.sha256, items, "", content.size, PENDING, "It has not been read yet.")
        ]
    # Of several runs of one extractor, each going on where the one before stopped, the last says how it ended.
    last = {row.extractor: row for row in rows if row.extractor != READ}
    others = [row for row in last.values() if row.status not in FINE]
    return [_outcome(path, content, items, row) for row in (best, *others)]


def _outcome(path: tuple[str, ...], content: Any, items: tuple[str, ...], row: Any) -> FileOutcome:
    return FileOutcome(
        path,
        content.sha256,
        items,
        row.kind,
        content.size,
        row.status,
        row.reason or "",
        row.extractor,
        tuple(dict.fromkeys(one["code"] for one in json.loads(row.flags) if "code" in one)),
    )


def _without_bytes(
    db: Database,
    digests: Sequence[str],
    held: Mapping[str, Collection[str]],
    items: Collection[str] | None,
) -> list[FileOutcome]:
    """Members that a container tells of, and whose bytes could not be had, or not all of them."""
    found = []
    for row in db.rows("family", parent__in=digests, kind="unreadable"):
        reason = str(json.loads(row.facts).get("reason", "Its bytes could not be read."))
        path = (*path_of(db, row.parent, items), row.shown)
        found.append(FileOutcome(path, "", tuple(sorted(held[row.parent])), "", row.size, UNREADABLE, reason))
    for row in db.rows("family", parent__in=digests, kind="file", complete=False):
        path = (*path_of(db, row.parent, items), row.shown)
        under = tuple(sorted(held[row.parent]))
        words = "Not all of its bytes could be read from what it lies in."
        found.append(FileOutcome(path, row.child or "", under, "", row.size, PARTIAL, words, extractor=""))
    return found
