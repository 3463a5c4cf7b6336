"""The child that is killed: does the work act by act and says durably what was acknowledged to it.

    python -m tests.faults.appender FOLDER ACKS --acts 15 [--url URL] [--checkpoint-every 5] [--expunge] [--mutant NAME]

A line of JSON in ACKS, made durable before the next act begins, is what a person would have been shown: the receipt
of an act, a checkpoint, an expungement. After an error the record is opened again and the same act is tried again,
as somebody who saw "try again" would.
"""

import argparse
import json
import os
import sqlite3
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
from django.db import Error as DjangoError

from tests.faults.mutants import mutated
from tests.faults.orders import expunge_item
from tests.faults.work import Work, reopened
from wholefile.core.errors import Unavailable
from wholefile.record.checkpoints import checkpoint

ATTEMPTS = 100
DRIVERS = (sqlite3.Error, DjangoError, psycopg.Error)  # what a read before the append may still raise
PAUSE = 0.1  # seconds between attempts to reach a database that starts


class Acknowledgements:
    """A file of lines, each durable when `say` returns."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, **facts) -> None:
        os.write(self._handle, json.dumps(facts).encode() + b"\n")
        os.fsync(self._handle)


class Child:
    """One process at work."""

    def __init__(self, folder: Path, acks: Path, url: str | None) -> None:
        self.folder, self.url = folder, url
        self.acks = Acknowledgements(acks)
        self.work = Work(reopened(folder, url))

    def persistently(self, step) -> None:
        """Do a step; when the record is unavailable, open it again and do the same step again."""
        for _ in range(ATTEMPTS):
            try:
                return step()
            except (Unavailable, *DRIVERS) as error:
                self.acks.say(refused=getattr(error, "code", type(error).__name__))
                self.reopen()
        raise SystemExit(3)

    def reopen(self) -> None:
        self.work.record.close()
        for _ in range(ATTEMPTS):
            try:
                self.work = Work(reopened(self.folder, self.url))
            except Exception as error:  # noqa: BLE001  # a server that starts refuses in many ways
                self.acks.say(refused=f"opening: {type(error).__name__}")
                time.sleep(PAUSE)
            else:
                return
        raise SystemExit(3)

    def act(self, number: int) -> None:
        receipt = self.work.do(number)
        self.acks.say(act=number, seq=receipt.seq, leaf=receipt.leaf_hash.hex(), repeated=receipt.repeated)

    def checkpoint(self) -> None:
        self.acks.say(checkpoint=checkpoint(self.work.record))

    def expunge(self) -> None:
        receipt = expunge_item(self.work, "V26-000001")
        self.acks.say(expunged="V26-000001", seq=receipt.seq, leaf=receipt.leaf_hash.hex())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("acks", type=Path)
    parser.add_argument("--acts", type=int, default=10)
    parser.add_argument("--url")
    parser.add_argument("--checkpoint-every", type=int, default=0)
    parser.add_argument("--expunge", action="store_true")
    parser.add_argument("--mutant")
    given = parser.parse_args()
    with ExitStack() as stack:
        if given.mutant:
            stack.enter_context(mutated(given.mutant))
        child = Child(given.folder, given.acks, given.url)
        for number in range(given.acts):
            child.persistently(lambda number=number: child.act(number))
            if given.checkpoint_every and number % given.checkpoint_every == given.checkpoint_every - 1:
                child.persistently(child.checkpoint)
        if given.expunge:
            child.persistently(child.expunge)
        child.work.record.close()


if __name__ == "__main__":
    main()
