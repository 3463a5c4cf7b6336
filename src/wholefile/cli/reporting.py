"""`wholefile report`: what is printed, filed and handed over, as PDF, CSV or JSON. Making one records nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import click

from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.layout import facts, heading, table
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json
from wholefile.cli.show import past_options
from wholefile.core.errors import Conflict
from wholefile.reports.contents import Past
from wholefile.reports.lines import report_lines
from wholefile.reports.making import REPORTS, Kind, Report, make_report
from wholefile.reports.typeset import report_pdf
from wholefile.showing.seeing import EVERYTHING

ASKED_BY = "the command line of the office"
REPORT_KEYS = {
    "contents": "{format, report, title, about, caption, as_of, facts: list of [name, value], wrong: list of sentences,"
    " sections: list of {section, heading, columns, rows}}",
    "digest": "SHA-256 (hex) of the canonical JSON (RFC 8785) of the contents; the attachment of the PDF is just that",
    "made": "{at, by, log, entries, key, fingerprint, checkpoint: {entries, at, note, witnesses} or null, signed_with:"
    " subject of the certificate or null}; times in milliseconds since 1970 UTC",
}
JSON_KEYS = dict.fromkeys(REPORTS, REPORT_KEYS)
_PATH = click.Path(path_type=Path)
_OF = {"item": "item", "case": "docket", "person": "person", "place": "place"}


def _command(name: str, kind: Kind) -> click.Command:
    """The command of a report, made from its entry in the list."""
    about = _OF[kind.of]

    def call(record_folder: Path, pdf: Path | None, csv: Path | None, *, as_json: bool, **told: Any) -> None:
        for path in filter(None, (pdf, csv)):
            if path.exists():
                raise Conflict("file.exists", f"{path} is there already; name a new file.")
        past = _past(told.get("moment_asked"), told.get("past_by", "recorded"))
        report = make_report(opened(record_folder), EVERYTHING, name, told[about], ASKED_BY, past)
        if pdf is not None:
            pdf.write_bytes(report_pdf(report))
        if csv is not None:
            with csv.open("x", encoding="utf-8", newline="") as target:
                target.writelines(report_lines(report))
        if as_json:
            print_json(report.as_data())
            return
        written = [path for path in (pdf, csv) if path is not None]
        for line in _said(report, written) if written else _in_words(report):
            click.echo(line)

    params: list[click.Parameter] = [
        click.Argument([about]),
        click.Option(["--pdf"], type=_PATH, metavar="FILE", help="Write it as PDF/A with its data attached."),
        click.Option(["--csv"], type=_PATH, metavar="FILE", help="Write it for a spreadsheet."),
    ]
    if kind.past:
        params += past_options("As of this time")
    return click.Command(
        name,
        callback=call,
        params=[*params, record_option(), json_option()],
        help=f"{kind.title}. {kind.says}",
    )


def _past(moment: int | None, by: Literal["recorded", "occurred"]) -> Past | None:
    if moment is None:
        return None
    return Past(moment, f"{datetime.fromtimestamp(moment / 1000, UTC):%Y-%m-%d %H:%M} UTC", by)


def _said(report: Report, written: Iterable[Path]) -> Iterator[str]:
    contents = report.contents
    for path in written:
        yield f"{contents.title} of {contents.about}: {path}"
    yield f"SHA-256 of its data: {contents.digest()}"
    yield report.made.signature


def _in_words(report: Report) -> Iterator[str]:
    contents = report.contents
    yield f"{contents.title} of {contents.about}"
    if contents.past:
        yield f"As of {contents.past.words}."
    yield ""
    yield from facts(contents.facts)
    for one in contents.wrong:
        yield f"! {one}"
    for section in contents.sections:
        yield from heading(section.heading)
        if not section.rows:
            yield f"  {section.none}"
        yield from table([one.name for one in section.columns], section.rows)
    yield from heading("How this report was made")
    yield from facts([*report.made.facts(), ("SHA-256 of the data", contents.digest())], indent=2)


app = Listing(
    help="Reports of the record, as PDF/A, CSV or JSON. Making one records nothing and needs no key.",
    commands={name: _command(name, kind) for name, kind in REPORTS.items()},
    no_args_is_help=True,
)
