"""Facts out of documents: accept what a reading proposed, correct a fact, reject a proposal.

Nothing that was read is in a case before somebody signs one of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from wholefile.actions.fact_versions import SHORT, changed, version_of, version_of_row
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
from wholefile.core.errors import Conflict, Invalid
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.sql import Row

MOST_AT_ONCE = 500


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
    version = changed(read.words, proposed, kind=kind, told=told, status=status, chain=chain, words=words)
    body: Body = {
        "dockets": list(dockets),
        **_in_words(read, version),
        **read.proposed(),
        "proposal": proposal,
        "rule": fact.rule[:SHORT],
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
                "rule": fact.rule[:SHORT],
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
    version = changed(
        text, version_of_row(row), kind=kind, told=told, status=status, chain=chain, words=words
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
        body |= {**read.proposed(), "rule": fact.rule[:SHORT]}
    told = {"dockets": list(dockets), "proposal": proposal, "reason": reason, "by": by.person}
    return record_with(record, "fact.rejected", {**body, **told}, [by], remarks)


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
