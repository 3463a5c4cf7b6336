"""What a report says, apart from who asked for it and when: facts and tables, with one digest over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from wholefile.core.canonical import encode
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight

FORMAT = "wholefile-report/1"
Kind = Literal["text", "number", "when", "id"]


@dataclass(frozen=True, slots=True)
class Past:
    """A past day: its last millisecond (since 1970, UTC), the day as written, and whose time counts."""

    moment: int
    day: str
    by: Literal["recorded", "occurred"]

    @property
    def words(self) -> str:
        """The day, and what of it is told."""
        told = {
            "recorded": "as the record said then",
            "occurred": "what had happened by then, as known when this was made",
        }
        return f"{self.day}, {told[self.by]}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the tables (of today, or of a past day), the log, what may be seen, and the moment looked at."""

    db: Database
    log: Database
    sight: Sight
    now: int
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, how much of the width it takes beside the others, and what stands in it."""

    name: str
    share: int = 2
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading. `none` is said where it has no row, `lead` before it."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int, ...], ...]
    lead: str = ""
    none: str = "None."


@dataclass(frozen=True, slots=True)
class Contents:
    """What a report says. `wrong` is what a reader must not miss; `paper` is that of the country."""

    report: str
    title: str
    about: str
    caption: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    wrong: tuple[str, ...] = ()
    past: Past | None = None
    paper: str = field(default="a4", compare=False)

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, which has one canonical form (RFC 8785)."""
        return {
            "format": FORMAT,
            "report": self.report,
            "title": self.title,
            "about": self.about,
            "caption": self.caption,
            "as_of": self.past.words if self.past else "",
            "facts": [[name, value] for name, value in self.facts],
            "wrong": list(self.wrong),
            "sections": [
                {
                    "section": one.name,
                    "heading": one.heading,
                    "columns": [column.name for column in one.columns],
                    "rows": [list(row) for row in one.rows],
                }
                for one in self.sections
            ],
        }

    def in_bytes(self) -> bytes:
        """The bytes that are attached to the PDF and that the digest is of."""
        return encode(self.as_data())

    def digest(self) -> str:
        """SHA-256 of these bytes in hexadecimal. The same contents have the same digest, whoever asks and when."""
        return sha256(self.in_bytes()).hexdigest()


def cell(value: Any) -> str | int:
    """A value as it stands in a table: what is unknown is empty, lists have commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return value if isinstance(value, int) else str(value)


def row(*values: Any) -> tuple[str | int, ...]:
    """A row of a table."""
    return tuple(cell(one) for one in values)


def instant(moment: int | None) -> str:
    """An instant (milliseconds since 1970, UTC) to the second, for a column that says it is UTC; empty for none."""
    return "" if moment is None else f"{datetime.fromtimestamp(moment / 1000, UTC):%Y-%m-%d %H:%M:%S}"


def paper_of(db: Database, dockets: Sequence[str] = ()) -> str:
    """The paper of the country of these cases, or of the office's first case."""
    rows = db.rows("case_file", docket__in=list(dockets)[:50]) if dockets else []
    rows = rows or db.rows("case_file", order=("seq",), limit=1)
    return "us-letter" if any(str(one.jurisdiction).startswith("us") for one in rows) else "a4"
