"""A folder on its way into the record: read in batches, listed in a manifest, compared, recorded.

Two things go on at once: files of the next batch are read while the last one is made durable, noted in the journal
and written into the manifest. Batches are sealed in their order, so the manifest has the order of the walk.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

from wholefile.core.errors import IntegrityFailure
from wholefile.processing import intake_acts, intake_manifest
from wholefile.processing.intake_acts import FILES_PER_ACT, Attaching
from wholefile.processing.intake_hashes import DIFFERENT, Expected, HashesDiffer, check_expected, compare
from wholefile.processing.intake_journal import Journal, noting
from wholefile.processing.intake_manifest import Listed, read_line, read_manifest, read_own, shown
from wholefile.processing.intake_reading import Pace, Reading, Window, settle, windows, writer_for
from wholefile.processing.intake_told import COUNTING, READING, RECORDING, Progress, Stopped, Taken, Told
from wholefile.processing.intake_walk import FILE, Found, Place, walk
from wholefile.record.blob_batch import Writer
from wholefile.record.blob_digests import Digests
from wholefile.record.blob_large import from_stream
from wholefile.record.home import Record

EVERY = 0.2  # seconds between two signs of progress
_SUFFIX = ".intake.jsonl"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be taken in, for what, and what it must be."""

    record: Record
    attaching: Attaching
    place: bytes
    expected: Expected
    hashes: Mapping[bytes, Expected] | None
    stop: threading.Event
    progress: Progress | None

    def taken(self) -> Taken:
        """Nothing yet."""
        given = len(self.expected) if self.hashes is None else len(self.hashes)
        led_to = shown(os.path.realpath(self.place)) if os.path.islink(self.place.rstrip(b"/")) else None  # noqa: PTH114 - bytes
        return Taken(self.attaching.item, self.attaching.source, compared=given, led_to=led_to)

    def tell(self, stage: str, started: float, pace: Pace, of: tuple[int, int], *, durable: int = 0) -> None:
        """Say how far it is, if somebody listens."""
        if self.progress is not None:
            passed = time.monotonic() - started
            self.progress(Told(stage, pace.files, pace.size, *of, durable, passed))

    def compare(self, files: Iterable[tuple[bytes, Digests | None]]) -> list[str]:
        """Compare with the digests that were given; returns the files they do not mention.

        Raises IntegrityFailure, and HashesDiffer which names every path.
        """
        files = list(files) if self.expected else files
        if self.expected:
            for _, digests in files:
                if digests is not None:
                    check_expected(self.expected, digests)
        if self.hashes is None:
            return []
        differences = compare(self.hashes, iter(files))
        if differences.refuses:
            raise HashesDiffer(differences)
        return differences.extra


def by_manifest(task: Task) -> Taken:
    """Read what is not durable yet, list everything, compare, record. Raises Stopped; then it can be run again."""
    started = time.monotonic()
    taken = _once(task, started)
    if taken.finished_earlier and all(one.repeated for one in taken.receipts):
        # The earlier run had recorded everything and only its journal was left: this is a new intake.
        taken = _once(task, started)
    taken.seconds = time.monotonic() - started
    return taken


def _once(task: Task, started: float) -> Taken:
    journal = Journal(task.record.folder, task.attaching.item, task.place)
    try:
        intake = _FolderIntake(task, journal, started)
        if journal.sealed is None:
            intake.read()
        else:
            intake.taken.finished_earlier = True
        intake.record()
    except BaseException as error:
        if isinstance(error, IntegrityFailure) and error.code in DIFFERENT:
            # What differs is read again next time: the fault may have been in the reading.
            journal.finish()
        else:
            journal.close()
        raise
    journal.finish()
    return intake.taken


class _FolderIntake:
    def __init__(self, task: Task, journal: Journal, started: float) -> None:
        self.task, self.journal, self.started = task, journal, started
        self.taken = task.taken()
        self._pace = Pace()
        self._of_files = self._of_size = self._durable = 0
        self._whole = True
        self._contents: set[bytes] = set()

    def read(self) -> None:
        """Everything below the source into the store and into a manifest, which then stands in the journal."""
        self._survey()
        with noting(), self.journal.new_spool() as spool:
            spool.write(intake_manifest.header(self.task.place) + b"\n")
            self._read_all(spool)
            one = self.taken
            spool.write(intake_manifest.footer(one.entries, one.files, one.occurrences, one.size) + b"\n")
        with self.journal.spool.open("rb") as stream:
            # Before anything is recorded, and before the manifest itself belongs to the store.
            one.extra = self.task.compare(_files(read_manifest(stream)))
        digests = self._store_manifest()
        facts = {"sha1": digests.sha1, "md5": digests.md5, "size": digests.size}
        self.journal.seal(sealed=digests.sha256, by=self.task.attaching.by.person, **facts)

    def _store_manifest(self) -> Digests:
        """By the same writer as the files, so that the next run clears what a crash leaves."""
        writer = self._writer()
        try:
            batch = writer.batch()
            with self.journal.spool.open("rb") as stream:
                draft = batch.large(from_stream(stream), 0)
            batch.keep(draft)
            batch.seal()
        finally:
            writer.close()
        return draft.digests

    def _writer(self) -> Writer:
        return writer_for(self.task.record.store, f"intake-{self.journal.key}")

    def _survey(self) -> None:
        """Count what there is, if somebody wants to know how long it will take."""
        if self.task.progress is None:
            return
        for one in self._walk():
            if one.kind == FILE and one.stat:
                self._of_files += 1
                self._of_size += one.stat.st_size
                if self._of_files % 1000 == 0:
                    self._tell(COUNTING)
            if self.task.stop.is_set():
                raise Stopped(0)

    def _walk(self) -> Iterator[Found]:
        folder = self.task.record.folder
        own = [one.stat() for one in (folder, folder / "store") if one.is_dir()]
        avoid: frozenset[Place] = frozenset((one.st_dev, one.st_ino) for one in own)
        return walk(self.task.place, avoid)

    def _tell(self, stage: str) -> None:
        self.task.tell(
            stage, self.started, self._pace, (self._of_files, self._of_size), durable=self._durable
        )

    def _read_all(self, spool: BinaryIO) -> None:
        writer = self._writer()
        reading = Reading(writer, self.task.stop)
        self._pace = reading.pace
        sealer = ThreadPoolExecutor(1, thread_name_prefix="intake-seal")
        sealing: list[Future[None]] = []
        try:
            for found in windows(self._walk()):
                window, futures = reading.start(found, self._known(found))
                for _ in settle([*futures, *sealing], EVERY):
                    self._tell(READING)
                sealing = [sealer.submit(self._seal, window, spool)]
                if self.task.stop.is_set():
                    break
            for _ in settle(sealing, EVERY):
                self._tell(READING)
        finally:
            reading.close()
            sealer.shutdown()
            writer.close()
        if not self._whole or (self.task.stop.is_set()):
            raise Stopped(self._durable)

    def _known(self, found: list[Found]) -> dict[int, bytes]:
        """Lines of files that an earlier run made durable, by their place in the list."""
        known = {}
        for number, one in enumerate(found):
            if one.kind == FILE and one.stat is not None:
                kept = self.journal.kept(one.path, one.stat)
                if kept and kept[0].sha256 and self.task.record.store.has(kept[0].sha256):
                    known[number] = kept[1]
                    self._pace.add(1, one.stat.st_size)
        self.taken.resumed += len(known)
        return known

    def _seal(self, window: Window, spool: BinaryIO) -> None:
        """Make a batch durable, note it in the journal, and only then count it."""
        window.batch.seal()
        lines, fresh = [], []
        for number, entry in enumerate(window.entries):
            if number in window.known:
                lines.append(window.known[number])
                self._count_listed(read_line(lines[-1]))
            elif entry is None:
                self._whole = False
            else:
                lines.append(entry.line())
                self._count(entry.found.kind, entry.found.path, entry.flags, entry.digests)
                if entry.digests is not None:
                    fresh.append(lines[-1])
        self.journal.add(fresh)
        with noting():
            spool.write(b"".join(line + b"\n" for line in lines))
        self._durable = self.taken.occurrences

    def _count(self, kind: str, path: bytes, flags: Sequence[str], digests: Digests | None) -> None:
        self.taken.count(kind, path, flags, digests.size if digests else None)
        if digests:
            self._contents.add(bytes.fromhex(digests.sha256))

    def _count_listed(self, one: Listed) -> None:
        self._count(one.fields["kind"], one.path, one.flags, one.digests)

    def record(self) -> None:
        """The manifest, then the files, by acts. Raises Stopped between two transactions."""
        sealed = self.journal.sealed or {}
        store, sha256 = self.task.record.store, str(sealed["sealed"])
        digests = Digests(sha256, sealed["sha1"], sealed["md5"], sealed["size"])
        if self.taken.finished_earlier:
            intake_acts.check_signer(self.task.record, self.task.attaching, sha256, str(sealed["by"]))
            self._count_again(sha256)
        self.taken.manifest = sha256
        self.taken.distinct = len(self._contents)
        self._contents.clear()
        acts = 1 - (-self.taken.distinct // FILES_PER_ACT)
        name = os.path.basename(shown(self.task.place).rstrip("/")) + _SUFFIX  # noqa: PTH119 - text, not a path
        with store.open(sha256) as stream:
            self.taken.receipts = intake_acts.record_all(
                self.task.record,
                lambda: intake_acts.plan_acts(
                    self.task.record, self.task.attaching, digests, name, read_own(stream)
                ),
                lambda done: self._go_on(done, acts),
            )
        if len(self.taken.receipts) < acts:
            raise Stopped(self.taken.occurrences, recording=True)

    def _go_on(self, done: int, acts: int) -> bool:
        if self.task.progress is not None:
            passed = time.monotonic() - self.started
            self.task.progress(
                Told(RECORDING, done, 0, acts, 0, durable=self.taken.occurrences, seconds=passed)
            )
        return not self.task.stop.is_set()

    def _count_again(self, sha256: str) -> None:
        """The counts of an intake whose reading ended in an earlier run; it too is compared with digests given now."""
        with self.task.record.store.open(sha256) as stream:
            for one in read_manifest(stream):
                self._count_listed(one)
        self.taken.resumed = self.taken.occurrences
        with self.task.record.store.open(sha256) as stream:
            self.taken.extra = self.task.compare(_files(read_manifest(stream)))


def _files(entries: Iterable[Listed]) -> Iterator[tuple[bytes, Digests | None]]:
    return ((one.path, one.digests) for one in entries if one.fields["kind"] == FILE)
