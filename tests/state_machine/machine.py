"""Random acts by random people: what is refused leaves no trace, and what is recorded is all the tables say."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.actions.office import Clock, Office, seed
from tests.state_machine import claims
from tests.state_machine.bodies import MAY_SIGN, Maker
from wholefile.actions import holds, items
from wholefile.actions.recording import record_act, record_acts
from wholefile.actions.signing import Signer
from wholefile.core.acts import signer_persons
from wholefile.core.errors import WholefileError
from wholefile.record import expunge, journal
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.rebuild import difference

COMPARE_EVERY = 8  # acts between comparisons of the tables with a replay
SIGNERS = {person: Signer.of(person, seed(name)) for name, person in MAY_SIGN.items()}
# A seed of its own for each step: numbers drawn one by one by Hypothesis are too often nought to make sense together.
chances = st.integers(0, 2**48).map(Random)


class AnyOffice(RuleBasedStateMachine):
    """An office in which anybody asks for anything; `open_record` and `ended` are given by the test."""

    open_record: ClassVar[Callable[[], tuple[Any, Callable[[], None]]]]
    told: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.record, self.end = type(self).open_record()
        self.clock = Clock(journal.read_head(self.record.db).last_at + 1_000)
        self.record.clock = self.clock
        self.office = Office(self.record, self.clock, {name: SIGNERS[one] for name, one in MAY_SIGN.items()})
        self.since, self.asked, self.expunged = 0, 0, False
        self.last: tuple[str, dict, list[Signer], str] | None = None
        self.office.receive("evidence", quantity=6)
        self.office.rounds(6)
        self.office.firearm()
        self.done()

    # What people ask for

    @rule(chance=chances)
    def anything(self, chance: Random) -> None:
        """An act of any kind, with whatever it says."""
        maker = Maker(self.record.db, chance)
        kind = maker.any_kind()
        self.ask(kind, maker.body(kind), chance)

    @rule(chance=chances, kind=st.sampled_from([
        "custody.transferred", "custody.released", "custody.accepted", "custody.refused", "custody.stored",
        "custody.retrieved", "custody.lent", "custody.returned", "item.split", "item.consumed",
        "disclosure.decided", "condition.declared", "seal.applied",
    ]))  # fmt: skip
    def daily_work(self, chance: Random, kind: str) -> None:
        """What is done all day, so that items get about."""
        self.ask(kind, Maker(self.record.db, chance).body(kind), chance)

    @rule(category=st.sampled_from(["evidence", "drugs", "digital", "currency"]), quantity=st.integers(1, 9))
    def an_item_comes_in(self, category: str, quantity: int) -> None:
        self.attempt(lambda: self.office.receive(category, quantity=quantity))

    @rule(chance=chances, size=st.integers(2, 4))
    def several_at_once(self, chance: Random, size: int) -> None:
        """Acts in one call: all of them or none."""
        acts = []
        for _ in range(size):
            maker = Maker(self.record.db, chance)
            kind = chance.choice(["item.described", "seal.applied", "custody.stored", "item.consumed"])
            body = maker.body(kind)
            acts.append((kind, body, self.signers(kind, body)))
        self.attempt(lambda: record_acts(self.record, acts), many=size)

    @precondition(lambda self: self.last is not None and not self.expunged)
    @rule()
    def the_last_act_again(self) -> None:
        """The same call with its idempotency key gets the same receipt and leaves everything as it is."""
        kind, body, signers, key = self.last
        before, size = claims.digest(self.record.db), self.size()
        receipt = record_act(self.record, kind, body, signers, idempotency=key)
        assert receipt.repeated
        assert receipt.seq < size
        assert claims.digest(self.record.db) == before

    @rule()
    def a_checkpoint(self) -> None:
        checkpoint(self.record)
        self.clock.advance()

    @precondition(lambda self: self.size() % 5 == 0)
    @rule(chance=chances)
    def a_hold(self, chance: Random) -> None:
        item = Maker(self.record.db, chance).item()
        self.attempt(lambda: holds.place_hold(
            self.record, self.office.docket, reason="appeal", items=[item], by=self.office.judge
        ))  # fmt: skip

    @precondition(lambda self: self.size() % 4 == 0)
    @rule(chance=chances)
    def a_link(self, chance: Random) -> None:
        item = Maker(self.record.db, chance).item()
        self.attempt(lambda: items.link_item(
            self.record, item, self.office.other_docket, reason="same rounds", by=self.office.investigator
        ))  # fmt: skip

    # How it is asked for, and what must then be true

    def ask(self, kind: str, body: dict, chance: Random) -> None:
        self.asked += 1
        signers, key = self.signers(kind, body, chance), f"call {self.asked}"
        if self.attempt(lambda: record_act(self.record, kind, body, signers, idempotency=key)):
            self.last = (kind, body, signers, key)
            self.told[kind] += 1
            if kind == "record.expunged":
                expunge.finish(self.record)
                self.expunged = True
                self.compare()

    def signers(self, kind: str, body: dict, chance: Random | None = None) -> list[Signer]:
        """Those whom the body names, mostly; each once."""
        named = [SIGNERS[one] for one in dict.fromkeys(signer_persons(kind, body).values())]
        if chance and chance.random() < 0.05:
            return [chance.choice(list(SIGNERS.values()))]
        return named

    def attempt(self, act: Callable[[], Any], many: int = 1) -> bool:
        """Let somebody act: it is recorded whole, or refused without a trace. Whether it was recorded."""
        self.clock.advance()
        before, size = claims.digest(self.record.db), self.size()
        try:
            act()
        except WholefileError as error:
            self.told["refused: " + error.code] += 1
            left = error.code
        else:
            left = None
        if left:
            assert self.size() == size
            assert claims.digest(self.record.db) == before, f"{left} left a trace"
            return False
        assert self.size() == size + many
        self.since += many
        self.done()
        return True

    def done(self) -> None:
        db = self.record.db
        claims.the_head_is_that_of_the_entries(db)
        if not self.expunged:
            claims.every_item_is_in_one_place(db)
            claims.custody_has_no_gaps(db)
            claims.quantities_add_up(db, self.consumed())
            claims.one_decision_is_current(db)
        if self.since >= COMPARE_EVERY:
            self.compare()

    def compare(self) -> None:
        self.since = 0
        assert difference(self.record) == []

    def consumed(self) -> dict[str, int]:
        used: Counter[str] = Counter()
        for (fields,) in self.record.db.query(
            'SELECT b."fields" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" WHERE e."kind" = %s',
            ["item.consumed"],
        ):
            body = json.loads(bytes(fields))
            used[body["item"]] += body["quantity"]
        return used

    def size(self) -> int:
        return journal.read_head(self.record.db).size

    def teardown(self) -> None:
        if not hasattr(self, "record"):
            return
        try:
            self.compare()
            # Digests of files are made up here, so the store is not asked for them.
            found = [one for one in check(self.record) if not one.is_note and one.kind != "store.file"]
            assert [one for one in found if one.kind != "checkpoint.published"] == []
        finally:
            self.record.close()
            self.end()


def copy_of(template: Any, into: Any) -> Any:
    """A copy of a record's folder."""
    shutil.copytree(template, into)
    return into
