"""The random office on SQLite and on PostgreSQL; `make faults` lets it run far longer."""

import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.actions.office import Clock, open_office
from tests.faults.mutants import mutated
from tests.state_machine.machine import AnyOffice, copy_of
from wholefile.core.errors import WholefileError
from wholefile.record.databases import forget, open_postgres
from wholefile.record.home import create_record, open_record

ORIGIN = "records.example/state-machine"


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory) -> type[AnyOffice]:
    """Offices whose records are copies of one file."""
    folder = tmp_path_factory.mktemp("machine")
    record = create_record(folder / "template", ORIGIN, clock=Clock(), witnesses=())
    open_office(record, record.clock)
    record.close()
    numbers = count()

    def open_copy():
        copied = copy_of(folder / "template", folder / f"copy-{next(numbers)}")
        return open_record(copied, Clock(), witnesses=()), lambda: shutil.rmtree(copied)

    return type("OnSqlite", (AnyOffice,), {"open_record": staticmethod(open_copy), "told": Counter()})


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory) -> Iterator[type[AnyOffice]]:
    """Offices whose records are copies of one database."""
    url = os.environ.get("WHOLEFILE_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("WHOLEFILE_TEST_POSTGRES_URL is not set; tools/with-postgres sets it")
    admin, name, numbers = open_postgres(url), f"machine_{secrets.token_hex(5)}", count()
    server = url.rpartition("/")[0]
    admin.run(f'CREATE DATABASE "{name}"')
    folder = tmp_path_factory.mktemp("machine")
    record = create_record(
        folder / "template", ORIGIN, clock=Clock(), database_url=f"{server}/{name}", witnesses=()
    )
    open_office(record, record.clock)
    record.close()

    def open_copy():
        copied, database = Path(folder / f"copy-{next(numbers)}"), f"{name}_{next(numbers)}"
        admin.run(f'CREATE DATABASE "{database}" TEMPLATE "{name}"')
        copy_of(folder / "template", copied)
        opened = open_record(copied, Clock(), database_url=f"{server}/{database}", witnesses=())

        def end():
            shutil.rmtree(copied)
            admin.run(f'DROP DATABASE "{database}"')

        return opened, end

    yield type("OnPostgres", (AnyOffice,), {"open_record": staticmethod(open_copy), "told": Counter()})
    admin.run(f'DROP DATABASE "{name}"')
    forget(admin)


def let_it_run(
    machine: type[AnyOffice], examples: int, steps: int, phases: tuple[Phase, ...] = tuple(Phase)
) -> None:
    """So many offices, each for so many steps at most; acts must get through and be refused."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    refused = sum(number for what, number in machine.told.items() if what.startswith("refused"))
    recorded = machine.told.total() - refused
    print(f"\n{machine.__name__}: {recorded} acts of {len(machine.told)} sorts recorded, {refused} refused")  # noqa: T201
    assert recorded > examples
    assert refused > examples


@pytest.mark.slow
def test_whatever_people_ask_of_a_record_in_a_file_it_stays_what_its_entries_say(on_sqlite):
    let_it_run(on_sqlite, examples=60, steps=50)


@pytest.mark.slow
@pytest.mark.postgres
def test_whatever_people_ask_of_a_record_in_postgresql_it_stays_what_its_entries_say(on_postgres):
    let_it_run(on_postgres, examples=20, steps=40)


@pytest.mark.faults
def test_for_long_on_sqlite(on_sqlite):
    let_it_run(on_sqlite, examples=200, steps=80)


@pytest.mark.faults
@pytest.mark.postgres
def test_for_long_on_postgresql(on_postgres):
    let_it_run(on_postgres, examples=60, steps=60)


@pytest.mark.parametrize("mutant", ["without transactions", "ignoring keys"])
def test_an_office_with_a_safeguard_taken_out_is_found_out(on_sqlite, mutant):
    machine = type("Mutant", (on_sqlite,), {"told": Counter()})
    with mutated(mutant), pytest.raises((AssertionError, WholefileError)):
        let_it_run(machine, examples=40, steps=30, phases=(Phase.generate,))
