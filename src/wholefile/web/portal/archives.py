"""The archive of each production that was served, made once and kept for whoever may download it.

It is made for every production soon after it is served, by the server's own upkeep and never because somebody of the
defence asked: making it may move the log to a new checkpoint, which others see, and nobody may learn from that who
downloads what (rule D12). It is what `wholefile production export --zip` writes.

    portal/PR-1/PR-1.zip     the archive
    portal/PR-1/parts/       schedule, privilege log, letter and certificate out of it, for the pages
    portal/PR-1/facts.json   digest, length, and how many acts were expunged when it was made

An archive is good only while nothing was expunged since; then it is made anew, or taken away where it cannot be.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wholefile.actions.productions import export_production
from wholefile.core.errors import Conflict, WholefileError
from wholefile.record.home import PRIVATE_FILE, PRIVATE_FOLDER, Record

FOLDER = "portal"
_FACTS, _PARTS, _WHY, _LOCK = "facts.json", "parts", "why", ".lock"
_BLOCK = 1 << 20
_SERVED = ("served", "received")
# Small files of a production that can be opened by themselves, and where they stand in it.
PARTS = {
    "schedule.json": "data/schedule.json",
    "schedule.csv": "data/schedule.csv",
    "privilege-log.json": "data/privilege-log.json",
    "privilege-log.csv": "data/privilege-log.csv",
    "certificate.json": "data/certificate.json",
    "cover-letter.pdf": "data/cover-letter.pdf",
    "checkpoint": "proof/checkpoint",
    "verify.html": "verify.html",
}
_running = threading.Lock()


@dataclass(frozen=True)
class Archive:
    """An archive as it is kept. `digest` is its SHA-256, `size` in bytes, `covers` the entries its proof covers."""

    folder: Path
    production: str
    digest: str
    size: int
    covers: int

    @property
    def zip(self) -> Path:
        """The archive itself."""
        return self.folder / f"{self.production}.zip"

    def part(self, name: str) -> Path | None:
        """One of its small files, by its name in `PARTS`; None for one it does not have."""
        path = self.folder / _PARTS / name
        return path if name in PARTS and path.is_file() else None

    @cached_property
    def schedule(self) -> dict[str, Any]:
        """The schedule as it was served."""
        return self._read("schedule.json")

    @cached_property
    def privilege_log(self) -> dict[str, Any]:
        """What was kept back, and why, as it was served."""
        return self._read("privilege-log.json")

    def _read(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / _PARTS / name).read_bytes())
        return found


def kept(record: Record, production: str) -> Archive | None:
    """The archive of a production, if it is made and still good. Makes nothing."""
    folder = record.folder / FOLDER / production
    try:
        facts = json.loads((folder / _FACTS).read_bytes())
        found = Archive(folder, production, facts["digest"], facts["size"], facts["covers"])
        if facts["expunged"] != record.db.count("expunged") or found.zip.stat().st_size != found.size:
            return None
    except (OSError, ValueError, KeyError):
        return None
    return found


def why_not(record: Record, production: str) -> str:
    """Why the archive of a production could not be made; empty while nobody tried."""
    try:
        return (record.folder / FOLDER / production / _WHY).read_text("utf-8")
    except OSError:
        return ""


def prepare(record: Record, production: str) -> Archive:
    """Make the archive of a served production, unless it is there. Raises what exporting it raises."""
    with _one_at_a_time(record) as top:
        found = kept(record, production)
        if found is not None:
            return found
        expunged = record.db.count("expunged")
        made = Path(tempfile.mkdtemp(prefix=f".{production}.unfinished-", dir=top))
        try:
            covers = _fill(record, production, made)
            _finish(made, production, covers, expunged)
            shutil.rmtree(top / production, ignore_errors=True)
            made.rename(top / production)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    archive = kept(record, production)
    if archive is None:
        raise Conflict("portal.archive", "Something was expunged meanwhile; it is made anew.")
    return archive


def prepare_all(record: Record) -> None:
    """Make every archive that is missing, and take away those that may no longer be handed out."""
    for row in record.db.rows("production", order=("seq",), status__in=_SERVED):
        try:
            prepare(record, row.production)
        except WholefileError as error:
            _take_away(record, row.production, error.message)


def prepare_in_background(record: Record) -> None:
    """The same in a thread of its own, so that a large production holds nothing else up; one at a time."""
    if not _running.acquire(blocking=False):
        return

    def run() -> None:
        try:
            prepare_all(record)
        finally:
            record.db.close()
            _running.release()

    threading.Thread(target=run, name="archives", daemon=True).start()


def _fill(record: Record, production: str, made: Path) -> int:
    """Export into the folder and leave there the zip and the small files; how many entries the proof covers."""
    served = export_production(record, production, made / production, zipped=True)
    (made / _PARTS).mkdir(PRIVATE_FOLDER)
    for name, path in PARTS.items():
        with suppress(FileNotFoundError):
            shutil.copyfile(served.folder / path, made / _PARTS / name)
    shutil.rmtree(served.folder)
    return served.size


def _finish(made: Path, production: str, covers: int, expunged: int) -> None:
    path = made / f"{production}.zip"
    path.chmod(PRIVATE_FILE)
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    facts = {
        "digest": digest.hexdigest(),
        "size": path.stat().st_size,
        "covers": covers,
        "expunged": expunged,
    }
    (made / _FACTS).write_text(json.dumps(facts), "utf-8")


def _take_away(record: Record, production: str, why: str) -> None:
    """An archive that cannot be made any more is not handed out either: its files may have been expunged."""
    folder = record.folder / FOLDER / production
    with _one_at_a_time(record):
        if folder.exists() and why_not(record, production) == why and not (folder / _FACTS).exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(PRIVATE_FOLDER)
        (folder / _WHY).write_text(why, "utf-8")


@contextmanager
def _one_at_a_time(record: Record) -> Iterator[Path]:
    """The folder of all archives, while no other process changes it."""
    top = record.folder / FOLDER
    top.mkdir(PRIVATE_FOLDER, exist_ok=True)
    handle = os.open(top / _LOCK, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield top
    finally:
        os.close(handle)
