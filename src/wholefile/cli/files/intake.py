"""`wholefile file intake`: a file or a folder comes into an item, with progress, and can be stopped and resumed."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from wholefile.cli.commands import ActCommand, Instant
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import counted
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.acts import COMMON, kind_of
from wholefile.core.errors import Invalid
from wholefile.processing.intake import HashesDiffer, Stopped, Taken, Told, take_in
from wholefile.processing.intake_hashes import Differences


class _Named(click.Path):
    """A path that somebody wrote: an empty word is no folder, least of all the current one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not str(value).strip():
            self.fail("nothing was named; say . for the current folder", param, ctx)
        return super().convert(value, param, ctx)


PATH = click.Path(path_type=Path)
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it
IN_PART = 10  # some was taken in and some was not
_SHOWN = 50  # paths of each kind on a screen; --json gives all
_KIND = "file.attached"

JSON_KEYS = {
    "item": "the item",
    "source": "folder or file as it was named",
    "manifest": "SHA-256 of the manifest that lists every name, or null for a single file",
    "entries": "names found: files, folders, links and the rest",
    "files": "files among them",
    "occurrences": "files taken",
    "distinct": "different contents of them, each attached once",
    "bytes": "bytes of the files taken",
    "folders": "folders found",
    "links": "links found; none was followed",
    "others": "devices, sockets, pipes and what could not be looked at",
    "empty": "files of no bytes",
    "changed": "paths of files that were written to while they were read, and are not taken",
    "unreadable": "paths of what could not be read or listed",
    "not_entered": "paths of folders of the record itself, which were not entered",
    "led_to": "what was taken in, where the source is a link; else null",
    "compared": "digests that were given and agree, also of files that were taken before",
    "extra": "paths of files that --hashes does not mention",
    "mended": "digests of files whose stored copy was known to be damaged and was made good from this one",
    "resumed": "files that were durable from an earlier run and were not read again",
    "finished_earlier": "whether everything had been read by an earlier run, and was only recorded now",
    "seconds": "how long it took",
    "log": "name of the log",
    "receipts": "list of {position, at, leaf_hash, repeated}, one for each act",
}

_SIGNED = "\n".join(
    textwrap.wrap(
        f"  1. who takes it in ({', '.join(kind_of(_KIND).signers[0].signer or ())})",
        76,
        subsequent_indent="     ",
    )
)
_HELP = f"""Take a file or a folder into an item.

Everything is read once; SHA-256, SHA-1 and MD5 are worked out in that pass, and a copy is durable before anything is
recorded. A folder gets a manifest that lists every name with its times; links are listed and not followed, equal
files are stored once, and a file that cannot be read, or changes while it is read, is listed with the reason.

Stop it with Ctrl-C, and run the same command again to go on: what was durable is not read again. Ctrl-C twice stops
at once, and only what is being read is read again.

Exit code 10 when a file was not taken, for it could not be read or changed meanwhile; the rest is on record.

Records {_KIND}.

\b
Signed with --key, in this order:
{_SIGNED}
"""


def _remarks() -> list[click.Parameter]:
    types: dict[str, Any] = {"occurred_at": Instant(), "corrects": int}
    return [
        click.Option(
            [f"--{one.name.replace('_', '-')}", one.name], type=types.get(one.name, str), help=one.doc
        )
        for one in COMMON
    ]


def _purposes() -> tuple[str, ...]:
    fields = {one.name: one for one in kind_of(_KIND).fields}
    return tuple(fields["purpose"].type.spec["words"])


@click.command(
    "intake",
    cls=ActCommand,
    kinds=(_KIND,),
    help=_HELP,
    params=[*_remarks(), record_option(), *key_options(), json_option()],
)
@click.argument("source", type=_Named(path_type=Path))
@click.option("--item", required=True, metavar="VOUCHER", help="The item.")
@click.option(
    "--purpose",
    type=click.Choice(_purposes()),
    metavar="WORD",
    default="acquisition",
    show_default=True,
    help=f"What for: {', '.join(_purposes())}.",
)
@click.option("--tool", help="Tool and version that acquired it.")
@click.option("--write-blocker/--no-write-blocker", default=None, help="Whether a write blocker was used.")
@click.option("--expect", metavar="ALGORITHM:HEX", help="Digest of the one file: sha256:, sha1: or md5:.")
@click.option(
    "--hashes",
    type=PATH,
    metavar="FILE",
    help="Digests of the files: from md5sum, sha1sum, sha256sum, hashdeep, as BSD tags, or a BagIt manifest.",
)
@click.option("--source-name", help="How the source is called in the record, such as the label of a disk.")
@click.option("--manifest", is_flag=True, help="A manifest of a single file too, which keeps its times.")
def command(  # noqa: PLR0913 - an acquisition has as many facts
    *,
    source: Path,
    item: str,
    purpose: str,
    tool: str | None,
    write_blocker: bool | None,
    expect: str | None,
    hashes: Path | None,
    source_name: str | None,
    manifest: bool,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
    **remarks: Any,
) -> None:
    """Read, store, record, tell."""
    record = opened(record_folder)
    by = one_signer(record, key_files, passphrase_file, "who takes it in")
    try:
        with Progress(as_json=as_json) as line, _stopping() as stop:
            taken = take_in(
                record,
                item,
                source,
                purpose=purpose,
                by=by,
                tool=tool,
                write_blocker=write_blocker,
                expect=expect,
                hashes=hashes,
                source_name=source_name,
                manifest=manifest,
                progress=_shown_on(line) if sys.stderr.isatty() and not as_json else None,
                stop=stop,
                **{name: value for name, value in remarks.items() if value is not None},
            )
    except Stopped as stopped:
        click.echo(stopped.message, err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except Invalid as error:
        if error.code != "intake.not_taken":
            raise
        click.echo(error, err=True)
        raise click.exceptions.Exit(IN_PART) from None
    except HashesDiffer as differ:
        _tell_differences(differ.differences)
        raise
    if as_json:
        print_json(_told(taken, record.origin))
    else:
        _show(taken, record.origin)
    if taken.changed or taken.unreadable:
        raise click.exceptions.Exit(IN_PART)


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Set by the first Ctrl-C; the second one stops as usual."""
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()
        os.write(2, b"\nStopping after what is being read; Ctrl-C again stops at once.\n")

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _shown_on(line: Progress) -> Any:
    """Says how far an intake is in words: how much is safe, how fast it goes, and how long it will take."""

    def tell(told: Told) -> None:
        if told.stage == "recording":
            line("Recording acts", told.files, told.of_files)
            return
        if told.stage == "counting":
            line(f"Counting: {told.of_files:,} files, {amount(told.of_size)}")
            return
        parts = [f"{amount(told.size)} of {amount(told.of_size)}", f"{amount(int(told.rate))}/s"]
        if told.left is not None:
            parts.append(f"{span(told.left)} left")
        line(f"Reading {', '.join(parts)}; {told.durable:,} of {told.of_files:,} files durable")

    return tell


def amount(size: int) -> str:
    """A number of bytes in decimal units."""
    value, units = float(size), ["bytes", "kB", "MB", "GB", "TB"]
    while value >= 1000 and len(units) > 1:
        value, units = value / 1000, units[1:]
    return f"{size} bytes" if units[0] == "bytes" else f"{value:.1f} {units[0]}"


def span(seconds: float) -> str:
    """A time in hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _told(taken: Taken, origin: str) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(taken, name) for name in JSON_KEYS if hasattr(taken, name)}
    facts |= {"bytes": taken.size, "log": origin}
    return {name: facts[name] for name in JSON_KEYS}


def _show(taken: Taken, origin: str) -> None:
    if taken.finished_earlier:
        click.echo("Everything had been read by an earlier run; it was recorded now, as it was then.")
    elif taken.resumed:
        click.echo(f"{taken.resumed:,} files were durable from an earlier run and were not read again.")
    click.echo(
        f"{counted(taken.occurrences, 'file')} taken, {amount(taken.size)}: {counted(taken.distinct, 'content')}, "
        f"in {span(taken.seconds)}."
    )
    for sha256 in taken.mended:
        click.echo(f"! The stored copy of {sha256}")
        click.echo("  was damaged. It was made good from this one, and that is on record.")
    if taken.manifest:
        click.echo(
            f"Listed besides: {counted(taken.folders, 'folder')}, {counted(taken.links, 'link')}, "
            f"{taken.others:,} other; {taken.empty:,} empty files. Manifest {taken.manifest}."
        )
    if taken.led_to:
        click.echo(f"The source is a link; what it leads to was taken in: {taken.led_to}.")
    if taken.compared:
        click.echo(f"{counted(taken.compared, 'given digest')} compared: all agree.")
    _paths("Not entered, for it is the record's own folder", taken.not_entered)
    _paths("Not taken, for it changed while it was read", taken.changed)
    _paths("Not taken, for it could not be read", taken.unreadable)
    _paths("Not mentioned by the given digests", taken.extra)
    first, last = taken.receipts[0], taken.receipts[-1]
    again = " already" if all(one.repeated for one in taken.receipts) else ""
    where = f"position {first.seq}" if first is last else f"positions {first.seq} to {last.seq}"
    click.echo(f"Recorded{again} at {where} of {origin}.")


def _tell_differences(differences: Differences) -> None:
    """Every path that differs, one a line, on standard error."""
    for what, paths in (
        ("other bytes", differences.mismatching),
        ("missing", differences.missing),
        ("extra", differences.extra),
    ):
        for path in paths:
            click.echo(f"{what}: {path}", err=True)


def _paths(what: str, paths: list[str]) -> None:
    for path in paths[:_SHOWN]:
        click.echo(f"{what}: {path}")
    if len(paths) > _SHOWN:
        click.echo(f"... and {len(paths) - _SHOWN:,} more; --json gives all.")
