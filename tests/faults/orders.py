"""Expunging an item of the work: the order, and what it must leave nothing of."""

from tests.actions.office import DOCKET
from tests.faults.work import Work
from wholefile.actions.recording import prepare_act
from wholefile.record import expunge, lookups
from wholefile.record.act import SignedAct
from wholefile.record.ledger import Receipt
from wholefile.rules import check

KEY = "expunge the first item"


def expunge_item(work: Work, item: str) -> Receipt:
    """Expunge every act on an item and its photograph, or finish what an earlier call began."""
    record, office = work.record, work.office
    if standing := record.db.one("expunged"):
        expunge.finish(record)
        entry = record.db.one("entry", seq=standing.by_seq)
        return Receipt(entry.seq, entry.at, entry.leaf_hash, entry.act_hash, repeated=True)
    record.clock.advance()
    positions = lookups.history(record.db, item)
    signers = (office.judge, office.custodian)
    body = {
        "docket": DOCKET,
        "order": "Order of 3 May",
        "authority": "Section 29-3A-5 NMSA 1978",
        "positions": positions,
        "files": expunge.files_of(record.db, positions),
        "ordered_by": office.judge.person,
        "by": office.custodian.person,
    }
    persons = [one.person for one in signers]
    made = prepare_act(record, "record.expunged", body, persons=persons, idempotency=KEY)
    signed = SignedAct(made.act, [one.sign(made.act) for one in signers])
    return expunge.expunge(record, signed, made.body, made.secret, rules=check)
