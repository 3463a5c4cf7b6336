"""What is wrong, overdue or soon due, on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wholefile.cli.layout import table


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
