"""`wholefile demo`: the story that shows everything."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.demo.play import play


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Keep the record and the productions in this new folder."
)
@click.option("--json", "as_json", is_flag=True, help="Tell the story as one JSON object a line.")
def app(*, into: Path | None, as_json: bool) -> None:
    """Watch one fictional case from a found cartridge to a production that proves itself, then watch it being cheated.

    Everything is real: people sign with their own keys, rules refuse, a witness cosigns, the other side verifies. Exit
    code 0 only if all went as told.
    """
    if not play(click.echo, into=into, as_json=as_json):
        raise click.exceptions.Exit(1)
