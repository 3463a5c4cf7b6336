"""`wholefile receipt`: what a submitter takes home, made by the office and checked by anybody.

Checking needs nothing of the office, so this module imports the server's part only to make a receipt.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wholefile.cli.lazy import Listing
from wholefile.core.errors import Conflict
from wholefile.core.policy import parse_policy
from wholefile.verify.receipt import check_receipt

PATH = click.Path(path_type=Path)
CHECK_KEYS = {
    "item": "voucher number",
    "position": "position in the log",
    "at": "when it was recorded, milliseconds since 1970 UTC",
    "body": "what was written down",
    "signers": "names of those who signed, by person",
    "cosigned": "when each witness of the policy saw the log, seconds since 1970 UTC",
}


@click.command("make")
@click.argument("item")
@click.argument("file", type=PATH)
@click.option(
    "--record",
    "record_folder",
    type=PATH,
    envvar="WHOLEFILE_RECORD",
    default=Path(),
    help="Folder of the record. [env: WHOLEFILE_RECORD]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def make(*, item: str, file: Path, record_folder: Path, as_json: bool) -> None:
    """Write the submitter's receipt for ITEM to FILE; makes a checkpoint when none covers the item yet."""
    from wholefile.actions.receipts import submitters_receipt
    from wholefile.cli.context import opened
    from wholefile.cli.output import print_json

    if file.exists():
        raise Conflict("file.exists", f"{file} is there already; name a new file.")
    text = submitters_receipt(opened(record_folder), item)
    with file.open("x", encoding="utf-8") as target:
        target.write(text)
    if as_json:
        print_json({"item": item, "file": str(file)})
    else:
        click.echo(f"The receipt for {item} is in {file}. Its holder runs: wholefile receipt check {file}")


@click.command("check")
@click.argument("file", type=PATH)
@click.option(
    "--policy", type=PATH, required=True, help="Your policy file: which log and witnesses you trust."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def check(*, file: Path, policy: Path, as_json: bool) -> None:
    """Check a submitter's receipt offline: that the item was recorded, what was written down, who signed."""
    import json

    from wholefile.cli.layout import facts, moment

    found = check_receipt(file.read_text("utf-8"), parse_policy(policy.read_bytes()))
    told: dict[str, Any] = {
        "item": found.item,
        "position": found.seq,
        "at": found.at,
        "body": dict(found.body),
        "signers": dict(found.signers),
        "cosigned": dict(found.cosigned),
    }
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.item} was recorded at position {found.seq}; the receipt is genuine.")
    shown = {
        "Recorded": moment(found.at),
        "What": found.body.get("description"),
        "From": found.body.get("submitted_by"),
        "Signed by": list(found.signers.values()),
        "Witnessed": [f"{name} {moment(at * 1000)}" for name, at in found.cosigned.items()] or "by nobody",
    }
    for line in facts(shown, indent=2):
        click.echo(line)


app = Listing(
    help="A submitter's receipt: made by the office, checked offline by who holds it.",
    commands={"make": make, "check": check},
    no_args_is_help=True,
)
