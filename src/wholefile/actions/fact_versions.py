"""What one version of a fact says: as it was proposed, as it stands in the record, and with what a person changed.

What is told of a fact is told in words; where a proposal names another one (the speaker of a quote), its name in the
document is told, with the identity beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.actions.proposals import Proposals
from wholefile.actions.recording import Body
from wholefile.actions.sources import as_kept
from wholefile.core.acts.facts import MOST_LINKS, MOST_OTHERS, MOST_TOLD
from wholefile.core.errors import Unprocessable
from wholefile.reading.facts import Fact, Link
from wholefile.record.sql import Row

SHORT = 80  # characters of a code or an identity
_LINE = 300
# What names somebody or something else that the reading found; everything else is told in words, whatever they spell.
_REFERRING = frozenset(
    {"against", "author", "by", "continues", "of", "participants", "seen_by", "speaker", "whom"}
)

Pairs = Sequence[Mapping[str, str]]


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


def changed(
    text: str,
    version: Body,
    *,
    kind: str | None,
    told: Pairs | None,
    status: str | None,
    chain: Pairs | None,
    words: str | None,
) -> Body:
    """The version with what was given in the place of what it said; `text` is needed for other words only.

    Raises Unprocessable when other words do not stand in the text once.
    """
    given: Body = {"kind": kind, "status": status}
    if told is not None:
        given["told"] = _told_again(version["told"], told)
    if chain is not None:
        given["chain"] = _chain_again(version["chain"], chain)
    if words is not None and as_kept(words).strip() != version["words"].strip():
        given |= _place_of(text, words, version["source"])
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
        return {"name": name[:SHORT], "value": meant, "refers": value[:SHORT]}
    return {"name": name[:SHORT], "value": _line(value)}


def _link(text: str, link: Link, found: Proposals) -> Body:
    """Somebody of the chain: in the words of the document, with the name where they are another's name."""
    who = _line(link.who) or (_line(link.span.of(text)) if link.span else "") or "this document"
    name = name_in(text, link.refers, found)
    if name and name != who:
        who = _line(f"{name} (\u201c{who}\u201d)")
    said: Body = {"who": who, "manner": link.manner.value}
    if link.span:
        said |= {"start": link.span.start, "end": link.span.end}
    return said | ({"refers": link.refers[:SHORT]} if link.refers else {})


def _line(value: str) -> str:
    """Words as one line of the record; what is too long for one is cut, and shows it."""
    line = " ".join(as_kept(value).split())
    return line if len(line) <= _LINE else f"{line[: _LINE - 1].rstrip()}\u2026"
