"""A production on disk: a BagIt 1.0 bag (RFC 8493) that carries its own proof.

A folder is put together under another name beside its place and moved there whole, so that what lies at the place is
always complete. What a crash leaves behind is called `.NAME.unfinished-*` and can be deleted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from wholefile import __version__
from wholefile.actions.production_payload import Payload
from wholefile.core.errors import Conflict, IntegrityFailure, Unavailable
from wholefile.core.manifest import (
    BAG_INFO,
    BAGIT,
    BAGIT_TXT,
    MANIFEST,
    TAG_MANIFEST,
    format_bag_info,
    format_manifest,
    payload_digest,
)
from wholefile.record.blobs import sync_folder
from wholefile.record.stores import Store

CHECKPOINT, POLICY, BUNDLE, PAGE = "proof/checkpoint", "proof/policy", "proof/bundle.json", "verify.html"
Progress = Callable[[int, int], None]
_BLOCK = 1 << 20


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when the block ends well and vanishes when it does not.

    Raises Conflict when something is at the place, Unavailable when the disk does not take it.
    """
    if os.path.lexists(folder):
        raise Conflict(
            "production.folder_exists", f"There is something at {folder.name}; name another folder."
        )
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.unfinished-", dir=folder.parent))
        yield made
        made.chmod(0o755)
        os.sync()
        made.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise Unavailable(
            "production.disk",
            f"The folder could not be written ({error.strerror}). Nothing half is left behind: make room or name "
            "another folder, and serve again.",
        ) from error
    finally:
        if made is not None and made.exists():
            shutil.rmtree(made, ignore_errors=True)


def write_natives(
    store: Store, natives: Mapping[str, str], folder: Path, progress: Progress | None = None
) -> None:
    """Copy the natives out of the store, comparing each with the digest on record.

    Raises IntegrityFailure when a stored file is not what it was, NotFound when it is gone.
    """
    for number, (path, digest) in enumerate(natives.items(), 1):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with store.open(digest) as source, target.open("wb") as copy:
            if _copy(source, copy) != digest:
                raise IntegrityFailure(
                    "production.file_changed",
                    f"The stored file {digest} is no longer what was recorded; restore it before you serve.",
                )
        if progress:
            progress(number, len(natives))


def write_small(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write these files below a folder."""
    for path, raw in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


def seal(folder: Path, payload: Payload, proof: Mapping[str, bytes], info: list[tuple[str, str]]) -> None:
    """Make a folder that holds the payload into a bag: proof, the page that checks it, and both manifests."""
    sizes = [(folder / path).stat().st_size for path in [*payload.small, *payload.natives]]
    pairs = [
        ("Bag-Software-Agent", f"wholefile {__version__}"),
        *info,
        ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"),
    ]
    tags = {BAGIT: BAGIT_TXT, BAG_INFO: format_bag_info(pairs), MANIFEST: payload.manifest, **proof}
    if (page := verification_page()) is not None:
        tags[PAGE] = page
    digests = {path: hashlib.sha256(raw).hexdigest() for path, raw in tags.items()}
    write_small(folder, tags | {TAG_MANIFEST: format_manifest(digests, payload=False)})


def verification_page() -> bytes | None:
    """The page that checks a production in a browser, where this install has it."""
    try:
        html = getattr(import_module("wholefile.verify.page"), "html", None)
    except ModuleNotFoundError:
        return None
    page = html() if callable(html) else None
    return page.encode() if isinstance(page, str) else page


def holds(folder: Path, digest: str) -> bool:
    """Whether a finished bag with this payload lies at a place; its files are not read again."""
    try:
        return (
            payload_digest((folder / MANIFEST).read_bytes()) == digest and (folder / TAG_MANIFEST).is_file()
        )
    except (FileNotFoundError, NotADirectoryError):
        return False


def zip_folder(folder: Path, at: int) -> Path:
    """A zip of a folder beside it, byte for byte the same for the same folder and time (milliseconds, UTC)."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    stamp = (
        max(moment.year, 1980),
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second // 2 * 2,
    )
    target = folder.with_name(f"{folder.name}.zip")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.unfinished-", dir=folder.parent)
    try:
        with (
            os.fdopen(handle, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
        ):
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", stamp)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
                with path.open("rb") as source, made.open(entry, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(source, copy, _BLOCK)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise Unavailable("production.disk", f"The zip could not be written ({error.strerror}).") from error
    finally:
        Path(name).unlink(missing_ok=True)
    return target


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        target.write(block)
        digest.update(block)
    return digest.hexdigest()
