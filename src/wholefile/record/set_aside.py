"""Rotten bytes that a repair replaced, kept as evidence of what became of a file.

`store/rotten/SHA256-INSTANT` holds what lay under the digest until that instant (milliseconds since 1970 UTC). It is no
stored file: `wholefile record check` names it in a note. When a court has the file destroyed, it goes first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Protocol

from wholefile.core.errors import Unavailable
from wholefile.record.blobs import LocalStore, overwrite, sync_folder
from wholefile.record.stores import Store

ROTTEN = "rotten"


class _Copies(Protocol):
    def set_aside(self, sha256: str, name: str) -> None: ...

    def destroy_stranger(self, name: str) -> None: ...


def lies_there(store: Store, sha256: str) -> bool:
    """Whether anything has the name of this digest in the store, a file or not: a folder or a link has it too."""
    return os.path.lexists(store.path(sha256)) if isinstance(store, LocalStore) else store.has(sha256)


def set_aside(store: Store, sha256: str, at: int) -> str:
    """Keep what lies under a digest under another name as well, durably; returns the name below the store.

    The file itself stays where it is until the right bytes take its name. Raises Unavailable.
    """
    name = f"{ROTTEN}/{sha256}-{at}"
    if isinstance(store, LocalStore):
        try:
            _keep(store.path(sha256), store.folder / name)
        except OSError as error:
            raise Unavailable(
                "store.aside",
                f"The rotten bytes could not be kept aside: {error.strerror}. Nothing was changed.",
            ) from error
    else:
        copies: _Copies = store  # type: ignore[assignment]  # every other store copies
        copies.set_aside(sha256, name)
    return name


def kept_aside(store: Store, sha256: str) -> Iterator[PurePath]:
    """The names below the store under which rotten bytes of a file are kept."""
    if isinstance(store, LocalStore):
        yield from sorted(
            path.relative_to(store.folder) for path in (store.folder / ROTTEN).glob(f"{sha256}-*")
        )
        return
    for path in store.strangers():
        name = path.relative_to(store.folder)
        if name.parts[0] == ROTTEN and name.name.startswith(f"{sha256}-"):
            yield name


def destroy_aside(store: Store, sha256: str) -> int:
    """Destroy what is kept aside of a file, by the same order as the file; how many there were. Raises Unavailable."""
    names = list(kept_aside(store, sha256))
    for name in names:
        if isinstance(store, LocalStore):
            try:
                _destroy(store.folder / name)
            except OSError as error:
                raise Unavailable(
                    "store.destroy", f"The file could not be destroyed: {error.strerror}."
                ) from error
        else:
            copies: _Copies = store  # type: ignore[assignment]  # every other store copies
            copies.destroy_stranger(name.as_posix())
    return len(names)


def _keep(path: Path, kept: Path) -> None:
    kept.parent.mkdir(0o700, exist_ok=True)
    if path.is_symlink() or not path.is_file():
        path.rename(kept)  # what lies there is no file, and no file could take its name
    else:
        os.link(path, kept)
    sync_folder(kept.parent)
    sync_folder(path.parent)


def _destroy(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for one in path.rglob("*"):
            if one.is_file() and not one.is_symlink():
                overwrite(one)
        shutil.rmtree(path)
    else:
        if path.is_file() and not path.is_symlink():
            overwrite(path)
        path.unlink()
    sync_folder(path.parent)
