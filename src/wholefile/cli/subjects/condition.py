"""`wholefile condition`: declare a condition, with two people and a method; show a weapon."""

from wholefile.actions import conditions
from wholefile.cli.commands import Verb, group

app = group(
    "Declare a condition, with two people and a method; show a weapon.",
    {
        "declare": Verb(conditions.declare_condition, "condition.declared"),
        "show-weapon": Verb(conditions.show_weapon, "weapon.shown"),
    },
)
