"""Many files into the store at once, so that they share what is dear: waiting for the disk.

    with store.writer("upload") as writer:
        batch = writer.batch()
        digests = batch.small(data)              # from any thread
        draft = batch.large(fill, expected)      # nothing is kept of it before
        batch.keep(draft)
        batch.seal()                             # from here on every file of the batch is durable

The order of `seal` holds the promise of the store: the bytes are made durable, then they get their names, then the
names are made durable. At every moment there is under a digest the whole file or nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from wholefile.core.errors import IntegrityFailure, Unavailable
from wholefile.record import blob_kernel, blob_large
from wholefile.record.blob_digests import Digests, digests_of

SMALL = 1 << 20  # bytes up to which a file is taken whole into memory
_PRIVATE_FOLDER = 0o700
_MOST_KNOWN = 200_000  # digests remembered as well kept, some 100 bytes each
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A file copied and hashed, of which nothing is kept yet. `path` is empty where no copy was made."""

    digests: Digests
    path: str


class Batch(Protocol):
    """Files on their way into a store together. None is promised before `seal` returns."""

    def small(self, data: bytes) -> Digests:
        """Take a file that is in memory."""

    def large(self, fill: blob_large.Fill, expected: int, give_up: blob_large.GiveUp | None = None) -> Draft:
        """Copy and hash a file. Raises SourceFailed, GivenUp, Unavailable."""

    def keep(self, draft: Draft) -> None:
        """The draft is part of the batch."""

    def drop(self, draft: Draft) -> None:
        """The draft is thrown away."""

    def seal(self) -> int:
        """Make all of it durable, and say how many files the store did not have before. Raises Unavailable."""


class Writer(Protocol):
    """Gives batches to one thread that seals them in the order in which they were given."""

    def batch(self) -> Batch:
        """A new, empty batch."""

    def close(self) -> None:
        """Throw away what was not sealed."""


class LocalWriter:
    """Writes into a store of this machine; `together` says whether the files of a batch share one sync.

    Everything unfinished lies below a folder of its own in `incoming`, which a writer of the same name clears first.
    """

    def __init__(self, store: Path, name: str, *, together: bool) -> None:
        self.store = store
        self.together = together and blob_kernel.can_sync_together()
        self.incoming = store / "incoming" / name
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._folders: set[str] = set()
        self._local = threading.local()
        self._numbers = count()
        with _writing():
            if self.incoming.exists():
                shutil.rmtree(self.incoming)
            for folder in (store, store / "incoming", self.incoming):
                folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=folder != self.incoming)
            # Opened before the first write: a sync tells of the failed writes since then.
            self._handle = os.open(store, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def batch(self) -> LocalBatch:
        """A new, empty batch."""
        return LocalBatch(self)

    def close(self) -> None:
        """Throw away what was not sealed."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        try:
            self.incoming.rmdir()
        except OSError:
            shutil.rmtree(self.incoming, ignore_errors=True)

    def new_path(self) -> str:
        """A path that nobody else writes to."""
        return f"{self.incoming}/{next(self._numbers)}"

    def place(self, sha256: str) -> str:
        """Where the file with this digest is or would be."""
        return f"{self.store}/{sha256[:2]}/{sha256[2:]}"

    def keeps(self, sha256: str) -> bool:
        """Whether the store keeps these bytes, unharmed. Raises IntegrityFailure for what is no file there."""
        with self._lock:
            if sha256 in self._known:
                return True
        path = self.place(sha256)
        try:
            found = os.lstat(path)
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(found.st_mode):
            raise IntegrityFailure("store.not_a_file", f"What is stored under {sha256} is no ordinary file.")
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - texts, for there are thousands
            whole = hashlib.file_digest(stream, "sha256").hexdigest() == sha256
        if whole:
            self.know([sha256])
        return whole

    def know(self, digests: Iterable[str]) -> int:
        """These files are in the store and were looked at just now; how many of them are news."""
        with self._lock:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            before = len(self._known)
            self._known.update(digests)
            return len(self._known) - before

    def sync(self) -> None:
        """Make everything durable that was written so far."""
        blob_kernel.sync_together(self._handle)

    def buffers(self) -> blob_large.Buffers:
        """The buffers of this thread."""
        if not hasattr(self._local, "buffers"):
            self._local.buffers = blob_large.Buffers()
        buffers: blob_large.Buffers = self._local.buffers
        return buffers

    def make_folder(self, folder: str) -> bool:
        """See to it that a folder of the store is there; whether it was made now."""
        if folder in self._folders:
            return False
        try:
            os.mkdir(folder, _PRIVATE_FOLDER)  # noqa: PTH102 - as above
        except FileExistsError:
            made = False
        else:
            made = True
        self._folders.add(folder)
        return made


class LocalBatch:
    """A batch of a LocalWriter; `small`, `large`, `keep` and `drop` may be called from any thread."""

    def __init__(self, writer: LocalWriter) -> None:
        self._writer = writer
        self._lock = threading.Lock()
        self._waiting: dict[str, str] = {}
        self._kept_before: set[str] = set()

    def small(self, data: bytes) -> Digests:
        """Take a file that is in memory; the same bytes are written once. Raises Unavailable."""
        digests = digests_of(data)
        with _writing():
            if self._is_new(digests.sha256):
                path = self._writer.new_path()
                handle = os.open(
                    path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, blob_large.READ_ONLY
                )
                try:
                    rest = memoryview(data)
                    while rest:
                        rest = rest[os.write(handle, rest) :]
                    os.fchmod(handle, blob_large.READ_ONLY)
                    if not self._writer.together:
                        os.fsync(handle)
                finally:
                    os.close(handle)
                self._waiting[digests.sha256] = path
        return digests

    def large(self, fill: blob_large.Fill, expected: int, give_up: blob_large.GiveUp | None = None) -> Draft:
        """Copy and hash a file of any length; what could not be finished leaves nothing."""
        path = self._writer.new_path()
        with _writing():
            target = blob_large.Target(path, expected)
            try:
                digests = blob_large.copy(fill, target, self._writer.buffers(), expected, give_up)
                target.finish(sync=not self._writer.together)
            except BaseException:
                _remove(path)
                raise
            finally:
                target.close()
        return Draft(digests, path)

    def keep(self, draft: Draft) -> None:
        """The draft is part of the batch; where the same bytes are kept already, the copy goes."""
        with _writing():
            if self._is_new(draft.digests.sha256):
                self._waiting[draft.digests.sha256] = draft.path
            else:
                self.drop(draft)

    def drop(self, draft: Draft) -> None:
        """The draft is thrown away."""
        with _writing():
            _remove(draft.path)

    def seal(self) -> int:
        """Bytes, then names, then the names' folders: in this order all of the batch becomes durable.

        Raises Unavailable; then nothing of it may be relied on.
        """
        writer, store = self._writer, str(self._writer.store)
        with _writing():
            if writer.together:
                writer.sync()
            folders = {writer.place(one).rpartition("/")[0] for one in self._kept_before}
            for sha256, path in self._waiting.items():
                place = writer.place(sha256)
                folder = place.rpartition("/")[0]
                if writer.make_folder(folder):
                    folders.add(store)
                folders.add(folder)
                os.rename(path, place)  # noqa: PTH104 - as above
            if writer.together:
                writer.sync()
            else:
                for folder in sorted(folders):
                    sync_folder(Path(folder))
        return writer.know(self._waiting)

    def _is_new(self, sha256: str) -> bool:
        """Whether these bytes must be written: nobody does so in this batch, and the store does not keep them."""
        with self._lock:
            if sha256 in self._waiting or sha256 in self._kept_before:
                return False
        if self._writer.keeps(sha256):
            with self._lock:
                self._kept_before.add(sha256)
            return False
        with self._lock:
            if sha256 in self._waiting:
                return False
            self._waiting[sha256] = ""
            return True


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 - as above


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _writing() -> Iterator[None]:
    """What the disk says when it does not take a file, in words."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            "store.write", f"The store could not take the file: {error.strerror}. Nothing was recorded."
        ) from error
