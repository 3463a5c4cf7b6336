"""What a record hands to its auditor and takes back: openings, and the checkpoint with the auditor's cosignature."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.output import print_json
from wholefile.record import openings as opening
from wholefile.record import witnessing

PATH = click.Path(path_type=Path)

JSON_KEYS: dict[str, dict[str, str]] = {
    "openings": {"file": "where they were written", "openings": "how many entries are opened"},
    "cosigned": {"note": "the stored note, with the cosignatures it now has"},
}


@click.command("openings", params=[record_option(), json_option()])
@click.argument("file", type=PATH)
@click.option(
    "--what",
    type=click.Choice([opening.INDEX, opening.REGISTER, opening.ALL]),
    default=opening.INDEX,
    show_default=True,
    help="index entries alone, people and keys too, or everything",
)
def openings(*, file: Path, what: str, record_folder: Path, as_json: bool) -> None:
    """Write the openings of entries to FILE, for an auditor to give to `wholefile audit --openings`.

    Those of the index say nothing about anybody. Those of everything hold all that the record holds; treat them so.
    """
    count = opening.write_openings(opened(record_folder), file, what)
    if as_json:
        print_json({"file": str(file), "openings": count})
    else:
        click.echo(f"{count:,} entries are opened in {file}.")


@click.command("cosigned", params=[record_option(), json_option()])
@click.argument("file", type=PATH)
def cosigned(*, file: Path, record_folder: Path, as_json: bool) -> None:
    """Add the cosignatures in FILE, a checkpoint that an auditor sent back, and publish them.

    The auditor's key must be in the policy: `wholefile record witness-add`, without an address.
    """
    record = opened(record_folder)
    note = witnessing.accept(record, file.read_bytes())
    if as_json:
        print_json({"note": note})
    else:
        click.echo(note, nl=False)
