"""What a reading proposes of a file's text, kept so that the same text is read once by each version of the reader.

Derived and no part of the record: a proposal binds nobody. The text is the layer that processing read out of the file,
and everything proposed stands at a place in it. A reading is known by the digest of the layer, the version of the
reader, and what the reader was told: the kind of document and its day.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256 as digest_of
from typing import Any, Protocol

from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound, Unprocessable
from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.parts import KINDS, Frame
from wholefile.reading.spans import Span
from wholefile.reading.version import version_now
from wholefile.record.home import Record
from wholefile.record.sql import Database, Insert, Row

# A longer layer is a container of documents; each of them is a file of its own and read by itself.
MOST_CHARACTERS = 4_000_000
# What stands further on in a text that says more is left out, and the reading says so.
MOST_FACTS = 20_000


class Read(Protocol):
    """What a reader gives; see `wholefile.reading.reader`."""

    @property
    def facts(self) -> Sequence[Fact]:
        """What is proposed."""

    @property
    def frame(self) -> Frame:
        """What sort of document it is."""

    @property
    def version(self) -> str:
        """Of the rules and the model."""

    @property
    def skipped(self) -> Sequence[str]:
        """What could not be done, in words."""


Reader = Callable[..., Read]


@dataclass(frozen=True)
class Proposals:
    """A reading as it is kept: what sort of document it is, of which day and how that is known, and its facts."""

    version: str
    kind: str
    day: str
    day_source: str
    flags: tuple[str, ...]
    skipped: tuple[str, ...]
    facts: tuple[Fact, ...] = field(repr=False)

    @cached_property
    def by_identity(self) -> dict[str, Fact]:
        """The facts by their identities."""
        return {one.identity: one for one in self.facts}

    def one(self, identity: str) -> Fact:
        """The fact with this identity. Raises NotFound."""
        found = self.by_identity.get(identity)
        if found is None:
            raise NotFound(
                "proposal.unknown", "The reading of this text proposes no such fact; read it anew."
            )
        return found


def layer_of(db: Database, sha256: str, layer: str = "") -> Row:
    """A text layer of a file by its name or digest; by default the latest that no machine made of a picture or sound.

    Raises NotFound when there is none.
    """
    read_at = {
        (row.extractor, row.version, row.settings): row.at for row in db.rows("derivation", sha256=sha256)
    }
    rows = [
        row
        for row in db.rows("text_layer", order=("name",), sha256=sha256)
        if layer in ("", row.name, row.text)
    ]
    if not rows:
        raise NotFound("file.no_text", "No such text was read from this file.")
    return min(
        rows,
        key=lambda row: (
            row.label != "native",
            -read_at.get((row.extractor, row.version, row.settings), 0),
            row.name,
        ),
    )


def layer_words(record: Record, layer: str) -> str:
    """The words of a text layer by its digest. Raises NotFound, or IntegrityFailure when they changed in the store."""
    try:
        with record.derived.open(layer) as stream:
            data: bytes = stream.read()
    except NotFound:
        raise NotFound(
            "file.text_lost", "What was read from this file is no longer in the store; it can be read again."
        ) from None
    if digest_of(data).hexdigest() != layer:
        raise IntegrityFailure("file.text_rotten", "What was read from this file has changed in the store.")
    return data.decode("utf-8")


def kept_proposals(db: Database, layer: str, *, read_as: str = "", dated: str = "") -> Proposals | None:
    """What this version of the reader proposed of a layer, if it was asked already."""
    where = {"text": layer, "version": version_now(), "read_as": read_as, "dated": dated}
    row = db.one("layer_reading", **where)
    return None if row is None else _proposals(json.loads(row.found))


def proposals_of(
    record: Record,
    layer: str,
    *,
    read_as: str = "",
    dated: str = "",
    reader: Reader | None = None,
) -> Proposals:
    """What is proposed of a text layer: as it was kept, or read now and kept.

    `read_as` and `dated` are given by whoever knows them better than the text does. Raises Invalid for a kind of
    document or a day that is none, Unprocessable for a layer that is too long.
    """
    day = check_told(read_as, dated)
    known = kept_proposals(record.db, layer, read_as=read_as, dated=dated)
    if known is not None:
        return known
    words = layer_words(record, layer)
    if len(words) > MOST_CHARACTERS:
        raise Unprocessable(
            "reading.long",
            f"This text has {len(words):,} characters; at most {MOST_CHARACTERS:,} are read as one document.",
        )
    began = time.monotonic()
    found = proposals_in(words, kind=read_as, day=day, reader=reader)
    keep(record, layer, found, read_as=read_as, dated=dated, took=int((time.monotonic() - began) * 1000))
    return found


def proposals_in(
    words: str, *, kind: str = "", day: date | None = None, reader: Reader | None = None
) -> Proposals:
    """What is proposed of words that are no file of the record."""
    return _of_reading((reader or _reader())(words, kind=kind, day=day))


def keep(
    record: Record, layer: str, found: Proposals, *, read_as: str = "", dated: str = "", took: int = 0
) -> None:
    """Keep a reading. Whoever was first stands: both say the same.

    Of a text that was forgotten while it was read nothing is kept, as when its file was expunged meanwhile.
    """
    key = {"text": layer, "version": found.version, "read_as": read_as, "dated": dated}
    kept = {"found": _text(found), "facts": len(found.facts), "took": took, "at": record.clock()}
    with record.db.atomic():
        if record.db.exists("text_layer", text=layer) and not record.db.exists("layer_reading", **key):
            record.db.execute([Insert("layer_reading", {**key, **kept})])


def check_told(read_as: str, dated: str) -> date | None:
    """The day that a reader is told. Raises Invalid for a kind of document or a day that is none."""
    if read_as and read_as not in KINDS:
        raise Invalid("reading.kind", f"Read it as one of: {', '.join(KINDS)}.")
    try:
        return date.fromisoformat(dated) if dated else None
    except ValueError:
        raise Invalid("reading.day", "Give the day of the document as YYYY-MM-DD.") from None


def check_of_file(db: Database, sha256: str, layer: str) -> None:
    """The layer was read from this file. Raises Conflict."""
    if not db.exists("text_layer", sha256=sha256, text=layer):
        raise Conflict("reading.layer", "This text was not read from this file; open the file anew.")


def _reader() -> Reader:
    from wholefile.reading.reader import read  # noqa: PLC0415 - brings the language model with it

    return read


def _of_reading(found: Read) -> Proposals:
    frame, facts = found.frame, tuple(found.facts)
    skipped = list(found.skipped)
    if len(facts) > MOST_FACTS:
        skipped.append(f"{len(facts) - MOST_FACTS:,} facts further on in the text are left out.")
    return Proposals(
        version=found.version,
        kind=frame.kind,
        day=frame.day.isoformat() if frame.day else "",
        day_source=frame.day_source,
        flags=tuple(frame.flags),
        skipped=tuple(skipped),
        facts=facts[:MOST_FACTS],
    )


def _text(found: Proposals) -> str:
    said = {
        "version": found.version,
        "kind": found.kind,
        "day": found.day,
        "day_source": found.day_source,
        "flags": found.flags,
        "skipped": found.skipped,
        "facts": [as_plain(one) for one in found.facts],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def as_plain(fact: Fact) -> dict[str, Any]:
    """A proposed fact as plain data."""
    return {
        "kind": fact.kind,
        "span": [fact.span.start, fact.span.end],
        "rule": fact.rule,
        "told": {name: list(one) if isinstance(one, tuple) else one for name, one in fact.told.items()},
        "status": fact.status.value,
        "chain": [
            [one.who, one.manner.value, [one.span.start, one.span.end] if one.span else None, one.refers]
            for one in fact.chain
        ],
        "others": [[one.start, one.end] for one in fact.others],
        "flags": list(fact.flags),
        "nth": fact.nth,
    }


def _proposals(said: Mapping[str, Any]) -> Proposals:
    return Proposals(
        version=said["version"],
        kind=said["kind"],
        day=said["day"],
        day_source=said["day_source"],
        flags=tuple(said["flags"]),
        skipped=tuple(said["skipped"]),
        facts=tuple(_facts(said["facts"])),
    )


def _facts(said: Sequence[Mapping[str, Any]]) -> Iterator[Fact]:
    for one in said:
        yield Fact(
            kind=one["kind"],
            span=Span(*one["span"]),
            rule=one["rule"],
            told={name: tuple(v) if isinstance(v, list) else v for name, v in one["told"].items()},
            status=Status(one["status"]),
            chain=tuple(
                Link(who, Status(manner), Span(*span) if span else None, refers)
                for who, manner, span, refers in one["chain"]
            ),
            others=tuple(Span(*span) for span in one["others"]),
            flags=tuple(one["flags"]),
            nth=one["nth"],
        )
