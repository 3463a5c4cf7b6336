"""Full acts, as people make them: form, commitment, signature, labels, rules, entry, tables."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nacl.bindings import crypto_sign_open
from nacl.signing import SigningKey

from benchmarks.measure import Skipped, Subject, Table, rate
from tests.actions.office import Clock, Office, open_office
from wholefile import rules
from wholefile.actions.recording import prepare_act, record_act
from wholefile.record.act import SignedAct
from wholefile.record.databases import forget, open_postgres
from wholefile.record.home import create_record
from wholefile.record.ledger import append_many

ITEMS = 50


@contextmanager
def office_in(folder: Path, url: str | None) -> Iterator[Office]:
    """An office with some items on SQLite, or in a database of its own on a PostgreSQL server."""
    name = f"bench_{secrets.token_hex(5)}"
    admin = open_postgres(url) if url else None
    if admin and url:
        admin.run(f'CREATE DATABASE "{name}"')
        url = f"{url.rpartition('/')[0]}/{name}"
    clock = Clock(time.time_ns() // 1_000_000)
    record = create_record(
        folder / name, "records.example/benchmark", clock=clock, database_url=url, witnesses=()
    )
    office = open_office(record, clock)
    for number in range(ITEMS):
        office.receive(description=f"Item number {number}")
    yield office
    record.close()
    if admin:
        admin.run(f'DROP DATABASE "{name}"')
        forget(admin)


def description(office: Office, number: int, items: list[str]) -> dict[str, str]:
    """A body of the commonest kind of act."""
    return {
        "item": items[number % len(items)],
        "description": f"Spent cartridge case, brass, head stamped 45 COLT, seen for the {number}th time",
        "reason": "closer look",
        "by": office.custodian.person,
    }


def bulk(folder: Path, url: str | None, count: int) -> float:
    """Acts a second when 1,000 signed acts come at once; signing is the clients' work and is not counted."""
    with office_in(folder, url) as office:
        items = [row.item for row in office.db.rows("item")]
        office.clock.advance(1_000)
        ready = []
        for number in range(count):
            body = description(office, number, items)
            made = prepare_act(office.record, "item.described", body)
            ready.append((SignedAct(made.act, [office.custodian.sign(made.act)]), body, made.secret))

        def work() -> None:
            for start in range(0, count, 1_000):
                append_many(office.record, ready[start : start + 1_000], rules=rules.check)

        return rate(count, work)


def single(folder: Path, url: str | None, count: int) -> list[float]:
    """Milliseconds of acts prepared, signed and recorded one by one, each durable, in order of length."""
    taken = []
    with office_in(folder, url) as office:
        items = [row.item for row in office.db.rows("item")]
        for number in range(count):
            office.clock.advance(10)
            body = description(office, number, items)
            started = time.perf_counter()
            record_act(office.record, "item.described", body, [office.custodian])
            taken.append((time.perf_counter() - started) * 1_000)
    return sorted(taken)


def ed25519(count: int) -> float:
    """Signatures a second that one core verifies with libsodium: acts are not judged faster than that."""
    key = SigningKey(bytes(range(32)))
    signed, public = bytes(key.sign(bytes(400))), bytes(key.verify_key)

    def work() -> None:
        for _ in range(count):
            crypto_sign_open(signed, public)

    return rate(count, work)


def table(folder: Path, server: str | None, *, quick: bool) -> Table:
    """Single acts and bulk, on both databases."""
    count = 200 if quick else 5_000
    singles = 20 if quick else 300
    subjects = [Subject("Ed25519 verification, one core (limit)", "signatures/s", lambda: ed25519(count))]
    for name, url in (("SQLite", None), ("PostgreSQL", server)):
        goal = "3,000" if url is None and name == "SQLite" else "1,500"
        bulk_run = _needing(name, url, lambda url=url: bulk(folder, url, count))
        middle = _needing(name, url, lambda url=url: _at(single(folder, url, singles), 0.5))
        worst = _needing(name, url, lambda url=url: _at(single(folder, url, singles), 0.99))
        subjects += [
            Subject(f"{name}: 1,000 acts at once", "acts/s", bulk_run, goal),
            Subject(f"{name}: one act, median", "ms", middle, "at most 10"),
            Subject(f"{name}: one act, 99th percentile", "ms", worst),
        ]
    note = (
        "`item.described` on an item of an open case: every check, every rule, every table, one transaction, "
        "durable. A single act includes preparing and signing; acts at once were signed before."
    )
    return Table("Full acts", note, subjects)


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def _needing(name: str, url: str | None, run: Callable[[], float]) -> Callable[[], float]:
    def guarded() -> float:
        if name == "PostgreSQL" and not url:
            raise Skipped("PostgreSQL is not installed")
        return run()

    return guarded
