"""`wholefile record checkpoint`, `witness...`: what the log signs, and who saw it."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.layout import moment
from wholefile.cli.output import print_json
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.errors import IntegrityFailure, Invalid, Unavailable
from wholefile.core.policy import parse_policy
from wholefile.record import checkpoints, trust, witnessing
from wholefile.record.home import Record
from wholefile.showing.oversight import cosigned

JSON_KEYS = {
    "checkpoint": {
        "size": "entries it covers",
        "note": "the signed note",
        "cosigned": "as in `record status`",
    },
    "witnesses": {"quorum": "its name, or none", "witnesses": "list of {name, key, url or null}"},
}


@click.command("checkpoint", params=[record_option(), json_option()])
@click.option(
    "--ask/--no-ask", default=True, help="Ask the witnesses of the policy to cosign (default) or not."
)
def checkpoint(*, ask: bool, record_folder: Path, as_json: bool) -> None:
    """Sign how long the log is and what its root is, publish it, and ask the witnesses to cosign.

    Run it after the day's work, or every minute by a timer. It needs no key: the log has its own.
    """
    record = opened(record_folder)
    note = checkpoints.checkpoint(record)
    urls = trust.addresses(record)
    if ask and urls:
        note = witnessing.gather(record, urls)
    _tell_checkpoint(record, note, as_json=as_json)


@click.command("keep", params=[record_option()])
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=1.0,
    show_default=True,
    help="Seconds between two looks at the log.",
)
def keep(*, every: float, record_folder: Path) -> None:
    """Sign and publish a checkpoint whenever anything new was recorded, until it is stopped (Ctrl-C).

    For an office at work: it runs beside the others' commands, and asks the witnesses to cosign each checkpoint.
    """
    record = opened(record_folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"Keeping checkpoints of {record.origin}. Stop with Ctrl-C.")
    seen = ""
    with checkpoints.CheckpointLoop(record, every) as loop, suppress(KeyboardInterrupt):
        while not isinstance(loop.problem, IntegrityFailure):
            if checkpoints.latest(record) is not None and (note := checkpoints.latest_note(record)) != seen:
                seen = _kept(record, note)
            time.sleep(every)
    if loop.problem is not None:
        raise loop.problem


def _kept(record: Record, note: str) -> str:
    """Ask the witnesses about a new checkpoint; a witness that is away is said and asked at the next one."""
    urls = trust.addresses(record)
    try:
        note = witnessing.gather(record, urls) if urls else note
    except Unavailable as away:
        click.echo(f"{away.message} [{away.code}]", err=True)
    _tell_checkpoint(record, note, as_json=False)
    return checkpoints.latest_note(record)


@click.command("witness", params=[record_option(), json_option()])
@click.argument("urls", nargs=-1, metavar="[URL]...")
def witness(*, urls: tuple[str, ...], record_folder: Path, as_json: bool) -> None:
    """Ask witnesses to cosign the last checkpoint: those of the policy, or at these addresses."""
    record = opened(record_folder)
    asked = list(urls) or trust.addresses(record)
    if not asked:
        raise Invalid(
            "witness.none", "No witness has an address; add one with `wholefile record witness-add`."
        )
    _tell_checkpoint(record, witnessing.gather(record, asked), as_json=as_json)


@click.command("witness-add", params=[record_option(), json_option()])
@click.argument("name")
@click.argument("vkey")
@click.argument("url", required=False)
@click.option("--needed", type=int, help="How many of all witnesses make the quorum; all unless told.")
def witness_add(
    *, name: str, vkey: str, url: str | None, needed: int | None, record_folder: Path, as_json: bool
) -> None:
    """Add a witness to the policy of the record, by the key that `wholefile witness status` shows there.

    Productions carry the policy, so that the other side asks for these cosignatures.
    """
    record = opened(record_folder)
    trust.add_witness(record, name, vkey, url, needed=needed)
    _tell_witnesses(record, as_json=as_json)


@click.command("witness-remove", params=[record_option(), json_option()])
@click.argument("name")
@click.option("--needed", type=int, help="How many of the remaining make the quorum; all unless told.")
def witness_remove(*, name: str, needed: int | None, record_folder: Path, as_json: bool) -> None:
    """Take a witness out of the policy of the record."""
    record = opened(record_folder)
    trust.remove_witness(record, name, needed=needed)
    _tell_witnesses(record, as_json=as_json)


@click.command("witnesses", params=[record_option(), json_option()])
def witnesses(*, record_folder: Path, as_json: bool) -> None:
    """List the witnesses of the record's policy."""
    _tell_witnesses(opened(record_folder), as_json=as_json)


def _tell_checkpoint(record: Record, note: str, *, as_json: bool) -> None:
    size = open_checkpoint(note.encode(), record.log_key).size
    seen = cosigned(record, note)
    if as_json:
        print_json({"size": size, "note": note, "cosigned": seen})
        return
    click.echo(f"Signed over {size} entries of {record.origin}.")
    click.echo(f"Cosigned by: {cosigner_words(seen) or 'no witness; the policy names none'}")


def cosigner_words(times: list[dict[str, Any]]) -> str:
    """The same in words."""
    return "; ".join(
        f"{one['witness']} {moment(one['at'])}" if one["at"] else f"{one['witness']} not yet" for one in times
    )


def _tell_witnesses(record: Record, *, as_json: bool) -> None:
    found = trust.witnesses_of(record)
    quorum = parse_policy(record.policy_path.read_bytes()).quorum
    if as_json:
        told = [{"name": one.name, "key": one.key.vkey, "url": one.url} for one in found]
        print_json({"quorum": quorum, "witnesses": told})
        return
    if not found:
        click.echo("The policy names no witness. Nobody but this office can tell if the record is rewritten.")
    for one in found:
        click.echo(f"{one.name}  {one.url or 'not asked: no address'}")
        click.echo(f"  {one.key.vkey}")
