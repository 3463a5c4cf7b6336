"""Pages over small and large records: how long each takes to be made, and how many statements it asks of the database.

The whole way through Django is measured, from the request to the last byte, with a session and its person's sight; the
network and the browser are not. The record holds so many items, a tenth of them in one case.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.test import Client, override_settings

from benchmarks.measure import Subject, Table, once
from tests.actions.office import DOCKET, OTHER_DOCKET, Clock, Office, open_office
from tests.web.conftest import empty_tables
from tests.web.site import Site, make_accounts
from wholefile.actions.recording import Planned, record_acts
from wholefile.processing.search.index import index_pending
from wholefile.record.home import create_record
from wholefile.web import office as served
from wholefile.web.tables import create_tables

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 20
AT_ONCE = 1_000
_GOALS, _MOST = {"case": "at most 150"}, {"case": "at most 20"}


def tables(folder: Path, *, quick: bool, say: Any) -> list[Table]:
    """A table for each size of record, the smallest first."""
    found = []
    create_tables()
    for size in (50, 100) if quick else SIZES:
        with site_of(folder / f"pages-{size}", size) as site:
            subjects = []
            for name, part, address in asked(site):
                taken, statements = measured(site, part, address, 3 if quick else ROUNDS)
                say(f"pages, {size:,} items: {name} {taken:.0f} ms, {statements} statements")
                goal, most = _GOALS.get(name, ""), _MOST.get(name, "")
                subjects += [
                    Subject(f"{name}, 95th percentile", "ms", once(taken), goal, figures=[taken]),
                    Subject(
                        f"{name}, statements",
                        "",
                        once(float(statements)),
                        most,
                        figures=[float(statements)],
                    ),
                ]
        note = "SQLite, one process; each page asked for again and again after once to warm up."
        found.append(Table(f"Pages over {size:,} items, {size // 10:,} of them in one case", note, subjects))
    return found


def asked(site: Site) -> list[tuple[str, str, str]]:
    """What is asked for: name, who asks, address."""
    item = site.office.db.rows("item", limit=1)[0].item
    return [
        ("home of a custodian", "custodian", "/"),
        ("home of a prosecutor", "prosecutor", "/"),
        ("items, first page", "custodian", "/items/"),
        ("items, last of a hundred pages", "custodian", "/items/?page=100"),
        ("items by words", "custodian", "/items/?words=cartridge"),
        ("item", "custodian", f"/items/{item}"),
        ("case", "prosecutor", f"/cases/{DOCKET}/"),
        ("board, first page", "prosecutor", f"/cases/{DOCKET}/board/"),
        ("timeline of the case", "prosecutor", f"/cases/{DOCKET}/timeline/"),
        ("counter", "custodian", "/counter/"),
        ("evidence room", "custodian", "/room/"),
        ("search", "prosecutor", "/search/?q=cartridge"),
    ]


def measured(site: Site, part: str, address: str, rounds: int) -> tuple[float, int]:
    """Milliseconds at the 95th percentile, and statements of one request."""
    client: Client = site.client(part)
    with counted(site.office.db.raw()) as statements:
        answer = client.get(address)
        answer.close()
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(address).close()
        taken.append((time.perf_counter() - started) * 1_000)
    return quantiles(taken, n=20)[-1], sum(one.startswith(("SELECT", "WITH")) for one in statements)


@contextmanager
def counted(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """The questions that the record's database is asked inside the block."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        connection.set_trace_callback(None)


@contextmanager
def site_of(folder: Path, size: int) -> Iterator[Site]:
    """The pages over an office with so many items, a tenth of them in the case that is asked for."""
    clock = Clock(time.time_ns() // 1_000_000)
    record = create_record(folder, "records.example/pages", clock=clock, witnesses=())
    office = open_office(record, clock)
    for start in range(0, size, AT_ONCE):
        clock.advance(1_000)
        record_acts(record, received(office, start, min(size, start + AT_ONCE)))
    while index_pending(record):
        pass
    served.serve(record)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        make_accounts(office)
    yield Site(office)
    served.serve(None)
    record.close()
    empty_tables()


def received(office: Office, start: int, end: int) -> list[Planned]:
    """Items taken in, every tenth into the case, the others into another."""
    kinds = (
        "spent cartridge case, brass",
        "swab from the door handle",
        "mobile telephone, black",
        "written note",
    )
    acts = []
    for number in range(start, end):
        body = {
            "item": f"V26-{number + 1:06d}",
            "description": f"One {kinds[number % len(kinds)]}, number {number}",
            "category": "evidence",
            "quantity": 1,
            "unit": "each",
            "named_cases": [],
            "dockets": [DOCKET if number % 10 == 0 else OTHER_DOCKET],
            "identifiers": [],
            "submitted_by": "Eva Stone",
            "collected_at": "12 Mesa Road, Santa Fe",
            "authority": "warrant",
            "by": office.custodian.person,
        }
        acts.append(Planned("item.received", body, [office.custodian]))
    return acts
