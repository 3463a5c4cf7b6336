"""What goes into a run and what may come out of it: the words that both sides of the sandbox share.

Offsets into text are code points, end exclusive. Coordinates are PDF points (1/72 inch) from the lower left corner of
the page. Instants are milliseconds since 1970 UTC; a time without a known zone stays text, as it stands in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MIB = 1 << 20
GIB = 1 << 30

# How a run ended. The first six are said by readers, worst last; the others are seen from outside the sandbox.
READ = "read"  # everything was read
EMPTY = "empty"  # the file has no bytes
PARTIAL = "partial"  # some of it could not be read
TRUNCATED = "truncated"  # a limit stopped it; what was read until then is kept
UNSUPPORTED = "unsupported"  # nothing here reads this kind
LOCKED = "locked"  # a password is needed
DAMAGED = "damaged"  # it breaks the rules of its own format
SAID_INSIDE = (READ, EMPTY, PARTIAL, TRUNCATED, UNSUPPORTED, LOCKED, DAMAGED)
CRASHED = "crashed"  # the reader died
TIMED_OUT = "timed out"
OUT_OF_MEMORY = "out of memory"
REFUSED = "refused"  # what came out broke the rules of the sandbox; nothing of it is kept
SEEN_OUTSIDE = (CRASHED, TIMED_OUT, OUT_OF_MEMORY, REFUSED)
STATUSES = (*SAID_INSIDE, *SEEN_OUTSIDE)
FINE = (READ,)  # every other status is an exception that the report lists

# What a member of a container is. Only a `file` has bytes; the others are listed and never followed.
MEMBER_KINDS = ("file", "folder", "link", "device", "unreadable")

# What is said beside the bytes, which the outside must hold in memory. Both sides count it in the same way.
MOST_HELD = GIB  # memory that the JSON about all members may take, and that about a layer or about the file
MOST_LAYERS = 1_000
MOST_MAPS = 96 * MIB  # JSON about all layers of a run: the maps from their text back to the file
MOST_PATH = 4_096  # bytes of a path inside a container
MOST_DEPTH = 32  # of values within values


def memory_of(said: bytes) -> int:
    """Bytes of memory that JSON takes when it has been read, at most: three bytes of `[],[],` become ninety."""
    values, lists, objects, marks = (said.count(one) for one in (b",", b"[", b"{", b'"'))
    return len(said) + 40 * values + 90 * lists + 250 * objects + 30 * marks


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may cost. The budgets `members` and `produced` are what is left of those of the whole root.

    seconds: by the clock; cpu_seconds and memory: of each process; disk: of the sandbox's own scratch space in memory;
    produced: bytes of members; ratio: bytes of members for each byte of the file (from a floor of 16 MiB on);
    characters: of all text layers; their bytes are charged to what the root may produce as well.
    """

    seconds: int = 300
    cpu_seconds: int = 240
    memory: int = 2 * GIB
    disk: int = GIB
    members: int = 100_000
    produced: int = 20 * GIB
    ratio: int = 200
    characters: int = 50_000_000

    def ceiling(self, size: int) -> int:
        """The most bytes that members of a file of this size may have in all."""
        return min(self.produced, max(16 * MIB, self.ratio * size))


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked: the extractor, the name the file came with, its size, limits and settings.

    `password` opens a locked file. `segments` counts the further parts of a split disk image, which lie beside the
    file as `/in/blob.1`, `/in/blob.2`, ... in order.
    """

    extractor: str
    name: str
    size: int
    limits: Limits = field(default_factory=Limits)
    settings: Mapping[str, Any] = field(default_factory=dict)
    password: str | None = None
    segments: int = 0

    def as_json(self) -> dict[str, Any]:
        """The job as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Job:
        """The job that plain data says."""
        return cls(**{**told, "limits": Limits(**told["limits"])})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the characters from `start` to `end` of a layer stand in the file, for example {"page": 3}.

    Keys in use: page (from 1), sheet and cell, part (of a mail or a document: "body", "header 1", "1.2"), slide,
    second (with a fraction), line (from 1), member.
    """

    start: int
    end: int
    where: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Box:
    """Where the characters from `start` to `end` stand on a page, in PDF points from the lower left corner.

    `confidence` is given by OCR, from 0 to 100; native text has none.
    """

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A text layer: its name, whether it is `native`, `ocr` or `speech`, the text, and the map back to the file."""

    name: str
    label: str
    text: str
    places: Sequence[Place] = ()
    boxes: Sequence[Box] = ()
    language: str | None = None


class Trouble(Exception):
    """A reader cannot go on: the status, and why in words a custodian understands."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        if status not in SAID_INSIDE:
            raise ValueError(f"{status} is no status a reader may say")
        self.status = status
        self.reason = reason


class LimitReached(Exception):
    """A limit stopped the run; what was said until then is kept, and the file is recorded as truncated."""
