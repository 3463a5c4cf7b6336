"""Rules on deciding what is disclosed: one decision, grounds and review, witnesses, screening (D1, D2, D8, D13)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.record.act import Draft
from wholefile.record.days import day_of
from wholefile.record.lookups import with_wholes
from wholefile.record.sql import Database
from wholefile.rules.orders import is_ordered
from wholefile.rules.registry import rule
from wholefile.screening import candidates, first_that_fit, open_candidates

KEPT_BACK = ("withheld", "partial")


@rule(
    "D1",
    text="Each item of a case has exactly one current decision on its disclosure; earlier ones are kept.",
    authority="policy of this record; the projection supersedes the earlier decision",
    kind_of_authority="policy",
    acts=("disclosure.decided",),
)
def only_items_of_the_case_are_decided(draft: Draft, db: Database) -> str | None:
    """A decision outside the case would stand on no schedule."""
    item, docket = draft.body["item"], draft.body["docket"]
    link = db.one("item_case", item=item, docket=docket)
    if link is None or link.detached_seq is not None:
        return f"{item} does not belong to {docket}; link it to the case, then decide."
    return None


@rule(
    "D2",
    text="Keeping anything back needs a ground, an explanation and a reviewer other than the author; Brady material is"
    " kept back, or detached from its case, only where a court has permitted it.",
    authority="Brady v. Maryland, 373 U.S. 83 (1963); Fed. R. Civ. P. 26(b)(5)(A) on saying what is withheld and why",
    kind_of_authority="law",
    acts=("disclosure.decided", "item.detached"),
)
def keeping_back_is_reasoned_and_reviewed(draft: Draft, db: Database) -> str | None:
    """The law asks for the ground and forbids suppressing Brady material; the second person is our policy."""
    body = draft.body
    if draft.kind == "item.detached":
        return _brady_without_order(db, body["docket"], body["item"])
    if body["decision"] not in KEPT_BACK:
        return None
    for name, what in (
        ("ground", "the ground"),
        ("explanation", "an explanation"),
        ("reviewer", "a reviewer"),
    ):
        if name not in body:
            return f"{body['item']} is to be {body['decision']} without {what}; add it."
    if body["reviewer"] == body["author"]:
        return f"{body['author']} cannot review their own decision; another prosecutor or a supervisor must."
    return _order_missing(db, body)


def _order_missing(db: Database, body: Mapping[str, Any]) -> str | None:
    """What only a court can permit: Brady material, and a ground that is itself an order."""
    docket, item = body["docket"], body["item"]
    if body["ground"] == "court order" and "order" not in body:
        return (
            f"the ground is a court order, and none is named; name the order under which {item} is kept back."
        )
    if "order" in body:
        order = db.one("court_order", order=body["order"])
        named = json.loads(order.items) if order else []
        if order is None or order.docket != docket or (named and item not in named):
            return f"{body['order']} is no order in {docket} that covers {item}; name the one that is."
    return _brady_without_order(db, docket, item, body["tags"])


def _brady_without_order(db: Database, docket: str, item: str, tags: Sequence[str] = ()) -> str | None:
    """Why an item that is Brady material, by these tags or by any it ever had in the case, is not kept back.

    Leaving the tag out later is no way around, nor is dividing the item, nor deciding to produce a part of it: there
    are no redacted versions, so nothing of it would be produced (D9).
    """
    wholes = with_wholes(item)
    before = {
        tag for row in db.rows("decision", docket=docket, item__in=wholes) for tag in json.loads(row.tags)
    }
    if "Brady" not in before | set(tags) or _withholding_permitted(db, docket, item):
        return None
    return (
        f"{item} is Brady material; only an order with effect “withholding permitted” lets it be kept back."
    )


def _withholding_permitted(db: Database, docket: str, item: str) -> bool:
    """Whether a court of the case has permitted it for the item, or for what it was divided from."""
    return any(is_ordered(db, "withholding permitted", docket, one) for one in with_wholes(item))


@rule(
    "D8",
    text="A witness's statement is released at the latest when the witness testifies: once trial has begun it is no"
    " longer kept back or left undecided.",
    authority="18 U.S.C. 3500 (Jencks Act) and Fed. R. Crim. P. 26.2 (from memory); earlier by policy",
    kind_of_authority="law",
    acts=("disclosure.decided",),
)
def witness_statements_are_released_by_trial(draft: Draft, db: Database) -> str | None:
    """The record knows the day of trial, not of each testimony, so the earlier of the two counts."""
    body = draft.body
    wholes = with_wholes(body["item"])
    earlier = db.rows("decision", docket=body["docket"], item__in=wholes, superseded_seq=None)
    tags = {*body["tags"], *(tag for row in earlier for tag in json.loads(row.tags))}
    if "Jencks" not in tags or body["decision"] not in ("withheld", "pending"):
        return None
    begun = db.rows(
        "court_event", order=("on",), docket=body["docket"], event="trial", on__lte=day_of(draft.at)
    )
    if not begun or _withholding_permitted(db, body["docket"], body["item"]):
        return None
    return (
        f"{body['item']} is a witness's statement and trial began on {begun[0].on}; produce it, in part if need be,"
        " or obtain an order that permits withholding it."
    )


@rule(
    "D13",
    text="A screening lists every open candidate there is, as far as one act can hold them, and nothing else;"
    " a candidate is dismissed only for reasons it was found for.",
    authority="policy of this record, from State v. Baldwin (N.M. 2024): rounds booked under another case number",
    kind_of_authority="policy",
    acts=("screening.run", "candidate.dismissed"),
)
def screening_says_what_the_record_holds(draft: Draft, db: Database) -> str | None:
    """The search is run again here, under the lock, so nobody can sign for a shorter list."""
    body = draft.body
    if draft.kind == "candidate.dismissed":
        found = candidates(db, body["docket"], only=[body["item"]])
        if not found:
            return f"{body['item']} is no candidate for {body['docket']}; there is nothing to dismiss."
        if unknown := set(body["reasons"]) - set(found[0].words):
            return f"{body['item']} was not found for the reason “{min(unknown)}”; name the reasons the search gives."
        return None
    if body["screened_to"] > draft.seq:
        return f"the record has {draft.seq} entries; a search cannot cover {body['screened_to']}."
    listed: dict[str, set[str]] = {}
    for one in body["candidates"]:
        listed.setdefault(one["item"], set()).update(one["reasons"])
    found = open_candidates(db, body["docket"])
    there = {one.item: set(one.words) for one in found}
    for item, why in listed.items():
        if why - there.get(item, set()):
            return f"{item} is no open candidate, or not for each reason given; run the search again."
    for candidate in first_that_fit(found):
        if not set(candidate.words) <= listed.get(candidate.item, set()):
            return f"{candidate.item} is a candidate and not on the list with all its reasons; run the search again."
    return None
