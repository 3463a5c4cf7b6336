"""The store: files under the SHA-256 of their bytes, written once, never changed.

`store/ab/cdef...` holds the file whose digest begins with `ab`. A file is hashed while it streams into a
temporary name, made durable, and only then given its name, so that under a digest there is either the whole file
or nothing. Equal content is stored once. What a crash leaves behind under `incoming` was never promised to anyone.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, Unavailable
from wholefile.record.blob_batch import SMALL, Batch, LocalWriter, sync_folder
from wholefile.record.blob_digests import Digests, Hashing
from wholefile.record.blob_large import Fill, SourceFailed, from_stream

_DIGEST = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20
_FEW = 8  # files that are made durable one by one, without waiting for what others write to the disk


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
        given = list(sources)
        with self.writer(f"put-{secrets.token_hex(8)}", together=len(given) > _FEW) as writer:
            batch = writer.batch()
            found = [_take(batch, one) for one in given]
            batch.seal()
        return found

    def writer(self, name: str, *, together: bool = True) -> LocalWriter:
        """Takes files in batches whose files share their syncs; see `blob_batch`.

        A name is used by one writer at a time: what an earlier one of this name left unfinished is cleared away.
        Raises Unavailable when the disk does not take it.
        """
        return LocalWriter(self.folder, name, together=together)

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
            return open_ordinary(path)
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
        hashing, size = Hashing(), 0
        with self.open(sha256) as stream:
            while block := stream.read(_BLOCK):
                hashing.update(block)
                size += len(block)
        return hashing.digests(size)

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
            overwrite(path)
            path.unlink()
            sync_folder(path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unavailable(
                "store.destroy", f"The file could not be destroyed: {error.strerror}."
            ) from error
        return True


def _take(batch: Batch, source: BinaryIO | Path) -> Digests:
    with ExitStack() as stack:
        stream = stack.enter_context(open_ordinary(source)) if isinstance(source, Path) else source
        try:
            begin = _read_up_to(stream, SMALL + 1)
            if len(begin) <= SMALL:
                return batch.small(begin)
            draft = batch.large(_continued(begin, stream), 0)
        except (OSError, SourceFailed) as error:
            why = error.error if isinstance(error, SourceFailed) else error
            raise Unavailable(
                "store.write", f"The store could not take the file: {why.strerror}. Nothing was recorded."
            ) from error
        batch.keep(draft)
        return draft.digests


def _read_up_to(stream: BinaryIO, most: int) -> bytes:
    """The next bytes, as many as are asked for unless the stream ends; a socket may give them in pieces."""
    parts, left = [], most
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _continued(begin: bytes, stream: BinaryIO) -> Fill:
    """Reads what was read already, and then the stream."""
    fill, rest = from_stream(stream), [memoryview(begin)]

    def fill_first(view: memoryview) -> int:
        if not rest[0]:
            return fill(view)
        part = rest[0][: len(view)]
        view[: len(part)] = part
        rest[0] = rest[0][len(part) :]
        return len(part)

    return fill_first


def overwrite(path: Path) -> None:
    """Zeros in the place of every byte of a file, on the disk when this returns; the name stays."""
    path.chmod(0o600)
    with path.open("r+b") as stream:
        left = os.fstat(stream.fileno()).st_size
        while left > 0:
            left -= stream.write(bytes(min(left, _BLOCK)))
        stream.flush()
        os.fsync(stream.fileno())


def open_ordinary(path: Path) -> BufferedReader:
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


__all__ = ["Digests", "LocalStore", "open_ordinary", "overwrite", "sync_folder"]
