"""A report as a PDF that archives and screen readers take (PDF/A-3b, PDF/UA-1), with its data attached.

The same report gives the same bytes: its date is the moment of its making, its fonts are those of the typesetter. Text
of the record is passed as data and never read as markup.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Literal

from wholefile.core.errors import Unavailable
from wholefile.reports.breaks import OF_FACTS, OF_LINES, breakable, data_breakable, rows_breakable
from wholefile.reports.certificate import signed
from wholefile.reports.characters import all_printable
from wholefile.reports.contents import Section
from wholefile.reports.made import how_to_check
from wholefile.reports.making import Report

STANDARDS: tuple[Literal["a-3b", "ua-1"], ...] = ("a-3b", "ua-1")


log = logging.getLogger("wholefile.reports")

LONG = 1_000  # rows: what is longer is typeset in a process of its own, which gives its memory back


def report_pdf(report: Report) -> bytes:
    """The report typeset, and signed where the office has a certificate. Raises Unavailable without the typesetter.

    Words over which the typesetter fails are no reason to go without a report: it is made again with every character
    beyond Latin, Greek and Cyrillic written as its number, and says so.
    """
    told = _inputs(report)
    made = _apart(told) if rows_of(report) > LONG else _here(told)
    made = made or _apart(_inputs(report, plain=True))
    if made is None:
        raise Unavailable("report.typesetter", "The typesetter gave no report; try again.")
    if report.seal is None:
        return made
    reason = f"{report.contents.title} of {report.contents.about}, made from the log {report.made.log}"
    return signed(made, report.seal, reason)


def rows_of(report: Report) -> int:
    """How many rows its tables have together."""
    return sum(len(one.rows) for one in report.contents.sections)


def typeset(inputs: dict[str, str]) -> bytes:
    """The PDF of what the template is given. Raises Unavailable without the typesetter."""
    try:
        import typst  # noqa: PLC0415 - only those who print need it
    except ImportError as error:
        raise Unavailable(
            "report.typesetter", "Reports as PDF need the package typst; install wholefile[server]."
        ) from error
    template = files("wholefile.reports").joinpath("report.typ").read_bytes()
    made: bytes = typst.compile(
        template, format="pdf", sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=list(STANDARDS)
    )
    return made


def _inputs(report: Report, *, plain: bool = False) -> dict[str, str]:
    return {
        "data": json.dumps(typeset_data(report, plain=plain), ensure_ascii=False),
        "attached": report.contents.in_bytes().decode(),
    }


def _here(inputs: dict[str, str]) -> bytes | None:
    """The PDF, or nothing where the typesetter fails; it does so with an exception of its own, beside all others."""
    try:
        return typeset(inputs)
    except (KeyboardInterrupt, SystemExit, Unavailable):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the typesetter is no Exception
        log.warning(json.dumps({"event": "typesetting failed", "why": type(error).__name__}))
        return None


def _apart(inputs: dict[str, str]) -> bytes | None:
    """The same in a process of its own, which knows nothing of the record and gives its memory back."""
    command = [sys.executable, "-m", "wholefile.reports.typeset"]
    done = subprocess.run(  # noqa: S603 - this program and nothing of what is asked
        command, input=json.dumps(inputs).encode(), capture_output=True, check=False
    )
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"%PDF") else None


def typeset_data(report: Report, *, plain: bool = False) -> dict[str, Any]:
    """What the template is given: every character one that its fonts have, long words with places to break."""
    contents, made = report.contents, report.made
    moment = datetime.fromtimestamp(made.at / 1000, UTC)
    told, changed = all_printable(
        {
            **contents.as_data(),
            "made": [list(one) for one in made.facts()],
            "checkpoint": made.checkpoint,
            "log": made.log,
        },
        plain=plain,
    )
    return {
        **{name: told[name] for name in ("title", "as_of", "log")},
        **{name: breakable(told[name], OF_LINES) for name in ("about", "caption", "checkpoint")},
        **{name: data_breakable(told[name], OF_FACTS) for name in ("facts", "made", "wrong")},
        "sections": [
            _section(section, shown)
            for section, shown in zip(contents.sections, told["sections"], strict=True)
        ],
        "short": told["about"][:60],
        "digest": contents.digest(),
        "signature": made.signature,
        "steps": how_to_check(made, signed=report.seal is not None),
        "entries": "" if made.entries is None else f", {made.entries} entries",
        "replaced": changed,
        "paper": contents.paper,
        "date": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
    }


def _section(section: Section, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "heading": told["heading"],
        "columns": told["columns"],
        "rows": rows_breakable(section.columns, told["rows"]),
        "shares": [column.share for column in section.columns],
        "kinds": [column.kind for column in section.columns],
        "lead": section.lead,
        "none": section.none,
    }


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin)))
