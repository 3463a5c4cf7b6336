"""The submitter's receipt: what somebody who handed over an item takes home.

It is checked by `wholefile.verify.receipt` with nothing but the file and a trust policy.
"""

import json

from wholefile.core.canonical import b64u
from wholefile.core.checkpoint import parse_checkpoint
from wholefile.core.commitment import open_all
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.core.header import decode_header
from wholefile.core.multiproof import prove_many
from wholefile.core.note import parse_note
from wholefile.record import lookups
from wholefile.record.checkpoints import checkpoint, latest
from wholefile.record.home import Record
from wholefile.record.publishing import node_reader
from wholefile.verify.receipt import FORMAT


def submitters_receipt(record: Record, item: str) -> str:
    """The receipt for an item, as the text of a JSON file; makes a checkpoint when none covers the item yet.

    Raises NotFound for an unknown voucher, Unprocessable for a sub-item (its whole was received) and for an item whose
    intake was expunged.
    """
    row = lookups.item(record.db, item)
    if row.parent is not None:
        raise Unprocessable(
            "receipt.sub_item", f"{item} was not handed over by itself; ask for the receipt of {row.parent}."
        )
    signed = latest(record)
    note = signed.note if signed is not None and signed.size > row.seq else checkpoint(record)
    size = parse_checkpoint(parse_note(note.encode()).text).size
    positions = [row.seq, *_explaining(record, row.seq)]
    proof = prove_many(sorted(positions), size, node_reader(record, size))
    receipt = {
        "format": FORMAT,
        "origin": record.origin,
        "checkpoint": note,
        "entries": [_entry(record, seq) for seq in positions],
        "proof": [b64u(one) for one in proof],
    }
    return json.dumps(receipt, indent=2, ensure_ascii=False) + "\n"


def _explaining(record: Record, seq: int) -> list[int]:
    """Positions of the acts that enrolled the keys which signed an entry, and of those that named the persons."""
    entry = record.db.one("entry", seq=seq)
    found: set[int] = set()
    for signature in decode_header(bytes(entry.header)).signatures if entry else ():
        key = record.db.one("signing_key", key=signature["key"])
        if key is not None:
            found |= {key.enrolled_seq, lookups.person(record.db, key.person).seq}
    return sorted(found)


def _entry(record: Record, seq: int) -> dict[str, object]:
    entry, body = record.db.one("entry", seq=seq), record.db.one("body", seq=seq)
    if entry is None:
        raise NotFound("entry.unknown", f"There is no entry {seq}.")
    if body is None:
        raise Unprocessable("receipt.expunged", f"What entry {seq} says was destroyed by order of a court.")
    opening = open_all(json.loads(bytes(body.fields)), bytes(body.secret))
    return {"header": bytes(entry.header).decode(), "opening": opening}
