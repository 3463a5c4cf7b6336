"""A report as CSV (RFC 4180): one table with the columns of all its parts, and last of all how it was made.

The first column says which part of the report a line belongs to, so that a spreadsheet can filter by it; every line has
as many cells as the first. Nothing of the report is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from wholefile.core.comma_separated import csv_line
from wholefile.reports.making import Report


def report_lines(report: Report) -> Iterator[str]:
    """The lines, the header first. A value that a spreadsheet would run has an apostrophe before it."""
    contents = report.contents
    names = ["part", "fact", "value"]
    for section in contents.sections:
        names += [one.name for one in section.columns if one.name not in names]
    yield csv_line(names)
    empty = [""] * (len(names) - 3)
    for name, value in (("report", contents.title), ("about", contents.about), ("caption", contents.caption)):
        yield csv_line(["report", name, value, *empty])
    if contents.past:
        yield csv_line(["report", "as of", contents.past.words, *empty])
    for name, value in contents.facts:
        yield csv_line(["report", name, value, *empty])
    for number, said in enumerate(contents.wrong, 1):
        yield csv_line(["wrong", number, said, *empty])
    for section in contents.sections:
        columns = [one.name for one in section.columns]
        for one in section.rows:
            cells = dict(zip(columns, one, strict=True))
            yield csv_line([section.name, *(cells.get(name, "") for name in names[1:])])
    yield csv_line(["how it was made", "SHA-256 of the data", contents.digest(), *empty])
    for name, value in report.made.facts():
        yield csv_line(["how it was made", name, value, *empty])
    yield csv_line(["how it was made", "checkpoint", report.made.checkpoint, *empty])
