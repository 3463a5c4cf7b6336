"""One worker of the local engine: tasks come as lines of JSON on standard input, what became of each goes out as one.

    python -m wholefile.processing.worker FOLDER

It ends when its input does, so that no worker outlives the engine by more than a task. What the engine was told of the
record's database and store is in the environment.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from wholefile.core.errors import WholefileError
from wholefile.processing.engine import Where, do_task
from wholefile.processing.pending import Task


def main() -> None:
    """Do tasks until there are no more."""
    # The engine is who answers an interrupt from the keyboard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # nothing that a library prints is taken for an answer
    where = Where(Path(sys.argv[1]), {})
    for line in sys.stdin:
        _say(answers, _done(where, Task(**json.loads(line))))


def _done(where: Where, task: Task) -> dict[str, Any]:
    try:
        done = do_task(where, task)
    except WholefileError as error:
        return {"error": type(error).__name__, "code": error.code, "message": error.message}
    return {name: value for name, value in asdict(done).items() if name != "task"}


def _say(answers: IO[str], told: dict[str, Any]) -> None:
    try:
        answers.write(json.dumps(told) + "\n")
        answers.flush()
    except BrokenPipeError:
        # The engine is gone; what was done is in the record.
        os._exit(0)


if __name__ == "__main__":
    main()
