"""What every projection works with: the tables as left by earlier acts, and the writes that follow from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from wholefile.core.canonical import encode
from wholefile.record.act import Recorded
from wholefile.record.sql import Row, Write


class State(Protocol):
    """The tables, read only: a database, or a replay in memory."""

    def one(self, table: str, /, **where: Any) -> Row | None:
        """The first row that matches, or nothing."""

    def rows(
        self, table: str, /, *, order: Sequence[str] = (), limit: int | None = None, **where: Any
    ) -> list[Row]:
        """The rows that match."""

    def exists(self, table: str, /, **where: Any) -> bool:
        """Whether any row matches."""


Items: TypeAlias = Mapping[str, Row]  # the items an act names, as they stood before it
Fold: TypeAlias = Callable[[Recorded, State, Items], Iterator[Write]]


def text_of(value: Any) -> str:
    """A list or object as the canonical JSON text in which columns keep it."""
    return encode(value).decode()
