"""`live`: the pages of an office in real browsers. See live.py for how to use it."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.actions.office import Clock, Office
from tests.browser.chromium import chromium
from tests.web.browser.live import Live, addressed, served
from tests.web.conftest import empty_tables
from tests.web.site import Site, enrol_everybody, make_accounts
from wholefile.record.home import open_record
from wholefile.web import office as shown
from wholefile.web.addresses import Addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver keeps an event loop in this thread, beside which Django refuses databases.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with chromium() as launched:
            yield launched


@pytest.fixture(scope="session")
def port(browser, pages_tables) -> Iterator[Addresses]:
    """Where the pages are served; the addresses are known once the server has its port."""
    with served() as where:
        yield where


@pytest.fixture(scope="session")
def enrolled_there(template, port, tmp_path_factory) -> tuple[Path, Office]:
    """The office once everybody has a signing passkey, which is bound to the address of its pages."""
    folder, opened = template
    mine = tmp_path_factory.mktemp("live") / "record"
    shutil.copytree(folder, mine)
    clock = Clock(opened.clock.now)
    office = Office(open_record(mine, clock=clock, witnesses=()), clock, deepcopy(opened.people))
    with addressed(port):
        enrol_everybody(office)
    office.record.close()
    return mine, office


@pytest.fixture
def live(browser, port, enrolled_there, tmp_path) -> Iterator[Live]:
    """The pages over an office, new for each test, in real browsers."""
    folder, opened = enrolled_there
    shutil.copytree(folder, tmp_path / "record")
    clock = Clock(opened.clock.now)
    record = open_record(tmp_path / "record", clock=clock, witnesses=())
    with addressed(port):
        shown.serve(record)
        empty_tables()
        office = Office(record, clock, deepcopy(opened.people))
        make_accounts(office)
        made = Live(Site(office), browser, port)
        try:
            yield made
            made.close()
        finally:
            for one in made.contexts:
                one.close()
            shown.serve(None)
            record.close()
