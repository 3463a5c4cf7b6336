"""`wholefile custody`: transfers, storage, loans and seals."""

from wholefile.actions import custody
from wholefile.cli.commands import Verb, group

app = group(
    "Transfers, storage, loans and seals.",
    {
        "transfer": Verb(custody.transfer_custody, "custody.transferred"),
        "release": Verb(custody.release_custody, "custody.released"),
        "accept": Verb(custody.accept_custody, "custody.accepted"),
        "refuse": Verb(custody.refuse_custody, "custody.refused"),
        "store": Verb(custody.store_items, "custody.stored"),
        "retrieve": Verb(custody.retrieve_items, "custody.retrieved"),
        "lend": Verb(custody.lend_items, "custody.lent"),
        "take-back": Verb(custody.take_back, "custody.returned"),
        "seal": Verb(custody.apply_seal, "seal.applied"),
        "break-seal": Verb(custody.break_seal, "seal.broken"),
        "seal-differs": Verb(custody.report_seal_difference, "seal.differed"),
    },
)
