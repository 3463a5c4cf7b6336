"""Acts about what documents say: facts that were read out of a file, and that a person accepted, corrected or rejected.

A reading proposes and nobody is bound by it. A fact enters a case by an act, with its exact words, their place, and the
whole chain of those who say so.
"""

from wholefile.core.acts.schema import (
    COUNT,
    DAY,
    DOCKET,
    FLAG,
    LINE,
    SHA256,
    SHORT,
    TEXT,
    Field,
    code,
    identifier,
    kind,
    list_of,
    record_of,
    signer,
)

FACT = identifier("F")
READERS = ("investigator", "prosecutor", "paralegal", "supervisor")
# The kinds of fact that a reading proposes, and how a fact stands in its document.
FACT_KINDS = (
    "person",
    "organisation",
    "role",
    "charge",
    "claim",
    "relief",
    "citation",
    "court_event",
    "event",
    "time",
    "document",
    "quote",
    "assertion",
    "check",
)
STATUSES = ("court act", "reported", "stated", "alleged", "denied")
REASONS = (
    "wrong person",
    "wrong time",
    "wrong kind",
    "wrong status",
    "wrong chain",
    "not said there",
    "told twice",
    "of no use",
)
MOST_TOLD = 100  # particulars of one fact
MOST_LINKS = 20
MOST_OTHERS = 500

FACT_SOURCE = record_of(
    Field("sha256", SHA256, "digest of the stored source file"),
    Field(
        "inside",
        SHA256,
        "digest of the attached file in which it lies, when it is none itself",
        required=False,
    ),
    Field("layer", SHA256, "digest of the text layer in which the characters are counted"),
    Field("unit", code("character"), "unit of start and end"),
    Field("start", COUNT, "where the words begin"),
    Field("end", COUNT, "where they end, not included"),
)
_PLACE = record_of(
    Field("start", COUNT, "where the words begin"),
    Field("end", COUNT, "where they end, not included"),
)
_TOLD = record_of(
    Field("name", SHORT, "which particular"),
    Field("value", LINE, "what is told; a list has an entry for each"),
    Field("refers", SHORT, "identity of the proposal that is meant", required=False),
)
_LINK = record_of(
    Field("who", LINE, "who says so, by name where it is known, and in the words of the document"),
    Field("manner", code(*STATUSES), "how they say it"),
    Field("start", COUNT, "where the document names them", required=False),
    Field("end", COUNT, "where that ends, not included", required=False),
    Field("refers", SHORT, "identity of the proposal that is meant", required=False),
)
# What a version of a fact says, whether it is accepted or corrected.
_VERSION = (
    Field("source", FACT_SOURCE, "where the words stand"),
    Field("words", TEXT, "the exact words that bear the fact"),
    Field("kind", code(*FACT_KINDS), "what sort of fact it is"),
    Field("told", list_of(_TOLD, least=0, most=MOST_TOLD), "what is told, by name and value"),
    Field("status", code(*STATUSES), "how it stands in the document"),
    Field(
        "chain",
        list_of(_LINK, least=0, most=MOST_LINKS, unique=False),
        "through whom it reaches the reader, from who asserts it outwards to the document",
    ),
    Field(
        "others",
        list_of(_PLACE, least=0, most=MOST_OTHERS),
        "further places in the same text that bear it",
        required=False,
    ),
)
# Which proposal of which reading it was.
_PROPOSAL = (
    Field("proposal", SHORT, "identity of the proposal: its kind and its place"),
    Field("reader", LINE, "version of the reader that proposed it"),
    Field("rule", SHORT, "the rule that fired"),
    Field("read_as", SHORT, "the kind of document it was read as", required=False),
    Field("dated", DAY, "the day of the document", required=False),
)
DOCKETS = Field("dockets", list_of(DOCKET), "cases it concerns")

KINDS = (
    kind(
        "fact.accepted",
        "A fact that a reading proposed enters the case: its words, their place, and all through whom it is known.",
        Field("fact", FACT, "number of the fact"),
        DOCKETS,
        *_VERSION,
        *_PROPOSAL,
        Field("corrected", FLAG, "accepted with a correction; false means as it was proposed"),
        signer("by", "who accepts it", *READERS),
    ),
    kind(
        "fact.corrected",
        "A new version of a fact; the earlier ones stay readable.",
        Field("fact", FACT, "number of the fact"),
        DOCKETS,
        *_VERSION,
        Field("why", LINE, "why it is corrected"),
        signer("by", "who corrects it", *READERS),
    ),
    kind(
        "fact.rejected",
        "A proposal, or a fact accepted earlier, is not taken as a fact.",
        DOCKETS,
        Field("source", FACT_SOURCE, "where the words stand"),
        Field("words", TEXT, "the exact words"),
        Field("kind", code(*FACT_KINDS), "what sort of fact it was proposed as"),
        *_PROPOSAL,
        Field("reason", code(*REASONS), "why it is none"),
        signer("by", "who rejects it", *READERS),
    ),
)
