"""Where the bytes of a record are kept: a folder of this machine, or a bucket of an S3 service.

A record has two stores. `store` holds the files that people brought, named by acts. `derived` holds what processing
made of them, members and text layers, and can be made again. Both are used through `Store`, so nothing else of the
program knows where the bytes are.

    local    FOLDER/store              FOLDER/derived
    S3       s3://bucket/prefix/store  s3://bucket/prefix/derived

A record that once kept its files in a bucket remembers the bucket in the file `store-address`: opened without the
setting it finds its files, and opened with another it says so, instead of showing every file as missing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from wholefile.core.errors import Conflict, NotFound, Unavailable
from wholefile.record.blobs import Digests, LocalStore, sync_folder

STORE, DERIVED = "store", "derived"
_ADDRESS = "store-address"


class Store(Protocol):
    """Files under the SHA-256 of their bytes: written once, whole or not at all."""

    @property
    def folder(self) -> PurePath:
        """What the names of `strangers` begin with."""

    def put(self, source: BinaryIO | Path) -> Digests:
        """Store one file and say its digests; durable when this returns."""

    def put_many(self, sources: Iterable[BinaryIO | Path]) -> list[Digests]:
        """Store files, each whole or not at all; all are durable when this returns."""

    def has(self, sha256: str) -> bool:
        """Whether there is a file under this digest; its bytes are not looked at."""

    def open(self, sha256: str) -> BinaryIO:
        """The bytes under this digest, to read. Raises NotFound."""

    def verify(self, sha256: str) -> bool:
        """Whether the bytes under this digest are the ones it names. Raises NotFound when there are none."""

    def digests(self, sha256: str) -> Digests:
        """All digests of the bytes under this one, read again. Raises NotFound when there are none."""

    def all(self) -> Iterator[str]:
        """The digests of all stored files, in order."""

    def strangers(self) -> Iterator[PurePath]:
        """What lies in the store and is no stored file."""

    def destroy(self, sha256: str) -> bool:
        """Destroy a file by order of a court. Whether it was there."""


class _Fetches(Protocol):
    def local_path(self, sha256: str) -> AbstractContextManager[Path]: ...


@contextmanager
def local_path(store: Store, sha256: str) -> Iterator[Path]:
    """A file of this machine with the bytes under a digest, for as long as the block runs.

    A local store gives its own file, unread. From a bucket the bytes are fetched, compared with the digest, and
    removed at the end. Raises NotFound, IntegrityFailure, Unavailable.
    """
    if isinstance(store, LocalStore):
        path = store.path(sha256)
        if not path.is_file():
            raise NotFound("store.missing", f"There is no file {sha256} in the store.")
        yield path
        return
    fetches: _Fetches = store  # type: ignore[assignment]  # every other store fetches
    with fetches.local_path(sha256) as path:
        yield path


def store_at(address: str | None, folder: Path, part: str = STORE) -> Store:
    """The store of this name at `s3://bucket/prefix`, or in the folder when there is no address.

    With an address, `folder` is where bytes wait on this machine on their way. Raises Invalid for an address that
    cannot be read, Unavailable where the S3 client is not installed.
    """
    if not address:
        return LocalStore(folder / part)
    try:
        from wholefile.record.s3_connection import Address  # noqa: PLC0415  # only where a bucket is used
        from wholefile.record.s3_store import S3Store  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name != "obstore":
            raise
        raise Unavailable(
            "install.s3", "Files in a bucket need the S3 client: pip install 'wholefile[s3]'."
        ) from None
    return S3Store(Address.read(address).below(part), folder / "incoming")


def stores_of(folder: Path, address: str | None) -> tuple[Store, Store]:
    """The two stores of the record in this folder: of files, and of what was derived from them.

    Raises Conflict when the record keeps its files elsewhere than the setting says.
    """
    chosen = _settled(folder, address)
    return store_at(chosen, folder, STORE), store_at(chosen, folder, DERIVED)


def store_beside(folder: Path, part: str) -> Store:
    """Another store where those of the record in this folder are: in the folder, or in the bucket below its prefix."""
    return store_at(_settled(folder, None), folder, part)


def _settled(folder: Path, address: str | None) -> str | None:
    """The address in force, remembered in the folder from the first time on."""
    path = folder / _ADDRESS
    kept = path.read_text("utf-8").strip() if path.exists() else None
    given = address.rstrip("/") if address else None
    if given is None or given == kept:
        return kept
    if kept is not None:
        raise Conflict(
            "store.other",
            f"This record keeps its files at {kept}, and WHOLEFILE_STORE names another place. Unset it; or copy every "
            f"object there and then write the new address into {_ADDRESS}.",
        )
    if next(LocalStore(folder / STORE).all(), None) is not None:
        raise Conflict(
            "store.other",
            "This record has files in its own folder, and WHOLEFILE_STORE names a bucket. Unset it; or copy the folder "
            "`store` there under the same names and then move it away from here.",
        )
    store_at(given, folder)  # refuses an address that cannot be read before it is remembered
    beside = path.with_name(f".new-{os.getpid()}-{_ADDRESS}")
    with beside.open("w", encoding="utf-8") as target:
        target.write(given + "\n")
        target.flush()
        os.fsync(target.fileno())
    beside.replace(path)
    sync_folder(folder)
    return given
