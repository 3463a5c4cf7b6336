"""The case index worked out again from the entries, and compared with the tables and with every index entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.core.canonical import b64u
from wholefile.core.case_index import case_leaf, case_value
from wholefile.core.errors import WholefileError
from wholefile.core.frontier import Frontier
from wholefile.record import journal
from wholefile.record.case_map import MemoryMap
from wholefile.record.check_entries import Walk
from wholefile.record.finding import Finding
from wholefile.record.home import Record


class _Cases:
    """Count, last position and tree of each case, as the entries give them."""

    def __init__(self) -> None:
        self.last: dict[bytes, int] = {}
        self.trees: dict[bytes, Frontier] = {}

    def add(self, label: bytes, seq: int, leaf: bytes) -> None:
        """One more entry of a case."""
        self.trees.setdefault(label, Frontier()).append(case_leaf(seq, leaf))
        self.last[label] = seq

    def value(self, label: bytes) -> bytes:
        """What the map must hold for a case."""
        tree = self.trees[label]
        return case_value(tree.size, self.last[label], tree.root())


def index_findings(record: Record, found: Walk) -> Iterator[Finding]:
    """What is wrong with the index entries, the tables of the case index and of its map, and the head."""
    cases, kept = _Cases(), MemoryMap()
    touched: set[bytes] = set()
    indexed = 0
    indexes = {one.seq: one.body for one in found.indexes}
    for seq, leaf in enumerate(found.leaves):
        body = indexes.get(seq)
        if body is not None:
            kept.update({label: cases.value(label) for label in touched})
            touched.clear()
            indexed = seq + 1
            expected = {"cases": len(kept.values), "map": b64u(kept.root()), "size": seq}
            if any(body.get(name) != value for name, value in expected.items()):
                yield Finding("index.entry", seq, "the index entry does not cover what is before it")
        for label in found.cases.get(seq, ()):
            cases.add(label, seq, leaf)
            touched.add(label)
    yield from _of_cases(record, cases)
    yield from _of_map(record, kept)
    yield from _of_head(record, found, indexed, kept)


def _of_cases(record: Record, cases: _Cases) -> Iterator[Finding]:
    seen = set()
    for row in record.db.rows("case_index"):
        label = row.label
        seen.add(label)
        tree = cases.trees.get(label)
        told = None if tree is None else (tree.size, cases.last[label], tree.to_bytes())
        if (row.count, row.last, row.frontier) != told:
            yield Finding(
                "index.case", cases.last.get(label), "the index of a case is not that of its entries"
            )
    for label in cases.trees.keys() - seen:
        yield Finding("index.case", cases.last[label], "the case of this entry is not in the case index")


def _of_map(record: Record, kept: MemoryMap) -> Iterator[Finding]:
    db = record.db
    if {row.label: row.value for row in db.rows("map_leaf")} != kept.values:
        yield Finding("index.map", None, "the cases in the map are not those of the last index entry")
    stored: dict[Any, Any] = {(row.depth, row.prefix): (row.state, row.hash) for row in db.rows("map_node")}
    if stored != kept.nodes:
        yield Finding("index.map", None, "the nodes of the map are not those of the last index entry")


def _of_head(record: Record, found: Walk, indexed: int, kept: MemoryMap) -> Iterator[Finding]:
    try:
        head = journal.read_head(record.db)
    except WholefileError as error:
        yield Finding("head", None, f"the head cannot be read: {error.message}")
        return
    told = (
        ("name of the log", head.origin, record.origin),
        ("key of the log", head.log_key, record.log_key.public_key),
        ("size", head.size, len(found.leaves)),
        ("root", head.frontier, found.frontier),
        ("time of the last entry", head.last_at, found.last_at),
        ("number of entries indexed", head.indexed, indexed),
        ("root of the map", head.map_root, kept.root()),
    )
    for name, mine, theirs in told:
        if mine != theirs:
            yield Finding("head", len(found.leaves), f"the {name} in the head is not that of the entries")
    if record.db.count("head") != 1:
        yield Finding("head", None, "there is more than one head")
