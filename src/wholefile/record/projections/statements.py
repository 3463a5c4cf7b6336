"""What acts about statements change: the words, their translations and attestation, and inconsistencies."""

from __future__ import annotations

from collections.abc import Iterator

from wholefile.record.act import Recorded
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Update, Write

_SAID = (
    "statement",
    "speaker",
    "said_on",
    "medium",
    "venue",
    "oath",
    "public",
    "exact",
    "words",
    "language",
    "by",
)


def recorded(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Words stand with their source."""
    body = act.body
    lists = {
        "dockets": text_of(body["dockets"]),
        "items": text_of(body.get("items", [])),
        "facts": text_of(body.get("facts", [])),
    }
    maybe = {
        "speaker_person": body.get("speaker_person"),
        "taker": body.get("taker"),
        "machine": body.get("machine", False),
        "source": text_of(body["source"]) if "source" in body else None,
        "attested_seq": None,
    }
    said = {name: body[name] for name in _SAID}
    yield Insert("statement", {**said, **lists, **maybe, "at": act.at, "seq": act.seq})


def translated(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A translation stands beside the original."""
    said = {name: act.body[name] for name in ("statement", "language", "words", "translator")}
    yield Insert("translation", {"seq": act.seq, **said})


def attested(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A person vouches for the transcript; the first to do so is named."""
    which = {"statement": act.body["statement"], "attested_seq": None}
    yield Update("statement", {"attested_seq": act.seq}, which)


def inconsistency_flagged(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Two statements are said to differ."""
    said = {name: act.body[name] for name in ("inconsistency", "first", "second", "about", "explanation")}
    open_ = {"answer": None, "answer_explanation": None, "answered_seq": None}
    yield Insert("inconsistency", {**said, "flagged_by": act.body["by"], "seq": act.seq, **open_})


def inconsistency_answered(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The latest answer stands in the table."""
    body = act.body
    answer = {"answer": body["answer"], "answer_explanation": body["explanation"], "answered_seq": act.seq}
    yield Update("inconsistency", answer, {"inconsistency": body["inconsistency"]})


FOLDS: dict[str, Fold] = {
    "statement.recorded": recorded,
    "statement.translated": translated,
    "statement.attested": attested,
    "inconsistency.flagged": inconsistency_flagged,
    "inconsistency.answered": inconsistency_answered,
}
