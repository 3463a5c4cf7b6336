"""What a witness has seen: the latest checkpoint of each log, and requests that show a log contradicting itself.

One SQLite file. A turn is one transaction that nobody else can enter, in this process or another, and it is on disk
(`synchronous=FULL`) before its result can be told. Whoever loses this file must retire the witness's key: an empty
memory would cosign a rewritten log. For the same reason it is never put back from a backup.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from wholefile.core.checkpoint import Checkpoint
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound, Unavailable
from wholefile.core.merkle import EMPTY_ROOT
from wholefile.core.note import COSIGNATURE, ED25519_NOTE, VerifierKey, parse_vkey

FORK = "fork"  # two checkpoints of one size: the log contradicts itself, whoever looks at them
UNPROVEN = "unproven"  # no proof that it continues what was seen: a fork, or a spoiled proof

_WAIT_SECONDS = 5
_VERSION = 1
_TABLES = """
CREATE TABLE witness (id INTEGER PRIMARY KEY CHECK (id = 1), vkey TEXT NOT NULL, last_at INTEGER NOT NULL);
CREATE TABLE log (
    origin TEXT PRIMARY KEY, vkey TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
    note BLOB, cosigned_at INTEGER
) WITHOUT ROWID;
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
    kind TEXT NOT NULL, at INTEGER NOT NULL, request BLOB NOT NULL, seen_size INTEGER NOT NULL, seen_note BLOB,
    UNIQUE (origin, size, root)
);
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a log has come: the note is None and the size 0 before its first checkpoint."""

    log_key: VerifierKey
    size: int = 0
    root: bytes = EMPTY_ROOT
    note: bytes | None = None
    cosigned_at: int | None = None

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self.log_key.name


@dataclass(frozen=True, slots=True)
class Evidence:
    """A signed request that was refused, beside the checkpoint that this witness stood by then.

    `at` is in seconds since 1970. A `fork` convicts the log by its own two signatures; an `unproven` one only says
    that nobody showed how this checkpoint continues the other.
    """

    origin: str
    kind: str
    at: int
    size: int
    root: bytes
    request: bytes
    seen_size: int
    seen_note: bytes | None


class WitnessStore:
    """The file of one witness. Safe for threads; several processes may share it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, key: VerifierKey) -> None:
        self.path = path
        self.key = key
        self._connection = connection
        self._lock = threading.RLock()
        self._broken = False

    @classmethod
    def create(cls, path: Path, key: VerifierKey) -> WitnessStore:
        """The empty store of a witness that never cosigned anything. Raises Conflict where there is a file."""
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise Conflict("witness.exists", f"There is a witness's store at {path} already.") from None
        connection = _connect(path)
        vkey = VerifierKey(key.name, COSIGNATURE, key.public_key).vkey
        connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version={_VERSION};")
        connection.execute("INSERT INTO witness VALUES (1, ?, 0)", (vkey,))
        connection.execute("COMMIT")
        _sync_folder(path.parent)
        return cls(path, connection, parse_vkey(vkey))

    @classmethod
    def open(cls, path: Path) -> WitnessStore:
        """The store at a path. Raises IntegrityFailure when it is missing, empty or damaged: then the key retires."""
        if not path.is_file() or path.stat().st_size == 0:
            raise IntegrityFailure(
                "witness.state_lost",
                f"There is no store at {path}. If this witness ever cosigned, its memory is lost: retire its key and "
                "begin with a new one.",
            )
        try:
            connection = _connect(path)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            row = connection.execute("SELECT vkey FROM witness WHERE id = 1").fetchone()
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.Error as error:
            raise IntegrityFailure(
                "witness.damaged", f"The store at {path} cannot be read: {error}."
            ) from error
        if version != _VERSION or row is None or not sound:
            connection.close()
            raise IntegrityFailure(
                "witness.damaged", f"The store at {path} is damaged or of another version."
            )
        return cls(path, connection, parse_vkey(row[0]))

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()

    def trust(self, log_key: VerifierKey) -> None:
        """Witness this log from now on. Raises Conflict when a log of its name has another key."""
        known = VerifierKey(log_key.name, ED25519_NOTE, log_key.public_key)
        with self.turn() as turn:
            seen = turn.seen(known.name)
            if seen is None:
                turn.add_log(known)
            elif seen.log_key != known:
                raise Conflict(
                    "witness.other_key",
                    f"{known.name} is known with another key; a log that changes its key takes another name.",
                )

    def logs(self) -> list[Seen]:
        """Every log that is witnessed, in the order of their names."""
        with self._reading() as connection:
            rows = connection.execute("SELECT vkey, size, root, note, cosigned_at FROM log ORDER BY origin")
            return [Seen(parse_vkey(row[0]), *row[1:]) for row in rows]

    def evidence(self, origin: str | None = None) -> list[Evidence]:
        """What was refused although the log had signed it, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT origin, kind, at, size, root, request, seen_size, seen_note FROM evidence "
                "WHERE ? IS NULL OR origin = ? ORDER BY id",
                (origin, origin),
            )
            return [Evidence(*row) for row in rows]

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """One judgement: nobody else reads or writes meanwhile, and all of it is durable when this ends.

        Raises Unavailable when the disk fails, and from then on always: after a failed sync nobody knows what
        is on the disk, so the store has to be opened again.
        """
        with self._lock:
            if self._broken:
                raise Unavailable(
                    "witness.reopen", "The disk reported an error; the witness must be restarted."
                )
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise Unavailable("witness.busy", f"The store cannot be locked now: {error}.") from error
            try:
                yield Turn(self._connection)
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._broken = True
                self._roll_back()
                raise Unavailable("witness.disk", f"The store cannot be written: {error}.") from error
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise Unavailable("witness.disk", f"The store cannot be read: {error}.") from error


class Turn:
    """What can be read and written within one judgement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def seen(self, origin: str) -> Seen | None:
        """How far this log has come; None for one that is not witnessed."""
        row = self._connection.execute(
            "SELECT vkey, size, root, note, cosigned_at FROM log WHERE origin = ?", (origin,)
        ).fetchone()
        return None if row is None else Seen(parse_vkey(row[0]), *row[1:])

    def add_log(self, key: VerifierKey) -> None:
        """Begin to witness a log."""
        self._connection.execute(
            "INSERT INTO log (origin, vkey, size, root) VALUES (?, ?, 0, ?)", (key.name, key.vkey, EMPTY_ROOT)
        )

    def time(self, now: int) -> int:
        """The time to write on what is decided now, in seconds since 1970: never earlier than the last one."""
        last = int(self._connection.execute("SELECT last_at FROM witness").fetchone()[0])
        at = max(now, last, 1)
        self._connection.execute("UPDATE witness SET last_at = ?", (at,))
        return at

    def advance(self, old: int, checkpoint: Checkpoint, note: bytes, at: int) -> None:
        """Remember this as the latest checkpoint of its log, if the size last seen still is `old`."""
        changed = self._connection.execute(
            "UPDATE log SET size = ?, root = ?, note = ?, cosigned_at = ? WHERE origin = ? AND size = ?",
            (checkpoint.size, checkpoint.root, note, at, checkpoint.origin, old),
        ).rowcount
        if changed != 1:
            raise NotFound("witness.moved_on", f"{checkpoint.origin} is not at {old} entries.")
        self._connection.execute(  # what was unproven until now has been proven
            "DELETE FROM evidence WHERE origin = ? AND size = ? AND root = ? AND kind = ?",
            (checkpoint.origin, checkpoint.size, checkpoint.root, UNPROVEN),
        )

    def keep(self, kind: str, checkpoint: Checkpoint, request: bytes, seen: Seen, at: int) -> None:
        """Keep a refused request, once for each checkpoint; a fork takes the place of what was unproven."""
        self._connection.execute(
            "INSERT INTO evidence (origin, size, root, kind, at, request, seen_size, seen_note) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin, size, root) DO UPDATE SET "
            "kind = excluded.kind, at = excluded.at, request = excluded.request, "
            "seen_size = excluded.seen_size, seen_note = excluded.seen_note "
            "WHERE evidence.kind = 'unproven' AND excluded.kind = 'fork'",
            (checkpoint.origin, checkpoint.size, checkpoint.root, kind, at, request, seen.size, seen.note),
        )


def file_name(one: Evidence) -> str:
    """A name for the files of a piece of evidence, the same every time."""
    digest = sha256(f"{one.origin}\n{one.size}\n{b64encode(one.root).decode()}".encode()).hexdigest()
    return f"{one.kind}-{one.size}-{digest[:12]}"


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
