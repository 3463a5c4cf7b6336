"""Where a record lives: a folder with its database, store, tiles, log key and policy.

record.sqlite3   the tables, unless they are on a PostgreSQL server
store/           files by digest        derived/ what was made of them; both may be in a bucket instead
tiles/           the log as files anyone may fetch
log.key          the seed of the log's Ed25519 key, readable by its owner only
policy           which witnesses this record suggests (C2SP tlog-policy)
wholefile.json   name of the log and when it was created
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wholefile.core.canonical import b64u, decode_object, encode, unb64u
from wholefile.core.case_index import EMPTY_NODE
from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound, Unavailable
from wholefile.core.header import check_act, make_act
from wholefile.core.keys import SEED_BYTES, public_key_of
from wholefile.core.note import ED25519_NOTE, VerifierKey, check_key_name
from wholefile.core.policy import format_policy
from wholefile.record import journal
from wholefile.record.blobs import sync_folder
from wholefile.record.databases import create_tables, forget, open_postgres, open_sqlite, tables_are_current
from wholefile.record.sql import Database
from wholefile.record.stores import Store, stores_of
from wholefile.settings import SQLITE_FILE, from_environment

Clock = Callable[[], int]

PRIVATE_FOLDER, PRIVATE_FILE = (
    0o700,
    0o600,
)  # nobody else of the machine reads a record, whatever the umask says

_FORMAT = "wholefile record v1"
_FACTS, _KEY, _POLICY = "wholefile.json", "log.key", "policy"


def system_clock() -> int:
    """Now, in milliseconds since 1970 (UTC)."""
    return time.time_ns() // 1_000_000


@dataclass
class Record:
    """An open record. `clock` gives milliseconds since 1970 (UTC); `witnesses` are addresses to ask.

    `database_url` is where its database is, unless that is the file in the folder.
    """

    folder: Path
    origin: str
    db: Database
    store: Store
    derived: Store
    tiles: Path
    log_seed: bytes
    clock: Clock
    policy_path: Path
    witnesses: tuple[str, ...] = ()
    database_url: str | None = None
    _trusted: bool = field(default=True, repr=False)

    @property
    def log_key(self) -> VerifierKey:
        """The public key of the log, under the log's name."""
        return VerifierKey(self.origin, ED25519_NOTE, public_key_of(self.log_seed))

    def check_usable(self) -> None:
        """Raises Unavailable when an I/O error was seen and the record was not opened again since."""
        if not self._trusted:
            raise Unavailable(
                "record.reopen", "The disk reported an error. Check it, then open the record again."
            )

    def distrust(self) -> None:
        """An I/O error was seen: nothing more is appended through this object."""
        self._trusted = False

    def close(self) -> None:
        """Give up the database connection of this thread and the record's alias."""
        forget(self.db)


def create_record(  # where, which log, and what tests set
    folder: Path,
    origin: str,
    *,
    log_seed: bytes | None = None,
    clock: Clock = system_clock,
    database_url: str | None = None,
    witnesses: Sequence[str] | None = None,
) -> Record:
    """A new, empty record in a folder that holds none; its first act is to be `record.opened`.

    Only the account that makes it may enter what is made here and read it, whatever the umask; a folder that was there
    keeps its rights.

    Raises Invalid for a name that no log can have, Conflict where there is a record already.
    """
    _check_origin(origin)
    folder = Path(folder)
    if (folder / _FACTS).exists() or (folder / SQLITE_FILE).exists():
        raise Conflict("record.exists", "There is a record in this folder already.")
    url = database_url or from_environment().database_url
    seed = log_seed or secrets.token_bytes(SEED_BYTES)
    folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    for name in ("store", "derived", "tiles"):
        (folder / name).mkdir(PRIVATE_FOLDER, exist_ok=True)
    _write(folder / _KEY, (b64u(seed) + "\n").encode(), PRIVATE_FILE)
    log_key = VerifierKey(origin, ED25519_NOTE, public_key_of(seed))
    _write(folder / _POLICY, format_policy([log_key], {}).encode(), PRIVATE_FILE)
    if not url:
        # SQLite gives what it writes beside the database (-wal, -shm, -journal) the rights of the database.
        _write(folder / SQLITE_FILE, b"", PRIVATE_FILE)
    db = _database(folder, url)
    create_tables(db)
    with db.atomic():
        if db.exists("head"):
            raise Conflict("record.exists", "There is a record in this database already.")
        journal.create_head(db, origin, log_key.public_key, EMPTY_NODE.hash)
    _write(
        folder / _FACTS,
        encode({"created": clock(), "format": _FORMAT, "origin": origin}) + b"\n",
        PRIVATE_FILE,
    )
    sync_folder(folder)
    return _record(folder, origin, db, seed, clock, witnesses, url)


def open_record(
    folder: Path,
    clock: Clock = system_clock,
    *,
    database_url: str | None = None,
    witnesses: Sequence[str] | None = None,
) -> Record:
    """The record in this folder. Raises NotFound, or IntegrityFailure when folder and database do not match."""
    folder = Path(folder)
    try:
        facts = decode_object((folder / _FACTS).read_bytes().removesuffix(b"\n"))
        seed = unb64u((folder / _KEY).read_text("ascii").strip(), SEED_BYTES)
    except FileNotFoundError:
        raise NotFound("record.missing", "There is no record in this folder; create one first.") from None
    origin = str(facts.get("origin"))
    if facts.get("format") != _FORMAT:
        raise Invalid("record.format", "This folder holds a record of another format; use a newer Wholefile.")
    url = database_url or from_environment().database_url
    db = _database(folder, url)
    if not tables_are_current(db):
        create_tables(db)
    head = journal.read_head(db)
    if head.origin != origin or head.log_key != public_key_of(seed):
        raise IntegrityFailure(
            "record.other_database", "The database is not that of this folder: name or key of the log differ."
        )
    return _record(folder, origin, db, seed, clock, witnesses, url)


def _record(  # noqa: PLR0917
    folder: Path,
    origin: str,
    db: Database,
    seed: bytes,
    clock: Clock,
    witnesses: Sequence[str] | None,
    url: str | None,
) -> Record:
    said = from_environment()
    urls = tuple(witnesses) if witnesses is not None else said.witnesses
    store, derived = stores_of(folder, said.store)
    return Record(
        folder, origin, db, store, derived, folder / "tiles", seed, clock, folder / _POLICY, urls, url
    )


def _database(folder: Path, url: str | None) -> Database:
    return open_postgres(url) if url else open_sqlite(folder / SQLITE_FILE)


def _check_origin(origin: str) -> None:
    """The name must fit an act and a note; both say why not."""
    check_act(make_act(log=origin, kind="record.opened", cases=(), at=0, nonce=bytes(16), body=bytes(32)))
    check_key_name(origin)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
