"""`wholefile file process`, `retry` and `sandbox`: reading what is in the store."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.files.outcomes import files_asked_about, scope_options
from wholefile.cli.layout import counted, table, width, wrap
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.errors import Invalid, Unavailable, exit_code
from wholefile.extraction.contract import FINE, STATUSES
from wholefile.processing import fixity_derived, sandbox
from wholefile.processing.engine import Processed, engine_for, process_all
from wholefile.processing.outcomes import retry as retry_files
from wholefile.processing.settle import settle
from wholefile.record.home import Record

PROCESS_KEYS = {
    "statuses": "files by how reading them ended: {status: count}",
    "further": "files that were looked at again: {ocr or speech: count}",
    "members": "members found inside files",
    "characters": "characters of text found",
    "seconds": "how long it took",
    "held": "tasks that other engines are still at",
    "indexed": "documents added to the search index",
    "compared": "files compared with others for likeness",
}
RETRY_KEYS = {
    "pending": "how many files are pending again",
    "never": "digests of files of which something is lost that only an earlier version of the program made",
}


@click.command("process", params=[record_option(), json_option()])
@click.option(
    "--engine", help="local, local:4 or dask://host:port. [env: WHOLEFILE_ENGINE; else all processors]"
)
@click.option("--most", type=click.IntRange(1), help="Stop after so many files.")
@click.option(
    "--speech", is_flag=True, help="Also write an index of recorded speech: by machine, never reviewed."
)
def process(
    *, record_folder: Path, as_json: bool, engine: str | None, most: int | None, speech: bool
) -> None:
    """Read every file that has not been read: members, text, facts; then bring the search index up to date.

    Each file is read in a sandbox of its own. Interrupted, or run twice at once, it records nothing twice and
    loses nothing: what is missing is found again. Files that cannot be read are listed by `wholefile file exceptions`.
    """
    record = opened(record_folder)
    chosen = engine_for(engine)
    try:
        with Progress(as_json=as_json) as tell:
            done = process_all(
                record, chosen, speech=speech, most=most, told=lambda read, of: tell("files read", read, of)
            )
            settled = settle(record, told=tell)
    finally:
        chosen.close()
    if as_json:
        print_json({
            "statuses": done.statuses,
            "further": done.further,
            "members": done.members,
            "characters": done.characters,
            "seconds": round(done.seconds, 3),
            "held": done.held,
            "indexed": settled.indexed,
            "compared": settled.compared,
        })  # fmt: skip
        return
    _say(done)


_FURTHER = {"ocr": "Words in pictures were looked for in", "speech": "Speech was indexed, unreviewed, in"}


def _say(done: Processed) -> None:
    if done.held:
        click.echo(f"{counted(done.held, 'file')} left to other engines that are at work.")
    if not done.tasks:
        click.echo("Every file has been read before.")
        return
    files = sum(done.statuses.values())
    told = (
        f"{counted(files, 'file')} read in {done.seconds:,.1f} s: {counted(done.members, 'member')} "
        f"found inside them, {counted(done.characters, 'character')} of text."
    )
    for line in wrap(told, width()):
        click.echo(line)
    for line in table(("how it ended", "files"), sorted(done.statuses.items(), key=lambda one: -one[1])):
        click.echo(line)
    for extractor, number in sorted(done.further.items()):
        click.echo(f"{_FURTHER[extractor]} {number:,} of them.")
    if set(done.statuses) - {"read"}:
        click.echo("`wholefile file exceptions` says which files were not read whole, and why.")


@click.command("retry", params=[*scope_options(), record_option(), json_option()])
@click.option(
    "--status",
    "statuses",
    type=click.Choice([one for one in STATUSES if one not in FINE]),
    metavar="STATUS",
    multiple=True,
    help="Only files that ended so; repeat it for more.",
)
@click.option(
    "--lost", is_flag=True, help="Instead, all files of which a text or member is lost from the store."
)
def retry(
    *,
    docket: str | None,
    item: str | None,
    record_folder: Path,
    as_json: bool,
    statuses: tuple[str, ...],
    lost: bool,
) -> None:
    """Make files that were not read pending again, to be read by the next `wholefile file process`.

    For a reader that crashed or ran out of time or memory, or a program that is installed now. A file of which some
    text was read keeps that text and is not read again: its layers never change.

    With --lost it is the other way round: what was read, and is no longer in the store, is made again from the
    evidence. `wholefile record check` lists what is lost.
    """
    record = opened(record_folder)
    if lost:
        if docket or item or statuses:
            raise Invalid(
                "command.lost", "--lost looks at the whole record; leave out --case, --item and --status."
            )
        _retry_lost(record, as_json=as_json)
        return
    found = files_asked_about(record, docket, item).exceptions
    number = retry_files(record.db, [one for one in found if not statuses or one.status in statuses])
    if as_json:
        print_json({"pending": number, "never": []})
    else:
        _say_pending(number)


def _retry_lost(record: Record, *, as_json: bool) -> None:
    again = fixity_derived.make_lost_again(record)
    if as_json:
        print_json({"pending": len(again.read), "never": again.never})
        return
    _say_pending(len(again.read))
    if again.never:
        click.echo("An earlier version of the program made what is lost of these, and no reading")
        click.echo("makes it again:")
        for sha256 in again.never:
            click.echo(f"  {sha256}")


def _say_pending(number: int) -> None:
    more = "; read it with `wholefile file process`" if number else ""
    click.echo(f"{counted(number, 'file')} pending again{more}.")


@click.command("sandbox", params=[json_option()])
def show_sandbox(*, as_json: bool) -> int:
    """Test the sandbox of this machine: what must be closed is tried from inside. Nothing is parsed without it."""
    why = sandbox.usable()
    if as_json:
        print_json({"usable": why is None, "why": why})
    else:
        click.echo(why or "The sandbox holds: files can be read on this machine.")
    return exit_code(Unavailable("sandbox.broken", "")) if why else 0
