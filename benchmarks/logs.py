"""Durable appending of entries: ours bare and with the case index, and what else keeps a log."""

import json
import os
import secrets
import shutil
import struct
import subprocess
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from benchmarks.measure import Skipped, Subject, Table, chunks, drop_nothing_but_sync, rate
from wholefile.core import case_index
from wholefile.core.canonical import b64u
from wholefile.core.frontier import Frontier
from wholefile.core.header import encode_header, make_act
from wholefile.record import checkpoints, journal
from wholefile.record.home import Record, create_record
from wholefile.record.ledger import locked_head

PEERS = Path(__file__).parent / "peers"
CASES = 10_000
BATCHES = (1, 100, 1_000)


def headers(count: int, seed: int, labels: Sequence[bytes] = ()) -> list[journal.NewEntry]:
    """Entries as long as those of an office; their signatures are random bytes, which nobody verifies here."""
    chance, made = Random(seed), []
    for number in range(count):
        label = labels[number] if labels else chance.randbytes(32)
        act = make_act(
            log="records.example/benchmark",
            kind="item.described",
            cases=[b64u(label)],
            at=1_770_000_000_000 + number,
            nonce=chance.randbytes(16),
            body=chance.randbytes(32),
        )
        signature = {
            "algorithm": "ed25519",
            "key": b64u(chance.randbytes(32)),
            "signature": b64u(chance.randbytes(64)),
        }
        header = encode_header(act, number, [signature])
        made.append(
            journal.NewEntry(act["kind"], act["at"], sha256(header).digest(), secrets.token_bytes(16), header)
        )
    return made


def append_bare(record: Record, entries: Sequence[journal.NewEntry]) -> None:
    """Entries, head and tree in one transaction."""
    with locked_head(record) as head:
        journal.append_entries(record.db, head, entries)


def append_indexed(record: Record, entries: Sequence[journal.NewEntry], labels: Sequence[bytes]) -> None:
    """The same, each entry in the tree of its case, and the map of all cases closed off by an index entry."""
    with locked_head(record) as head:
        add_to_cases(record, head, entries, labels)
        checkpoints._append_index(record, head)  # noqa: SLF001 - what a checkpoint does inside its transaction


def add_to_cases(
    record: Record, head: journal.Head, entries: Sequence[journal.NewEntry], labels: Sequence[bytes]
) -> None:
    """Append entries and put each into the index of its case, as the ledger does."""
    first, db = head.size, record.db
    leaves = journal.append_entries(db, head, entries)
    db.insert_many("entry_case", ("label", "seq"), [(label, first + at) for at, label in enumerate(labels)])
    known: dict[bytes, Frontier] = {}
    wanted = sorted(set(labels))
    for part in chunks(len(wanted), 500):
        for row in db.rows("case_index", label__in=[wanted[at] for at in part]):
            known[bytes(row.label)] = Frontier.from_bytes(bytes(row.frontier))
    last: dict[bytes, int] = {}
    for at, (label, leaf) in enumerate(zip(labels, leaves, strict=True)):
        known.setdefault(label, Frontier()).append(case_index.case_leaf(first + at, leaf))
        last[label] = first + at
    db.run_many(
        'INSERT INTO "case_index" ("label", "count", "last", "frontier") VALUES (%s, %s, %s, %s) ON CONFLICT ("label") '
        'DO UPDATE SET "count" = excluded."count", "last" = excluded."last", "frontier" = excluded."frontier"',
        [(label, known[label].size, seq, known[label].to_bytes()) for label, seq in last.items()],
    )


def table(folder: Path, *, quick: bool) -> Table:
    """Entries a second, durable after each batch."""
    subjects = []
    for batch in BATCHES:
        count = {1: 300, 100: 10_000, 1_000: 50_000}[batch] // (50 if quick else 1) // batch * batch or batch
        goal = "100,000" if batch == 1_000 else ""
        unit = f"entries/s, {batch:,} at once"
        subjects += [
            Subject("flat file, one fdatasync a batch (limit)", unit, _flat(folder, count, batch)),
            Subject("Wholefile, entries and tree", unit, _ours(folder, count, batch), goal),
            Subject(
                "Wholefile, with the case index",
                unit,
                _indexed(folder, count, batch),
                "10,000" if goal else "",
            ),
            Subject("pymerkle, SQLite, synchronous=FULL", unit, _pymerkle(folder, count, batch)),
        ]
    note = (
        "Entries of about 480 bytes, durable after each batch, on SQLite; one writer. With the case index, entries go "
        f"to {CASES:,} cases and every batch ends with an index entry over all of them. pymerkle runs in an "
        "environment of its own and has no case index; its batches are one transaction each."
    )
    return Table("Appending to the log", note, subjects)


def _fresh(folder: Path) -> Path:
    made = folder / f"log-{secrets.token_hex(4)}"
    made.mkdir()
    drop_nothing_but_sync()
    return made


def _flat(folder: Path, count: int, batch: int) -> Callable[[], float]:
    def run() -> float:
        entries = headers(count, 1)
        handle = os.open(_fresh(folder) / "journal", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

        def work() -> None:
            frontier = Frontier()
            for part in chunks(count, batch):
                some = [entries[at].header for at in part]
                frontier.extend(sha256(b"\x00" + one).digest() for one in some)
                os.write(
                    handle, b"".join(struct.pack(">H", len(one)) + one for one in some) + frontier.root()
                )
                os.fdatasync(handle)

        found = rate(count, work)
        os.close(handle)
        return found

    return run


def _ours(folder: Path, count: int, batch: int) -> Callable[[], float]:
    def run() -> float:
        entries = headers(count, 2)
        record = create_record(_fresh(folder) / "record", "records.example/benchmark", witnesses=())
        found = rate(
            count, lambda: [append_bare(record, entries[p.start : p.stop]) for p in chunks(count, batch)]
        )
        record.close()
        return found

    return run


def _indexed(folder: Path, count: int, batch: int) -> Callable[[], float]:
    def run() -> float:
        chance = Random(3)
        cases = [chance.randbytes(32) for _ in range(CASES)]
        labels = [chance.choice(cases) for _ in range(count)]
        entries = headers(count, 3, labels)
        record = create_record(_fresh(folder) / "record", "records.example/benchmark", witnesses=())
        append_indexed(record, headers(len(cases), 4, cases), cases)

        def work() -> None:
            for part in chunks(count, batch):
                append_indexed(record, entries[part.start : part.stop], labels[part.start : part.stop])

        found = rate(count, work)
        record.close()
        return found

    return run


def _pymerkle(folder: Path, count: int, batch: int) -> Callable[[], float]:
    def run() -> float:
        python = os.environ.get("WHOLEFILE_BENCH_PYTHON")
        if not python or not shutil.which(python):
            raise Skipped(
                "WHOLEFILE_BENCH_PYTHON names no interpreter with pymerkle (`make bench` makes one)"
            )
        database = _fresh(folder) / "pymerkle.sqlite3"
        command = [python, str(PEERS / "pymerkle_append.py"), str(database), str(count), str(batch)]
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        if done.returncode:
            raise Skipped(done.stderr.strip().splitlines()[-1])
        return float(json.loads(done.stdout)["rate"])

    return run
