"""`wholefile screen`: find items elsewhere in the record that may concern a case."""

from wholefile.actions import screening
from wholefile.cli.commands import Verb, group

app = group(
    "Find items elsewhere in the record that may concern a case.",
    {
        "run": Verb(screening.screen, "screening.run"),
        "link": Verb(screening.link_candidate, "item.linked"),
        "dismiss": Verb(screening.dismiss_candidate, "candidate.dismissed"),
    },
)
