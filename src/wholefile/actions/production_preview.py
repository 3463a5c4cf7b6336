"""What a production would show, before anybody serves it: its schedule and its letter, recorded nowhere."""

from __future__ import annotations

from typing import Any

from wholefile.actions.production_payload import LETTER, Occasion, draw_up
from wholefile.actions.production_proof import kept_letter, opening_policy
from wholefile.core.case_file import read_case
from wholefile.core.errors import NotFound
from wholefile.core.schedule import schedule_of
from wholefile.record.bundles import case_entries
from wholefile.record.home import Record
from wholefile.record.lookups import production as production_row
from wholefile.record.opening import disclosure_policy


def schedule_as_it_is(record: Record, production: str) -> dict[str, Any]:
    """The schedule as it was served, or as it would be now. Raises NotFound."""
    row = production_row(record.db, production)
    entries = case_entries(record.db, row.docket)
    policy = disclosure_policy(entries.case())
    if row.served_seq is not None:
        policy, entries = opening_policy(row.served_seq)(entries), entries.before(row.served_seq)
    return schedule_of(read_case(entries.shown(policy), row.docket), production)


def letter_as_it_is(record: Record, production: str, *, to: str, by: str) -> bytes:
    """The letter (PDF) as it was served, or as this person would send it now. Raises NotFound for a lost one."""
    row = production_row(record.db, production)
    if row.served_seq is not None:
        letter = kept_letter(record, production, row.payload)
        if letter is None:
            raise NotFound(
                "production.letter", "The letter was not kept here; it is in the production itself."
            )
        return letter
    entries = case_entries(record.db, row.docket)
    occasion = Occasion(to, by, record.clock())
    return draw_up(record, production, entries, disclosure_policy(entries.case()), occasion).small[LETTER]
