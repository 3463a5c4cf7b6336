"""The whole demo: set the stage, play the chapters, say how it went."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wholefile.core.errors import Conflict, WholefileError
from wholefile.demo import (
    chapter_cheats,
    chapter_civil,
    chapter_disclosure,
    chapter_files,
    chapter_laboratory,
    chapter_opening,
    chapter_production,
    chapter_reading,
    chapter_set,
    chapter_statements,
    chapter_wrong_number,
)
from wholefile.demo.cast import ORIGIN
from wholefile.demo.narration import Narrator
from wholefile.demo.stage import CRIMINAL, NotAsTold, Stage, StoryClock
from wholefile.demo.witness import court_witness
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import create_record
from wholefile.record.witnessing import gather

START = "2031-01-06T08:00"


def _published(stage: Stage) -> None:
    """The log signs a checkpoint, and the court's witness cosigns it."""
    checkpoint(stage.record)
    gather(stage.record)


# What is told, in its order.
CHAPTERS: dict[str, Callable[[Stage], None]] = {
    "founding": chapter_opening.found,
    "opening": chapter_opening.play,
    "set": chapter_set.play,
    "wrong number": chapter_wrong_number.play,
    "backup": chapter_cheats.keep_backup,
    "laboratory": chapter_laboratory.play,
    "statements": chapter_statements.play,
    "disclosure": chapter_disclosure.play,
    "production": chapter_production.play,
    "civil": chapter_civil.play,
    "checkpoint": _published,
    "cheats": chapter_cheats.play,
    "files": chapter_files.play,
    "reading": chapter_reading.play,
}


def play(
    write: Callable[[str], None],
    *,
    into: Path | None = None,
    as_json: bool = False,
    serve: Callable[[Path], None] | None = None,
) -> bool:
    """Play the story. True when everything went as told; `into` keeps the record and the productions.

    `serve` is called with the folder of the record when all went well, before what is not kept is removed. Raises
    Conflict when `into` holds something already.
    """
    began = time.monotonic()
    tell = Narrator(write, as_json=as_json)
    with _folder(into) as folder:
        well = _play(folder, tell, began, kept=into is not None, served=serve is not None)
        if well and serve is not None:
            serve(folder / "record")
    return well


@contextmanager
def _folder(into: Path | None) -> Iterator[Path]:
    """Where the story is played: a folder that is kept, or one that is gone afterwards."""
    if into is None:
        with tempfile.TemporaryDirectory(prefix="wholefile-demo-") as folder:
            yield Path(folder)
        return
    if into.exists() and any(into.iterdir()):
        raise Conflict("demo.into", f"{into} is not empty; name a new folder.")
    into.mkdir(parents=True, exist_ok=True)
    yield into


def _play(folder: Path, tell: Narrator, began: float, *, kept: bool, served: bool) -> bool:
    tell.plain("Wholefile: a fictional case on a story clock. The actions, rules, keys, files")
    tell.plain("and proofs are the real ones. [n] is a position in the log.")
    clock = StoryClock(START)
    try:
        with court_witness(folder / "witness", clock) as court:
            record = create_record(folder / "record", ORIGIN, clock=clock, witnesses=[court.url])
            court.meet(record)
            stage = Stage(record, clock, tell, folder, witness_key=court.key)
            try:
                for chapter in CHAPTERS.values():
                    chapter(stage)
                _close(stage, began, kept=kept, served=served)
            finally:
                record.close()
    except (NotAsTold, WholefileError) as failure:
        tell.plain(f"NOT AS TOLD: {failure}")
        return False
    return True


def _close(stage: Stage, began: float, *, kept: bool, served: bool) -> None:
    """The untouched record is whole; how much it holds; where to look next."""
    findings = [one for one in check(stage.record) if not one.is_note]
    stage.expect(not findings, f"the record itself is whole: {findings[:1]}")
    db, tell = stage.record.db, stage.tell
    counts = {
        "items": db.count("item"), "acts": db.count("entry") - db.count("checkpoint"), "people": db.count("person"),
        "dockets": db.count("case_file"), "files": db.count("stored_file"),
    }  # fmt: skip
    tell.plain()
    tell.plain("As told: " + ", ".join(f"{count} {what}" for what, count in counts.items()) + ";")
    tell.plain(
        f"{tell.counts['refused']} acts refused by rule, {tell.counts['proved']} proofs held, "
        f"{tell.counts['detected']} cheats detected, in {time.monotonic() - began:.0f} seconds."
    )
    tell.plain()
    if not kept:
        if served:
            return
        tell.plain("Nothing was kept. To look around: wholefile demo --into demo-case")
        return
    last = list(stage.kept.values())[-1]
    tell.plain("Where to look next:")
    tell.plain(f"  wholefile show case {CRIMINAL} --record {stage.record.folder}")
    tell.plain(f"  wholefile record check --record {stage.record.folder}")
    tell.plain(f"  wholefile verify {last}")
    tell.plain(f"  {last / 'verify.html'}  (open it in a browser, choose the folder)")
