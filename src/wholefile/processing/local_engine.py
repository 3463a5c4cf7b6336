"""The engine of one machine: a few processes, each doing one task at a time.

A worker that dies (killed, out of memory) is replaced, and its task is found pending again. Workers end when the engine
does: each sees the end of its pipe.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from wholefile.core.errors import Unavailable, WholefileError
from wholefile.processing.engine import Where, do_task
from wholefile.processing.pending import Task
from wholefile.processing.work import Done

_MOST_DEATHS = 20  # workers that may die one after the other without any task ended


class _Worker:
    """A process and the pipe to it; `task` is what it is at."""

    def __init__(self, where: Where) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(where, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        """Hand over a task; a worker that is dead already loses nothing by it."""
        self.task = task
        try:
            self.pipe.send(task)
        except (BrokenPipeError, ConnectionResetError):
            return

    def end(self) -> None:
        """Let it go after its task."""
        self.pipe.close()


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
            for pipe in wait([one.pipe for one in self._workers if one.task]):
                worker = next(one for one in self._workers if one.pipe is pipe)
                if (done := self._answer(worker)) is not None:
                    yield done

    def close(self) -> None:
        """Let the workers go, and wait for them."""
        for one in self._workers:
            one.end()
        for one in self._workers:
            one.process.join(10)
            if one.process.is_alive():
                one.process.kill()
                one.process.join()
        self._workers = []

    def _fill(self, where: Where, waiting: list[Task]) -> None:
        while waiting and len(self._workers) < min(self._most, len(waiting) + len(self._workers)):
            self._workers.append(_Worker(where))
        for one in self._workers:
            if waiting and one.task is None:
                one.give(waiting.pop())

    def _answer(self, worker: _Worker) -> Done | None:
        """What a worker says, or nothing when it died: then its task stays pending, and it is replaced."""
        try:
            said = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._workers.remove(worker)
            worker.process.join()
            self._deaths += 1
            if self._deaths > _MOST_DEATHS:
                raise Unavailable("processing.workers", "Workers die before they end any task.") from None
            return None
        worker.task = None
        if isinstance(said, WholefileError):
            raise said
        self._deaths = 0
        return said if isinstance(said, Done) else None


def _work(where: Where, pipe: Connection) -> None:
    """A worker's life: tasks until the pipe ends. An interrupt from the keyboard is the engine's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            said: Done | WholefileError = do_task(where, task)
        except WholefileError as error:
            said = error
        try:
            pipe.send(said)
        except (BrokenPipeError, ConnectionResetError):
            return
