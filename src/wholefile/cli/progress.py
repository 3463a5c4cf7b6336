"""One line on the terminal while long work goes on; nothing in a pipe, a file or with --json."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from wholefile.cli.layout import cells

_EVERY = 0.1  # seconds between two lines, so that telling costs nothing


class Progress:
    """Says what is being done and how far it is; clears its line at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._shown = not as_json and sys.stderr.isatty()
        self._length = 0
        self._last = 0.0
        self._what = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._shown and self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()

    def __call__(self, what: str, done: int = 0, of: int = 0) -> None:
        """Tell that `done` of so many are done; a step that cannot be counted has no number."""
        now = time.monotonic()
        if not self._shown or (what == self._what and now - self._last < _EVERY):
            return
        self._what, self._last = what, now
        line = f"{what}: {done:,} of {of:,}" if of > 1 else f"{what} ..."
        sys.stderr.write("\r" + line + " " * max(0, self._length - cells(line)))
        sys.stderr.flush()
        self._length = cells(line)
