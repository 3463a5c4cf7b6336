"""How the story is told: calm lines of at most eighty columns, or one JSON object a line."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable

WIDTH = 80
_MARKS = {
    "did": "  ",
    "refused": "  REFUSED   ",
    "detected": "  DETECTED  ",
    "proved": "  PROVED    ",
    "quote": "    “",
}


class Narrator:
    """Tells steps as they happen. `write` takes one line without its end."""

    def __init__(self, write: Callable[[str], None], *, as_json: bool = False) -> None:
        self._write, self._json = write, as_json
        self.counts = dict.fromkeys(_MARKS, 0)
        self._chapter = ""

    def chapter(self, title: str, when: str) -> None:
        """A new chapter, with the day of the story."""
        self._chapter = title
        if self._json:
            self._line({"step": "chapter", "title": title, "when": when})
            return
        self._write("")
        self._write(f"{title}  ·  {when}")
        self._write("─" * min(WIDTH, len(title) + len(when) + 5))

    def tell(self, words: str, *, kind: str = "did", position: int | None = None) -> None:
        """One thing that happened, with the log position when it was recorded."""
        self.counts[kind] += 1
        if self._json:
            told: dict[str, object] = {"step": kind, "chapter": self._chapter, "words": words}
            self._line(told if position is None else {**told, "position": position})
            return
        mark = _MARKS[kind]
        ending = "”" if kind == "quote" else f"  [{position}]" if position is not None else ""
        first = textwrap.wrap(words + ending, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
        for line in first:
            self._write(line)

    def plain(self, line: str = "") -> None:
        """A line as it is, such as a row of a small table."""
        if self._json:
            if line.strip():
                self._line({"step": "line", "chapter": self._chapter, "words": line.strip()})
            return
        self._write(line)

    def _line(self, told: dict[str, object]) -> None:
        self._write(json.dumps(told, ensure_ascii=False))
