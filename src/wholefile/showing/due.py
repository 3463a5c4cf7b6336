"""What is wrong, overdue or soon due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from wholefile.actions.due import Due

DUE_KEYS = {
    "due": "list of {state: wrong, overdue, soon or open; what; about: its number; docket or null; by: day or null;"
    " words}, the worst first",
}


def due_view(found: Sequence[Due]) -> list[dict[str, Any]]:
    """What waits, as data."""
    return [asdict(one) for one in found]
