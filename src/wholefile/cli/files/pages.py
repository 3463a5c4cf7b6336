"""`wholefile file page`: a picture of one page of a file, after the reading is recorded."""

from __future__ import annotations

from pathlib import Path

import click

from wholefile.actions import access, reading_traces
from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.files.outcomes import whole_digest
from wholefile.cli.output import print_json
from wholefile.core.errors import Conflict, NotFound, Unprocessable
from wholefile.processing.page_pictures import NoPicture, as_png, draw_page
from wholefile.processing.search.documents import items_holding
from wholefile.record.visibility import read_for_the_defence

PAGE_KEYS = {
    "file": "where the picture lies",
    "width, height": "its size in pixels",
    "note": "what is wrong with it, or empty",
    "position": "position of the act that records the reading, or null for the defence",
}


@click.command(
    "page",
    cls=ActCommand,
    kinds=("access.opened",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("sha256")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--purpose", required=True, help="why the contents are read")
def page(
    *,
    sha256: str,
    number: int,
    picture: Path,
    purpose: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Draw page NUMBER of a PDF or picture as a PNG in PICTURE, after the reading is recorded.

    Records access.opened for an item that holds the file. For the defence a trace is kept instead, which only the
    reader's own key opens. The page is drawn in the sandbox; nothing is overwritten.
    """
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "the person who reads")
    whole = whole_digest(record, sha256)
    items = sorted(items_holding(record.db, whole))
    if not items:
        raise NotFound("file.unknown", "There is no such file.")
    if picture.exists():
        raise Conflict("file.exists", f"{picture} is there already; name another file.")
    drawn = draw_page(
        record, whole, number
    )  # what cannot be drawn was not read, and is not recorded as if it were
    if isinstance(drawn, NoPicture):
        raise Unprocessable("page.none", f"There is no picture of this page. {drawn.reason}")
    receipt = None
    theirs = read_for_the_defence(record.db, by.person, items)
    office = [one for one in items if one not in theirs]
    if office:
        receipt = access.open_items(record, office[:1], purpose=purpose, by=by)
    else:
        reading_traces.trace_reading(record, by.person, items[:1], what=purpose)
    with picture.open("xb") as target:
        target.write(as_png(drawn))
    if as_json:
        size = {"width": drawn.width, "height": drawn.height}
        position = receipt.seq if receipt else None
        print_json({"file": str(picture), **size, "note": drawn.note, "position": position})
        return
    click.echo(str(picture))
    if drawn.note:
        click.echo(drawn.note)
    click.echo(
        f"Recorded at position {receipt.seq} of {record.origin}." if receipt else "Kept as your own trace."
    )
