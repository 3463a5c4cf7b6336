"""What is charged, pleaded and asked for: counts of a criminal case, claims and relief of a civil one."""

from typing import Unpack

from wholefile.actions.recording import Remarks, record_with
from wholefile.actions.signing import Signer
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def charge_count(
    record: Record,
    docket: str,
    count: int,
    *,
    party: str,
    statute: str,
    title: str,
    charged_on: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Charge a crime against a party, as the numbered count of the case."""
    body = {
        "docket": docket,
        "count": count,
        "party": party,
        "statute": statute,
        "title": title,
        "charged_on": charged_on,
        "by": by.person,
    }
    return record_with(record, "count.charged", body, [by], remarks)


def dispose_of_count(
    record: Record, docket: str, count: int, *, outcome: str, on: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """End a count: dismissed, acquitted, convicted or pleaded."""
    body = {"docket": docket, "count": count, "outcome": outcome, "on": on, "by": by.person}
    return record_with(record, "count.disposed", body, [by], remarks)


def plead_claim(
    record: Record,
    docket: str,
    claim: int,
    *,
    cause_of_action: str,
    plaintiff: str,
    against: list[str],
    pleaded_on: str,
    by: Signer,
    authority: str | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Plead a cause of action against parties of a civil case."""
    body = {
        "docket": docket,
        "claim": claim,
        "cause_of_action": cause_of_action,
        "authority": authority,
        "plaintiff": plaintiff,
        "against": against,
        "pleaded_on": pleaded_on,
        "by": by.person,
    }
    return record_with(record, "claim.pleaded", body, [by], remarks)


def seek_relief(
    record: Record,
    docket: str,
    relief: int,
    *,
    kind: str,
    text: str,
    by: Signer,
    claims: list[int] | None = None,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Ask the court for something; without `claims` it rests on all of them."""
    body = {
        "docket": docket,
        "relief": relief,
        "kind": kind,
        "text": text,
        "claims": claims,
        "by": by.person,
    }
    return record_with(record, "relief.sought", body, [by], remarks)
