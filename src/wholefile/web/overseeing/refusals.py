"""What rules refused, counted: a rule that is often in the way is badly understood, or is being tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Count

from wholefile.record.home import Record
from wholefile.rules import Refused
from wholefile.web.hosts import OFFICE
from wholefile.web.overseeing.models import Refusal


@contextmanager
def noted(record: Record, verb: str, person: str, site: str) -> Iterator[None]:
    """Note when a rule refuses what is done in this block, and let the refusal pass on.

    What the defence tries at its portal is its own affair and is not noted (rule D12).
    """
    try:
        yield
    except Refused as refused:
        if site == OFFICE:
            Refusal.objects.create(rule=refused.rule, verb=verb[:80], person=person, at=record.clock())
        raise


def counts() -> dict[str, int]:
    """How often each rule refused something."""
    rows = Refusal.objects.values("rule").annotate(times=Count("id")).order_by("-times", "rule")
    return {row["rule"]: row["times"] for row in rows}
