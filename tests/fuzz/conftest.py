"""The table of the damaged files, at the end of a run that read many of them."""

import pytest

from tests.fuzz.table import Table

_TABLE = pytest.StashKey[Table]()


@pytest.fixture(scope="session")
def fuzz_table(request: pytest.FixtureRequest) -> Table:
    return request.config.stash.setdefault(_TABLE, Table())


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter) -> None:
    table = terminalreporter.config.stash.get(_TABLE, None)
    if table and table.rows:
        terminalreporter.section("damaged files")
        for line in table.lines():
            terminalreporter.line(line)
