"""Stored files and the items they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wholefile.record.act import Recorded
from wholefile.record.projections.state import State
from wholefile.record.sql import Insert, Update, Write


def attach(
    act: Recorded, db: State, items: Iterable[str], files: Sequence[Mapping[str, Any]], purpose: str
) -> Iterator[Write]:
    """Files belong to items from this act on. Bytes already in the store are the same stored file under every name."""
    for sha256, one in {one["sha256"]: one for one in reversed(files)}.items():
        stored = db.one("stored_file", sha256=sha256)
        if stored is None:
            columns = ("sha256", "sha1", "md5", "size", "media_type")
            row = {name: one[name] for name in columns}
            yield Insert("stored_file", {**row, "seq": act.seq, "expunged_seq": None})
        elif stored.expunged_seq is not None:
            yield Update("stored_file", {"seq": act.seq, "expunged_seq": None}, {"sha256": sha256})
    number = 0
    for item in items:
        for one in files:
            named = {name: one[name] for name in ("sha256", "name", "media_type", "size")}
            yield Insert(
                "item_file", {"seq": act.seq, "n": number, "item": item, **named, "purpose": purpose}
            )
            number += 1
