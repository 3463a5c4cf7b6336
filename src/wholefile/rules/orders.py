"""Court orders as other rules rely on them: of the right effect, in the right case, covering the item."""

from wholefile.record.sql import Database, Row
from wholefile.rules.facts import listed


def orders_on(db: Database, effect: str, docket: str, item: str) -> list[Row]:
    """The orders of a case with this effect that name the item, or name no item and so cover the whole case."""
    found = db.rows("court_order", order=("seq",), docket=docket, effect=effect)
    return [row for row in found if item in (listed(row.items) or [item])]


def is_ordered(db: Database, effect: str, docket: str, item: str) -> bool:
    """Whether a court of the case has ordered this for the item."""
    return bool(orders_on(db, effect, docket, item))
