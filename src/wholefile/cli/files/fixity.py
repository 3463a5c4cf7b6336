"""`wholefile file scrub`, `fixity-due` and `repair`: are stored files still what was recorded, and if not."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import click

from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import counted, moment
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
    Records file.verified for each item whose files were read. Exit code 9 when a file is not what was recorded.

    Derived files (members, texts) that rotted are deleted, and made again by the next `wholefile file process`.
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
        raise click.exceptions.Exit(_EVIDENCE_ROTS)


@click.command("fixity-due", params=[record_option(), json_option()])
@click.option(
    "--days", type=click.IntRange(1), help="The limit; else that of the policy fixity_days, else 7."
)
def fixity_due(*, days: int | None, record_folder: Path, as_json: bool) -> None:
    """Say which part of the stored files was not read again for longer than a week; reads none."""
    found = fixity.due(opened(record_folder), days)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(_due_words(found))


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
    click.echo(f"File {done.sha256} ({done.size:,} bytes) is right again; it was read back.")
    if done.kept:
        click.echo(f"The rotten bytes are kept as {record.store.folder / done.kept}.")
    if done.positions:
        places = ", ".join(str(one) for one in done.positions)
        click.echo(f"Recorded at positions {places} of {record.origin}.")


def _replica(record: Record, given: str) -> tuple[Store, str]:
    """The store that was named, and how the acts call it. Raises NotFound for a folder without files."""
    if "://" in given:
        return store_at(given, record.folder, STORE), given.rstrip("/")
    folder = Path(given)
    store = LocalStore(folder / STORE if (folder / STORE).is_dir() else folder)
    if next(store.all(), None) is None:
        raise NotFound("repair.replica", f"There are no stored files in {given}.")
    return store, f"the replica {folder.name}"


def _tell_scrub(done: Scrubbed) -> None:
    failed = f"! {len(done.failed)} of them are not what was recorded." if done.failed else "All are whole."
    click.echo(
        f"{done.files:,} files were read, {_size_words(done.octets)} in {done.seconds:,.1f} s. {failed}"
    )
    for one in done.failed:
        where = f"of {', '.join(one.items)}" if one.items else f"in {one.store}"
        click.echo(f"! {one.sha256} {where}: {one.words}.")
    if any(one.store == STORE for one in done.failed):
        click.echo("Make good what is in the store with `wholefile file repair SHA256 --from REPLICA`.")
    if done.swept:
        click.echo(f"{done.swept:,} derived files belonged to nothing and were deleted.")
    acts, items = counted(done.acts, "act"), counted(done.items, "item")
    click.echo(f"Recorded in {acts} about {items}.")
    if done.due is not None:
        click.echo(_due_words(done.due))


def _due_words(found: Due) -> str:
    if not found.files:
        return f"Nothing is overdue: each of {found.of:,} files was read within {found.days} days."
    since = f", the oldest since {moment(found.oldest)}" if found.oldest is not None else ""
    return (
        f"{found.files:,} of {found.of:,} files ({_size_words(found.octets)}) were not read for more than "
        f"{found.days} days{since}."
    )


def _size_words(octets: int) -> str:
    size, unit = float(octets), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{octets:,} bytes" if unit == "bytes" else f"{size:,.1f} {unit}"
