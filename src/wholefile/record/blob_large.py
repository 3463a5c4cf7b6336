"""Copying a large file while it is hashed: reading, hashing and writing overlap, past the page cache where that works.

A reader, a writer and a thread for each group of digests pass a few page-aligned buffers round; Python holds no lock
while any of them works. Memory is bounded by the buffers, whatever the size of the file.
"""

from __future__ import annotations

import errno
import mmap
import os
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import BinaryIO

from wholefile.record import blob_kernel
from wholefile.record.blob_digests import Digests, Hashing

CHUNK = 8 << 20
BUFFERS = 5
READ_ONLY = 0o400  # the rights of a stored file: its owner reads it, nobody writes it
ALONE = 64 << 20  # up to here one thread reads, hashes and writes; other files keep the other cores busy

Fill = Callable[[memoryview], int]
GiveUp = Callable[[int], bool]  # whether to leave a file of which so many bytes are still to come


class SourceFailed(Exception):
    """The source could not be read further; `error` says why. The store is not to blame."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class GivenUp(Exception):
    """It was asked to leave the file unfinished."""


def from_stream(stream: BinaryIO) -> Fill:
    """Reads an open stream into buffers."""

    def fill(view: memoryview) -> int:
        data = stream.read(len(view))
        view[: len(data)] = data
        return len(data)

    return fill


def from_handle(handle: int, *, direct: bool) -> Fill:
    """Reads an open file into buffers, past the page cache when `direct` and the file system can."""
    state = {"direct": direct and blob_kernel.set_direct(handle, on=True)}

    def fill(view: memoryview) -> int:
        try:
            return os.readv(handle, [view])
        except OSError as error:
            if error.errno != errno.EINVAL or not state["direct"]:
                raise
            state["direct"] = not blob_kernel.set_direct(handle, on=False)
            return os.readv(handle, [view])

    return fill


class Buffers:
    """A few page-aligned buffers, used for one file after the other."""

    def __init__(self, count: int = BUFFERS, length: int = CHUNK) -> None:
        self.views = [memoryview(mmap.mmap(-1, length)) for _ in range(count)]


class Target:
    """A new file that is written once, from the beginning to the end, in whole pages while it is direct."""

    def __init__(self, path: str, expected: int) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._direct = False
        self._size = 0
        try:
            self._direct = expected >= CHUNK // 8 and blob_kernel.set_direct(self.handle, on=True)
            blob_kernel.allocate(self.handle, expected)
        except BaseException:
            os.close(self.handle)
            raise

    def write(self, view: memoryview, length: int) -> None:
        """Write the first bytes of a buffer; in a direct file the last page is filled up with zeros."""
        padded = -(-length // blob_kernel.PAGE) * blob_kernel.PAGE if self._direct else length
        if padded != length:
            view[length:padded] = bytes(padded - length)
        done = 0
        while done < padded:
            try:
                done += os.write(self.handle, view[done:padded])
            except OSError as error:
                if error.errno != errno.EINVAL or not self._direct:
                    raise
                self._direct = not blob_kernel.set_direct(self.handle, on=False)
        self._size += length

    def finish(self, *, sync: bool) -> None:
        """End the file after its last byte, take away the right to write it, and make it durable if asked."""
        os.ftruncate(self.handle, self._size)
        os.fchmod(self.handle, READ_ONLY)
        if sync:
            os.fsync(self.handle)

    def close(self) -> None:
        """Give up the handle."""
        os.close(self.handle)


def copy(
    fill: Fill, target: Target, buffers: Buffers, expected: int, give_up: GiveUp | None = None
) -> Digests:
    """Copy a source to its end and say its digests.

    `expected` is how long it should be, which decides how it is read; 0 where nobody knows. Raises SourceFailed,
    GivenUp, and OSError when the target takes no more.
    """
    if 0 < expected <= ALONE:
        return _alone(fill, target, buffers.views[0], give_up, expected)
    return _Pipeline(fill, target, buffers.views, give_up, expected).run()


def _fill_whole(fill: Fill, view: memoryview) -> int:
    """Fill a buffer to its end, or to the end of the source."""
    got = 0
    try:
        while got < len(view):
            more = fill(view[got:])
            if not more:
                break
            got += more
    except OSError as error:
        raise SourceFailed(error) from error
    return got


def _check(give_up: GiveUp | None, left: int) -> None:
    if give_up is not None and give_up(left):
        raise GivenUp


def _alone(fill: Fill, target: Target, view: memoryview, give_up: GiveUp | None, expected: int) -> Digests:
    hashing, size = Hashing(), 0
    while got := _fill_whole(fill, view):
        _check(give_up, expected - size)
        target.write(view, got)
        hashing.update(view[:got])
        size += got
    return hashing.digests(size)


class _Pipeline:
    """One file on its way: each buffer is read once, goes to every worker, and is read into again when all are done."""

    def __init__(
        self,
        fill: Fill,
        target: Target,
        views: list[memoryview],
        give_up: GiveUp | None,
        expected: int,
    ) -> None:
        self._fill, self._target, self._views = fill, target, views
        self._give_up, self._expected = give_up, expected
        self._hashing = Hashing()
        self._free: SimpleQueue[int] = SimpleQueue()
        self._users = [0] * len(views)
        self._lock = threading.Lock()
        self._failed: list[BaseException] = []

    def run(self) -> Digests:
        works: list[Callable[[memoryview, int], None]] = [
            self._target.write,
            lambda view, length: self._hashing.update_md5(view[:length]),
            lambda view, length: self._hashing.update_sha(view[:length]),
        ]
        lanes: list[SimpleQueue[tuple[int, int] | None]] = [SimpleQueue() for _ in works]
        threads = [
            threading.Thread(target=self._work, args=pair, daemon=True)
            for pair in zip(works, lanes, strict=True)
        ]
        for number in range(len(self._views)):
            self._free.put(number)
        for thread in threads:
            thread.start()
        try:
            size = self._read(lanes)
        finally:
            for lane in lanes:
                lane.put(None)
            for thread in threads:
                thread.join()
        if self._failed:
            raise self._failed[0]
        return self._hashing.digests(size)

    def _read(self, lanes: list[SimpleQueue[tuple[int, int] | None]]) -> int:
        size = 0
        while not self._failed:
            number = self._free.get()
            got = _fill_whole(self._fill, self._views[number])
            if not got:
                break
            _check(self._give_up, self._expected - size)
            size += got
            self._users[number] = len(lanes)
            for lane in lanes:
                lane.put((number, got))
        return size

    def _work(
        self, work: Callable[[memoryview, int], None], lane: SimpleQueue[tuple[int, int] | None]
    ) -> None:
        while (told := lane.get()) is not None:
            number, length = told
            try:
                if not self._failed:
                    work(self._views[number], length)
            except BaseException as error:  # noqa: BLE001 - raised again by the thread that reads
                self._failed.append(error)
            with self._lock:
                self._users[number] -= 1
                free = self._users[number] == 0
            if free:
                self._free.put(number)
