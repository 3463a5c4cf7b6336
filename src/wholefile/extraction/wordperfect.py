"""WordPerfect documents, read by the program wpd2text of libwpd, which runs by itself under limits of its own."""

from __future__ import annotations

import shutil
import subprocess

from wholefile.extraction.contract import DAMAGED, LOCKED, TRUNCATED, UNSUPPORTED, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_text import Writing

_SECONDS = 60
_LOCKED = b"password"


def read(source: Source, out: Output) -> None:
    """Read the text of a WordPerfect document; the program gives no notes, no pictures and no places.

    Raises Trouble where the program is missing, takes too long or cannot read the file, LimitReached where its text is
    longer than the limit.
    """
    program = shutil.which("wpd2text")
    if program is None:
        raise Trouble(
            UNSUPPORTED, "WordPerfect is read by wpd2text, which is not installed (Debian: libwpd-tools)."
        )
    command = [program, str(source.path)]
    if source.password:
        command[1:1] = ["--password", source.password]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # a fixed program
    except subprocess.TimeoutExpired as error:
        raise Trouble(TRUNCATED, f"wpd2text did not finish within {_SECONDS} seconds.") from error
    said = (done.stderr + done.stdout[:1000]).lower()
    if done.returncode:
        if _LOCKED in said:
            raise Trouble(LOCKED, "It is locked with a password.")
        raise Trouble(DAMAGED, "wpd2text cannot read it.")
    out.fact("application", "WordPerfect")
    writing = Writing()
    writing.put(done.stdout.decode("utf-8", "replace"))
    writing.tell(out)
