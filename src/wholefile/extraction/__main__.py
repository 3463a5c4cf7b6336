"""The program inside the sandbox: a job as JSON on standard input, frames on standard output.

Whatever a library prints goes to standard error, so that it cannot be taken for a frame. The exit code says what cannot
be said in frames: 70 for memory that ran out.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

OUT_OF_MEMORY_EXIT = 70
_BLOB = Path("/in/blob")
_MOST_PROCESSES = 64  # threads count as well
_MOST_FILES = 256


def main() -> int:
    """Run one job; the exit code."""
    with os.fdopen(os.dup(1), "wb", buffering=1 << 16) as stream:
        os.dup2(2, 1)
        try:
            from wholefile.extraction.contract import Job  # noqa: PLC0415  # may run out of memory
            from wholefile.extraction.running import run  # noqa: PLC0415

            told = json.loads(sys.stdin.buffer.read())
            set_limits(told["limits"])
            job = Job.from_json(told)
            segments = tuple(_BLOB.with_suffix(f".{number}") for number in range(1, job.segments + 1))
            run(job, _BLOB, stream, segments)
        except MemoryError:
            # Nothing is cleaned up: what is in the buffer is half a frame.
            os._exit(OUT_OF_MEMORY_EXIT)
    return 0


def set_limits(limits: dict[str, Any]) -> None:
    """Bind this process and all it starts, before it looks at the file; a hard limit cannot be raised again."""
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["disk"]),
        (resource.RLIMIT_NPROC, _MOST_PROCESSES),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # The soft limit ends a process with a signal that says why; the hard one kills it.
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 2))


if __name__ == "__main__":
    sys.exit(main())
