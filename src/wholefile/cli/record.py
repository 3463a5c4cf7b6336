"""`wholefile record`: the record as a whole: status, checkpoints, witnesses, check, rebuild, expunge, publish."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from wholefile.actions import access, register
from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli import auditing, backing_up, witnesses
from wholefile.cli.commands import ActCommand, command
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import counted, facts, moment, table
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.errors import Conflict
from wholefile.record import check as checking
from wholefile.record import checkpoints, expunge, lookups
from wholefile.record.check_derived import LOST
from wholefile.record.home import Record
from wholefile.record.rebuild import rebuild as rebuild_tables
from wholefile.showing.oversight import cosigned

PATH = click.Path(path_type=Path)
CHECK_FAILED = 1

# What each command prints with --json: key and meaning.
JSON_KEYS: dict[str, dict[str, str]] = {
    **auditing.JSON_KEYS,
    **backing_up.JSON_KEYS,
    **witnesses.JSON_KEYS,
    "status": {
        "log": "name of the log",
        "log_key": "its key",
        "fingerprint": "of its key, to be compared by telephone",
        "entries": "number of entries",
        "items": "number of items",
        "cases": "number of cases",
        "checkpoint": "{size, at} of the last one, or null",
        "cosigned": "list of {witness, at: milliseconds since 1970 UTC, or null}",
        "checkpoint_due": "whether anything was recorded since",
        "expungement_pending": "whether an expungement is to be finished",
        "database": "sqlite or postgresql",
        "folder": "where the record is",
    },
    "check": {
        "passed": "whether nothing is wrong",
        "first_bad_position": "the first position of the log at which something is wrong, or null",
        "findings": "list of {kind, position or null, words, is_note}",
    },
}


@click.command("status", params=[record_option(), json_option()])
def status(*, record_folder: Path, as_json: bool) -> None:
    """How large the record is, what was signed last and who cosigned it, and whether something waits."""
    record = opened(record_folder)
    latest = checkpoints.latest(record)
    seen: dict[str, Any] = {
        "log": record.origin,
        "log_key": record.log_key.vkey,
        "fingerprint": record.log_key.fingerprint,
        "entries": lookups.entry_count(record.db),
        "items": record.db.count("item"),
        "cases": record.db.count("case_file"),
        "checkpoint": {"size": latest.size, "at": latest.at} if latest else None,
        "cosigned": cosigned(record, latest.note) if latest else [],
        "checkpoint_due": checkpoints.checkpoint_due(record),
        "expungement_pending": expunge.is_pending(record),
        "database": record.db.vendor,
        "folder": str(record.folder),
    }
    if as_json:
        print_json(seen)
        return
    if seen["expungement_pending"]:
        click.echo("! An expungement is not finished: wholefile record finish-expunging")
    last = f"over {latest.size} entries, {moment(latest.at)}" if latest else "none"
    if seen["checkpoint_due"]:
        last += "; more was recorded since: wholefile record checkpoint"
    told = {
        "Log": seen["log"],
        "Entries": seen["entries"],
        "Items": str(seen["items"]),
        "Cases": str(seen["cases"]),
        "Checkpoint": last,
        "Cosigned by": witnesses.cosigner_words(seen["cosigned"]),
        "Database": seen["database"],
        "Folder": seen["folder"],
    }
    for line in facts(told):
        click.echo(line)
    click.echo("Log key, for the other side to compare:")
    click.echo(record.log_key.vkey)
    click.echo(f"Its fingerprint, to be read aloud: {record.log_key.fingerprint}")


@click.command("check", params=[record_option(), json_option()])
def check(*, record_folder: Path, as_json: bool) -> None:
    """Work everything out again and compare: entries, signatures, index, tables, tiles, files.

    Exit code 1 when anything is wrong; notes break nothing, and neither do readings that are lost: texts and members
    that can be made again from the evidence. That entries at the end were cut off together with all
    that was signed over them, only a witness can tell.
    """
    record = opened(record_folder)
    with Progress(as_json=as_json) as tell:
        findings = checking.check(record, progress=tell)
    wrong = [one for one in findings if not one.is_note]
    first = checking.first_bad_position(findings)
    if as_json:
        told = [asdict(one) for one in findings]
        print_json({"passed": not wrong, "first_bad_position": first, "findings": told})
    else:
        _tell_findings(findings, len(wrong), first, record)
    if wrong:
        raise click.exceptions.Exit(CHECK_FAILED)


@click.command("rebuild", params=[record_option(), json_option()])
@click.option("--tiles", is_flag=True, help="Make the published files of the log again too.")
def rebuild(*, tiles: bool, record_folder: Path, as_json: bool) -> None:
    """Empty the tables of the current state and fold every entry again; entries are never changed."""
    record = opened(record_folder)
    with Progress(as_json=as_json) as tell:
        tell("Folding the entries")
        rows = rebuild_tables(record)
        if tiles:
            checkpoints.rebuild_tiles(record, progress=lambda done, of: tell("Writing tiles", done, of))
    if as_json:
        print_json({"rows": rows, "tiles": tiles})
        return
    click.echo(
        f"{rows:,} rows were written from the entries." + (" The tiles were made again." if tiles else "")
    )


@click.command("finish-expunging", params=[record_option(), json_option()])
def finish_expunging(*, record_folder: Path, as_json: bool) -> None:
    """Finish an expungement that a crash or a reader interrupted; does nothing when none is open."""
    record = opened(record_folder)
    was_open = expunge.is_pending(record)
    expunge.finish(record)
    if as_json:
        print_json({"was_open": was_open})
    else:
        click.echo("Finished." if was_open else "Nothing was open.")


@click.command("publish", params=[record_option(), json_option()])
@click.argument("folder", type=PATH)
def publish(*, folder: Path, record_folder: Path, as_json: bool) -> None:
    """Copy the published files of the log to FOLDER, for any web server: tiles first, the checkpoint last.

    They hold headers and hashes, no names and no contents. An auditor reads them with `wholefile audit`.
    """
    record = opened(record_folder)
    checkpoints.latest_note(record)
    copied = 0
    for path in sorted(record.tiles.rglob("*")):
        target = folder / path.relative_to(record.tiles)
        if not path.is_file() or path.name == "checkpoint" or path.name.startswith("."):
            continue
        if target.exists() and target.stat().st_size == path.stat().st_size:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_whole(path, target)
        copied += 1
    folder.mkdir(parents=True, exist_ok=True)
    _copy_whole(record.tiles / "checkpoint", folder / "checkpoint")
    if as_json:
        print_json({"folder": str(folder), "files": copied + 1})
    else:
        click.echo(f"{copied + 1} files were copied to {folder}.")


@click.command(
    "register",
    cls=ActCommand,
    kinds=("access.exported",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("file", type=PATH)
def export_register(
    *,
    file: Path,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write the property register, every item as it stands, to FILE as CSV. Records access.exported; give --key."""
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "the person who takes the register out")
    if file.exists():
        raise Conflict("file.exists", f"{file} is there already; name a new file.")
    count = record.db.count("item")
    receipt = access.export_items(record, [], what=f"property register of {count} items", by=by)
    with file.open("x", encoding="utf-8", newline="") as target:
        target.writelines(register.register_lines(record.db))
    if as_json:
        print_json({"file": str(file), "items": count, "position": receipt.seq})
    else:
        click.echo(f"{count} items are in {file}. Recorded at position {receipt.seq} of {record.origin}.")


def _tell_findings(findings: list[checking.Finding], wrong: int, first: int | None, record: Record) -> None:
    lost = sum(one.kind == LOST for one in findings)
    if wrong:
        where = f"; the first bad position is {first}" if first is not None else ""
        click.echo(f"! {counted(wrong, 'thing')} {'is' if wrong == 1 else 'are'} wrong{where}.")
    elif lost:
        click.echo(f"Nothing is wrong with the entries and the evidence of {record.origin}.")
    else:
        click.echo(f"Nothing is wrong with {record.origin}.")
    if lost:
        click.echo(f"{counted(lost, 'reading')} lost; no evidence is. To make good what can be:")
        click.echo("`wholefile file retry --lost`, then `wholefile file process`.")
    rows = [
        [
            "note" if one.is_note else "wrong",
            "" if one.position is None else one.position,
            f"{one.kind}: {one.words}",
        ]
        for one in findings
    ]
    for line in table(("", "at", "what"), rows, indent=0):
        click.echo(line)


def _copy_whole(source: Path, target: Path) -> None:
    """A reader of the folder sees the old file or the new one, never half of one."""
    beside = target.with_name(f".new-{os.getpid()}-{target.name}")
    shutil.copyfile(source, beside)
    beside.replace(target)


app = Listing(
    help="The record as a whole: status, checkpoints, witnesses, check, rebuild, expunge, publish, backup.",
    commands={
        "status": status,
        "checkpoint": witnesses.checkpoint,
        "keep": witnesses.keep,
        "witness": witnesses.witness,
        "witnesses": witnesses.witnesses,
        "witness-add": witnesses.witness_add,
        "witness-remove": witnesses.witness_remove,
        "check": check,
        "rebuild": rebuild,
        "expunge": command("expunge", SUBJECTS["record"].verbs["expunge"]),
        "finish-expunging": finish_expunging,
        "publish": publish,
        "backup": backing_up.backup,
        "restore": backing_up.restore,
        "openings": auditing.openings,
        "cosigned": auditing.cosigned,
        "register": export_register,
    },
    no_args_is_help=True,
)
