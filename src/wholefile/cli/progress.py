"""How far long work is, on standard error: one line that changes on a terminal, a plain line now and then elsewhere.

Standard output holds results alone, and with --json nothing is told at all.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from wholefile.cli.layout import cells

_EVERY = 0.1  # seconds between two lines on a terminal, so that telling costs nothing
_EVERY_PLAIN = 10.0  # and in a file or a pipe, where lines stay; work that is over sooner says nothing


class Progress:
    """Says what is being done and how far it is; clears its line at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._told = not as_json
        self._live = self._told and sys.stderr.isatty()
        self._length = 0
        self._last = time.monotonic()
        self._what = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._live and self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()

    def __call__(self, what: str, done: int = 0, of: int = 0) -> None:
        """Tell that `done` of so many are done; a step that cannot be counted has no number."""
        now = time.monotonic()
        if not self._told or (
            now - self._last < (_EVERY if self._live else _EVERY_PLAIN) and not self._is_next(what)
        ):
            return
        self._what, self._last = what, now
        line = f"{what}: {done:,} of {of:,}" if of > 1 else f"{what}: {done:,}" if done else f"{what} ..."
        if self._live:
            sys.stderr.write("\r" + line + " " * max(0, self._length - cells(line)))
            self._length = cells(line)
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def _is_next(self, what: str) -> bool:
        """Whether another step began, which a terminal shows at once."""
        return self._live and what != self._what
