"""What a production opens: which fields of which act the other side may read.

An act is open in full once something that it is about was decided on in the case and is not withheld. While all of it
is withheld or undecided, the act shows what the proof needs (which items, which case, who signed, the decision with its
ground) and keeps the rest closed. So do acts that name it only through another, such as the translation of a statement.
Reasons for decisions and dismissals stay with the office; of the register only what says whose keys are whose, who is
of the court, and what a court had destroyed is open.

An act about something closed and something open is open in full, since a field cannot be half shown:
`opened_nevertheless` lists those, so that whoever serves can see it first.

A production served earlier keeps its openings: what was closed then and is open now is opened, what was open then
stays open, because the other side has it already and its schedule was drawn up from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.core.case_file import CaseFile

OPEN_REGISTER = frozenset((
    "record.opened", "person.added", "key.enrolled", "key.revoked", "record.expunged",
))  # fmt: skip


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
    """How much of an entry is opened: `names` of fields, None for all.

    What is closed is closed by the decision at `withheld_by`, or because it is `pending`.
    """

    names: frozenset[str] | None = None
    withheld_by: int | None = None
    pending: bool = False


def is_open_in_register(kind: str, fields: Mapping[str, Any]) -> bool:
    """Whether a production opens an act of the register: who may sign, and who may order contents destroyed."""
    return kind in OPEN_REGISTER or (kind == "role.granted" and fields.get("role") == "court")


OpeningPolicy = Callable[[StoredEntry], Shown]
EVERYTHING = Shown()


def withheld_items(case: CaseFile) -> dict[str, int]:
    """Items withheld in a case, with the position of the decision that stands."""
    return {
        item.item: item.decision.seq
        for item in case.items.values()
        if item.decision and item.decision.decision == "withheld"
    }


def disclosure_policy(now: CaseFile, then: CaseFile | None = None, served: int = 0) -> OpeningPolicy:
    """The policy of a production: `now` is the case as it stands, `then` as it stood when served at `served`."""
    withheld = withheld_items(now)

    def policy(entry: StoredEntry) -> Shown:
        fields = entry.fields or {}
        reasoning = kind_of(entry.kind).reasoning
        if reasoning:
            return Shown(frozenset(fields) - reasoning) if reasoning & fields.keys() else EVERYTHING
        items = now.subjects.of(entry.kind, fields)
        if not any(map(now.has, items)) or any(map(now.is_opened, items)):
            return EVERYTHING
        if then is not None and entry.seq < served and any(map(then.is_opened, items)):
            return EVERYTHING
        names = kind_of(entry.kind).placing & fields.keys()
        if names == fields.keys():
            return EVERYTHING
        if all(item in withheld for item in items):
            return Shown(names, withheld_by=withheld[items[0]])
        return Shown(names, pending=True)

    return policy


def opened_nevertheless(entries: Iterable[StoredEntry], case: CaseFile) -> list[tuple[int, str, list[str]]]:
    """Acts that are open in full although they also concern something closed: position, kind and those items.

    They name an open item beside it, or, like a hold on the whole case, something that is no item; or they quote a file
    of it.
    """
    closed = {row.item for row in case.rows if not case.is_opened(row.item)}
    entries = list(entries)
    files = _files_of_closed_items_alone(entries, closed)
    found = []
    for entry in entries:
        touched = [item for item in case.subjects.touched(entry.kind, entry.fields or {}) if item in closed]
        quoted = files.get(_quoted_file(entry))
        touched += [quoted] if quoted is not None and quoted not in touched else []
        about = case.subjects.of(entry.kind, entry.fields or {})
        if not touched or entry.kind == "inventory.recorded" or kind_of(entry.kind).reasoning:
            continue
        if not any(map(case.has, about)) or any(map(case.is_opened, about)):
            found.append((entry.seq, entry.kind, touched))
    return found


def _quoted_file(entry: StoredEntry) -> str:
    """The digest of the file in which the words of a statement stand, empty where it names none."""
    source = (entry.fields or {}).get("source")
    return str(source["sha256"]) if entry.kind == "statement.recorded" and source else ""


def _files_of_closed_items_alone(entries: Iterable[StoredEntry], closed: Collection[str]) -> dict[str, str]:
    """Digests of files that only items which stay closed have, each with one such item."""
    having: dict[str, set[str]] = {}
    for entry in entries:
        if entry.kind == "file.attached" and entry.fields is not None:
            for one in entry.fields["files"]:
                having.setdefault(one["sha256"], set()).add(entry.fields["item"])
    return {sha256: min(items) for sha256, items in having.items() if items <= set(closed)}
