"""Acts on keeping and ending: holds, retention, disposition with its approvals, destruction and return."""

from wholefile.core.acts.custody import ITEMS
from wholefile.core.acts.items import FILES
from wholefile.core.acts.schema import (
    DAY,
    DOCKET,
    ITEM,
    LINE,
    PERSON,
    SHORT,
    Field,
    code,
    identifier,
    kind,
    list_of,
    signer,
)

HOLD = Field("hold", identifier("H"), "number of the hold")
DISPOSITION = Field("disposition", identifier("D"), "number of the disposition")
MANNER = Field(
    "manner",
    code("return", "destruction", "auction", "agency use", "diversion"),
    "what becomes of the items",
)

KINDS = (
    kind(
        "hold.placed",
        "Nothing in its scope may be disposed of or altered until the issuer or a court releases it.",
        HOLD,
        Field("docket", DOCKET, "the matter"),
        Field(
            "items",
            list_of(ITEM, least=0),
            "items held; empty means every item of the case, now and later",
        ),
        Field("reason", LINE, "why"),
        signer("by", "who issues it", "prosecutor", "defence", "court", "supervisor"),
    ),
    kind(
        "hold.released",
        "A hold ends, by its issuer or by order of a court.",
        HOLD,
        Field("reason", LINE, "why"),
        Field(
            "order",
            identifier("O"),
            "order of the court, when not released by the issuer",
            required=False,
        ),
        signer("by", "who releases it", "prosecutor", "defence", "court", "supervisor"),
    ),
    kind(
        "retention.set",
        "How long items must be kept, and by which schedule.",
        ITEMS,
        Field("schedule", SHORT, "name of the retention schedule"),
        Field("trigger", LINE, "event that starts the period"),
        Field("keep_until", DAY, "last day they must be kept"),
        signer("by", "who sets it", "supervisor", "prosecutor", "court"),
    ),
    kind(
        "disposition.requested",
        "Somebody asks that items be disposed of.",
        DISPOSITION,
        ITEMS,
        MANNER,
        Field("reason", LINE, "why"),
        Field(
            "checks",
            LINE,
            "stolen-property and firearm-trace checks made",
            required=False,
        ),
        signer("by", "who asks", "custodian", "investigator", "supervisor", "prosecutor"),
    ),
    kind(
        "disposition.consented",
        "The prosecutor of one linked case agrees to a disposition.",
        DISPOSITION,
        ITEMS,
        Field("docket", DOCKET, "the case"),
        signer("by", "prosecutor of the case", "prosecutor"),
    ),
    kind(
        "disposition.approved",
        "One of two approvers agrees to a disposition.",
        DISPOSITION,
        ITEMS,
        signer(
            "by",
            "approver: neither requester nor custodian",
            "supervisor",
            "prosecutor",
            "court",
        ),
    ),
    kind(
        "disposition.declined",
        "A disposition is refused.",
        DISPOSITION,
        ITEMS,
        Field("reason", LINE, "why"),
        signer("by", "who refuses", "supervisor", "prosecutor", "court"),
    ),
    kind(
        "disposition.notified",
        "The owner is told that items may be claimed.",
        DISPOSITION,
        ITEMS,
        Field("owner", LINE, "who was told"),
        Field("how", LINE, "how"),
        signer("by", "who told them", "custodian", "supervisor"),
    ),
    kind(
        "item.destroyed",
        "Items are destroyed before a witness. Their record, digests and photographs remain.",
        DISPOSITION,
        ITEMS,
        Field("method", LINE, "how"),
        Field("place", LINE, "where"),
        Field("photographs", FILES, "photographs of the destruction", required=False),
        signer("by", "who destroyed them", "custodian", "laboratory"),
        signer("witnessed_by", "who watched", "supervisor", "investigator", "auditor"),
    ),
    kind(
        "item.returned",
        "Items leave the record to their owner, an auction, the agency or another lawful receiver.",
        DISPOSITION,
        ITEMS,
        Field("received_by_name", LINE, "who received them"),
        Field("identity", LINE, "how the receiver's identity was checked"),
        Field("person", PERSON, "the receiver, when known to the record", required=False),
        signer("by", "who handed them over", "custodian"),
    ),
)
