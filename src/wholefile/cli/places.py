"""`wholefile statement place`: where exact words stand in a stored source, as a statement cites them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wholefile.actions.sources import find_words
from wholefile.cli.context import opened, record_option


@click.command("place", params=[record_option()])
@click.argument("sha256")
@click.argument("words")
def place(*, sha256: str, words: str, record_folder: Path) -> None:
    """Find where WORDS stand in the stored text SHA256; prints what `statement record --source` takes.

    `wholefile show item` lists the digests of an item's files.
    """
    click.echo(json.dumps(find_words(opened(record_folder), sha256, words)))
