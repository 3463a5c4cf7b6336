"""A case as its opened acts tell it: items, decisions, candidates and productions.

One pass over the acts in the order of the record, by whoever holds them: the office, the receiver, the court. It knows
nothing but what the acts show, so two readers of the same acts always see the same case.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from wholefile.core.subjects import GIVING_KINDS, Subjects

# What is not decided on, and what is withheld, a production does not open.
NOT_OPENED = frozenset(("pending", "withheld"))


class Opened(Protocol):
    """An act as far as it is open: its position, its kind, and the fields shown (None when none is)."""

    @property
    def seq(self) -> int:
        """Position in the log, from 0."""

    @property
    def kind(self) -> str:
        """Kind of act, such as `item.received`."""

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """Fields by name."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A disclosure decision on an item in this case; `seq` is its position."""

    seq: int
    decision: str
    ground: str | None
    tags: tuple[str, ...]
    author: str | None
    reviewer: str | None


@dataclass(slots=True)
class ItemView:
    """An item as the case knows it. `number` is its place on the schedule, 0 for an item that is not of the case.

    `gone`, `unlocated` and `detached` hold the position of the act that says so; `gone` with the word for it.
    """

    item: str
    number: int = 0
    description: str | None = None
    category: str | None = None
    quantity: int | None = None
    gone: tuple[str, int] | None = None
    unlocated: int | None = None
    detached: int | None = None
    decision: DecisionView | None = None

    @property
    def overriding(self) -> tuple[str, int] | None:
        """What the schedule must say whatever was decided: the item is gone, missing or detached. Loss comes first."""
        if self.gone:
            return self.gone
        if self.unlocated is not None:
            return "unlocated", self.unlocated
        return None if self.detached is None else ("detached", self.detached)


@dataclass(slots=True)
class ProductionView:
    """A production: the files planned for it, and the position at which it was served, if it was."""

    production: str
    volume: str
    prefix: str
    first: int
    last: int
    supersedes: str | None
    parts: int
    members: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    served: int | None = None
    by_item: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(slots=True)
class CaseFile:
    """One case, read from acts."""

    docket: str
    items: dict[str, ItemView] = field(default_factory=dict)
    rows: list[ItemView] = field(default_factory=list)
    productions: dict[str, ProductionView] = field(default_factory=dict)
    screened: dict[str, frozenset[str]] = field(default_factory=dict)
    dismissed: dict[str, set[str]] = field(default_factory=dict)
    certificates: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    subjects: Subjects = field(default_factory=Subjects)

    def item(self, item: str) -> ItemView:
        """What is known of an item, of the case or not."""
        return self.items.setdefault(item, ItemView(item))

    def has(self, item: str) -> bool:
        """Whether an item is of the case, or was before it was detached."""
        view = self.items.get(item)
        return view is not None and view.number > 0

    def is_opened(self, item: str) -> bool:
        """Whether an item was decided on in this case and not withheld: then what is recorded about it is shown."""
        view = self.items.get(item)
        return view is not None and view.decision is not None and view.decision.decision not in NOT_OPENED

    def join(self, item: str) -> None:
        """The item is of the case from here on, and on its schedule for good."""
        view = self.item(item)
        view.detached = None
        if not view.number:
            self.rows.append(view)
            view.number = len(self.rows)

    def open_candidates(self) -> list[str]:
        """Items of the last screening that are neither of the case nor dismissed for all the reasons found."""
        return [
            item
            for item, reasons in self.screened.items()
            if not self.item(item).number
            and (item not in self.dismissed or not reasons <= self.dismissed[item])
        ]

    def dismissed_candidates(self) -> list[str]:
        """Items dismissed that did not become part of the case and are not open again."""
        again = set(self.open_candidates())
        return [item for item in self.dismissed if not self.item(item).number and item not in again]

    def members(self, production: str, item: str) -> list[Mapping[str, Any]]:
        """The files of an item in a production, in the order of their numbers."""
        return self.productions[production].by_item.get(item, [])

    def earlier_ranges(self, production: str, item: str) -> list[dict[str, str]]:
        """Where files of an item stand in other productions that were served and are not replaced."""
        replaced = {one.supersedes for one in self.productions.values() if one.served is not None}
        replaced |= {production, self.productions[production].supersedes}
        return [
            {
                "production": one.production,
                "bates_first": file["bates_first"],
                "bates_last": file["bates_last"],
            }
            for one in self.productions.values()
            if one.served is not None and one.production not in replaced
            for file in one.by_item.get(item, [])
        ]


def read_case(acts: Iterable[Opened], docket: str) -> CaseFile:
    """The case of this docket as these acts tell it; they may come in any order, each once."""
    case = CaseFile(docket)
    for act in sorted(acts, key=lambda one: one.seq):
        if act.kind in GIVING_KINDS and act.fields:
            case.subjects.read(act.kind, act.fields)
        reader = _READERS.get(act.kind)
        if reader and act.fields:
            reader(case, act.seq, act.fields)
    return case


Fields = Mapping[str, Any]


def _received(case: CaseFile, _seq: int, fields: Fields) -> None:
    item = case.item(fields["item"])
    item.description, item.category = fields.get("description"), fields.get("category")
    item.quantity = fields.get("quantity")
    if case.docket in fields.get("dockets", ()):
        case.join(item.item)


def _described(case: CaseFile, _seq: int, fields: Fields) -> None:
    item = case.item(fields["item"])
    item.description = fields.get("description", item.description)
    item.category = fields.get("category", item.category)


def _linked(case: CaseFile, _seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket:
        case.join(fields["item"])


def _detached(case: CaseFile, seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket:
        case.item(fields["item"]).detached = seq


def _split(case: CaseFile, seq: int, fields: Fields) -> None:
    parent = case.item(fields["item"])
    parts = fields.get("parts", ())
    for part in parts:
        child = case.item(part["item"])
        child.description, child.quantity = part.get("description"), part.get("quantity")
        child.category = parent.category
        if parent.number:
            case.join(child.item)
            child.detached = None if parent.detached is None else seq
    _take(parent, sum(part["quantity"] for part in parts), "split", seq)


def _consumed(case: CaseFile, seq: int, fields: Fields) -> None:
    _take(case.item(fields["item"]), fields.get("quantity", 0), "consumed", seq)


def _take(item: ItemView, quantity: int, word: str, seq: int) -> None:
    """Less is left of an item; when nothing is, it is gone."""
    if item.quantity is None:
        return
    item.quantity -= quantity
    if item.quantity <= 0:
        item.gone = (word, seq)


def _lost(case: CaseFile, seq: int, fields: Fields) -> None:
    word = {"lost": "lost", "stolen": "lost", "destroyed": "destroyed"}.get(fields.get("kind", ""))
    if word:
        case.item(fields["item"]).gone = (word, seq)


def _unlocated(case: CaseFile, seq: int, fields: Fields) -> None:
    case.item(fields["item"]).unlocated = seq


def _located(case: CaseFile, _seq: int, fields: Fields) -> None:
    item = case.item(fields["item"])
    item.unlocated = None
    if item.gone and item.gone[0] == "lost":
        item.gone = None


def _leaves(word: str) -> Callable[[CaseFile, int, Fields], None]:
    def gone(case: CaseFile, seq: int, fields: Fields) -> None:
        for item in fields.get("items", ()):
            case.item(item).gone = (word, seq)

    return gone


def _decided(case: CaseFile, seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket and "decision" in fields:
        case.item(fields["item"]).decision = DecisionView(
            seq,
            fields["decision"],
            fields.get("ground"),
            tuple(fields.get("tags", ())),
            fields.get("author"),
            fields.get("reviewer"),
        )


def _screened(case: CaseFile, _seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket:
        case.screened = {one["item"]: frozenset(one["reasons"]) for one in fields.get("candidates", ())}


def _dismissed(case: CaseFile, _seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket:
        case.dismissed.setdefault(fields["item"], set()).update(fields.get("reasons", ()))


def _planned(case: CaseFile, _seq: int, fields: Fields) -> None:
    if fields.get("docket") != case.docket:
        return
    plan = case.productions.setdefault(
        fields["production"],
        ProductionView(
            fields["production"],
            fields["volume"],
            fields["prefix"],
            fields["first"],
            fields["last"],
            fields.get("supersedes"),
            fields["parts"],
        ),
    )
    plan.members[fields["part"]] = fields["members"]
    for member in fields["members"]:
        plan.by_item.setdefault(member["item"], []).append(member)


def _served(case: CaseFile, seq: int, fields: Fields) -> None:
    plan = case.productions.get(fields.get("production", ""))
    if plan and fields.get("docket") == case.docket and plan.served is None:
        plan.served = seq


def _certified(case: CaseFile, seq: int, fields: Fields) -> None:
    if fields.get("docket") == case.docket:
        case.certificates.append((seq, fields))


_READERS: dict[str, Callable[[CaseFile, int, Fields], None]] = {
    "item.received": _received,
    "item.described": _described,
    "item.linked": _linked,
    "item.detached": _detached,
    "item.split": _split,
    "item.consumed": _consumed,
    "item.lost": _lost,
    "item.unlocated": _unlocated,
    "item.located": _located,
    "item.destroyed": _leaves("destroyed"),
    "item.returned": _leaves("returned"),
    "disclosure.decided": _decided,
    "disclosure.certified": _certified,
    "screening.run": _screened,
    "candidate.dismissed": _dismissed,
    "production.planned": _planned,
    "production.served": _served,
}
