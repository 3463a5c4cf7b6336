"""`wholefile statement`: exact words of speakers, their translation, and inconsistencies."""

from wholefile.actions import statements
from wholefile.cli.commands import Verb, group
from wholefile.cli.places import place
from wholefile.cli.show import side_by_side

app = group(
    "Exact words of speakers, their translation, and inconsistencies.",
    {
        "record": Verb(statements.record_statement, "statement.recorded"),
        "translate": Verb(statements.translate_statement, "statement.translated"),
        "attest": Verb(statements.attest_statement, "statement.attested"),
        "flag": Verb(statements.flag_inconsistency, "inconsistency.flagged"),
        "answer": Verb(statements.answer_inconsistency, "inconsistency.answered"),
    },
    place,
    side_by_side,
)
