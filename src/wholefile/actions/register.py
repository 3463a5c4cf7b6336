"""The property register of the record: every item as it stands, one line each, for a spreadsheet or an audit."""

from __future__ import annotations

from collections.abc import Iterator

from wholefile.core.comma_separated import csv_line
from wholefile.record import lookups
from wholefile.record.days import day_of
from wholefile.record.sql import Database

COLUMNS = (
    "voucher", "parent", "status", "category", "quantity", "unit", "description", "holder", "location",
    "out to", "cases", "marks", "submitted by", "collected at", "authority", "received on", "keep until", "holds",
)  # fmt: skip


def register_lines(db: Database) -> Iterator[str]:
    """The register as lines of CSV (RFC 4180), the header first.

    A value that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    yield csv_line(COLUMNS)
    cases: dict[str, list[str]] = {}
    for row in db.rows("item_case", order=("docket",), detached_seq=None):
        cases.setdefault(row.item, []).append(row.docket)
    marks: dict[str, list[str]] = {}
    for row in db.rows("identifier", order=("seq", "n")):
        if row.kind not in ("submitter", "place", "named case"):
            marks.setdefault(row.item, []).append(f"{row.kind} {row.value}")
    for row in sorted(db.rows("item"), key=lambda one: lookups.voucher_order(one.item)):
        holder = f"{lookups.person_name(db, row.holder)} ({row.holder})" if row.holder else ""
        yield csv_line(
            (
                row.item, row.parent, row.status, row.category, row.quantity, row.unit, row.description, holder,
                row.location, row.out_to, "; ".join(cases.get(row.item, ())), "; ".join(marks.get(row.item, ())),
                row.submitted_by, row.collected_at, row.authority, day_of(row.occurred_at),
                lookups.keep_until(db, row.item), "; ".join(one.hold for one in lookups.open_holds(db, row.item)),
            )
        )  # fmt: skip
