"""The one file that a run is given."""

from __future__ import annotations

from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from wholefile.extraction.contract import Job


@dataclass(frozen=True, slots=True)
class Source:
    """The file in the sandbox: where it lies, its further segments in order, and the job it came with.

    `kind` is what `extraction.identify` found; readers that serve several kinds look at it.
    """

    path: Path
    job: Job
    segments: tuple[Path, ...] = ()
    kind: str = ""

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self.job.size

    @property
    def password(self) -> str | None:
        """The password that was given for this file, if any."""
        return self.job.password

    @property
    def name(self) -> str:
        """The name the file came with: a hint for identification, never a path."""
        return self.job.name

    def open(self) -> BufferedReader:
        """The bytes, to read."""
        return self.path.open("rb")

    def read(self, most: int) -> bytes:
        """At most so many bytes from the beginning."""
        with self.open() as stream:
            return stream.read(most)
