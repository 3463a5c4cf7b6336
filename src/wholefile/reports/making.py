"""Makes a report: the contents within a sight, where the log stood, and both in one reading of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid, NotFound
from wholefile.record import lookups
from wholefile.record.as_of import as_of
from wholefile.record.home import Record
from wholefile.record.replay import snapshot
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.reports.audit_trail import audit_of_case, audit_of_item, audit_of_person
from wholefile.reports.certificate import Seal, agency_seal
from wholefile.reports.contents import Asked, Contents, Past
from wholefile.reports.custody import custody_report
from wholefile.reports.exceptions import exceptions_of_case, exceptions_of_item
from wholefile.reports.inventory import inventory_report
from wholefile.reports.knowledge import knowledge_report
from wholefile.reports.made import Made, made_now
from wholefile.reports.schedule import schedule_report
from wholefile.showing import seeing
from wholefile.showing.people import check_person

Subject = Literal["item", "case", "person", "place"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: what it is in words, what it is of, what makes it, and whether a past day can be asked."""

    title: str
    says: str
    of: Subject
    make: Callable[[Asked, str], Contents]
    past: bool = True


REPORTS: dict[str, Kind] = {
    "custody": Kind(
        "Custody report",
        "The chain of an item with its gaps, every act with who signed, seals, conditions, loans, files.",
        "item",
        custody_report,
    ),
    "inventory": Kind(
        "Inventory report",
        "A place or a whole room: what the record has there, and what counts found.",
        "place",
        inventory_report,
    ),
    "schedule": Kind(
        "Disclosure schedule",
        "Every item of a case with its decision, when it was produced, and what still waits.",
        "case",
        schedule_report,
    ),
    "knowledge": Kind(
        "Who knew what since when",
        "For each item of a case who knew of it, since when, by which act, and how long it was held back.",
        "case",
        knowledge_report,
    ),
    "audit": Kind(
        "Audit trail of a case", "Every act of a case in words, with who signed.", "case", audit_of_case
    ),
    "audit-item": Kind(
        "Audit trail of an item", "Every act about an item in words, with who signed.", "item", audit_of_item
    ),
    "audit-person": Kind(
        "Audit trail of a person", "Every act that a person signed, in words.", "person", audit_of_person
    ),
    "exceptions": Kind(
        "Files of a case not read whole",
        "Every file of a case that was not read whole, with the reason.",
        "case",
        exceptions_of_case,
        past=False,
    ),
    "exceptions-item": Kind(
        "Files of an item not read whole",
        "Every file of an item that was not read whole, with the reason.",
        "item",
        exceptions_of_item,
        past=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it says, how it was made, and the certificate it is to be signed with."""

    contents: Contents
    made: Made
    seal: Seal | None

    def as_data(self) -> dict[str, Any]:
        """All of it as plain data: {contents, digest, made}."""
        return {
            "contents": self.contents.as_data(),
            "digest": self.contents.digest(),
            "made": self.made.as_data(),
        }


def make_report(  # noqa: PLR0917 - what is asked, by whom, of when
    record: Record, sight: Sight, name: str, about: str, by: str, past: Past | None = None
) -> Report:
    """A report of an item, case, person or place, within a sight; `by` is who asks, in words.

    Raises NotFound for what does not exist or is not seen, Invalid for a past day where there is none to ask for.
    """
    kind = REPORTS.get(name)
    if kind is None:
        raise NotFound("report.unknown", "There is no such report.")
    if past is not None and not kind.past:
        raise Invalid("report.past", "What came of reading files is told of today alone.")
    if kind.of == "case":
        about = _docket(about)
    seal = agency_seal()
    check_seen(record.db, sight, kind.of, about)
    with _tables(record, past, _replayed(record, name, about)) as db, snapshot(record.db):
        now = past.moment if past else record.clock()
        contents = kind.make(Asked(db, record.db, sight, now, past), about)
        return Report(contents, made_now(record, sight, by, seal), seal)


def check_seen(db: Database, sight: Sight, subject: Subject, about: str) -> None:
    """Raises NotFound for what does not exist today, or is not seen through a role of the office."""
    office = seeing.of_the_office(sight)
    if subject == "item":
        seeing.item(db, office, about)
    elif subject == "case":
        seeing.case(db, office, about)
    elif subject == "person":
        check_person(db, office, about)
    elif office.nothing:
        raise lookups.unknown("location", about)
    else:
        lookups.location(db, about)


def _docket(written: str) -> str:
    try:
        return spell_docket(written)
    except Invalid:
        raise NotFound("case.unknown", "There is no such case.") from None


def _replayed(record: Record, name: str, about: str) -> Sequence[str]:
    """The cases that are enough to replay for a past day; none where everything is."""
    if name in ("knowledge", "audit"):
        return [about]
    if REPORTS[name].of == "item":
        return sorted({row.docket for row in record.db.rows("item_case", item=about)})
    return []


@contextmanager
def _tables(record: Record, past: Past | None, dockets: Sequence[str]) -> Iterator[Database]:
    if past is None:
        yield record.db
        return
    with as_of(record, past.moment, past.by, dockets=dockets) as db:
        yield db
