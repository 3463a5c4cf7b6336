"""What tests of disclosure and keeping share: a refusal by its rule, a case closed for good, decisions, orders."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.actions.office import DAY, Office
from wholefile.actions import disclosure
from wholefile.rules.registry import Refused


@contextmanager
def refused(rule: str, saying: str = "") -> Iterator[None]:
    """The block is refused by this rule, for this reason."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.rule == rule, caught.value.message
    assert saying in caught.value.message


def close_case(office: Office, docket: str | None = None, appeal_until: str = "2026-02-10") -> None:
    """Close a case and wait until the time for appeal is over everywhere."""
    office.act(
        "case.closed",
        {
            "docket": docket or office.docket,
            "outcome": "pleaded",
            "closed_on": "2026-02-02",
            "appeal_until": appeal_until,
            "by": office.prosecutor.person,
        },
        office.prosecutor,
    )
    office.clock.advance(30 * DAY)


def produce(office: Office, *items: str, docket: str | None = None) -> None:
    """Decide these items as produced."""
    for item in items:
        office.clock.advance()
        disclosure.decide(office.record, docket or office.docket, item, "produced", author=office.prosecutor)


def order(office: Office, effect: str, items: list[str] | None = None, docket: str | None = None) -> str:
    """An order of the court; returns its number."""
    number = f"O-{office.db.count('court_order') + 1}"
    office.act(
        "order.entered",
        {
            "docket": docket or office.docket,
            "order": number,
            "as_printed": f"Order {number}",
            "on": "2026-02-02",
            "effect": effect,
            "items": items or [],
            "text": "It is so ordered.",
            "by": office.judge.person,
        },
        office.judge,
    )
    return number
