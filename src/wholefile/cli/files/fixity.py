"""`wholefile file scrub`, `fixity-due` and `repair`: are stored files still what was recorded, and if not."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import click

from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import counted, moment, width, wrap
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.errors import EXIT_CODE, IntegrityFailure, Invalid, NotFound
from wholefile.processing import fixity, fixity_repair
from wholefile.processing.fixity import Budget, Due, Scrubbed
from wholefile.record.blobs import LocalStore
from wholefile.record.home import Record
from wholefile.record.stores import STORE, Store, store_at

SCRUB_KEYS = {
    "files": "files read",
    "octets": "bytes read",
    "seconds": "how long it took",
    "acts": "acts recorded, one for each item",
    "items": "items they are about",
    "swept": "derived files that belonged to nothing and were deleted",
    "complete": "whether every file was read in this run",
    "failed": "list of {store, sha256, outcome: rotten, missing or unreadable, items, words}",
    "due": "what is overdue now: see `file fixity-due`",
}
DUE_KEYS = {
    "files": "files not read for longer than the limit",
    "of": "files there are",
    "octets": "their bytes",
    "oldest": "when the one that waits longest was last read or came, milliseconds since 1970 UTC",
    "days": "the limit in days",
    "wrong": "files people brought that were not whole when they were last read, and were not made good since",
}
REPAIR_KEYS = {
    "sha256": "the file",
    "size": "its length in bytes",
    "items": "items it belongs to",
    "kept": "name below the store under which the rotten bytes are kept; null when there were none",
    "positions": "positions of the acts that were recorded",
}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kKMGT]?)(i?)[bB]?")
_POWER = {"": 0, "k": 1, "K": 1, "M": 2, "G": 3, "T": 4}
_EVIDENCE_ROTS = EXIT_CODE[IntegrityFailure]
_ONLY_DERIVED = 10  # beyond those of the errors: nothing is lost, and one command makes it again


def read_size(text: str) -> int:
    """A number of bytes as people write it: `500MB` in thousands, `10GiB` in units of 1,024. Raises Invalid."""
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise Invalid(
            "command.size", "A size is a number with kB, MB, GB, TB, KiB, MiB, GiB or TiB, such as 10GiB."
        )
    return int(float(found[1]) * (1024 if found[3] else 1000) ** _POWER[found[2]])


@click.command(
    "scrub",
    cls=ActCommand,
    kinds=("file.verified",),
    params=[record_option(), *key_options(), json_option()],
)
@click.option("--budget", help="Read so many bytes, such as 10GiB; else everything.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Read for so long.")
@click.option("--files", type=click.IntRange(1), help="Read so many files.")
def scrub(
    *,
    budget: str | None,
    minutes: float | None,
    files: int | None,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Read stored files again, the longest unread first, and record what was found.

    Each run goes on where the one before ended; run it daily with a budget that comes past every file within a week.
    Records file.verified for each item whose files were read.

    Exit code 9 when evidence is not what was recorded: repair it from a replica with `wholefile file repair`. Exit code
    10 when only derived files are (members and texts, worked out from evidence): no evidence is lost, and
    `wholefile file process` makes them again.
    """
    limit = Budget(read_size(budget) if budget else None, minutes * 60 if minutes else None, files)
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "the custodian, auditor or administrator who runs it")
    with Progress(as_json=as_json) as tell:
        done = fixity.scrub(record, by=by, budget=limit, told=tell)
    if as_json:
        print_json({**asdict(done), "seconds": round(done.seconds, 3)})
    else:
        _tell_scrub(done)
    if done.failed:
        raise click.exceptions.Exit(_EVIDENCE_ROTS if done.evidence else _ONLY_DERIVED)


@click.command("fixity-due", params=[record_option(), json_option()])
@click.option(
    "--days", type=click.IntRange(1), help="The limit; else that of the policy fixity_days, else 7."
)
def fixity_due(*, days: int | None, record_folder: Path, as_json: bool) -> None:
    """Say which part of the stored files was not read again for longer than a week; reads none.

    Evidence that the last reading found rotten or missing comes first; then the exit code is 9.
    """
    found = fixity.due(opened(record_folder), days)
    if as_json:
        print_json(asdict(found))
    else:
        _tell_due(found)
    if found.wrong:
        raise click.exceptions.Exit(_EVIDENCE_ROTS)


@click.command(
    "repair",
    cls=ActCommand,
    kinds=("file.verified",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("sha256")
@click.option(
    "--from",
    "replica",
    required=True,
    help="Where the copy is: the folder of another record or of its store, or s3://bucket/prefix.",
)
def repair(
    *,
    sha256: str,
    replica: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make a rotten or missing file good from a replica whose copy has every recorded digest.

    The rotten bytes are kept below the store, under `rotten`. Records file.verified twice for each item of the file:
    found wrong, and right again. A copy that does not match is refused, and then nothing is changed.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "the custodian, auditor or administrator who repairs")
    source, shown = _replica(record, replica)
    done = fixity_repair.repair(record, sha256.lower(), source, by=by, source=shown)
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"File {done.sha256}")
    click.echo(f"({counted(done.size, 'byte')}) is right again; it was read back.")
    if done.kept:
        click.echo("The rotten bytes are kept as")
        click.echo(f"{record.store.folder / done.kept}")  # whole, so that it can be copied
    if done.positions:
        places = ", ".join(str(one) for one in done.positions)
        _say(f"Recorded at positions {places} of {record.origin}.")


def _replica(record: Record, given: str) -> tuple[Store, str]:
    """The store that was named, and how the acts call it. Raises NotFound for a folder without files."""
    if "://" in given:
        address = given.rstrip("/")
        with fixity_repair.reading_replica(address):
            store = store_at(address, record.folder, STORE)
            if address.endswith(f"/{STORE}") and next(store.all(), None) is None:
                store = store_at(address.removesuffix(f"/{STORE}"), record.folder, STORE)
        return store, address
    folder = Path(given)
    store = LocalStore(folder / STORE if (folder / STORE).is_dir() else folder)
    if next(store.all(), None) is None:
        raise NotFound("repair.replica", f"There are no stored files in {given}.")
    return store, f"the replica {folder.name}"


def _tell_scrub(done: Scrubbed) -> None:
    """Evidence first, then what is made again from it, then what was recorded."""
    what = f"{counted(done.files, 'file')} read, {_size_words(done.octets)} in {done.seconds:,.1f} s."
    _say(what if done.failed else f"{what} All are whole.")
    if done.evidence:
        _say(f"! {counted(len(done.evidence), 'file')} of evidence not as recorded.")
        for one in done.evidence:
            where = f" of {', '.join(one.items)}" if one.items else ""
            _say(f"! {one.sha256}{where}: {one.words}.")
        _say("Make it good with `wholefile file repair SHA256 --from REPLICA`.")
    if done.derived:
        lost = "" if done.evidence else ": no evidence is lost"
        _say(f"{counted(len(done.derived), 'derived file')} (members, texts) not as derived{lost}.")
        for one in done.derived:
            _say(f"- {one.sha256}: {one.words}.")
        _say("`wholefile file process` makes again what can be.")
    if done.swept:
        _say(f"{counted(done.swept, 'derived file')} belonged to nothing and went.")
    _say(f"Recorded in {counted(done.acts, 'act')} about {counted(done.items, 'item')}.")
    if done.due is not None:
        _tell_due(done.due, known=bool(done.evidence))


def _tell_due(found: Due, *, known: bool = False) -> None:
    """What is known to be wrong, unless that was just said; then what is overdue."""
    if found.wrong and not known:
        _say(f"! {counted(len(found.wrong), 'file')} of evidence not as recorded when last read:")
        for sha256 in found.wrong:
            _say(f"! {sha256}")
        _say("Make it good with `wholefile file repair SHA256 --from REPLICA`.")
    _say(_due_words(found))


def _due_words(found: Due) -> str:
    if not found.files:
        return f"Nothing is overdue: all of {counted(found.of, 'file')} were read within {counted(found.days, 'day')}."
    since = f", the oldest since {moment(found.oldest)}" if found.oldest is not None else ""
    return (
        f"{found.files:,} of {counted(found.of, 'file')} ({_size_words(found.octets)}) not read for more than "
        f"{counted(found.days, 'day')}{since}."
    )


def _say(words: str) -> None:
    """A paragraph in lines that fit; a digest is never broken."""
    for line in wrap(words, width()):
        click.echo(line)


def _size_words(octets: int) -> str:
    size, unit = float(octets), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return counted(octets, "byte") if unit == "bytes" else f"{size:,.1f} {unit}"
