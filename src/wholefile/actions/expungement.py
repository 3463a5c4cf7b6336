"""Expungement by order of a court: the act that names the order, and the destruction it asks for."""

from collections.abc import Sequence
from typing import Unpack

from wholefile import rules
from wholefile.actions.recording import Body, Remarks, full_body, prepare_act, stop_if_absent
from wholefile.actions.signing import Signer
from wholefile.core.errors import NotFound
from wholefile.record.act import SignedAct
from wholefile.record.expunge import expunge, files_of
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt


def carry_out_expungement(
    record: Record,
    docket: str,
    positions: Sequence[int],
    *,
    order: str,
    authority: str,
    ordered_by: Signer,
    by: Signer,
    files: Sequence[str] = (),
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Destroy by order what entries say, and the files that only they brought; what is destroyed cannot come back.

    Positions, headers and proofs remain, so everything that was proved before still is. Files named besides are
    destroyed too. Raises NotFound for a position that no entry has, ToBeSigned for absent signers: whoever records the
    act then calls `record.expunge.finish`.
    """
    there = {row.seq for row in record.db.rows("entry", seq__in=list(positions))}
    if missing := sorted(set(positions) - there):
        raise NotFound("act.unknown", f"There is no entry {missing[0]}; nothing was destroyed.")
    chosen = sorted(set(positions))
    body: Body = {
        "docket": docket,
        "order": order,
        "authority": authority,
        "positions": chosen,
        "files": sorted({*files, *files_of(record.db, chosen)}),
        "ordered_by": ordered_by.person,
        "by": by.person,
    }
    key = remarks.get("idempotency")
    prepared = prepare_act(
        record,
        "record.expunged",
        full_body(body, remarks),
        persons=[ordered_by.person, by.person],
        idempotency=key,
    )
    stop_if_absent(record, [prepared], (ordered_by, by))
    signed = SignedAct(prepared.act, [dict(one.sign(prepared.act)) for one in (ordered_by, by)])
    return expunge(record, signed, prepared.body, prepared.secret, rules=rules.check)
