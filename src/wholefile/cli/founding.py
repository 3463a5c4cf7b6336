"""`wholefile init`: a record begins, signed by its two founders."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.cli.commands import ActCommand
from wholefile.cli.context import PASSPHRASE, json_option, open_key, read_passphrases
from wholefile.cli.keys import write_key_file
from wholefile.cli.output import print_json
from wholefile.core.errors import Conflict, Invalid
from wholefile.record.checkpoints import checkpoint
from wholefile.record.founding import Founder, open_log
from wholefile.record.home import create_record

FOUNDERS = 2


@click.command("init", cls=ActCommand, kinds=("record.opened",), params=[json_option()])
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--origin", required=True, help="Name of the log for good, like evidence.county.example/record."
)
@click.option("--title", required=True, help="What this record is, in words.")
@click.option(
    "--founder",
    "founders",
    nargs=3,
    multiple=True,
    metavar="NAME AGENCY KEYFILE",
    help="A founding administrator; give two. A key file that is not there yet is made.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help=f"File with the two passphrases, one line each. [env: {PASSPHRASE}, else asked for]",
)
def app(
    *,
    folder: Path,
    origin: str,
    title: str,
    founders: tuple[tuple[str, str, str], ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Begin a record in FOLDER. Its first act is signed by two founding administrators, P-1 and P-2.

    Example: wholefile init office --origin evidence.county.example/record --title "County evidence"
    --founder "Ana Ortiz" Sheriff ana.key --founder "Ben Wu" "Court clerk" ben.key
    """
    if len(founders) != FOUNDERS:
        raise Invalid("init.founders", "Give --founder twice: two different people open a record.")
    given = read_passphrases(passphrase_file)
    people = []
    for number, (name, agency, path) in enumerate(founders, 1):
        passphrase = (given[min(number, len(given)) - 1]) if given else None
        people.append(Founder(f"P-{number}", name, agency, _seed(Path(path), passphrase)))
    if people[0].seed == people[1].seed:
        raise Conflict("init.founders", "The two founders have the same key; each needs their own.")
    record = create_record(folder, origin)
    receipt = open_log(record, title, people)
    checkpoint(record)
    if as_json:
        print_json(
            {"folder": str(folder), "log": origin, "log_key": record.log_key.vkey, "position": receipt.seq}
        )
        return
    click.echo(f"{origin} is open in {folder}, signed by {people[0].name} (P-1) and {people[1].name} (P-2).")
    click.echo(f"Log key, for the other side to compare: {record.log_key.vkey}")
    click.echo(f"Its fingerprint, to be read aloud: {record.log_key.fingerprint}")
    click.echo(f"Next: wholefile person add --record {folder} --key {founders[0][2]} --name ... --agency ...")


def _seed(path: Path, passphrase: str | None) -> bytes:
    """The seed of a founder's key file, which is made when it is not there."""
    if not path.exists():
        asked = passphrase or str(
            click.prompt(
                f"Passphrase for the new key {path.name}", hide_input=True, confirmation_prompt=True, err=True
            )
        )
        write_key_file(path, asked)
        passphrase = asked
    return open_key(path, passphrase)
