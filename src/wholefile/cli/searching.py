"""`wholefile search`: words, numbers and names in everything on record, with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from wholefile.actions.reading_traces import trace_reading
from wholefile.cli.commands import Instant
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import short_moment, width, wrap
from wholefile.cli.output import print_json
from wholefile.core.docket import spell_docket
from wholefile.processing.search.documents import KINDS
from wholefile.processing.search.finding import COUNTED, SORTS, Filters, Found, Result, search
from wholefile.processing.search.index import index_records
from wholefile.record.home import Record
from wholefile.record.visibility import read_for_the_defence, visible
from wholefile.showing.files import unread_lately

SEARCH_KEYS = {
    "found": "list of {kind, object: voucher, docket, statement or digest of a file, items, dockets, title, snippet,"
    " marks: list of [start, end] in the snippet, label: native, ocr or speech, layer, source: digest of the layer's"
    " text, start, end: characters in the layer, where: place in the file, score, at}",
    "total": "how many passages fit, counted up to 1,000",
    "more": "whether more fit than were counted",
    "ranked": "whether all that fit were ranked; else the newest were, and the rest follow by age",
    "waiting": "things that changed and are not in the index yet",
    "unread": "of the last 500 files within sight, how many are not read yet and so not searched",
}
_LABELS = {"ocr": "read by machine", "speech": "heard by machine, unreviewed"}
_INDENT = 4


def _options() -> list[click.Parameter]:
    return [
        click.Option(["--case", "docket"], metavar="DOCKET", help="Only in this case."),
        click.Option(["--item"], metavar="VOUCHER", help="Only about this item and its files."),
        click.Option(
            ["--kind", "kinds"], type=click.Choice(KINDS), multiple=True, help="Only these; repeat it."
        ),
        click.Option(
            ["--person"], metavar="NAME", help="Only what this person said, wrote, sent or received."
        ),
        click.Option(
            ["--mark"], metavar="PART", help="Part of a serial, telephone, plate or voucher number."
        ),
        click.Option(["--since"], type=Instant(), help="Not before this day or moment, UTC."),
        click.Option(["--until"], type=Instant(), help="Before this day or moment, UTC."),
        click.Option(
            ["--sort"],
            type=click.Choice(SORTS),
            default=SORTS[0],
            show_default=True,
            help="What comes first.",
        ),
        click.Option(
            ["--most"], type=click.IntRange(1, 200), default=20, show_default=True, help="How many are shown."
        ),
        record_option(),
        *key_options(),
        json_option(),
    ]


@click.command("search", params=_options())
@click.argument("words", nargs=-1)
def app(
    *,
    words: tuple[str, ...],
    docket: str | None,
    sort: str,
    most: int,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
    **sides: Any,
) -> None:
    """Find WORDS in items, cases, statements, accepted facts, the text and metadata of files, and mail.

    All words must stand in one passage. "live round" is a phrase, cartr* a beginning, -blank excludes; put -- before
    words that begin with a hyphen. Case and accents do not matter. A number is also found inside identifiers. With
    --key the search is that person's: it finds what they may see. The defence's searches are kept as a trace that only
    their own key opens.
    """
    record = opened(record_folder)
    person = one_signer(record, key_files, passphrase_file, "who searches").person if key_files else None
    filters = Filters(docket=None if docket is None else spell_docket(docket), **sides)
    waiting = index_records(record)
    found = search(record, _typed(words), filters, person=person, sort=sort, most=most)
    _trace(record, person, found)
    unread = unread_lately(record.db, visible(record.db, person))
    if as_json:
        said = {"found": [asdict(one) for one in found.results], "total": found.total, "more": found.more}
        print_json({**said, "ranked": found.ranked, "waiting": waiting, "unread": unread})
        return
    for line in _lines(found, waiting, unread):
        click.echo(line)


def _typed(words: tuple[str, ...]) -> str:
    """The question as it was meant: the shell took the marks off a phrase that was given in them."""
    return " ".join(f'"{one}"' if " " in one.strip() and '"' not in one else one for one in words)


def _trace(record: Record, person: str | None, found: Found) -> None:
    """What a defence reader was shown is kept for them alone (rule D12)."""
    shown = sorted({item for one in found.results for item in one.items})
    if (items := read_for_the_defence(record.db, person, shown)) and person is not None:
        trace_reading(record, person, items, what="search")


def _lines(found: Found, waiting: int, unread: int) -> Iterator[str]:
    if not found.results:
        yield "Nothing fits. Try fewer words, or the beginning of one with an asterisk."
    elif found.more:
        yield f"More than {COUNTED:,} passages fit. Say more words, or a case, to see the best of them."
    elif not found.ranked:
        yield f"{found.total:,} passages fit; the best of the newest come first, and then the rest by age."
    else:
        yield f"{found.total:,} {'passage fits' if found.total == 1 else 'passages fit'}."
    for number, one in enumerate(found.results, 1):
        yield ""
        yield from _result(number, one)
    if waiting:
        yield ""
        yield f"{waiting:,} changed things are not in the index yet; search again, or run `wholefile file process`."
    if unread:
        yield ""
        are = "is" if unread == 1 else "are"
        yield from wrap(
            f"Of the files taken in last, {unread:,} {are} not read yet and not searched.", width()
        )
        yield "Run `wholefile file process`."


def _result(number: int, one: Result) -> Iterator[str]:
    room = width() - _INDENT
    head = f"{number}. {one.title}" if one.title == one.object else f"{number}. {one.title} ({one.kind})"
    for at, line in enumerate(wrap(head, room)):
        yield line if at == 0 else " " * _INDENT + line
    name = one.object if len(one.object) < 64 else f"file {one.object[:16]}..."
    parts = [name, *(item for item in one.items[:3] if item != name), *one.dockets[:3], short_moment(one.at)]
    parts += [
        ", ".join(f"{key} {value}" for key, value in one.where.items()),
        _LABELS.get(one.label or "", ""),
    ]
    for line in (*wrap(" · ".join(part for part in parts if part), room), *wrap(_marked(one), room)):
        yield (" " * _INDENT + line).rstrip()


def _marked(one: Result) -> str:
    """The snippet with brackets around what was sought, so that a printout shows it too."""
    text, reached = "", 0
    for start, end in one.marks:
        text += f"{one.snippet[reached:start]}[{one.snippet[start:end]}]"
        reached = end
    return " ".join((text + one.snippet[reached:]).split())
