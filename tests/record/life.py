"""A random life of a few items: steps drawn at will, those left out that make no sense where the item is."""

from tests.record.every_kind import CUSTODIAN, FIRST, INVESTIGATOR, ONE, THREE, TWO, opening
from tests.record.folding import Folder
from tests.record.small_record import START, hand, item_body
from wholefile.record.projections import GONE

HANDLED = ("cleared", "dummy", "intact")
STEPS = (
    "transfer", "release", "accept", "refuse", "store", "retrieve", "lend", "return", "break", "declare", "show",
    "split", "consume", "lose", "miss", "find", "destroy", "describe",
)  # fmt: skip
HANDLING = frozenset(STEPS) - {"declare", "show", "describe"}
PEOPLE = (CUSTODIAN, INVESTIGATOR, FIRST)


class Life:
    """Draws steps for items and leaves out those that make no sense where the item is."""

    def __init__(self, state) -> None:
        self.folder, self.numbers = Folder(state), 0
        for kind, body in opening():
            self.folder.do(kind, body)
        self.folder.do("item.received", item_body(3, hand(CUSTODIAN), quantity=9, unit="gram"))
        self.vouchers = [ONE, TWO, THREE]

    def step(self, step: str, which: int, who: int, amount: int, early: int) -> bool:
        state, voucher, person = self.folder.state, self.vouchers[which % len(self.vouchers)], PEOPLE[who]
        row = state.one("item", item=voucher)
        if row.status in GONE and step not in ("find", "describe", "show"):
            return False
        if (said := self._said(step, row, person, amount)) is None:
            return False
        kind, body = said
        self.folder.do(kind, {**body, "occurred_at": START + 1000 * self.folder.seq - early})
        if kind == "item.split":
            self.vouchers += [part["item"] for part in body["parts"]]
        return True

    def _said(self, step: str, row, person: str, amount: int):  # noqa: C901, PLR0911, PLR0912 - a line a step
        self.numbers += 1
        one, many, by = {"item": row.item}, {"items": [row.item]}, {"by": person}
        seals, held = {"seal_state": "none"}, row.holder is not None and row.open_transfer is None
        move = {**many, "purpose": "p", **seals}
        transfer = {"transfer": f"T-{self.numbers}"}
        match step:
            case "transfer" if held:
                return "custody.transferred", {
                    **transfer,
                    **move,
                    "released_by": row.holder,
                    "received_by": person,
                }
            case "release" if held:
                return "custody.released", {**transfer, **move, "released_by": row.holder, "to": person}
            case "accept" if row.open_transfer:
                return "custody.accepted", {
                    **many,
                    "transfer": row.open_transfer,
                    **seals,
                    "received_by": person,
                }
            case "refuse" if row.open_transfer:
                return "custody.refused", {**many, "transfer": row.open_transfer, "reason": "r", **by}
            case "store" if held:
                return "custody.stored", {**many, "location": "ROOM-A", **seals, **by}
            case "retrieve" if row.location:
                return "custody.retrieved", {**move, **by}
            case "lend" if held:
                return "custody.lent", {**move, "to": "court", "due_on": "2026-01-01", "condition": "c", **by}
            case "return" if row.out_to:
                return "custody.returned", {**many, **seals, "condition": "c", **by}
            case "break":
                return "seal.broken", {**one, "seal": "S", "reason": "r", **by}
            case "declare":
                persons = {"method": ["visual"], "declared_by": person, "verified_by": "P-2"}
                return "condition.declared", {**one, "condition": HANDLED[amount % 3], **persons}
            case "show":
                shown = {"shown_to": "a", "shown_as": "b", "place": "c", "condition": "live"}
                return "weapon.shown", {**one, **shown, **by}
            case "split" if row.quantity >= amount and row.item.count(".") < 3:
                parts = [{"item": f"{row.item}.{self.numbers}", "description": "d", "quantity": amount}]
                return "item.split", {**one, "parts": parts, "reason": "r", **by}
            case "consume" if row.quantity >= amount:
                return "item.consumed", {**one, "quantity": amount, "purpose": "p", **by}
            case "lose":
                kind = ("lost", "stolen", "damaged", "destroyed")[amount % 4]
                return "item.lost", {**one, "kind": kind, "circumstances": "c", **by}
            case "miss":
                return "item.unlocated", {**one, "searched": "s", "notified": ["n"], **by}
            case "find" if row.status in ("unlocated", "lost"):
                return "item.located", {**one, "location": "ROOM-A", "circumstances": "c", **by}
            case "destroy":
                ended = {"disposition": "D-1", "method": "m", "place": "p", "witnessed_by": "P-2"}
                return "item.destroyed", {**many, **ended, **by}
            case "describe":
                return "item.described", {**one, "description": f"d{amount}", "reason": "r", **by}
        return None
