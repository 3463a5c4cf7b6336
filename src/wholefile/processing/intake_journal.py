"""What an intake has made durable so far, so that one that was interrupted goes on where it stopped.

`intake/KEY.jsonl` in the record's folder: a first line that says of what, then the manifest's own lines of files that
are durable in the store, and last, once everything is, the digest of the manifest. Lines are only ever added, and
each batch is durable before it counts. A line torn by a crash is not a line. The key is the item and the place of the
source, so the same folder under the same item finds its journal again by whatever path it is named.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from wholefile.core.canonical import b64u, encode
from wholefile.core.errors import Conflict, Unavailable
from wholefile.processing.intake_manifest import Listed, read_line
from wholefile.record.blobs import sync_folder

FORMAT = "wholefile intake journal v1"
FOLDER = "intake"


@contextmanager
def noting() -> Iterator[None]:
    """What the disk says when it does not take the journal or the manifest, in words."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            "intake.journal", f"The intake could not note how far it is: {error.strerror}. Run it again."
        ) from error


class Journal:
    """The journal of one intake, held by one process at a time. Raises Conflict when another one holds it."""

    def __init__(self, folder: Path, item: str, source: bytes) -> None:
        place = encode([item, b64u(os.path.realpath(source))])
        self.key = hashlib.sha256(place).hexdigest()[:32]
        self.path = folder / FOLDER / f"{self.key}.jsonl"
        self.spool = self.path.with_suffix(".manifest")
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("CREATE TABLE kept (path BLOB PRIMARY KEY, line BLOB) WITHOUT ROWID")
        self.sealed: dict[str, Any] | None = None
        self._handle = -1
        try:
            with noting():
                self._open(item, source)
        except BaseException:
            self.close()
            raise

    def new_spool(self) -> BinaryIO:
        """The manifest that is being written, empty; only this account may read it."""
        handle = os.open(self.spool, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        return os.fdopen(handle, "wb")

    def _open(self, item: str, source: bytes) -> None:
        self.path.parent.mkdir(0o700, exist_ok=True)
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                "intake.running", "This folder is being taken into this item by another command right now."
            ) from None
        if not os.fstat(self._handle).st_size:
            self._append([encode({"format": FORMAT, "item": item, "source": b64u(source)})])
            sync_folder(self.path.parent)
            return
        self._kept.execute("BEGIN")
        self._kept.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", self._read())
        self._kept.execute("COMMIT")

    def _read(self) -> Iterable[tuple[bytes, bytes]]:
        """What earlier runs wrote; the end of the file is cut off where it was torn."""
        whole = 0
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream):
                if not line.endswith(b"\n"):
                    break
                try:
                    fields = json.loads(line)
                    if number and "sealed" not in fields:
                        yield read_line(line).path, line
                except (ValueError, KeyError, TypeError):
                    break
                self.sealed = fields if "sealed" in fields else self.sealed
                whole += len(line)
        os.ftruncate(self._handle, whole)

    def kept(self, path: bytes, told: os.stat_result) -> tuple[Listed, bytes] | None:
        """The line of a file that is durable already, if the file is still the one it was."""
        row = self._kept.execute("SELECT line FROM kept WHERE path = ?", (path,)).fetchone()
        if row is None:
            return None
        listed = read_line(row[0])
        now = {
            "inode": str(told.st_ino),
            "device": f"{os.major(told.st_dev)}:{os.minor(told.st_dev)}",
            "size": told.st_size,
            "mtime": str(told.st_mtime_ns),
            "ctime": str(told.st_ctime_ns),
        }
        same = all(listed.fields.get(name) == value for name, value in now.items())
        return (listed, bytes(row[0]).removesuffix(b"\n")) if same else None

    def add(self, lines: Iterable[bytes]) -> None:
        """Files are durable in the store; from when this returns they need not be read again."""
        self._append(lines)

    def seal(self, **facts: Any) -> None:
        """Everything is durable and listed in this manifest: what is left to do is to record it."""
        self._append([encode(facts)])
        self.sealed = facts

    def _append(self, lines: Iterable[bytes]) -> None:
        data = memoryview(b"".join(line + b"\n" for line in lines))
        if not data:
            return
        with noting():
            while data:
                data = data[os.write(self._handle, data) :]
            os.fsync(self._handle)

    def finish(self) -> None:
        """Everything is on record: nothing is left to go on with."""
        with noting():
            self.spool.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)
            sync_folder(self.path.parent)
        self.close()

    def close(self) -> None:
        """Let go of it; it stays for the next run."""
        self._kept.close()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
