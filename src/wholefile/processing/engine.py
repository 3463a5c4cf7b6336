"""Who does the work: processes of this machine, or a Dask cluster.

Both engines do the same: take up what is attached, go over what is pending in passes of bounded batches, and let
workers do one task each. A worker claims its task in the database, so engines may run side by
side, on several machines, and be killed: the next pass finds what is missing. WHOLEFILE_ENGINE chooses: `local`,
`local:4`, or `dask://host:port`.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from wholefile.core.errors import Invalid
from wholefile.processing import sandbox
from wholefile.processing.extractors import READ
from wholefile.processing.pending import LEASE_MS, Task, counts, pending, take_up
from wholefile.processing.work import Done, process
from wholefile.record.failures import translated
from wholefile.record.home import Record, open_record

_HOST_AND_PORT = re.compile(r"//(\[[0-9A-Fa-f:.]+\]|[^\s/:@\[\]]+):[0-9]{1,5}/?")
_PAUSE = 0.2  # seconds between two looks when all that is pending is in other hands
_SIGNING = ("WHOLEFILE_KEY", "WHOLEFILE_PASSPHRASE")  # of a person, and no business of a worker
_WAIT_SECONDS = LEASE_MS / 1000 * 1.5  # by then the lease of whoever died has run out


@dataclass(frozen=True, slots=True)
class Where:
    """How a worker finds the record: its folder, and its database and store where they are elsewhere."""

    folder: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, record: Record) -> Where:
        """The place of an open record, with what the environment says of it."""
        said = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(("WHOLEFILE_", "AWS_")) and name not in _SIGNING
        }
        if record.database_url:
            said["WHOLEFILE_DATABASE_URL"] = record.database_url
        return cls(record.folder.absolute(), said)


class Engine(Protocol):
    """Does tasks, in any order, each once or more; what became of them comes back as it is known."""

    def run(self, where: Where, tasks: list[Task]) -> Iterator[Done]:
        """Do these tasks."""

    def close(self) -> None:
        """Let the workers go."""


@dataclass(slots=True)
class Processed:
    """What a run of the engine did: files by how reading them ended, members found, characters of text.

    `further` counts the files that another extractor (`ocr`, `speech`) looked at again, `held` what others are at.
    """

    statuses: dict[str, int] = field(default_factory=dict)
    further: dict[str, int] = field(default_factory=dict)
    members: int = 0
    characters: int = 0
    seconds: float = 0.0
    held: int = 0

    @property
    def tasks(self) -> int:
        """How many tasks ended."""
        return sum(self.statuses.values()) + sum(self.further.values())

    def add(self, done: Done) -> None:
        """Count one task."""
        if done.status is not None:
            extractor = done.task.extractor
            counts, name = (self.statuses, done.status) if extractor == READ else (self.further, extractor)
            counts[name] = counts.get(name, 0) + 1
            self.members += done.members
            self.characters += done.characters


Told = Callable[[int, int], None]  # files read, files known


def process_all(
    record: Record, engine: Engine, *, speech: bool = False, told: Told | None = None, most: int | None = None
) -> Processed:
    """Read everything that is pending, and what that brings to light, until nothing is; `most` tasks if said.

    What other engines are at is waited for a little and then left to them: `held` says how many tasks that are. Raises
    Unavailable where there is no sandbox.
    """
    sandbox.check_usable()
    result, began = Processed(), time.monotonic()
    moved = began
    where = Where.of(record)
    while True:
        take_up(record.db, record.clock())
        ended = _pass(record, engine, where, result, speech=speech, told=told, most=most)
        if ended is None:
            break
        if ended:
            moved = time.monotonic()
        elif time.monotonic() - moved > _WAIT_SECONDS:
            result.held = counts(record.db)["working"]
            break
        else:
            time.sleep(_PAUSE)
    result.seconds = time.monotonic() - began
    return result


def _pass(
    record: Record,
    engine: Engine,
    where: Where,
    result: Processed,
    *,
    speech: bool,
    told: Told | None,
    most: int | None,
) -> int | None:
    """One pass over what is pending: how many tasks ended, or None when there is nothing (more) to do."""
    after, ended, seen = "", 0, False
    now = counts(record.db) if told is not None else {}
    while tasks := pending(record.db, after=after, speech=speech):
        seen, after = True, tasks[-1].sha256
        if most is not None:
            tasks = tasks[: most - result.tasks]
            if not tasks:
                return None
        for done in engine.run(where, tasks):
            result.add(done)
            ended += done.status is not None
            if told is not None:
                told(now["files"] - now["pending"] + ended, now["files"])
    return ended if seen else None


def engine_for(address: str | None = None) -> Engine:
    """The engine that an address names; without one, WHOLEFILE_ENGINE, else the processors of this machine.

    Raises Invalid for an address of another form, Unavailable where Dask is not installed or does not answer.
    """
    told = address or os.environ.get("WHOLEFILE_ENGINE") or "local"
    kind, _, rest = told.partition(":")
    if kind == "local" and (not rest or rest.isdecimal()):
        from wholefile.processing.local_engine import LocalEngine  # noqa: PLC0415

        return LocalEngine(int(rest) if rest else os.cpu_count() or 1)
    if kind == "dask" and _HOST_AND_PORT.fullmatch(rest):
        from wholefile.processing.dask_engine import DaskEngine  # noqa: PLC0415  # an extra

        return DaskEngine(f"tcp:{rest.rstrip('/')}")
    where = "--engine" if address else "WHOLEFILE_ENGINE"
    raise Invalid("engine.address", f"{where} names the engine as local, local:4 or dask://host:port.")


def do_task(where: Where, task: Task) -> Done:
    """Do one task in a process that may never have seen the record: open it once, then keep it open."""
    record = opened(where)
    with translated(record):
        return process(record, task)


_open: dict[Any, Record] = {}


def opened(where: Where) -> Record:
    """The record of a place, opened once in a process."""
    key = (where.folder, tuple(sorted(where.environment.items())))
    if key not in _open:
        os.environ.update(where.environment)
        _open[key] = open_record(where.folder)
    return _open[key]
