"""Findings about a witness's credibility: every case in which the witness appears is told.

Source: Giglio v. United States, 405 U.S. 150 (1972): what impeaches a witness is disclosed like what exculpates.
"""

from collections.abc import Sequence
from typing import Unpack

from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import Unprocessable
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.rules.witnesses import cases_of_person


def record_impeachment(
    record: Record,
    person: str,
    *,
    finding: str,
    source: str,
    by: Signer,
    dockets: Sequence[str] = (),
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Record a finding about a witness's credibility in every case in which the witness appears.

    Cases are those where the person is a party, spoke in a statement or signed an act on an item; `dockets` names
    more. Raises NotFound, Unprocessable when there is no case.
    """
    lookups.person(record.db, person)
    told = sorted({*dockets, *cases_of_person(record.db, person)})
    if not told:
        raise Unprocessable(
            "impeachment.no_case",
            f"{person} appears in no case of this record; name the cases that must be told.",
        )
    body = {"person": person, "dockets": told, "finding": finding, "source": source, "by": by.person}
    return record_with(record, "impeachment.found", body, [by], remarks)
