"""Which acts a person may be shown, and how much of each.

Of an item that belongs to a case they see and to one they do not, they are shown what happened to the thing: its
custody, condition, files. They are not shown what another case did with it: the link to that case, decisions,
holds, productions and consents in it, or that it was a candidate there. An act about several things is shown with
those that are seen. Acts of the register are the office's own and shown to whoever handles any case of it.

The defence is shown what the productions served to it open: acts about an item up to the last production that names
it, acts about statements up to the last one of everything that they are about, acts of the case up to the last one
served in it, and of the register whose keys are whose. Less, never more:
of an act that bundles open in full only the items that were produced, nobody's reading, and no reasoning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import docket_numbers, item_ids, kind_of
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.record.opening import is_open_in_register
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

# What both sides file with the court or sign for each other; no later production is needed to know of it.
_BETWEEN_THE_SIDES = frozenset((
    "disclosure.reciprocated", "objection.raised", "objection.answered", "production.served", "production.received",
))  # fmt: skip
_OFFICE_ONLY = frozenset((
    "access.opened", "access.exported", "screening.run", "candidate.dismissed", "fact.accepted", "fact.corrected",
    "fact.rejected",
))  # fmt: skip
_POSITIONS = ("history", "positions")


@dataclass(frozen=True, slots=True)
class Act:
    """An act as it stands in the log. `fields` is None once its body was destroyed. Times in milliseconds UTC."""

    seq: int
    at: int
    kind: str
    keys: tuple[str, ...]
    fields: Mapping[str, Any] | None

    @property
    def occurred_at(self) -> int:
        """When it happened, as its signer says, or else when it was recorded."""
        return int((self.fields or {}).get("occurred_at", self.at))


def acts_at(log: Database, positions: Iterable[int]) -> list[Act]:
    """The acts at these positions, in order."""
    found = []
    for part in seeing.chunks(sorted(set(positions))):
        found += log.query(f'{_ACT} WHERE e."seq" IN ({seeing.marks(part)}) ORDER BY e."seq"', part)
    return [as_act(row) for row in found]


_ACT = (
    'SELECT e."seq", e."at", e."kind", e."header", b."fields" FROM "entry" e'
    ' LEFT JOIN "body" b ON b."seq" = e."seq"'
)


def acts_where(log: Database, where: str, values: Sequence[Any], order: str, most: int) -> list[Act]:
    """The first so many acts that fit a condition on `e`, in ascending or descending order of position."""
    rows = log.query(f'{_ACT} WHERE {where} ORDER BY e."seq" {order} LIMIT %s', [*values, most])
    return [as_act(row) for row in rows]


def as_act(row: Sequence[Any]) -> Act:
    """A row of the log as an act."""
    seq, at, kind, header, fields = row
    keys = tuple(str(one["key"]) for one in decode_header(bytes(header)).signatures)
    return Act(seq, at, kind, keys, json.loads(bytes(fields)) if fields is not None else None)


class ActsSeen:
    """What of these acts a sight lets through; everything it needs is read at once, however many there are.

    `log` has the tables of today, by which sight is decided also on a past day.
    """

    def __init__(self, log: Database, sight: Sight, acts: Iterable[Act], *, named_too: bool = True) -> None:
        self._sight = sight
        self._acts = {one.seq: one for one in acts}
        self._named: ActsSeen | None = None
        if sight.everything:
            return
        self._read(log)
        others = {seq for one in self._acts.values() for seq in _positions(one)} - self._acts.keys()
        if named_too and others:
            self._named = ActsSeen(log, sight, acts_at(log, others), named_too=False)

    def is_seen(self, seq: int) -> bool:
        """Whether the act at this position is shown at all."""
        if self._sight.everything:
            return True
        act = self._acts.get(seq)
        if act is None or self._sight.nothing:
            return False
        return self._office_sees(act) or self._defence_sees(act)

    def seen(self) -> Iterator[Act]:
        """The acts that are shown, each with what of it is shown, in order of position."""
        for seq in sorted(self._acts):
            if self.is_seen(seq):
                yield self.shown(self._acts[seq])

    def shown(self, act: Act) -> Act:
        """The act with only what is seen in the lists of its fields."""
        if self._sight.everything or act.fields is None:
            return act
        fields = {name: self._field(name, value) for name, value in act.fields.items()}
        if not self._office_sees(act):
            closed = kind_of(act.kind).reasoning
            fields = {name: value for name, value in fields.items() if name not in closed}
        if act.kind == "item.split" and not self._item_seen(fields["item"]):
            del fields["item"]
        if "corrects" in fields and not self._position_seen(fields["corrects"]):
            del fields["corrects"]
        return Act(act.seq, act.at, act.kind, act.keys, fields)

    # What the acts name, and what of that is seen

    def _read(self, log: Database) -> None:
        bodies = [(one.kind, one.fields) for one in self._acts.values() if one.fields is not None]
        items = {item for kind, fields in bodies for item in _items(kind, fields)}
        self._holds = _by_number(log, "hold", "hold", bodies)
        self._pairs = _by_number(log, "inconsistency", "inconsistency", bodies)
        dockets = {docket for _, fields in bodies for docket in docket_numbers(fields)}
        dockets |= {row.docket for row in self._holds.values()}
        addressees = {one for _, fields in bodies for one in fields.get("addressees", ())}
        statements = {
            fields[name]
            for _, fields in bodies
            for name in ("statement", "first", "second")
            if isinstance(fields.get(name), str)
        }
        statements |= {number for row in self._pairs.values() for number in (row.first, row.second)}
        office, defence = seeing.of_the_office(self._sight), seeing.of_the_defence(self._sight)
        self._items = seeing.seen_items(log, office, items)
        self._cases = seeing.seen_cases(log, office, dockets)
        self._statements = seeing.seen_statements(log, office, statements)
        self._items_until = seeing.served_until(log, defence, items)
        self._cases_until = seeing.cases_served_until(log, defence)
        served = seeing.seen_statements(log, defence, statements)
        self._statements_until = seeing.statements_served_until(log, defence, served)
        self._within = self._wholly_within(log)
        self._counsel = seeing.seen_counsel(log, self._sight, addressees)

    def _wholly_within(self, log: Database) -> set[int]:
        """Destroyed acts that stand in no other case than those seen: what they were about, nobody can say."""
        gone = [one.seq for one in self._acts.values() if one.fields is None]
        if not gone or not self._sight.dockets:
            return set()
        labels = {unb64u(case_label(docket)) for docket in self._sight.dockets}
        of_each: dict[int, set[bytes]] = {}
        for row in lookups.by_values(log, "entry_case", "seq", gone):
            of_each.setdefault(row.seq, set()).add(bytes(row.label))
        return {seq for seq, found in of_each.items() if found <= labels}

    def _office_sees(self, act: Act) -> bool:
        if not self._sight.dockets or act.kind == "index":
            return False
        fields = act.fields
        if fields is None:
            return act.seq in self._within
        if kind_of(act.kind).place == "register":
            return True
        if act.kind in ("role.granted", "role.ended") and "docket" not in fields:
            return True
        return self._concerns(act.kind, fields, self._cases, self._items, self._statements)

    def _concerns(
        self,
        kind: str,
        fields: Mapping[str, Any],
        cases: set[str],
        items: set[str],
        statements: set[str],
    ) -> bool:
        """Whether an act is about these: the cases it names and the items that are left when it names no case."""
        named = [fields[name] for name in ("statement", "first", "second") if name in fields]
        if "inconsistency" in fields and not named:
            pair = self._pairs.get(fields["inconsistency"])
            named = [pair.first, pair.second] if pair else [""]
        if named:
            return all(one in statements for one in named)
        if "item" in fields and kind != "item.split" and fields["item"] not in items:
            return False
        if kind == "hold.released":
            hold = self._holds.get(fields["hold"])
            return hold is not None and hold.docket in cases
        own = [fields[name] for name in ("docket", "other") if name in fields]
        if own:
            return all(one in cases for one in own)
        about = _items(kind, fields)
        if about:
            return any(one in items for one in about)
        return any(one in cases for one in fields.get("dockets", ()))

    def _defence_sees(self, act: Act) -> bool:
        fields = act.fields
        if fields is None or not (self._sight.served or self._sight.everywhere):
            return False
        if kind_of(act.kind).place == "register" or act.kind in ("role.granted", "role.ended"):
            return bool(self._cases_until) and is_open_in_register(act.kind, fields)
        if act.kind in _OFFICE_ONLY:
            return False
        late = act.kind in _BETWEEN_THE_SIDES
        cases = {docket for docket, last in self._cases_until.items() if late or act.seq <= last}
        items = {item for item, last in self._items_until.items() if late or act.seq <= last}
        about = _items(act.kind, fields)
        if about and not any(one in items for one in about):
            return False
        statements = {one for one, last in self._statements_until.items() if act.seq <= last}
        return self._concerns(act.kind, fields, cases, items, statements)

    # What is left of a field

    def _field(self, name: str, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        if name in ("items", "found", "missing", "unexpected"):
            return [one for one in value if self._item_seen(one)]
        if name == "addressees":
            return [one for one in value if one in self._counsel]
        if name == "dockets":
            return [one for one in value if one in self._cases or one in self._cases_until]
        if name in ("parts", "members", "candidates"):
            return [one for one in value if self._item_seen(one["item"])]
        if name in _POSITIONS:
            return [one for one in value if self._position_seen(one)]
        return value

    def _item_seen(self, voucher: str) -> bool:
        return voucher in self._items or voucher in self._items_until

    def _position_seen(self, position: int) -> bool:
        """Whether another act that this one names is seen."""
        if position in self._acts:
            return self.is_seen(position)
        return self._named is not None and self._named.is_seen(position)


def seen_acts(log: Database, sight: Sight, positions: Iterable[int]) -> list[Act]:
    """The acts at these positions that are shown, each with what of it is shown, in order."""
    return list(ActsSeen(log, sight, acts_at(log, positions)).seen())


def _positions(act: Act) -> list[int]:
    """Positions of other acts that an act names."""
    fields = act.fields or {}
    found = [one for name in _POSITIONS for one in fields.get(name, ())]
    return [*found, fields["corrects"]] if "corrects" in fields else found


def _items(kind: str, fields: Mapping[str, Any]) -> list[str]:
    """The items an act names; for one that lists candidates or members those too."""
    found = item_ids(kind, fields)
    for name in ("members", "candidates"):
        if isinstance(fields.get(name), list):
            found += [one["item"] for one in fields[name]]
    return found


def _by_number(
    log: Database, table: str, column: str, bodies: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, Any]:
    numbers = sorted({fields[column] for _, fields in bodies if isinstance(fields.get(column), str)})
    return {getattr(row, column): row for row in lookups.by_values(log, table, column, numbers)}
