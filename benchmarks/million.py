"""One case of 10,000 entries in a record of a million cases: growing there, proving it, verifying the proof.

The other cases are one entry each, whose bodies and signatures are random bytes: nobody opens them. The case that is
proved, its people and keys are real.
"""

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks import logs, offices
from benchmarks.measure import Subject, Table, chunks, once, rate, stopwatch
from tests.actions.office import Office
from tests.faults.injection import ROOT, environment
from wholefile.actions.recording import record_acts
from wholefile.core.bundle import encode_bundle
from wholefile.record import case_map
from wholefile.record.bundles import completeness_bundle
from wholefile.record.checkpoints import checkpoint
from wholefile.record.ledger import locked_head

AT_ONCE = 10_000
Say = Callable[[str], None]


def tables(folder: Path, *, quick: bool, rounds: int, say: Say) -> list[Table]:
    """Growth of appending and of proofs, and the proof of a large case."""
    sizes = (200, 400, 600) if quick else (10_000, 100_000, 1_000_000)
    entries = 200 if quick else 10_000
    growth: list[Subject] = []
    with offices.office_in(folder, None) as office:
        standing = 0
        for size in sizes:
            added = _other_cases(office, size - standing, seed=size, say=say)
            standing = size
            growth += _grown(office, size, added)
        with stopwatch() as taken:
            _one_large_case(office, entries)
        say(f"a case of {entries:,} entries recorded in {taken[0]:.1f} s")
        with stopwatch() as taken:
            checkpoint(office.record)
        say(f"checkpoint with its tiles: {taken[0]:.1f} s")
        proof = _proof(office, folder, entries, standing)
        proof.measure(rounds, say)
    note = (
        "The same record as it grows, on SQLite. Appending is 1,000 entries of 1,000 cases at once with the case "
        "index; the proof is that of one case in the map. Measured once at each size."
    )
    grown = Table("Growth with the number of cases", note, growth)
    grown.measure(1, say)
    return [proof, grown]


def _other_cases(office: Office, count: int, seed: int, say: Say) -> list[bytes]:
    """So many more cases with one entry each; the labels of some of them."""
    chance, record = Random(seed), office.record
    some: list[bytes] = []
    with stopwatch() as taken:
        for part in chunks(count, AT_ONCE):
            labels = [chance.randbytes(32) for _ in part]
            some = (some + labels)[:AT_ONCE]
            with locked_head(record) as head:
                logs.add_to_cases(
                    record, head, logs.headers(len(labels), chance.getrandbits(60), labels), labels
                )
    say(f"{count:,} cases added in {taken[0]:.1f} s")
    with stopwatch() as taken:
        checkpoint(record)
    say(f"index, tiles and checkpoint over {count:,} new cases: {taken[0]:.1f} s")
    return some


def _grown(office: Office, size: int, standing: list[bytes]) -> list[Subject]:
    """What appending and proving cost at this size."""
    chance, record, db = Random(size), office.record, office.record.db
    batch = min(1_000, len(standing))
    standing = standing[:batch]
    rates = []
    for _ in range(3):
        labels = [chance.choice(standing) for _ in range(batch)]
        entries = logs.headers(batch, chance.getrandbits(60), labels)
        rates.append(
            rate(batch, lambda entries=entries, labels=labels: logs.append_indexed(record, entries, labels))
        )
    checkpoint(record)
    proofs = [case_map.prove(db, label) for label in standing[:100]]
    bytes_of_proof = sum(len(json.dumps(one.to_json())) for one in proofs) / len(proofs)
    proving = rate(len(standing), lambda: [case_map.prove(db, label) for label in standing])
    cases = f"{size:,} cases"
    return [
        Subject(f"{cases}: appending with the index", "entries/s", once(sorted(rates)[1])),
        Subject(f"{cases}: proof of a case in the map", "bytes as JSON", once(bytes_of_proof)),
        Subject(f"{cases}: drawing such proofs", "proofs/s", once(proving)),
    ]


def _one_large_case(office: Office, entries: int) -> None:
    items = [row.item for row in office.db.rows("item")]
    for part in chunks(entries, 1_000):
        office.clock.advance(1_000)
        record_acts(
            office.record,
            [("item.described", offices.description(office, n, items), [office.custodian]) for n in part],
        )


def _proof(office: Office, folder: Path, entries: int, cases: int) -> Table:
    """Draw the bundle and verify it, a few times."""
    sizes: dict[str, float] = {}
    where = folder / "proof-of-a-case"

    def draw() -> float:
        with stopwatch() as taken:
            bundle, note = completeness_bundle(office.record, office.docket)
            raw = encode_bundle(bundle)
        if not sizes:
            sizes["plain"] = len(raw) / 1e6
            sizes["zipped"] = len(zlib.compress(raw, 6)) / 1e6
            (where / "proof").mkdir(parents=True)
            (where / "proof" / "bundle.json").write_bytes(raw)
            (where / "proof" / "checkpoint").write_text(note)
            (where / "proof" / "policy").write_bytes(office.record.policy_path.read_bytes())
        return taken[0]

    def verify() -> float:
        command = [sys.executable, "-m", "benchmarks.verify_proof", str(where)]
        return float(
            subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment()).stdout
        )

    subjects = [
        Subject("drawing the bundle from the record", "s", draw),
        Subject("verifying it in Python, checks 5 to 22", "s", verify, "at most 1"),
        Subject("its size in a ZIP archive", "MB", lambda: sizes["zipped"], "at most 4"),
        Subject("its size as a file", "MB", lambda: sizes["plain"]),
    ]
    note = (
        f"A case of {entries:,} signed acts, all opened, in a record of {cases:,} cases. Verifying reads the bundle, "
        "checks every header, every commitment, every signature, the tree, the map and the register, in "
        "a process of its own."
    )
    return Table("Proof that a case is complete", note, subjects)
