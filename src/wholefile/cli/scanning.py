"""`wholefile inventory scan` and `compare`: a count from a scanner's file, one voucher a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wholefile.actions.inventory import compare_scan, record_inventory
from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, opened, record_option, signers
from wholefile.cli.layout import facts
from wholefile.cli.output import print_json, print_result
from wholefile.core.acts.schema import ITEM
from wholefile.core.errors import Invalid
from wholefile.record import lookups

PATH = click.Path(path_type=Path)
COMPARE_KEYS = {
    "location": "the place",
    "found": "in place",
    "missing": "recorded here and not scanned",
    "unexpected": "scanned here and recorded elsewhere",
}


def read_scan(path: Path) -> list[str]:
    """The vouchers in a scanner's file, one a line; empty lines and what follows a # are left out.

    Raises Invalid for the first line that is no voucher.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        voucher = line.partition("#")[0].strip().upper()
        if not voucher:
            continue
        if ITEM.refuse(voucher):
            raise Invalid("scan.line", f"{path.name}, line {number}: {voucher[:40]!r} is no voucher number.")
        found.append(voucher)
    return found


@click.command("compare", params=[record_option(), json_option()])
@click.argument("location")
@click.argument("file", type=PATH)
def compare(*, location: str, file: Path, record_folder: Path, as_json: bool) -> None:
    """Compare the vouchers in FILE, one a line, with what the record has at LOCATION; records nothing."""
    record = opened(record_folder)
    lookups.location(record.db, location)
    seen = compare_scan(record.db, location, read_scan(file))
    told: dict[str, Any] = {name: list(getattr(seen, name)) for name in ("found", "missing", "unexpected")}
    if as_json:
        print_json({"location": location, **told})
        return
    missing, unexpected = told["missing"], told["unexpected"]
    shown = {
        "Found": str(len(told["found"])),
        "Missing": missing or "none",
        "Unexpected": unexpected or "none",
    }
    for line in facts(shown):
        click.echo(line)


@click.command(
    "scan",
    cls=ActCommand,
    kinds=("inventory.recorded",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("location")
@click.argument("file", type=PATH)
@click.option(
    "--scope", type=click.Choice(["full", "audit", "inspection"]), required=True, help="what is counted"
)
@click.option(
    "--cause",
    type=click.Choice(["yearly", "change of custodian", "audit", "other"]),
    required=True,
    help="why it is counted",
)
@click.option("--looked-for", type=PATH, help="File with the sample of an audit, one voucher a line.")
@click.option("--unlabelled", help="Things found without a voucher, in words.")
def scan(  # noqa: PLR0913 - a count has as many particulars
    *,
    location: str,
    file: Path,
    scope: str,
    cause: str,
    looked_for: Path | None,
    unlabelled: str | None,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Record a count of LOCATION from the vouchers in FILE, one a line.

    Records inventory.recorded. Signed with --key, in this order: who led the count, who counted.
    """
    record = opened(record_folder)
    found = signers(record, key_files, passphrase_file)
    if len(found) != 2:
        raise Invalid("command.missing", "Give --key twice: who led the count, then who counted.")
    result = record_inventory(
        record,
        location,
        read_scan(file),
        scope=scope,
        cause=cause,
        leader=found[0],
        by=found[1],
        looked_for=read_scan(looked_for) if looked_for else None,
        unlabelled=unlabelled,
    )
    print_result(record, result, as_json=as_json)
