"""The demo's story played by its own actions, with a copy of the record as it stood before each chapter.

A chapter that is clicked begins where the demo's own has begun, and is held against what the demo's own recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wholefile.demo.cast import ORIGIN
from wholefile.demo.chapter_cheats import copy_record
from wholefile.demo.narration import Narrator
from wholefile.demo.play import CHAPTERS, START
from wholefile.demo.stage import Stage, StoryClock
from wholefile.demo.witness import court_witness
from wholefile.record.home import Record, create_record
from wholefile.record.lookups import entry_count
from wholefile.showing.acts import log_view
from wholefile.showing.seeing import EVERYTHING

# What no person does in a chapter: the log's own entries, and keys, which the clicked story needs of another sort.
_NOT_TOLD = ("checkpoint.published", "key.enrolled", "index")


@dataclass
class Before:
    """The record as it stood before a chapter, and what the story knew by then."""

    folder: Path
    now: int  # milliseconds since 1970 (UTC)
    size: int
    items: dict[str, str]
    numbers: dict[str, str]
    told: Counter[tuple[str, ...]] = field(default_factory=Counter)  # filled in when the chapter is over


class Played:
    """The story, played no further than it was asked for."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self._folder = folder
        self._before: dict[str, Before] = {}

    def chapter(self, name: str) -> Before:
        """The record before this chapter, once the chapter has been played."""
        for one, play in CHAPTERS.items():
            if one not in self._before:
                before = self._before[one] = self._keep(one)
                play(self.stage)
                before.told = acts_since(self.stage.record, before.size)
            if one == name:
                break
        return self._before[name]

    def _keep(self, name: str) -> Before:
        record = self.stage.record
        folder = self._folder / name.replace(" ", "-")
        copy_record(record.folder, folder)
        stage = self.stage
        return Before(
            folder,
            stage.clock.milliseconds,
            entry_count(record.db),
            deepcopy(stage.items),
            deepcopy(stage.numbers),
        )


@contextmanager
def played(folder: Path) -> Iterator[Played]:
    """The story at its beginning, with its witness, in an empty folder."""
    clock = StoryClock(START)
    with ExitStack() as opened:
        court = opened.enter_context(court_witness(folder / "witness", clock))
        record = create_record(folder / "record", ORIGIN, clock=clock, witnesses=[court.url])
        opened.callback(record.close)
        court.meet(record)
        stage = Stage(
            record, clock, Narrator(lambda _: None, as_json=True), folder / "kept", witness_key=court.key
        )
        stage.folder.mkdir()
        yield Played(stage, folder / "before")


def acts_since(record: Record, size: int) -> Counter[tuple[str, ...]]:
    """How often each kind of act was recorded after so many entries, each with the names of who signed it."""
    found: list[dict[str, Any]] = []
    at = size
    while page := [one for one in log_view(record.db, EVERYTHING, since=at)["acts"] if one["position"] >= at]:
        found += page
        at = page[-1]["position"] + 1
    return Counter((one["kind"], *sorted(one["signed_by"])) for one in found if one["kind"] not in _NOT_TOLD)
