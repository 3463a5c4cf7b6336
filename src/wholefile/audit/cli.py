"""`wholefile audit`: recompute a published log on one's own machine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from wholefile.audit import PublishedLog, Report, Trusted, audit, cosign_audit, read_openings
from wholefile.audit.auditor import Progress, check_auditor_name
from wholefile.core.errors import Invalid, NotFound, WholefileError
from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, VerifierKey, parse_vkey
from wholefile.core.policy import parse_policy
from wholefile.witness.key_files import PASSPHRASE, make_key, open_key

PASSED, FAILED, CANNOT_BE_READ = 0, 1, 2
PATH = click.Path(path_type=Path)


@click.command("audit")
@click.argument("log_folder", metavar="LOGDIR", type=PATH)
@click.option(
    "--policy", type=PATH, help="Your policy file: the key of the log and the witnesses you rely on."
)
@click.option("--log", "log_vkey", help="Key of the log (name+hash+key), instead of a policy.")
@click.option("--openings", type=PATH, help="Bodies that the record opened for you, one a line.")
@click.option("--whole", is_flag=True, help="The openings are meant to be all: a missing body is a failure.")
@click.option("--previous", type=PATH, help="Checkpoint that you kept from the previous audit.")
@click.option("--remember", type=PATH, help="Keep this checkpoint in this file for next time, if it passes.")
@click.option(
    "--key", type=PATH, help="Your auditor's key file: cosign the checkpoint if all was recomputed."
)
@click.option("--name", help="Name of your key, which says that it is an auditor's: auditor.example/county")
@click.option("--make-key", is_flag=True, help="Make the key file of --key first.")
@click.option(
    "--first", is_flag=True, help="This key never cosigned this log before, so there is no --previous."
)
@click.option("--into", type=PATH, help="Write the cosigned checkpoint to this file instead of the terminal.")
@click.option(
    "--passphrase-file", type=PATH, help=f"File with its passphrase. [env: {PASSPHRASE}, else asked for]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of text.")
def app(  # noqa: PLR0913 - the options of a command
    *,
    log_folder: Path,
    policy: Path | None,
    log_vkey: str | None,
    openings: Path | None,
    whole: bool,
    previous: Path | None,
    remember: Path | None,
    key: Path | None,
    name: str | None,
    make_key: bool,
    first: bool,
    into: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Recompute a published log and say what holds.

    LOGDIR is a copy of what the log serves: the file `checkpoint` and the folder `tile`. Every entry is read; every
    tile, the root and, with openings, every index and signature are worked out again. What cannot be known from what
    was given is "not checked".

    Exit code: 0 nothing failed, 1 something failed, 2 something could not be read.

    Example: wholefile audit mirror --policy my.policy --openings index.jsonl --previous last --remember last
    """
    try:
        before = None if previous is None else previous.read_bytes()
        seed = _auditor(key, name, previous, make=make_key, first=first, passphrase_file=passphrase_file)
        trusted = Trusted(
            None if log_vkey is None else parse_vkey(log_vkey.strip()),
            None if policy is None else parse_policy(policy.read_bytes()),
            before,
        )
        bodies = None if openings is None else read_openings(openings)
        report, note = audit(PublishedLog(log_folder), trusted, bodies, whole=whole, progress=_progress())
        if seed is not None and name is not None and report.recomputed:
            note = cosign_audit(report, note, name, seed, at=int(time.time()), previous=before)
        if remember is not None and report.passed:
            _keep(remember, note)
        if seed is not None and report.recomputed and into is not None:
            _keep(into, note)
    except WholefileError as error:
        click.echo(error.message, err=True)
        raise click.exceptions.Exit(CANNOT_BE_READ) from None
    except OSError as error:
        click.echo(f"{error.filename or log_folder} cannot be read or written: {error.strerror}.", err=True)
        raise click.exceptions.Exit(CANNOT_BE_READ) from None
    _tell(report, note, seed is not None, into, as_json=as_json)
    raise click.exceptions.Exit(PASSED if report.passed else FAILED)


def _auditor(
    key: Path | None,
    name: str | None,
    previous: Path | None,
    *,
    make: bool,
    first: bool,
    passphrase_file: Path | None,
) -> bytes | None:
    """The seed of the auditor's key, if it is to cosign. Raises Invalid when something of it was forgotten."""
    if key is None:
        if make or name or first:
            raise Invalid("audit.key", "Give --key: the file of the key that is meant.")
        return None
    if name is None:
        raise Invalid("audit.name", "Give --name: the name of the auditor's key.")
    check_auditor_name(name)
    if (previous is None) != first:
        raise Invalid(
            "audit.previous",
            "Give --previous, the checkpoint that this key cosigned last, so that it never cosigns a fork; or --first "
            "when it certainly never cosigned this log.",
        )
    if not make and not key.exists():
        raise NotFound("key.file", f"There is no key file {key}; --make-key makes one.")
    seed = make_key(key, passphrase_file) if make else open_key(key, passphrase_file)
    click.echo(f"Auditor  {VerifierKey(name, COSIGNATURE, public_key_of(seed)).vkey}", err=True)
    return seed


def _tell(report: Report, note: bytes, cosigns: bool, into: Path | None, *, as_json: bool) -> None:  # noqa: FBT001
    click.echo(report.dump() if as_json else report.to_text(), nl=as_json)
    if cosigns and not report.recomputed:
        click.echo("Not cosigned: not everything that it would stand for was recomputed.", err=True)
    elif cosigns and into is None and not as_json:
        click.echo()
        click.echo(note.decode(), nl=False)


def _keep(path: Path, note: bytes) -> None:
    """Replace a file; it is on disk when this returns."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as target:
        target.write(note)
        target.flush()
        os.fsync(target.fileno())
    beside.replace(path)


def _progress() -> Progress | None:
    """A line on the terminal while entries are read; nothing when nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rRecomputing entries: {done} of {total}{end}")
        sys.stderr.flush()

    return show
