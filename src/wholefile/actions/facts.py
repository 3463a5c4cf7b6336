"""Facts out of documents: accept what a reading proposed, correct a fact, reject a proposal.

Nothing that was read is in a case before somebody signs one of these. What is told of a fact is told in words; where a
proposal names another one (the speaker of a quote), its name in the document is told, with the identity beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from wholefile.actions.proposals import Proposals, check_of_file, layer_of, layer_words, proposals_of
from wholefile.actions.recording import (
    Body,
    Planned,
    Remarks,
    full_body,
    record_acts,
    record_numbered,
    record_with,
    while_numbers_move,
)
from wholefile.actions.signing import Signer
from wholefile.actions.sources import as_kept
from wholefile.core.acts.facts import MOST_LINKS, MOST_OTHERS, MOST_TOLD
from wholefile.core.errors import Conflict, Invalid, Unprocessable
from wholefile.reading.facts import Fact, Link
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.sql import Row

MOST_AT_ONCE = 500
_LINE, _SHORT = 300, 80
# What names somebody or something else that the reading found; everything else is told in words, whatever they spell.
_REFERRING = frozenset(
    {"against", "author", "by", "continues", "of", "participants", "seen_by", "speaker", "whom"}
)

Pairs = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A file's text, and what was proposed of it."""

    sha256: str
    layer: str
    words: str
    found: Proposals
    inside: str | None

    def proposed(self) -> Body:
        """What an act says of the reading."""
        said = {"reader": self.found.version, "read_as": self.found.kind, "dated": self.found.day}
        return {name: value for name, value in said.items() if value}


def accept_fact(  # noqa: PLR0913 - what is proposed, and each part that may be corrected
    record: Record,
    sha256: str,
    proposal: str,
    *,
    dockets: Sequence[str],
    by: Signer,
    kind: str | None = None,
    told: Sequence[Mapping[str, str]] | None = None,
    status: str | None = None,
    chain: Sequence[Mapping[str, str]] | None = None,
    words: str | None = None,
    layer: str | None = None,
    read_as: str | None = None,
    dated: str | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Accept a fact that the reading of a file proposed; returns the number of the fact.

    What is given beside the proposal corrects it: all that is told, as name=value; its status; all of the chain, as
    manner=who, from who asserts it outwards; or the words, which must stand in the text once, or at the old place.
    """
    read = _read(record, sha256, layer, read_as, dated)
    fact = read.found.one(proposal)
    proposed = version_of(read.words, fact, read.found)
    version = _changed(read, proposed, kind=kind, told=told, status=status, chain=chain, words=words)
    body: Body = {
        "dockets": list(dockets),
        **_in_words(read, version),
        **read.proposed(),
        "proposal": proposal,
        "rule": fact.rule[:_SHORT],
        "corrected": version != proposed,
        "by": by.person,
    }
    return record_numbered(
        record,
        "fact.accepted",
        body,
        [by],
        field="fact",
        number=lambda: lookups.next_id(record.db, "fact", "fact", "F"),
        remarks=remarks,
    )


def accept_facts(
    record: Record,
    sha256: str,
    proposals: Sequence[str],
    *,
    dockets: Sequence[str],
    by: Signer,
    layer: str | None = None,
    read_as: str | None = None,
    dated: str | None = None,
    **remarks: Unpack[Remarks],
) -> list[Receipt]:
    """Accept many facts of one file as they were proposed, each by an act of its own; all are recorded or none."""
    read = _read(record, sha256, layer, read_as, dated)
    wanted = list(dict.fromkeys(proposals))
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise Invalid("fact.count", f"From 1 to {MOST_AT_ONCE} facts are accepted at once.")
    _check_not_accepted(record, read.layer, wanted, dockets)
    key = remarks.get("idempotency")

    def planned() -> list[Planned]:
        numbers = lookups.next_ids(record.db, "fact", "fact", "F", len(wanted))
        acts = []
        for number, proposal in zip(numbers, wanted, strict=True):
            fact = read.found.one(proposal)
            body = {
                "fact": number,
                "dockets": list(dockets),
                **_in_words(read, version_of(read.words, fact, read.found)),
                **read.proposed(),
                "proposal": proposal,
                "rule": fact.rule[:_SHORT],
                "corrected": False,
                "by": by.person,
            }
            nonce = None if key is None else f"{key}/{proposal}"
            acts.append(Planned("fact.accepted", full_body(body, remarks), [by], idempotency=nonce))
        return acts

    return while_numbers_move(lambda: record_acts(record, planned()))


def correct_fact(
    record: Record,
    fact: str,
    *,
    why: str,
    by: Signer,
    kind: str | None = None,
    told: Sequence[Mapping[str, str]] | None = None,
    status: str | None = None,
    chain: Sequence[Mapping[str, str]] | None = None,
    words: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Give a fact a new version; the earlier ones stay readable. What is not given stays as it was.

    All that is told is given as name=value, all of the chain as manner=who, from who asserts it outwards. Other words
    must stand in the same text once.
    """
    row = _fact(record, fact)
    text = layer_words(record, row.layer) if words is not None else ""
    read = _Text(text)
    version = _changed(
        read, version_of_row(row), kind=kind, told=told, status=status, chain=chain, words=words
    )
    body: Body = {
        "fact": fact,
        "dockets": json.loads(row.dockets),
        **version,
        "why": why,
        "by": by.person,
    }
    return record_with(record, "fact.corrected", body, [by], remarks)


def reject_fact(
    record: Record,
    sha256: str,
    proposal: str,
    *,
    dockets: Sequence[str],
    reason: str,
    by: Signer,
    layer: str | None = None,
    read_as: str | None = None,
    dated: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Say that a proposal is no fact of these cases, and why. One that was accepted in them is taken back."""
    body = _accepted_before(record, sha256, proposal, dockets, layer)
    if body is None:
        read = _read(record, sha256, layer, read_as, dated)
        fact = read.found.one(proposal)
        version = _in_words(read, version_of(read.words, fact, read.found))
        body = {"source": version["source"], "words": version["words"], "kind": fact.kind}
        body |= {**read.proposed(), "rule": fact.rule[:_SHORT]}
    told = {"dockets": list(dockets), "proposal": proposal, "reason": reason, "by": by.person}
    return record_with(record, "fact.rejected", {**body, **told}, [by], remarks)


def version_of(text: str, fact: Fact, found: Proposals) -> Body:
    """What an act would say of a proposal as it stands: words, particulars, status, chain; its source names no file."""
    told = [
        one
        for name in fact.told
        for value in fact.all(name)
        for one in [_particular(text, name, value, found)]
        if one["value"]
    ]
    version: Body = {
        "source": {"unit": "character", "start": fact.span.start, "end": fact.span.end},
        "words": as_kept(fact.words(text)),
        "kind": fact.kind,
        "told": [one for n, one in enumerate(told) if one not in told[:n]][:MOST_TOLD],
        "status": fact.status.value,
        "chain": [_link(text, one, found) for one in fact.chain[:MOST_LINKS]],
    }
    others = [{"start": one.start, "end": one.end} for one in dict.fromkeys(fact.others) if one != fact.span]
    return version | ({"others": others[:MOST_OTHERS]} if others else {})


def version_of_row(row: Row) -> Body:
    """What the latest version of a fact says, as an act says it."""
    where = {"sha256": row.sha256, "inside": row.inside, "layer": row.layer}
    place = {"unit": "character", "start": row.begins, "end": row.ends}
    version: Body = {
        "source": {**{name: value for name, value in where.items() if value}, **place},
        "words": row.words,
        "kind": row.kind,
        "told": json.loads(row.told),
        "status": row.status,
        "chain": json.loads(row.chain),
    }
    others = json.loads(row.others)
    return version | ({"others": others} if others else {})


def name_in(text: str, identity: str, found: Proposals) -> str:
    """What the document calls the person, organisation or document with this identity; empty when it is none."""
    meant = found.by_identity.get(identity)
    return "" if meant is None else _line(meant.one("name") or meant.words(text))


class _Text:
    """A text in which words are looked for."""

    def __init__(self, words: str) -> None:
        self.words = words


def _read(record: Record, sha256: str, layer: str | None, read_as: str | None, dated: str | None) -> _Read:
    row = layer_of(record.db, sha256, layer or "")
    check_of_file(record.db, sha256, row.text)
    found = proposals_of(record, row.text, read_as=read_as or "", dated=dated or "")
    words = layer_words(record, row.text)
    return _Read(sha256, row.text, words, found, _attached_file(record, sha256))


def _attached_file(record: Record, sha256: str) -> str | None:
    """The attached file below which processing found this one, for a member of another file."""
    if record.db.exists("stored_file", sha256=sha256):
        return None
    content = record.db.one("content", sha256=sha256)
    return None if content is None else str(content.root)


def _in_words(read: _Read, version: Body) -> Body:
    where = {"sha256": read.sha256, "inside": read.inside, "layer": read.layer}
    named = {name: value for name, value in where.items() if value}
    return {**version, "source": {**named, **version["source"]}}


def _changed(
    read: _Read | _Text,
    version: Body,
    *,
    kind: str | None,
    told: Pairs | None,
    status: str | None,
    chain: Pairs | None,
    words: str | None,
) -> Body:
    """The version with what was given in the place of what it said."""
    given: Body = {"kind": kind, "status": status}
    if told is not None:
        given["told"] = _told_again(version["told"], told)
    if chain is not None:
        given["chain"] = _chain_again(version["chain"], chain)
    if words is not None and as_kept(words).strip() != version["words"].strip():
        given |= _place_of(read.words, words, version["source"])
    return {**version, **{name: value for name, value in given.items() if value is not None}}


def _told_again(before: Sequence[Body], given: Pairs) -> list[Body]:
    """What is told anew; what was told in the same words keeps what it refers to."""
    known = {(one["name"], one["value"]): one for one in before}
    again = [{"name": _name(one).strip(), "value": _line(one["value"])} for one in given]
    return [known.get((one["name"], one["value"]), one) for one in again]


def _chain_again(before: Sequence[Body], given: Pairs) -> list[Body]:
    """The chain anew; a link that stood there before keeps its place in the text."""
    known = {(one["manner"], one["who"]): one for one in before}
    again = [{"who": _line(one["value"]), "manner": _name(one).strip()} for one in given]
    return [known.get((one["manner"], one["who"]), one) for one in again]


def _name(pair: Mapping[str, str]) -> str:
    """The first half of a pair, as forms and commands write one or as an act does."""
    return pair["name"] if "name" in pair else pair["kind"]


def _place_of(text: str, words: str, before: Mapping[str, Any]) -> Body:
    """The place of other words: near the old one, or the only one in the text. Raises Unprocessable."""
    near = text.find(words, max(0, before["start"] - len(words)), before["end"] + len(words))
    count = 1 if near >= 0 else text.count(words)
    if count != 1:
        raise Unprocessable(
            "fact.place",
            f"These words stand in the text {count} times; copy them exactly as they stand there.",
        )
    start = near if near >= 0 else text.index(words)
    place = {**before, "start": start, "end": start + len(words)}
    return {"source": place, "words": as_kept(words)}


def _particular(text: str, name: str, value: str, found: Proposals) -> Body:
    meant = name_in(text, value, found) if name in _REFERRING else ""
    if meant:
        return {"name": name[:_SHORT], "value": meant, "refers": value[:_SHORT]}
    return {"name": name[:_SHORT], "value": _line(value)}


def _link(text: str, link: Link, found: Proposals) -> Body:
    """Somebody of the chain: in the words of the document, with the name where they are another's name."""
    who = _line(link.who) or (_line(link.span.of(text)) if link.span else "") or "this document"
    name = name_in(text, link.refers, found)
    if name and name != who:
        who = _line(f"{name} (\u201c{who}\u201d)")
    said: Body = {"who": who, "manner": link.manner.value}
    if link.span:
        said |= {"start": link.span.start, "end": link.span.end}
    return said | ({"refers": link.refers[:_SHORT]} if link.refers else {})


def _line(value: str) -> str:
    """Words as one line of the record; what is too long for one is cut, and shows it."""
    line = " ".join(as_kept(value).split())
    return line if len(line) <= _LINE else f"{line[: _LINE - 1].rstrip()}\u2026"


def _fact(record: Record, number: str) -> Row:
    row = record.db.one("fact", fact=number)
    if row is None:
        raise lookups.unknown("fact", number)
    return row


def _standing(record: Record, layer: str, dockets: Sequence[str]) -> dict[str, Row]:
    """The facts of a text that stand in any of these cases, by their proposals."""
    rows = record.db.rows("fact", layer=layer, rejected_seq=None)
    return {row.proposal: row for row in rows if set(json.loads(row.dockets)) & set(dockets)}


def _check_not_accepted(record: Record, layer: str, wanted: Sequence[str], dockets: Sequence[str]) -> None:
    standing = _standing(record, layer, dockets)
    taken = [one for one in wanted if one in standing]
    if taken:
        raise Conflict(
            "fact.accepted",
            f"{taken[0]} of this text is {standing[taken[0]].fact} already; correct that fact instead."
            + (f" So are {len(taken) - 1} more." if len(taken) > 1 else ""),
        )


def _accepted_before(
    record: Record, sha256: str, proposal: str, dockets: Sequence[str], layer: str | None
) -> Body | None:
    """What an act says of the proposal where it was accepted: the version of the reader may be another by now."""
    text = layer_of(record.db, sha256, layer or "").text
    row = _standing(record, text, dockets).get(proposal)
    if row is None:
        return None
    version = version_of_row(row)
    plain = {name: getattr(row, name) for name in ("reader", "rule", "read_as", "dated")}
    return {**{name: version[name] for name in ("source", "words", "kind")}, **plain}
