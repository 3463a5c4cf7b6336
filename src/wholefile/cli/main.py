"""`wholefile`: the one command, with a sub-command for everything that people do."""

from __future__ import annotations

import sys

import click

from wholefile import __version__
from wholefile.cli.lazy import LazyGroup
from wholefile.core.errors import WholefileError, exit_code

CANNOT_READ_OR_WRITE = 74  # EX_IOERR of sysexits.h
INTERRUPTED = 130


@click.group(cls=LazyGroup, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wholefile", message="%(prog)s %(version)s")
def app() -> None:
    """The whole file, provably: one signed record of custody and disclosure that the other side can check.

    Start with `wholefile demo`. Then `wholefile init` begins a record, `wholefile key new` makes a signing key, and
    every act is a command: `wholefile item receive --help` says what it needs and who signs.
    """


def main() -> None:
    """Run the command line. What goes wrong in a known way ends in one line and the exit code of its kind."""
    try:
        app(standalone_mode=True)
    except WholefileError as error:
        click.echo(f"{error.message} [{error.code}]", err=True)
        sys.exit(exit_code(error))
    except OSError as error:
        click.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        sys.exit(CANNOT_READ_OR_WRITE)


if __name__ == "__main__":
    main()
