"""Folding acts into tables without a ledger: what a projection does is judged by itself."""

import json

from tests.record.small_record import START
from wholefile.core.acts import check_body
from wholefile.core.canonical import encode
from wholefile.record.act import recorded
from wholefile.record.memory import Tables
from wholefile.record.projections import apply
from wholefile.record.sql import Insert


class Folder:
    """Applies bodies, a second apart, to a state: a database or tables in memory."""

    def __init__(self, state) -> None:
        self.state = state
        self.seq = 0
        self.acts: list = []

    def do(self, kind: str, body: dict, *, at: int | None = None):
        """Apply an act of the next position."""
        check_body(kind, body)
        at = START + 1000 * self.seq if at is None else at
        act = recorded(self.seq, {"kind": kind, "at": at, "cases": []}, json.loads(encode(body)), [])
        writes = apply(act, self.state)
        self.state.execute(writes)
        self.acts.append(act)
        self.seq += 1
        return act


def store(db, acts) -> None:
    """Entries and bodies of acts as the ledger would leave them, as far as a replay reads them."""
    for act in acts:
        mark = act.seq.to_bytes(32, "big")
        entry = {"seq": act.seq, "kind": act.kind, "at": act.at, "act_hash": mark, "nonce": mark[16:]}
        db.execute([Insert("entry", {**entry, "leaf_hash": mark, "header": b"{}"})])
        db.execute([Insert("body", {"seq": act.seq, "fields": encode(act.body), "secret": bytes(32)})])


def plain(state) -> dict[str, list]:
    """Every row of every table, sorted, true and false as numbers."""
    found = {}
    for table in Tables().names():
        rows = [[int(v) if isinstance(v, bool) else v for v in row] for row in state.rows(table)]
        found[table] = sorted(rows, key=repr)
    return found
