"""The engine of one machine: a few processes, each doing one task at a time.

A worker that dies (killed, out of memory) is replaced, and its task is found pending again. Workers end when the engine
does: their input ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, cast

from wholefile.core import errors
from wholefile.core.errors import Unavailable, WholefileError
from wholefile.processing.engine import Where
from wholefile.processing.pending import Task
from wholefile.processing.work import Done

_MOST_DEATHS = 20  # workers that may die one after the other without any task ended
_END_SECONDS = 10


class _Worker:
    """A process; `task` is what it is at."""

    def __init__(self, where: Where) -> None:
        self.process = subprocess.Popen(  # noqa: S603  # our own program, and no shell
            [sys.executable, "-m", "wholefile.processing.worker", str(where.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **where.environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            # An interrupt from the keyboard reaches the engine alone, not the sandboxes of its workers.
            start_new_session=True,
        )
        self.task: Task | None = None

    @property
    def answers(self) -> IO[bytes]:
        """Where it says what became of its task."""
        return cast(IO[bytes], self.process.stdout)

    def give(self, task: Task) -> None:
        """Hand over a task; a worker that is dead already loses nothing by it."""
        self.task = task
        with contextlib.suppress(BrokenPipeError):
            stdin = cast(IO[bytes], self.process.stdin)
            stdin.write(json.dumps(asdict(task)).encode() + b"\n")
            stdin.flush()

    def end(self) -> None:
        """Let it go after its task, but not wait for long."""
        with contextlib.suppress(BrokenPipeError):
            cast(IO[bytes], self.process.stdin).close()
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.answers.close()


class LocalEngine:
    """So many processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._most = max(1, workers)
        self._workers: list[_Worker] = []
        self._where: Where | None = None
        self._deaths = 0

    def run(self, where: Where, tasks: list[Task]) -> Iterator[Done]:
        """Do these tasks; raises the error of a task that no worker can do here (no sandbox, no store)."""
        if where != self._where:
            self.close()
            self._where = where
        waiting = list(reversed(tasks))
        while waiting or any(one.task for one in self._workers):
            self._fill(where, waiting)
            for worker in self._speaking():
                if (done := self._answer(worker)) is not None:
                    yield done

    def close(self) -> None:
        """Let the workers go, and wait for them."""
        for one in self._workers:
            one.end()
        self._workers = []

    def _fill(self, where: Where, waiting: list[Task]) -> None:
        while len(self._workers) < self._most and len(waiting) > sum(
            one.task is None for one in self._workers
        ):
            self._workers.append(_Worker(where))
        for one in self._workers:
            if waiting and one.task is None:
                one.give(waiting.pop())

    def _speaking(self) -> list[_Worker]:
        """The workers that have something to say, or died; waits until there is one."""
        with selectors.DefaultSelector() as selector:
            for one in self._workers:
                if one.task is not None:
                    selector.register(one.answers, selectors.EVENT_READ, one)
            return [key.data for key, _ in selector.select()]

    def _answer(self, worker: _Worker) -> Done | None:
        """What a worker says, or nothing when it died: then its task stays pending, and it is replaced."""
        line = worker.answers.readline()
        task, worker.task = worker.task, None
        if not line.endswith(b"\n") or task is None:
            self._workers.remove(worker)
            worker.end()
            self._deaths += 1
            if self._deaths > _MOST_DEATHS:
                raise Unavailable("processing.workers", "Workers die before they end any task.")
            return None
        said = json.loads(line)
        if "error" in said:
            kind = cast(type[WholefileError], getattr(errors, said["error"]))
            raise kind(said["code"], said["message"])
        self._deaths = 0
        return Done(task, **said)
