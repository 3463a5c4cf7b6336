"""`wholefile demo`: the story that shows everything, and then its record in a browser."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import click

from wholefile.cli import serving
from wholefile.core.errors import Unavailable
from wholefile.demo.play import play


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Keep the record and the productions in this new folder."
)
@click.option("--json", "as_json", is_flag=True, help="Tell the story as one JSON object a line.")
@click.option(
    "--serve/--no-serve",
    default=None,
    help="Afterwards serve the record to browsers, until Ctrl-C; on a terminal it does unless told.",
)
@click.option("--address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 unless told.")
def app(*, into: Path | None, as_json: bool, serve: bool | None, address: str | None) -> None:
    """Watch one fictional case from a found cartridge to a production that proves itself, then watch it being cheated.

    Everything is real: people sign with their own keys, rules refuse, a witness cosigns, the other side verifies. Then
    look around in a browser, as anybody in the story. Exit code 0 only if all went as told.
    """
    wanted = _is_watched() and not as_json if serve is None else serve
    if wanted:
        serving.need_pages()
    if not play(
        click.echo, into=into, as_json=as_json, serve=partial(_serve, address=address) if wanted else None
    ):
        raise click.exceptions.Exit(1)


def _is_watched() -> bool:
    """Whether somebody sees what is told, so that there is somebody to look around afterwards."""
    return sys.stdout.isatty()


def _serve(record: Path, address: str | None) -> None:
    """Serve the record of the demo until it is stopped; what is not kept is removed after that."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    own = {"WHOLEFILE_DEMO": "1", "WHOLEFILE_DATABASE_URL": "", "WHOLEFILE_STORE": ""}
    child = subprocess.Popen(serving.command(), env=serving.environment(record, address, **own))  # noqa: S603
    try:
        code = child.wait()
    except KeyboardInterrupt:  # a terminal interrupts the server as well; whoever sends a signal does not
        child.terminate()
        code = child.wait()
    if code:
        raise Unavailable("demo.serve", f"The server ended with exit code {code}; what it said is above.")
