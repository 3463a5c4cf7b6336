"""Which of many decisions the rules would refuse, before anybody signs them together."""

from __future__ import annotations

from collections.abc import Sequence

from wholefile import rules
from wholefile.actions.recording import Body, full_body, prepare_act
from wholefile.record.act import recorded
from wholefile.record.home import Record
from wholefile.record.lookups import entry_count
from wholefile.rules.registry import Refused

ASKED_AT_ONCE = 500


def refusals_of(  # noqa: PLR0913 - a decision has as many particulars
    record: Record,
    docket: str,
    items: Sequence[str],
    decision: str,
    *,
    author: str,
    reviewer: str | None = None,
    ground: str | None = None,
    explanation: str | None = None,
    tags: Sequence[str] = (),
    order: str | None = None,
) -> dict[str, str]:
    """Why the rules refuse this decision on some of these items now, by item; persons are named by their ids.

    The first 500 are asked one by one. Of a longer list the rest is judged when it is recorded, all or none.
    """
    found = {}
    body: Body = {
        "docket": docket,
        "decision": decision,
        "author": author,
        "reviewer": reviewer,
        "ground": ground,
    }
    body |= {"explanation": explanation, "tags": list(tags), "order": order}
    head = entry_count(record.db)
    for item in items[:ASKED_AT_ONCE]:
        told = full_body({**body, "item": item}, {})
        prepared = prepare_act(record, "disclosure.decided", told, persons=[author])
        try:
            rules.check(recorded(head, prepared.act, told, ()), record.db)
        except Refused as refused:
            found[item] = refused.message
    return found
