"""`wholefile record backup` and `wholefile record restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.layout import counted
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.errors import IntegrityFailure, WholefileError
from wholefile.record import backup as backups
from wholefile.record import check as checking
from wholefile.record import checkpoints, lookups, trust, witnessing
from wholefile.record import restore as restoring
from wholefile.record.home import Record
from wholefile.settings import from_environment

PATH = click.Path(path_type=Path)
NOT_WHOLE = 1

JSON_KEYS = {
    "backup": {
        "folder": "where the backup is",
        "entries": "entries it holds",
        "files": "files it holds",
        "fresh": "files that were new",
        "rotten": "digests of files that were not what their digest says, and were not copied",
        "said": "what its owner must know, in words",
    },
    "restore": {
        "folder": "where the record is",
        "log": "its name",
        "entries": "entries in its log",
        "missing": "digests of files that the backup did not hold whole",
        "findings": "what the check found wrong, as in `record check`, without notes",
        "compared": "list of what it was compared with",
        "not_compared": "list of what did not answer, with the reason",
    },
}


@click.command("backup", params=[record_option(), json_option()])
@click.argument("folder", type=PATH)
@click.option(
    "--with-log-key", is_flag=True, help="Copy the log's key too. Whoever has it can sign as this log."
)
def backup(*, folder: Path, with_log_key: bool, record_folder: Path, as_json: bool) -> None:
    """Copy the record into FOLDER, while everybody goes on working; from the second time on only what is new.

    Every file is compared with its digest. Exit code 1 when one is rotten: then repair it from an older backup.
    """
    record = opened(record_folder)
    with Progress(as_json=as_json) as tell:
        copied = backups.back_up(record, folder, with_log_key=with_log_key, progress=tell)
    if as_json:
        names = ("entries", "files", "fresh", "rotten", "said")
        print_json({"folder": str(folder), **{one: getattr(copied, one) for one in names}})
    else:
        click.echo(
            f"{copied.entries:,} entries and {counted(copied.files, 'file')} "
            f"({copied.fresh} new) of {record.origin} are in {folder}."
        )
        for line in copied.said:
            click.echo(line)
        for one in copied.rotten:
            click.echo(f"! Not what its digest says, and not copied: {one}")
    if copied.rotten:
        raise click.exceptions.Exit(NOT_WHOLE)


@click.command("restore", params=[json_option()])
@click.argument("source", type=PATH, metavar="BACKUP")
@click.argument("folder", type=PATH)
@click.option("--log-key", type=PATH, help="File with the log's key, where the backup is without it.")
@click.option(
    "--known", "known", type=PATH, multiple=True, help="A checkpoint that somebody kept; compare with it too."
)
@click.option(
    "--ask/--no-ask", default=True, help="Ask the witnesses how far they saw the log (default) or not."
)
def restore(
    *, source: Path, folder: Path, log_key: Path | None, known: tuple[Path, ...], ask: bool, as_json: bool
) -> None:
    """Make the record of BACKUP again in the new FOLDER, check it, and compare it with what others saw of it.

    Nothing is signed. Exit code 9 when somebody saw more than the backup holds, or something else: then nothing may be
    recorded in it before those who rely on the record know.
    """
    with Progress(as_json=as_json) as tell:
        record, missing = restoring.restore(
            source, folder, log_key=log_key, database_url=from_environment().database_url, progress=tell
        )
        tell("Checking")
        findings = [one for one in checking.check(record) if not one.is_note]
    compared, not_compared = compare(record, known, ask=ask)
    told: dict[str, Any] = {
        "folder": str(folder),
        "log": record.origin,
        "entries": lookups.entry_count(record.db),
        "missing": missing,
        "findings": [{"kind": one.kind, "position": one.position, "words": one.words} for one in findings],
        "compared": compared,
        "not_compared": not_compared,
    }
    if as_json:
        print_json(told)
    else:
        _tell(told)
    if missing or findings:
        raise click.exceptions.Exit(NOT_WHOLE)


def compare(record: Record, known: tuple[Path, ...], *, ask: bool) -> tuple[list[str], list[str]]:
    """What the record was compared with, and what could not be asked. Raises IntegrityFailure when it is behind."""
    compared, not_compared = [], []
    for path in known:
        restoring.compare_with(record, open_checkpoint(path.read_bytes(), record.log_key))
        compared.append(str(path))
    urls = trust.addresses(record) if ask and checkpoints.latest(record) is not None else []
    for url in urls:
        try:
            witnessing.gather(record, [url])
            compared.append(url)
        except IntegrityFailure as error:
            raise IntegrityFailure(
                "restore.behind",
                f"{error.message} Record nothing in it before everybody who relies on it knows.",
            ) from error
        except WholefileError as error:
            not_compared.append(f"{url}: {error.message}")
    return compared, not_compared


def _tell(told: dict[str, Any]) -> None:
    click.echo(f"{told['entries']:,} entries of {told['log']} are in {told['folder']}.")
    for one in told["missing"]:
        click.echo(f"! The backup does not hold this file whole: {one}")
    for one in told["findings"]:
        click.echo(f"! {one['kind']}: {one['words']}")
    if not told["missing"] and not told["findings"]:
        click.echo("Nothing is wrong with it.")
    for one in told["compared"]:
        click.echo(f"It holds all that was signed for {one}.")
    for one in told["not_compared"]:
        click.echo(f"! Not compared with {one}")
    if not told["compared"]:
        click.echo("! It was compared with nobody's memory: whether something newer was lost is not known.")
