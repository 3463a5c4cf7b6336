"""What is wrong, overdue or soon due, on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from wholefile.actions.due import Due
from wholefile.cli.layout import table

DUE_KEYS = {
    "due": "list of {state: wrong, overdue, soon or open; what; about: its number; docket or null; by: day or null;"
    " words}, the worst first",
}


def due_view(found: Sequence[Due]) -> list[dict[str, Any]]:
    """What waits, as data."""
    return [asdict(one) for one in found]


def due_lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What waits, as a table; a line that says so when nothing does."""
    if not found:
        yield "Nothing is wrong, overdue or soon due."
        return
    rows = []
    for one in found:
        case = f" [{one['docket']}]" if one["docket"] else ""
        rows.append([one["state"], one["by"] or "", one["about"], f"{one['what']}: {one['words']}{case}"])
    yield from table(("", "by", "about", "what"), rows)
