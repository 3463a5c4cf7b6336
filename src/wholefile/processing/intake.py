"""Intake: a file, a folder or an upload comes into the record as files of an item.

    done = take_in(record, item, Path("evidence"), purpose="acquisition", by=signer)

Every file is read once; its three digests are worked out in that pass, and a copy is durable in the store before
anything is said of it. A folder becomes a manifest that lists every name with its times, links and what could not be
taken, and the manifest becomes acts. Nothing is recorded before everything is read, and nothing at all when given
digests differ.

An intake may be stopped, killed or cut from power at any moment. Run again with the same item and source it goes on:
what was durable is not read again, and each file is attached once. What the source is when the manifest is complete
is what is recorded: an intake that was interrupted after that is finished from the manifest.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from pathlib import Path
from typing import BinaryIO, Unpack

from wholefile.actions.files import file_facts, shown_name
from wholefile.actions.recording import Remarks
from wholefile.actions.signing import Signer
from wholefile.core.errors import Invalid, NotFound
from wholefile.processing import intake_acts
from wholefile.processing.intake_acts import Attaching
from wholefile.processing.intake_folder import EVERY, Task, by_manifest
from wholefile.processing.intake_hashes import HashesDiffer, check_expected, parse_expected, read_hashes
from wholefile.processing.intake_manifest import shown
from wholefile.processing.intake_mended import made_good
from wholefile.processing.intake_reading import Reading, settle, writer_for
from wholefile.processing.intake_told import READING, Progress, Stopped, Taken, Told
from wholefile.processing.intake_walk import FILE, FOLDER, kind_of, walk
from wholefile.record import lookups
from wholefile.record.blob_digests import Digests
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def take_in(  # noqa: PLR0913 - an acquisition has as many facts
    record: Record,
    item: str,
    source: Path,
    *,
    purpose: str,
    by: Signer,
    tool: str | None = None,
    write_blocker: bool | None = None,
    expect: str | None = None,
    hashes: Path | None = None,
    source_name: str | None = None,
    manifest: bool = False,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **remarks: Unpack[Remarks],
) -> Taken:
    """Take a folder or a file into an item; returns what was found, and the receipts.

    `expect` is the digest of one file, as sha256:HEX; `hashes` a list of digests for a folder. `manifest` asks for a
    manifest of a single file too. When `stop` is set, what was begun is finished, made durable and noted.

    Raises NotFound for an unknown item or source, Invalid for a source that is neither file nor folder,
    IntegrityFailure (HashesDiffer for lists) when digests differ, Stopped, and Unavailable when the disk does not
    take it.
    """
    lookups.item(record.db, item)
    place = os.fsencode(source)
    kind = _kind_of_source(record, place)
    name = shown_name(source_name or shown(place))
    said = tuple((key, value) for key, value in remarks.items() if key != "idempotency")
    attaching = Attaching(item, purpose, name, by, tool, write_blocker, said)
    expected = parse_expected(expect) if expect else {}
    if kind == FOLDER and expected:
        raise Invalid(
            "intake.expect_folder", "One digest is of one file; give a list of digests for a folder."
        )
    listed = read_hashes(hashes, place) if hashes else None
    task = Task(record, attaching, place, expected, listed, stop or threading.Event(), progress)
    taken = by_manifest(task) if kind == FOLDER or manifest else _one_file(task)
    taken.mended = made_good(record, item, by=by)
    return taken


def take_in_stream(
    record: Record,
    item: str,
    name: str,
    stream: BinaryIO,
    *,
    purpose: str,
    by: Signer,
    expect: str | None = None,
    media_type: str | None = None,
    **remarks: Unpack[Remarks],
) -> Taken:
    """Take an upload, an open stream that is read once to its end, into an item.

    Its bytes are durable before the act is made. Raises IntegrityFailure when it is not the file `expect` names.
    """
    started = time.monotonic()
    lookups.item(record.db, item)
    expected = parse_expected(expect) if expect else {}
    digests = record.store.put(stream)
    check_expected(expected, digests)
    said = tuple((key, value) for key, value in remarks.items() if key != "idempotency")
    attaching = Attaching(item, purpose, shown_name(name), by, remarks=said)
    taken = Taken(item, attaching.source, entries=1, files=1, occurrences=1, distinct=1)
    taken.size, taken.empty = digests.size, int(not digests.size)
    key = remarks.get("idempotency")
    taken.receipts = _attach_one(record, attaching, name, digests, media_type=media_type, key=key)
    taken.mended = made_good(record, item, by=by)
    taken.seconds = time.monotonic() - started
    return taken


def _attach_one(
    record: Record,
    attaching: Attaching,
    name: str,
    digests: Digests,
    *,
    media_type: str | None = None,
    key: str | None = None,
) -> list[Receipt]:
    """The one act of one file; the same file under the same name is the same act again."""
    facts = file_facts(name, digests, media_type)
    body = attaching.body([facts], None)
    key = key or f"intake {attaching.item} {digests.sha256} {attaching.purpose} {facts['name']}"
    planned = intake_acts.planned(record, attaching, body, key)
    return intake_acts.record_all(record, lambda: iter([planned]), lambda _done: True)


def _one_file(task: Task) -> Taken:
    """A single file: read, compared, and attached by one act."""
    started, taken = time.monotonic(), task.taken()
    found = next(walk(task.place))
    writer = writer_for(task.record.store, f"intake-{secrets.token_hex(8)}")
    reading = Reading(writer, task.stop)
    try:
        window, futures = reading.start([found], {})
        for _ in settle(futures, EVERY):
            task.tell(READING, started, reading.pace, (1, found.stat.st_size if found.stat else 0))
        entry = window.entries[0]
        if entry is None:
            raise Stopped(0)
        if entry.digests is None:
            raise Invalid("intake.not_taken", f"{shown(task.place)} was not taken: {entry.reason}.")
        taken.extra = task.compare([(found.path, entry.digests)])
        window.batch.seal()
    finally:
        reading.close()
        writer.close()
    taken.count(FILE, found.path, entry.flags, entry.digests.size)
    taken.distinct = 1
    taken.receipts = _attach_one(task.record, task.attaching, shown(found.path), entry.digests)
    taken.seconds = time.monotonic() - started
    return taken


def _kind_of_source(record: Record, place: bytes) -> str:
    try:
        told = os.stat(place)  # noqa: PTH116 - a path may hold any bytes
    except FileNotFoundError:
        raise NotFound("intake.source", f"There is no {shown(place)}.") from None
    except OSError as error:
        raise Invalid("intake.source", f"{shown(place)} cannot be read: {error.strerror}.") from error
    kind = kind_of(told.st_mode)
    if kind not in (FILE, FOLDER):
        raise Invalid(
            "intake.source",
            f"{shown(place)} is a {kind}. Name a file or a folder; of a device, take an image first.",
        )
    own = os.path.realpath(os.fsencode(record.folder)) + b"/"
    if (os.path.realpath(place) + b"/").startswith(own):
        raise Invalid("intake.own_folder", "This is part of the record itself; name what is to be taken in.")
    return kind


__all__ = ["HashesDiffer", "Progress", "Stopped", "Taken", "Told", "take_in", "take_in_stream"]
