"""`wholefile`: the one command, with a sub-command for everything that people do."""

import sys

import typer

from wholefile import __version__
from wholefile.core.errors import WholefileError, exit_code
from wholefile.verify import cli as verify_cli

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The whole file, provably: one signed record of custody and disclosure that the other side can check.",
)
app.add_typer(verify_cli.app)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"wholefile {__version__}")
        raise typer.Exit


@app.callback()
def wholefile(
    *,
    version: bool = typer.Option(
        False,
        "--version",
        is_eager=True,
        callback=lambda value: _version(wanted=value),
        help="Say which version this is.",
    ),
) -> None:
    """The group itself does nothing; its commands do."""


def main() -> None:
    """Run the command line. What goes wrong in a known way ends in one line and the exit code of its kind."""
    try:
        app()
    except WholefileError as error:
        typer.echo(error.message, err=True)
        sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
