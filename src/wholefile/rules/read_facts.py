"""Rules on facts out of documents: they stand with their words, and enter a case once, by a person (T3, T4).

A rule reads tables, never files. That the words are those of the text layer at their place is checked by
`actions.facts` before anybody signs, and again by anybody who holds the file.
"""

import json
from collections.abc import Mapping
from typing import Any

from wholefile.record.act import Draft
from wholefile.record.sql import Database, Row
from wholefile.rules.registry import rule
from wholefile.rules.statements import why_length_differs


@rule(
    "T3",
    text="A fact stands with its exact words in a file of an item of each of its cases, and with everybody through whom"
    " it is known.",
    authority="policy of this record; Fed. R. Evid. 602 and 805: who knows it, and through whom it is told",
    kind_of_authority="policy",
    acts=("fact.accepted", "fact.corrected", "fact.rejected"),
)
def facts_stand_with_their_words(draft: Draft, db: Database) -> str | None:
    """The file is stored and of the cases, places are stretches, and a correction stays with the same text."""
    body = draft.body
    source = body["source"]
    attached = source.get("inside", source["sha256"])
    stored = db.one("stored_file", sha256=attached)
    if stored is None or stored.expunged_seq is not None:
        return f"the source {attached[:12]}… is no file on record; attach it to an item first."
    holders = sorted({row.item for row in db.rows("item_file", sha256=attached)})
    for docket in body["dockets"]:
        if not db.exists("item_case", item__in=holders, docket=docket):
            return f"the source {attached[:12]}… belongs to no item of {docket}; link its item there first."
    places = [source, *body.get("others", ()), *(one for one in body.get("chain", ()) if "start" in one)]
    for place in places:
        if place.get("end", 0) <= place["start"]:
            return (
                f"the place from {place['start']} to {place.get('end', 0)} is empty; the end is not included."
            )
    if any("end" in one and "start" not in one for one in body.get("chain", ())):
        return "a place in the chain has an end and no start; give both, or neither."
    return why_length_differs(body["words"], "character", source["end"] - source["start"])


@rule(
    "T4",
    text="A proposal is accepted once in a case; what was accepted is corrected by a new version, and rejected in the"
    " cases in which it was accepted.",
    authority="policy of this record: nothing is edited, and nothing counts twice",
    kind_of_authority="policy",
    acts=("fact.accepted", "fact.corrected", "fact.rejected"),
)
def facts_enter_once(draft: Draft, db: Database) -> str | None:
    """Of a proposal, known by its text layer and its identity, a case has at most one fact that stands."""
    if draft.kind == "fact.corrected":
        return _uncorrectable(draft.body, db)
    proposal, dockets = draft.body["proposal"], set(draft.body["dockets"])
    standing = [row for row in _known(draft.body, db, "fact", rejected_seq=None) if dockets & _cases(row)]
    if draft.kind == "fact.accepted":
        if not standing:
            return None
        return f"{proposal} of this text is {standing[0].fact} already; correct that fact instead."
    for row in standing:
        if _cases(row) != dockets:
            return (
                f"{row.fact} was accepted in {', '.join(sorted(_cases(row)))}; reject it in the same cases."
            )
    if not standing:
        for row in _known(draft.body, db, "fact_rejection"):
            if dockets & _cases(row):
                return f"{proposal} of this text was rejected at entry {row.seq} already."
    return None


def _uncorrectable(body: Mapping[str, Any], db: Database) -> str | None:
    row = db.one("fact", fact=body["fact"])
    if row is None:
        return f"there is no fact {body['fact']}; accept it first."
    if row.rejected_seq is not None:
        return f"{row.fact} was rejected at entry {row.rejected_seq}; accept it again first."
    if _cases(row) != set(body["dockets"]):
        return f"{row.fact} concerns {', '.join(sorted(_cases(row)))}; a correction names the same cases."
    if [row.sha256, row.inside, row.layer] != [
        body["source"].get(one) for one in ("sha256", "inside", "layer")
    ]:
        return f"{row.fact} stands in another text; a correction stays with its source."
    same = all(json.loads(getattr(row, name)) == body.get(name, []) for name in ("told", "chain", "others"))
    plain = ("words", "kind", "status")
    place = (row.begins, row.ends) == (body["source"]["start"], body["source"]["end"])
    if same and place and all(getattr(row, name) == body[name] for name in plain):
        return f"{row.fact} says this already; a correction changes something."
    return None


def _known(body: Mapping[str, Any], db: Database, table: str, **more: Any) -> list[Row]:
    where = {"layer": body["source"]["layer"], "proposal": body["proposal"], **more}
    return db.rows(table, order=("seq",), **where)


def _cases(row: Row) -> set[str]:
    return set(json.loads(row.dockets))
