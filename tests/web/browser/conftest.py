"""`live`: the pages of an office in real browsers. See live.py for how to use it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.actions.office import Clock, Office
from tests.browser.chromium import chromium
from tests.web.browser.live import PATIENCE, Live, addressed, served
from tests.web.browser.story.played import Before, Played, played
from tests.web.browser.story.told import Told
from tests.web.conftest import empty_tables
from tests.web.site import Site, enrol, enrol_everybody, make_account, make_accounts
from wholefile.demo.cast import CAST, FOUNDERS, signer
from wholefile.demo.witness import court_witness
from wholefile.record.home import open_record
from wholefile.record.lookups import entry_count
from wholefile.web import office as shown
from wholefile.web.addresses import Addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver keeps an event loop in this thread, beside which Django refuses databases.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
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


@pytest.fixture(scope="session")
def story_played(tmp_path_factory) -> Iterator[Played]:
    """The demo's own story, played no further than it is asked for."""
    with played(tmp_path_factory.mktemp("story")) as story:
        yield story


@pytest.fixture
def tell_chapter(browser, port, story_played, tmp_path) -> Iterator[Callable[[str], Told]]:
    """tell_chapter("laboratory") is the story where that chapter begins, in real browsers."""
    with ExitStack() as opened:
        yield lambda name: opened.enter_context(_chapter(story_played.chapter(name), browser, port, tmp_path))


@contextmanager
def _chapter(before: Before, browser: "Browser", where: Addresses, folder: Path) -> Iterator[Told]:
    """The record as it stood before a chapter, everybody with an account and a signing passkey."""
    shutil.copytree(before.folder, folder / "record")
    clock = Clock(before.now)
    with addressed(where), ExitStack() as opened:
        court = opened.enter_context(court_witness(folder / "witness", clock))
        record = open_record(folder / "record", clock=clock, witnesses=[court.url])
        opened.callback(record.close)
        court.store.trust(record.log_key)
        shown.serve(record)
        opened.callback(shown.serve, None)
        empty_tables()
        known = {row.person for row in record.db.rows("person")}
        cast = [(one.word, signer(one.word, number)) for number, one in enumerate((*FOUNDERS, *CAST), 1)]
        office = Office(record, clock, {word: one for word, one in cast if one.person in known})
        for word in office.people:
            enrol(office, word, ("ines", "tomas"))
            make_account(office, word)
        made = Live(Site(office), browser, where)
        opened.callback(lambda: [one.close() for one in made.contexts])
        yield Told(made, before, entry_count(record.db), court)
        made.close()
