"""A long list, a page at a time, with how many there are in all of what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for: the first is 1; of at most so many rows."""

    number: int = 1
    size: int = 50

    @property
    def rows(self) -> int:
        """How many rows a page has at most, within reason."""
        return max(1, min(self.size, LONGEST_PAGE))

    @property
    def start(self) -> int:
        """How many rows come before it."""
        return (max(1, self.number) - 1) * self.rows

    def of(self, total: int) -> dict[str, int]:
        """Where it stands among all pages: page, pages, size and total."""
        return {
            "page": max(1, self.number),
            "pages": max(1, -(-total // self.rows)),
            "size": self.rows,
            "total": total,
        }

    def cut(self, found: Sequence[Any]) -> list[Any]:
        """The rows of this page of a list that is there as a whole."""
        return list(found[self.start : self.start + self.rows])


FIRST = Page()
