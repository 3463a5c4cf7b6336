"""Published logs to audit: of an office that acted through all rules, and a longer one with tiles above level 0."""

import shutil

import pytest

from tests.actions.conftest import template  # noqa: F401 - a fixture
from tests.actions.office import Clock, seed
from tests.audit.published import Log
from wholefile.core.keys import ED25519, key_id, public_key_of
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import open_record

MORE = 700  # acts beyond those of the office: three bundles, a tile of level 1


@pytest.fixture(scope="session")
def office_log(template, tmp_path_factory) -> Log:  # noqa: F811 - a fixture asks for a fixture by name
    """What an office published: every act passed all rules. Two checkpoints and people's keys."""
    folder, opened = template
    copy = tmp_path_factory.mktemp("published") / "record"
    shutil.copytree(folder, copy)
    record = open_record(copy, clock=Clock(opened.clock.now), witnesses=())
    checkpoint(record)
    log = Log.of(record)
    record.close()
    return log


@pytest.fixture(scope="session")
def long_log(office_log) -> Log:
    """The same office after many more acts, with an index after each hundred."""
    log = office_log.copy()
    cases = next(
        log.header(n)["act"]["cases"]
        for n in range(len(log.headers))
        if log.header(n)["act"]["kind"] == "case.opened"
    )
    person, hand = custodian(log)
    for number in range(MORE):
        body = {"item": f"V26-{number:06d}", "description": f"words {number}", "reason": "r", "by": person}
        log.add("item.described", cases, body, [hand])
        if number % 100 == 99:
            log.add_index()
    return log


def custodian(log: Log) -> tuple[str, bytes]:
    """The id and the key of the custodian of the office."""
    return person_of(log, "custodian"), seed("custodian")


def person_of(log: Log, word: str) -> str:
    """The id of a person of the office, by the word for their part."""
    name = key_id(ED25519, public_key_of(seed(word)))
    return next(one["fields"]["person"] for one in log.openings.values() if one["fields"].get("key") == name)


@pytest.fixture
def log(office_log) -> Log:
    """The office's log, for a test to change."""
    return office_log.copy()


@pytest.fixture
def long(long_log) -> Log:
    """The longer log, for a test to change."""
    return long_log.copy()
