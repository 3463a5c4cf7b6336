"""Screening: the whole record is searched for items that may concern a case; each is linked or dismissed.

The search itself is `wholefile.screening`. These are the acts by which somebody answers for it.
"""

from typing import Unpack

from wholefile.actions.items import link_item
from wholefile.actions.recording import Body, Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound, Unavailable
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import entry_count
from wholefile.rules.registry import Refused
from wholefile.screening import Candidate, candidates, first_that_fit, open_candidates

_ATTEMPTS = 5
_LONGEST_REASON = 300


def screen(
    record: Record, docket: str, *, by: Signer, **remarks: Unpack[Remarks]
) -> tuple[list[Candidate], Receipt]:
    """Search the record for items that may concern a case, and sign for having seen them.

    Returns all open candidates; the act lists the first of them, as many as fit into it. From here on the signer
    is recorded to know of each one listed. When items come in between search and signature, the search is made
    again. Raises NotFound for an unknown case.
    """
    for _ in range(_ATTEMPTS):
        covered = entry_count(record.db)
        found = open_candidates(record.db, docket)
        body: Body = {
            "docket": docket,
            "candidates": [{"item": one.item, "reasons": one.words} for one in first_that_fit(found)],
            "screened_to": covered,
            "by": by.person,
        }
        try:
            return found, record_with(record, "screening.run", body, [by], remarks)
        except Refused as refused:
            if refused.rule != "D13" or entry_count(record.db) == covered:
                raise
    raise Unavailable("screening.moving", "Items keep coming in; try again when intake pauses.")


def link_candidate(
    record: Record,
    docket: str,
    item: str,
    *,
    by: Signer,
    reason: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Link a candidate to the case, with its whole history and why it was found. Raises NotFound."""
    found = candidate(record, docket, item)
    why = reason or " ".join(found.words)
    if len(why) > _LONGEST_REASON:
        why = why[: _LONGEST_REASON - 1].rstrip() + "\u2026"
    return link_item(record, item, docket, reason=why, candidate=found.words, by=by, **remarks)


def dismiss_candidate(
    record: Record, docket: str, item: str, *, explanation: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Say why a candidate does not concern the case, for all reasons it has now.

    A new reason opens it again. Raises NotFound when it is no candidate.
    """
    found = candidate(record, docket, item)
    body = {
        "docket": docket,
        "item": item,
        "reasons": found.words,
        "explanation": explanation,
        "by": by.person,
    }
    return record_with(record, "candidate.dismissed", body, [by], remarks)


def candidate(record: Record, docket: str, item: str) -> Candidate:
    """The item as a candidate for the case, dismissed or not. Raises NotFound when it is none."""
    found = candidates(record.db, docket, only=[item])
    if not found:
        raise NotFound(
            "candidate.none", f"{item} is no candidate for {docket}: it is linked, or shares nothing with it."
        )
    return found[0]
