"""What acts about a case change: the case, its parties, counsel, counts, claims, relief, events, orders, deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.record.act import Recorded
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Update, Write


def _said(act: Recorded, *names: str) -> dict[str, Any]:
    """These fields of the body, absent ones as unknown, with the act's position."""
    return {**{name: act.body.get(name) for name in names}, "seq": act.seq}


def opened(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A case is open."""
    said = _said(
        act,
        "docket",
        "as_printed",
        "kind",
        "title",
        "court",
        "jurisdiction",
        "incident_on",
        "incident_place",
    )
    ending = {"status": "open", "outcome": None, "closed_on": None, "appeal_until": None}
    yield Insert("case_file", {**said, **ending, "at": act.at})


def related(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Two cases are tied."""
    yield Insert("case_relation", _said(act, "docket", "other", "relation", "reason"))


def closed(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A case has ended."""
    ending = {name: act.body[name] for name in ("outcome", "closed_on", "appeal_until")}
    yield Update("case_file", {"status": "closed", **ending}, {"docket": act.body["docket"]})


def reopened(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A case goes on; how it had ended stays in the log."""
    ending = {"outcome": None, "closed_on": None, "appeal_until": None}
    yield Update("case_file", {"status": "open", **ending}, {"docket": act.body["docket"]})


def party_added(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A party is in the case."""
    yield Insert("party", _said(act, "party", "docket", "name", "role", "person"))


def counsel_appeared(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A lawyer acts for a party."""
    said = _said(act, "docket", "party", "name", "firm", "person")
    yield Insert("counsel", {**said, "withdrawn_seq": None})


def counsel_withdrew(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The lawyer of this name no longer acts for the party."""
    named = {name: act.body[name] for name in ("docket", "party", "name")}
    yield Update("counsel", {"withdrawn_seq": act.seq}, {**named, "withdrawn_seq": None})


def count_charged(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A count is open."""
    said = _said(act, "docket", "count", "party", "statute", "title", "charged_on")
    yield Insert("charge_count", {**said, "outcome": None, "ended_on": None})


def count_disposed(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A count has ended."""
    body = act.body
    ended = {"outcome": body["outcome"], "ended_on": body["on"]}
    yield Update("charge_count", ended, {"docket": body["docket"], "count": body["count"]})


def claim_pleaded(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A cause of action stands."""
    said = _said(act, "docket", "claim", "cause_of_action", "authority", "plaintiff", "pleaded_on")
    yield Insert("claim", {**said, "against": text_of(act.body["against"])})


def relief_sought(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A prayer stands."""
    said = _said(act, "docket", "relief", "kind", "text")
    yield Insert("relief", {**said, "claims": text_of(act.body.get("claims", []))})


def court_event(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Something happened in court."""
    yield Insert("court_event", _said(act, "docket", "event", "on", "text", "with_prejudice"))


def order_entered(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An order stands; rules read its effect."""
    said = _said(act, "order", "docket", "as_printed", "on", "effect", "text", "by")
    yield Insert("court_order", {**said, "items": text_of(act.body.get("items", []))})


def deadline_set(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Something is due."""
    said = _said(act, "deadline", "docket", "what", "due_on", "rule", "computed_from")
    yield Insert("deadline", {**said, "met_seq": None, "days_late": None})


def deadline_met(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """What was due is done."""
    met = {"met_seq": act.seq, "days_late": act.body["days_late"]}
    yield Update("deadline", met, {"deadline": act.body["deadline"], "met_seq": None})


FOLDS: dict[str, Fold] = {
    "case.opened": opened,
    "case.related": related,
    "case.closed": closed,
    "case.reopened": reopened,
    "party.added": party_added,
    "counsel.appeared": counsel_appeared,
    "counsel.withdrew": counsel_withdrew,
    "count.charged": count_charged,
    "count.disposed": count_disposed,
    "claim.pleaded": claim_pleaded,
    "relief.sought": relief_sought,
    "court.event": court_event,
    "order.entered": order_entered,
    "deadline.set": deadline_set,
    "deadline.met": deadline_met,
}
