"""`wholefile read`: what the reader proposes of a document; `wholefile fact list`: what people accepted of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from wholefile.actions.fact_versions import version_of
from wholefile.actions.proposals import (
    MOST_CHARACTERS,
    Proposals,
    check_told,
    layer_of,
    layer_words,
    proposals_in,
    proposals_of,
)
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.files.outcomes import whole_digest
from wholefile.cli.layout import counted, heading, table, width, wrap
from wholefile.cli.output import print_json
from wholefile.core.acts.facts import FACT_KINDS
from wholefile.core.docket import spell_docket
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.processing.reading import read_waiting
from wholefile.processing.search.documents import items_holding
from wholefile.reading.parts import KINDS
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.visibility import visible
from wholefile.showing.facts import chain_in_words, fact_lines, facts_view, particulars

READ_KEYS = {
    "document": "digest of the file, or the path that was named",
    "layer": "digest of the text that was read, or null",
    "version": "version of the reader",
    "read_as": "kind of document",
    "day": "day of the document, or empty",
    "day_source": "where the day was found",
    "skipped": "what could not be done, in words",
    "flags": "what a person should look at",
    "facts": "list of {proposal, kind, start, end, words, told: list of {name, value}, status, chain: list of {who,"
    " manner}, flags, rule}",
}
READ_ALL_KEYS = {
    "docket": "docket number of the case",
    "read": "list of {sha256, layer, facts: how many are proposed, why: why it was not read, or empty}",
}
_INDENT = 4


def _options() -> list[click.Parameter]:
    kind = click.Choice(KINDS)
    return [
        click.Option(["--case", "docket"], metavar="DOCKET", help="The case in which it would be accepted."),
        click.Option(
            ["--as", "read_as"],
            type=kind,
            metavar="KIND",
            help=f"Read it as: {', '.join(KINDS)}.",
        ),
        click.Option(["--day", "dated"], default="", metavar="YYYY-MM-DD", help="The day of the document."),
        click.Option(["--layer"], default="", help="Which text, as `wholefile file show` names it."),
        record_option(),
        json_option(),
    ]


@click.command("read", params=_options())
@click.argument("document", required=False)
@click.option("--all", "every", is_flag=True, help="Read every text of the case ahead, and say how many.")
def app(
    *,
    document: str | None,
    every: bool,
    docket: str | None,
    read_as: str | None,
    dated: str,
    layer: str,
    record_folder: Path,
    as_json: bool,
) -> None:
    """Propose facts of DOCUMENT, a file on record by the beginning of its digest, or a text file by its path.

    Nothing enters the case: a proposal becomes a fact when somebody accepts it with `wholefile fact accept`. Of a
    file that is not on record facts are only proposed; take it in first to accept them. With --all the texts of a case
    are read ahead, so that nobody waits for them later.
    """
    if every or document is None:
        if document is not None or docket is None or not every:
            raise click.UsageError("Name a document, or a case with --case and --all.")
        _read_all(opened(record_folder), spell_docket(docket), as_json=as_json)
        return
    read_as, path = read_as or "", Path(document)
    day = check_told(read_as, dated)
    if path.is_file():
        text = _text_of(path)
        found = proposals_in(text, kind=read_as, day=day)
        said = _said(document, None, text, found)
    else:
        record = opened(record_folder)
        whole = whole_digest(record, document)
        if docket is not None:
            _check_of_case(record, whole, spell_docket(docket))
        row = layer_of(record.db, whole, layer)
        found = proposals_of(record, row.text, read_as=read_as, dated=dated)
        said = _said(whole, row.text, layer_words(record, row.text), found)
    if as_json:
        print_json(said)
        return
    for line in _lines(said, docket):
        click.echo(line)


@click.command(
    "list",
    params=[
        click.Option(["--case", "docket"], metavar="DOCKET", required=True, help="The facts of this case."),
        click.Option(
            ["--kind"],
            type=click.Choice(FACT_KINDS),
            metavar="KIND",
            help=f"Only these: {', '.join(FACT_KINDS)}.",
        ),
        click.Option(["--rejected"], is_flag=True, help="Those that were taken back too."),
        record_option(),
        *key_options(),
        json_option(),
    ],
)
def list_facts(
    *,
    docket: str,
    kind: str | None,
    rejected: bool,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List the facts that were accepted in a case, with their words and all through whom they are known."""
    record = opened(record_folder)
    person = one_signer(record, key_files, passphrase_file, "who looks").person if key_files else None
    found = facts_view(
        record.db, visible(record.db, person), spell_docket(docket), kind=kind or "", rejected=rejected
    )
    if as_json:
        print_json(found)
        return
    click.echo(f"{counted(len(found['facts']), 'fact')} accepted in {found['docket']}.")
    rows = [
        [
            one["fact"],
            one["kind"],
            one["status"],
            f"\u201c{one['words']}\u201d {one['told']} ({one['chain']})",
        ]
        for one in fact_lines(found["facts"])
    ]
    for line in table(("fact", "kind", "status", "words"), rows, indent=0):
        click.echo(line)


def _read_all(record: Record, docket: str, *, as_json: bool) -> None:
    done = []
    for one in read_waiting(record, docket):
        done.append(one)
        if not as_json:
            said = one.why or f"{counted(one.facts, 'fact')} proposed"
            click.echo(f"{one.text.sha256[:12]}  {said}")
    if as_json:
        read = [
            {"sha256": one.text.sha256, "layer": one.text.layer, "facts": one.facts, "why": one.why}
            for one in done
        ]
        print_json({"docket": docket, "read": read})
    else:
        click.echo(f"{counted(len(done), 'text')} read in {docket}; the others were read before.")


def _text_of(path: Path) -> str:
    with path.open("rb") as stream:
        raw = stream.read(4 * MOST_CHARACTERS + 1)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unprocessable(
            "reading.no_text", f"{path.name} is no text in UTF-8; take it in, and read it from the record."
        ) from None
    if len(text) > MOST_CHARACTERS:
        raise Unprocessable(
            "reading.long", f"At most {MOST_CHARACTERS:,} characters are read as one document."
        )
    return text


def _check_of_case(record: Record, sha256: str, docket: str) -> None:
    lookups.case(record.db, docket)
    items = items_holding(record.db, sha256)
    if not record.db.exists("item_case", item__in=items, docket=docket):
        raise NotFound("file.unknown", f"There is no such file in {docket}.")


def _said(document: str, layer: str | None, text: str, found: Proposals) -> dict[str, Any]:
    said = []
    for one in found.facts:
        version = version_of(text, one, found)
        told = [{"name": part["name"], "value": part["value"]} for part in version["told"]]
        chain = [{"who": part["who"], "manner": part["manner"]} for part in version["chain"]]
        said.append(
            {
                "proposal": one.identity,
                "kind": one.kind,
                "start": one.span.start,
                "end": one.span.end,
                "words": version["words"],
                "told": told,
                "status": version["status"],
                "chain": chain,
                "flags": list(one.flags),
                "rule": one.rule,
            }
        )
    return {
        "document": document,
        "layer": layer,
        "version": found.version,
        "read_as": found.kind,
        "day": found.day,
        "day_source": found.day_source,
        "skipped": list(found.skipped),
        "flags": list(found.flags),
        "facts": said,
    }


def _lines(said: dict[str, Any], docket: str | None) -> Iterator[str]:
    day = f", of {said['day']} ({said['day_source']})" if said["day"] else ", of no day that is known"
    yield from wrap(f"{said['read_as'].capitalize()}{day}; {said['version']}.", width())
    for one in (*said["flags"], *said["skipped"]):
        yield from wrap(f"Note: {one}", width())
    kinds = list(dict.fromkeys(one["kind"] for one in said["facts"]))
    for kind in sorted(kinds, key=FACT_KINDS.index):
        found = [one for one in said["facts"] if one["kind"] == kind]
        yield from heading(f"{kind.replace('_', ' ')} ({len(found)})")
        yield from _of_kind(found)
    yield ""
    yield from wrap(_after(said, docket), width())


def _of_kind(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    room = width() - _INDENT
    for one in found:
        for at, line in enumerate(wrap(f"{one['proposal']}  \u201c{one['words']}\u201d", room)):
            yield ("  " if at == 0 else " " * _INDENT) + line
        told = "; ".join(
            f"{name.replace('_', ' ')}: {value}" for name, value in particulars(one["told"]).items()
        )
        for line in wrap(told, room) if told else ():
            yield " " * _INDENT + line
        standing = " \u2014 ".join(filter(None, (one["status"], chain_in_words(one["chain"]))))
        for line in wrap(standing, room):
            yield " " * _INDENT + line
        for flag in one["flags"]:
            for line in wrap(f"Look: {flag}", room):
                yield " " * _INDENT + line


def _after(said: dict[str, Any], docket: str | None) -> str:
    number = counted(len(said["facts"]), "fact")
    if said["layer"] is None:
        return f"{number} proposed. The document is not on record; take it in to accept any of them."
    where = docket or "DOCKET"
    return (
        f"{number} proposed; none is in the case. Accept one with:"
        f" wholefile fact accept {said['document']} PROPOSAL --dockets {where} --key KEY"
    )
