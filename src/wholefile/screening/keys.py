"""What a case can be recognised by: the folded keys of its items, people, incident and numbers.

A key is a kind of identifier and its folded value (`core.folding`). The names of the office's own people are
no keys, unless they are parties: whoever books evidence every day would bring every case of the office with
them. Who only joined later, or had left, when an item named them is no such person, whatever the roster says now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wholefile.core.errors import NotFound
from wholefile.core.folding import NAMED_CASE, PLACE, SUBMITTER, dockets_in, fold
from wholefile.record.sql import Database, Row
from wholefile.screening.reasons import HANDED_IN, NAMED_ON_ITEM, PARTY, SAME_THING_KINDS

STAFF = ("custodian", "investigator", "laboratory", "supervisor", "prosecutor", "paralegal", "administrator")
CHUNK = 500  # values of one IN list; both databases plan these well


@dataclass
class CaseKeys:
    """Everything to look for.

    Instants are milliseconds; `day` bounds the day of the incident anywhere on earth.
    """

    items: set[str] = field(default_factory=set)
    same: set[tuple[str, str]] = field(default_factory=set)
    people: dict[str, str] = field(default_factory=dict)
    calibres: set[str] = field(default_factory=set)
    headstamps: set[str] = field(default_factory=set)
    rounds: set[tuple[str, str]] = field(default_factory=set)
    ammunition: set[str] = field(default_factory=set)
    place: str = ""
    day: tuple[int, int] | None = None
    numbers: dict[str, str | None] = field(default_factory=dict)


def chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """Values in lists short enough for one statement, in order."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def marks(values: Sequence[str]) -> str:
    """As many placeholders as values."""
    return ", ".join(["%s"] * len(values))


def case_keys(db: Database, docket: str) -> CaseKeys:
    """The keys of a case as it stands. Raises NotFound for a case that does not exist."""
    case = db.one("case_file", docket=docket)
    if case is None:
        raise NotFound("case.unknown", f"There is no case {docket} in this record.")
    keys = CaseKeys()
    _add_items(db, docket, keys)
    _add_people(db, docket, keys)
    _add_incident(case, keys)
    _add_numbers(db, case, keys)
    return keys


def _add_items(db: Database, docket: str, keys: CaseKeys) -> None:
    """From every identifier of every item of the case, in one query."""
    keys.items = {row.item for row in db.rows("item_case", docket=docket)}
    found = db.query(
        "SELECT i.item, i.kind, i.folded, i.seq, t.category FROM item_case c JOIN item t ON t.item = c.item"
        " JOIN identifier i ON i.item = c.item"
        " WHERE c.docket = %s AND c.detached_seq IS NULL AND i.folded <> ''",
        [docket],
    )
    rounds: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"calibre": set(), "headstamp": set()})
    staff = _Staff(db, docket)
    for item, kind, folded, seq, category in found:
        if kind in SAME_THING_KINDS:
            keys.same.add((kind, folded))
        elif kind in ("person", SUBMITTER) and staff.worked_here(folded, seq):
            continue
        elif kind == "person":
            keys.people[folded] = NAMED_ON_ITEM
        elif kind == SUBMITTER:
            keys.people.setdefault(folded, HANDED_IN)
        elif kind in ("calibre", "headstamp"):
            rounds[item][kind].add(folded)
            if kind == "calibre" and category in ("firearm", "ammunition"):
                keys.ammunition.add(folded)
    for one in rounds.values():
        keys.calibres |= one["calibre"]
        keys.headstamps |= one["headstamp"]
        keys.rounds |= {(calibre, headstamp) for calibre in one["calibre"] for headstamp in one["headstamp"]}


def _add_people(db: Database, docket: str, keys: CaseKeys) -> None:
    """Parties and those the case is about, the office's own people too."""
    parties = {fold("person", row.name) for row in db.rows("party", docket=docket) if row.role != "state"}
    keys.people |= dict.fromkeys(parties - {""}, PARTY)


class _Staff:
    """When the office's own people held a role, everywhere or in a case, by their folded names."""

    def __init__(self, db: Database, docket: str) -> None:
        grants = defaultdict(list)
        for row in db.rows("role_grant", role__in=STAFF, docket__in=["", docket]):
            grants[row.person].append((row.seq, row.ended_seq))
        self._held: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        for row in db.rows("person", person__in=set(grants)):
            self._held[fold("person", row.name)] += grants[row.person]

    def worked_here(self, folded: str, seq: int) -> bool:
        """Whether somebody of this name held a role when an entry was made."""
        held = self._held.get(folded, ())
        return any(begun <= seq and (ended is None or seq < ended) for begun, ended in held)


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


def _add_numbers(db: Database, case: Row, keys: CaseKeys) -> None:
    """The case's own numbers and title map to nothing, those of a related case to its docket."""
    related = [row.other for row in db.rows("case_relation", docket=case.docket)]
    related += [row.docket for row in db.rows("case_relation", other=case.docket)]
    for other in sorted(set(related) - {case.docket}):
        row = db.one("case_file", docket=other)
        if row is not None:
            keys.numbers |= dict.fromkeys(_numbers(row), other)
    keys.numbers |= dict.fromkeys(_numbers(case), None)


def _numbers(case: Row) -> list[str]:
    return [key for key in (case.docket, *dockets_in(case.as_printed), fold(NAMED_CASE, case.title)) if key]
