"""Bodies of every kind of act, plausible or not, made from the vocabulary and from what is in the record just now.

Numbers an act gives are mostly the next free ones, things it refers to mostly exist, people mostly have the role the
field asks for, and items mostly are where the act needs them. The rest is what a careless or dishonest program sends.
"""

import json
import re
from random import Random
from typing import Any

from tests.actions.office import DOCKET, OTHER_DOCKET, STAFF
from wholefile.core.acts import KINDS, Field, Kind, check_body
from wholefile.core.errors import Invalid
from wholefile.record import lookups
from wholefile.rules.references import _NEW, _REFERS

GENESIS = ("record.opened", "index")
# What changes who may sign, or destroys bodies, is asked for less often: it makes everything after it poorer.
RARE = ("key.revoked", "role.ended", "record.expunged", "case.closed", "key.enrolled")
# Kinds by which somebody handles what they hold, and the field that names the holder.
HANDLED_BY = {
    "custody.transferred": "released_by",
    "custody.released": "released_by",
    "condition.declared": "declared_by",
    **dict.fromkeys(
        (
            "custody.stored",
            "custody.lent",
            "seal.applied",
            "seal.broken",
            "weapon.shown",
            "item.split",
            "item.consumed",
        ),
        "by",
    ),
}
DAYS = ("2026-01-05", "2026-03-02", "2026-12-31", "2030-01-01")
WORDS = ("brass case", "as agreed", "Übergabe im Büro", "pistola, calibre .45", "no. 7")
MAY_SIGN = {name: f"P-{number}" for number, (name, *_rest) in enumerate(STAFF, 1)}
IN_ROLE: dict[str, list[str]] = {}
for _number, (_name, _full, _agency, _roles) in enumerate(STAFF, 1):
    for _role in _roles:
        IN_ROLE.setdefault(_role, []).append(f"P-{_number}")


class Maker:
    """Makes bodies on what the tables hold; every choice is drawn from `chance`."""

    def __init__(self, db: Any, chance: Random) -> None:
        self.db, self.chance = db, chance
        self.kind: Kind = KINDS["item.received"]

    def any_kind(self) -> str:
        """A kind of act that people sign."""
        names = [name for name in KINDS if name not in GENESIS]
        chosen = self.chance.choice(names)
        return self.chance.choice(names) if chosen in RARE and self.chance.random() < 0.8 else chosen

    def body(self, name: str) -> dict[str, Any]:
        """A body of this kind which its form allows; what it says may be nonsense."""
        self.kind = KINDS[name]
        body = {
            one.name: self.field(one)
            for one in self.kind.fields
            if one.required or self.chance.random() < 0.15
        }
        self._follow(name, body)
        self._quantities(name, body)
        self._remarks(body)
        try:
            check_body(name, body)
        except Invalid:
            return self.body(name)
        return body

    def field(self, field: Field) -> Any:
        """A value for a field of the body."""
        if field.signer is not None:
            return self.person(field.signer)
        new, _table = _NEW.get(self.kind.name, ("", ""))
        spec = dict(field.type.spec)
        if field.name == new and spec["type"] == "pattern":
            return self.number(field.name, spec["expression"])
        if field.name in _REFERS and self.chance.random() < 0.92:
            found = self.existing(*_REFERS[field.name][:2])
            if found is not None:
                return [found] if spec["type"] == "list" else found
        return self.value(field.name, spec)

    def person(self, roles: tuple[str, ...]) -> str:
        """Somebody who may sign in one of these roles, mostly."""
        able = [person for role in roles for person in IN_ROLE.get(role, [])] or list(MAY_SIGN.values())
        return self.chance.choice(able if self.chance.random() < 0.9 else list(MAY_SIGN.values()))

    def number(self, name: str, expression: str) -> str:
        """A number to give: mostly the next one, else one that may be taken."""
        table = _NEW[self.kind.name][1]
        if name == "location":
            return self.chance.choice(["ROOM-A", "ROOM-B", "GUNS/B", f"ROOM-{self.chance.randrange(9)}"])
        if name == "item":
            return self.next_voucher()
        prefix = re.match(r"[A-Z]+", expression)
        count = self.db.count(table) + (1 if self.chance.random() < 0.9 else 0)
        return f"{prefix.group() if prefix else 'X'}-{max(1, count)}"

    def next_voucher(self) -> str:
        if self.chance.random() < 0.9:
            return lookups.next_voucher(self.db, 2026)
        return f"V26-{self.chance.randrange(1, 9):06d}"

    def existing(self, table: str, column: str) -> Any:
        rows = self.db.rows(table, order=(column,))
        return getattr(self.chance.choice(rows), column) if rows else None

    def item(self) -> str:
        """The voucher of an item; now and then of one that is not there."""
        rows = self.db.rows("item", order=("item",))
        if not rows or self.chance.random() < 0.04:
            return "V26-999999"
        return self.chance.choice(rows).item

    def value(self, name: str, spec: dict[str, Any]) -> Any:  # noqa: PLR0911 - a line for each type
        """A value of this type."""
        chance = self.chance
        match spec["type"]:
            case "code":
                return chance.choice(spec["words"])
            case "integer":
                return chance.choice([spec["low"], min(spec["high"], spec["low"] + chance.randrange(1, 9))])
            case "flag":
                return chance.random() < 0.5
            case "day":
                return chance.choice(DAYS)
            case "docket":
                return chance.choice([DOCKET, DOCKET, DOCKET, OTHER_DOCKET, "D-202-CV-2026-7"])
            case "octets":
                return "A" * ((spec["length"] or 32) * 8 // 6 + 1)
            case "pattern":
                return self.matching(name, spec["expression"])
            case "list":
                most = min(spec["most"], 3)
                return [
                    self.value(name, spec["of"]) for _ in range(chance.randrange(spec["least"], most + 1))
                ]
            case "record":
                return {
                    one: self.value(one, kind)
                    for one, kind in spec["fields"].items()
                    if kind["required"] or chance.random() < 0.2
                }
            case _:
                return chance.choice(WORDS)

    def matching(self, name: str, expression: str) -> str:
        if expression.startswith("V"):
            return self.item()
        if expression.startswith("P-"):
            return self.chance.choice(list(MAY_SIGN.values()))
        if "0-9a-f" in expression:
            length = int(re.findall(r"\{(\d+)\}", expression)[-1])
            return self.chance.choice("0123456789abcdef") * length
        if name == "location":
            return self.existing("location", "location") or "ROOM-A"
        prefix = re.match(r"[A-Z]+-", expression)
        return f"{prefix.group() if prefix else 'ROOM-'}{self.chance.randrange(1, 5)}"

    def _follow(self, name: str, body: dict[str, Any]) -> None:
        """Mostly, say of what is referred to what the tables say of it."""
        if self.chance.random() < 0.15:
            return
        if name in ("custody.accepted", "custody.refused"):
            open_ones = self.db.rows("transfer", status="open", order=("transfer",))
            if open_ones:
                row = self.chance.choice(open_ones)
                body["transfer"] = row.transfer
                body["items"] = [
                    one.item for one in self.db.rows("item", open_transfer=row.transfer, order=("item",))
                ]
                body["received_by" if "received_by" in body else "by"] = row.to
        for field, table in (("request", "laboratory_request"), ("disposition", "disposition")):
            if field in body and field != _NEW.get(name, ("",))[0] and "items" in body:
                row = self.db.one(table, **{field: body[field]})
                if row is not None:
                    body["items"] = json.loads(row.items)
        if name == "item.linked":
            there = self.db.exists("item", item=body["item"])
            body["history"] = lookups.history(self.db, body["item"]) if there else [0]
        self._present(name, body)

    def _present(self, name: str, body: dict[str, Any]) -> None:
        """Acts of holders are mostly signed by whoever holds the items, and name items held by one person."""
        all_of_them = self.db.rows("item", order=("item",))
        if name in HANDLED_BY:
            held = [one for one in all_of_them if one.holder and not one.open_transfer]
            able = [one for one in held if one.holder in self.able(HANDLED_BY[name])] or held
            if able:
                first = self.chance.choice(able)
                body[HANDLED_BY[name]] = first.holder
                self._name(body, [first.item, *(one.item for one in able if one.holder == first.holder)][:3])
        for kind, column in (("custody.retrieved", "location"), ("custody.returned", "out_to")):
            there = [one.item for one in all_of_them if getattr(one, column)]
            if name == kind and there:
                self._name(body, [self.chance.choice(there)])
        if "witness" in {one.name for one in self.kind.fields} and self.chance.random() < 0.8:
            body["witness"] = self.chance.choice(IN_ROLE["supervisor"])

    def able(self, field: str) -> set[str]:
        """Everybody with a role in which this field of the kind is signed."""
        roles = next(one.signer for one in self.kind.fields if one.name == field) or ()
        return {person for role in roles for person in IN_ROLE.get(role, [])}

    @staticmethod
    def _name(body: dict[str, Any], items: list[str]) -> None:
        if "items" in body:
            body["items"] = sorted(set(items))
        else:
            body["item"] = items[0]

    def _quantities(self, name: str, body: dict[str, Any]) -> None:
        if name == "item.received":
            body["quantity"] = self.chance.choice([1, 6, 50])
            body["dockets"] = list(dict.fromkeys([DOCKET, *body["dockets"][:1]]))
        if name == "item.split":
            body["parts"] = [
                {
                    "item": f"{body['item']}.{number}",
                    "description": "a part",
                    "quantity": self.chance.randrange(1, 4),
                }
                for number in range(1, self.chance.randrange(2, 4))
            ]

    def _remarks(self, body: dict[str, Any]) -> None:
        if self.chance.random() < 0.1:
            body["note"] = "told by telephone"
        if self.chance.random() < 0.05:
            body["occurred_at"] = 1_760_000_000_000 + self.chance.randrange(10**10)
            body["late_reason"] = "the network was down"
