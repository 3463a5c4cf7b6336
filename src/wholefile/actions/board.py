"""The disclosure board of a case: every item with its decision, when it was produced, and since when the State knew."""

from __future__ import annotations

import json
from dataclasses import dataclass

from wholefile.record import lookups
from wholefile.record.knowledge import knowledge_clock
from wholefile.record.sql import Database, Row
from wholefile.rules.certificates import late_items
from wholefile.screening import Candidate, open_candidates


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One item of a case. `decision` is `undecided` until there is one; days are YYYY-MM-DD.

    `late` says that it came after the last certificate and no supplement names it yet.
    """

    item: str
    description: str
    decision: str
    ground: str | None
    tags: tuple[str, ...]
    decided_seq: int | None
    production: str | None
    produced_on: str | None
    state_knew_since: str | None
    days_held_back: int | None
    detached: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The state of disclosure in a case."""

    case: Row
    rows: tuple[BoardRow, ...]
    candidates: tuple[Candidate, ...]
    certificate: Row | None
    productions: tuple[Row, ...]

    def counts(self) -> dict[str, int]:
        """How many items stand in each decision, detached ones apart."""
        found: dict[str, int] = {}
        for row in self.rows:
            name = "detached" if row.detached else row.decision
            found[name] = found.get(name, 0) + 1
        return dict(sorted(found.items()))


def board(db: Database, docket: str, today: str) -> Board:
    """The disclosure board of a case on a day (YYYY-MM-DD). Raises NotFound."""
    case = lookups.case(db, docket)
    decisions = lookups.current_decisions(db, docket)
    certificate = lookups.latest_certificate(db, docket)
    late = set(late_items(db, docket, certificate))
    attached = {row.item for row in lookups.items_of(db, docket)}
    rows = []
    for clock in knowledge_clock(db, docket):
        decision = decisions.get(clock.item)
        rows.append(
            BoardRow(
                item=clock.item,
                description=clock.description,
                decision=decision.decision if decision else "undecided",
                ground=decision.ground if decision else None,
                tags=tuple(json.loads(decision.tags)) if decision else (),
                decided_seq=decision.seq if decision else None,
                production=clock.production,
                produced_on=clock.produced_on,
                state_knew_since=clock.state.since if clock.state else None,
                days_held_back=clock.days_held_back(today),
                detached=clock.item not in attached,
                late=clock.item in late,
            )
        )
    productions = db.rows("production", order=("seq",), docket=docket)
    return Board(case, tuple(rows), tuple(open_candidates(db, docket)), certificate, tuple(productions))
