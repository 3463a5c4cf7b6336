"""The clock of the demo's server: it goes on from the last moment of the story.

The story lies in years to come. By the machine's own clock everything in it would be in the future, and no act could
follow it; so the server counts on from the last entry, as fast as real time passes.
"""

from __future__ import annotations

import time

from wholefile.record import journal
from wholefile.record.home import Record

_AFTER = 60_000  # milliseconds after the last entry of the story


class GoingOn:
    """Milliseconds since 1970 (UTC) in the story."""

    def __init__(self, last: int) -> None:
        self._start = last + _AFTER
        self._began = time.monotonic_ns()

    def __call__(self) -> int:
        """Now."""
        return self._start + (time.monotonic_ns() - self._began) // 1_000_000


def go_on(record: Record) -> None:
    """Let a record that is open go by the story's clock."""
    record.clock = GoingOn(journal.read_head(record.db).last_at)
