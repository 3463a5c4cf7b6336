"""Acts about an item: intake, description, identifiers, files, links to cases, splitting, consumption and loss."""

from wholefile.core.acts.schema import (
    COUNT,
    DOCKET,
    FILE,
    FLAG,
    ITEM,
    LINE,
    POSITION,
    SHORT,
    TEXT,
    Field,
    code,
    integer,
    kind,
    list_of,
    record_of,
    signer,
)
from wholefile.core.acts.register import LOCATION

ITEM_FIELD = Field("item", ITEM, "the item")
CATEGORY = code(
    "evidence", "found", "safekeeping", "biological", "firearm", "ammunition", "drugs", "currency", "digital", "document",
)  # fmt: skip
AUTHORITY = code("warrant", "consent", "incident to arrest", "abandoned", "found", "surrendered", "subpoena", "safekeeping",
                 "court order", "generated")  # fmt: skip
IDENTIFIER = record_of(
    Field(
        "kind",
        code(
            "serial",
            "calibre",
            "headstamp",
            "phone",
            "plate",
            "address",
            "person",
            "email",
            "account",
            "imei",
            "lot",
        ),
        "what the identifier is",
    ),
    Field("value", LINE, "as it stands on the thing"),
)
IDENTIFIERS = list_of(IDENTIFIER, least=0, most=100)
UNIT = code("each", "round", "gram", "milligram", "millilitre", "cent", "page", "file")
COLLECTS = ("custodian", "investigator", "laboratory")
FILES = list_of(FILE, most=200)

KINDS = (
    kind(
        "item.received",
        "An item comes into custody under a voucher number that is never reused.",
        ITEM_FIELD,
        Field("description", TEXT, "what it is"),
        Field("category", CATEGORY, "property category"),
        Field("quantity", integer(1, 10**12), "how many or how much"),
        Field("unit", UNIT, "unit of the quantity"),
        Field("submitted_by", LINE, "who handed it over"),
        Field("submitter_agency", LINE, "agency or firm of the submitter", required=False),
        Field("collected_at", LINE, "place it was collected"),
        Field("authority", AUTHORITY, "legal authority for holding it"),
        Field(
            "named_cases",
            list_of(LINE, least=0, most=50),
            "cases the submitter named, in their words",
        ),
        Field("dockets", list_of(DOCKET, most=50), "cases it is booked under"),
        Field(
            "identifiers",
            IDENTIFIERS,
            "serial numbers, calibre, headstamp, phone, plate, address",
        ),
        Field(
            "location",
            LOCATION,
            "place where it is put down; absent means the receiver holds it",
            required=False,
        ),
        Field("seal", SHORT, "number of the tamper-evident seal", required=False),
        Field("condition", LINE, "condition in words", required=False),
        Field("initials", SHORT, "initials and day on the seal", required=False),
        signer("by", "who receives it", *COLLECTS),
    ),
    kind(
        "item.described",
        "The description, category or identifiers of an item are corrected or added to; the earlier words remain.",
        ITEM_FIELD,
        Field("description", TEXT, "new description", required=False),
        Field("category", CATEGORY, "new category", required=False),
        Field("identifiers", IDENTIFIERS, "identifiers added", required=False),
        Field("reason", LINE, "why"),
        signer("by", "who describes it", *COLLECTS, "paralegal", "supervisor"),
    ),
    kind(
        "item.linked",
        "An item is found to belong to one more case. Its whole earlier history comes with it.",
        ITEM_FIELD,
        Field("docket", DOCKET, "case it is linked to"),
        Field("reason", LINE, "why it belongs there"),
        Field(
            "candidate",
            list_of(LINE, least=0),
            "reasons of the screening candidate it answers",
            required=False,
        ),
        Field(
            "history",
            list_of(POSITION, most=5_000),
            "log positions of every earlier act on the item",
        ),
        signer("by", "who links it", *COLLECTS, "paralegal", "prosecutor", "supervisor"),
    ),
    kind(
        "item.detached",
        "An item is no longer part of a case. It stays visible there as detached.",
        ITEM_FIELD,
        Field("docket", DOCKET, "case it is detached from"),
        Field("reason", LINE, "why"),
        signer("by", "who asks", *COLLECTS, "paralegal", "supervisor"),
        signer("approved_by", "prosecutor who approves", "prosecutor"),
    ),
    kind(
        "item.split",
        "An item is divided into sub-items; quantities add up.",
        ITEM_FIELD,
        Field(
            "parts",
            list_of(
                record_of(
                    Field("item", ITEM, "voucher of the sub-item"),
                    Field("description", TEXT, "what it is"),
                    Field("quantity", integer(1, 10**12), "how much of the parent"),
                ),
                most=200,
            ),
            "the sub-items",
        ),
        Field("reason", LINE, "why"),
        signer("by", "who divides it", *COLLECTS),
    ),
    kind(
        "item.consumed",
        "Part or all of an item is used up.",
        ITEM_FIELD,
        Field("quantity", integer(1, 10**12), "how much is used up"),
        Field("purpose", LINE, "for what"),
        signer("by", "who used it up", "laboratory", "custodian"),
    ),
    kind(
        "file.attached",
        "Files belong to an item: photographs, recordings, documents.",
        ITEM_FIELD,
        Field("files", FILES, "the files, each with three digests"),
        Field(
            "purpose",
            code(
                "photograph",
                "baseline photograph",
                "acquisition",
                "document",
                "report",
                "recording",
                "mail",
            ),
            "what for",
        ),
        Field("tool", LINE, "tool and version that acquired it", required=False),
        Field("write_blocker", FLAG, "a write blocker was used", required=False),
        signer("by", "who attaches them", *COLLECTS, "paralegal", "prosecutor", "defence"),
    ),
    kind(
        "item.lost",
        "An item is lost, stolen, damaged or destroyed without authority. It stays on every schedule.",
        ITEM_FIELD,
        Field("kind", code("lost", "stolen", "damaged", "destroyed"), "what happened"),
        Field("circumstances", TEXT, "what is known"),
        signer("by", "who reports it", *COLLECTS, "supervisor"),
    ),
    kind(
        "item.unlocated",
        "An item could not be found where the record says it is. The prosecutors of its cases are told at once.",
        ITEM_FIELD,
        Field("searched", TEXT, "where was looked and by whom"),
        Field("notified", list_of(LINE), "prosecutors told"),
        signer("by", "who reports it", "custodian", "supervisor", "auditor"),
    ),
    kind(
        "item.located",
        "A missing item is found again.",
        ITEM_FIELD,
        Field("location", LOCATION, "where it is now"),
        Field("circumstances", TEXT, "how it was found"),
        signer("by", "who found it", "custodian", "supervisor"),
    ),
    kind(
        "file.verified",
        "Stored files were read again and their digests compared: a fixity check.",
        ITEM_FIELD,
        Field("checked", COUNT, "files read"),
        Field("failed", list_of(LINE, least=0), "digests of files that did not match"),
        signer("by", "who ran it", "custodian", "auditor", "administrator"),
    ),
)
