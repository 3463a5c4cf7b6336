"""The store in a bucket of any S3 service: objects under the SHA-256 of their bytes, written once, never changed.

`prefix/ab/cdef...` is the object whose digest begins with `ab`. A file is hashed while it streams into a nameless
file of this machine; then it is sent with its checksum, on condition that nothing has that name; then the service is
asked what it holds. Only when that answer has the right length does the file count as stored. What is read is
compared with its digest before a byte of it is handed out.

Objects of more than 8 MiB go in parts, each with its checksum. No condition can be put on those, so two who send the
same large file at the same moment both write it: the same bytes under the same name. Parts that a crash leaves behind
are seen by nobody; let the bucket's own rule for incomplete uploads remove them.
"""

from __future__ import annotations

import re
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

import obstore
from obstore.exceptions import AlreadyExistsError

from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, NotFound, Unavailable
from wholefile.record.blob_digests import Digests, Hashing
from wholefile.record.blobs import open_ordinary
from wholefile.record.s3_connection import Address, Patience, Repeat, connect, step
from wholefile.record.s3_spool import BLOCK, checked_blocks, named, spool, sweep

_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")
_WHOLE = 8 << 20  # bytes up to which an object is sent in one piece
_MOST_PARTS = 9_000  # S3 takes 10,000
_PARTS_AT_ONCE = 3
_SENDERS = 6
_WAITING = 1 << 30  # bytes that may wait on this machine to be sent


class _Sending(NamedTuple):
    """A file on its way."""

    future: Future[None]
    file: BinaryIO
    digests: Digests


class S3Store:
    """A store in a bucket. May be shared by threads."""

    def __init__(
        self, address: Address, incoming: Path, *, patience: Patience | None = None, **connection: Any
    ) -> None:
        self.address = address
        self._incoming = incoming
        self._patience = patience or Patience()
        self._client = connect(address, self._patience, **connection)
        sweep(incoming)

    def __repr__(self) -> str:
        return f"S3Store(s3://{self.address.bucket}/{self.address.prefix})"

    @property
    def folder(self) -> PurePosixPath:
        """The prefix within the bucket, which the names of `strangers` begin with."""
        return PurePosixPath(self.address.prefix)

    def put(self, source: BinaryIO | Path) -> Digests:
        """Store a file, from a stream or a path, and say its digests; the service holds it when this returns."""
        return self.put_many([source])[0]

    def put_many(self, sources: Iterable[BinaryIO | Path]) -> list[Digests]:
        """Store files, each whole or not at all, several at a time; the service holds all when this returns.

        Raises Invalid for a path that is no ordinary file, Unavailable when this disk or the service does not take it.
        """
        sending: deque[_Sending] = deque()
        found: list[Digests] = []
        waiting = 0
        pool = ThreadPoolExecutor(_SENDERS, thread_name_prefix="to-bucket")
        try:
            for source in sources:
                file, digests = self._spooled(source)
                sending.append(_Sending(pool.submit(self._send, file, digests), file, digests))
                waiting += digests.size
                while sending and (len(sending) > 2 * _SENDERS or waiting > _WAITING):
                    waiting -= _finish(sending, found)
            while sending:
                _finish(sending, found)
        finally:
            pool.shutdown(cancel_futures=True)
            for one in sending:
                one.file.close()
        return found

    def key(self, sha256: str) -> str:
        """The name of the object below the prefix. Raises Invalid for what is no digest."""
        if not _DIGEST.fullmatch(sha256):
            raise Invalid("store.digest", "A stored file is named by 64 hexadecimal digits.")
        return f"{sha256[:2]}/{sha256[2:]}"

    def has(self, sha256: str) -> bool:
        """Whether there is an object under this digest; its bytes are not looked at."""
        return self._size(sha256) is not None

    def open(self, sha256: str) -> BinaryIO:
        """The bytes under this digest, to read, fetched and found to be the right ones.

        Raises NotFound, Unavailable, and IntegrityFailure when what is there, read twice, is something else.
        """
        target = tempfile.TemporaryFile(dir=self._folder())  # noqa: SIM115  # the caller closes it
        try:
            _check_same(self._read(sha256, target), sha256)
            target.seek(0)
        except BaseException:
            target.close()
            raise
        return target

    def local_path(self, sha256: str) -> AbstractContextManager[Path]:
        """A file of this machine with the bytes under this digest, for as long as the block runs. Raises as `open`."""
        return named(self._blocks(sha256), self._incoming)

    def verify(self, sha256: str) -> bool:
        """Whether the bytes under this digest are the ones it names. Raises NotFound when there are none."""
        return self._read(sha256, None).sha256 == sha256

    def digests(self, sha256: str) -> Digests:
        """All digests of the bytes under this one, read again. Raises NotFound when there are none."""
        return self._read(sha256, None)

    def all(self) -> Iterator[str]:
        """The digests of all stored files, in order."""
        for key in self._keys():
            if found := _KEY.fullmatch(key):
                yield found[1] + found[2]

    def strangers(self) -> Iterator[PurePosixPath]:
        """Objects below the prefix that no digest names: put there by hand, or set aside by a repair."""
        for key in self._keys():
            if not _KEY.fullmatch(key):
                yield self.folder / key

    def destroy(self, sha256: str) -> bool:
        """Destroy an object by order of a court. Whether it was there.

        A bucket that keeps versions would only hide it, and a retention lock needs versions; then nothing is done and
        Forbidden says who must act. Copies that the service makes elsewhere are beyond this program.
        """
        return self._delete(self.key(sha256))

    def destroy_stranger(self, name: str) -> None:
        """Destroy an object below the prefix that no digest names, as `destroy` does."""
        self._delete(name)

    def set_aside(self, sha256: str, name: str) -> None:
        """Keep what is stored under a digest a second time under `name`, as evidence of what became of it."""
        step(
            self._patience,
            "copy an object",
            lambda: obstore.copy(self._client, self.key(sha256), name, overwrite=True),
        )

    # Sending

    def _spooled(self, source: BinaryIO | Path) -> tuple[BinaryIO, Digests]:
        try:
            if not isinstance(source, Path):
                return spool(source, self._incoming)
            with open_ordinary(source) as stream:
                return spool(stream, self._incoming)
        except OSError as error:
            raise Unavailable(
                "store.write", f"The store could not take the file: {error.strerror}. Nothing was recorded."
            ) from error

    def _send(self, file: BinaryIO, digests: Digests) -> None:
        with file:
            try:
                step(self._patience, "take the file", partial(self._send_once, file, digests))
            except AlreadyExistsError:
                self._keep_or_mend(file, digests)
            self._confirm(digests)

    def _send_once(self, file: BinaryIO, digests: Digests) -> None:
        """Send what has no name yet. Raises AlreadyExistsError when it has."""
        if digests.size > _WHOLE:
            if self._size(digests.sha256) is not None:
                raise AlreadyExistsError(digests.sha256)
            self._send_parts(file, digests)
        else:
            self._send_whole(file, digests, "create")

    def _send_whole(self, file: BinaryIO, digests: Digests, mode: str) -> None:
        data = b"".join(checked_blocks(file, digests.sha256))
        obstore.put(self._client, self.key(digests.sha256), data, mode=mode, use_multipart=False)  # type: ignore[arg-type]

    def _send_parts(self, file: BinaryIO, digests: Digests) -> None:
        obstore.put(
            self._client,
            self.key(digests.sha256),
            checked_blocks(file, digests.sha256),
            chunk_size=max(_WHOLE, -(-digests.size // _MOST_PARTS)),
            max_concurrency=_PARTS_AT_ONCE,
        )

    def _keep_or_mend(self, file: BinaryIO, digests: Digests) -> None:
        """The name is taken: by the same bytes, or by an object that has rotted and is made good."""
        if self._size(digests.sha256) == digests.size and self.verify(digests.sha256):
            return
        send = self._send_parts if digests.size > _WHOLE else partial(self._send_whole, mode="overwrite")
        step(self._patience, "take the file", lambda: send(file, digests))

    def _confirm(self, digests: Digests) -> None:
        """The service says it holds the file, in its whole length. An answer that lags behind is waited for."""

        def asked() -> None:
            if self._size(digests.sha256) != digests.size:
                raise Repeat

        step(self._patience, "confirm that it holds the file", asked)

    def _delete(self, key: str) -> bool:
        found = self._head(key)
        if found is None:
            return False
        if found.get("version") not in (None, "null"):
            raise Forbidden(
                "store.versions",
                "The bucket keeps every version of its objects, so deleting from here would only hide the file. "
                "Whoever administers the bucket must end its retention and delete all versions of "
                f"{self.folder / key}.",
            )
        step(self._patience, "delete an object", lambda: obstore.delete(self._client, key))
        if self._head(key) is not None:
            raise Unavailable("store.destroy", "The storage service still has the file after deleting it.")
        return True

    # Reading

    def _head(self, key: str) -> dict[str, Any] | None:
        try:
            return dict(step(self._patience, "say what it holds", lambda: obstore.head(self._client, key)))
        except FileNotFoundError:
            return None

    def _size(self, sha256: str) -> int | None:
        found = self._head(self.key(sha256))
        return None if found is None else int(found["size"])

    def _read(self, sha256: str, target: BinaryIO | None) -> Digests:
        """The digests of what is stored, and its bytes into `target`.

        What does not match is read a second time, so that a byte changed on the way does not count as rot.
        """
        self.key(sha256)
        found = step(self._patience, "read the file", partial(self._read_once, sha256, target))
        if found.sha256 != sha256:
            found = step(self._patience, "read the file", partial(self._read_once, sha256, target))
        return found

    def _read_once(self, sha256: str, target: BinaryIO | None) -> Digests:
        if target is not None:
            target.seek(0)
            target.truncate()
        try:
            result = obstore.get(self._client, self.key(sha256))
        except FileNotFoundError:
            raise NotFound("store.missing", f"There is no file {sha256} in the store.") from None
        hashing, size = Hashing(), 0
        for block in result.stream(min_chunk_size=BLOCK):
            data = memoryview(block)
            if target is not None:
                target.write(data)
            hashing.update(data)
            size += len(data)
        if size != result.meta["size"]:
            raise Repeat
        return hashing.digests(size)

    def _blocks(self, sha256: str) -> Iterator[bytes]:
        with self.open(sha256) as stream:
            while block := stream.read(BLOCK):
                yield block

    def _keys(self) -> Iterator[str]:
        """The names of all objects below the prefix, in order; a listing that breaks off goes on where it was."""
        last: str | None = None
        while True:
            page = step(self._patience, "list its objects", partial(self._page, last))
            yield from page
            if not page:
                return
            last = page[-1]

    def _page(self, after: str | None) -> list[str]:
        for page in obstore.list(self._client, offset=after, chunk_size=1000):
            return [one["path"] for one in page]
        return []

    def _folder(self) -> Path:
        self._incoming.mkdir(parents=True, exist_ok=True)
        return self._incoming


def _finish(sending: deque[_Sending], found: list[Digests]) -> int:
    """Wait for the first that was sent; raises what went wrong with it. Its bytes wait no longer."""
    one = sending.popleft()
    one.future.result()
    found.append(one.digests)
    return one.digests.size


def _check_same(found: Digests, sha256: str) -> None:
    if found.sha256 != sha256:
        raise IntegrityFailure(
            "store.changed", f"What is stored under {sha256} is no longer what was stored there."
        )
