"""An office with an item that was moved about, a case that was served, and somebody who sees one case alone."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.office import Office
from tests.actions.serving import attach, produced
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.record.visibility import Sight, visible
from wholefile.reports.contents import Past
from wholefile.reports.making import Report, make_report
from wholefile.showing.seeing import EVERYTHING

ASKED_BY = "Cora Diaz (P-3)"


@dataclass
class Reporting:
    """The office, an item of its first case and one of its second, and who asks."""

    office: Office
    item: str
    other: str
    gun: str = ""
    named: dict[str, str] = field(default_factory=dict)

    def make(
        self, name: str, about: str | None = None, sight: Sight = EVERYTHING, past: Past | None = None
    ) -> Report:
        """A report of what the office has of this kind."""
        return make_report(self.office.record, sight, name, about or self.named[name], ASKED_BY, past)

    def rows(self, report: Report, section: str) -> list[dict[str, Any]]:
        """The rows of a part of a report, by the names of its columns."""
        found = next(one for one in report.contents.sections if one.name == section)
        return [dict(zip([column.name for column in found.columns], row, strict=True)) for row in found.rows]

    def sight(self, part: str) -> Sight:
        return visible(self.office.db, getattr(self.office, part).person)


@pytest.fixture
def reporting(office: Office, tmp_path: Path) -> Reporting:  # noqa: F811 - a fixture asks for a fixture by name
    item = produced(office, **{"photo.jpg": b"not really a picture"})
    gun = office.firearm()
    office.clear(gun)
    attach(office, gun, **{"front.jpg": b"gun"})
    office.clock.advance(3_600_000)
    office.transfer(gun, office.custodian, office.investigator, witness=office.supervisor)
    other = office.receive(dockets=[office.other_docket], description="A thing of the other case")
    named = {
        "custody": gun, "inventory": "ROOM-A", "schedule": office.docket, "knowledge": office.docket,
        "audit": office.docket, "audit-item": item, "audit-person": office.custodian.person,
        "exceptions": office.docket, "exceptions-item": item,
    }  # fmt: skip
    return Reporting(office, item, other, gun, named)
