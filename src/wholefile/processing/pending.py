"""What is still to be read: files without a derivation under the extractor's present version.

Nothing keeps a list of work. A file is pending because its row is missing, so whatever dies, the next look finds it
again. A lease in the table `work` only keeps two workers from reading the same file at once; who holds it renews it,
and a lease that ran out, or whose process on this machine is gone, may be taken over.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wholefile.extraction.contract import READ as WHOLE
from wholefile.extraction.contract import TRUNCATED
from wholefile.processing.extractors import OCR, READ, SETTINGS, SPEECH, VERSIONS, settings_text
from wholefile.processing.segments import read_again_with
from wholefile.record.derived import forget_reading, hold, one_at_a_time
from wholefile.record.sql import Database, Delete, Insert, Update

LEASE_MS = 60_000  # how long a worker may be silent
MOST_ATTEMPTS = 3  # workers that may die of one file before it is recorded as crashed
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Task:
    """A file for an extractor: `password` is the position of the act that gave one, if that is what is new."""

    sha256: str
    extractor: str
    password: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def settings_text(self) -> str:
        """The settings under which its derivation will stand."""
        more = {} if self.password is None else {"password": self.password}
        return settings_text({**SETTINGS[self.extractor], **self.settings, **more})


def take_up(db: Database, at: int) -> int:
    """Make every attached file known to processing, with all inside it; how many holdings were missing."""
    rows = db.query(
        'SELECT f."sha256", f."item", MIN(f."name"), MIN(f."size") FROM "item_file" f '
        'JOIN "stored_file" s ON s."sha256" = f."sha256" AND s."expunged_seq" IS NULL '
        'LEFT JOIN "holding" h ON h."sha256" = f."sha256" AND h."item" = f."item" '
        'WHERE h."sha256" IS NULL GROUP BY f."sha256", f."item" ORDER BY f."sha256", f."item"'
    )
    fresh: dict[str, set[str]] = {}
    for sha256, item, _, _ in rows:
        fresh.setdefault(item, set()).add(sha256)
    for item, digests in fresh.items():
        with one_at_a_time(db):
            read_again_with(db, digests, item)
    for start in range(0, len(rows), _BATCH):
        with one_at_a_time(db):
            for sha256, item, name, size in rows[start : start + _BATCH]:
                _attached(db, sha256, name, size, at)
                hold(db, sha256, [item])
    return len(rows)


def _attached(db: Database, sha256: str, name: str, size: int, at: int) -> None:
    """An attached file is a root of its own, even if it was first seen inside another."""
    known = db.one("content", sha256=sha256)
    if known is None:
        row = {"sha256": sha256, "size": size, "name": name, "root": sha256, "depth": 0, "at": at}
        db.execute([Insert("content", row)])
    elif known.depth:
        db.execute([Update("content", {"name": name}, {"sha256": sha256})])
        lift(db, sha256, sha256, 0)


def lift(db: Database, sha256: str, root: str, depth: int) -> None:
    """A file was found nearer to a root than before, and with it all inside it.

    What was not read whole because it lay too deep, or because another root had spent its budget, is read again.
    """
    waiting = [(sha256, depth)]
    while waiting:
        one, depth = waiting.pop()
        known = db.one("content", sha256=one)
        if known is None or known.depth <= depth:
            continue
        db.execute([Update("content", {"root": root, "depth": depth}, {"sha256": one})])
        for row in db.rows("derivation", sha256=one, status=TRUNCATED):
            if row.version == VERSIONS.get(row.extractor):
                forget_reading(db, one, row.extractor, row.version)
        waiting += [(row.child, depth + 1) for row in db.rows("family", parent=one, child__null=False)]


def pending(db: Database, *, after: str = "", most: int = _BATCH, speech: bool = False) -> list[Task]:
    """The next files to be read, in the order of their digests from `after` on: a pass over all in bounded steps."""
    found = [Task(sha256, READ) for (sha256,) in _unread(db, after, most)]
    found += [Task(sha256, READ, password) for sha256, password in _unlocked(db, after, most)]
    found += [Task(sha256, OCR) for sha256 in _wanted(db, OCR, after, most)]
    found += _pages_left(db, after, most)
    if speech:
        found += [Task(sha256, SPEECH) for sha256 in _wanted(db, SPEECH, after, most)]
    return sorted(found, key=lambda one: (one.sha256, one.extractor))[:most]


def counts(db: Database) -> dict[str, int]:
    """How many files there are, how many are still to be read, and how many are being read.

    Files that nobody took up yet are among them: that no worker has looked is no reason to say that there are none.
    """
    [(known,)] = db.query('SELECT COUNT(*) FROM "content"')
    [(fresh,)] = db.query(
        'SELECT COUNT(DISTINCT f."sha256") FROM "item_file" f'
        ' JOIN "stored_file" s ON s."sha256" = f."sha256" AND s."expunged_seq" IS NULL'
        ' WHERE NOT EXISTS (SELECT 1 FROM "content" c WHERE c."sha256" = f."sha256")'
    )
    [(done,)] = db.query(
        'SELECT COUNT(DISTINCT "sha256") FROM "derivation" WHERE "extractor" = %s AND "version" = %s',
        [READ, VERSIONS[READ]],
    )
    [(working,)] = db.query('SELECT COUNT(*) FROM "work"')
    files = known + fresh
    return {"files": files, "pending": files - done, "working": working}


def _unread(db: Database, after: str, most: int) -> list[tuple[Any, ...]]:
    """Files that nobody read, but for those inside a file that nobody read either.

    That file makes them anew, and they may be lost from the store until then. Only a file nearer to its root is waited
    for, so files that contain one another do not wait in a ring.
    """
    return db.query(
        'SELECT c."sha256" FROM "content" c LEFT JOIN "derivation" d ON d."sha256" = c."sha256" '
        'AND d."extractor" = %s AND d."version" = %s WHERE d."sha256" IS NULL AND c."sha256" > %s '
        'AND NOT EXISTS (SELECT 1 FROM "family" f JOIN "content" p ON p."sha256" = f."parent" '
        'LEFT JOIN "derivation" r ON r."sha256" = p."sha256" AND r."extractor" = %s AND r."version" = %s '
        'WHERE f."child" = c."sha256" AND p."depth" < c."depth" AND r."sha256" IS NULL) '
        'ORDER BY c."sha256" LIMIT %s',
        [READ, VERSIONS[READ], after, READ, VERSIONS[READ], most],
    )


def _unlocked(db: Database, after: str, most: int) -> Iterator[tuple[str, int]]:
    """Files for which a password was given that has not been tried, unless one of them was read whole already."""
    rows = db.query(
        'SELECT p."sha256", p."seq" FROM "file_password" p JOIN "derivation" d ON d."sha256" = p."sha256" '
        'AND d."extractor" = %s AND d."version" = %s AND d."settings" = %s WHERE p."sha256" > %s '
        'AND NOT EXISTS (SELECT 1 FROM "derivation" w WHERE w."sha256" = p."sha256" AND w."extractor" = %s '
        'AND w."version" = %s AND w."status" = %s) ORDER BY p."sha256", p."seq" LIMIT %s',
        [READ, VERSIONS[READ], settings_text(SETTINGS[READ]), after, READ, VERSIONS[READ], WHOLE, most],
    )
    for sha256, seq in rows:
        text = Task(sha256, READ, seq).settings_text
        if not db.exists("derivation", sha256=sha256, extractor=READ, version=VERSIONS[READ], settings=text):
            yield sha256, seq


def _wanted(db: Database, extractor: str, after: str, most: int) -> list[str]:
    """Files that their reader wanted another extractor to look at, and that it has not."""
    rows = db.query(
        'SELECT DISTINCT d."sha256" FROM "derivation" d LEFT JOIN "derivation" o ON o."sha256" = d."sha256" '
        'AND o."extractor" = %s AND o."version" = %s WHERE d."extractor" = %s AND d."version" = %s '
        'AND d."wants" LIKE %s AND o."sha256" IS NULL AND d."sha256" > %s ORDER BY d."sha256" LIMIT %s',
        [extractor, VERSIONS[extractor], READ, VERSIONS[READ], f'%"{extractor}"%', after, most],
    )
    return [row[0] for row in rows]


def _pages_left(db: Database, after: str, most: int) -> Iterator[Task]:
    """Documents too long for one run of OCR: the pages that the last run left are a task of their own."""
    rows = db.query(
        'SELECT "sha256", "facts" FROM "derivation" WHERE "extractor" = %s AND "version" = %s AND "status" = %s '
        'AND "facts" LIKE %s AND "sha256" > %s ORDER BY "sha256" LIMIT %s',
        [OCR, VERSIONS[OCR], TRUNCATED, '%"pages_left"%', after, most],
    )
    for sha256, facts in rows:
        task = Task(sha256, OCR, settings={"pages": json.loads(facts)["pages_left"]})
        done = {"sha256": sha256, "extractor": OCR, "version": VERSIONS[OCR], "settings": task.settings_text}
        if not db.exists("derivation", **done):
            yield task


def claim(db: Database, task: Task, worker: str, now: int) -> int | None:
    """Take the lease of a task: which attempt this is, or None when somebody else is at it."""
    with db.atomic():
        held = db.one("work", sha256=task.sha256, extractor=task.extractor)
        if held is not None and held.worker != worker and not _abandoned(held.worker, held.lease_until, now):
            return None
        rows = db.query(
            'INSERT INTO "work" ("sha256", "extractor", "worker", "attempts", "lease_until") '
            "VALUES (%s, %s, %s, 1, %s) "
            'ON CONFLICT ("sha256", "extractor") DO UPDATE SET "worker" = excluded."worker", '
            '"attempts" = "work"."attempts" + 1, "lease_until" = excluded."lease_until" '
            'WHERE "work"."worker" = %s RETURNING "attempts"',
            [task.sha256, task.extractor, worker, now + LEASE_MS, held.worker if held else worker],
        )
    return int(rows[0][0]) if rows else None


def renew(db: Database, task: Task, worker: str, now: int) -> None:
    """Say that this worker is still at it."""
    where = {"sha256": task.sha256, "extractor": task.extractor, "worker": worker}
    db.execute([Update("work", {"lease_until": now + LEASE_MS}, where)])


def release(db: Database, task: Task, worker: str) -> None:
    """Give a lease back; the attempts are forgotten, since nobody died of the file."""
    db.execute([Delete("work", {"sha256": task.sha256, "extractor": task.extractor, "worker": worker})])


def worker_name() -> str:
    """This process, by machine, number and the moment it started, so that a reused number is told apart."""
    pid = os.getpid()
    return f"{_machine()}/{pid}/{_started(pid)}"


def _abandoned(worker: str, lease_until: int, now: int) -> bool:
    """Whether a lease ran out, or its holder was a process of this machine that is gone."""
    if lease_until <= now:
        return True
    machine, pid, started = worker.rsplit("/", 2)
    return machine == _machine() and _started(int(pid)) != started


def _machine() -> str:
    """This machine, until it starts anew."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        boot = ""
    return f"{socket.gethostname()}-{boot}"


def _started(pid: int) -> str:
    """When a process started, in ticks since the machine did (proc(5)); empty when it is dead or there is none."""
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return "" if state == "Z" else rest[18]
    except (OSError, IndexError, ValueError):
        return ""
