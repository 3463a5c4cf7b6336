"""What is told of an intake: how far it is, what it did, and that it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wholefile.core.errors import Unavailable
from wholefile.processing.intake_manifest import CHANGED, EMPTY, NOT_ENTERED, UNREADABLE, shown
from wholefile.processing.intake_walk import FILE, FOLDER, LINK
from wholefile.record.ledger import Receipt

COUNTING, READING, RECORDING = "counting", "reading", "recording"


@dataclass(frozen=True, slots=True)
class Told:
    """How far an intake is. `durable` files are safe whatever happens; sizes are bytes, times are seconds.

    `of_files` and `of_size` are 0 while nobody knows. While recording, `files` and `of_files` count acts.
    """

    stage: str
    files: int = 0
    size: int = 0
    of_files: int = 0
    of_size: int = 0
    durable: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Bytes a second."""
        return self.size / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that it will still take, at this rate; None while that cannot be said."""
        if not self.of_size or not self.size or self.seconds <= 0:
            return None
        return max(0, self.of_size - self.size) / self.rate


Progress = Callable[[Told], None]


@dataclass(slots=True)
class Taken:
    """What an intake did. Counts are of names in the source; nothing tells whether bytes were held before.

    `resumed` files were durable from an earlier run. `occurrences` are the files taken, whose `distinct` contents are
    attached once each. `extra` are files that given digests do not mention; `compared` digests were
    given and agree. `led_to` is where the source leads, if it is a link.
    """

    item: str
    source: str
    manifest: str | None = None
    entries: int = 0
    files: int = 0
    occurrences: int = 0
    distinct: int = 0
    size: int = 0
    folders: int = 0
    links: int = 0
    others: int = 0
    empty: int = 0
    changed: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    not_entered: list[str] = field(default_factory=list)
    led_to: str | None = None
    compared: int = 0
    resumed: int = 0
    extra: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)  # digests whose stored copy was damaged, and is made good
    seconds: float = 0.0
    finished_earlier: bool = False
    receipts: list[Receipt] = field(default_factory=list)

    def count(self, kind: str, path: bytes, flags: Sequence[str], size: int | None) -> None:
        """Count a name; `size` is that of a file that was taken, else None."""
        self.entries += 1
        self.files += kind == FILE
        self.folders += kind == FOLDER
        self.links += kind == LINK
        self.others += kind not in (FILE, FOLDER, LINK)
        if flags:
            self.empty += EMPTY in flags
            if CHANGED in flags:
                self.changed.append(shown(path))
            if NOT_ENTERED in flags:
                self.not_entered.append(shown(path))
            if UNREADABLE in flags:
                self.unreadable.append(shown(path))
        if size is not None:
            self.occurrences += 1
            self.size += size


class Stopped(Unavailable):
    """The intake was stopped as asked; `durable` files need not be read again."""

    def __init__(self, durable: int, *, recording: bool = False) -> None:
        what = (
            "Everything is read and part of it is recorded."
            if recording
            else f"{durable:,} files are durable in the store and need not be read again; nothing is recorded yet."
        )
        super().__init__(
            "intake.stopped", f"Stopped. {what} Run the same command again to go on where it stopped."
        )
        self.durable = durable
