"""`wholefile policy`: settings of rules, adopted by an act."""

from wholefile.actions import people
from wholefile.cli.commands import Verb, group

app = group(
    "Settings of rules, adopted by an act.",
    {
        "adopt": Verb(people.adopt_policy, "policy.adopted"),
    },
)
