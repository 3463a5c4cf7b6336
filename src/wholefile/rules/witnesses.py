"""The rule on findings about a witness: every case in which the witness appears is told (D14)."""

import json

from wholefile.record.act import Draft
from wholefile.record.sql import Database
from wholefile.rules.registry import rule

MOST_DOCKETS = 200  # in one act, from the vocabulary


@rule(
    "D14",
    text="A finding about a witness is told in every case in which the witness appears, as far as an act can hold.",
    authority="Giglio v. United States, 405 U.S. 150 (1972)",
    kind_of_authority="law",
    acts=("impeachment.found",),
)
def every_case_of_the_witness_is_told(draft: Draft, db: Database) -> str | None:
    """Where there are more cases than one act can name, the rest are told by the next."""
    told = draft.body["dockets"]
    left = sorted(set(cases_of_person(db, draft.body["person"])) - set(told))
    if not left or len(told) == MOST_DOCKETS:
        return None
    return f"{draft.body['person']} appears in {left[0]} too; name every case of the witness."


def cases_of_person(db: Database, person: str) -> list[str]:
    """The cases in which a person is a party, spoke, or came to know of an item, sorted."""
    found = {row.docket for row in db.rows("party", person=person)}
    found |= {
        str(docket)
        for (docket,) in db.query(
            'SELECT DISTINCT c."docket" FROM "knowledge" k JOIN "item_case" c ON c."item" = k."item"'
            ' WHERE k."person" = %s',
            [person],
        )
    }
    for (dockets,) in db.query('SELECT "dockets" FROM "statement" WHERE "speaker_person" = %s', [person]):
        found |= set(json.loads(dockets))
    return sorted(found)
