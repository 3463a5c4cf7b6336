"""The rule on what the defence reads: nobody else can tell."""

from wholefile.core.docket import case_label
from wholefile.record.act import Draft
from wholefile.record.lookups import person_name
from wholefile.record.sql import Database
from wholefile.rules.registry import rule


@rule(
    "D12",
    text="What the defence reads is not open to the prosecution, nor to the office that runs the record.",
    authority="Policy of this record, after the protection of defence work product",
    kind_of_authority="policy",
    acts=("access.opened",),
)
def defence_reading_stays_closed(draft: Draft, db: Database) -> str | None:
    """A view by somebody of the defence is no act; it is kept as a trace that only their own key opens."""
    by = draft.body["by"]
    for one in db.rows("role_grant", person=by, role="defence", ended_seq=None):
        if not one.docket or case_label(one.docket) in draft.cases:
            return (
                f"{person_name(db, by)} reads for the defence; this view is kept as a sealed trace, "
                "which only their own key opens, and not as an act."
            )
    return None
