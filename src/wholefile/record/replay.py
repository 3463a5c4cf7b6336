"""Folding the entries again: the tables as the acts alone give them.

Which acts are folded. An act whose body is destroyed says nothing. From there on the replay is tolerant: an act that
rests on a destroyed one is applied as far as what it names is still there, and left out when nothing is. The same holds
for a view of an earlier day in which some acts had not happened yet. So the tables of a record are, always and
exactly, the replay of the bodies that exist; expungement destroys bodies and rebuilds in one transaction.

Signatures, commitments and positions are not judged here; `record.check` does that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from wholefile.core.errors import WholefileError
from wholefile.record.act import Recorded, recorded
from wholefile.record.memory import Tables
from wholefile.record.projections import apply
from wholefile.record.sql import Database

_BATCH = 5_000  # entries in memory at once
_SELECT = 'SELECT e."seq", e."kind", e."at", b."fields" FROM "entry" e LEFT JOIN "body" b ON b."seq" = e."seq" WHERE '


def acts(db: Database, positions: Collection[int] | None = None) -> Iterator[Recorded | int]:
    """The acts of the record in order, or those at these positions; the bare position where the body is gone."""
    for seq, kind, at, fields in _stored(db, positions):
        if fields is None:
            yield int(seq)
        else:
            header = {"kind": kind, "at": at, "cases": ()}
            yield recorded(int(seq), header, json.loads(bytes(fields)), ())


def replay(
    found: Iterable[Recorded | int],
    *,
    wanted: Callable[[Recorded], bool] | None = None,
    tolerant: bool = False,
    failed: Callable[[int, str], None] | None = None,
) -> Tables:
    """The tables that these acts give, leaving out those not `wanted`.

    A strict replay raises what `apply` raises at the first act that cannot be applied, unless `failed` is given:
    then it is told the position and the reason, and the replay goes on.
    """
    state = Tables()
    for act in found:
        if isinstance(act, int):
            tolerant = True
        elif wanted is None or wanted(act):
            try:
                state.execute(apply(act, state, tolerant=tolerant))
            except WholefileError as error:
                if tolerant:
                    continue
                if failed is None:
                    raise
                failed(act.seq, error.message)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                # A body that was tampered with need not have the fields of its kind.
                if failed is None:
                    raise
                failed(act.seq, f"its body does not fit its kind ({error!r})")
    return state


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


def _stored(db: Database, positions: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    if positions is None:
        last = -1
        while rows := db.query(f'{_SELECT}e."seq" > %s ORDER BY e."seq" LIMIT {_BATCH}', [last]):
            yield from rows
            last = rows[-1][0]
        return
    wanted = sorted(positions)
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        marks = ", ".join(["%s"] * len(some))
        yield from db.query(f'{_SELECT}e."seq" IN ({marks}) ORDER BY e."seq"', some)
