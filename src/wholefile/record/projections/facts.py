"""What acts about facts change: the fact as it stands, its versions, and what was rejected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wholefile.record.act import Recorded
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Update, Write


def accepted(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A fact begins, with its first version."""
    body, said = act.body, _said(act.body)
    yield Insert(
        "fact",
        {
            "fact": body["fact"],
            "dockets": text_of(sorted(body["dockets"])),
            **_file(body),
            **said,
            "others": text_of(body.get("others", [])),
            **_proposed(body),
            "read_as": body.get("read_as"),
            "dated": body.get("dated"),
            "corrected": body["corrected"],
            "by": body["by"],
            "at": act.at,
            "seq": act.seq,
            "version_seq": act.seq,
            "rejected_seq": None,
        },
    )
    for docket in body["dockets"]:
        yield Insert("fact_case", {"fact": body["fact"], "docket": docket})
    yield _version(act, said)


def corrected(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The fact stands as its latest version says; the earlier ones are kept."""
    said = _said(act.body)
    now = {**said, "others": text_of(act.body.get("others", [])), "version_seq": act.seq}
    yield Update("fact", now, {"fact": act.body["fact"]})
    yield _version(act, said)


def rejected(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """It is none; where it was accepted in these cases, it is taken back."""
    body = act.body
    dockets = text_of(sorted(body["dockets"]))
    place = {
        name: value for name, value in _said(body).items() if name in ("begins", "ends", "words", "kind")
    }
    yield Insert(
        "fact_rejection",
        {
            "seq": act.seq,
            "dockets": dockets,
            **_file(body),
            **place,
            **_proposed(body),
            "reason": body["reason"],
            "by": body["by"],
            "at": act.at,
        },
    )
    which = {"layer": body["source"]["layer"], "proposal": body["proposal"], "dockets": dockets}
    yield Update("fact", {"rejected_seq": act.seq}, {**which, "rejected_seq": None})


def _file(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body["source"].get(name) for name in ("sha256", "inside", "layer")}


def _proposed(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("proposal", "reader", "rule")}


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a version says, in the columns that both tables have."""
    return {
        "begins": body["source"]["start"],
        "ends": body["source"]["end"],
        "words": body["words"],
        "kind": body["kind"],
        "told": text_of(body.get("told", [])),
        "status": body.get("status", ""),
        "chain": text_of(body.get("chain", [])),
    }


def _version(act: Recorded, said: Mapping[str, Any]) -> Write:
    who = {"why": act.body.get("why"), "by": act.body["by"], "at": act.at}
    return Insert("fact_version", {"seq": act.seq, "fact": act.body["fact"], **said, **who})


FOLDS: dict[str, Fold] = {
    "fact.accepted": accepted,
    "fact.corrected": corrected,
    "fact.rejected": rejected,
}
