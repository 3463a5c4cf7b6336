"""A copy of a record that is at work, whole in itself; `restore` makes the record again from it.

    state-<milliseconds>/   one state of the record: database, pages' database, policy, name, lists of files
        manifest.json       what belongs to it, with digests; written last, so a state without it never ended
    store/ derived/         files by digest, as in the record; only what is new is copied

The database is copied first and in one piece (SQLite's online backup, or pg_dump), the files that it names afterwards:
files are durable before the act that names them, so nothing named is missing. Tiles follow from the entries, and a
restored record makes them again.

Only the newest state is kept. What a court ordered destroyed is destroyed here too, by the next backup.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from wholefile.core.errors import Conflict, Unavailable
from wholefile.record import backup_postgres, expunge
from wholefile.record.backup_parts import (
    FORMAT,
    LOG_KEY,
    MANIFEST,
    PAGES_FILE,
    PLAIN,
    STATE,
    Progress,
    copy_files,
    digest_of,
    nobody,
    states,
    write,
)
from wholefile.record.blobs import LocalStore, sync_folder
from wholefile.record.home import PRIVATE_FOLDER, Record
from wholefile.settings import SQLITE_FILE


@dataclass
class Copied:
    """What a backup holds, and what its owner must know: files that are not what their digest says, and more."""

    folder: Path
    entries: int
    files: int
    fresh: int
    rotten: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def back_up(record: Record, target: Path, *, with_log_key: bool, progress: Progress | None = None) -> Copied:
    """Copy the record into this folder, where an earlier backup of it may be. Others may go on working meanwhile.

    Raises Conflict for a folder with something else in it or while an expungement is open, Unavailable when a disk
    or the database does not take part.
    """
    tell = progress or nobody
    _check_target(record, target)
    if expunge.is_pending(record):
        raise Conflict("backup.expunging", "An expungement is open; finish it first.")
    state = _new_state(record, target)
    copied = Copied(target, 0, 0, 0)
    try:
        tell("The database", 0, 1)
        database = _databases(record, state, copied)
        copied.entries = _entries(record, state, database)
        for name in PLAIN:
            if (record.folder / name).exists():
                write(state / name, (record.folder / name).read_bytes())
        if with_log_key:
            write(state / LOG_KEY, (record.folder / LOG_KEY).read_bytes())
        _files(record, target, state, copied, tell)
        _finish(record, state, database, copied)
    except BaseException:
        shutil.rmtree(state, ignore_errors=True)
        raise
    for old in states(target):
        if old != state:
            shutil.rmtree(old)
    _warn(record, copied, database, with_log_key=with_log_key)
    return copied


def _check_target(record: Record, target: Path) -> None:
    """A backup of another record is never written over, and neither is anything that is no backup."""
    if record.folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise Conflict("backup.inside", "A backup lies outside the record's own folder.")
    if not target.exists() or not any(target.iterdir()):
        target.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        return
    there = states(target)
    if not there:
        raise Conflict("backup.folder", f"{target} holds something that is no backup; name another folder.")
    complete = [one for one in there if (one / MANIFEST).is_file()]
    for state in complete:
        if json.loads((state / MANIFEST).read_bytes()).get("log_key") != record.log_key.vkey:
            raise Conflict("backup.other", f"{target} is the backup of another record; name another folder.")


def _new_state(record: Record, target: Path) -> Path:
    last = max((int(one.name.removeprefix(STATE)) for one in states(target)), default=0)
    state = target / f"{STATE}{max(record.clock(), last + 1):015d}"
    state.mkdir(PRIVATE_FOLDER)
    return state


def _databases(record: Record, state: Path, copied: Copied) -> str:
    """Copy the tables in one piece; which kind of copy it is."""
    if record.db.vendor == "postgresql":
        why_not = backup_postgres.dump(str(record.database_url), state / backup_postgres.DUMP)
        if why_not:
            copied.said.append(why_not)
            return "none"
        return "postgresql"
    for name in (SQLITE_FILE, PAGES_FILE):
        if (record.folder / name).exists():
            copy_sqlite(record.folder / name, state / name)
    return "sqlite"


def copy_sqlite(source: Path, target: Path) -> None:
    """One state of a database that others may be writing to, as one file. Raises Unavailable."""
    write(target, b"")
    try:
        with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(target)) as copy:
            held.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise Unavailable("backup.database", f"{source.name} could not be copied: {error}.") from error


def _entries(record: Record, state: Path, database: str) -> int:
    """How many entries the copy holds; where it cannot be asked, how many there are now."""
    if database == "sqlite":
        with closing(sqlite3.connect(state / SQLITE_FILE)) as copy:
            return int(copy.execute('SELECT COUNT(*) FROM "entry"').fetchone()[0])
    return record.db.count("entry")


def _files(record: Record, target: Path, state: Path, copied: Copied, tell: Progress) -> None:
    """Copy files that are new, compare each with its digest, and destroy what a court ordered destroyed."""
    for part, store in (("store", record.store), ("derived", record.derived)):
        held = LocalStore(target / part)
        if not isinstance(store, LocalStore):
            continue
        here = list(store.all())
        fresh = [one for one in here if not held.has(one)]
        rotten = set(copy_files(store, held, fresh, part, tell))
        copied.rotten += sorted(rotten)
        copied.fresh += len(fresh) - len(rotten)
        gone = _expunged(record) if part == "store" else set(held.all()) - set(here)
        for one in gone:
            held.destroy(one)
        # A file that is lost in the record is still a file of the backup.
        kept = sorted(set(held.all()))
        copied.files += len(kept)
        write(state / f"{part}.list", "".join(f"{one}\n" for one in kept).encode())


def _expunged(record: Record) -> set[str]:
    found = record.db.query('SELECT "sha256" FROM "stored_file" WHERE "expunged_seq" IS NOT NULL')
    return {str(row[0]) for row in found}


def _finish(record: Record, state: Path, database: str, copied: Copied) -> None:
    """The manifest comes last: from here on the state counts."""
    stores = "folder" if isinstance(record.store, LocalStore) else "bucket"
    manifest = {
        "format": FORMAT,
        "log": record.origin,
        "log_key": record.log_key.vkey,
        "at": record.clock(),
        "entries": copied.entries,
        "database": database,
        "stored_in": stores,
        "files": {path.name: digest_of(path) for path in sorted(state.iterdir())},
    }
    write(state / f"{MANIFEST}.new", json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n")
    (state / f"{MANIFEST}.new").replace(state / MANIFEST)
    sync_folder(state)
    sync_folder(state.parent)


def _warn(record: Record, copied: Copied, database: str, *, with_log_key: bool) -> None:
    if with_log_key:
        copied.said.append(
            "The log's key is in this backup: whoever has it can sign as this log. Lock it away."
        )
    else:
        copied.said.append(
            "The log's key is not in it: keep a copy of log.key elsewhere, or nothing can be signed afterwards."
        )
    if not isinstance(record.store, LocalStore):
        copied.said.append("Files are in a bucket and not in this backup: have the service keep copies.")
    if database == "none":
        copied.said.append("This backup is not complete without the database.")
