"""Lines of CSV (RFC 4180) that a spreadsheet opens without running anything: no cell begins a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_line(values: Iterable[object]) -> str:
    """A line with its CR LF. A value that a spreadsheet would run as a formula has an apostrophe before it."""
    target = StringIO()
    csv.writer(target).writerow([harmless_cell(value) for value in values])
    return target.getvalue()


def harmless_cell(value: object) -> str:
    """A value as text; an apostrophe stands before what a spreadsheet would take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
