"""Programs of the system that look at the file: started without a shell, with a clock and a bound on what they may say.

They run inside the same sandbox as everything else here. What they write on standard error is kept to its end only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass

_COMPLAINT = 2_000  # bytes kept of what a program complained
_BLOCK = 1 << 16


class Missing(Exception):
    """The program is not installed; the message names it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said: its exit code, its output, the end of its complaints, and what cut it short, if anything.

    `cut` is `time` or `size`.
    """

    code: int
    said: bytes
    complained: str
    cut: str = ""


def ask(command: Sequence[str], *, seconds: float, most: int) -> Answer:
    """Run a program to its end, to the clock's, or until it has said more than `most` bytes.

    Raises Missing.
    """
    program = shutil.which(command[0])
    if program is None:
        raise Missing(command[0])
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603  # our own command line, and no shell
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
        ) as process,
    ):
        late = threading.Event()
        clock = threading.Timer(seconds, _stop, (process, late))
        clock.daemon = True
        clock.start()
        try:
            said, full = _heard(process, most)
        finally:
            clock.cancel()
        code = process.wait()
        size = os.fstat(complaints.fileno()).st_size
        complaints.seek(max(0, size - _COMPLAINT))
        complained = complaints.read(_COMPLAINT).decode("utf-8", "replace").strip()
    return Answer(code, said, complained, "time" if late.is_set() else "size" if full else "")


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _heard(process: subprocess.Popen[bytes], most: int) -> tuple[bytes, bool]:
    assert process.stdout is not None  # noqa: S101  # it is a pipe
    heard = bytearray()
    while block := process.stdout.read(_BLOCK):
        heard += block[: most - len(heard)]
        if len(heard) >= most:
            process.kill()
            return bytes(heard), True
    return bytes(heard), False


def _environment() -> dict[str, str]:
    """The least that programs need; the time zone is that of UTC, so that none of this machine can leak in."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": tempfile.gettempdir(),
    }
