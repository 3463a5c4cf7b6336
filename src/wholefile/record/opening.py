"""What a production opens: which fields of which act the other side may read.

Everything of the case is open in full, but for two things. An act that is only about items withheld in this case shows
what the proof needs (which items, which case, who signed, the decision with its ground) and hides the rest, pointing at
the decision. A dismissed candidate hides the explanation, which speaks of somebody else's case. Of the register only
what says whose keys are whose is open.

An act about a withheld item and an open one together is open in full, since a field cannot be half shown:
`opened_nevertheless` lists those, so that whoever serves can see it first.

A production served earlier keeps its openings: what was withheld then and is open now is opened, what was open then
stays open, because the other side has it already and its schedule was drawn up from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import item_ids, kind_of
from wholefile.core.case_file import CaseFile

OPEN_REGISTER = frozenset(("record.opened", "person.added", "key.enrolled", "key.revoked"))
DISMISSAL = "candidate.dismissed"
EXPLANATIONS = frozenset(("explanation", "note"))

# Fields by which an act is placed; each is an identifier, a list of them, or a word of a closed list.
_PLACING = frozenset((
    "item", "items", "docket", "dockets", "other", "decision", "ground", "tags", "history", "category", "quantity",
    "parts", "found", "missing", "unexpected", "statement", "first", "second", "inconsistency", "hold", "transfer",
    "request", "disposition", "inventory", "objection", "supplement", "order", "positions",
))  # fmt: skip
# The same words, where they are content: a count of what is withheld says little, what a hold is for says much.
_LOSS = {"item.lost": frozenset(("kind",))}


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as the record holds it. `fields` and `secret` are None once the body is expunged, by `expunged_by`."""

    seq: int
    kind: str
    header: bytes
    leaf: bytes
    fields: Mapping[str, Any] | None
    secret: bytes | None
    expunged_by: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of an entry is opened: `names` of fields, None for all; `withheld_by` is the decision behind it."""

    names: frozenset[str] | None = None
    withheld_by: int | None = None


OpeningPolicy = Callable[[StoredEntry], Shown]
EVERYTHING = Shown()


def withheld_items(case: CaseFile) -> dict[str, int]:
    """Items withheld in a case, with the position of the decision that stands."""
    return {
        item.item: item.decision.seq
        for item in case.rows
        if item.decision and item.decision.decision == "withheld"
    }


def disclosure_policy(now: CaseFile, then: CaseFile | None = None, served: int = 0) -> OpeningPolicy:
    """The policy of a production: `now` is the case as it stands, `then` as it stood when served at `served`."""
    withheld = withheld_items(now)
    before = withheld if then is None else withheld_items(then)

    def policy(entry: StoredEntry) -> Shown:
        fields = entry.fields or {}
        if entry.kind == DISMISSAL:
            return Shown(frozenset(fields) - EXPLANATIONS) if EXPLANATIONS & fields.keys() else EVERYTHING
        items = item_ids(entry.kind, fields)
        if not items or not all(item in withheld for item in items):
            return EVERYTHING
        if entry.seq < served and not all(item in before for item in items):
            return EVERYTHING
        names = placing_fields(entry.kind) & fields.keys()
        return EVERYTHING if names == fields.keys() else Shown(names, withheld[items[0]])

    return policy


def placing_fields(kind: str) -> frozenset[str]:
    """The fields of a kind that are never hidden: what it is about, and who signed."""
    signers = {field.name for field in kind_of(kind).signers}
    names = {field.name for field in kind_of(kind).fields}
    return frozenset(names & (_PLACING | signers | _LOSS.get(kind, frozenset())))


def opened_nevertheless(entries: Iterable[StoredEntry], case: CaseFile) -> list[tuple[int, str, list[str]]]:
    """Acts that are open in full although they also concern a withheld item: position, kind and those items.

    Besides acts that name a withheld item beside an open one, these are translations, attestations and inconsistencies
    of statements about withheld items, which name no item themselves.
    """
    withheld = withheld_items(case)
    said: dict[str, list[str]] = {}
    found = []
    for entry in entries:
        fields = entry.fields or {}
        items = item_ids(entry.kind, fields)
        if entry.kind == "statement.recorded":
            said[fields.get("statement", "")] = items
        named = [] if items else [fields[name] for name in ("statement", "first", "second") if name in fields]
        about = items or [item for one in named for item in said.get(one, ())]
        touched = [item for item in about if item in withheld]
        in_full = bool(named) or len(touched) < len(about)
        if touched and in_full and entry.kind not in ("inventory.recorded", DISMISSAL):
            found.append((entry.seq, entry.kind, touched))
    return found
