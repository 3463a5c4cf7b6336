"""A court that cosigns the record of a test once, as a witness does."""

from wholefile.core.cosignature import cosign
from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, VerifierKey, format_note, parse_note
from wholefile.record.checkpoints import latest_note
from wholefile.record.home import Record
from wholefile.record.witnessing import accept

_SEED = b"w" * 32


def witnessed(record: Record) -> None:
    """The policy names a witness, and it has cosigned the newest checkpoint."""
    key = record.log_key
    witness = VerifierKey("witness.example/court", COSIGNATURE, public_key_of(_SEED))
    record.policy_path.write_text(f"log {key.vkey}\nwitness court {witness.vkey}\nquorum none\n")
    note = parse_note(latest_note(record).encode())
    line = cosign(note.text, witness.name, _SEED, record.clock() // 1000)
    accept(record, format_note(note.text, [*note.signatures, line]))
