"""The pages over an office; a test that asks for `site` has them on SQLite, each test with a record of its own."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from tests.actions.conftest import template  # noqa: F401 - a fixture
from tests.actions.office import Clock, Office
from tests.web.site import Site, enrol_everybody, make_accounts
from wholefile.record.home import open_record
from wholefile.web import office as served
from wholefile.web.tables import create_tables


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords of the tests are kept by a quick function; that of the program takes its time on purpose."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    with override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="session")
def pages_tables() -> None:
    """The pages' own tables, made once in a process."""
    create_tables()


@pytest.fixture(scope="session")
def enrolled(template, pages_tables, tmp_path_factory) -> tuple[Path, Office]:  # noqa: F811
    """A folder with the office in it once everybody has a signing passkey."""
    folder, opened = template
    mine = tmp_path_factory.mktemp("site") / "record"
    shutil.copytree(folder, mine)
    clock = Clock(opened.clock.now)
    office = Office(open_record(mine, clock=clock, witnesses=()), clock, deepcopy(opened.people))
    enrol_everybody(office)
    office.record.close()
    return mine, office


@pytest.fixture
def site(enrolled, tmp_path) -> Iterator[Site]:
    """The pages over an office, new for each test."""
    folder, opened = enrolled
    shutil.copytree(folder, tmp_path / "record")
    clock = Clock(opened.clock.now)
    record = open_record(tmp_path / "record", clock=clock, witnesses=())
    served.serve(record)
    empty_tables()
    office = Office(record, clock, deepcopy(opened.people))
    make_accounts(office)
    yield Site(office)
    served.serve(None)
    record.close()


def empty_tables() -> None:
    """Forget every account, session and waiting act of the test before."""
    from django.apps import apps

    with connections["default"].constraint_checks_disabled():
        for model in apps.get_models():
            if model._meta.app_label not in ("record", "contenttypes"):
                model._base_manager.using("default").all().delete()
