"""Checking the whole record: everything that can be worked out again is, and compared with what is stored.

Nothing here believes a column. Keys come from the enrolments in the log, hashes from the header bytes, the case
index and its map from the entries, the tables from a replay, tiles and files from their own bytes. What it cannot
tell is whether entries at the end were cut off together with all that was signed over them: ask a witness for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from wholefile.core.errors import WholefileError
from wholefile.record import expunge
from wholefile.record.check_derived import derived_findings
from wholefile.record.check_entries import Walk, walk
from wholefile.record.check_index import index_findings
from wholefile.record.check_tiles import checkpoint_findings, tile_findings
from wholefile.record.finding import Finding, guarded
from wholefile.record.home import Record
from wholefile.record.numbers import wrongly_kept
from wholefile.record.rebuild import difference
from wholefile.record.replay import snapshot
from wholefile.record.set_aside import ROTTEN
from wholefile.record.sql import Row

Progress = Callable[[str, int, int], None]  # what is looked at, how far, of how many


def check(record: Record, *, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong with the record, in the order of the log; empty when nothing is.

    Findings with `is_note` say what somebody should look at but what breaks nothing. Appends may go on meanwhile.
    """
    tell = progress or _nobody
    with snapshot(record.db):
        found = walk(record, lambda done, of: tell("entries", done, of))
        findings = [*found.findings, *_of_log(record, found, tell)]
    findings += guarded("tables", lambda: _of_tables(record, tell))
    findings += guarded("numbers", lambda: _of_numbers(record))
    findings += guarded("files", lambda: _of_files(record, tell))
    tell("what was read from files", 0, 1)
    findings += guarded("readings", lambda: derived_findings(record))
    return sorted(findings, key=_place)


def first_bad_position(findings: list[Finding]) -> int | None:
    """The first position of the log at which something is wrong."""
    return min(
        (one.position for one in findings if one.position is not None and not one.is_note), default=None
    )


def _of_log(record: Record, found: Walk, tell: Progress) -> Iterator[Finding]:
    for what, check_one in (
        ("case index", index_findings),
        ("checkpoints", checkpoint_findings),
        ("tiles", tile_findings),
    ):
        tell(what, 0, 1)
        yield from guarded(what, partial(check_one, record, found))


def _of_tables(record: Record, tell: Progress) -> Iterator[Finding]:
    """The tables of the current state are what a replay of the entries gives."""
    for line in difference(record, progress=lambda table: tell(f"table {table}", 0, 1)):
        yield Finding("tables", None, line)


def _of_numbers(record: Record) -> Iterator[Finding]:
    """Every number of a destroyed act is kept, so that it is not given again."""
    for seq, why in wrongly_kept(record.db):
        yield Finding("numbers", seq, why)


def _of_files(record: Record, tell: Progress) -> Iterator[Finding]:
    """Every file the tables name is in the store under its digest, and what nobody names is pointed out."""
    wanted = {row.sha256: row for row in record.db.rows("stored_file", expunged_seq__null=True)}
    for number, (sha256, row) in enumerate(sorted(wanted.items())):
        tell("files", number, len(wanted))
        if why := _file_problem(record, row):
            yield Finding("store.file", row.seq, f"file {sha256} {why}")
    positions, files = expunge.unfinished(record)
    for seq in positions:
        yield Finding("expunge.unfinished", seq, "its body is expunged by order and still there; finish it")
    for sha256 in files:
        yield Finding(
            "expunge.unfinished", None, f"file {sha256} is expunged by order and still there; finish it"
        )
    if not positions and not files and expunge.is_pending(record):
        yield Finding("expunge.unfinished", None, "expunged bytes may be left in free space; finish it")
    for sha256 in record.store.all():
        if sha256 not in wanted and sha256 not in files:
            words = f"file {sha256} is in the store, and no entry names it"
            yield Finding("store.orphan", None, words, is_note=True)
    for path in record.store.strangers():
        name = path.relative_to(record.store.folder)
        if name.parts[0] == ROTTEN:
            words = f"{name} is what a repair replaced, kept as evidence"
            yield Finding("store.rotten", None, words, is_note=True)
        else:
            yield Finding("store.stranger", None, f"{name} in the store is no stored file", is_note=True)


def _file_problem(record: Record, row: Row) -> str | None:
    try:
        found = record.store.digests(row.sha256)
    except WholefileError:
        return "is not in the store, or is no ordinary file"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if found.sha256 != row.sha256:
        return "does not have the digest it is stored under"
    told = (row.sha1, row.md5, row.size)
    return (
        None
        if told == (found.sha1, found.md5, found.size)
        else "has other digests or another length than recorded"
    )


def _place(finding: Finding) -> tuple[bool, int]:
    return finding.position is None, finding.position or 0


def _nobody(_what: str, _done: int, _of: int) -> None:
    """Nobody asked to be told."""


__all__ = ["Finding", "check", "first_bad_position"]
