"""Who knows of an item, as far as the acts that are seen tell it.

The first act by which somebody came to know may belong to a case that is not shown. Then they know by the first act
that is, or are not named at all, so that nothing is learned of the other case from a day or a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wholefile.core.acts import signer_persons
from wholefile.record import lookups
from wholefile.record.knowledge import Knower, knowers_of, served_the_state
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.acts_seen import Act, ActsSeen, acts_at


def known(db: Database, log: Database, sight: Sight, vouchers: Sequence[str]) -> dict[str, list[Knower]]:
    """Who knows of each of these items, the earliest first; a few reads, however many items."""
    found = knowers_of(db, vouchers)
    if sight.everything:
        return found
    firsts = {one.seq for knowers in found.values() for one in knowers}
    seen = ActsSeen(log, sight, acts_at(log, firsts))
    doubtful = [item for item, knowers in found.items() if not all(seen.is_seen(one.seq) for one in knowers)]
    histories = _histories(db, log, sight, doubtful)
    grants: dict[str, list[Row]] = {}
    persons = sorted({one.person for item in doubtful for one in found[item]})
    for row in lookups.by_values(db, "role_grant", "person", persons):
        grants.setdefault(row.person, []).append(row)
    told = {}
    for item, knowers in found.items():
        shown = [_first_told(one, seen, histories.get(item, ()), grants) for one in knowers]
        ordered = sorted(
            (one for one in shown if one), key=lambda one: (one.occurred_at, one.seq, one.person)
        )
        told[item] = ordered
    return told


def _first_told(
    knower: Knower, seen: ActsSeen, history: Sequence[Act], grants: Mapping[str, Sequence[Row]]
) -> Knower | None:
    if seen.is_seen(knower.seq):
        return knower
    signed = [one for one in history if knower.person in signer_persons(one.kind, one.fields or {}).values()]
    if not signed:
        return None
    first = min(signed, key=lambda one: (one.occurred_at, one.seq))
    return replace(
        knower,
        how=first.kind,
        seq=first.seq,
        at=first.at,
        occurred_at=first.occurred_at,
        for_the_state=served_the_state(grants.get(knower.person, ()), first.seq),
    )


def _histories(db: Database, log: Database, sight: Sight, vouchers: Sequence[str]) -> dict[str, list[Act]]:
    positions: dict[str, list[int]] = {}
    for part in seeing.chunks(vouchers):
        for row in db.rows("item_act", item__in=part):
            positions.setdefault(row.item, []).append(row.seq)
    every = ActsSeen(log, sight, acts_at(log, [seq for found in positions.values() for seq in found]))
    acts = {one.seq: one for one in every.seen()}
    return {item: [acts[seq] for seq in sorted(found) if seq in acts] for item, found in positions.items()}
