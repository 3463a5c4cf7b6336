"""Court orders as other rules rely on them: of the right effect, in the right case, covering the item."""

from wholefile.record.lookups import dockets_of
from wholefile.record.sql import Database, Row
from wholefile.rules.facts import listed

LITIGATED = ("criminal", "civil")  # kinds of case with another side


def orders_on(db: Database, effect: str, docket: str, item: str) -> list[Row]:
    """The orders of a case with this effect that name the item, or name no item and so cover the whole case."""
    found = db.rows("court_order", order=("seq",), docket=docket, effect=effect)
    return [row for row in found if item in (listed(row.items) or [item])]


def is_ordered(db: Database, effect: str, docket: str, item: str) -> bool:
    """Whether a court of the case has ordered this for the item."""
    return bool(orders_on(db, effect, docket, item))


def is_ordered_everywhere(db: Database, effect: str, item: str) -> bool:
    """Whether a court has ordered this in every prosecution and suit of an item; without any, in one of its cases.

    What is ordered in one case takes nothing from the parties of another, to which the item may be linked at will.
    """
    dockets = dockets_of(db, item)
    litigated = [row.docket for row in db.rows("case_file", docket__in=dockets, kind__in=LITIGATED)]
    if litigated:
        return all(is_ordered(db, effect, docket, item) for docket in litigated)
    return any(is_ordered(db, effect, docket, item) for docket in dockets)
