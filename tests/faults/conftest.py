"""A record to break, as often as a test likes; and at the end the table of what was broken."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.actions.office import open_office
from tests.faults import injection
from tests.faults.injection import Call, Fault
from tests.faults.table import Table
from tests.faults.verdict import Verdict, judge
from tests.faults.work import created

_TABLE = pytest.StashKey[Table]()


@dataclass
class Bench:
    """Copies of one record with an office in it, each broken once."""

    template: Path
    base: int
    into: Path
    table: Table
    numbers: count = field(default_factory=count)

    def fresh(self) -> tuple[Path, Path]:
        """A copy of the record, and where the child writes its acknowledgements."""
        folder = self.into / f"record-{next(self.numbers)}"
        shutil.copytree(self.template, folder)
        return folder, folder.with_suffix(".acks")

    def run(
        self, arguments: list[str], fault: Fault | None = None, folder: tuple[Path, Path] | None = None
    ) -> tuple[Path, Path, int, list[Call]]:
        """Let the child work on a copy of the record and break it."""
        where, acks = folder or self.fresh()
        code, calls = injection.run(where, acks, arguments, fault)
        if fault and fault.what == "signal=KILL":
            assert code == -9, f"{fault} was not reached: exit code {code}"
        return where, acks, code, calls

    def judge(self, family: str, folder: Path, acks: Path, acts: int) -> Verdict:
        """What became of it, counted in the table."""
        verdict = judge(folder, acks, acts, base=self.base)
        self.table.add(family, verdict)
        return verdict

    def mutant(self, folder: Path, acks: Path, acts: int) -> Verdict:
        """The same for a program that is meant to fail; not counted."""
        return judge(folder, acks, acts, base=self.base)


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> Table:
    return request.config.stash.setdefault(_TABLE, Table())


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A folder with an office in its record, and the number of its entries."""
    folder = tmp_path_factory.mktemp("faults") / "record"
    record = created(folder)
    open_office(record, record.clock)
    base = record.db.count("entry")
    record.close()
    return folder, base


@pytest.fixture
def bench(template: tuple[Path, int], tmp_path: Path, table: Table) -> Bench:
    injection.needs_strace()
    return Bench(*template, tmp_path, table)


@pytest.fixture
def say_when() -> Callable[[Fault, Verdict], str]:
    """A fault and what came of it, for a failing test."""
    return lambda fault, verdict: (
        f"{fault}: lost {verdict.lost}, half {verdict.half}, doubled {verdict.doubled}"
    )


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter) -> None:
    table = terminalreporter.config.stash.get(_TABLE, None)
    if table and table.rows:
        terminalreporter.section("faults")
        for line in table.lines():
            terminalreporter.line(line)
