"""A published log in a test's hands: headers and openings that can be changed, and published again by its operator.

Whoever holds the log's key can publish any of this. The case index of a forger is worked out naively, from a dict.
"""

import json
import shutil
from base64 import b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path

from wholefile.audit import PublishedLog, Trusted, audit
from wholefile.audit.openings import Given
from wholefile.core import case_index, merkle, tiles
from wholefile.core.canonical import b64u, decode_object, encode, unb64u
from wholefile.core.checkpoint import Checkpoint, sign_checkpoint
from wholefile.core.commitment import commit, open_all
from wholefile.core.header import INDEX_KIND, encode_header, make_act
from wholefile.core.keys import public_key_of
from wholefile.core.note import ED25519_NOTE, VerifierKey
from wholefile.core.signatures import sign_act
from wholefile.record import publishing
from wholefile.record.home import Record
from wholefile.record.openings import ALL, opening_lines


@dataclass
class Log:
    """What a log says, in plain lists."""

    origin: str
    seed: bytes
    headers: list[bytes]
    openings: dict[int, dict] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> "Log":
        """All that a record published under its newest checkpoint, and all openings."""
        lines = [
            decode_object(line[:-1], max_bytes=1 << 22, max_depth=12) for line in opening_lines(record, ALL)
        ]
        size = record.db.query('SELECT MAX("size") FROM "checkpoint"')[0][0]
        headers = publishing.read_headers(record, 0, size)
        return cls(record.origin, record.log_seed, headers, {one["seq"]: one["opening"] for one in lines})

    @property
    def key(self) -> VerifierKey:
        return VerifierKey(self.origin, ED25519_NOTE, public_key_of(self.seed))

    def copy(self) -> "Log":
        return replace(self, headers=list(self.headers), openings=dict(self.openings))

    def root(self, size: int | None = None) -> bytes:
        return merkle.root([merkle.leaf_hash(one) for one in self.headers[:size]])

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = len(self.headers) if size is None else size
        return Checkpoint(self.origin, size, self.root(size))

    def note(self, size: int | None = None) -> bytes:
        return sign_checkpoint(self.checkpoint(size), self.seed)

    def header(self, seq: int) -> dict:
        return json.loads(self.headers[seq])

    def change(self, seq: int, **act) -> None:
        """Another act at a position, with the old signatures under it."""
        header = self.header(seq)
        header["act"] |= act
        self.headers[seq] = encode(header)

    def add_index(self, at: int | None = None, **wrong) -> None:
        """One more index entry, right unless told otherwise."""
        seq = len(self.headers)
        cases = naive_cases(self.headers)
        body = {"cases": len(cases), "map": b64u(case_index.map_root(cases)), "size": seq} | wrong
        self.add(INDEX_KIND, [], body, [self.seed], at=at)

    def add(self, kind: str, labels, body: dict, seeds, *, at=None, nonce=None, log=None) -> int:
        """One more entry with its opening, signed by these seeds; its position."""
        seq, secret = len(self.headers), bytes([len(self.headers) % 256]) * 32
        act = make_act(
            log=log or self.origin,
            kind=kind,
            cases=labels,
            at=self.header(seq - 1)["act"]["at"] if at is None else at,
            nonce=nonce or seq.to_bytes(16, "big"),
            body=commit(body, secret),
        )
        self.headers.append(encode_header(act, seq, [sign_act(one, act) for one in seeds]))
        self.openings[seq] = open_all(body, secret)
        return seq

    def write(self, folder: Path, note: bytes | None = None) -> Path:
        """Publish everything: bundles, tiles, checkpoint."""
        leaves = [merkle.leaf_hash(one) for one in self.headers]
        for tile in tiles.new_bundles(0, len(leaves)):
            start = tile.number * tiles.WIDTH
            put(folder, tile.path, tiles.encode_bundle(self.headers[start : start + tile.width]))
        node = merkle.list_reader(leaves)
        for tile in tiles.tiles_of(len(leaves)):
            start = tile.number * tiles.WIDTH
            put(folder, tile.path, b"".join(node(8 * tile.level, start + n) for n in range(tile.width)))
        (folder / "checkpoint").write_bytes(note or self.note())
        return folder

    def write_as_it_grew(self, folder: Path, *sizes: int) -> Path:
        """Publish at each of these sizes, then everything, without the partial tiles that full ones replaced."""
        for size in sizes:
            replace(self, headers=self.headers[:size]).write(folder)
        self.write(folder)
        for partial in list(folder.glob("tile/**/*.p")):
            if partial.with_suffix("").is_file():
                shutil.rmtree(partial)
        return folder

    def given(self, *kinds: str) -> list[Given]:
        """Openings, of all entries or of some kinds."""
        return [
            Given(seq, opening)
            for seq, opening in sorted(self.openings.items())
            if not kinds or any(b'"kind":"%s"' % kind.encode() in self.headers[seq] for kind in kinds)
        ]


def put(folder: Path, path: str, data: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)


def naive_cases(headers) -> dict[bytes, bytes]:
    """The value of each case, from a list of all its entries."""
    entries: dict[bytes, list] = {}
    for seq, raw in enumerate(headers):
        for label in json.loads(raw)["act"]["cases"]:
            entries.setdefault(unb64u(label), []).append((seq, merkle.leaf_hash(raw)))
    return {
        label: case_index.case_value(len(found), found[-1][0], case_index.case_subroot(found))
        for label, found in entries.items()
    }


def look(folder: Path, log: Log, *, openings=None, whole: bool = False, **trusted):
    """The report on a published folder with the key of the log; openings are all of the log's unless given."""
    given = log.given() if openings is None else openings
    return audit(PublishedLog(folder), Trusted(log_key=log.key, **trusted), given, whole=whole)[0]


def failures(report) -> set[str]:
    return {one.id for one in report.claims.values() if one.status == "failed"}


def unchecked(report) -> set[str]:
    return {one.id for one in report.claims.values() if one.status == "not checked"}


def flip(path: Path, at: int, bit: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= bit
    path.write_bytes(bytes(data))


def root_text(root: bytes) -> str:
    return b64encode(root).decode()


def position(log: Log, kind: str, *, last: bool = False) -> int:
    """Where the first (or last) act of a kind stands."""
    found = [n for n in range(len(log.headers)) if log.header(n)["act"]["kind"] == kind]
    return found[-1 if last else 0]
