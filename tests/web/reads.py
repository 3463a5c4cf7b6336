"""How many statements a page makes of the record's database (SQLite; both databases run the same ones)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def statements_in(db: Any) -> Iterator[list[str]]:
    """The statements that are run inside the block."""
    made: list[str] = []
    connection = db.raw()
    connection.set_trace_callback(made.append)
    try:
        yield made
    finally:
        connection.set_trace_callback(None)
