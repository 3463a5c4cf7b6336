"""One walk over all entries, in order: each is judged by itself and by those before it.

What later checks need of the log is collected on the way: leaf hashes, the entries of each case, the roots at
each checkpoint. Memory: about a hundred bytes for each entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wholefile.core.acts import check_body
from wholefile.core.canonical import b64u, decode_object, unb64u
from wholefile.core.commitment import commit
from wholefile.core.errors import WholefileError
from wholefile.core.frontier import Frontier
from wholefile.core.header import INDEX_KIND, Header, decode_header
from wholefile.core.keys import ED25519
from wholefile.core.merkle import leaf_hash
from wholefile.core.signatures import EnrolledKey, act_hash, verify_signature
from wholefile.record.act import recorded
from wholefile.record.finding import DAMAGE, Finding, words_of
from wholefile.record.home import Record
from wholefile.record.labels import labels_for
from wholefile.record.ledger import SKEW_MS
from wholefile.record.memory import Tables
from wholefile.record.preparation import (
    EXPUNGEMENT,
    KEPT_FOREVER,
    MAX_BODY_BYTES,
    REVOCATION,
    expected_signers,
    keys_brought,
)
from wholefile.record.projections import apply
from wholefile.record.sql import Row

_BATCH = 2_000
_SELECT = (
    'SELECT e."seq", e."kind", e."at", e."act_hash", e."nonce", e."leaf_hash", e."header", b."fields", b."secret" '
    'FROM "entry" e LEFT JOIN "body" b ON b."seq" = e."seq" WHERE e."seq" > %s ORDER BY e."seq" LIMIT %s'
)


@dataclass
class Index:
    """What an index entry says: the root of the map, how many cases, and the size it covers."""

    seq: int
    body: Mapping[str, Any]


@dataclass
class Walk:
    """What the walk found and what it collected."""

    findings: list[Finding] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    cases: dict[int, list[bytes]] = field(default_factory=dict)
    indexes: list[Index] = field(default_factory=list)
    roots: dict[int, bytes] = field(default_factory=dict)
    times: list[int] = field(default_factory=list)
    last_at: int = 0
    frontier: Frontier = field(default_factory=Frontier)


def walk(record: Record, progress: Callable[[int, int], None]) -> Walk:
    """Judge every entry of the record with its body."""
    found = Walk()
    judge = _Judge(record, found)
    wanted = {row[0] for row in record.db.query('SELECT "size" FROM "checkpoint"')}
    total, last, expected = record.db.count("entry"), -1, 0
    while rows := record.db.query(_SELECT, (last, _BATCH)):
        labels = _stored_labels(record, rows[0][0], rows[-1][0])
        for values in rows:
            seq = values[0]
            if seq != expected:
                judge.find("log.gap", expected, f"the log goes on with {seq}; what is between is missing")
            expected = seq + 1
            judge.entry(values, labels.get(seq, []))
            if len(found.leaves) in wanted:
                found.roots[len(found.leaves)] = found.frontier.root()
        last = rows[-1][0]
        progress(len(found.leaves), total)
    judge.end()
    found.findings += _strays(record)
    return found


def _stored_labels(record: Record, first: int, last: int) -> dict[int, list[Any]]:
    labels: dict[int, list[Any]] = {}
    rows = record.db.query(
        'SELECT "seq", "label" FROM "entry_case" WHERE "seq" >= %s AND "seq" <= %s ORDER BY "seq", "label"',
        (first, last),
    )
    for seq, label in rows:
        labels.setdefault(seq, []).append(label)
    return labels


def _strays(record: Record) -> Iterator[Finding]:
    """Rows beside the log that belong to no entry of it, and nonces that stand for two."""
    for table in ("body", "entry_case"):
        for row in record.db.query(
            f'SELECT t."seq" FROM "{table}" t LEFT JOIN "entry" e ON e."seq" = t."seq" WHERE e."seq" IS NULL'  # noqa: S608
        ):
            yield Finding(
                f"{table}.stray",
                row[0] if isinstance(row[0], int) else None,
                f"the table {table} has a row for an entry that is not there",
            )
    for row in record.db.query('SELECT MAX("seq") FROM "entry" GROUP BY "nonce" HAVING COUNT(*) > 1'):
        yield Finding("entry.repeated", row[0], "it carries the nonce of an earlier entry")


@dataclass
class _Known:
    """A key, whose it is, and the position at which it was revoked."""

    key: EnrolledKey
    person: str
    revoked: int | None = None


class _Judge:
    """Judges entries one after the other, with the keys and the tables that those before it give."""

    def __init__(self, record: Record, found: Walk) -> None:
        self._record, self._found = record, found
        log_key = EnrolledKey.of(ED25519, record.log_key.public_key)
        self._keys = {log_key.key: _Known(log_key, "")}
        self._expunged: dict[int, int] = {}
        self._bodiless: list[int] = []
        self._state = _WithLabels(record)
        self._seq = 0

    def find(self, kind: str, seq: int, words: str) -> None:
        self._found.findings.append(Finding(kind, seq, words))

    def entry(self, values: tuple[Any, ...], labels: list[Any]) -> None:
        """Judge one entry; whatever is wrong, its leaf takes its place so that the rest can be judged too."""
        seq, raw = values[0], values[6]
        self._seq = seq
        leaf = leaf_hash(raw) if isinstance(raw, bytes) else leaf_hash(str(raw).encode())
        self._found.leaves.append(leaf)
        self._found.frontier.append(leaf)
        try:
            header = decode_header(raw)
        except DAMAGE as error:
            self.find("entry.header", seq, f"its header cannot be read: {words_of(error)}")
            self._found.times.append(0)
            return
        self._columns(values, header, leaf, labels)
        self._time(header)
        body = self._body(header, values[7], values[8])
        try:
            self._signatures(header, body)
            if body is not None:
                self._apply(header, body)
        except DAMAGE as error:
            self.find("entry.judged", seq, f"it cannot be judged: {words_of(error)}")

    def end(self) -> None:
        """After the last entry: every missing body is missing by order of a court."""
        for seq in self._bodiless:
            if seq not in self._expunged:
                self.find("body.missing", seq, "its body is gone, and no order expunged it")

    def _columns(self, values: tuple[Any, ...], header: Header, leaf: bytes, labels: list[Any]) -> None:
        """The columns beside the header say what the header says."""
        seq, act = values[0], header.act
        told = (header.seq, act["kind"], act["at"], act_hash(act), unb64u(act["nonce"]), leaf)
        for name, mine, theirs in zip(
            ("seq", "kind", "at", "act_hash", "nonce", "leaf_hash"), values[:6], told, strict=True
        ):
            if mine != theirs:
                self.find("entry.column", seq, f"the column {name} does not say what its header says")
        if act["log"] != self._record.origin:
            self.find("entry.log", seq, "it was signed for another log")
        mine = [unb64u(label) for label in header.cases]
        if sorted(mine) != labels:
            self.find(
                "entry.cases", seq, "the table entry_case does not list it under the cases of its header"
            )
        self._found.cases[seq] = mine

    def _time(self, header: Header) -> None:
        at = int(header.act["at"])  # type: ignore[arg-type]  # checked by decode_header
        self._found.times.append(at)
        if at < self._found.last_at - SKEW_MS:
            self.find("entry.time", self._seq, "its time is before that of earlier entries")
        self._found.last_at = max(self._found.last_at, at)

    def _body(self, header: Header, fields: Any, secret: Any) -> dict[str, Any] | None:
        """The body, when it is there and is the one that was committed to."""
        if fields is None:
            self._bodiless.append(self._seq)
            if header.kind in KEPT_FOREVER:
                self.find("body.missing", self._seq, "its body is gone, which no order can permit")
            return None
        try:
            body = decode_object(fields, max_bytes=MAX_BODY_BYTES)
            check_body(header.kind, body)
            if b64u(commit(body, secret)) == header.act["body"]:
                return body
            self.find("body.commitment", self._seq, "its body is not the one that was signed")
        except DAMAGE as error:
            self.find("body.form", self._seq, f"its body cannot be read: {words_of(error)}")
        return None

    def _signatures(self, header: Header, body: Mapping[str, Any] | None) -> None:
        brought = {} if body is None else keys_brought(header.kind, body)
        here = {key.key: _Known(key, person) for key, person in brought.items()}
        persons = []
        for signature in header.signatures:
            name = str(signature["key"])
            known = here.get(name) or self._keys.get(name)
            if known is None or known.revoked is not None or (not known.person and header.kind != INDEX_KIND):
                self.find(
                    "entry.key", self._seq, "it is signed with a key that was not valid at this position"
                )
                continue
            try:
                verify_signature(signature, header.act, known.key)
            except WholefileError as error:
                self.find("entry.signature", self._seq, f"a signature does not hold: {error.message}")
            persons.append(known.person)
        if body is not None:
            expected = expected_signers(header.kind, body) or {""}
            if sorted(persons) != sorted(expected):
                self.find(
                    "entry.persons", self._seq, "it is not signed by exactly the persons who must sign it"
                )
        for name in here.keys() & self._keys.keys():
            self.find("entry.key", self._seq, f"it enrols the key {name} again")
        self._keys |= here

    def _apply(self, header: Header, body: dict[str, Any]) -> None:
        """What the act changes for those after it, and whether it is filed where it belongs."""
        if header.kind == INDEX_KIND:
            self._found.indexes.append(Index(self._seq, body))
        if header.kind == REVOCATION and body["key"] in self._keys:
            self._keys[body["key"]].revoked = self._seq
        if header.kind == EXPUNGEMENT:
            self._expunged |= dict.fromkeys(body["positions"], self._seq)
        labels = labels_for(header.kind, body, self._state)
        # Once a body is gone, not every link of later acts can be known; none that is known may be missing.
        if labels != header.cases and (not self._bodiless or not set(labels) <= set(header.cases)):
            self.find("entry.labels", self._seq, "it is not filed under exactly the cases it concerns")
        act = recorded(self._seq, header.act, body, ())
        try:
            self._state.tables.execute(apply(act, self._state.tables, tolerant=bool(self._bodiless)))
        except WholefileError as error:
            if not self._bodiless:
                self.find(
                    "entry.apply", self._seq, f"it does not follow from those before it: {error.message}"
                )


class _WithLabels:
    """The tables of the replay, and the labels of entries as their headers give them."""

    def __init__(self, record: Record) -> None:
        self.tables = Tables()
        self._record = record

    def one(self, table: str, /, **where: Any) -> Row | None:
        """As `Database.one`."""
        return self.tables.one(table, **where)

    def rows(self, table: str, /, **where: Any) -> list[Row]:
        """As `Database.rows`."""
        return (
            self._record.db.rows(table, **where)
            if table == "entry_case"
            else self.tables.rows(table, **where)
        )
