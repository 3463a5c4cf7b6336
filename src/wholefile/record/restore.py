"""A record made again from its backup; nothing is signed, and what was changed or is missing is said."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from wholefile.core.checkpoint import Checkpoint
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.record import backup_postgres
from wholefile.record.backup_parts import (
    FORMAT,
    LOG_KEY,
    MANIFEST,
    PAGES_FILE,
    PLAIN,
    Progress,
    copy_files,
    digest_of,
    nobody,
    states,
    write,
)
from wholefile.record.blobs import LocalStore, sync_folder
from wholefile.record.checkpoints import rebuild_tiles
from wholefile.record.home import PRIVATE_FOLDER, Clock, Record, open_record, system_clock
from wholefile.record.lookups import entry_count
from wholefile.record.publishing import root_from_tiles
from wholefile.settings import SQLITE_FILE


def restore(
    source: Path,
    folder: Path,
    *,
    log_key: Path | None = None,
    database_url: str | None = None,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> tuple[Record, list[str]]:
    """Make the record again in an empty folder: the record, and digests of files the backup does not hold whole.

    Nothing is signed: compare the record with what others saw of it before it is used. Raises Conflict for a folder
    that is not empty, NotFound without a backup or the log's key, IntegrityFailure for a backup that was changed.
    """
    tell = progress or nobody
    state, manifest = newest(source)
    if folder.exists() and any(folder.iterdir()):
        raise Conflict("restore.folder", f"{folder} is not empty; name a new folder.")
    seed = log_key or state / LOG_KEY
    if not seed.is_file():
        raise NotFound(
            "restore.log_key", "The key of the log is not in this backup; give the file in which it is kept."
        )
    folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    tell("The database", 0, 1)
    for name in manifest["files"]:
        if name in (*PLAIN, SQLITE_FILE, PAGES_FILE):
            write(folder / name, (state / name).read_bytes())
    write(folder / LOG_KEY, seed.read_bytes())
    if (state / backup_postgres.DUMP).exists():
        backup_postgres.load(state / backup_postgres.DUMP, database_url)
    (folder / "tiles").mkdir(PRIVATE_FOLDER)
    missing = []
    for part in ("store", "derived"):
        (folder / part).mkdir(PRIVATE_FOLDER, exist_ok=True)
        wanted = _listed(state, part)
        held = LocalStore(source / part)
        missing += [one for one in wanted if not held.has(one)]
        there = [one for one in wanted if held.has(one)]
        missing += copy_files(held, LocalStore(folder / part), there, part, tell)
    sync_folder(folder)
    record = open_record(folder, clock, database_url=database_url)
    tell("Tiles", 0, 1)
    with suppress(IntegrityFailure):  # entries that do not lead to what was signed are told by the check
        rebuild_tiles(record)
    return record, missing


def newest(source: Path) -> tuple[Path, dict[str, Any]]:
    """The newest complete state in a backup and its manifest, each file compared with its digest.

    Raises NotFound where there is none, IntegrityFailure for one that was changed.
    """
    for state in reversed(states(source)):
        if (state / MANIFEST).is_file():
            break
    else:
        raise NotFound("backup.missing", f"There is no backup in {source}.")
    try:
        manifest = json.loads((state / MANIFEST).read_bytes())
        named = {str(name): str(digest) for name, digest in manifest["files"].items()}
        known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError, AttributeError):
        known, named = False, {}
        manifest = {}
    if not known:
        raise IntegrityFailure("backup.manifest", f"{state.name}/{MANIFEST} is no list of a backup.")
    wrong = [name for name, digest in named.items() if "/" in name or digest_of(state / name) != digest]
    if wrong:
        raise IntegrityFailure(
            "backup.damaged", f"Not what the backup's list says: {', '.join(sorted(wrong))} in {state.name}."
        )
    return state, manifest


def compare_with(record: Record, seen: Checkpoint) -> None:
    """Whether the record holds all that this checkpoint, kept by somebody, covers. Raises IntegrityFailure if not."""
    have = entry_count(record.db)
    if seen.size > have:
        raise IntegrityFailure(
            "restore.behind",
            f"A checkpoint over {seen.size} entries was signed and {have} are here; the backup is older. Record "
            "nothing in it before everybody who relies on it knows.",
        )
    if root_from_tiles(record, seen.size) != seen.root:
        raise IntegrityFailure(
            "restore.fork",
            f"The first {seen.size} entries are not those that were signed; this is another history.",
        )


def _listed(state: Path, part: str) -> list[str]:
    path = state / f"{part}.list"
    return path.read_text("ascii").split() if path.exists() else []
