"""What acts of disclosure change: obligations, screening, decisions, certificates, productions, objections, access."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.record.act import Recorded
from wholefile.record.projections.knowing import knowledge
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Row, Update, Write


def _said(act: Recorded, *names: str) -> dict[str, Any]:
    """These fields of the body, absent ones as unknown, with the act's position."""
    return {**{name: act.body.get(name) for name in names}, "seq": act.seq}


def obligation_set(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Something must be disclosed by a day."""
    said = _said(act, "obligation", "docket", "rule", "what", "from_on", "due_on")
    yield Insert("obligation", {**said, "production": None, "met_seq": None})


def obligation_met(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """It is disclosed."""
    met = {"production": act.body["production"], "met_seq": act.seq}
    yield Update("obligation", met, {"obligation": act.body["obligation"], "met_seq": None})


def screening_run(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """A search is on file; who ran it saw the candidates and so knows of them."""
    candidates = act.body["candidates"]
    said = _said(act, "docket", "screened_to", "by")
    yield Insert("screening", {**said, "candidates": text_of(candidates), "at": act.at})
    yield from _shown(act, db, [one["item"] for one in candidates])


def candidate_dismissed(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A candidate is dismissed for the reasons it had."""
    said = _said(act, "docket", "item", "explanation", "by")
    yield Insert("dismissal", {**said, "reasons": text_of(act.body["reasons"])})


def decided(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """This decision is the current one; the earlier stays, superseded (rule D1)."""
    body = act.body
    current = {"docket": body["docket"], "item": body["item"], "superseded_seq": None}
    yield Update("decision", {"superseded_seq": act.seq}, current)
    said = _said(act, "docket", "item", "decision", "ground", "explanation", "order", "author", "reviewer")
    yield Insert("decision", {**said, "tags": text_of(body["tags"]), "at": act.at, "superseded_seq": None})


def handed_over(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The agency's statement is on file."""
    yield Insert("handed_over", _said(act, "docket", "agency", "items", "by"))


def certified(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A certificate stands with what it counted."""
    said = _said(
        act, "certificate", "docket", "items", "produced", "withheld", "dismissed", "covers_to", "by"
    )
    yield Insert("certificate", {**said, "at": act.at})


def supplement_opened(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Late items are named, with since when the State knew."""
    said = _said(act, "supplement", "docket", "reason", "known_since")
    yield Insert("supplement", {**said, "items": text_of(act.body["items"]), "at": act.at})


def production_planned(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """One part of a production is fixed; with the last part the whole is planned."""
    body = act.body
    production = db.one("production", production=body["production"])
    yield _planned(act) if production is None else _further_part(act, production)
    for number, member in enumerate(body["members"]):
        yield Insert(
            "production_member", {"seq": act.seq, "n": number, "production": body["production"], **member}
        )
    yield from _shown(act, db, [one["item"] for one in body["members"]])


def production_served(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The production is fixed by its digests."""
    body = act.body
    served = {
        name: body.get(name)
        for name in ("to", "certificate", "schedule", "payload", "items", "files", "last")
    }
    when = {"served_seq": act.seq, "served_at": act.at}
    yield Update("production", {"status": "served", **served, **when}, {"production": body["production"]})


def production_received(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """A receipt is on file; who received the production knows of the items in it."""
    body = act.body
    yield Insert("receipt", {**_said(act, "production", "schedule", "result", "by"), "at": act.at})
    yield Update("production", {"status": "received"}, {"production": body["production"]})
    members = db.rows("production_member", order=("seq", "n"), production=body["production"])
    yield from _shown(act, db, [one.item for one in members])


def objection_raised(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An objection is open."""
    said = _said(act, "objection", "docket", "kind", "text")
    raised = {"items": text_of(act.body.get("items", [])), "raised_by": act.body["by"], "at": act.at}
    yield Insert("objection", {**said, **raised, "outcome": None, "answer": None, "answered_seq": None})


def objection_answered(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """The latest answer stands in the table."""
    body = act.body
    answer = {"outcome": body["outcome"], "answer": body["text"], "answered_seq": act.seq}
    yield Update("objection", answer, {"objection": body["objection"]})


def reciprocated(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """What the defence disclosed is on file; its duty is met once every defendant of the case has disclosed."""
    body = act.body
    said = _said(act, "docket", "obligation", "party", "text", "disclosed_on", "how", "by")
    yield Insert("reciprocal_disclosure", {**said, "at": act.at})
    if "obligation" not in body:
        return
    owing = {row.party for row in db.rows("party", docket=body["docket"], role="defendant")}
    done = {row.party for row in db.rows("reciprocal_disclosure", obligation=body["obligation"])}
    if owing <= done | {body["party"]}:
        yield Update("obligation", {"met_seq": act.seq}, {"obligation": body["obligation"], "met_seq": None})


def access_opened(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """A view of each item is on file."""
    for number, item in enumerate(items):
        yield _access(act, number, item, "opened", act.body["purpose"])


def access_exported(act: Recorded, _db: State, items: Items) -> Iterator[Write]:
    """What left the record is on file, for each item or for the case as a whole."""
    for number, item in enumerate(items or [None]):
        yield _access(act, number, item, "exported", act.body["what"])


def impeachment_found(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A finding about a witness is on file in every case named."""
    said = _said(act, "person", "finding", "source")
    yield Insert("impeachment", {**said, "dockets": text_of(act.body["dockets"])})


def _shown(act: Recorded, db: State, items: list[str]) -> Iterator[Write]:
    """Who signed knows of these items, which the act names beside its subject."""
    there = {row.item for row in db.rows("item", item__in=items)}
    yield from knowledge(act, db, [one for one in items if one in there], act.persons)


def _planned(act: Recorded) -> Insert:
    body = act.body
    said = _said(act, "production", "docket", "volume", "prefix", "first", "last", "parts", "supersedes")
    status = "planned" if body["parts"] == 1 else "planning"
    names = ("to", "certificate", "schedule", "payload", "items", "files", "served_seq", "served_at")
    return Insert("production", {**said, "parts_planned": 1, "status": status, **dict.fromkeys(names)})


def _further_part(act: Recorded, production: Row) -> Update:
    body, planned = act.body, production.parts_planned + 1
    now = {
        "first": min(production.first, body["first"]),
        "last": max(production.last, body["last"]),
        "parts_planned": planned,
        "status": "planned" if planned == production.parts else "planning",
    }
    return Update("production", now, {"production": body["production"]})


def _access(act: Recorded, number: int, item: str | None, what: str, purpose: str) -> Insert:
    return Insert(
        "access",
        {
            "seq": act.seq,
            "n": number,
            "item": item,
            "docket": act.body.get("docket"),
            "person": act.body["by"],
            "what": what,
            "purpose": purpose,
            "at": act.at,
        },
    )


FOLDS: dict[str, Fold] = {
    "obligation.set": obligation_set,
    "obligation.met": obligation_met,
    "screening.run": screening_run,
    "candidate.dismissed": candidate_dismissed,
    "disclosure.decided": decided,
    "disclosure.handed_over": handed_over,
    "disclosure.certified": certified,
    "supplement.opened": supplement_opened,
    "production.planned": production_planned,
    "production.served": production_served,
    "production.received": production_received,
    "objection.raised": objection_raised,
    "objection.answered": objection_answered,
    "disclosure.reciprocated": reciprocated,
    "access.opened": access_opened,
    "access.exported": access_exported,
    "impeachment.found": impeachment_found,
}
