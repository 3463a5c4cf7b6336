"""`wholefile verify`: check a production on one's own machine, without a network and without trust in the sender."""

import json
import sys
from pathlib import Path

import click

from wholefile.core.errors import WholefileError
from wholefile.verify import verify
from wholefile.verify.folder import Progress
from wholefile.verify.report import Report, Verdict

# Exit codes of this command, as scripts of a law firm or a court need them.
EXIT = {Verdict.PASSED: 0, Verdict.FAILED: 1, Verdict.INCOMPLETE: 2}
CANNOT_BE_READ = 2

_MANY_FILES = 2_000

PATH = click.Path(path_type=Path)


@click.command("verify")
@click.argument("production", metavar="FOLDER_OR_ZIP", type=PATH)
@click.option(
    "--policy",
    type=PATH,
    help="Your own policy file: which record you trust and which witnesses must have seen it. Without it, the "
    "sender's suggestion is used and the report says so.",
)
@click.option(
    "--known",
    type=PATH,
    help="A checkpoint that you kept from an earlier production, to see that nothing was rewritten.",
)
@click.option(
    "--remember",
    type=PATH,
    help="Keep this production's checkpoint in this file for next time, if it passes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of text.")
def app(
    *, production: Path, policy: Path | None, known: Path | None, remember: Path | None, as_json: bool
) -> None:
    """Check that a production is whole, genuine and unchanged.

    Every file is read and compared, and the proof that came along is worked through: that these are all
    entries of the case, who signed them, and that the schedule says of every item what the record says.
    Nothing is sent anywhere. The report has thirty-two numbered checks, each passed, failed or not checked.

    Exit code: 0 passed, 1 failed, 2 something could not be read.

    Example: wholefile verify PR-3.zip --known last-time.checkpoint --remember last-time.checkpoint
    """
    try:
        report = verify(production, policy=_read(policy), known=_read(known), progress=_progress())
        kept = _remember(report, remember)
    except WholefileError as error:
        click.echo(error.message, err=True)
        raise click.exceptions.Exit(CANNOT_BE_READ) from None
    except OSError as error:
        click.echo(f"{error.filename or production} cannot be read or written: {error.strerror}.", err=True)
        raise click.exceptions.Exit(CANNOT_BE_READ) from None
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(report.to_text(), nl=False)
    if kept:
        click.echo(kept, err=True)
    raise click.exceptions.Exit(EXIT[report.verdict])


def _read(path: Path | None) -> bytes | None:
    return None if path is None else path.read_bytes()


def _remember(report: Report, path: Path | None) -> str:
    """Keep the checkpoint of a production that passed; in words, what was done."""
    if path is None:
        return ""
    if report.verdict is not Verdict.PASSED:
        return f"The checkpoint was not kept in {path}, because the production did not pass."
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(report.checkpoint)
    beside.replace(path)
    return f"The checkpoint over {report.size} entries is kept in {path}."


def _progress() -> Progress | None:
    """A line on the terminal while many files are read; nothing when nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _MANY_FILES:
            end = "\n" if done == total else ""
            sys.stderr.write(f"\rReading files: {done} of {total}{end}")
            sys.stderr.flush()

    return show
