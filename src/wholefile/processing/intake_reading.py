"""Reading the files of a folder, each once, and putting them into the store in batches.

Some threads read, hash and write while an earlier batch is made durable. Small files are read whole; large ones pass
in pieces. A file that is written to while it is read is noticed by its size and times and read once more; one that
still changes, or cannot be read, is listed with the reason and not taken. Memory is bounded by the size of a batch.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO, cast

from wholefile.processing.intake_manifest import CHANGED, EMPTY, NOT_ENTERED, UNREADABLE, Entry
from wholefile.processing.intake_walk import FILE, OWN_FOLDER, UNKNOWN, Found, born
from wholefile.record.blob_batch import SMALL, Batch, Draft, Writer
from wholefile.record.blob_digests import Digests
from wholefile.record.blob_large import Fill, GivenUp, GiveUp, SourceFailed, from_handle

THREADS = 4
MOST_FILES = 4_000  # of a batch: beyond a thousand, one more file saves no more time
MOST_BYTES = 8 << 30
_TOGETHER = 64  # small files that a thread takes at once
_DIRECT_BEYOND = 64 << 20  # bytes of a file from which it is read past the page cache
_LEFT_BEYOND = 1 << 30  # bytes still to come of a file: when asked to stop, such a file is left for next time
_ATTEMPTS = 2
_NO_ATIME = getattr(os, "O_NOATIME", 0)  # reading should leave no trace on the source
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(slots=True)
class Pace:
    """What was read so far, counted by all threads."""

    files: int = 0
    size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, files: int, size: int) -> None:
        """So much more was read."""
        with self._lock:
            self.files += files
            self.size += size


class EachPut:
    """Batches for a store that makes every file durable by itself, as a bucket does."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def batch(self) -> EachPut:
        """Nothing waits for the end of a batch."""
        return self

    def small(self, data: bytes) -> Digests:
        """Put a file that is in memory."""
        return cast("Digests", self._store.put(BytesIO(data)))

    def large(self, fill: Fill, expected: int, give_up: GiveUp | None = None) -> Draft:  # noqa: ARG002
        """Put a file as it is read. What changed meanwhile stays in the store, and belongs to nothing."""
        failed: list[OSError] = []

        def guarded(view: memoryview) -> int:
            try:
                return fill(view)
            except OSError as error:
                failed.append(error)
                raise

        try:
            return Draft(self._store.put(cast("BinaryIO", _Filled(guarded))), "")
        except Exception:
            if failed:
                raise SourceFailed(failed[0]) from None
            raise

    def keep(self, draft: Draft) -> None:
        """It is kept already."""

    def drop(self, draft: Draft) -> None:
        """It stays, as above."""

    def seal(self) -> int:
        """Everything is durable already; how much of it was new is not known here."""
        return 0

    def close(self) -> None:
        """Nothing is unfinished."""


class _Filled:
    """A source as a stream, for stores that read streams."""

    def __init__(self, fill: Fill) -> None:
        self._fill = fill

    def read(self, size: int = 1 << 20) -> bytes:
        view = memoryview(bytearray(size))
        return bytes(view[: self._fill(view)])


def writer_for(store: Any, name: str) -> Writer:
    """What writes into this store, fastest first."""
    make = getattr(store, "writer", None)
    return cast("Writer", make(name)) if make else EachPut(store)


@dataclass(slots=True)
class Window:
    """Names in their order, and what became of them: a line that is known already, an entry, or nothing yet."""

    found: list[Found]
    known: dict[int, bytes]
    batch: Batch
    entries: list[Entry | None]


def windows(names: Iterator[Found]) -> Iterator[list[Found]]:
    """The names in pieces of so many names or bytes."""
    names = iter(names)
    while piece := _piece(names):
        yield piece


def _piece(names: Iterator[Found]) -> list[Found]:
    piece: list[Found] = []
    size = 0
    for one in islice(names, MOST_FILES):
        piece.append(one)
        size += _size(one)
        if size >= MOST_BYTES:
            break
    return piece


class Reading:
    """Threads that read files into batches; `stop` is looked at before each file."""

    def __init__(self, writer: Writer, stop: threading.Event) -> None:
        self.pace = Pace()
        self._writer = writer
        self._stop = stop
        self._closed = False
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="intake")

    def close(self) -> None:
        """Wait for what is being read, and end the threads."""
        self._closed = True
        self._pool.shutdown(cancel_futures=True)

    def start(self, found: list[Found], known: dict[int, bytes]) -> tuple[Window, list[Future[None]]]:
        """Begin to read these; `known` are lines by place in the list that need no reading."""
        window = Window(found, known, self._writer.batch(), [None] * len(found))
        large: list[int] = []
        small: list[int] = []
        for number, one in enumerate(found):
            if number in known:
                continue
            if one.kind == FILE and not one.reason:
                (small if _size(one) <= SMALL else large).append(number)
            else:
                window.entries[number] = listed(one)
        large.sort(key=lambda number: _size(found[number]), reverse=True)
        tasks = [
            *([one] for one in large),
            *(small[at : at + _TOGETHER] for at in range(0, len(small), _TOGETHER)),
        ]
        return window, [self._pool.submit(self._take, window, one) for one in tasks]

    def _give_up(self, left: int) -> bool:
        return self._closed or (self._stop.is_set() and left > _LEFT_BEYOND)

    def _take(self, window: Window, numbers: Sequence[int]) -> None:
        for number in numbers:
            if self._stop.is_set() or self._closed:
                return
            try:
                window.entries[number] = take(window.batch, window.found[number], self.pace, self._give_up)
            except GivenUp:
                return


def _size(found: Found) -> int:
    return found.stat.st_size if found.kind == FILE and found.stat else 0


def settle(futures: Sequence[Future[None]], every: float) -> Iterator[None]:
    """Wait for all of them, giving a sign from time to time; raises what one of them raised first."""
    left = set(futures)
    while left:
        done, left = wait(left, timeout=every, return_when="FIRST_EXCEPTION")
        for one in done:
            one.result()
        yield


def listed(found: Found) -> Entry:
    """What is told of a name that is not read: a folder, a link, a device, and what could not be looked at."""
    flags: tuple[str, ...] = ()
    if found.reason:
        flags = (NOT_ENTERED,) if found.reason == OWN_FOLDER else (UNREADABLE,)
    birth = born(found.where) if found.stat is not None and found.kind != UNKNOWN else None
    return Entry(found, flags=flags, reason=found.reason, born=birth)


def take(batch: Batch, found: Found, pace: Pace, give_up: GiveUp | None = None) -> Entry:
    """Read one file into the batch, once more if it changed meanwhile.

    Raises Unavailable when the store does not take it; what is wrong with the file itself is told in the entry.
    """
    entry = Entry(found)
    for _ in range(_ATTEMPTS):
        entry = _attempt(batch, found, pace, give_up)
        if CHANGED not in entry.flags:
            break
    pace.add(1, 0)
    return entry


def _attempt(batch: Batch, found: Found, pace: Pace, give_up: GiveUp | None) -> Entry:
    try:
        with _opened(found.where) as handle:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                return _changed(found, "there was something else in its place when it was to be read")
            draft = _draft(batch, handle, before.st_size, pace, give_up)
            after = os.fstat(handle)
            size = len(draft) if isinstance(draft, bytes) else draft.digests.size
            if size != before.st_size or _moment(before) != _moment(after):
                if isinstance(draft, Draft):
                    batch.drop(draft)
                return _changed(
                    found, "it was written to while it was read, and again while it was read anew"
                )
            if isinstance(draft, bytes):
                digests = batch.small(draft)
            else:
                batch.keep(draft)
                digests = draft.digests
            same = Found(found.path, found.where, FILE, before)
            return Entry(same, digests, () if size else (EMPTY,), born=born(handle))
    except SourceFailed as failed:
        return _unreadable(found, failed.error)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return _changed(found, "it was gone, or a link in its place, when it was to be read")
        return _unreadable(found, error)


def _draft(batch: Batch, handle: int, size: int, pace: Pace, give_up: GiveUp | None) -> bytes | Draft:
    """The bytes of a small file, or a copy of a large one."""
    if size <= SMALL:
        data = os.read(handle, size + 1)
        while 0 < len(data) <= size and (more := os.read(handle, size + 1 - len(data))):
            data += more
        pace.add(0, len(data))
        return data
    fill = from_handle(handle, direct=size > _DIRECT_BEYOND)
    if size <= _DIRECT_BEYOND and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_SEQUENTIAL)

    done = 0

    def counted(view: memoryview) -> int:
        nonlocal done
        if done > size:
            return 0  # it grows while it is read, perhaps for ever: enough was seen to know that
        got = fill(view)
        done += got
        pace.add(0, got)
        return got

    return batch.large(counted, size, give_up)


@contextmanager
def _opened(where: bytes) -> Iterator[int]:
    """A file to read, not followed if it is a link, and without a new access time where that is allowed."""
    try:
        handle = os.open(where, _OPEN | _NO_ATIME)
    except PermissionError:
        if not _NO_ATIME:
            raise
        handle = os.open(where, _OPEN)
    try:
        yield handle
    finally:
        os.close(handle)


def _moment(told: os.stat_result) -> tuple[int, ...]:
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _changed(found: Found, reason: str) -> Entry:
    return Entry(found, flags=(CHANGED,), reason=reason)


def _unreadable(found: Found, error: OSError) -> Entry:
    return Entry(found, flags=(UNREADABLE,), reason=f"it could not be read: {error.strerror}")
