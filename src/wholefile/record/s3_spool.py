"""Files on this machine for as long as bytes are on their way to or from a bucket.

What waits to be sent has no name, so a crash leaves nothing of it. What the sandbox reads must have one: it is
readable by the owner only and held by a lock, and what nobody holds any longer, after a crash, is removed by the next
who comes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from wholefile.core.errors import IntegrityFailure
from wholefile.record.blob_digests import Digests, Hashing

BLOCK = 1 << 20
_OURS = "fetched-"
_FORGOTTEN = 3600  # seconds after which an unheld file is a leftover


def spool(source: BinaryIO, folder: Path) -> tuple[BinaryIO, Digests]:
    """The bytes of a stream in a nameless file of this machine, at its beginning, and their digests."""
    folder.mkdir(parents=True, exist_ok=True)
    target = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # the caller closes it
    try:
        hashing, size = Hashing(), 0
        while block := source.read(BLOCK):
            target.write(block)
            hashing.update(block)
            size += len(block)
        target.seek(0)
    except BaseException:
        target.close()
        raise
    return target, hashing.digests(size)


def checked_blocks(file: BinaryIO, sha256: str) -> Iterator[bytes]:
    """The blocks of a spooled file, the last only when all have the digest they had when they were written.

    So a disk that gives back other bytes than it was given spoils no upload. Raises IntegrityFailure.
    """
    file.seek(0)
    hashing = hashlib.sha256()
    block = file.read(BLOCK)
    while block:
        hashing.update(block)
        following = file.read(BLOCK)
        if not following:
            check_digest(hashing.hexdigest(), sha256)
        yield block
        block = following


def check_digest(found: str, wanted: str) -> None:
    """Raises IntegrityFailure unless both are the same."""
    if found != wanted:
        raise IntegrityFailure(
            "store.spool",
            "The disk of this machine gave back other bytes than were written to it; nothing was stored.",
        )


@contextmanager
def named(blocks: Iterable[bytes], folder: Path) -> Iterator[Path]:
    """A file with a name, for as long as the block runs, filled from these blocks."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_OURS, dir=folder)
    try:
        with os.fdopen(handle, "wb") as target:
            fcntl.flock(target.fileno(), fcntl.LOCK_EX)
            for block in blocks:
                target.write(block)
            target.flush()
            yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what a crash left of fetched files; how many there were. Files that somebody holds stay."""
    removed = 0
    for path in folder.glob(_OURS + "*"):
        try:
            if time.time() - path.stat().st_mtime < _FORGOTTEN:
                continue
            with path.open("rb") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
                removed += 1
        except (FileNotFoundError, BlockingIOError):
            continue
    return removed
