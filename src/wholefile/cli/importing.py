"""`wholefile import`: an existing property room, from the CSV that its system writes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from wholefile.actions.import_property import (
    Checked,
    Imported,
    NewCases,
    check_import,
    import_property,
    imported_before,
)
from wholefile.actions.property_csv import (
    FIELDS,
    ColumnMapping,
    PropertyFile,
    delimiter_name,
    read_mapping,
    read_property_file,
)
from wholefile.actions.property_lines import Reading
from wholefile.cli.commands import ActCommand
from wholefile.cli.context import json_option, key_options, opened, record_option, signers
from wholefile.cli.layout import counted, facts, table
from wholefile.cli.output import print_json
from wholefile.cli.progress import Progress
from wholefile.core.errors import Invalid, Unprocessable, exit_code

PATH = click.Path(path_type=Path)
_SHOWN = 50  # errors on a screen; --errors writes all

JSON_KEYS = {
    "file": "its name",
    "digest": "SHA-256 of its bytes",
    "encoding": "encoding it was read in",
    "delimiter": "what parts its columns",
    "columns": "column by field",
    "guessed": "fields whose column was guessed from its heading",
    "unused": "columns that nothing is taken from",
    "lines": "number of lines",
    "new_cases": "cases that are opened",
    "errors": "list of {line, words}",
    "doubled": "pairs of lines that say the same",
    "imported": "{items, first, last, cases, first_seq, last_seq, repeated}, or null for a dry run or with errors",
}

_HELP = """Bring in an existing property room from FILE, a CSV.

Every line becomes an item.received that you sign: --key is yours, and a second --key that of who counted
currency with you. When the item came in before is kept, and that it was imported. All lines are recorded in
one transaction or none; the same file run again is recognised and imports nothing twice.

Begin with --dry-run: it shows how each column is understood and every error by its line.

\b
Fields for --map COLUMN=FIELD and --default FIELD=VALUE:
""" + "\n".join(facts(FIELDS, indent=2, columns=76))


def _pairs(told: tuple[str, ...], option: str) -> list[tuple[str, str]]:
    """What stands before and after the last = of each. Raises Invalid."""
    found = []
    for one in told:
        left, sign, right = one.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise Invalid("import.option", f"{option} {one!r} has no = with something on both sides.")
        found.append((left.strip(), right.strip()))
    return found


def _mapping(
    file: Path | None,
    columns: tuple[str, ...],
    defaults: tuple[str, ...],
    values: tuple[str, ...],
    **told: Any,
) -> ColumnMapping:
    """The mapping of a file with what the command line says on top."""
    base = read_mapping(file) if file else ColumnMapping()
    words: dict[str, dict[str, str]] = {name: dict(table_) for name, table_ in base.values.items()}
    for left, right in _pairs(values, "--value"):
        name, colon, theirs = left.partition(":")
        if not colon or name not in FIELDS:
            raise Invalid("import.option", f"--value {left!r} must be FIELD:THEIR WORD=OUR WORD.")
        words.setdefault(name, {})[theirs.strip()] = right
    return ColumnMapping(
        columns={**base.columns, **{field: column for column, field in _pairs(columns, "--map")}},
        defaults={**base.defaults, **dict(_defaults(defaults))},
        values=words,
        date_format=told["date_format"] or base.date_format,
        encoding=told["encoding"] or base.encoding,
        delimiter=told["delimiter"] or base.delimiter,
    )


def _defaults(told: tuple[str, ...]) -> list[tuple[str, str]]:
    """FIELD=VALUE, where the value may hold = itself."""
    found = []
    for one in told:
        name, sign, value = one.partition("=")
        if not sign or name.strip() not in FIELDS:
            raise Invalid(
                "import.option", f"--default {one!r} must be FIELD=VALUE. Fields: {', '.join(FIELDS)}."
            )
        found.append((name.strip(), value.strip()))
    return found


def _zone(name: str | None) -> tzinfo:
    if name is None:
        zone = datetime.now().astimezone().tzinfo
        if zone is None:
            raise Invalid("import.zone", "This machine does not say its time zone; give --timezone.")
        return zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Invalid("import.zone", f"There is no time zone {name!r}; say it as America/Denver.") from None


def _cases(kind: str | None, court: str | None, jurisdiction: str | None) -> NewCases | None:
    if kind is None:
        return None
    if not court or not jurisdiction:
        raise Invalid("import.cases", "--open-cases needs --court and --jurisdiction too.")
    return NewCases(kind, court, jurisdiction)


@click.command(
    "import",
    cls=ActCommand,
    kinds=("item.received", "case.opened"),
    help=_HELP,
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("file", type=PATH)
@click.option(
    "--dry-run", is_flag=True, help="Show how the file is understood and every error; record nothing."
)
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column stands for.")
@click.option("--default", "defaults", multiple=True, metavar="FIELD=VALUE", help="One value for all lines.")
@click.option("--value", "values", multiple=True, metavar="FIELD:THEIRS=OURS", help="Translate a word.")
@click.option("--mapping", "mapping_file", type=PATH, help="JSON file with columns, defaults, values.")
@click.option("--date-format", help="dmy, mdy, ymd, or a pattern such as %d/%m/%Y %H:%M.")
@click.option("--timezone", help="Zone of the times in the file; that of this machine unless told.")
@click.option("--encoding", help="Encoding of the file; found out unless told.")
@click.option("--delimiter", help="What parts the columns; found out unless told. `tab` for a tab.")
@click.option(
    "--open-cases",
    type=click.Choice(["criminal", "civil", "incident", "administrative"]),
    help="Open the cases that the file names and the record lacks, as this kind.",
)
@click.option("--court", help="With --open-cases: court or agency.")
@click.option("--jurisdiction", help="With --open-cases: rule pack, for example us-nm.")
@click.option(
    "--hold-firearms",
    is_flag=True,
    help="Receive firearms into your hands, their place in the note; they are stored once cleared.",
)
@click.option("--errors", "errors_file", type=PATH, help="Write every error to this file, one a line.")
def app(  # noqa: PLR0913 - a file can be strange in many ways
    *,
    file: Path,
    dry_run: bool,
    columns: tuple[str, ...],
    defaults: tuple[str, ...],
    values: tuple[str, ...],
    mapping_file: Path | None,
    date_format: str | None,
    timezone: str | None,
    encoding: str | None,
    delimiter: str | None,
    open_cases: str | None,
    court: str | None,
    jurisdiction: str | None,
    hold_firearms: bool,
    errors_file: Path | None,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Parse, check, import, tell."""
    mapping = _mapping(
        mapping_file,
        columns,
        defaults,
        values,
        date_format=date_format,
        encoding=encoding,
        delimiter=delimiter,
    )
    new_cases, zone = _cases(open_cases, court, jurisdiction), _zone(timezone)
    record = opened(record_folder)
    found = signers(record, key_files, passphrase_file)
    if not 1 <= len(found) <= 2:
        raise Invalid(
            "command.missing", "Give --key: the custodian who imports, and who counted currency if any."
        )
    read = read_property_file(file, mapping)
    counted_by = found[1].person if len(found) > 1 else None
    reading = Reading(read.name, mapping.date_format, zone, found[0].person, counted_by, hold_firearms)
    with Progress(as_json=as_json) as tell:
        done = imported_before(record, read, found)
        checked = (
            Checked((), {}, (), ())
            if done
            else check_import(record, read, reading, found, new_cases=new_cases, progress=tell)
        )
        if not done and not dry_run and not checked.troubles:
            done = import_property(record, read, checked, found, new_cases=new_cases, progress=tell)
    if errors_file is not None:
        errors_file.write_text(
            "".join(f"line {one.line}: {one.words}\n" for one in checked.troubles), "utf-8"
        )
    if as_json:
        print_json(_told(read, checked, done))
    else:
        _show(read, checked, done, record.origin)
    if checked.troubles:
        raise click.exceptions.Exit(exit_code(Unprocessable("import.errors", "")))


def _told(read: PropertyFile, checked: Checked, done: Imported | None) -> dict[str, Any]:
    return {
        "file": read.name,
        "digest": read.digest,
        "encoding": read.encoding,
        "delimiter": delimiter_name(read.delimiter),
        "columns": dict(read.columns),
        "guessed": list(read.guessed),
        "unused": list(read.unused),
        "lines": len(read.lines) + len(read.ragged),
        "new_cases": checked.new_cases,
        "errors": [asdict(one) for one in checked.troubles],
        "doubled": [list(one) for one in checked.doubled],
        "imported": asdict(done) if done else None,
    }


def _show(read: PropertyFile, checked: Checked, done: Imported | None, origin: str) -> None:
    lines = len(read.lines) + len(read.ragged)
    click.echo(
        f"{read.name}: {lines} lines, {read.encoding}, columns parted by {delimiter_name(read.delimiter)}."
    )
    rows = [
        [name, column, "guessed" if name in read.guessed else ""] for name, column in read.columns.items()
    ]
    for line in table(("field", "column", ""), rows):
        click.echo(line)
    if read.unused:
        click.echo(f"Not used: {', '.join(read.unused)}.")
    if checked.new_cases:
        click.echo(f"Cases to open: {len(checked.new_cases)}, first {next(iter(checked.new_cases))}.")
    for first, second in checked.doubled[:5]:
        click.echo(f"Note: line {second} says the same as line {first}.")
    if len(checked.doubled) > 5:
        click.echo(f"Note: {len(checked.doubled) - 5} more lines say the same as an earlier one.")
    click.echo("")
    if checked.troubles:
        for one in checked.troubles[:_SHOWN]:
            click.echo(f"line {one.line}: {one.words}")
        if len(checked.troubles) > _SHOWN:
            click.echo(f"... and {len(checked.troubles) - _SHOWN} more; --errors FILE writes all.")
        click.echo(f"{counted(len(checked.troubles), 'error')}. Nothing was imported.")
    elif done is None:
        click.echo(f"No errors: {counted(lines, 'item')} can be imported.")
    else:
        before = " before; nothing was imported again" if done.repeated else ""
        span = f", {done.first} to {done.last}" if done.first else ""
        click.echo(f"{counted(done.items, 'item')} imported{before}{span}.")
        click.echo(f"Positions {done.first_seq} to {done.last_seq} of {origin}.")
