"""Tesseract, the program that reads text off pictures, run as a process of its own.

A picture goes in on its standard input and the words come out on its standard output, so that no file is written.
It is given one thread: several pages at once are the engine's business, not the program's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any, NamedTuple

from wholefile.extraction.contract import PARTIAL, UNSUPPORTED, Trouble

_PACKAGE = "tesseract-ocr"
_LANGUAGE = re.compile(r"[A-Za-z0-9_]{1,40}(?:\+[A-Za-z0-9_]{1,40}){0,9}")
_QUICK = 30  # seconds for a question about the program itself
_WORD_LEVEL = "5"


class Word(NamedTuple):
    """A word as it was read. `start` and `end` are offsets in the text; the box is in pixels from the upper left."""

    start: int
    end: int
    left: int
    top: int
    width: int
    height: int
    confidence: int


class Reading(NamedTuple):
    """What was read off one picture: lines end in a line feed, an empty line stands between paragraphs."""

    text: str
    words: list[Word]


class Tesseract:
    """The program in one language, or several joined by "+". Raises Trouble where it or the language is missing."""

    def __init__(self, language: str) -> None:
        program = shutil.which("tesseract")
        if program is None:
            raise Trouble(
                UNSUPPORTED, f"Text in pictures is read by Tesseract; install the package {_PACKAGE}."
            )
        self._program = program
        self.language = language
        self.version = self._ask("--version").split("\n", 1)[0].removeprefix("tesseract").strip()
        self._check(language)

    def read(self, picture: Any, dpi: int | None, seconds: float) -> Reading:
        """The text of a grey picture. Raises Trouble when the program fails, TimeoutError when its time is over."""
        header = f"P5\n{picture.width} {picture.height}\n255\n".encode()
        command = [self._program, "stdin", "stdout", "-l", self.language]
        if dpi is not None:
            command += ["--dpi", str(dpi)]
        try:
            done = subprocess.run(  # noqa: S603  # the program found on the path, with words that were checked
                [*command, "tsv"],
                input=header + picture.tobytes(),
                capture_output=True,
                timeout=max(0.1, seconds),
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise TimeoutError("Tesseract did not end in time") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it gave no reason"]
            raise Trouble(PARTIAL, f"Tesseract could not read the picture: {said[0][:300]}")
        return reading_of(done.stdout.decode("utf-8", "replace"))

    def _check(self, language: str) -> None:
        if not _LANGUAGE.fullmatch(language):
            raise Trouble(UNSUPPORTED, f"{language[:100]!r} is no language that Tesseract could know.")
        known = [line.strip() for line in self._ask("--list-langs").splitlines()[1:] if line.strip()]
        missing = [one for one in language.split("+") if one not in known]
        if missing:
            spoken = ", ".join(sorted(set(known) - {"osd"})) or "none"
            raise Trouble(
                UNSUPPORTED,
                f"Tesseract has no data for {', '.join(missing)}; it has: {spoken}. Data for a language come in the "
                f"package {_PACKAGE}-{missing[0].replace('_', '-').lower()}.",
            )

    def _ask(self, question: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603  # as above
                [self._program, question],
                capture_output=True,
                timeout=_QUICK,
                env=_environment(),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Trouble(UNSUPPORTED, f"Tesseract does not run here: {error}") from error
        return (done.stdout or done.stderr).decode("utf-8", "replace")


def reading_of(table: str) -> Reading:
    """The text in a table as Tesseract writes it, tab-separated, a row for each word, line, paragraph and block."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    before: tuple[str, ...] = ()
    for row in table.split("\n")[1:]:
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        text = cells[11].strip()
        here = tuple(cells[1:5])
        between = _between(before, here)
        before = here
        parts += [between, text]
        start = length + len(between)
        length = start + len(text)
        left, top, width, height = (int(cell) for cell in cells[6:10])
        words.append(Word(start, length, left, top, width, height, round(float(cells[10]))))
    return Reading("".join(parts), words)


def _between(before: tuple[str, ...], here: tuple[str, ...]) -> str:
    if not before:
        return ""
    if before == here:
        return " "
    return "\n" if before[:3] == here[:3] else "\n\n"


def _environment() -> dict[str, str]:
    kept = {
        name: os.environ[name]
        for name in ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
