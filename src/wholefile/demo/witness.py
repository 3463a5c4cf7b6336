"""The court's witness of the story: a real one, on loopback HTTP, with its own key and its own store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, VerifierKey
from wholefile.core.policy import format_policy
from wholefile.demo.cast import seed_of
from wholefile.demo.stage import StoryClock
from wholefile.record.home import Record
from wholefile.witness import Witness, WitnessStore, running

NAME = "ninth-district.example/witness"


@dataclass
class Court:
    """The witness at its address, and how it and a record come to know each other."""

    url: str
    key: VerifierKey
    store: WitnessStore

    def meet(self, record: Record) -> None:
        """The witness trusts the log's key; the record suggests the witness to its readers."""
        self.store.trust(record.log_key)
        record.policy_path.write_text(format_policy([record.log_key], {"court": self.key}), "utf-8")


@contextmanager
def court_witness(folder: Path, clock: StoryClock) -> Iterator[Court]:
    """A witness with an empty store in this folder, serving until the story ends. It goes by the story's clock."""
    folder.mkdir(parents=True, exist_ok=True)
    seed = seed_of("the court's witness")
    key = VerifierKey(NAME, COSIGNATURE, public_key_of(seed))
    store = WitnessStore.create(folder / "witness.sqlite3", key)
    try:
        with running(Witness(seed, store, lambda: clock.milliseconds // 1000)) as url:
            yield Court(url, key, store)
    finally:
        store.close()
