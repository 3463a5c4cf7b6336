"""Reading contents: `wholefile item read` copies an item's files; `wholefile reading` is the defence's own notebook."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.actions import access, reading_traces
from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import short_moment, table
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json

READING_KEYS = {"readings": "list of {at: milliseconds since 1970 UTC, items, what}, the oldest first"}


@click.command(
    "read",
    cls=ActCommand,
    kinds=("access.opened",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("item")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--purpose", required=True, help="why the contents are read")
def read(
    *,
    item: str,
    folder: Path,
    purpose: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Copy the files of ITEM into FOLDER, after the reading is recorded.

    Records access.opened. For the defence nothing is recorded that anybody else can read: the reading is kept as a
    trace that only the reader's own key opens.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "the person who reads")
    copies, receipt = access.read_files(record, item, folder, purpose=purpose, by=by)
    if as_json:
        print_json({"files": [str(one) for one in copies], "position": receipt.seq if receipt else None})
        return
    for one in copies:
        click.echo(str(one))
    where = (
        f"Recorded at position {receipt.seq} of {record.origin}." if receipt else "Kept as your own trace."
    )
    click.echo(where)


@click.command("note", params=[record_option(), *key_options(), json_option()])
@click.argument("items", nargs=-1, required=True)
@click.option("--what", default="", help="what was read it for, in the reader's own words")
def note(
    *,
    items: tuple[str, ...],
    what: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note that ITEMS were read, sealed to the reader's key. It is no act, and nobody else can open it."""
    record = opened(record_folder)
    reader = one_signer(record, key_files, passphrase_file, "the reader's")
    reading_traces.trace_reading(record, reader.person, items, what=what)
    if as_json:
        print_json({"items": list(items), "what": what})
    else:
        click.echo("Noted. Only your key opens it: wholefile reading list")


@click.command("list", params=[record_option(), *key_options(), json_option()])
def list_readings(
    *, record_folder: Path, key_files: tuple[Path, ...], passphrase_file: Path | None, as_json: bool
) -> None:
    """List what the holder of --key has read."""
    record = opened(record_folder)
    reader = one_signer(record, key_files, passphrase_file, "the reader's")
    traces = list(reading_traces.read_traces(record, reader))
    if as_json:
        print_json(
            {"readings": [{"at": one.at, "items": list(one.items), "what": one.what} for one in traces]}
        )
        return
    if not traces:
        click.echo("Nothing is noted for this key.")
    for line in table(
        ("when (UTC)", "items", "what"),
        [[short_moment(one.at), list(one.items), one.what] for one in traces],
        indent=0,
    ):
        click.echo(line)


app = Listing(
    help="The defence's own reading: noted by the reader, sealed to the reader's key, closed to everybody else.",
    commands={"note": note, "list": list_readings},
    no_args_is_help=True,
)
