"""An office to act in; a test that asks for `office` runs on SQLite, and on PostgreSQL where there is one.

Opening an office takes some eighty acts, so on SQLite it is opened once per run and each test gets a copy.
"""

import shutil
from copy import deepcopy
from pathlib import Path

import pytest

from tests.actions.office import Clock, Office, open_office
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.record.home import create_record, open_record

ORIGIN = "records.example/office"


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> tuple[Path, Office]:
    """A folder with an office in it, and the office as it was when its record was closed."""
    folder, clock = tmp_path_factory.mktemp("office") / "record", Clock()
    record = create_record(folder, ORIGIN, clock=clock, witnesses=())
    office = open_office(record, clock)
    record.close()
    return folder, office


@pytest.fixture
def office(template, tmp_path, database_url):  # noqa: F811 - a fixture asks for a fixture by name
    """The office, new for each test."""
    folder, opened = template
    clock = Clock(opened.clock.now)
    if database_url is None:
        shutil.copytree(folder, tmp_path / "record")
        record = open_record(tmp_path / "record", clock=clock, witnesses=())
        made = Office(record, clock, deepcopy(opened.people))
    else:
        record = create_record(
            tmp_path / "record", ORIGIN, clock=clock, database_url=database_url, witnesses=()
        )
        made = open_office(record, clock)
    yield made
    record.close()


@pytest.fixture
def record(office):
    """The office's record by itself."""
    return office.record
