"""Folding the entries again: the tables as the acts alone give them.

Which acts are folded. An act whose body is destroyed says nothing. From there on the replay is tolerant: an act that
rests on a destroyed one is applied as far as what it names is still there, and left out when nothing is. The same holds
for a view of an earlier day in which some acts had not happened yet. So the tables of a record are, always and
exactly, the replay of the bodies that exist; expungement destroys bodies and rebuilds in one transaction.

Signatures, commitments and positions are not judged here; `record.check` does that.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connections

from wholefile.core.errors import WholefileError
from wholefile.record.act import Recorded, recorded
from wholefile.record.memory import Tables
from wholefile.record.projections import apply
from wholefile.record.sql import Database

_BATCH = 5_000  # entries in memory at once
_SELECT = 'SELECT e."seq", e."kind", e."at", b."fields" FROM "entry" e LEFT JOIN "body" b ON b."seq" = e."seq" WHERE '


class Stored(NamedTuple):
    """An entry as a replay needs it: position, kind, when it was recorded, and its body's bytes unless destroyed."""

    seq: int
    kind: str
    at: int
    fields: bytes | None

    def act(self) -> Recorded:
        """The act, without its labels and keys, which say nothing about the tables."""
        header = {"kind": self.kind, "at": self.at, "cases": ()}
        return recorded(self.seq, header, json.loads(bytes(self.fields or b"")), ())


def entries(db: Database, positions: Collection[int] | None = None) -> Iterator[Stored]:
    """The entries of the record in order, or those at these positions."""
    if positions is None:
        last = -1
        while rows := db.query(f'{_SELECT}e."seq" > %s ORDER BY e."seq" LIMIT {_BATCH}', [last]):
            yield from map(Stored._make, rows)
            last = rows[-1][0]
        return
    wanted = sorted(positions)
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        marks = ", ".join(["%s"] * len(some))
        found = db.query(f'{_SELECT}e."seq" IN ({marks}) ORDER BY e."seq"', some)
        yield from map(Stored._make, found)


def replay(
    found: Iterable[Stored],
    *,
    wanted: Callable[[Recorded], bool] | None = None,
    tolerant: bool = False,
    failed: Callable[[int, str], None] | None = None,
) -> Tables:
    """The tables that these entries give, leaving out acts that are not `wanted`.

    A strict replay raises what `apply` raises at the first act that cannot be applied, unless `failed` is given:
    then it is told the position and the reason, and the replay goes on.
    """
    state = Tables()
    with uncollected():
        _fold(state, found, wanted or (lambda _act: True), tolerant, failed)
    return state


def _fold(
    state: Tables,
    found: Iterable[Stored],
    wanted: Callable[[Recorded], bool],
    tolerant: bool,  # noqa: FBT001
    failed: Callable[[int, str], None] | None,
) -> None:
    for entry in found:
        if entry.fields is None:
            tolerant = True
            continue
        try:
            act = entry.act()
            if wanted(act):
                state.execute(apply(act, state, tolerant=tolerant))
        except WholefileError as error:
            if tolerant:
                continue
            if failed is None:
                raise
            failed(entry.seq, error.message)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # A body that was tampered with need not have the fields of its kind.
            if failed is None:
                raise
            failed(entry.seq, f"its body does not fit its kind ({error!r})")


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for garbage in cycles, of which rows make none: it would walk every row again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """A block in which every read sees the record as it was at the first, while others go on appending."""
    if connections[db.alias].in_atomic_block:
        yield
    elif db.vendor == "sqlite":
        raw = db.raw()
        raw.execute("BEGIN")
        try:
            yield
        finally:
            raw.execute("ROLLBACK")
    else:
        with db.atomic():
            db.raw().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
