"""`wholefile file exceptions`, `list`, `show` and `text`: what came of reading files."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.layout import counted, facts, heading, moment, said, table, width, wrap
from wholefile.cli.output import print_json
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.core.harmless import harmless
from wholefile.processing.outcomes import Outcomes, outcomes, path_of
from wholefile.processing.pending import take_up
from wholefile.processing.search.documents import layers_of
from wholefile.record.home import Record

_LONGEST_FACT = 160
_EARLIEST_INSTANT = 10**11  # 1973, in milliseconds since 1970: what is larger and a fact is a time
_CURE = "No evidence is lost: `wholefile file retry --lost`, then `wholefile file process`, make it again."
_BELOW = " > "  # between a file and what lies in it

EXCEPTIONS_KEYS = {
    "counts": "files by how reading them ended: {status: count}; the counts add up to all files",
    "files": "list of {path: names from the attached file down, sha256, items, kind, size, status, reason, extractor,"
    " flags}",
}
FILE_KEYS = {
    "sha256": "digest of the file",
    "path": "names from the attached file down",
    "size": "length in bytes",
    "items": "vouchers under which it is held",
    "readings": "list of {extractor, version, settings, status, reason, kind, media_type, opinions, facts, flags,"
    " troubles, took: milliseconds, at}",
    "layers": "list of {extractor, name, label: native, ocr or speech, language, text: digest, map: digest, characters,"
    " complete}",
    "members": "list of {path, kind, sha256, size, complete, deleted, method, facts}",
}


def scope_options() -> list[click.Parameter]:
    """`--case DOCKET` and `--item VOUCHER`."""
    return [
        click.Option(["--case", "docket"], metavar="DOCKET", help="Only the files of this case."),
        click.Option(["--item", "item"], metavar="VOUCHER", help="Only the files of this item."),
    ]


def files_asked_about(record: Record, docket: str | None, item: str | None) -> Outcomes:
    """The files of a case, an item or the record; what was taken in since anybody read files is pending, and counts."""
    take_up(record.db, record.clock())
    return outcomes(record.db, docket=None if docket is None else spell_docket(docket), item=item)


@click.command("exceptions", params=[*scope_options(), record_option(), json_option()])
def exceptions(*, docket: str | None, item: str | None, record_folder: Path, as_json: bool) -> None:
    """List every file that was not read whole, with the reason: locked, truncated, unsupported, crashed, partly read.

    Files that wait to be read are listed as pending. The counts cover all files, so none is missing from the list.
    """
    found = files_asked_about(opened(record_folder), docket, item)
    if as_json:
        print_json({"counts": found.counts, "files": [asdict(one) for one in found.exceptions]})
        return
    for line in _counted(found):
        click.echo(line)
    rows = [[_BELOW.join(one.path), one.status, one.reason] for one in found.exceptions]
    for line in table(("file", "status", "why"), rows, indent=0):
        click.echo(line)


@click.command("list", params=[*scope_options(), record_option(), json_option()])
def list_files(*, docket: str | None, item: str | None, record_folder: Path, as_json: bool) -> None:
    """List every file, also those inside others, with its kind and how reading it ended."""
    found = files_asked_about(opened(record_folder), docket, item)
    if as_json:
        print_json({"counts": found.counts, "files": [asdict(one) for one in found.files]})
        return
    for line in _counted(found):
        click.echo(line)
    rows = [
        [one.sha256[:12], one.kind, one.status, _BELOW.join(one.path) + _flags(one.flags)]
        for one in found.files
    ]
    for line in table(("sha-256", "kind", "status", "file"), rows, indent=0):
        click.echo(line)


@click.command("show", params=[record_option(), json_option()])
@click.argument("sha256")
def show(*, sha256: str, record_folder: Path, as_json: bool) -> None:
    """Show one file: what it is, what was read from it, what lies inside it. Its digest may be shortened."""
    record = opened(record_folder)
    view = file_view(record, whole_digest(record, sha256))
    if as_json:
        print_json(view)
        return
    for line in file_lines(view):
        click.echo(line)


@click.command("text", params=[record_option(), json_option()])
@click.argument("sha256")
@click.option(
    "--layer", help="Which layer, as `wholefile file show` names it; the only or first one unless told."
)
def text(*, sha256: str, layer: str | None, record_folder: Path, as_json: bool) -> None:
    """Print the text that was read from a file, exactly; on a terminal, what could steer it is spelled out."""
    record = opened(record_folder)
    whole = whole_digest(record, sha256)
    rows = [row for row in layers_of(record.db, whole) if layer in (None, row.name)]
    if not rows:
        raise NotFound(
            "file.no_text", "No such text was read from this file; `wholefile file show` lists what was."
        )
    row = next((row for row in rows if row.label == "native"), rows[0])
    words = _derived(record, row.text).decode()
    if as_json:
        print_json({**_layer(row), "words": words, **json.loads(_derived(record, row.map))})
    else:
        # `color`, or Click takes escapes out of what goes into a pipe.
        click.echo(harmless(words) if sys.stdout.isatty() else words, nl=False, color=True)


def _derived(record: Record, sha256: str) -> bytes:
    """The bytes of a text or map, if they are those that were stored. Raises NotFound, IntegrityFailure."""
    try:
        with record.derived.open(sha256) as stream:
            data = stream.read()
    except NotFound:
        raise NotFound(
            "file.text_lost", f"What was read from this file is no longer in the store. {_CURE}"
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise IntegrityFailure(
            "file.text_rotten", f"What was read from this file has changed in the store. {_CURE}"
        )
    return data


def whole_digest(record: Record, beginning: str) -> str:
    """The digest of the one known file whose digest begins so. Raises NotFound, or Conflict when there are several."""
    start = beginning.strip().lower()
    rows = record.db.rows("content", sha256__gte=start, sha256__lt=start + "g", limit=2, order=("sha256",))
    if not rows or not start:
        raise NotFound(
            "file.unknown", "There is no such file, or nobody has read it yet: `wholefile file process`."
        )
    if len(rows) > 1:
        raise Conflict("file.ambiguous", "Several files have digests that begin so; say more digits.")
    return str(rows[0].sha256)


def file_view(record: Record, sha256: str) -> dict[str, Any]:
    """Everything that is known of a file."""
    db = record.db
    content = db.one("content", sha256=sha256)
    if content is None:
        raise NotFound("file.unknown", "There is no such file.")
    words = ("extractor", "version", "status", "reason", "kind", "media_type", "took", "at")
    told = ("settings", "opinions", "facts", "flags", "troubles")
    return {
        "sha256": sha256,
        "path": list(path_of(db, sha256)),
        "size": content.size,
        "items": sorted(row.item for row in db.rows("holding", sha256=sha256)),
        "readings": [
            {
                **{one: getattr(row, one) for one in words},
                **{one: json.loads(getattr(row, one)) for one in told},
            }
            for row in db.rows("derivation", sha256=sha256, order=("at",))
        ],
        "layers": [_layer(row) for row in layers_of(db, sha256)],
        "members": [_member(row) for row in db.rows("family", parent=sha256, order=("n",))],
    }


def _layer(row: Any) -> dict[str, Any]:
    names = ("extractor", "name", "label", "language", "text", "map", "characters", "complete")
    return {one: getattr(row, one) for one in names}


def _member(row: Any) -> dict[str, Any]:
    names = ("kind", "size", "complete", "deleted", "method")
    said = {one: getattr(row, one) for one in names}
    return {"path": row.shown, "sha256": row.child, **said, "facts": json.loads(row.facts)}


def file_lines(view: dict[str, Any]) -> Iterator[str]:
    """The same in words: first what is wrong, then what it is, its text, its members."""
    yield from wrap(_BELOW.join(view["path"]), width())
    for one in view["readings"]:
        for flag in one["flags"]:
            yield from wrap(f"! {flag.get('code')}: {flag.get('words')}", width())
    yield ""
    yield from facts({"sha-256": view["sha256"], "bytes": f"{view['size']:,}", "held under": view["items"]})
    for one in view["readings"]:
        yield from heading(f"{one['extractor']} {one['version']}: {one['status']}, {moment(one['at'])}")
        yield from facts(
            {"why": one["reason"], "kind": one["kind"], "media type": one["media_type"]}, indent=2
        )
        yield from facts({name: _short(value) for name, value in one["facts"].items()}, indent=2)
    if view["layers"]:
        yield from heading("Text")
        rows = [
            [one["name"], one["label"], f"{one['characters']:,}", one["text"][:12]] for one in view["layers"]
        ]
        yield from table(("layer", "", "characters", "digest of the text"), rows)
    if view["members"]:
        yield from heading(f"Inside it: {len(view['members']):,}")
        rows = [
            [(one["sha256"] or "")[:12], one["kind"] + (", deleted" if one["deleted"] else ""), one["path"]]
            for one in view["members"][:200]
        ]
        yield from table(("sha-256", "", "path"), rows)
        if len(view["members"]) > len(rows):
            yield f"  and {len(view['members']) - len(rows):,} more; --json lists all."


def _counted(found: Outcomes) -> Iterator[str]:
    total = sum(found.counts.values())
    parts = ", ".join(f"{number:,} {status}" for status, number in found.counts.items())
    yield from wrap(f"{counted(total, 'file')}: {parts}." if total else "There are no files.", width())
    yield ""


def _flags(flags: tuple[str, ...]) -> str:
    return f" [{', '.join(flags)}]" if flags else ""


def _short(value: Any) -> str:
    """A fact in a line of words: instants as times, what has a raw form in that form."""
    if isinstance(value, dict) and "raw" in value:
        words = str(value["raw"])
    elif isinstance(value, int) and not isinstance(value, bool) and value > _EARLIEST_INSTANT:
        words = moment(value)
    else:
        words = said(value)
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_FACT else line[: _LONGEST_FACT - 3] + "..."
