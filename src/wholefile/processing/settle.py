"""After reading: the search index, likeness and threads, brought up to date. Each is a query for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wholefile.processing.likeness import index_likeness
from wholefile.processing.search.index import index_pending
from wholefile.processing.threads import index_threads
from wholefile.record.home import Record

_AT_ONCE = 500
Told = Callable[[str, int, int], None]


@dataclass(slots=True)
class Settled:
    """How many documents were indexed, files compared with others, and messages placed in threads."""

    indexed: int = 0
    compared: int = 0
    placed: int = 0


def settle(record: Record, told: Told | None = None) -> Settled:
    """Bring everything that is worked out from text up to date; may be interrupted and run again."""
    result = Settled()
    while number := index_pending(record, most=_AT_ONCE):
        result.indexed += number
        if told is not None:
            told("documents indexed", result.indexed, 0)
    while number := index_threads(record, most=_AT_ONCE):
        result.placed += number
    while number := index_likeness(record, most=_AT_ONCE):
        result.compared += number
        if told is not None:
            told("files compared", result.compared, 0)
    return result
