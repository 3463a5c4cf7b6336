"""`wholefile serve`: the pages of a record, for browsers.

The command line and the pages do not import each other: this command says what it was told in the environment, and
becomes `python -m wholefile.web`.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from wholefile.core.errors import Invalid, Unavailable

MODULE = "wholefile.web"
_NEEDED = ("django", "allauth", "gunicorn", "prometheus_client", "whitenoise")


@click.command("serve")
@click.option(
    "--record",
    "record_folder",
    type=click.Path(path_type=Path),
    envvar="WHOLEFILE_RECORD",
    default=Path(),
    show_default="the current folder",
    help="Folder of the record. [env: WHOLEFILE_RECORD]",
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    envvar="WHOLEFILE_ADDRESS",
    help="Where to listen; 127.0.0.1:8000 unless told. [env: WHOLEFILE_ADDRESS]",
)
def app(*, record_folder: Path, address: str | None) -> None:
    """Serve the pages of a record to browsers, until it is stopped (Ctrl-C).

    Without more settings, for a trial on this machine: http://localhost:8000. An office sets WHOLEFILE_URL to its
    address and puts a web server with TLS in front; see the guide "Running the server".
    """
    need_pages()
    os.execve(sys.executable, command(), environment(record_folder, address))  # noqa: S606 - our own module


def need_pages() -> None:
    """Raises Unavailable where the install has no pages."""
    if any(find_spec(one) is None for one in _NEEDED):
        raise Unavailable(
            "install.web", "`wholefile serve` needs the install with pages: pip install 'wholefile[all]'."
        )


def command() -> list[str]:
    """The program that serves."""
    return [sys.executable, "-m", MODULE]


def environment(record_folder: Path, address: str | None, **more: str) -> dict[str, str]:
    """What it is told. In a trial on one machine the pages' own address has the port at which it listens.

    Raises Invalid for an address of another form.
    """
    told = {**os.environ, "WHOLEFILE_RECORD": str(record_folder), **more}
    if address:
        told["WHOLEFILE_ADDRESS"] = address
        port = address.rpartition(":")[2]
        if not port.isdecimal():
            raise Invalid(
                "serve.address",
                f"An address has the form HOST:PORT, such as 127.0.0.1:8000, not {address!r}.",
            )
        told.setdefault("WHOLEFILE_URL", f"http://localhost:{port}")
    return told
