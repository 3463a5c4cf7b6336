"""`wholefile production`: plan, serve, export and acknowledge what goes to the other side."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import click

from wholefile.actions import production_plan, productions
from wholefile.actions.production_folder import Progress
from wholefile.actions.productions import ServedProduction
from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json, print_result
from wholefile.core.docket import spell_docket
from wholefile.core.errors import NotFound

PATH = click.Path(path_type=Path)
_SIGNER = "the person who signs"
_RESULT = click.Choice(["verified", "failed", "not checked"])


def _progress(as_json: bool) -> Progress | None:  # noqa: FBT001 - one switch
    """A counter on the terminal while natives are written; nothing when nobody watches."""
    if as_json or not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        click.echo(f"\rWriting files: {done} of {total}", nl=done == total, err=True)

    return show


@click.command(
    "plan",
    cls=ActCommand,
    kinds=("production.planned",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("docket")
@click.option("--volume", required=True, help="name of the volume, for example VOL001")
@click.option("--prefix", required=True, help="Bates prefix, for example SFDA")
@click.option("--supersedes", help="number of the production this one replaces")
def plan(
    *,
    docket: str,
    volume: str,
    prefix: str,
    supersedes: str | None,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Fix the files of a production of DOCKET and give them Bates numbers.

    Members are the files of every item decided to be produced. Records production.planned.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, _SIGNER)
    planned = production_plan.plan_production(
        record, spell_docket(docket), volume, prefix, by, supersedes=supersedes
    )
    if as_json:
        print_json(planned)
        return
    numbers = f"{prefix} {planned.first} to {planned.last}" if planned.members else "no files"
    click.echo(f"{planned.production}: {len(planned.members)} files, {numbers}.")
    for warning in planned.warnings:
        click.echo(f"Note: {warning}")


@click.command(
    "serve",
    cls=ActCommand,
    kinds=("production.served",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("production")
@click.argument("folder", type=PATH)
@click.option("--to", required=True, help="on whom it is served")
@click.option("--zip", "zipped", is_flag=True, help="Write a ZIP archive beside the folder too.")
def serve(
    *,
    production: str,
    folder: Path,
    to: str,
    zipped: bool,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write PRODUCTION into the new FOLDER with everything that proves it, and record that it was served.

    The folder is a BagIt bag with natives, schedule, privilege log, load files, cover letter, certificate, proof
    and verify.html. Records production.served. Running it again gives the same production.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, _SIGNER)
    _told(
        productions.serve_production(
            record, production, to=to, by=by, folder=folder, zipped=zipped, progress=_progress(as_json)
        ),
        as_json=as_json,
    )


@click.command(
    "export",
    cls=ActCommand,
    kinds=("access.exported",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("production")
@click.argument("folder", type=PATH)
@click.option("--zip", "zipped", is_flag=True, help="Write a ZIP archive beside the folder too.")
def export(
    *,
    production: str,
    folder: Path,
    zipped: bool,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write a served PRODUCTION again, with a proof as of now.

    Records access.exported, when --key is given.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, _SIGNER) if key_files else None
    _told(
        productions.export_production(
            record, production, folder, zipped=zipped, progress=_progress(as_json), by=by
        ),
        as_json=as_json,
    )


@click.command(
    "receive",
    cls=ActCommand,
    kinds=("production.received",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("production")
@click.argument("folder", type=PATH)
@click.option("--result", type=_RESULT, required=True, help="what `wholefile verify` said")
def receive(
    *,
    production: str,
    folder: Path,
    result: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Acknowledge PRODUCTION as it lies in FOLDER. Records production.received with the schedule's digest."""
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, _SIGNER)
    schedule = folder / "data" / "schedule.json"
    if not schedule.is_file():
        raise NotFound(
            "production.schedule", f"{folder} has no data/schedule.json; name the production's folder."
        )
    digest = sha256(schedule.read_bytes()).hexdigest()
    print_result(
        record, productions.receive_production(record, production, digest, result, by), as_json=as_json
    )


def _told(served: ServedProduction, *, as_json: bool) -> None:
    if as_json:
        print_json(served)
        return
    click.echo(f"{served.production} of {served.docket}: {served.items} items, {served.files} files.")
    click.echo(f"Folder   {served.folder}")
    if served.zip:
        click.echo(f"Archive  {served.zip}")
    click.echo(f"Served at position {served.seq}; the proof covers {served.size} entries.")
    click.echo(f"The other side runs: wholefile verify {served.folder}, or opens verify.html in it.")


app = Listing(
    help="Productions: plan, serve, export and acknowledge what goes to the other side.",
    commands={"plan": plan, "serve": serve, "export": export, "receive": receive},
    no_args_is_help=True,
)
