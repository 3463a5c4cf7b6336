"""The store: files under the SHA-256 of their bytes, written once, never changed.

`store/ab/cdef...` holds the file whose digest begins with `ab`. A file is hashed while it streams into a
temporary name, made durable, and only then given its name, so that under a digest there is either the whole file
or nothing. Equal content is stored once. What a crash leaves behind under `incoming` was never promised to anyone.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, Unavailable

_DIGEST = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class Digests:
    """What names a file, in lower-case hexadecimal, and its length in bytes. SHA-1 and MD5 are for older tools."""

    sha256: str
    sha1: str
    md5: str
    size: int


class LocalStore:
    """A store in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"

    def put(self, source: BinaryIO | Path) -> Digests:
        """Store a file, from a stream or a path, and say its digests; durable when this returns."""
        return self.put_many([source])[0]

    def put_many(self, sources: Iterable[BinaryIO | Path]) -> list[Digests]:
        """Store files, each whole or not at all; all are durable when this returns.

        Raises Invalid for a path that is no ordinary file, Unavailable when the disk does not take it.
        """
        found: list[Digests] = []
        folders: set[Path] = set()
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
            for source in sources:
                if isinstance(source, Path):
                    with _open_ordinary(source) as stream:
                        found.append(self._take(stream, folders))
                else:
                    found.append(self._take(source, folders))
            for folder in sorted(folders):
                sync_folder(folder)
        except OSError as error:
            raise Unavailable(
                "store.write", f"The store could not take the file: {error.strerror}. Nothing was recorded."
            ) from error
        return found

    def path(self, sha256: str) -> Path:
        """Where the file with this digest is or would be. Raises Invalid for what is no digest."""
        if not _DIGEST.fullmatch(sha256):
            raise Invalid("store.digest", "A stored file is named by 64 hexadecimal digits.")
        return self.folder / sha256[:2] / sha256[2:]

    def has(self, sha256: str) -> bool:
        """Whether there is a file under this digest; its bytes are not looked at."""
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> BufferedReader:
        """The bytes under this digest, to read. Raises NotFound."""
        path = self.path(sha256)
        try:
            return _open_ordinary(path)
        except FileNotFoundError:
            raise NotFound("store.missing", f"There is no file {sha256} in the store.") from None
        except Invalid as error:
            raise IntegrityFailure(
                "store.not_a_file", f"What is stored under {sha256} is no ordinary file."
            ) from error

    def verify(self, sha256: str) -> bool:
        """Whether the bytes under this digest are the ones it names. Raises NotFound when there are none."""
        with self.open(sha256) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256

    def digests(self, sha256: str) -> Digests:
        """All digests of the bytes under this one, read again. Raises NotFound when there are none."""
        with self.open(sha256) as stream:
            return _copy(stream, None)

    def all(self) -> Iterator[str]:
        """The digests of all stored files, in order."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if re.fullmatch(r"[0-9a-f]{2}", folder.name) and folder.is_dir():
                for one in sorted(folder.iterdir()):
                    if _DIGEST.fullmatch(folder.name + one.name):
                        yield folder.name + one.name

    def strangers(self) -> Iterator[Path]:
        """Files in the store's folder that no digest names: left behind by a crash, or put there by hand."""
        for path in sorted(self.folder.rglob("*")) if self.folder.is_dir() else ():
            if not path.is_dir() and not _DIGEST.fullmatch(path.parent.name + path.name):
                yield path

    def destroy(self, sha256: str) -> bool:
        """Destroy a file by order of a court: its bytes are overwritten, then its name goes. Whether it was there.

        Overwriting reaches the blocks the file has on this disk; copies that a disk, a snapshot or a backup keeps
        elsewhere are beyond this program.
        """
        path = self.path(sha256)
        try:
            path.chmod(0o600)
            with path.open("r+b") as stream:
                left = os.fstat(stream.fileno()).st_size
                while left > 0:
                    left -= stream.write(bytes(min(left, _BLOCK)))
                stream.flush()
                os.fsync(stream.fileno())
            path.unlink()
            sync_folder(path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unavailable(
                "store.destroy", f"The file could not be destroyed: {error.strerror}."
            ) from error
        return True

    def _take(self, stream: BinaryIO, folders: set[Path]) -> Digests:
        handle, name = tempfile.mkstemp(dir=self._incoming)
        try:
            with os.fdopen(handle, "wb") as target:
                digests = _copy(stream, target)
                target.flush()
                os.fchmod(target.fileno(), _READ_ONLY)
                os.fsync(target.fileno())
            path = self.path(digests.sha256)
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(self.folder)
            folders.add(path.parent)
            if os.path.lexists(path):
                self._keep_or_mend(path, digests.sha256, name)
            else:
                Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        return digests

    def _keep_or_mend(self, path: Path, sha256: str, name: str) -> None:
        """The name is taken: by the same bytes, or by a file that has rotted and is made good."""
        if path.is_symlink() or not path.is_file():
            raise IntegrityFailure("store.not_a_file", f"What is stored under {sha256} is no ordinary file.")
        if not self.verify(sha256):
            Path(name).replace(path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_ordinary(path: Path) -> BufferedReader:
    """Open a regular file, following no link at its end: a link could lead out of what was handed over."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Invalid("store.not_a_file", f"{path.name} is no ordinary file that can be read.") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Invalid("store.not_a_file", f"{path.name} is no ordinary file.")
    return os.fdopen(handle, "rb")


def _copy(stream: BinaryIO, target: BinaryIO | None) -> Digests:
    sha256, sha1, md5 = (
        hashlib.sha256(),
        hashlib.sha1(usedforsecurity=False),
        hashlib.md5(usedforsecurity=False),
    )
    size = 0
    while block := stream.read(_BLOCK):
        if target is not None:
            target.write(block)
        for one in (sha256, sha1, md5):
            one.update(block)
        size += len(block)
    return Digests(sha256.hexdigest(), sha1.hexdigest(), md5.hexdigest(), size)
