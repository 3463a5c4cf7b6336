"""A production as it lies on the recipient's disk: which files there are, and the digest of each, read once.

Links and special files are listed apart and never followed: what is checked is what is in the folder. Twenty thousand
small files are hashed in chunks by a few threads (reading and hashing both let other threads run).
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_ISREG

from wholefile.core.errors import Invalid, NotFound, Unavailable

Progress = Callable[[int, int], None]

_THREADS = 4
_CHUNK = 64
_BUFFER = 1 << 20
_MAX_FILES = 5_000_000


class Folder:
    """The files below a folder by their path with forward slashes; `irregular` are links and special files."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise NotFound("folder.missing", f"There is no folder {root.name}.")
        self.root = root
        self.sizes: dict[str, int] = {}
        self.irregular: list[str] = []
        self._list()

    def _list(self) -> None:
        base, waiting = os.fspath(self.root), [""]
        while waiting:
            below = waiting.pop()
            with os.scandir(f"{base}/{below}") as found:
                for entry in found:
                    path = below + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path + "/")
                        continue
                    state = entry.stat(follow_symlinks=False)
                    if S_ISREG(state.st_mode):
                        self.sizes[path] = state.st_size
                    else:
                        self.irregular.append(path)
            if len(self.sizes) > _MAX_FILES:
                raise Invalid("folder.too_many", f"More than {_MAX_FILES} files are no production.")

    def read(self, path: str, most: int) -> bytes:
        """The bytes of one file of at most `most` bytes; `NotFound` when there is no such file."""
        size = self.sizes.get(path)
        if size is None:
            raise NotFound("folder.no_file", f"There is no file {path}.")
        if size > most:
            raise Invalid(
                "folder.too_long", f"The file {path} has {size} bytes; at most {most} are expected."
            )
        try:
            descriptor = os.open(self.root / path, os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(descriptor, "rb") as stream:
                return stream.read(most)
        except OSError as error:
            raise Unavailable("folder.unreadable", f"{path} cannot be read: {error.strerror}.") from None

    def digests(self, paths: Sequence[str], progress: Progress | None = None) -> dict[str, str]:
        """SHA-256 in hexadecimal of each of these files; a file that cannot be read has an empty text."""
        chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
        found: dict[str, str] = {}
        with ThreadPoolExecutor(_THREADS) as threads:
            for answers in threads.map(self._digest_chunk, chunks):
                found.update(answers)
                if progress:
                    progress(len(found), len(paths))
        return found

    def _digest_chunk(self, paths: Sequence[str]) -> list[tuple[str, str]]:
        buffer, base = memoryview(bytearray(_BUFFER)), os.fspath(self.root)
        return [(path, _digest(f"{base}/{path}", buffer)) for path in paths]


def _digest(path: str, buffer: memoryview) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return ""
    try:
        length = os.readv(descriptor, [buffer])
        digest = hashlib.sha256(buffer[:length], usedforsecurity=False)
        while length == len(buffer):  # regular files fill the buffer until their end
            length = os.readv(descriptor, [buffer])
            digest.update(buffer[:length])
    except OSError:
        return ""
    finally:
        os.close(descriptor)
    return digest.hexdigest()
