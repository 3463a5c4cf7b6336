"""What backups and restores share: where things lie in a backup, and copying that is durable."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from wholefile.record.blobs import LocalStore
from wholefile.record.home import PRIVATE_FILE

FORMAT = "wholefile backup v1"
MANIFEST = "manifest.json"
LOG_KEY = "log.key"
PLAIN = ("wholefile.json", "policy", "store-address")
PAGES_FILE = "web.sqlite3"
STATE = "state-"
_TOGETHER = 64  # files that share their syncs
Progress = Callable[[str, int, int], None]


def states(target: Path) -> list[Path]:
    """The states in a backup, the newest last."""
    found = target.glob(f"{STATE}*") if target.is_dir() else ()
    return sorted(one for one in found if one.name.removeprefix(STATE).isdecimal())


def copy_files(
    source: LocalStore, target: LocalStore, digests: list[str], part: str, tell: Progress
) -> list[str]:
    """Copy files under their digests; those whose bytes are others', which are not kept."""
    rotten, done, wanted = [], 0, set(digests)
    for batch in _batches(digests):
        for one, found in zip(batch, target.put_many(source.path(each) for each in batch), strict=True):
            if found.sha256 != one:
                rotten.append(one)
                if found.sha256 not in wanted:
                    target.destroy(found.sha256)
        done += len(batch)
        tell(f"Files ({part})", done, len(digests))
    return rotten


def _batches(digests: Iterable[str]) -> Iterator[list[str]]:
    given = iter(digests)
    while batch := list(islice(given, _TOGETHER)):
        yield batch


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal; empty where it cannot be read."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError:
        return ""


def write(path: Path, data: bytes) -> None:
    """Write a file that its owner alone reads; durable when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def nobody(_what: str, _done: int, _of: int) -> None:
    """Tell nobody how far it is."""
