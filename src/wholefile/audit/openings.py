"""Openings of entries, as a record gives them to an auditor: a line of canonical JSON each, in the order of the log.

    {"opening":{"fields":{...},"secret":"..."},"seq":12}

A record may give those of index entries alone, those of the register of people and keys too, or all. What is not
given is not checked, and the report says so. A partial opening shows some fields and is checked as far as it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wholefile.core.canonical import decode_object
from wholefile.core.errors import Invalid

MAX_LINE_BYTES = 4 << 20
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Given:
    """The opening of one entry."""

    seq: int
    opening: dict[str, Any]


def read_openings(path: Path) -> Iterator[Given]:
    """The openings in a file, in order. Raises Invalid for anything else."""
    before = -1
    with path.open("rb") as source:
        while line := source.readline(MAX_LINE_BYTES + 1):
            given = _given(line)
            if given.seq <= before:
                raise Invalid("openings.order", "Openings stand in the order of the log, one for each entry.")
            before = given.seq
            yield given


def _given(line: bytes) -> Given:
    if not line.endswith(b"\n"):
        raise Invalid("openings.line", "A line of the openings is cut off, or longer than it may be.")
    value = decode_object(line[:-1], max_bytes=MAX_LINE_BYTES, max_depth=_MAX_DEPTH)
    seq, opening = value.get("seq"), value.get("opening")
    if value.keys() != {"opening", "seq"} or type(seq) is not int or seq < 0 or type(opening) is not dict:
        raise Invalid("openings.line", "An opening says of which entry it is and what it opens.")
    return Given(seq, opening)


class Following:
    """Openings taken one after the other while the entries go by."""

    def __init__(self, openings: Iterator[Given]) -> None:
        self._openings = openings
        self._next = next(openings, None)

    def of(self, seq: int) -> dict[str, Any] | None:
        """The opening of this entry, or None; ask once, in the order of the log."""
        if self._next is None or self._next.seq != seq:
            return None
        opening, self._next = self._next.opening, next(self._openings, None)
        return opening

    def rest(self) -> int | None:
        """The position of an opening that no entry asked for."""
        return None if self._next is None else self._next.seq
