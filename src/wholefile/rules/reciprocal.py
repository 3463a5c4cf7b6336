"""The rule on what the defence owes: it discloses for itself, and nobody does it in its place (D16)."""

from wholefile.record.act import Draft
from wholefile.record.days import day_of
from wholefile.record.sql import Database
from wholefile.rules.packs import owed_by_the_defence
from wholefile.rules.registry import rule

DEFENDANT = "defendant"


@rule(
    "D16",
    text="What the defence owes is met by its own disclosure, on a day that has come, signed for a defendant by counsel"
    " who appears for them now or by themselves; what the State owes is met by what it served.",
    authority="policy of this record, for duties such as those of Rules 5-502 and 7-504 NMRA and CPIA 1996 s 5",
    kind_of_authority="policy",
    acts=("disclosure.reciprocated", "obligation.met"),
)
def each_side_meets_its_own_duty(draft: Draft, db: Database) -> str | None:
    """Whose duty it is, is told by the pack of the jurisdiction; whether a day has come, by UTC."""
    body = draft.body
    theirs = "obligation" in body and _is_owed_by_the_defence(db, body["obligation"])
    if draft.kind == "obligation.met":
        if not theirs:
            return None
        return (
            f"{body['obligation']} is owed by the defence; only what the defence says it disclosed meets it."
        )
    if "obligation" in body and not theirs:
        return f"{body['obligation']} is not owed by the defence alone; leave it out, or name a duty that is."
    if body["disclosed_on"] > day_of(draft.at):
        return f"{body['disclosed_on']} has not come yet; record it once it is disclosed."
    return _not_for_them(draft, db)


def _is_owed_by_the_defence(db: Database, obligation: str) -> bool:
    row = db.one("obligation", obligation=obligation)
    case = None if row is None else db.one("case_file", docket=row.docket)
    return row is not None and case is not None and owed_by_the_defence(case.jurisdiction, row.rule)


def _not_for_them(draft: Draft, db: Database) -> str | None:
    """Why the signer does not speak for this party: it is no defendant, or has other counsel."""
    docket, party, by = draft.body["docket"], draft.body["party"], draft.body["by"]
    row = db.one("party", party=party)
    if row is None or row.role != DEFENDANT:
        return f"{party} is no defendant in {docket}; name the one for whom it was disclosed."
    appears = {"docket": docket, "party": party, "person": by, "withdrawn_seq": None}
    if row.person == by or db.exists("counsel", **appears):
        return None
    return f"{by} does not appear for {party} in {docket}; their own counsel signs, once the appearance is recorded."
