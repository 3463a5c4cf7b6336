"""Lists as CSV that a browser saves, written while they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from wholefile.core.comma_separated import csv_line

BYTE_ORDER_MARK = "\ufeff"  # by it a spreadsheet knows that the file is UTF-8


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download, written while it is made, so that it may be long."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_line(head)
    for row in rows:
        yield csv_line(row)
