"""What a case can be recognised by: the folded keys of its items, people, incident and numbers.

A key is a kind of identifier and its folded value (`core.folding`). The names of the office's own people are
no keys, unless they are parties: whoever books evidence every day would bring every case of the office with
them. Who only joined later, or had left, when an item named them is no such person, whatever the roster says now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wholefile.core.errors import NotFound
from wholefile.core.folding import NAMED_CASE, PLACE, SUBMITTER, dockets_in, fold
from wholefile.record.gathered import Asked, gathered
from wholefile.record.sql import Database, Row
from wholefile.screening.reasons import HANDED_IN, NAMED_ON_ITEM, PARTY, SAME_THING_KINDS

STAFF = ("custodian", "investigator", "laboratory", "supervisor", "prosecutor", "paralegal", "administrator")
CHUNK = 5_000  # values of one IN list; SQLite takes 32,766 in a statement and PostgreSQL 65,535
_KINDS = (*SAME_THING_KINDS, "person", SUBMITTER, "calibre", "headstamp")


@dataclass
class CaseKeys:
    """Everything to look for.

    Instants are milliseconds; `day` bounds the day of the incident anywhere on earth.
    """

    same: set[tuple[str, str]] = field(default_factory=set)
    people: dict[str, str] = field(default_factory=dict)
    calibres: set[str] = field(default_factory=set)
    headstamps: set[str] = field(default_factory=set)
    rounds: set[tuple[str, str]] = field(default_factory=set)
    ammunition: set[str] = field(default_factory=set)
    place: str = ""
    day: tuple[int, int] | None = None
    numbers: dict[str, str | None] = field(default_factory=dict)


def chunks(values: Iterable[str], size: int = CHUNK) -> Iterator[Sequence[str]]:
    """Values in lists short enough for one statement, in order."""
    ordered = sorted(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def marks(values: Sequence[str]) -> str:
    """As many placeholders as values."""
    return ", ".join(["%s"] * len(values))


def case_keys(db: Database, docket: str) -> CaseKeys:
    """The keys of a case as it stands. Raises NotFound for a case that does not exist.

    A few statements, however many items the case has; no identifier is read that is like another of the case.
    """
    cases, relations, grants, people, parties = gathered(db, _asked(docket))
    of = {row.docket: row for row in cases}
    if docket not in of:
        raise NotFound("case.unknown", f"There is no case {docket} in this record.")
    keys = CaseKeys()
    _add_items(db, docket, _Staff(grants, people), keys)
    names = {fold("person", row.name) for row in parties if row.role != "state"}
    keys.people |= dict.fromkeys(names - {""}, PARTY)  # the office's own people too
    _add_incident(of[docket], keys)
    _add_numbers(of, docket, relations, keys)
    return keys


def _asked(docket: str) -> list[Asked]:
    """The case and those related to it, the office's people and the parties."""
    related = (
        '(SELECT r."other" FROM "case_relation" r WHERE r."docket" = %s'
        ' UNION SELECT r."docket" FROM "case_relation" r WHERE r."other" = %s)'
    )
    held = f'"role" IN ({marks(STAFF)}) AND "docket" IN (\'\', %s)'
    return [
        Asked(
            "case_file",
            f'("case_file"."docket" = %s OR "case_file"."docket" IN {related})',
            [docket] * 3,
        ),
        Asked(
            "case_relation", '("case_relation"."docket" = %s OR "case_relation"."other" = %s)', [docket] * 2
        ),
        Asked("role_grant", held, [*STAFF, docket]),
        Asked("person", f'"person" IN (SELECT "person" FROM "role_grant" WHERE {held})', [*STAFF, docket]),  # noqa: S608
        Asked("party", '"party"."docket" = %s', [docket]),
    ]


def _add_items(db: Database, docket: str, staff: _Staff, keys: CaseKeys) -> None:
    """From the identifiers of the items of the case, those that are alike taken together."""
    found = db.query(
        "SELECT i.kind, i.folded, MIN(i.seq), MAX(i.seq) FROM item_case c JOIN identifier i ON i.item = c.item"  # noqa: S608
        f" WHERE c.docket = %s AND c.detached_seq IS NULL AND i.folded <> '' AND i.kind IN ({marks(_KINDS)})"
        " GROUP BY i.kind, i.folded",
        [docket, *_KINDS],
    )
    for kind, folded, first, last in found:
        if kind in SAME_THING_KINDS:
            keys.same.add((kind, folded))
        elif kind == "calibre":
            keys.calibres.add(folded)
        elif kind == "headstamp":
            keys.headstamps.add(folded)
        elif staff.always_worked_here(folded, (first, last), lambda: _positions(db, docket, kind, folded)):  # noqa: B023
            continue
        elif kind == "person":
            keys.people[folded] = NAMED_ON_ITEM
        else:
            keys.people.setdefault(folded, HANDED_IN)
    if keys.calibres:
        _add_rounds(db, docket, keys)


def _add_rounds(db: Database, docket: str, keys: CaseKeys) -> None:
    """Calibres with the headstamp that is on the same item, and those of its firearms and ammunition."""
    found = db.query(
        "SELECT DISTINCT i.folded, h.folded, t.category FROM item_case c JOIN item t ON t.item = c.item"
        " JOIN identifier i ON i.item = c.item AND i.kind = 'calibre'"
        " LEFT JOIN identifier h ON h.item = c.item AND h.kind = 'headstamp' AND h.folded <> ''"
        " WHERE c.docket = %s AND c.detached_seq IS NULL AND i.folded <> ''",
        [docket],
    )
    keys.rounds = {(calibre, headstamp) for calibre, headstamp, _ in found if headstamp is not None}
    keys.ammunition = {calibre for calibre, _, category in found if category in ("firearm", "ammunition")}


def _positions(db: Database, docket: str, kind: str, folded: str) -> list[int]:
    """Where in the record items of a case were said to have this identifier."""
    found = db.query(
        "SELECT DISTINCT i.seq FROM item_case c JOIN identifier i ON i.item = c.item"
        " WHERE c.docket = %s AND c.detached_seq IS NULL AND i.kind = %s AND i.folded = %s",
        [docket, kind, folded],
    )
    return [int(seq) for (seq,) in found]


class _Staff:
    """When the office's own people held a role, everywhere or in a case, by their folded names."""

    def __init__(self, granted: Sequence[Row], people: Sequence[Row]) -> None:
        grants = defaultdict(list)
        for row in granted:
            grants[row.person].append((row.seq, row.ended_seq))
        self._held: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        for row in people:
            self._held[fold("person", row.name)] += grants[row.person]

    def always_worked_here(
        self, folded: str, within: tuple[int, int], positions: Callable[[], Iterable[int]]
    ) -> bool:
        """Whether somebody of this name held a role at every one of these positions, the first and last given."""
        held = self._held.get(folded, ())
        if not held:
            return False
        first, last = within
        if any(begun <= first and (ended is None or last < ended) for begun, ended in held):
            return True
        return all(
            any(begun <= seq and (ended is None or seq < ended) for begun, ended in held)
            for seq in positions()
        )


def _add_incident(case: Row, keys: CaseKeys) -> None:
    if not case.incident_place:
        return
    keys.place = fold(PLACE, case.incident_place)
    if case.incident_on:
        midnight = datetime.fromisoformat(case.incident_on).replace(tzinfo=UTC)
        # The day is local and the place's clock unknown: time zones reach from UTC+14 to UTC-12.
        try:
            earliest, latest = midnight - timedelta(hours=14), midnight + timedelta(hours=36)
        except OverflowError:  # the first or last day there is: a mistyped year, by which nothing is found
            return
        keys.day = (int(earliest.timestamp() * 1000), int(latest.timestamp() * 1000))


def _add_numbers(of: Mapping[str, Row], docket: str, relations: Sequence[Row], keys: CaseKeys) -> None:
    """The case's own numbers and title map to nothing, those of a related case to its docket."""
    related = {one for row in relations for one in (row.docket, row.other)}
    for other in sorted(related - {docket}):
        if other in of:
            keys.numbers |= dict.fromkeys(_numbers(of[other]), other)
    keys.numbers |= dict.fromkeys(_numbers(of[docket]), None)


def _numbers(case: Row) -> list[str]:
    return [key for key in (case.docket, *dockets_in(case.as_printed), fold(NAMED_CASE, case.title)) if key]
